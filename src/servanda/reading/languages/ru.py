"""Russian: lemmas, cases and nominatives from pymorphy3."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from servanda.reading.languages.plain import Morphology

_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_KEPT = frozenset((*_CASES, "INFN", "VERB", "PRTF", "PRTS", "futr", "past", "pres", "pssv", "plur", "sing"))
_KEPT |= {"NOUN", "ADJF", "Name", "Surn", "Patr", "GRND"}


class Russian(Morphology):
    """Keys: the folded word and the lemmas of all its likely analyses; «ё» counts as «е»."""

    declines = True

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self._forms: dict[str, list[Any]] = {}

    @cached_property
    def analyser(self) -> Any:
        import pymorphy3

        return pymorphy3.MorphAnalyzer()

    def folded(self, word: str) -> str:
        kept = word.replace("й", "\ue000").replace("Й", "\ue000")
        return super().folded(kept).replace("\ue000", "й").replace("ё", "е")

    def parses(self, word: str) -> list[Any]:
        """All analyses of the word, likeliest first (cached)."""
        found = self._forms.get(word)
        if found is None:
            if len(self._forms) > 200_000:
                self._forms.clear()
            found = self._forms[word] = self.analyser.parse(word)
        return found

    def analyse(self, word: str) -> tuple[dict[str, int], frozenset[str]]:
        forms = {self.fold(word): 0}
        feats: set[str] = set()
        for parse in self.parses(word.lower())[:6]:
            if parse.score < 0.02:
                continue
            forms.setdefault(parse.normal_form.replace("ё", "е"), 0)
            feats |= _KEPT & parse.tag.grammemes
        return forms, frozenset(feats)

    def lemma(self, word: str) -> str:
        return self.parses(word.lower())[0].normal_form

    def ordinary(self, word: str) -> bool:
        """An ordinary word: in the dictionary, and not there only as a name or a place."""
        if not self.analyser.word_is_known(word.lower()):
            return False
        return not any(
            {"Name", "Surn", "Patr", "Geox"} & p.tag.grammemes for p in self.parses(word.lower())[:4]
        )

    def pronominal(self, word: str) -> bool:
        return any({"NPRO", "Apro"} & p.tag.grammemes for p in self.parses(word.lower())[:3])

    def case(self, word: str) -> str | None:
        """The likeliest case of a noun or adjective, None for anything else."""
        for parse in self.parses(word.lower()):
            if parse.tag.case:
                return "loct" if parse.tag.case == "loc2" else str(parse.tag.case)
        return None

    def nominative(self, words: Sequence[str], case: str | None = None) -> list[str]:
        """The name in the nominative. `case` is that of the post before it, if there is one."""
        found = case or self._case_of_name(words)
        if found in (None, "nomn"):
            return list(words)
        gender = self._gender(words, found)
        return [self._to_nominative(w, found, gender) for w in words]

    def _case_of_name(self, words: Sequence[str]) -> str | None:
        votes: dict[str, float] = {}
        for place, word in enumerate(words):
            for parse in self.parses(word.lower())[:8]:
                if (
                    parse.tag.case
                    and ({"Name", "Surn", "Patr"} & parse.tag.grammemes)
                    and "plur" not in parse.tag
                ):
                    weight = parse.score * (2.0 if "Name" in parse.tag or "Patr" in parse.tag else 1.0)
                    votes[str(parse.tag.case)] = votes.get(str(parse.tag.case), 0.0) + weight / (
                        1 + place / 10
                    )
        return max(votes, key=lambda c: (votes[c], c == "nomn")) if votes else None

    def _gender(self, words: Sequence[str], case: str) -> str:
        if case == "ablt" and any(w.lower().endswith(("ом", "ем", "ём")) for w in words):
            return "masc"
        for word in words:
            for parse in self.parses(word.lower()):
                if ({"Name", "Patr"} & parse.tag.grammemes) and parse.tag.case == case and parse.tag.gender:
                    return (
                        "femn"
                        if "femn" in parse.tag and "Name" in parse.tag and not word.endswith("ой")
                        else str(parse.tag.gender)
                    )
        return "masc"

    def cases(self, word: str) -> frozenset[str]:
        """The cases that a word of a name can be in; empty for a word of which nothing is known."""
        found = [
            p
            for p in self.parses(word.rsplit(".", 1)[-1].lower())[:8]
            if p.tag.case and {"Name", "Surn", "Patr"} & p.tag.grammemes and "plur" not in p.tag
        ]
        return frozenset(str(p.tag.case) for p in found)

    def forename(self, words: Sequence[str]) -> bool:
        """Whether the words are a name and a patronymic without surname, as people are addressed."""
        return len(words) == 2 and any(
            "Patr" in p.tag and p.score > 0.3 for p in self.parses(words[-1].lower())[:2]
        )

    def patronymic(self, word: str) -> bool:
        return any("Patr" in p.tag and p.score > 0.2 for p in self.parses(word.lower())[:3])

    def _to_nominative(self, word: str, case: str, gender: str) -> str:
        if "." in word[:-1]:
            initials, _, surname = word.rpartition(".")
            return f"{initials}.{self._to_nominative(surname, case, gender)}"
        if len(word) < 3 or not word[-1].isalpha():
            return word
        if _NISBA.match(word):
            return word  # «аль-Кахтани» has one form
        if "-" in word:
            return "-".join(self._to_nominative(part, case, gender) for part in word.split("-"))
        parses = [p for p in self.parses(word.lower()) if p.tag.case == case and "plur" not in p.tag]
        if any("Fixd" in p.tag for p in self.parses(word.lower())[:2]):
            return word
        names = [p for p in parses if {"Name", "Surn", "Patr"} & p.tag.grammemes]
        fitting = [p for p in names if p.tag.gender in (gender, None)] or names
        if not fitting:
            fitting = [p for p in parses if "NOUN" in p.tag and p.tag.gender == gender]
            if gender == "masc" and word.lower().endswith(("ом", "ем")):
                fitting = [p for p in fitting if p.tag.gender == "masc"]
        if not fitting:
            known = self.analyser.word_is_known(word.lower())
            return word if known or gender != "masc" else _without_ending(word, case)
        inflected = fitting[0].inflect({"nomn", "sing"})
        return _as_written(inflected.word, word) if inflected else word

    def place(self, words: Sequence[str]) -> list[str]:
        """The name of a place in the nominative, from the case in which a preposition has it («в Рабате», «из Сочи»)."""
        found = []
        for word in words:
            parts = [self._place_word(part) for part in word.split("-")]
            found.append("-".join(parts))
        return found

    def _place_word(self, word: str) -> str:
        parses = [p for p in self.parses(word.lower())[:8] if p.tag.case and "plur" not in p.tag]
        named = [p for p in parses if "Geox" in p.tag or {"ADJF"} & p.tag.grammemes]
        # A name that the dictionary has as it stands («Баку», «Сочи») stays: only one that can be no nominative is turned.
        if not named or any(p.tag.case == "nomn" or "Fixd" in p.tag for p in named):
            return word
        oblique = next((p for p in named if p.tag.case in ("loct", "loc2", "gent", "ablt")), named[0])
        inflected = oblique.inflect({"nomn", "sing"})
        return _as_written(inflected.word, word) if inflected else word


#: Endings of a foreign man's name after a consonant, by case.
_ENDINGS = {"ablt": ("ом",), "datv": ("у",), "gent": ("а",), "accs": ("а",), "loct": ("е",)}


_NISBA = re.compile(r"(?:аль|эль|ас|аш|ан|ар|ат|ад|аз)-\w+и$", re.IGNORECASE)


def _without_ending(word: str, case: str) -> str:
    """A man's name that no dictionary has («Насером»), without the ending that the case of its post or surname gives it."""
    for ending in _ENDINGS.get(case, ()):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and stem[-1].lower() in "бвгджзклмнпрстфхцчшщ":
            return stem
    return word


def _as_written(form: str, model: str) -> str:
    """The form with the capitals of the model and its «ё» where the stem has one."""
    shown = form.upper() if model.isupper() and len(model) > 1 else form[:1].upper() + form[1:]
    return "".join(
        "ё" if m == "ё" and s == "е" else "е" if m == "е" and s == "ё" else s
        for s, m in zip(shown, model.ljust(len(shown)), strict=False)
    )


MORPHOLOGY = Russian
