"""Open an axis where potential is high and no law meets it; use the instrument that meets one and lies unused.

It looks at what was computed already from an installation's trade tables and computes nothing. The first FIRST axes of
each direction count. A made-up table (the demonstration's) is named as such in the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from servanda.domain.wording import N_
from servanda.proposals import scoring
from servanda.proposals.found import Criterion, Found, Ground, Said
from servanda.proposals.known import Known
from servanda.trade import results
from servanda.trade.law import Law, law
from servanda.trade.results import Asked
from servanda.trade.tables import TradeTable, fingerprint, tables

FIRST = 3
SPOKEN = ("none", "unused", "dormant")
RANKED = N_(
    "From {a} to {b}, {sector} ranks {rank} of {n} by untapped value, complexity and density (table “{table}”)."
)
MADE_UP = N_("The table is made up for illustration: the figures say nothing about any State.")
OPEN = N_(
    "Potential is high in this sector and no instrument of the two sides meets it. Let the ministries concerned look at the products behind it and say what a text would have to settle."
)
USE = N_(
    "Potential is high in this sector, and an instrument for it is in force but has not been used for years. Let the ministries concerned draw up a programme of work under it."
)


def promising(known: Known) -> Iterator[Found]:
    """One proposal for each sector that ranks high in a direction and that no law, or a sleeping one, meets."""
    for table in tables(known.viewer.circle):
        answer = results.look(Asked(table, known.a, known.b))
        if answer.state != "done":
            continue
        directions = answer.result["directions"]
        high = [(way, axis, len(d["axes"])) for way, d in directions.items() for axis in d["axes"][:FIRST]]
        met = law(known.viewer, known.a, known.b, {axis["sector"]: None for _w, axis, _n in high}, known.on)
        for way, axis, n in high:
            if met[axis["sector"]].state in SPOKEN:
                yield _found(known, table, way, axis, n, met[axis["sector"]])
        return  # the first table that was computed: real figures go before made-up ones


def _found(known: Known, table: TradeTable, way: str, axis: dict, n: int, met: Law) -> Found:
    a, _, b = way.partition("→")
    sector, rank = axis["sector"], axis["rank"]
    opens = met.state == "none"
    ranked = Said(
        RANKED,
        {"a": f"party:{a}", "b": f"party:{b}", "sector": f"sector:{sector}", "rank": rank, "n": n, "table": f"names:{table.name}"},
    )  # fmt: skip
    sleeping = [f.line.record.subject for f in met.footings if f.state in ("unused", "dormant")]
    grounds = [Ground(said=ranked)]
    if table.label.illustration:
        grounds.append(Ground(said=Said(MADE_UP)))
    grounds += [
        Ground(subject, known.entries_of(subject, "signature", "description")) for subject in sleeping
    ]
    return Found(
        kind="open_axis" if opens else "use_for_axis",
        key=(sector, way),
        parties=known.parties,
        title=Said(
            N_("Open an axis from {a} to {b}: {sector}") if opens else N_("Use what is in force for {sector}, from {a} to {b}"),
            {"a": f"party:{a}", "b": f"party:{b}", "sector": f"sector:{sector}"},
        ),
        text=Said(OPEN if opens else USE),
        grounds=tuple(grounds),
        criteria={
            "value": Criterion(1 - (rank - 1) / max(n, 1), Said(N_("Rank {rank} of {n} axes."), {"rank": rank, "n": n})),
            "urgency": Criterion(0.2, Said(N_("Nothing presses."))),
            "readiness": scoring.readiness("neither"),
            "ease": scoring.ease("negotiation" if opens else "meeting"),
        },
        evidence=[fingerprint(table), way, sector, str(rank), met.state, *sleeping],
        sectors=(sector,),
    )  # fmt: skip
