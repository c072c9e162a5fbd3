"""Conclude the standard instrument that each side has with comparable partners, but not with this one.

Comparable partners of A are those with which A has about as many bilateral instruments as with B: between half and
twice as many, at least MOST of them where there are so many. A standard instrument is proposed where at least a third
of A's comparable partners and at least a third of B's have one in force or signed; where the register knows fewer than
FEWEST comparable partners of a side, that side says nothing and nothing is proposed on its account alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.domain.wording import N_
from servanda.proposals import scoring
from servanda.proposals.found import Criterion, Found, Ground, Said
from servanda.proposals.known import Known
from servanda.proposals.standard import LABELS, named_in_all, sector_of
from servanda.register import queries
from servanda.register.models import Interval, RecordParty
from servanda.register.visibility import records

FEWEST, MOST, SHARE = 3, 12, 1 / 3
LIVING = ("signed", "provisional", "in_force")
SHOWN = 5


@dataclass(slots=True)
class Practice:
    """What one side has with its comparable partners. `having`: kind → [(partner, subject)]."""

    side: str
    partners: list[str]
    having: dict[str, list[tuple[str, str]]]

    def share(self, kind: str) -> float:
        """Share of the comparable partners with which the side has it."""
        return len({p for p, _ in self.having.get(kind, ())}) / len(self.partners) if self.partners else 0.0


def missing(known: Known) -> Iterator[Found]:
    """The standard instruments that both sides' practice suggests and that the pair does not have."""
    mine = {
        k for s in known.instruments if s.status in (*LIVING, "negotiated") for k in named_in_all(s.titles)
    }
    sides = [practice(known, side, other) for side, other in ((known.a, known.b), (known.b, known.a))]
    heard = [p for p in sides if len(p.partners) >= FEWEST]
    if not heard:
        return
    for kind in LABELS:
        if kind in mine or not all(p.share(kind) >= SHARE for p in heard):
            continue
        share = sum(p.share(kind) for p in heard) / len(heard)
        examples = [pair for p in heard for pair in p.having.get(kind, ())[:SHOWN]]
        yield Found(
            kind="conclude_standard",
            key=(kind, *known.parties),
            parties=known.parties,
            title=Said(N_("Negotiate: {standard}"), {"standard": f"text:{LABELS[kind]}"}),
            text=Said(
                N_("There is none between the two sides, while {practice}. Let the ministries concerned exchange drafts."),
                {"practice": [f"share:{p.side}:{round(p.share(kind) * len(p.partners))}:{len(p.partners)}" for p in heard]},
            ),
            grounds=tuple(Ground(subject, known.entries_of(subject, "description", "signature")) for _p, subject in examples),
            criteria={
                "value": Criterion(share, Said(N_("Share of comparable partners with such an instrument: {percent}."), {"percent": f"percent:{share:.3f}"})),
                "urgency": Criterion(0.2, Said(N_("Nothing presses."))),
                "readiness": scoring.readiness("both" if len(heard) == 2 else "one"),
                "ease": scoring.ease("negotiation"),
            },
            evidence=[kind, *sorted(subject for _p, subject in examples)],
            sectors=(sector_of(kind),),
        )  # fmt: skip


def practice(known: Known, side: str, other: str) -> Practice:
    """What a side has with comparable partners."""
    found = records(known.viewer).filter(kind="instrument", party_count=2, parties__party=side)
    standing = Interval.objects.filter(queries.on_day(known.on), record__in=found, status__in=LIVING)
    living = {i.record_id: i.record for i in standing.select_related("record")}
    partners: dict[str, list[int]] = {}
    for pk, party in (
        RecordParty.objects.filter(record_id__in=list(living))
        .exclude(party=side)
        .values_list("record_id", "party")
    ):
        partners.setdefault(party, []).append(pk)
    here = len(partners.pop(other, ()))
    others = sorted(partners, key=lambda p: (abs(len(partners[p]) - here), p))
    close = [p for p in others if here / 2 <= len(partners[p]) <= 2 * here] if here else []
    chosen = close if len(close) >= FEWEST else [p for p in others if len(partners[p]) >= 2][:MOST]
    having: dict[str, list[tuple[str, str]]] = {}
    for partner in sorted(chosen):
        for pk in partners[partner]:
            for kind in named_in_all(json.loads(living[pk].titles)):
                having.setdefault(kind, []).append((partner, living[pk].subject))
    return Practice(side, sorted(chosen), having)
