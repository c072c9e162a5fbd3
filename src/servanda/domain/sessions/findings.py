"""Contradictions and gaps in the record of a session or a mechanism: shown on it, never an error of the fold."""

from __future__ import annotations

from servanda.domain.instruments.findings import CONTRADICTION, GAP, WARNING, FindingKind
from servanda.domain.wording import N_

_ALL = (
    FindingKind(
        "step_out_of_order",
        WARNING,
        N_("“{stage}” is recorded on {date}, after “{after}” had been reached."),
        N_("Check the days of the two steps; withdraw the one that was recorded by mistake."),
    ),
    FindingKind(
        "minutes_before_session",
        CONTRADICTION,
        N_("“{stage}” is recorded on {date}, but the session is not recorded as held by then."),
        N_("Record that the session was held, or correct the day of the step."),
    ),
    FindingKind(
        "locked_without_signature",
        WARNING,
        N_("The minutes are locked, but their signature is not on record."),
        N_("Record when and where the minutes were signed."),
    ),
    FindingKind(
        "agreed_with_open_remarks",
        WARNING,
        N_("The minutes were agreed on {date} with remarks still open: {n}."),
        N_("Settle each remark, or record that the delegation does not maintain it."),
    ),
    FindingKind(
        "changed_after_agreement",
        CONTRADICTION,
        N_("What the minutes say was changed after “{stage}” had been reached: {what}."),
        N_("Withdraw the change; a later session can decide anew."),
    ),
    FindingKind(
        "agenda_overwritten",
        WARNING,
        N_(
            "Two agendas were written from the same one; the later replaced the earlier without having seen it."
        ),
        N_("Compare the two entries and record the agenda that is meant."),
    ),
    FindingKind(
        "decision_overwritten",
        WARNING,
        N_(
            "Decision {number} was worded by two persons at the same time; the later text replaced the earlier."
        ),
        N_("Compare the two entries and record the text that is meant."),
    ),
    FindingKind(
        "decision_without_item",
        WARNING,
        N_("Decision {number} stands under no item of the agenda."),
        N_("Put it under an item, or put the item back on the agenda."),
    ),
    FindingKind(
        "decision_number_twice",
        CONTRADICTION,
        N_("Two decisions have the number {number}."),
        N_("Correct the number of one of them."),
    ),
    FindingKind(
        "decision_without_text",
        GAP,
        N_("Decision {number} has no text in any language."),
        N_("Word the decision in at least one language of the minutes."),
    ),
    FindingKind(
        "session_without_reason",
        GAP,
        N_("The session was postponed or cancelled without a reason on record."),
        N_("Correct the entry with the reason."),
    ),
    FindingKind(
        "ends_before_it_begins",
        CONTRADICTION,
        N_("The session ends on {ends}, before it begins on {begins}."),
        N_("Correct one of the two days."),
    ),
)
SESSION_FINDINGS: dict[str, FindingKind] = {kind.code: kind for kind in _ALL}
