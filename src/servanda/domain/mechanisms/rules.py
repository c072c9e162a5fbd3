"""The rules by which a mechanism's dates follow from its founding text, each with its sentence and source."""

from __future__ import annotations

from servanda.domain.instruments.rules import Rule
from servanda.domain.wording import N_

_ALL = (
    Rule(
        "rhythm_from_session",
        N_("Meets every {months} months; counted from the session that began on {base}."),
        "founding instrument",
    ),
    Rule(
        "rhythm_from_founding",
        N_("Meets every {months} months; no session is on record, counted from the founding on {base}."),
        "founding instrument",
    ),
    Rule("session_planned", N_("The next session is planned for {base}."), "the record"),
    Rule("days_before", N_("{days} days before the session."), "founding instrument"),
    Rule(
        "review_after_session",
        N_("A review is agreed {months} months after the session that began on {base}."),
        "the record",
    ),
    Rule("review_planned", N_("A review between sessions is agreed for {base}."), "the record"),
    Rule(
        "host_in_turn",
        N_("The sides host in turn; the last session was hosted by {party}."),
        "founding instrument",
    ),
    Rule(
        "host_by_number",
        N_("The sides host in turn; session {n} was hosted by {party}."),
        "founding instrument",
    ),
    Rule("host_first", N_("The founding text names the first host."), "founding instrument"),
    Rule("host_planned", N_("The announcement of the session names the host."), "the record"),
)
MECHANISM_RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
