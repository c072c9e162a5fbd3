"""What an edited file says, taken over into the record: correcting acts, each naming the entry it corrects."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from servanda.domain.acts.sessions import Agenda, Decision, Remark
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


@dataclass(frozen=True, slots=True)
class New:
    """A paragraph that the record does not know, and what it is to become.

    become  `decision` under `item`, `remark` of the party `by`, or `same`: the one before it, in another language
    """

    text: str
    language: str
    become: str
    item: str = ""
    by: str = ""


class NotTaken(ValueError):
    """A paragraph that cannot be taken over: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "changed_meanwhile": N_(
            "The session was changed meanwhile: send the file in again to see what it says beyond the record."
        ),
        "no_language": N_("Say in which language “{text}” is written."),
        "nothing_before": N_(
            "“{text}” follows no paragraph that is taken over: choose what it is to become."
        ),
        "same_language": N_(
            "“{text}”: the paragraph that it belongs to has a text in this language already."
        ),
        "no_item": N_("Choose the item of the agenda under which “{text}” was decided."),
        "nothing_ticked": N_("Choose for at least one paragraph what it is to become."),
    }

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.code, self.message, self.data = code, self.MESSAGES[code], {"text": text[:60]}


def standing_of(session: Session) -> str:
    """A digest of the entries that word agenda, decisions and remarks: it changes when somebody records one."""
    state = session.state
    ids = [state.agenda_entry, *(d.entry for d in state.decisions), *(r.entry for r in state.remarks)]
    return hashlib.sha256(" ".join(ids).encode()).hexdigest()


def take_new(
    viewer: Viewer,
    recorder: Recorder,
    session: Session,
    wanted: Sequence[New],
    seen: str,
    digest: str,
    on: date,
) -> int:
    """Record paragraphs of an edited file as new decisions or remarks, all or nothing; how many acts.

    seen    what stood in the record when the file was compared (`standing_of`)
    digest  of the edited file, which stays as evidence
    on      the day of the acts
    Raises NotTaken, register's Refused, pydantic's ValidationError.
    """
    if session.state.frozen:
        raise Refused("minutes_agreed", stage=session.state.stage)
    if seen != standing_of(session):
        raise NotTaken("changed_meanwhile")
    if not wanted:
        raise NotTaken("nothing_ticked")
    number = max((d.number for d in session.state.decisions), default=0)
    remarks = len(session.state.remarks)
    taken_keys = {d.act.key for d in session.state.decisions} | {r.act.key for r in session.state.remarks}
    drafts: list[Draft] = []
    for new, texts in _together(wanted):
        act: Decision | Remark
        if new.become == "decision":
            if session.state.number_of(new.item) is None:
                raise NotTaken("no_item", new.text)
            number += 1
            key = _free(f"d{number}", taken_keys)
            act = Decision(key=key, item=new.item, number=number, kind="other", texts=texts)
        else:
            remarks += 1
            key = _free(f"r{remarks}", taken_keys)
            act = Remark(key=key, party=new.by, item=new.item, texts=texts)
        evidence = (Evidence(digest, quote=new.text),) if digest else ()
        drafts.append(Draft(session.subject, act, on=on, circle=session.circle, evidence=evidence))
    services.record(drafts, recorder, viewer)
    return len(drafts)


def _together(wanted: Sequence[New]) -> list[tuple[New, dict[str, str]]]:
    """Each new act with its texts: a paragraph that is the same in another language joins the one before it."""
    found: list[tuple[New, dict[str, str]]] = []
    for new in wanted:
        if not new.language:
            raise NotTaken("no_language", new.text)
        if new.become != "same":
            found.append((new, {new.language: new.text}))
        elif not found:
            raise NotTaken("nothing_before", new.text)
        elif new.language in found[-1][1]:
            raise NotTaken("same_language", new.text)
        else:
            found[-1][1][new.language] = new.text
    return found


def _free(key: str, taken: set[str]) -> str:
    while key in taken:
        key += "x"
    taken.add(key)
    return key


def _with(texts: Mapping[str, str], some: Sequence[Taken]) -> dict[str, str]:
    return {**texts, **{t.language: t.text for t in some}}


def _entry(session: Session, key: str) -> str:
    kind, _, name = key.partition("/")
    if kind == "item":
        return session.state.agenda_entry
    decided = session.state.decision(name)
    return decided.entry if decided else ""


__all__ = ["Moved", "New", "NotTaken", "Refused", "Taken", "standing_of", "take_new", "take_over"]
