"""Why a draft is not recorded, in words that say what to do instead."""

from __future__ import annotations

from servanda.domain.wording import N_


class Refused(ValueError):
    """A draft that may not be recorded: `code`, N_ `message`, `data` to fill it."""

    MESSAGES = {
        "no_such_entry": N_("There is no entry {entry} that you may see."),
        "other_side": N_("Entry {entry} was recorded by the other side ({side}): object to it instead."),
        "other_subject": N_("Entry {entry} is on another subject ({subject})."),
        "reason_missing": N_("Say why: a correction or withdrawal needs a reason."),
        "locked": N_("The report is locked: record a new one."),
        "wider_circle": N_("A {circle} entry may not refer to entry {entry}, which is {other}."),
        "report_locked": N_("The report is locked: record a new one."),
        "minutes_locked": N_(
            "The minutes of this session are locked: nothing is added to it any more. A later session can decide "
            "anew; an error of recording is corrected through its entry, with a reason."
        ),
        "minutes_signed": N_("The minutes are signed: they can only be locked now."),
        "minutes_agreed": N_(
            "The minutes are agreed: what they say is no longer edited. To change it, take them back to drafting "
            "first, as long as they are not signed."
        ),
        "agenda_moved": N_(
            "Somebody else has changed the agenda in the meantime. Nothing of yours is lost: compare both, then save."
        ),
        "decision_moved": N_(
            "Somebody else has worded decision {n} anew in the meantime. Nothing of yours is lost: compare both, "
            "then save."
        ),
        "decided_item": N_("Item {n} cannot leave the agenda: decisions stand under it."),
        "not_held": N_("The session is not recorded as held: record that first, then its minutes."),
        "open_remarks": N_(
            "Remarks of the delegations are still open ({n}): settle them, then record the agreement."
        ),
        "no_reason_given": N_("Say why the session is postponed or cancelled."),
        "no_text_given": N_("Word the decision in at least one language."),
        "nothing_chosen": N_("Choose what the decision adopts or approves."),
        "no_name_given": N_("Name the body that the decision creates in at least one language."),
        "not_your_mechanism": N_(
            "Your account serves other mechanisms: only their secretaries record on this one. The administrator keeps "
            "which mechanisms an account serves."
        ),
        "no_such_record": N_("There is no record {subject} that you may see."),
        "wider_paper": N_("A paper cannot be more widely known ({circle}) than its session."),
        "no_such_item": N_("The agenda has no such item (any more): look at it again."),
        "paper_there": N_("This very file lies under this item already."),
        "narrower_record": N_(
            "{subject} is not known to all who may read this ({circle}): take it out, or disclose it first."
        ),
    }

    def __init__(self, code: str, **data: str) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]
