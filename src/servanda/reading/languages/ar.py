"""Arabic: folding, clitics, and the forms of a noun or verb made from what the lexicon gives.

Tokens are not stemmed: a stem joins unlike words. A token is offered under its form without the
proclitics that it may have (و ف ب ل ك ال س) and without a pronoun at its end; the lexicon side makes
dual, plural, feminine and conjugated forms.
"""

from __future__ import annotations

import re

from servanda.reading.languages.plain import Morphology
from servanda.reading.tokens import INVISIBLE, MARKS

_NOT_LETTERS = re.compile(f"[{MARKS}{INVISIBLE}]")
_FOLD = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ھ": "ه", "ۀ": "ه"}
)
_FOLD |= {0x0660 + i: str(i) for i in range(10)} | {0x06F0 + i: str(i) for i in range(10)}
_ON = frozenset({"على", "وعلى", "فعلى"})
#: Not those of the second person: statements speak to nobody («ماليك» is a name and not «مالي» with one).
_ENCLITICS = ("هما", "هم", "ها", "هن", "نا", "ه")
_BARE_ALEF = frozenset("اٱ")
#: How a verb of the future begins, and nouns that begin so too.
_FUTURE = re.compile("(?:و|ف)?س[يتن].{2,}")
_NO_FUTURE = re.compile(
    "(?:و|ف)?(?:سيا[سحردق]|سينا|سينم|سيدي|سيول|سيشل|سيراليون|سير[غج]ي|سيبيري|ستار|ستو?ي?ن|سترا|سنو[اي]|سندات|سنغا).*|.*[ةه]"
)
_SINGULAR: frozenset[str] = frozenset()
_DUAL = frozenset({"dual", "plural"})
_PLURAL = frozenset({"plural"})


class Arabic(Morphology):
    """Keys: the folded word, and each form that remains when possible clitics are taken off."""

    def folded(self, word: str) -> str:
        plain = _NOT_LETTERS.sub("", word)
        # The preposition «على» is not the name «علي».
        return (plain if plain in _ON else plain.translate(_FOLD)).lower()

    def analyse(self, word: str) -> tuple[dict[str, int], frozenset[str]]:
        folded = self.fold(word)
        keys = {folded: 0}
        feats: set[str] = set()
        if _FUTURE.fullmatch(folded) and not _NO_FUTURE.fullmatch(folded):
            feats.add("later")
        marbuta = _NOT_LETTERS.sub("", word).endswith(("ة", "ۀ"))  # an ending of the noun, no pronoun
        for cut, base, found in self._openings(folded, _NOT_LETTERS.sub("", word)):
            keys.setdefault(base, cut)
            feats |= found
            if "def" not in found and not marbuta:
                for tail in _ENCLITICS:
                    stem = base.removesuffix(tail)
                    if stem != base and len(stem) >= 3:
                        if stem.endswith("ت"):
                            keys.setdefault(stem[:-1] + "ه", cut)
                        keys.setdefault(stem, cut)
                        if stem.endswith("ا") and len(stem) > 3:
                            keys.setdefault(stem[:-1] + "ي", cut)
                        break
        offsets = self._offsets(word)
        return {k: offsets[cut] for k, cut in keys.items()}, frozenset(feats)

    @staticmethod
    def _offsets(word: str) -> list[int]:
        """For each number of folded letters cut off, how many code points of the word that is."""
        places = [i for i, c in enumerate(word) if not _NOT_LETTERS.match(c)]
        return [*places, len(word)]

    @staticmethod
    def _openings(word: str, written: str) -> list[tuple[int, str, frozenset[str]]]:
        """(letters cut, rest, features) for each reading of the start of the folded word; the article is not counted
        as cut, it belongs to the noun, and has no hamza in what is `written` («إلمدين» has none)."""
        found: list[tuple[int, str, frozenset[str]]] = []

        def article(cut: int, rest: str, feats: frozenset[str]) -> None:
            if rest.startswith("ال") and len(rest) > 3 and written[len(word) - len(rest)] in _BARE_ALEF:
                found.append((cut, rest[2:], feats | {"def"}))

        def preposition(cut: int, rest: str, feats: frozenset[str]) -> None:
            found.append((cut, rest, feats))
            article(cut, rest, feats)
            if rest.startswith("لل") and len(rest) > 4:
                found.append((cut + 1, rest[2:], feats | {"def", "prep", "to"}))
                found.append((cut + 1, rest[1:], feats | {"def", "prep", "to"}))
            elif rest[:1] in "بلك" and len(rest) > 3:
                inner = feats | {"prep", {"ب": "by", "ل": "to", "ك": "as"}[rest[0]]}
                found.append((cut + 1, rest[1:], inner))
                article(cut + 1, rest[1:], inner)

        preposition(0, word, frozenset())
        if word[:1] in "وف" and len(word) > 3:
            preposition(1, word[1:], frozenset({"conj"}))
        return found

    def lexical(self, word: str) -> dict[str, frozenset[str]]:
        """`=form` the form alone; `^perfect:imperfect` a verb; otherwise a noun or adjective with its forms."""
        if word.startswith("="):
            return {self.fold(word[1:]): frozenset()}
        if word.startswith("^"):
            perfect, _, imperfect = self.fold(word[1:]).partition(":")
            return verb_forms(perfect, imperfect or perfect.removeprefix("ا"))
        folded = self.fold(word)
        # The article is written with a bare alef: «ألماني» has none.
        if word.startswith("ال") and len(folded) > 4:
            folded = folded[2:]
        return noun_forms(folded)

    def proper(self, name: str) -> str:
        """A name of one word stands as it is: «الرياضة» is no form of «الرياض»."""
        if " " in name:
            return name
        return f"={name}/=لل{name[2:]}" if name.startswith("ال") and len(name) > 4 else f"={name}"

    def demonyms(self, name: str) -> list[str]:
        """The relative adjective of a one-word name: «المغرب» → «مغربي», «روسيا» → «روسي»."""
        if " " in name:
            return []
        stem = name[2:] if name.startswith("ال") and len(name) > 4 else name
        for ending in ("ية", "يا", "ا", "ة", "ى"):
            if stem.endswith(ending) and len(stem) - len(ending) >= 2:
                stem = stem[: -len(ending)]
                break
        return [stem + "ي"] if not stem.endswith("ي") and len(stem) >= 2 else []

    def ordinary(self, word: str) -> bool:
        return False


def noun_forms(word: str) -> dict[str, frozenset[str]]:
    """Singular, dual, sound plurals and the construct forms of a folded noun without article."""
    if word.endswith("ه") and len(word) > 2:
        stem = word[:-1]
        endings = {"ه": _SINGULAR, "ات": _PLURAL, "تان": _DUAL, "تين": _DUAL, "تي": _DUAL, "تا": _DUAL}
        return {stem + e: f for e, f in endings.items()}
    endings = {
        "": _SINGULAR,
        "ه": _SINGULAR,
        "ا": _SINGULAR,
        "ات": _PLURAL,
        "ون": _PLURAL,
        "ين": _PLURAL,
        "ان": _DUAL,
    }
    if not word.endswith("ي"):
        endings |= {"ي": _PLURAL, "وا": _PLURAL}
    else:
        endings |= {"تين": _DUAL, "تان": _DUAL}
    return {word + e: f for e, f in endings.items()} if len(word) > 2 else {word: _SINGULAR}


def verb_forms(perfect: str, imperfect: str) -> dict[str, frozenset[str]]:
    """The third persons of a verb: perfect, imperfect, future with «س»; features past, pres, fut."""
    past, pres, fut = frozenset({"past"}), frozenset({"pres"}), frozenset({"fut"})
    found: dict[str, frozenset[str]] = {}
    weak = perfect[:-1] if perfect.endswith("ي") else perfect
    for ending in ("ت", "تا", "وا"):
        found[weak + ending] = past
    found |= {perfect: past, perfect + "ا": past, perfect + "نا": past}
    if perfect.endswith("ي"):
        found[perfect[:-1] + "ا"] = past
    stem = imperfect[:-1] if imperfect.endswith("ي") else imperfect
    for person in "يتن":
        for form in (imperfect, imperfect + "ان", stem + "ون", stem + "ين", imperfect + "ا", stem + "وا"):
            found.setdefault(person + form, pres)
            found.setdefault("س" + person + form, fut)
    return found


MORPHOLOGY = Arabic
