"""Papers laid before a session: a stored file under an item of the agenda, in the circle of its entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from servanda.domain.acts.sessions import Paper
from servanda.domain.entry import Circle, Entry
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from servanda.register.files import Stored
from servanda.register.meetings import Session
from servanda.register.refusal import Refused
from servanda.register.visibility import Viewer


def circles(viewer: Viewer, session: Session) -> list[Circle]:
    """The circles in which this reader may lay a paper: the session's own first, then the narrower ones."""
    return [c for c in Circle if session.circle.level <= c.level <= viewer.circle.level]


def lay(
    viewer: Viewer,
    recorder: Recorder,
    session: Session,
    stored: Stored,
    *,
    item: str = "",
    titles: Mapping[str, str] | None = None,
    language: str = "",
    by: str = "",
    circle: Circle | None = None,
    on: date | None = None,
) -> Entry:
    """Record that a stored file lies before the session.

    item    key of an item of the agenda; "" for the session as a whole
    circle  the session's where none is given; never wider than the session's
    Raises Refused, pydantic's ValidationError.
    """
    wanted = circle or session.circle
    if wanted not in circles(viewer, session):
        raise Refused("wider_paper", circle=wanted.value)
    if item and session.state.number_of(item) is None:
        raise Refused("no_such_item")
    if any(p.act.digest == stored.digest for p in session.state.papers if p.act.item == item):
        raise Refused("paper_there")
    act = Paper(
        item=item,
        titles={code: text for code, text in (titles or {}).items() if text.strip()},
        language=language or None,
        by=by or None,
        digest=stored.digest,
        file_name=stored.name,
        media_type=stored.media_type,
        size=stored.size,
    )
    offices = tuple(sorted(viewer.offices)) if wanted == Circle.RESTRICTED else ()
    draft = Draft(session.subject, act, on=on, circle=wanted, offices=offices)
    return services.record([draft], recorder, viewer)[0]
