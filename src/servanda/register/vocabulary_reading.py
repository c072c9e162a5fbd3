"""The words for codes of reading: drafts, their fields, what was decided, the queue; joined to those of `vocabulary.py`."""

from servanda.domain.wording import N_

DRAFT = {
    "instruments": N_("Instruments"),
    "encounters": N_("Encounters"),
    "bodies": N_("Bodies"),
    "undertakings": N_("Undertakings"),
    "persons": N_("Persons"),
    "sectors": N_("Sectors"),
    "topics": N_("Topics"),
}
DRAFT_ONE = {
    "instruments": N_("Instrument"),
    "encounters": N_("Encounter"),
    "bodies": N_("Body"),
    "undertakings": N_("Undertaking"),
    "persons": N_("Person"),
    "sectors": N_("Sector"),
    "topics": N_("Topic of dialogue"),
}
DRAFT_FIELD = {
    "title": N_("Title"),
    "type": N_("Type"),
    "stage": N_("Stage"),
    "parties": N_("Parties (codes or names)"),
    "date": N_("Day"),
    "place": N_("Place"),
    "persons": N_("Persons"),
    "action": N_("Action"),
    "session": N_("Number of the session"),
    "text": N_("Text"),
    "by": N_("By (codes or names)"),
    "name": N_("Name"),
    "post": N_("Post"),
    "party": N_("Party (code or name)"),
    "code": N_("Sector"),
}
DECISION = {
    "accepted": N_("accepted"),
    "refused": N_("refused"),
    "open": N_("open"),
    "merged": N_("merged"),
}
DRAFT_OUTCOME = {
    "kept": N_("as read"),
    "amended": N_("amended by an officer"),
    "refused": N_("refused"),
    "merged": N_("merged"),
    "missed": N_("made by hand"),
}
QUEUE = {
    "waiting": N_("waiting"),
    "reading": N_("being read"),
    "failed": N_("could not be read"),
    "read": N_("read"),
}
ACTION = {
    "created": N_("created"),
    "convened": N_("convened"),
    "announced": N_("announced"),
    "mentioned": N_("mentioned"),
}
TASK = {
    "running": N_("running"),
    "done": N_("done"),
    "answered": N_("answered"),
    "stopped": N_("stopped"),
    "refused": N_("not taken"),
    "failed": N_("failed"),
}
STAGE = {
    "signed": N_("signed"),
    "initialled": N_("initialled"),
    "ratified": N_("ratified"),
    "in_force": N_("in force"),
    "expected": N_("expected"),
    "negotiated": N_("under negotiation"),
    "proposed": N_("proposed"),
    "existing": N_("existing"),
}
FAMILIES: dict[str, dict[str, str]] = {
    "stage": STAGE,
    "task": TASK,
    "draft": DRAFT,
    "draft_outcome": DRAFT_OUTCOME,
    "queue": QUEUE,
    "draft_one": DRAFT_ONE,
    "draft_field": DRAFT_FIELD,
    "decision": DECISION,
    "action": ACTION,
}
