"""A session: where it stands, its stages, delegations, agenda, remarks on its minutes."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from servanda.domain.acts.sessions import ItemKind, Remark
from servanda.domain.sessions import OVER
from servanda.register import agenda as agendas
from servanda.register import meetings, session_acts
from servanda.register.delegates import organisations_of, persons_of
from servanda.register.refusal import Refused
from servanda.register.visibility import records
from servanda.register.words import word
from servanda.web import session_forms
from servanda.web.session_forms import Person, Row
from servanda.web.views.asking import Request, day_asked, needs, today
from servanda.web.views.mechanisms import plan_form
from servanda.web.views.recording import recorder_of

KINDS = ItemKind.__args__  # type: ignore[attr-defined]


def one(request: Request, key: str, on: date | None = None) -> meetings.Session:
    """The session of an address. Raises Http404 where the reader may not see it."""
    found = meetings.look(request.viewer, f"session/{key}", on or today())
    if found is None:
        raise Http404
    return found


def told(refused: Refused) -> str:
    """Why something was refused, in the reader's language."""
    data = {k: word("session_stage", v) if k == "stage" else v for k, v in refused.data.items()}
    return gettext(refused.message).format(**data)


def session(request: Request, key: str) -> HttpResponse:
    """One session: its stage, delegations, agenda with decisions, remarks."""
    on = day_asked(request)
    found = one(request, key, on)
    return render(request, "web/session.html", {"found": found, "key": key, "on": on, "today": today()})


@needs("record")
def edit_plan(request: Request, key: str) -> HttpResponse:
    """Change day, place, host or languages of a session: a further act refines the earlier ones."""
    found = one(request, key)
    values = {k: _plain(v) for k, v in found.state.facts.items()}
    return plan_form(request, found.subject, values, found.circle)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [v.model_dump(mode="json") if hasattr(v, "model_dump") else v for v in value]
    return value


@needs("record")
@require_POST
def step(request: Request, key: str) -> HttpResponse:
    """Record that a stage was reached, or that the session was held, postponed or cancelled."""
    found, posted = one(request, key), request.POST
    stage, reason = posted.get("stage", ""), posted.get("reason", "").strip()
    recorder = recorder_of(request)
    try:
        on = session_forms.day(posted.get("on", "")) or today()
        if stage in ("held", *OVER):
            begins, ends = (session_forms.day(posted.get(n, "")) for n in ("begins", "ends"))
            day = begins or on if stage == "held" else on
            session_acts.hold(request.viewer, recorder, found, stage, day, reason, begins, ends)
        else:
            session_acts.step(
                request.viewer, recorder, found, stage, on, reason, posted.get("place", "").strip()
            )
    except Refused as refused:
        messages.error(request, told(refused))
    except ValidationError:
        messages.error(request, gettext("Choose one of the values offered."))
    except ValueError:
        messages.error(request, gettext("This is no date: write it as year-month-day, such as 2010-04-15."))
    else:
        messages.success(request, gettext("Recorded."))
    return redirect("session", key=key)


# -- the agenda ----------------------------------------------------------------------------------------------


@needs("record")
def agenda(request: Request, key: str) -> HttpResponse:
    """The agenda being edited: moved, worded, added, removed; drafted by one click; saved as a whole."""
    found = one(request, key)
    state = found.state
    rows = [Row.of(line.item) for line in state.items]
    context: dict[str, object] = {"based_on": state.agenda_entry, "added": (), "moot": (), "within": []}
    if request.method == "GET":
        if request.GET.get("draft") or not rows:
            rows = _drafted(request, found, rows, context)
        return _editor(request, key, found, rows, context)
    rows = session_forms.rows(request.POST)
    context["based_on"] = request.POST.get("based_on", "")
    command = request.POST.get("do", "save")
    if command == "draft":
        rows = _drafted(request, found, rows, context)
    elif command.startswith("take:"):
        theirs = {r.key: r for r in (Row.of(line.item) for line in state.items)}
        mine = {r.key for r in rows}
        rows += [r for k, r in theirs.items() if k == command[5:] and k not in mine]
    elif command != "save":
        rows = session_forms.changed(rows, command)
    else:
        items, bad = session_forms.items(rows)
        if bad:
            return _editor(request, key, found, rows, context | {"bad": bad}, 422)
        try:
            session_acts.write_agenda(
                request.viewer, recorder_of(request), found, items, str(context["based_on"]), today()
            )
        except Refused as refused:
            context["error"] = told(refused)
            if refused.code == "agenda_moved":
                context |= _conflict(found, rows)
            return _editor(request, key, found, rows, context, 409 if refused.code == "agenda_moved" else 422)
        messages.success(request, gettext("The agenda is recorded."))
        return redirect("session", key=key)
    return _editor(request, key, found, rows, context)


def _drafted(
    request: Request, found: meetings.Session, rows: list[Row], context: dict[str, object]
) -> list[Row]:
    mechanism = found.state.facts.get("mechanism") or ""
    items, _ = session_forms.items(rows)
    made = agendas.drafted(request.viewer, mechanism, found.subject, tuple(items), today(), found.circle)
    context["added"], context["moot"] = made.merged.added, made.merged.moot
    context["because"], context["within"] = made.because, made.within
    return [Row.of(item) for item in made.merged.items]


def _conflict(found: meetings.Session, rows: list[Row]) -> dict[str, object]:
    """What somebody else has saved meanwhile, beside what stands in the form; saving again knows of it."""
    mine = {r.key: r for r in rows}
    theirs = [Row.of(line.item) for line in found.state.items]
    entry = next((r for r in found.rows if r.id == found.state.agenda_entry), None)
    return {
        "theirs": theirs,
        "missing": [r.key for r in theirs if r.key not in mine],
        "their_entry": entry,
        "based_on": found.state.agenda_entry,
    }


def _editor(
    request: Request,
    key: str,
    found: meetings.Session,
    rows: list[Row],
    context: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    about = {s for r in rows for s in r.about}
    known = {r.subject: r for r in records(request.viewer).filter(subject__in=about).order_by("low")}
    decided = {line.item.key for line in found.state.items if line.decisions}
    languages = found.languages
    return render(
        request,
        "web/agenda.html",
        {"found": found, "key": key, "rows": rows, "known": known, "decided": decided, "kinds": KINDS}
        | {"languages_of_texts": languages, "because": {}, "today": today()}
        | {"laid": {i.listed.item.key: i.papers for i in found.items}}
        | context,
        status=status,
    )


@needs("record")
def agenda_state(request: Request, key: str) -> HttpResponse:
    """Asked now and then by the editor: whether somebody else has changed the agenda since it was opened."""
    found = one(request, key)
    moved = found.state.agenda_entry != request.GET.get("based_on", "")
    entry = next((r for r in found.rows if r.id == found.state.agenda_entry), None)
    return render(request, "web/_agenda_state.html", {"moved": moved, "entry": entry})


# -- delegations ---------------------------------------------------------------------------------------------


@needs("record")
def delegation(request: Request, key: str, party: str) -> HttpResponse:
    """The delegation of one side being edited: the head, then the members by rank."""
    found = one(request, key)
    if party not in found.parties:
        raise Http404
    act = found.state.delegations.get(party)
    given = [*([act.head] if act and act.head else []), *(act.members if act else ())]
    rows = [Person.of(d) for d in given] or _usual(found, party)
    error = ""
    if request.method == "POST":
        rows = session_forms.people(request.POST)
        command = request.POST.get("do", "save")
        if command != "save":
            rows = session_forms.moved(rows, command)
        else:
            try:
                people = [r.delegate() for r in rows if not r.empty]
                session_acts.write_delegation(
                    request.viewer, recorder_of(request), found, party, people, found.state.begins or today()
                )
            except Refused as refused:
                error = told(refused)
            except ValidationError:
                error = gettext("A name is too long.")
            else:
                messages.success(request, gettext("The delegation is recorded."))
                return redirect("session", key=key)
    return render(
        request,
        "web/delegation.html",
        {
            "found": found,
            "key": key,
            "party": party,
            "rows": rows or [Person()],
            "error": error,
            "persons": persons_of(request.viewer, party),
            "organisations": organisations_of(request.viewer, party),
            "languages_of_texts": found.languages,
        },
        status=422 if error else 200,
    )


def _usual(found: meetings.Session, party: str) -> list[Person]:
    """Who would come: the co-chair stated for the session, else the side as it sits on the body."""
    for chair in found.state.facts.get("co_chairs", ()):
        if chair.party == party:
            return [Person(chair.person or "", {} if chair.person else {"en": chair.name})]
    if found.body_state is None:
        return []
    seated = found.body_state.side(party, found.state.begins or today())
    return [
        Person(m.act.person or "", dict(m.act.names), dict(m.act.capacity), m.act.organisation or "")
        for m in seated
        if m.act.role != "focal_point"
    ]


# -- remarks on the minutes ----------------------------------------------------------------------------------


@needs("record")
@require_POST
def remark(request: Request, key: str) -> HttpResponse:
    """A delegation's remark on the circulated minutes, or its settlement."""
    found, posted = one(request, key), request.POST.dict()
    held = next((r.act for r in found.state.remarks if r.act.key == posted.get("key")), None)
    try:
        if held is not None:
            act = held.model_copy(update={"settled": True, "answer": session_forms.texts(posted, "answer")})
        else:
            item, _, decision = posted.get("about", "").partition("/")
            act = Remark(
                key=f"r{len(found.state.remarks) + 1}",
                party=posted.get("party", ""),
                item=item,
                decision=decision,
                texts=session_forms.texts(posted, "text"),
            )
            if not act.texts:
                raise Refused("no_text_given")
        session_acts.remark(request.viewer, recorder_of(request), found, act, today())
    except Refused as refused:
        messages.error(request, told(refused))
    except ValidationError:
        messages.error(request, gettext("Choose one of the values offered."))
    else:
        messages.success(request, gettext("Recorded."))
    return redirect("session", key=key)
