"""*Import*: a file and a map in, every row accounted for; first tried, then written."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from servanda.register.intake.faults import IntakeError
from servanda.register.intake.maps.loading import shipped_maps
from servanda.register.words import told
from servanda.trade.shapes import SHAPES, Asked
from servanda.trade.tables import CIRCLES
from servanda.web import import_task
from servanda.web.import_task import NotStarted
from servanda.web.models import ImportTask
from servanda.web.views.asking import Request, needs, page_of
from servanda.web.views.reading import uuid_asked
from servanda.web.views.recording import recorder_of

MAP_LIMIT = 512 * 1024
SHOWN = 200


@needs("import")
def index(request: Request) -> HttpResponse:
    """The form, and the imports so far."""
    error = ""
    if request.method == "POST":
        file, own_map = request.FILES.get("file"), request.FILES.get("own_map")
        try:
            if file is None:
                raise NotStarted("no_file")
            name, text = _map(request.POST.get("map", ""), own_map)
            task = import_task.begin(
                _kept(file),
                file.name or "",
                name,
                text,
                request.POST.get("way") != "write",
                bool(request.POST.get("good_rows")),
                recorder_of(request),
            )
        except (IntakeError, NotStarted) as fault:
            error = told(fault.message, fault.data)
        else:
            return redirect("import_outcome", id=task.pk)
    return render(
        request,
        "web/import.html",
        {"maps": shipped_maps(), "error": error, "page": page_of(request, ImportTask.objects.all(), 20)},
        status=422 if error else 200,
    )


def _map(chosen: str, own: UploadedFile | None) -> tuple[str, str]:
    if own is None:
        return chosen, ""
    if (own.size or 0) > MAP_LIMIT:
        raise NotStarted("map_too_large")
    try:
        return Path(own.name or "map").stem, own.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotStarted("map_not_text") from error


def _kept(file: UploadedFile) -> Path:
    limit = settings.UPLOAD_LIMIT
    if (file.size or 0) > limit:
        raise NotStarted("too_large", size=(file.size or 0) // 2**20, limit=limit // 2**20)
    folder = Path(settings.HOME) / "coming"
    folder.mkdir(exist_ok=True)
    suffix = Path(file.name or "").suffix[:10]
    with tempfile.NamedTemporaryFile(dir=folder, suffix=suffix, delete=False) as out:
        for chunk in file.chunks():
            out.write(chunk)
    return Path(out.name)


@needs("import")
def figures(request: Request) -> HttpResponse:
    """The form for figures of indicators: tried first, then written; its outcome stands on the page of every import."""
    error, circles = "", [c for c in CIRCLES if c.level <= request.viewer.circle.level]
    if request.method == "POST":
        file, own_map, said = request.FILES.get("file"), request.FILES.get("own_map"), request.POST
        kept: Path | None = None
        try:
            if file is None:
                raise NotStarted("no_file")
            pair = frozenset(code for name in ("a", "b") if (code := said.get(name, "").strip().upper()))
            asked = Asked(pair, said.get("reporter", ""), said.get("partner", ""))
            circle = next((c for c in circles if c.value == said.get("circle")), circles[-1])
            text = _map("", own_map)[1]
            kept = _kept(file)
            way, good = said.get("way") != "write", bool(said.get("good_rows"))
            task = import_task.begin_figures(
                kept,
                file.name or "",
                said.get("shape", ""),
                text,
                asked,
                circle,
                way,
                good,
                recorder_of(request),
            )
        except NotStarted as fault:
            if kept:
                kept.unlink(missing_ok=True)
            error = told(fault.message, fault.data)
        else:
            return redirect("import_outcome", id=task.pk)
    context = {
        "shapes": list(SHAPES),
        "circles": [c.value for c in reversed(circles)],
        "typed": request.POST,
        "error": error,
        "a": request.GET.get("a", ""),
        "b": request.GET.get("b", ""),
    }
    return render(request, "web/import_figures.html", context, status=422 if error else 200)


@needs("import")
def outcome(request: Request, id: str) -> HttpResponse:
    """How an import goes, and what came of every row."""
    task = ImportTask.objects.filter(pk=uuid_asked(id)).first()
    if task is None:
        raise Http404
    if request.method == "POST":
        import_task.Progress.to_stop.add(str(task.pk))
        return redirect("import_outcome", id=task.pk)
    done = import_task.Progress.running.get(str(task.pk))
    found = json.loads(task.outcome)
    context = {
        "task": task,
        "running": task.state == "running" and done is not None,
        "lost": task.state == "running" and done is None,
        "done": done or 0,
        "share": min(100, round(100 * (done or 0) / task.rows_total)) if task.rows_total else None,
        "found": found,
        "rejected": found.get("rejected", [])[:SHOWN],
        "rejected_count": len(found.get("rejected", [])),
    }
    template = "web/_import_outcome.html" if request.headers.get("HX-Request") else "web/import_outcome.html"
    return render(request, template, context)
