"""Proposals of a relationship: list and board, drafting, one proposal with its evidence, answers, and what it becomes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from servanda.domain.acts.proposals import CRITERIA, ProposalAnswer, ProposalStep
from servanda.domain.entry import Circle
from servanda.journal.services import Draft
from servanda.proposals import queries as proposals
from servanda.proposals import services
from servanda.proposals.scoring import LABELS
from servanda.proposals.services import ProposalRefused
from servanda.register import queries
from servanda.register.relationship import ties_of
from servanda.register.services import Refused, record
from servanda.register.visibility import entries
from servanda.web.accounts import may
from servanda.web.views.asking import Request, day_asked, needs, today
from servanda.web.views.recording import recorder_of


def index(request: Request, a: str, b: str) -> HttpResponse:
    """The proposals of a pair, ranked by weights that move as they are changed; as a list or a board."""
    a, b = a.upper(), b.upper()
    if a > b:
        return redirect("proposals", a=b, b=a)
    if not queries.between(request.viewer, a, b).exists():
        raise Http404
    weights = proposals.weights_of(request.GET.dict())
    closed = bool(request.GET.get("closed"))
    rows = proposals.of_pair(request.viewer, a, b, weights, closed)
    return render(
        request,
        "web/proposals.html",
        {
            "a": a,
            "b": b,
            "rows": rows,
            "board": proposals.board(rows) if request.GET.get("view") == "board" else None,
            "weights": [(c, LABELS[c], weights[c]) for c in CRITERIA],
            "labels": LABELS,
            "closed": closed,
        },
    )


@needs("record")
@require_POST
def draft(request: Request, a: str, b: str) -> HttpResponse:
    """Draft from today's evidence; what stands already or was refused is told, not repeated."""
    drafted = services.draft(request.viewer, a.upper(), b.upper(), day_asked(request), recorder_of(request))
    messages.success(
        request,
        gettext("New: {new}; standing already: {standing}; refused before and unchanged: {refused}.").format(
            new=len(drafted.new), standing=len(drafted.standing), refused=len(drafted.refused)
        ),
    )
    if drafted.renewed or drafted.settled:
        changed = gettext(
            "Drafts renewed, because the evidence has changed: {renewed}; put aside, because it is settled: {settled}."
        )
        messages.info(request, changed.format(renewed=len(drafted.renewed), settled=len(drafted.settled)))
    return redirect("proposals", a=a.upper(), b=b.upper())


def proposal(request: Request, key: str) -> HttpResponse:
    """One proposal: wording, evidence, criteria, answers, and what can be done with it now."""
    subject = f"proposal/{key}"
    found = queries.record(request.viewer, subject)
    if found is None or found.kind != "proposal":
        raise Http404
    error = ""
    if request.method == "POST":
        answer = _acted(request, subject)
        if isinstance(answer, HttpResponse):
            return answer
        error = answer
    state = json.loads(found.state)
    parties = [p.party for p in found.parties.order_by("pk")]
    others = []
    if len(parties) >= 2:
        first, second = sorted(parties)[:2]
        standing = proposals.of_pair(request.viewer, first, second, closed=False)
        others = [r for r in standing if r.record.pk != found.pk]
    return render(
        request,
        "web/proposal.html",
        {
            "found": found,
            "state": state,
            "parties": parties,
            "grounds": _grounds(request, state),
            "labels": LABELS,
            "others": others,
            "error": error,
            "sessions": queries.of_kind(request.viewer, "session")[:200],
            "stated": next(
                (
                    e.id
                    for e in entries(request.viewer).filter(subject=subject, act="proposal").order_by("-seq")
                ),
                "",
            ),
            "entries": entries(request.viewer).filter(subject=subject).order_by("seq"),
            "ties": [(r, t) for r, t in ties_of(request.viewer, found) if r not in ("ground",)],
        },
        status=422 if error else 200,
    )


def _grounds(request: Request, state: dict) -> list[dict]:
    """Records of the evidence that this reader may see, each with its entries that they may see."""
    by_subject: dict[str, list[str]] = {}
    said = []
    for ground in state["content"].get("grounds", ()):
        if ground.get("subject"):
            by_subject.setdefault(ground["subject"], []).append(ground.get("entry", ""))
        elif ground.get("texts"):
            said.append({"texts": ground["texts"]})
    found = []
    for subject, ids in by_subject.items():
        record_seen = queries.record(request.viewer, subject)
        if record_seen:
            rows = entries(request.viewer).filter(id__in=[i for i in ids if i]).order_by("seq")
            found.append({"record": record_seen, "entries": list(rows)})
    return found + said


def _acted(request: Request, subject: str) -> HttpResponse | str:
    """Carry out what was asked; the page again, or what is wrong."""
    if not may(request.user, "record"):
        raise PermissionDenied
    doing: dict[str, Callable[[Request, str], str | None]] = {
        "step": _step,
        "answer": _answer,
        "become": _become,
        "merge": _merge,
        "split": _split,
    }
    do = doing.get(request.POST.get("do", ""))
    if do is None:
        raise Http404
    try:
        made = do(request, subject)
    except (ProposalRefused, Refused) as refused:
        return gettext(refused.message).format(**refused.data)
    except ValueError:
        return gettext("This is no date: write it as year-month-day, such as 2010-04-15.")
    messages.success(request, gettext("Recorded."))
    if made and made.startswith("instrument/"):
        return redirect("instrument", key=made.partition("/")[2])
    target = made if made and made.startswith("proposal/") else subject
    return redirect("proposal", key=target.partition("/")[2])


def _circle(request: Request) -> Circle:
    try:
        asked = Circle(request.POST.get("circle", "internal"))
    except ValueError:
        return Circle.INTERNAL
    allowed = asked.level <= min(request.viewer.circle.level, Circle.INTERNAL.level)
    return asked if allowed else Circle.INTERNAL


def _texts(request: Request, name: str) -> dict[str, str]:
    return {
        lang: t for lang in ("ar", "ru", "fr", "en") if (t := request.POST.get(f"{name}.{lang}", "").strip())
    }


def _step(request: Request, subject: str) -> None:
    act = ProposalStep.model_validate(
        {
            "stage": request.POST.get("stage"),
            "session": request.POST.get("session") or None,
            "reason": request.POST.get("reason", "")[:2000],
        }
    )
    drafts = [Draft(subject, act, on=_day(request), circle=_circle(request))]
    record(drafts, recorder_of(request), request.viewer)


def _answer(request: Request, subject: str) -> None:
    act = ProposalAnswer.model_validate(
        {
            "by": request.POST.get("by"),
            "answer": request.POST.get("answer"),
            "texts": _texts(request, "texts"),
        }
    )
    record(
        [Draft(subject, act, on=_day(request), circle=_circle(request))], recorder_of(request), request.viewer
    )


def _become(request: Request, subject: str) -> str:
    kind = "instrument" if request.POST.get("kind") == "instrument" else "commitment"
    due = date.fromisoformat(request.POST["due"]) if request.POST.get("due") else None
    return services.become(
        request.viewer, subject, kind, _day(request), recorder_of(request), _circle(request), due,
        request.POST.get("session", ""),
    )  # fmt: skip


def _merge(request: Request, subject: str) -> str:
    into = request.POST.get("into", "")
    services.merge(request.viewer, subject, into, _day(request), recorder_of(request), _circle(request))
    return into


def _split(request: Request, subject: str) -> str:
    parts = [_texts(request, "one"), _texts(request, "two")]
    made = services.split(
        request.viewer, subject, parts, _day(request), recorder_of(request), _circle(request)
    )
    return made[0]


def _day(request: Request) -> date:
    given = request.POST.get("on", "")
    return date.fromisoformat(given) if given else today()
