"""The partner's list of treaties beside ours: kept as theirs, compared on any day, downloaded; or compared and thrown away."""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from servanda.documents import reconciliation
from servanda.documents.formats import FORMATS
from servanda.documents.pdf import NotTypeset
from servanda.documents.reconciliation import Compared
from servanda.documents.reconciliation.making import FIELDS, Line
from servanda.domain.entry import Circle
from servanda.domain.texts import cldr
from servanda.register import kept_lists, queries
from servanda.register.installation import own_side
from servanda.register.instrument import instant_of
from servanda.register.intake.faults import IntakeError
from servanda.register.intake.maps.loading import load_map, parse_map, shipped_maps
from servanda.register.intake.records import Rejected
from servanda.register.kept_lists import Kept, NotKept
from servanda.register.refusal import Refused
from servanda.register.words import told
from servanda.web.accounts import may
from servanda.web.import_task import NotStarted
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, page_of, today
from servanda.web.views.imports import _kept, _map
from servanda.web.views.recording import recorder_of

PER_PAGE = 200
TABLES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
ENDINGS = (*TABLES, *FORMATS)


def reconcile_page(request: Request, a: str, b: str) -> HttpResponse:
    """The kept list of the other side against our record; with a file, that list compared or kept."""
    a, b = a.upper(), b.upper()
    own, partner = _sides(request, a, b)
    context: dict[str, Any] = {"error": "", "rejected": []}
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may(request.user, "import"):
            raise PermissionDenied
        try:
            made = _sent(request, own, partner)
        except NotKept as fault:
            data = dict(fault.data)
            read = data.pop("read", None)
            context["error"] = told(fault.message, data)
            context["rejected"] = _faults(read.rejected if read else ())
        except (IntakeError, NotStarted, Refused) as fault:
            context["error"] = told(fault.message, fault.data)
        else:
            if made is None:
                return redirect(_address(a, b, partner))
            context |= {"made": made, "rejected": _faults(made.rejected), "only_compared": True}
    lists = kept_lists.kept(request.viewer, own, partner)
    chosen = _chosen(request, lists, own, partner)
    if "made" not in context and chosen:
        context["made"] = _compared(request, chosen)
    if made := context.get("made"):
        context |= _shown(request, made)
    allowed = [c.value for c in Circle if c.level <= min(request.viewer.circle.level, Circle.INTERNAL.level)]
    context |= {
        "a": a,
        "b": b,
        "own": own,
        "partner": partner,
        "maps": shipped_maps(),
        "lists": lists,
        "chosen": chosen,
        "circles": allowed,
        "on": context["made"].on if context.get("made") else today(),
        "as_known": request.GET.get("as_known", ""),
        "endings": ENDINGS,
        "may_import": may(request.user, "import"),
        "query": request.GET.urlencode(),
        "fields": [(code, gettext(label)) for code, label in FIELDS.items()],
        "groups": reconciliation.groups(),
    }
    return render(request, "web/reconcile.html", context, status=422 if context["error"] else 200)


def reconcile_file(request: Request, a: str, b: str, ending: str) -> HttpResponse:
    """The comparison to keep: XLSX, CSV, or the annex as PDF, DOCX or page."""
    if ending not in ENDINGS:
        raise Http404
    a, b = a.upper(), b.upper()
    own, partner = _sides(request, a, b)
    chosen = _chosen(request, kept_lists.kept(request.viewer, own, partner), own, partner)
    if chosen is None:
        raise Http404
    made, lang = _compared(request, chosen), language()
    if ending == "xlsx":
        content: bytes | str = reconciliation.workbook(made, lang)
    elif ending == "csv":
        content = reconciliation.csv_text(made, lang)
    else:
        try:
            content = FORMATS[ending].write(reconciliation.document(made, lang, request.viewer.circle.value))
        except NotTypeset as error:
            messages.error(request, gettext(error.message).format(**error.data))
            return redirect(_address(a, b, partner))
    answer = HttpResponse(content, content_type=TABLES.get(ending) or FORMATS[ending].media_type)
    name = f"lists-{own}-{partner}-{made.on.isoformat()}-{lang}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def kept_list(request: Request, key: str) -> HttpResponse:
    """The page on which one kept list is compared."""
    found = queries.record(request.viewer, f"list/{key}")
    parties = sorted(found.parties.values_list("party", flat=True)) if found else []
    if len(parties) != 2:
        raise Http404
    return redirect(f"{reverse('reconcile', args=parties)}?list={key}")


def _sides(request: Request, a: str, b: str) -> tuple[str, str]:
    """(whose register, whose list): ours is the installation's side where it is one of the two; `of` in the address says otherwise."""
    if a == b or not queries.between(request.viewer, a, b).exists():
        raise Http404
    partner = request.GET.get("of", "")
    if partner not in (a, b):
        named = queries.record(request.viewer, f"list/{request.GET.get('list', '')}")
        partner = _party(named.state) if named else ""
    if partner not in (a, b):
        partner = a if b == own_side() else b
    return (b if partner == a else a), partner


def _party(state: str) -> str:
    return str(json.loads(state).get("party", ""))


def _address(a: str, b: str, partner: str) -> str:
    usual = a if b == own_side() else b
    return reverse("reconcile", args=[a, b]) + ("" if partner == usual else f"?of={partner}")


def _chosen(request: Request, lists: list[Kept], own: str, partner: str) -> Kept | None:
    wanted = request.GET.get("list", "")
    if wanted:
        return next((k for k in lists if k.subject == f"list/{wanted}"), None)
    instant = instant_of(request.GET.get("as_known", ""))
    return kept_lists.current(request.viewer, own, partner, _on(request), instant)


def _on(request: Request) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None


def _compared(request: Request, chosen: Kept) -> Compared:
    instant = instant_of(request.GET.get("as_known", ""))
    return reconciliation.compare_kept(request.viewer, chosen, _on(request), instant)


def _sent(request: Request, own: str, partner: str) -> Compared | None:
    """Compare the file that was sent, or keep it (None). Raises what says why not."""
    file = request.FILES.get("file")
    if file is None:
        raise NotStarted("no_file")
    name, text = _map(request.POST.get("map", ""), request.FILES.get("own_map"))
    register_map = parse_map(text, name) if text else load_map(name)
    path = _kept(file)
    try:
        if request.POST.get("do") != "keep":
            return reconciliation.compare(request.viewer, path, register_map, partner, today(), own)
        made, read = kept_lists.keep(
            request.viewer,
            path,
            register_map,
            own,
            partner,
            recorder_of(request),
            today(),
            circle=_circle(request),
            file_name=file.name or "",
            map_name=name,
            good_rows=bool(request.POST.get("good_rows")),
        )
    finally:
        path.unlink(missing_ok=True)
    if made is None:
        messages.info(request, gettext("This list is kept already: nothing was recorded."))
    else:
        said = gettext("The list is kept: {n} rows between the two sides.")
        messages.success(request, said.format(n=cldr.number(len(read.rows), language(), own)))
    return None


def _circle(request: Request) -> Circle | None:
    given = request.POST.get("circle", "")
    if not given:
        return None  # as the map says
    try:
        asked = Circle(given)
    except ValueError:
        return None
    return asked if asked.level <= request.viewer.circle.level else Circle.INTERNAL


def _faults(rejected: tuple[Rejected, ...]) -> list[tuple[int, str, str]]:
    """(row, field, what is wrong and how to mend it)."""
    return [(f.row, f.field, told(f.message, f.filling())) for r in rejected for f in r.faults]


def _shown(request: Request, made: Compared) -> dict[str, Any]:
    """The lines asked for, page by page, in their groups; how many there are of each."""
    lines = reconciliation.rows(made, language())
    group, field = request.GET.get("show", ""), request.GET.get("field", "")
    some: list[Line] = [
        x
        for name, of_group in lines.items()
        if group in ("", name) or group not in lines
        for x in of_group
        if field not in FIELDS or field in x.fields
    ]
    page = page_of(request, some, PER_PAGE)
    grouped = [(code, list(few)) for code, few in groupby(page, key=lambda x: x.group)]
    return {
        "page": page,
        "counts": {code: len(of_group) for code, of_group in lines.items()},
        "shown": grouped,
        "group": group,
        "field": field,
    }
