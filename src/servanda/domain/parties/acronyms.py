"""An acronym beside a name: when the two together mean one organisation."""

from __future__ import annotations

from functools import lru_cache

from servanda.domain.parties.folding import folded, significant
from servanda.domain.parties.party import Kind, parties
from servanda.domain.parties.spellings import Spelling, index, stop_words


def labelled(label: str, short: str | None, name: str, full: str | None) -> str | None:
    """The organisation of an acronym beside a name.

    The full name decides, for acronyms differ by language (OIC is also the coffee organisation); an
    unknown acronym must be drawn from the letters of the name; a shortened name counts if its words are
    the beginnings of words of the acronym's organisation.
    """
    known = parties()
    if any(code and known[code].kind is not Kind.ORGANISATION for code in (short, full)):
        return None
    words = significant(name, stop_words())
    if full:
        return full if len(words) > 1 and (short or _drawn_from(folded(label), folded(name))) else None
    if not short:
        return None
    for spelling in spellings_of(short):
        theirs = significant(spelling.text, stop_words())
        if len(words) > 1 and _shortens(words, theirs):
            return short
    return None


def _drawn_from(letters: str, name: str) -> bool:
    """Whether `letters` begin as `name` does and stand in it in their order."""
    left = iter(name)
    return letters[:1] == name[:1] and all(letter in left for letter in letters)


def _shortens(words: list[str], full: list[str]) -> bool:
    """Whether each of `words` begins a word of `full`, in order, the first word included."""
    left = iter(full)
    return (
        bool(full) and full[0].startswith(words[0]) and all(any(f.startswith(w) for f in left) for w in words)
    )


@lru_cache(maxsize=256)
def spellings_of(code: str) -> tuple[Spelling, ...]:
    return tuple(s for group in index().exact.values() for s in group if s.code == code)
