"""From a name as a register writes it to a party, or to nothing: a name is never guessed.

A name resolves only if, after the normalisations listed in `docs/parties.md`, it is one of the spellings of
exactly one party. Everything else comes back without a code, with the nearest parties as candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from servanda.domain.parties.acronyms import labelled, spellings_of
from servanda.domain.parties.folding import bag, folded, significant, stems
from servanda.domain.parties.likeness import Candidate, nearest
from servanda.domain.parties.party import Kind, parties
from servanda.domain.parties.spellings import (
    Spelling,
    adjectives,
    government_words,
    head_words,
    index,
    is_territory,
    modifier_words,
    stop_words,
)


class Capacity(StrEnum):
    """As what a register names an entity: as a party, or as a land to which the instrument extends."""

    PARTY = "party"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name came to.

    code        the party, or None
    candidates  nearest parties, best first, where there is no code
    how         the normalisation that sufficed (see `docs/parties.md`), or why none did: ambiguous, unknown
    capacity    party, or territory where the register marks territories
    by_day      whether the same name on another day could be another party
    """

    name: str
    code: str | None
    candidates: tuple[Candidate, ...] = ()
    how: str = ""
    capacity: Capacity = Capacity.PARTY
    by_day: bool = False


@dataclass(frozen=True)
class Naming:
    """How a register names parties.

    case_marks_territory  capitals name a State («MOROCCO»), mixed case a territory («Morocco»)
    own                   names that the register's reader declares, exactly as written, to a code
    """

    case_marks_territory: bool = False
    own: Mapping[str, str] = field(default_factory=dict)

    def capacity(self, name: str) -> Capacity | None:
        """What the spelling says about the capacity; None where the register does not mark it."""
        if not self.case_marks_territory or not any(c.isalpha() for c in name):
            return None
        return Capacity.PARTY if name == name.upper() else Capacity.TERRITORY


PLAIN = Naming()

# Here the form of State is part of the identity (two Koreas, two Congos …): it is never taken off.
_FORM_IS_IDENTITY = frozenset([
    "CD", "CG", "CN", "TW", "KP", "KR", "VN", "VD", "YE", "YD", "DE", "DD", "YU", "CSXX", "SU", "RU",
])  # fmt: skip

_PARENTHESES = re.compile(r"^(?P<first>.+?)\s*[(\[](?P<second>[^()\[\]]+)[)\]]?\s*$")
_BESIDE = re.compile(r"\s+[-–—/:]\s+|\s*[–—]\s+|(?<=\w)[-:]\s+|\s+[-–—](?=\w)|(?<=\w{2})/(?=\w)")
_BETWEEN = re.compile(
    r"\s*[,;/(&+]\s*|\s+[-–—]\s+|\s*[–—]\s*|\s+(?:and|et|e|y|und|en|и|with|avec|с)\s+|\s+(?=و)"
)
_FORMERLY = re.compile(
    r"^(?:formerly|former|ex|previously|before|anciennement|ancien|ancienne|antiga|antigo|ex-?"
    r"|бывш\w*|ранее|سابقا|vormals|ehemals|voorheen)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"^[^\W\d_]{2,10}(?:-[^\W\d_]+)?$")
_ABBREVIATED = re.compile(r"([^\W\d_]+)[.’']?/|([^\W\d_]+)\.")


def resolve(
    name: str, *, lang: str | None = None, on: date | None = None, naming: Naming = PLAIN
) -> Resolution:
    """The party that `name` spells, or none with candidates.

    lang    the register's language: adds CLDR's names in it, and decides where languages disagree
    on      the day as of which the register names parties; decides names that passed from one party to
            another («Russia» before 1917, «Yemen» before 1990). None: names as they are used today
    naming  the register's own habits and declared names
    """
    text = " ".join(name.split())
    capacity = naming.capacity(text)
    told = capacity or Capacity.PARTY
    if text in naming.own:
        return Resolution(name, naming.own[text], how="declared", capacity=told)
    found = _resolved(text, lang, None, capacity)
    if on is not None and found.by_day:
        found = _resolved(text, lang, on, capacity)
    if found.code:
        return Resolution(name, found.code, how=found.how, capacity=told, by_day=found.by_day)
    if found.rivals:
        named = tuple(Candidate(s.code, s.text, 1.0) for s in _one_each(found.rivals))
        return Resolution(name, None, named, "ambiguous", told, by_day=True)
    return Resolution(name, None, nearest(text, lang), "unknown", told)


class Found(NamedTuple):
    """Code, the step that found it, the rivals where a step found several, and whether the day could matter."""

    code: str | None
    how: str
    rivals: tuple[Spelling, ...] = ()
    by_day: bool = False


_NOTHING = Found(None, "")


@lru_cache(maxsize=32768)
def _resolved(text: str, lang: str | None, on: date | None, capacity: Capacity | None) -> Found:
    """What the first step that knows the name makes of it."""
    for step in _STEPS:
        found = step(text, lang, on, capacity)
        if found.code or found.rivals:
            return found
    return _NOTHING


def _choose(
    found: list[Spelling], how: str, lang: str | None, on: date | None, capacity: Capacity | None
) -> Found:
    """Narrow spellings by capacity, day and language; a code only if one party is left."""
    if not found:
        return _NOTHING
    left = found
    if capacity is not None:
        wanted = capacity is Capacity.TERRITORY
        left = [s for s in left if is_territory(s.code) == wanted] or left
    known = parties()
    if on is not None:
        plain = [s for s in left if not s.dated]
        left = (
            [s for s in left if s.dated and s.covers(on)]
            or [s for s in plain if known[s.code].existed(on)]
            or plain
            or left
        )
    else:
        left = (
            [s for s in left if s.until is None and known[s.code].until is None]
            or [s for s in left if not s.dated]
            or left
        )
    if lang and len({s.code for s in left}) > 1:
        left = [s for s in left if s.lang == lang] or left
    by_day = any(s.dated for s in found) or len({s.code for s in found}) > 1
    codes = {s.code for s in left}
    if len(codes) == 1:
        return Found(codes.pop(), how, (), by_day)
    return Found(None, "ambiguous", tuple(left), by_day)


def _as_written(text: str, lang: str | None, on: date | None, capacity: Capacity | None) -> Found:
    """As it stands; then without case, marks and punctuation."""
    known = index(lang)
    if found := known.exact.get(text.casefold()):
        return _choose(found, "exact", lang, on, capacity)
    # «Austria, Hungary» may be two parties: a mark that separates must stand in the spelling too.
    marks = set(text) & set(",;/")
    alike = [s for s in known.folded.get(folded(text), ()) if marks <= set(s.text)]
    return _choose(alike, "folded", lang, on, capacity)


def _side_by_side(text: str, lang: str | None, on: date | None, capacity: Capacity | None) -> Found:
    """Two parties: «Brazil, United States» is not the United States of Brazil. Neither alone is meant."""
    words = significant(text, stop_words())
    if "and" in words and bag(words) in index(lang).bags:
        return _NOTHING  # the conjunction belongs to the name
    for mark in _BETWEEN.finditer(text):
        sides = (text[: mark.start()].strip(), text[mark.end() :].strip(" )"))
        one, two = (_known(side, lang, on, capacity).code for side in sides)
        if not one or not two or one == two:
            continue
        if all(parties()[code].kind is Kind.ORGANISATION for code in (one, two)):
            continue  # acronyms of one organisation are another's elsewhere; see _glossed
        rivals = tuple(s for code in (one, two) for s in spellings_of(code)[:1])
        return Found(None, "ambiguous", rivals)
    return _NOTHING


@lru_cache(maxsize=32768)
def _known(text: str, lang: str | None, on: date | None, capacity: Capacity | None) -> Found:
    """A side of such a pair, if it is a name by itself."""
    if not significant(text, stop_words()):
        return _NOTHING
    for step in (_as_written, _reordered, _governed, _formed):
        if (found := step(text, lang, on, capacity)).code:
            return found
    return _NOTHING


def _reordered(text: str, lang: str | None, on: date | None, capacity: Capacity | None) -> Found:
    """Without articles and prepositions, in whatever order of words."""
    words = significant(text, stop_words())
    return _choose(index(lang).bags.get(bag(words), []) if words else [], "word_order", lang, on, capacity)


def _governed(text: str, lang: str | None, on: date | None, capacity: Capacity | None) -> Found:
    """«Government of …»: the State whose government it is."""
    words = significant(text, stop_words())
    rest = [w for w in words if w not in government_words()]
    if len(rest) == len(words) or not rest:
        return _NOTHING
    if (code := adjectives().get(bag(rest))) and code not in _FORM_IS_IDENTITY:
        return Found(code, "government")
    plain = " ".join(rest)
    for step in (_as_written, _reordered, _formed, _inflected):
        found = step(plain, lang, on, capacity)
        if found.code or found.rivals:
            return found._replace(how="government")
    return _NOTHING


def _formed(text: str, lang: str | None, on: date | None, capacity: Capacity | None) -> Found:
    """«Kingdom of X», "X-ish Republic": a change of the form of State leaves the State the same.

    Not where the form tells two States apart.
    """
    words = significant(text, stop_words())
    heads, forms = head_words(), head_words() | modifier_words()
    rest = [w for w in words if w not in forms]
    form = bag(w for w in words if w in forms)
    if not rest or not any(w in heads for w in words) or _names_a_state(form, lang):
        return _NOTHING  # what would be taken off is a State's name itself: the United States
    return _stripped(bag(rest), index(lang).bags, "form_of_state", lang, on, capacity)


def _names_a_state(key: str, lang: str | None) -> bool:
    return any(parties()[s.code].kind is Kind.STATE for s in index(lang).bags.get(key, ()))


def _stripped(
    key: str,
    level: Mapping[str, list[Spelling]],
    how: str,
    lang: str | None,
    on: date | None,
    capacity: Capacity | None,
) -> Found:
    if code := adjectives().get(key):
        return _NOTHING if code in _FORM_IS_IDENTITY else Found(code, how)
    found = level.get(key, [])
    if any(s.code in _FORM_IS_IDENTITY or parties()[s.code].kind is Kind.ORGANISATION for s in found):
        return _NOTHING
    return _choose(found, how, lang, on, capacity)


def _inflected(text: str, lang: str | None, on: date | None, capacity: Capacity | None) -> Found:
    """Russian names in any case: «Правительство Французской Республики», «Королевства Марокко»."""
    words = significant(text, stop_words())
    if not stems(words):
        return _NOTHING
    governments = {stems([w]) for w in government_words()}
    words = [w for w in words if stems([w]) not in governments]
    known = index(lang).stems
    if found := known.get(stems(words)):
        return _choose(found, "inflection", lang, on, capacity)
    heads = {stems([w]) for w in head_words()} - {""}
    forms = heads | ({stems([w]) for w in modifier_words()} - {""})
    rest = [w for w in words if stems([w]) not in forms]
    if not rest or not any(stems([w]) in heads for w in words):
        return _NOTHING
    return _stripped(stems(rest), known, "inflection", lang, on, capacity)


def _former(text: str, lang: str | None, on: date | None, capacity: Capacity | None) -> Found:
    """«Former Soviet Union», «Ex-Yougoslavie»: the party itself, if it is one that ceased."""
    if not (match := _FORMERLY.match(text)):
        return _NOTHING
    found = _as_written(text[match.end() :].strip(" -"), lang, on, capacity)
    ceased = found.code and parties()[found.code].until is not None
    return found._replace(how="former") if ceased else _NOTHING


def _glossed(text: str, lang: str | None, on: date | None, capacity: Capacity | None) -> Found:
    """Two names of one party side by side: "FAO (Org. das Nações Unidas …)", "Viet Nam / Vietnam"."""
    pairs = [(m["first"], m["second"]) for m in (_PARENTHESES.match(text),) if m]
    pairs += [(text[: m.start()], text[m.end() :]) for m in _BESIDE.finditer(text)]
    for first, second in pairs:
        first, second = first.strip(" -–—"), second.strip(" ()[]-–—")
        if not first or not second:
            continue
        one, two = (_part(p, lang, on, capacity) for p in (first, second))
        if one.code and (one.code == two.code or _FORMERLY.match(second)):
            return Found(one.code, "gloss", (), True)
        for (short, label), (full, name) in (((one, first), (two, second)), ((two, second), (one, first))):
            if (
                label == label.upper()
                and _ACRONYM.match(label)
                and (code := labelled(label, short.code, name, full.code))
            ):
                return Found(code, "acronym_and_name")
    return _NOTHING


def _part(text: str, lang: str | None, on: date | None, capacity: Capacity | None) -> Found:
    for step in (_as_written, _reordered, _governed, _formed, _inflected, _abbreviated):
        found = step(text, lang, on, capacity)
        if found.code:
            return found
    return _NOTHING


def _abbreviated(text: str, lang: str | None, on: date | None, capacity: Capacity | None) -> Found:
    """«Fed. Rep. of Germany»: words cut by a full stop, in any order, against the full spelling."""
    cut = {folded(a or b) for a, b in _ABBREVIATED.findall(text)}
    words = significant(text, stop_words())
    cut &= set(words)
    words = [w for w in words if w not in cut] + sorted((w for w in words if w in cut), key=len, reverse=True)
    if not cut or max(len(w) for w in words) < 3:
        return _NOTHING
    found = [
        spelling
        for key, group in index(lang).bags.items()
        if _covers(key.split(), words, cut)
        for spelling in group
    ]
    if found:
        return _choose(found, "abbreviation", lang, on, capacity)
    heads, forms = head_words(), head_words() | modifier_words()

    def stands_for(word: str, full: Iterable[str]) -> bool:
        return word in full or (word in cut and any(f.startswith(word) for f in full))

    rest = [w for w in words if not stands_for(w, forms)]
    if not rest or not any(stands_for(w, heads) for w in words):
        return _NOTHING
    return _stripped(bag(rest), index(lang).bags, "abbreviation", lang, on, capacity)


def _covers(full: list[str], words: list[str], cut: set[str]) -> bool:
    """Whether `words` and the words of a spelling stand one to one, cut words by their beginning."""
    if len(full) != len(words):
        return False
    left = list(full)
    for word in words:
        match = next((f for f in left if f == word or (word in cut and f.startswith(word))), None)
        if match is None:
            return False
        left.remove(match)
    return True


_STEPS = (
    _as_written,
    _side_by_side,
    _reordered,
    _governed,
    _formed,
    _inflected,
    _former,
    _glossed,
    _abbreviated,
)


def _one_each(found: Iterable[Spelling]) -> list[Spelling]:
    seen: dict[str, Spelling] = {}
    for spelling in found:
        seen.setdefault(spelling.code, spelling)
    return [seen[code] for code in sorted(seen)]
