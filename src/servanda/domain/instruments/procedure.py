"""The procedure before force on each side: who holds the file, at which stage, for how long."""

from __future__ import annotations

from servanda.domain.instruments.record import Record
from servanda.domain.instruments.state import Held


def held(record: Record) -> tuple[Held, ...]:
    """Every stage reached, by party and day; a stage is held until the next, or until the party notifies."""
    out: list[Held] = []
    by_party: dict[str, list] = {}
    for e in record.of("procedure"):
        by_party.setdefault(record.party_of(e) or "", []).append(e)
    for party in sorted(by_party):
        stages = by_party[party]
        over = [
            e.on
            for kind in ("notification", "deposit", "exchange_of_instruments")
            for e in record.of(kind)
            if (record.party_of(e) or party) == party
        ]
        for i, e in enumerate(stages):
            following = stages[i + 1].on if i + 1 < len(stages) else None
            closed = min((day for day in over if day and e.on and day >= e.on), default=None)
            ends = [day for day in (following, closed) if day is not None]
            out.append(Held(party or None, e.act.stage, e.act.office, e.on, min(ends, default=None), e.id))
    return tuple(out)
