"""The index of all spellings under which a party is known, and when each was in use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from servanda.domain.parties.folding import bag, folded, significant, stems
from servanda.domain.parties.names import territories
from servanda.domain.parties.party import DEPENDENT, day, parties, table

# Languages whose CLDR names every search knows; another is added when a register declares it.
COMMON = ("en", "fr", "pt", "es", "ru", "ar")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name of one party; `since` and `until` (first day no longer) where the table dates the use."""

    text: str
    code: str
    since: date | None = None
    until: date | None = None
    lang: str = ""

    @property
    def dated(self) -> bool:
        return self.since is not None or self.until is not None

    def covers(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(slots=True)
class Index:
    """Spellings by each level of levelling (see `folding`)."""

    exact: dict[str, list[Spelling]] = field(default_factory=dict)
    folded: dict[str, list[Spelling]] = field(default_factory=dict)
    bags: dict[str, list[Spelling]] = field(default_factory=dict)
    stems: dict[str, list[Spelling]] = field(default_factory=dict)

    def enter(self, spelling: Spelling) -> None:
        words = significant(spelling.text, stop_words())
        keys = (spelling.text.casefold(), folded(spelling.text), bag(words), stems(words))
        for level, key in zip((self.exact, self.folded, self.bags, self.stems), keys, strict=True):
            if key and spelling not in (known := level.setdefault(key, [])):
                known.append(spelling)


@lru_cache(maxsize=1)
def _form_words() -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for row in table("form_words"):
        for word in row["words"].split(";"):
            roles.setdefault(row["role"], set()).update(folded(word).split())
    return {role: frozenset(words) for role, words in roles.items()}


def stop_words() -> frozenset[str]:
    """Articles and prepositions of the languages of registers, folded."""
    return _form_words()["stop"]


def head_words() -> frozenset[str]:
    """Words that name a form of State: republic, kingdom …, folded."""
    return _form_words()["head"]


def modifier_words() -> frozenset[str]:
    """Words that qualify a form of State: federal, people's, islamic …, folded."""
    return _form_words()["modifier"]


def government_words() -> frozenset[str]:
    """Words for a government, folded."""
    return _form_words()["government"]


def _dated(row: dict[str, str], text: str) -> Spelling:
    return Spelling(text, row["code"], day(row["from"]), day(row["until"]))


def _table_spellings() -> Iterable[Spelling]:
    for row in table("former"):
        # A code of ISO 3166-3 that its entity shares with nobody may have been kept by CLDR's list too.
        for text in [row["en"], row["fr"], row["ru"], row["ar"], *row["other"].split(";")]:
            if text:
                yield Spelling(text, row["code"])
    for row in table("organisations"):
        acronym = [] if "-" in row["code"] or len(row["code"]) < 2 else [row["code"]]
        for text in [*acronym, row["en"], row["fr"], row["ru"], row["ar"], *row["other"].split(";")]:
            if text:
                yield Spelling(text, row["code"])
    for row in table("variants"):
        for text in row["names"].split(";"):
            yield _dated(row, text)


def _cldr_spellings(lang: str) -> Iterable[Spelling]:
    known = parties()
    for code, text in territories(lang).items():
        if code in known and not known[code].own_names:
            yield Spelling(text, code, lang=lang)


@lru_cache(maxsize=16)
def index(lang: str | None = None) -> Index:
    """The index for the common languages and, where given, CLDR's names in `lang`."""
    found = Index()
    languages = list(COMMON) + ([lang] if lang and lang not in COMMON else [])
    for one in languages:
        for spelling in _cldr_spellings(one):
            found.enter(spelling)
    for spelling in _table_spellings():
        found.enter(spelling)
    return found


@lru_cache(maxsize=1)
def adjectives() -> dict[str, str]:
    """Adjectives of official names («French» Republic), folded and stemmed, to the code they belong to."""
    found: dict[str, str] = {}
    for row in table("adjectives"):
        for word in row["adjectives"].split(";"):
            words = significant(word, stop_words())
            for key in {bag(words), stems(words)} - {""}:
                found[key] = row["code"]
    return found


def is_territory(code: str) -> bool:
    """Whether a code belongs to a land under another State (or a group of such lands)."""
    return code in DEPENDENT or parties()[code].kind in ("territory", "group")
