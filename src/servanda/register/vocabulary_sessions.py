"""The words for codes of mechanisms, sessions and the dialogue, by family; joined to those of `vocabulary.py`."""

from servanda.domain.wording import N_

#: Kinds of text that are written from the record.
TEXT_KIND = {
    "communique": N_("communiqué"),
    "joint-statement": N_("joint statement"),
    "invitation": N_("invitation (note verbale)"),
    "notification": N_("notification of completed procedures (note verbale)"),
    "signed-table": N_("table of signed instruments"),
}
SESSION_STAGE = {
    "planned": N_("planned"),
    "invited": N_("invitation sent"),
    "agenda_agreed": N_("agenda agreed"),
    "held": N_("held"),
    "minutes_drafted": N_("minutes drafted"),
    "minutes_circulated": N_("minutes circulated"),
    "minutes_agreed": N_("minutes agreed"),
    "minutes_signed": N_("minutes signed"),
    "minutes_locked": N_("minutes locked"),
    "postponed": N_("postponed"),
    "cancelled": N_("cancelled"),
}
SESSION_KIND = {"session": N_("Session"), "review": N_("Review between sessions")}
MEMBER_ROLE = {
    "chair": N_("Chair"),
    "deputy": N_("Deputy chair"),
    "member": N_("Member"),
    "secretary": N_("Secretary of the side"),
    "focal_point": N_("Focal point"),
}
ITEM_KIND = {
    "adoption": N_("Adoption of the agenda"),
    "minutes_approval": N_("Approval of the last minutes"),
    "review": N_("Review of decisions"),
    "mandate": N_("Task of the mandate"),
    "instrument": N_("Instruments"),
    "window": N_("Notice windows"),
    "proposal": N_("Proposals"),
    "free": N_("Other item"),
    "other_business": N_("Any other business"),
    "next_session": N_("Next session"),
}
DECISION_KIND = {
    "commitment": N_("Commitment"),
    "adopt_proposal": N_("Proposal adopted"),
    "divergence": N_("Divergence noted"),
    "approve_instrument": N_("Instrument approved for signature"),
    "create_body": N_("Body created"),
    "take_note": N_("Note taken"),
    "other": N_("Other decision"),
}
LEVEL = {
    "heads_of_state": N_("Heads of State"),
    "heads_of_government": N_("Heads of Government"),
    "ministers": N_("Ministers"),
    "deputy_ministers": N_("Deputy ministers"),
    "directors": N_("Directors"),
    "experts": N_("Experts"),
}
POSITION_KIND = {"position": N_("Position"), "request": N_("Request"), "answer": N_("Answer")}
RELATION = {
    "member": N_("member"),
    "member_of": N_("member of"),
    "on_agenda": N_("on the agenda"),
    "on_agenda_of": N_("on the agenda of"),
    "decided_on": N_("decided on"),
    "decided_on_of": N_("decided on by"),
    "approved_at": N_("approved for signature at"),
    "approved_at_of": N_("approved for signature"),
    "session": N_("at the session"),
    "session_of": N_("consulted on"),
}

FAMILIES: dict[str, dict[str, str]] = {
    "session_stage": SESSION_STAGE,
    "text_kind": TEXT_KIND,
    "session_kind": SESSION_KIND,
    "member_role": MEMBER_ROLE,
    "item_kind": ITEM_KIND,
    "decision_kind": DECISION_KIND,
    "level": LEVEL,
    "position_kind": POSITION_KIND,
}
#: Which family words a field, where its name alone does not tell: (act or field above it, field) → family.
BY_FIELD: dict[tuple[str, str], str] = {
    ("session_step", "stage"): "session_stage",
    ("session", "kind"): "session_kind",
    ("session_planned", "kind"): "session_kind",
    ("session", "status"): "session_status",
    ("membership", "role"): "member_role",
    ("items", "kind"): "item_kind",
    ("decision", "kind"): "decision_kind",
    ("consultation", "level"): "level",
    ("position", "kind"): "position_kind",
    ("mechanism", "kind"): "mechanism",
    ("negotiation", "stage"): "stage",
    ("encounter", "kind"): "encounter",
}
#: Fields that hold several codes, whatever the act: field → its family of words.
SEVERAL = {"languages": "language", "authentic_languages": "language", "sectors": "sector"}
