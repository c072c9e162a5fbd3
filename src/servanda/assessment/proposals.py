"""What became of the proposals: how many were tabled, accepted, and led to something that is done or in force."""

from __future__ import annotations

from servanda.assessment.measure import Counted, Figure, Measure
from servanda.domain.cooperation import Cooperation, ProposalFact

IN_FORCE = ("in_force", "provisional")


def proposals(found: Cooperation) -> Measure:
    """Proposals drafted in the period, by how far they have come by the day; one counts under every step that it reached."""
    made = [p for p in found.proposals if found.within(p.on)]
    if not made:
        return Measure("proposals", ())
    alive = {i.subject for i in found.instruments if (ph := i.at(found.on)) and ph.status in IN_FORCE}
    done = {c.subject for c in found.commitments if (s := c.at(found.on)) and s.status == "done"}
    reached = {
        "drafted": made,
        "tabled": [p for p in made if p.reached("tabled", found.on)],
        "adopted": [p for p in made if p.reached("adopted", found.on) or p.reached("realised", found.on)],
        "declined": [p for p in made if p.stage(found.on) == "declined"],
        "set_aside": [p for p in made if p.stage(found.on) == "set_aside"],
        "realised": [p for p in made if p.reached("realised", found.on)],
        "fulfilled": [
            p for p in made if p.reached("realised", found.on) and (alive | done).intersection(p.became)
        ],
    }
    figures = tuple(
        Figure(key, "measure", len(some), counted=tuple(_counted(p, key) for p in some))
        for key, some in reached.items()
        if some or key in ("drafted", "tabled", "adopted", "fulfilled")
    )
    return Measure("proposals", figures)


def _counted(p: ProposalFact, key: str) -> Counted:
    """The proposal with the entries of the step; where it was fulfilled, with what it became."""
    step = {"drafted": "draft", "fulfilled": "realised"}.get(key, key)
    entries = tuple(entry for stage, _on, entry in p.stages if stage == step)
    return Counted(p.subject, entries or p.basis)
