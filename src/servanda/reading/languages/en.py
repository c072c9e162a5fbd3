"""English: lemmas from simplemma; American and British spelling meet in one key."""

from __future__ import annotations

from servanda.reading.languages.plain import Morphology

_SPELLINGS: tuple[tuple[str, str], ...] = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ises", "izes"),
)
_SPELLINGS += (
    ("our", "or"),
    ("ours", "ors"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("programme", "program"),
)
_SPELLINGS += (("programmes", "programs"), ("defence", "defense"), ("centre", "center"), ("labour", "labor"))


#: Endings of forms that are no past (what else differs from its lemma is: “met”, “held”, “spoke”, “begun”).
_NOT_PAST = ("s", "ing", "er", "est", "men", "children")


#: Plurals that do not end in s, of words that matter.
_PLURALS = frozenset({"memoranda"})


class English(Morphology):
    """Keys: the folded word, its lemma, and both with one spelling."""

    def analyse(self, word: str) -> tuple[dict[str, int], frozenset[str]]:
        folded = self.fold(word)
        forms = {folded: 0, self.one_spelling(folded): 0}
        lemma = self.fold(self.lemma(word if not word.isupper() or len(word) < 4 else word.lower()))
        forms[lemma] = 0
        forms[self.one_spelling(lemma)] = 0
        feats = set()
        if folded.endswith("ed") or (lemma != folded and not folded.endswith(_NOT_PAST)):
            feats.add("past")
        if folded.endswith("ing"):
            feats.add("ing")
        if (lemma != folded and folded.endswith("s")) or folded in _PLURALS:
            feats.add("plural")
        return forms, frozenset(feats)

    def lexical(self, word: str) -> dict[str, frozenset[str]]:
        return {self.one_spelling(k): v for k, v in super().lexical(word).items()}

    def one_spelling(self, word: str) -> str:
        for british, american in _SPELLINGS:
            if word.endswith(british) and len(word) > len(british) + (0 if len(british) > 5 else 2):
                return word[: -len(british)] + american
        return word


MORPHOLOGY = English
