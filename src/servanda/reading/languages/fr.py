"""French: lemmas from simplemma without accents; infinitives, participles and futures by their endings."""

from __future__ import annotations

import re

from servanda.reading.languages.plain import Morphology

_FUTURE = re.compile(r"(?:er|ir|r)(?:a|ont|ai|ons|ez|as)$")
#: Ends of irregular participles with those of their infinitives (masculine singular).
_PARTICIPLES = (
    ("enu", "enir"),
    ("eçu", "ecevoir"),
    ("clu", "clure"),
    ("olu", "oudre"),
    ("mis", "mettre"),
    ("vert", "vrir"),
    ("fert", "frir"),
    ("uit", "uire"),
    ("fait", "faire"),
    ("crit", "crire"),
    ("pris", "prendre"),
    ("endu", "endre"),
    ("ondu", "ondre"),
    ("évu", "évoir"),
    ("i", "ir"),
)
#: Feminine ends of adjectives with the masculine ones, for words that the dictionary has only so («commercial»).
_FEMININES = (
    ("ale", "al"),
    ("ière", "ier"),
    ("ienne", "ien"),
    ("éenne", "éen"),
    ("elle", "el"),
    ("ive", "if"),
    ("euse", "eux"),
    ("ine", "in"),
    ("aise", "ais"),
    ("oise", "ois"),
    ("aine", "ain"),
)
_IN_RE = re.compile(
    r"(?:ndre|rdre|ttre|uire|[iu]vre|ompre|aître|oître|oudre|aincre|clure|crire|dire|^lire|[éè]lire|relire|rire|faire"
    r"|^plaire|^déplaire|^taire|^extraire|soustraire|distraire|boire|croire|suffire)$"
)
#: Nouns and adjectives with the ends of infinitives.
_NO_VERBS = frozenset(
    [
        "avenir",
        "loisir",
        "plaisir",
        "désir",
        "soupir",
        "espoir",
        "miroir",
        "soir",
        "noir",
        "trottoir",
        "terroir",
        "couloir",
        "réservoir",
        "martyr",
        "tir",
        "cuir",
        "ordre",
        "désordre",
        "gendre",
        "cendre",
        "moindre",
        "calendrier",
        "lettre",
        "livre",
        "cuivre",
        "ivre",
        "affaire",
        "maître",
        "décembre",
        "œuvre",
        "manœuvre",
        "louvre",
        "pauvre",
        "contre-ordre",
    ]
)
_ROMAN = re.compile(r"[IVX]+(?:ère|re|er|e|ème|ᵉ|nde|nd)")
_CONDITIONAL = re.compile(r"r(?:ait|aient|ions|iez)$")


class French(Morphology):
    """Keys: the folded word and its lemma; an article or pronoun before an apostrophe keeps only its letter."""

    def analyse(self, word: str) -> tuple[dict[str, int], frozenset[str]]:
        folded = self.fold(word)
        if _ROMAN.fullmatch(word):
            return {folded: 0}, frozenset()  # «VIIIème» has no dictionary form
        bare = folded.rstrip("'")
        lowered = word.lower() if word[:1].isupper() else word
        lemma = self.fold(self.lemma(lowered))
        forms = dict.fromkeys((folded, bare, lemma), 0)
        for participle, infinitive in (("ees", "er"), ("es", "er"), ("ee", "er"), ("e", "er")):
            if lowered.endswith(("é", "ée", "és", "ées")) and bare.endswith(participle):
                forms.setdefault(bare[: -len(participle)] + infinitive, 0)
                break
        if lemma == folded and (masculine := self._masculine(lowered)):
            forms.setdefault(self.fold(masculine), 0)
        feats = set()
        if irregular := self._infinitive(lowered):
            forms.setdefault(self.fold(irregular), 0)
            feats.add("pp")
        if lemma == bare and self._is_infinitive(lowered):
            feats.add("inf")
        if lowered.endswith(("é", "ée", "és", "ées")):
            feats.add("pp")
        if lemma.endswith(("er", "ir", "re")) and lemma != bare:
            if _CONDITIONAL.search(bare):
                feats.add("cond")
            elif _FUTURE.search(bare):
                feats.add("fut")
        if lemma != bare and bare.endswith(("s", "x")):
            feats.add("plural")
        return forms, frozenset(feats)

    def _infinitive(self, word: str) -> str | None:
        """The infinitive of an irregular participle («convenues» → «convenir»), None for any other word."""
        for plural in ("es", "s", "e", ""):
            stem = word.removesuffix(plural) if plural else word
            if plural and stem == word:
                continue
            for participle, infinitive in _PARTICIPLES:
                if stem.endswith(participle) and len(stem) > max(len(participle), 3):
                    found = stem[: -len(participle)] + infinitive
                    if self.known(found):
                        return found
        return None

    def _is_infinitive(self, word: str) -> bool:
        """Whether a dictionary form is a verb: «renforcer», «mettre», but not «dossier», «ordre», «avenir»."""
        if word.endswith("er"):
            return self.known(word[:-2] + "é")
        if word.endswith("ir"):
            return word not in _NO_VERBS
        return bool(_IN_RE.search(word)) and word not in _NO_VERBS

    def _masculine(self, word: str) -> str | None:
        """The masculine of an adjective whose feminine the dictionary does not know («fiscale» → «fiscal»)."""
        stem = word.removesuffix("s")
        for feminine, masculine in _FEMININES:
            if stem.endswith(feminine) and len(stem) > len(feminine) + 2:
                found = stem[: -len(feminine)] + masculine
                return found if self.known(found) else None
        return None

    def agreeing(self, adjective: str) -> list[str]:
        """An adjective of a state in its genders and numbers: the dictionary does not know «rwandaise»."""
        feminine = adjective if adjective.endswith("e") else f"{adjective}e"
        for masculine, ending in (
            ("ien", "ienne"),
            ("éen", "éenne"),
            ("yen", "yenne"),
            ("bek", "bèke"),
            ("ec", "ecque"),
        ):
            if adjective.endswith(masculine):
                feminine = adjective[: -len(masculine)] + ending
        plural = adjective if adjective.endswith(("s", "x")) else f"{adjective}s"
        return [adjective, feminine, plural, f"{feminine}s"]

    def lexical(self, word: str) -> dict[str, frozenset[str]]:
        if word.startswith("="):
            return {self.fold(word[1:]).rstrip("'"): frozenset()}
        return {k.rstrip("'"): v for k, v in super().lexical(word).items()}


MORPHOLOGY = French
