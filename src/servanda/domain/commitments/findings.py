"""Contradictions and gaps in the record of a commitment, with how to mend them."""

from __future__ import annotations

from typing import Any, NamedTuple

from servanda.domain.instruments.findings import CONTRADICTION, GAP, WARNING, FindingKind
from servanda.domain.wording import N_

_ALL = (
    FindingKind(
        "report_by_stranger",
        CONTRADICTION,
        N_("{party} reported on {date} but is no side of this commitment."),
        N_("Correct the side of the report, or the parties of the commitment."),
    ),
    FindingKind(
        "report_before_commitment",
        WARNING,
        N_("A report is dated {date}, before the commitment of {begins}."),
        N_("Check both dates."),
    ),
    FindingKind(
        "due_before_commitment",
        CONTRADICTION,
        N_("Due on {due}, before the commitment was made on {begins}."),
        N_("Correct the due date or the day of the commitment."),
    ),
    FindingKind(
        "reopened",
        WARNING,
        N_("{party} had reported it done on {date} and has reported otherwise since."),
        N_("Ask which of the two reports stands."),
    ),
    FindingKind(
        "unknown_indicator",
        WARNING,
        N_("A figure of {date} is for «{name}», which is no indicator of this commitment."),
        N_("Correct the report, or add the indicator to the commitment."),
    ),
    FindingKind(
        "figures_contradict",
        CONTRADICTION,
        N_("{party}: the increments of «{name}» add up to {sum}, its total of {date} says {total}."),
        N_("Ask the side which of its figures stands."),
    ),
    FindingKind(
        "clearance_of_unknown",
        GAP,
        N_("A clearance names a report that is not on record here."),
        N_("Check the entry that it names."),
    ),
    FindingKind(
        "nobody_responsible",
        GAP,
        N_("No side is named for this commitment."),
        N_("Name the parties, or who is responsible."),
    ),
    FindingKind(
        "lineage_circular",
        CONTRADICTION,
        N_("The recorded lineage of this commitment comes back to itself."),
        N_("Withdraw the relation that is wrong."),
    ),
)

COMMITMENT_FINDINGS: dict[str, FindingKind] = {kind.code: kind for kind in _ALL}


class CommitmentFinding(NamedTuple):
    """One finding: its code, the entries concerned and the data that fill its sentence."""

    code: str
    entries: tuple[str, ...]
    data: dict[str, Any]

    @property
    def severity(self) -> str:
        return COMMITMENT_FINDINGS[self.code].severity
