"""What an edited file says, taken over into the record: correcting acts, each naming the entry it corrects."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from servanda.domain.acts.sessions import Agenda, Decision
from servanda.domain.entry import Evidence
from servanda.domain.wording import N_
from servanda.journal.queries import to_entry
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from servanda.register.meetings import Session
from servanda.register.refusal import Refused
from servanda.register.visibility import Viewer


@dataclass(frozen=True, slots=True)
class Taken:
    """One text to take over: `key` as in the minutes, `entry` the one that worded it when the file was compared."""

    key: str
    language: str
    text: str
    entry: str


class Moved(ValueError):
    """Somebody worded the same anew after the file was compared: `message` (N_) with `data`."""

    code = "worded_meanwhile"
    message = N_(
        "“{key}” was worded anew meanwhile: send the file in again to compare it with what stands now."
    )

    def __init__(self, key: str) -> None:
        super().__init__(self.code)
        self.data = {"key": key}


def take_over(
    viewer: Viewer, recorder: Recorder, session: Session, taken: Sequence[Taken], reason: str, digest: str
) -> int:
    """Record corrections of the agenda and of decisions, all or nothing; how many texts were changed.

    digest  of the edited file, which stays as evidence. Raises Moved, register's Refused.
    """
    if session.state.frozen:
        raise Refused("minutes_agreed", stage=session.state.stage)
    by_entry: dict[str, list[Taken]] = {}
    for one in taken:
        if one.entry != _entry(session, one.key):
            raise Moved(one.key)
        by_entry.setdefault(one.entry, []).append(one)
    evidence = (Evidence(digest),) if digest else ()
    drafts = []
    for entry, some in by_entry.items():
        row = next(r for r in session.rows if r.id == entry)
        before = to_entry(row)
        act = before.act
        if isinstance(act, Agenda):
            titles = {t.key.partition("/")[2]: {} for t in some}  # type: ignore[var-annotated]
            for t in some:
                titles[t.key.partition("/")[2]][t.language] = t.text
            items = tuple(
                i.model_copy(update={"titles": {**i.titles, **titles.get(i.key, {})}}) for i in act.items
            )
            act = act.model_copy(update={"items": items})
        elif isinstance(act, Decision):
            act = act.model_copy(update={"texts": _with(act.texts, some)})
        draft = Draft(before.subject, act, on=before.on, circle=before.circle, corrects=entry, reason=reason)
        drafts.append(
            replace(draft, evidence=(*before.evidence, *evidence), offices=tuple(json.loads(row.offices)))
        )
    if not reason.strip():
        raise Refused("reason_missing")
    with transaction.atomic():
        services.record(drafts, recorder, viewer)
    return len(taken)


def _with(texts: Mapping[str, str], some: Sequence[Taken]) -> dict[str, str]:
    return {**texts, **{t.language: t.text for t in some}}


def _entry(session: Session, key: str) -> str:
    kind, _, name = key.partition("/")
    if kind == "item":
        return session.state.agenda_entry
    decided = session.state.decision(name)
    return decided.entry if decided else ""


__all__ = ["Moved", "Refused", "Taken", "take_over"]
