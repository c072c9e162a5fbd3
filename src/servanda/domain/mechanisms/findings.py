"""Contradictions and gaps in the record of a mechanism."""

from __future__ import annotations

from servanda.domain.instruments.findings import CONTRADICTION, GAP, WARNING, FindingKind
from servanda.domain.wording import N_

_ALL = (
    FindingKind(
        "session_number_twice",
        CONTRADICTION,
        N_("Two sessions of the mechanism have the number {number}."),
        N_("Correct the number of one of them, or withdraw the record that stands twice."),
    ),
    FindingKind(
        "sessions_not_on_record",
        GAP,
        N_("Sessions that must have been held are not on record: {numbers}."),
        N_("Record them, even with their year alone."),
    ),
    FindingKind(
        "sessions_out_of_order",
        CONTRADICTION,
        N_("Session {number} is recorded on {date}, before session {before}."),
        N_("Check the numbers and days of the two sessions."),
    ),
    FindingKind(
        "host_out_of_turn",
        WARNING,
        N_("{party} hosted two sessions running, though the sides host in turn."),
        N_("Check who hosted; where it was agreed so, nothing is to be done."),
    ),
    FindingKind(
        "review_missed",
        WARNING,
        N_("The review due on {date}, between two sessions, is not on record."),
        N_("Record the review, or put it on the agenda of the next session."),
    ),
    FindingKind(
        "rhythm_without_start",
        GAP,
        N_("The mechanism has a rhythm, but neither a session nor its founding has a day on record."),
        N_("Record the last session, or the day of the founding text."),
    ),
    FindingKind(
        "chair_missing",
        GAP,
        N_("No chair is on record for: {parties}."),
        N_("Record who chairs that side, with the day from which."),
    ),
)
MECHANISM_FINDINGS: dict[str, FindingKind] = {kind.code: kind for kind in _ALL}
