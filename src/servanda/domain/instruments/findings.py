"""Contradictions and gaps of a record: what is shown on it, never hidden, never an error of the fold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from servanda.domain.wording import N_

CONTRADICTION = "contradiction"  #: two statements of the record cannot both hold
WARNING = "warning"  #: someone should look: an act without effect, or out of its time
GAP = "gap"  #: something is not on record


@dataclass(frozen=True, slots=True)
class FindingKind:
    """A code with its severity, its sentence, and how to mend the record."""

    code: str
    severity: str
    text: str
    mend: str


_ALL = (
    FindingKind(
        "in_force_before_signature",
        CONTRADICTION,
        N_("In force on {in_force}, before its signature on {signed}."),
        N_("Check both dates; where it works back, the clause should fix the earlier date."),
    ),
    FindingKind(
        "two_entries_into_force",
        CONTRADICTION,
        N_("The record states two entries into force: {first} and {second}."),
        N_("Withdraw the wrong one, or name the part that each concerns."),
    ),
    FindingKind(
        "act_by_non_party",
        CONTRADICTION,
        N_("{party} acted on {date} but is not a party."),
        N_("Correct the party of the act, or the parties of the instrument."),
    ),
    FindingKind(
        "act_after_end",
        WARNING,
        N_("An act is dated {date}, after the end on {ended}."),
        N_("Check the date of the act and how the instrument ended."),
    ),
    FindingKind(
        "notice_after_window",
        WARNING,
        N_("The notice of {date} came after its last day, {last_day}."),
        N_("It counts for the next date that the clause allows, unless declared otherwise."),
    ),
    FindingKind(
        "notice_before_window",
        WARNING,
        N_("The notice of {date} was given before it may be, {opens}."),
        N_("It counts from the day on which it may be given, unless declared otherwise."),
    ),
    FindingKind(
        "term_without_start",
        GAP,
        N_("The term has no start: no entry into force is on record or can be computed."),
        N_("Record the entry into force, or the rule and the acts from which it follows."),
    ),
    FindingKind(
        "place_unknown",
        GAP,
        N_("The place of signature is not on record."),
        N_("Correct the signature with its place."),
    ),
    FindingKind(
        "dates_disagree",
        CONTRADICTION,
        N_("The record states {stated}; its clauses and acts give {computed}."),
        N_("Check the stated date, the clause and the dates of the acts."),
    ),
    FindingKind(
        "received_before_sent",
        CONTRADICTION,
        N_("Received on {received}, before it was sent on {date}."),
        N_("Check both dates."),
    ),
    FindingKind(
        "published_status_differs",
        WARNING,
        N_("{source} gives the status «{word}» on {date}; the acts give another."),
        N_("Record the acts that are missing, or raise the matter with the publisher."),
    ),
    FindingKind(
        "published_stage_before_force",
        WARNING,
        N_("{source} gives the stage «{word}» on {date}, and in force from {in_force}."),
        N_("Check both with the publisher: the stage may be out of date."),
    ),
    FindingKind(
        "party_unresolved",
        GAP,
        N_("«{name}» is not known as a party."),
        N_("Give the party's code, or add the name to the table of parties."),
    ),
    FindingKind(
        "duplicate_key",
        WARNING,
        N_("The source uses the key {key} for another record also."),
        N_("Compare the two records in the source."),
    ),
    FindingKind(
        "undated_act",
        GAP,
        N_("An act has no date and changes no status."),
        N_("Correct the act with its date."),
    ),
    FindingKind(
        "signature_missing",
        GAP,
        N_("Acts that follow a signature are on record; the signature is not."),
        N_("Record the signature."),
    ),
    FindingKind(
        "entry_without_its_acts",
        GAP,
        N_("The entry into force is stated, but not the acts from which its rule computes it."),
        N_("Record the missing acts."),
    ),
    FindingKind(
        "act_without_force",
        WARNING,
        N_("An act of {date} supposes an instrument in force; it was not."),
        N_("Check the date of the act and the entry into force."),
    ),
    FindingKind(
        "end_before_entry",
        CONTRADICTION,
        N_("The term ends on {ended}, not after entry into force on {in_force}."),
        N_("Check the fixed date of the term and the entry into force."),
    ),
    FindingKind(
        "denunciation_without_clause",
        WARNING,
        N_("The text has no clause on denunciation; the notice of {date} is counted by custom."),
        N_("Record the clause, or the day on which the denunciation takes effect."),
    ),
    FindingKind(
        "notice_without_term",
        WARNING,
        N_("The notice of {date} is against a renewal, but no renewal is due."),
        N_("Check whether a denunciation was meant."),
    ),
    FindingKind(
        "renewal_without_period",
        GAP,
        N_("Renewed, but for how long is not on record."),
        N_("Record the number of years or months."),
    ),
    FindingKind(
        "renewal_one_sided",
        WARNING,
        N_("Only {party} renewed; a renewal needs the consent of all parties."),
        N_("Record the consent of the other side."),
    ),
    FindingKind(
        "withdrawal_without_notice",
        WARNING,
        N_("The withdrawal of {date} finds no notice that it could take back."),
        N_("Check the party and the dates of notice and withdrawal."),
    ),
    FindingKind(
        "resumption_without_suspension",
        WARNING,
        N_("Resumed on {date}, but not suspended."),
        N_("Record the suspension."),
    ),
    FindingKind(
        "reservation_to_bilateral",
        WARNING,
        N_("A reservation to an instrument of two parties is a proposal to amend it."),
        N_("Record the answer of the other party."),
    ),
)

FINDINGS: dict[str, FindingKind] = {kind.code: kind for kind in _ALL}


class Finding(NamedTuple):
    """One finding on a record: its code, the entries concerned and the data that fill its sentence."""

    code: str
    entries: tuple[str, ...]
    data: dict[str, Any]

    @property
    def severity(self) -> str:
        return FINDINGS[self.code].severity

    @property
    def text(self) -> str:
        """English source text (msgid); fill it with `data`."""
        return FINDINGS[self.code].text

    @property
    def mend(self) -> str:
        return FINDINGS[self.code].mend


#: Why a published status differs from the computed one (data `reason` of `published_status_differs`).
PUBLISHED_REASONS: dict[str, str] = {
    "no_act_by_then": N_("No act is on record by that day."),
    "no_entry_into_force": N_("No entry into force is on record or can be computed."),
    "ended_by_the_acts": N_("By its term or its acts it had ended."),
    "in_force_by_the_acts": N_("By its acts it was in force."),
    "no_end_on_record": N_("No act or clause ends it."),
    "no_suspension_on_record": N_("No suspension is on record."),
    "other": N_("The acts give another status."),
}
