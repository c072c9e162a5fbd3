"""The rules by which the fold decides, each with its text and its source.

A `Cause` on an interval or a deadline names one of them by code. `docs/rules.md` gives a worked example of
each; a test holds table and code together. The texts are English sources for the catalogues.
"""

from __future__ import annotations

from dataclasses import dataclass

from servanda.domain.wording import N_


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its sentence for the page (placeholders are filled from the data of the cause) and its source."""

    code: str
    text: str
    source: str


_ALL = (
    # the way to force
    Rule("negotiated", N_("An act is on record; the instrument is not signed yet."), "VCLT arts. 7-10"),
    Rule("signed", N_("Signed by all parties."), "VCLT art. 12"),
    Rule("on_signature", N_("Enters into force on signature."), "VCLT arts. 12, 24 (1)"),
    Rule("on_date", N_("Enters into force on the date that the text fixes."), "VCLT art. 24 (1)"),
    Rule(
        "on_later_notification",
        N_("Enters into force on the later of the notifications."),
        "VCLT arts. 16 (c), 24 (1), 78",
    ),
    Rule(
        "after_later_notification",
        N_("Enters into force a stated time after the later of the notifications."),
        "VCLT arts. 16 (c), 24 (1), 78",
    ),
    Rule(
        "on_exchange_of_instruments",
        N_("Enters into force on the exchange of instruments."),
        "VCLT arts. 13, 16 (a), 24 (1)",
    ),
    Rule(
        "after_exchange_of_instruments",
        N_("Enters into force a stated time after the exchange of instruments."),
        "VCLT arts. 13, 16 (a), 24 (1)",
    ),
    Rule("after_signature", N_("Enters into force a stated time after signature."), "VCLT art. 24 (1)"),
    Rule(
        "after_approval_of_both",
        N_("Enters into force when all parties have approved it."),
        "VCLT arts. 14, 24 (1)",
    ),
    Rule(
        "consent_of_all",
        N_("The text states no rule: in force as soon as all parties have consented to be bound."),
        "VCLT art. 24 (2)",
    ),
    Rule("entry_stated", N_("The record states the entry into force."), "the record"),
    Rule("partial_entry", N_("The record states that a part entered into force."), "the record"),
    Rule("own_consent", N_("In force for a party from its own consent."), "VCLT art. 24 (3)"),
    Rule(
        "provisional_from_signature",
        N_("Applied provisionally from signature."),
        "VCLT art. 25 (1)",
    ),
    Rule(
        "provisional_from_date",
        N_("Applied provisionally from the date that the text fixes."),
        "VCLT art. 25 (1)",
    ),
    Rule("provisional_stated", N_("The record states provisional application."), "VCLT art. 25 (1)"),
    Rule("end_of_provisional", N_("Provisional application has ended."), "VCLT art. 25 (2)"),
    # term and renewal
    Rule("term", N_("The term is counted from entry into force."), "VCLT art. 54 (a)"),
    Rule("term_until_date", N_("The term lasts until the date that the text fixes."), "VCLT art. 54 (a)"),
    Rule("renewed_tacitly", N_("Renewed tacitly: no notice was given in time."), "model clause"),
    Rule(
        "renewed_indefinitely",
        N_("After the initial term, in force without limit of time."),
        "model clause",
    ),
    Rule("renewed_by_consent", N_("The parties expressly renewed it."), "VCLT art. 54 (b), model clause"),
    Rule("not_renewed", N_("A notice of non-renewal was given in time."), "model clause"),
    # ends
    Rule(
        "denounced",
        N_("A notice of denunciation took effect after the stated period."),
        "VCLT arts. 54 (a), 67, 78",
    ),
    Rule(
        "denounced_at_end_of_period",
        N_("A notice of denunciation took effect at the end of the period."),
        "VCLT arts. 54 (a), 67, 78",
    ),
    Rule(
        "denounced_on_stated_day",
        N_("The denunciation took effect on the day that the record states."),
        "VCLT art. 67",
    ),
    Rule(
        "denounced_without_clause",
        N_("The text has no clause on denunciation: twelve months' notice."),
        "VCLT art. 56 (2)",
    ),
    Rule(
        "fewer_than_two_parties",
        N_("Fewer than two parties are left."),
        "VCLT arts. 54, 55",
    ),
    Rule("notice_given", N_("A notice has been given and has not yet taken effect."), "VCLT arts. 67, 78"),
    Rule(
        "notice_withdrawn",
        N_("A notice was withdrawn before it took effect."),
        "VCLT art. 68",
    ),
    Rule("by_consent", N_("Ended by consent of the parties."), "VCLT art. 54 (b)"),
    Rule("superseded", N_("A later instrument took its place."), "VCLT art. 59"),
    Rule("expiry_stated", N_("The record states that it expired."), "the record"),
    Rule(
        "survival",
        N_("Acts begun before the end are completed."),
        "VCLT art. 70 (1) (b), model clause",
    ),
    # while in force
    Rule("suspended", N_("Its operation is suspended."), "VCLT arts. 57, 58, 72"),
    Rule("resumed", N_("Its operation was resumed."), "VCLT art. 72"),
    Rule("amended", N_("An amendment is in force."), "VCLT arts. 39, 40"),
    # deadlines and duties
    Rule("last_day_of_notice", N_("The last day for the notice before the term ends."), "model clause"),
    Rule("notice_opens", N_("From this day the notice may be given."), "model clause"),
    Rule("renewal_due", N_("Without an express renewal it expires."), "model clause"),
    Rule("owed_by_rule", N_("The rule of entry into force waits for it."), "VCLT arts. 16, 24"),
    Rule(
        "matching_notification",
        N_("Another party has notified that its procedure is complete; this one has not."),
        "VCLT art. 16 (c), practice",
    ),
    Rule(
        "registration_owed",
        N_("An instrument in force is to be registered with the United Nations."),
        "UN Charter art. 102; VCLT art. 80",
    ),
    Rule(
        "action_registration_owed",
        N_("A later action that changes parties, terms, scope or application is to be registered too."),
        "Regulations to give effect to art. 102, art. 2",
    ),
    Rule("publication_owed", N_("An instrument in force is to be published by each party."), "practice"),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
