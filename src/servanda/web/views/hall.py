"""In session: decisions recorded under the items of the agenda, quickly and by keyboard."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from pydantic import ValidationError

from servanda.domain.acts.commitments import Progress
from servanda.domain.acts.sessions import DecisionKind
from servanda.register import meetings, rewording, session_acts
from servanda.register.commitments import likely_ancestors
from servanda.register.delegates import organisations_of
from servanda.register.refusal import Refused
from servanda.register.visibility import records
from servanda.register.vocabulary import SECTOR
from servanda.web import session_forms
from servanda.web.views.asking import Request, needs, today
from servanda.web.views.recording import recorder_of
from servanda.web.views.sessions import one, told

KINDS = DecisionKind.__args__  # type: ignore[attr-defined]
PROGRESS = Progress.__args__  # type: ignore[attr-defined]


@needs("record")
def hall(request: Request, key: str) -> HttpResponse:
    """The screen of a session that is sitting: the items, what is decided under each, and the next decision."""
    found = one(request, key)
    if request.method == "POST":
        return _decide(request, key, found)
    item = request.GET.get("item", "")
    editing = found.state.decision(request.GET.get("decision", ""))
    return _screen(
        request, key, found, item or (editing.act.item if editing else ""), _filled(request, found, editing)
    )


def _screen(
    request: Request,
    key: str,
    found: meetings.Session,
    item: str,
    form: dict[str, Any],
    status: int = 200,
    error: str = "",
) -> HttpResponse:
    keys = [i.listed.item.key for i in found.items]
    current = item if item in keys else (keys[0] if keys else "")
    place = keys.index(current) if current else 0
    here = found.items[place] if found.items else None
    context = {
        "found": found,
        "key": key,
        "here": here,
        "current": current,
        "before": keys[place - 1] if place else "",
        "after": keys[place + 1] if place + 1 < len(keys) else "",
        "kinds": list(enumerate(KINDS, 1)),
        "progress": PROGRESS,
        "sectors": list(SECTOR),
        "organisations": [(p, organisations_of(request.viewer, p)) for p in found.parties],
        "proposals": _offered(request, found, "proposal"),
        "instruments": _offered(request, found, "instrument"),
        "languages_of_texts": found.languages,
        "form": form,
        "error": error,
        "frozen": found.state.frozen,
        "today": today(),
    }
    return render(request, "web/hall.html", context, status=status)


def _usual_day(found: meetings.Session) -> date:
    """Today while the session sits; its last day when it is written up afterwards."""
    return min(found.state.ends or today(), today())


def _offered(request: Request, found: meetings.Session, kind: str) -> list[Any]:
    """What a decision may adopt or approve: proposals tabled, instruments that are not signed yet."""
    mine = records(request.viewer).filter(kind=kind)
    for party in found.parties:
        mine = mine.filter(parties__party=party)
    if kind == "proposal":
        mine = mine.filter(type__in=("tabled", "amended"))
    else:
        mine = mine.filter(intervals__status="negotiated", intervals__until__isnull=True)
    return list(mine.order_by("title", "subject").distinct()[:200]) if found.parties else []


def _filled(request: Request, found: meetings.Session, editing: Any) -> dict[str, Any]:
    """The form of a new decision, or of one that is worded anew."""
    if editing is None:
        return {"kind": "commitment", "texts": {}, "on": _usual_day(found)}
    act = editing.act
    form: dict[str, Any] = {
        "kind": act.kind,
        "texts": dict(act.texts),
        "key": act.key,
        "based_on": editing.entry,
        "number": editing.number,
        "about": list(act.about),
        "on": editing.on or today(),
    }
    subject = next((s for s in act.about if s.startswith("commitment/")), "")
    form |= session_acts.commitment_facts(request.viewer, subject) if subject else {}
    worded = form.pop("commitment_texts", None)
    # What a person worded by itself on the commitment is not overwritten unless that is ticked.
    form |= {"asked_words": worded is not None, "reword": worded in (None, dict(act.texts))}
    return form


def _decide(request: Request, key: str, found: meetings.Session) -> HttpResponse:
    posted: QueryDict = request.POST
    try:
        said = session_forms.worded(posted, found.parties)
        on = session_forms.day(posted.get("on", "")) or _usual_day(found)
        number = session_acts.decide(request.viewer, recorder_of(request), found, said, on)
    except Refused as refused:
        if refused.code == "decision_moved":
            fresh = found.state.decision(posted.get("key", ""))
            form = _typed(posted) | {"theirs": fresh, "based_on": fresh.entry if fresh else ""}
            return _screen(request, key, found, posted.get("item", ""), form, 409, told(refused))
        return _screen(request, key, found, posted.get("item", ""), _typed(posted), 422, told(refused))
    except (ValidationError, ValueError):
        error = gettext("Something here cannot be recorded: check the days and the values chosen.")
        return _screen(request, key, found, posted.get("item", ""), _typed(posted), 422, error)
    messages.success(request, gettext("Decision {n} is recorded.").format(n=number))
    return redirect(f"{reverse('hall', args=[key])}?item={said.item}#decide")


def _typed(posted: QueryDict) -> dict[str, Any]:
    """What was typed, kept in the form."""
    data: dict[str, Any] = posted.dict()
    responsible = {
        p[len("organisation.") :]: data[p] for p in data if p.startswith("organisation.") and data[p]
    }
    try:
        on: date | None = session_forms.day(data.get("on", ""))
    except ValueError:
        on = None
    return {
        "kind": data.get("kind", "commitment"),
        "texts": session_forms.texts(data, "text"),
        "names": session_forms.texts(data, "names"),
        "key": data.get("key", ""),
        "based_on": data.get("based_on", ""),
        "about": posted.getlist("about"),
        "responsible": responsible,
        "due": data.get("due", ""),
        "at_next_session": bool(data.get("at_next_session")),
        "sectors": posted.getlist("sector"),
        "asked_words": bool(data.get("asked_words")),
        "reword": bool(data.get("reword")),
        "on": on or today(),
    }


@needs("record")
def reword(request: Request, key: str, decision: str) -> HttpResponse:
    """Commitments that still say what a decision said before: each is reworded when it is ticked."""
    found = one(request, key)
    everywhere = [*(d for i in found.items for d in i.decisions), *found.stray]
    seen = next((d for d in everywhere if d.decided.act.key == decision), None)
    if seen is None:
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            if request.POST.get("based_on") != seen.decided.entry:
                raise Refused("decision_moved", n=str(seen.decided.number))
            n = rewording.reword(
                request.viewer,
                recorder_of(request),
                found.subject,
                seen.decided,
                seen.behind,
                request.POST.getlist("commitment"),
                today(),
            )
        except Refused as refused:
            error = told(refused)
        else:
            messages.success(request, gettext("Commitments reworded: {n}.").format(n=n))
            return redirect("session", key=key)
    lines = [a for a in seen.about if a.record.subject in seen.behind]
    return render(
        request,
        "web/reword.html",
        {"found": found, "key": key, "seen": seen, "lines": lines, "error": error},
        status=422 if error else 200,
    )


@needs("record")
def ancestors(request: Request, key: str) -> HttpResponse:
    """Earlier commitments that the wording probably takes up: offered while it is typed, linked only when chosen."""
    found = one(request, key)
    texts = session_forms.texts(request.POST if request.method == "POST" else request.GET, "text")
    mechanism = found.state.facts.get("mechanism") or ""
    likely = (
        likely_ancestors(request.viewer, texts, mechanism, parties=found.parties, before=found.state.begins)
        if texts
        else []
    )
    relations = ("restates", "splits", "merges")
    return render(request, "web/_earlier.html", {"likely": likely, "relations": relations})
