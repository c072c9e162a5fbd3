"""Mechanisms: the list with what falls due, one body with its two sides, tasks and sessions, its members."""

from __future__ import annotations

import uuid_utils
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from servanda.domain.acts.bodies import MemberRole, Membership, SessionPlanned
from servanda.domain.entry import Circle
from servanda.journal.services import Draft
from servanda.register import bodies, details, services
from servanda.register.delegates import organisations_of, persons_of, resolve
from servanda.register.refusal import Refused
from servanda.register.vocabulary import MECHANISM
from servanda.web import act_forms, session_forms
from servanda.web.templatetags.servanda import address, language
from servanda.web.views.asking import Request, day_asked, needs, today
from servanda.web.views.recording import recorder_of

ROLES = MemberRole.__args__  # type: ignore[attr-defined]


def index(request: Request) -> HttpResponse:
    """All mechanisms: the overdue first, then by the day on which they meet next."""
    on = day_asked(request)
    party, kind = request.GET.get("party", "").upper(), request.GET.get("kind", "")
    return render(
        request,
        "web/mechanisms.html",
        {"lines": bodies.index(request.viewer, on, party, kind), "on": on, "party": party, "kind": kind}
        | {"kinds": list(MECHANISM)},
    )


def mechanism(request: Request, key: str) -> HttpResponse:
    """One mechanism on a day."""
    return _page(request, key)


def _page(request: Request, key: str, status: int = 200, **more: object) -> HttpResponse:
    subject, on = f"mechanism/{key}", day_asked(request)
    found = bodies.look(request.viewer, subject, on)
    if found is None:
        raise Http404
    people = {
        m.entry: resolve(request.viewer, [m.act], m.since or on)[0]  # type: ignore[list-item]
        for m in found.state.members
    }
    context = {
        "found": found,
        "key": key,
        "rhythm": details.rhythm(found.record, language()),
        "on": on,
        "people": people,
        "below": bodies.lines(request.viewer, on, found.below),
        "entries": bodies.entries(request.viewer).filter(subject=subject).order_by("seq"),
        "roles": ROLES,
        "persons": [r for p in found.state.parties for r in persons_of(request.viewer, p)],
        "organisations": [r for p in found.state.parties for r in organisations_of(request.viewer, p)],
        "languages_of_texts": act_forms.LANGUAGES,
        "posted": request.POST,
    }
    return render(request, "web/mechanism.html", context | more, status=status)


@needs("record")
@require_POST
def add_member(request: Request, key: str) -> HttpResponse:
    """A person takes a seat on one side, from a day on."""
    subject = f"mechanism/{key}"
    found = bodies.look(request.viewer, subject, today())
    if found is None:
        raise Http404
    posted = request.POST.dict()
    try:
        act = Membership.model_validate(
            {
                "party": posted.get("party", ""),
                "role": posted.get("role", "member"),
                "person": posted.get("person") or None,
                "names": session_forms.texts(posted, "names"),
                "capacity": session_forms.texts(posted, "capacity"),
                "organisation": posted.get("organisation") or None,
                "until": posted.get("until") or None,
            }
        )
        since = session_forms.day(posted.get("since", ""))
    except (ValidationError, ValueError):
        return _page(request, key, 422, member_error=gettext("Check the days and the party."))
    if not act.person and not act.names:
        return _page(request, key, 422, member_error=gettext("Choose a person, or write a name."))
    draft = Draft(subject, act, on=since, circle=_circle_of(found.record.low))
    services.record([draft], recorder_of(request), request.viewer)
    messages.success(request, gettext("Recorded."))
    return redirect("mechanism", key=key)


def _circle_of(low: int) -> Circle:
    """The circle of a record that its own rows show: what is added to it belongs there too."""
    return next(c for c in Circle if c.level == low)


@needs("record")
def plan(request: Request, key: str) -> HttpResponse:
    """Plan the next session of a mechanism: its number, day and host are filled in from the rhythm."""
    found = bodies.look(request.viewer, f"mechanism/{key}", today())
    if found is None:
        raise Http404
    return plan_form(request, f"session/{uuid_utils.uuid7()}", _proposed(found), _circle_of(found.record.low))


def _proposed(found: bodies.Body) -> dict[str, object]:
    state = found.state
    numbers = [
        m.ordinal for m in state.meetings if m.ordinal and m.kind == "session" and m.status != "cancelled"
    ]
    due = state.next_due()
    return {
        "mechanism": found.record.subject,
        "parties": list(state.parties),
        "ordinal": max(numbers, default=0) + 1,
        "begins": due.last_day.isoformat() if due and due.last_day >= today() else None,
        "host": state.host,
    }


def plan_form(
    request: Request, subject: str, values: dict[str, object], circle: Circle, correct: bool = False
) -> HttpResponse:
    """The form that plans a session, filled with what is known."""
    form = act_forms.blank(SessionPlanned, {k: v for k, v in values.items() if v is not None})
    chosen = circle
    if request.method == "POST":
        form = act_forms.bound(SessionPlanned, request.POST.dict())
        try:
            chosen = Circle(request.POST.get("circle", circle.value))
        except ValueError:
            chosen = circle
        if chosen.level > request.viewer.circle.level:
            chosen = circle
        if form.act:
            draft = Draft(subject, form.act, on=today(), circle=chosen)
            try:
                services.record([draft], recorder_of(request), request.viewer)
            except Refused as refused:
                form.errors.append(gettext(refused.message).format(**refused.data))
            else:
                messages.success(request, gettext("Recorded."))
                return redirect(address(subject))
    circles = [c.value for c in Circle if c.level <= min(request.viewer.circle.level, Circle.INTERNAL.level)]
    context = {"form": form, "circles": circles, "circle": chosen.value, "subject": subject}
    return render(request, "web/session_plan.html", context, status=200 if request.method == "GET" else 422)
