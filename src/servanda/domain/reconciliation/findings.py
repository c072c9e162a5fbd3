"""What the two sides' lists of treaties do not agree on, as findings on the partner's list."""

from __future__ import annotations

from servanda.domain.instruments.findings import GAP, WARNING, FindingKind
from servanda.domain.wording import N_

_DATES = N_("Compare both with the signed original: correct our record, or tell the other side.")
_ALL = (
    FindingKind(
        "list_signature_differs",
        WARNING,
        N_("«{title}»: signed on {ours} by our record, on {theirs} by the list of {party}."),
        _DATES,
    ),
    FindingKind(
        "list_force_differs",
        WARNING,
        N_("«{title}»: in force on {ours} by our record, on {theirs} by the list of {party}."),
        N_("Compare the notifications that both sides hold: correct our record, or tell the other side."),
    ),
    FindingKind(
        "list_end_differs",
        WARNING,
        N_("«{title}»: ended on {ours} by our record, on {theirs} by the list of {party}."),
        N_("Compare the notices and clauses by which it ended: correct our record, or tell the other side."),
    ),
    FindingKind(
        "list_status_differs",
        WARNING,
        N_("«{title}» on {day}: {ours} by our record, {theirs} by the list of {party}."),
        N_("Record the acts that are missing, or ask the other side by which act its status follows."),
    ),
    FindingKind(
        "list_parties_differ",
        WARNING,
        N_("«{title}»: the parties are {a} by our record, {b} by the list of {party}."),
        N_("Compare the parties with the signed original."),
    ),
    FindingKind(
        "list_ours_only",
        GAP,
        N_("«{title}», signed on {signed}, is not in the list of {party}."),
        N_("Ask the other side whether it holds an original; if not, send a certified copy."),
    ),
    FindingKind(
        "list_theirs_only",
        GAP,
        N_("«{title}», signed on {signed}, is in the list of {party} and not in our record."),
        N_("Look for the original; record the instrument, or tell the other side why it is not one."),
    ),
)
LIST_FINDINGS: dict[str, FindingKind] = {kind.code: kind for kind in _ALL}

#: Field of a difference → the code of its finding.
CODE_OF = {
    "signed": "list_signature_differs",
    "in_force": "list_force_differs",
    "ended": "list_end_differs",
    "status": "list_status_differs",
    "parties": "list_parties_differ",
}
