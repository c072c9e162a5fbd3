"""Organisations that a text names: which record of the register each is, and the acts that record it. Offered, never assumed.

Names are compared by their words without endings, small words and the names of their state, so that «وزارة الطاقة الروسية»
is the Ministry of Energy of Russia by whatever form its name is on record; across languages by what a ministry is for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any

import uuid_utils
from django.utils.translation import get_language

from servanda.domain.acts.parties import Organisation
from servanda.domain.parties.names import names
from servanda.domain.texts.analysis import chunks
from servanda.domain.texts.themes import themes_in
from servanda.journal.services import Draft
from servanda.register import details
from servanda.register.drafts import Source, evidence, mention
from servanda.register.matching import SAYS, Match
from servanda.register.models import Record, Tie
from servanda.register.visibility import Viewer, records

#: What states call themselves: it tells no organisation from another.
_REALMS = (
    "republic kingdom federation sultanate emirate république royaume fédération sultanat émirat республика королевство "
    "федерация султанат эмират جمهورية مملكة سلطنة إمارة دولة"
)
_LANGUAGES = ("ar", "fr", "ru", "en")
#: How many letters the name of a state and a word made of it share at least.
_SHARED = 4


class KnownOrganisations:
    """The organisations on record as one reader may see them; loaded once for all names of one text."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    @cached_property
    def _held(self) -> list[tuple[Record, frozenset[str], dict[str, str], str]]:
        found = (
            records(self.viewer).filter(kind="organisation").prefetch_related("parties").order_by("subject")
        )
        return [
            (
                r,
                frozenset(p.party for p in r.parties.all()),
                json.loads(r.titles),
                r.type,
            )
            for r in found
        ]

    def of(self, name: str, language: str, party: str | None, kind: str) -> list[Match]:
        """The records that may be meant, the plain one first: of this name and party it is the same, of a party that either
        does not say, or a ministry of that party for the same matter, it may be."""
        found = []
        matter = themes_in(name) if kind == "ministry" else frozenset()
        for record, parties, titles, held_kind in self._held:
            if party and parties and party not in parties:
                continue
            owner = party or next(iter(sorted(parties)), None)
            asked = _key(name, language, owner)
            named = bool(asked) and any(_key(n, code, owner) == asked for code, n in titles.items())
            if named:
                says = "same" if party and parties else "several"
            elif matter and party in parties and held_kind == kind and language not in titles:
                if not any(themes_in(n) == matter for n in titles.values()):
                    continue
                says = "alike"
            else:
                continue
            text, shown = details.title(record, (get_language() or "en")[:2])
            found.append(Match(record.subject, text, says, shown, record.on))
        if sum(m.says == "same" for m in found) > 1:
            found = [Match(m.subject, m.title, "several", m.language, m.on) for m in found]
        return sorted(found, key=lambda m: (SAYS.index(m.says), m.subject))

    def record(self, subject: str) -> list[Match]:
        """The record of a subject, as one that is meant for certain; nothing where the reader may not see it."""
        found = next((r for r, *_ in self._held if r.subject == subject), None)
        if found is None:
            return []
        text, shown = details.title(found, (get_language() or "en")[:2])
        return [Match(subject, text, "same", shown, found.on)]

    def mentioned(self, statement: str) -> frozenset[str]:
        """The subjects that a statement mentions already."""
        ties = Tie.objects.filter(
            record__in=records(self.viewer).filter(subject=statement), relation="mentions"
        )
        return frozenset(ties.values_list("target", flat=True))


def new_organisation(
    source: Source, named: dict[str, Any], name: str, party: str | None, kind: str
) -> list[Draft]:
    """The acts that record an organisation that a text names, and its mention in the statement, with the words as evidence."""
    subject = f"organisation/{uuid_utils.uuid7()}"
    act = Organisation(names={named["language"]: name}, party=party, kind=kind)  # type: ignore[arg-type]
    made = Draft(subject, act, on=source.published, circle=source.circle, evidence=evidence(source, named))
    return [made, mention(source, subject, named)]


@lru_cache(maxsize=20_000)
def _key(name: str, language: str, party: str | None) -> tuple[str, ...]:
    """The words that tell an organisation from others, in order."""
    found = _stems(name, language)
    own = _of_state(party) if party else frozenset()
    return tuple(w for w in found if not any(_alike(w, o) for o in own) and w not in _realms())


def _alike(word: str, other: str) -> bool:
    shared = min(len(word), len(other), _SHARED)
    return shared >= _SHARED - 1 and word[:shared] == other[:shared]


def _stems(text: str, language: str) -> list[str]:
    words = [w for _, _, chunk in chunks(text, language) for w in chunk.words]
    return [(w.stems or (w.plain,))[0] for w in words if not w.stop]


@lru_cache(maxsize=500)
def _of_state(party: str) -> frozenset[str]:
    try:
        named: Iterable[tuple[str, str]] = [(names(party, code), code) for code in _LANGUAGES]
    except KeyError:
        return frozenset()
    return frozenset(w for text, code in named for w in _stems(text, code) if len(w) >= _SHARED - 1)


@lru_cache(maxsize=1)
def _realms() -> frozenset[str]:
    return frozenset(w for code in _LANGUAGES for w in _stems(_REALMS, code))
