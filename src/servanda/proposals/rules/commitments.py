"""Table again a commitment that is blocked, on which the sides differ, or that was promised three times."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.domain.wording import N_
from servanda.proposals import scoring
from servanda.proposals.found import Criterion, Found, Ground, Said
from servanda.proposals.known import Known
from servanda.register import matrix

THRICE = 3
TEXTS = {
    "differs": N_("The two sides say different things of it: {words}. Let the co-chairs settle where it stands and name who does the next step by when."),
    "blocked": N_("It is blocked. Let the sides name what stands in its way, and who removes it by when; or drop it."),
    "thrice": N_("It was promised {n} times and is not done. Let the co-chairs decide: with a date and a name, or not at all."),
}  # fmt: skip


def to_retable(known: Known) -> Iterator[Found]:
    """One proposal for each such commitment of the pair that is open."""
    asked = matrix.Asked(on=known.on, parties=known.parties, states=("open",))
    for line in matrix.everything(known.viewer, asked):
        times = max(line.promised, line.carried + 1)
        why = line.status if line.status in ("differs", "blocked") else "thrice" if times >= THRICE else ""
        if not why or line.record.party_count != 2:
            continue
        subject = line.record.subject
        words = [f"{p['party']}:{p['progress']}" for p in line.positions]
        told = [p["entry"] for p in line.positions if p.get("entry")]
        moved = {"differs": "against", "blocked": "neither", "thrice": "neither"}[why]
        yield Found(
            kind="retable_commitment",
            key=(subject,),
            parties=known.parties,
            title=Said(N_("Take up again: {title}"), {"title": f"title:{subject}"}),
            text=Said(TEXTS[why], {"words": [f"says:{w}" for w in words if not w.endswith(":")], "n": times}),
            grounds=(
                Ground(subject, tuple(dict.fromkeys([*known.entries_of(subject, "commitment"), *told]))),
            ),
            criteria={
                "value": Criterion(
                    min(1.0, 0.4 + 0.2 * times), Said(N_("Promised {n} times."), {"n": times})
                ),
                "urgency": scoring.waiting(line.due or line.record.on or known.on, known.on),
                "readiness": scoring.readiness(moved),
                "ease": scoring.ease("promise"),
            },
            evidence=[why, *told, str(times)],
            sectors=tuple(s.sector for s in line.record.sectors.order_by("pk")),
            mechanism=line.mechanism,
        )
