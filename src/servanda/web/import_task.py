"""An import from a page: the file is kept, the work runs beside the request, its progress and outcome are shown."""

from __future__ import annotations

import json
import logging
import tempfile
import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uuid_utils
from django.db import connection
from django.utils.translation import get_language, override

from servanda.domain.entry import Circle
from servanda.domain.wording import N_
from servanda.journal.services import Recorder
from servanda.register.faults import explain
from servanda.register.importing.names import register_name, row_total
from servanda.register.importing.services import import_instruments
from servanda.register.intake.faults import IntakeError
from servanda.register.intake.maps.loading import load_map, parse_map
from servanda.register.words import told
from servanda.trade.figures import import_figures
from servanda.trade.shapes import Asked, FiguresRefused
from servanda.web.models import ImportTask

SHEETS = (".csv", ".xlsx")
log = logging.getLogger("servanda.import")


class NotStarted(ValueError):
    """What was sent cannot be imported: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "no_file": N_("Choose a file."),
        "too_large": N_("The file has {size} MiB; at most {limit} MiB are taken."),
        "map_too_large": N_("A map is a small text file; this one is too large."),
        "map_not_text": N_("The map is no text in UTF-8."),
        "shape_or_map": N_("Choose what the file is, or send a map of your own: one of the two."),
        "not_a_sheet": N_("Figures are taken as CSV or XLSX."),
    }

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


class _Stopped(Exception):
    """Someone asked for the import to be stopped: the transaction is taken back."""


def begin(
    file: Path, name: str, map_name: str, map_text: str, dry_run: bool, good_rows: bool, recorder: Recorder
) -> ImportTask:
    """Start an import of a kept file; returns the task whose page shows how it goes. Raises IntakeError on the map."""
    if map_text:
        parse_map(map_text, map_name)
    else:
        load_map(map_name)
    task = ImportTask.objects.create(
        id=uuid.UUID(str(uuid_utils.uuid7())),
        created_by=recorder.person,
        name=name,
        map=map_name,
        dry_run=dry_run,
        rows_total=row_total(file) or 0,
    )

    def work(progress: Progress) -> dict[str, Any]:
        register_map = parse_map(map_text, map_name) if map_text else load_map(map_name)
        report = import_instruments(
            file,
            register_name(map_name),
            register_map,
            recorder,
            dry_run=dry_run,
            good_rows=good_rows,
            progress=progress.tell,
        )
        return report.as_json(
            lambda f: told(f.message, {"value": f.value, "field": f.field, "row": f.row, **f.data})
        )

    return _started(task, file, work)


def begin_figures(
    file: Path,
    name: str,
    shape: str,
    map_text: str,
    asked: Asked,
    circle: Circle,
    dry_run: bool,
    good_rows: bool,
    recorder: Recorder,
) -> ImportTask:
    """Start an import of figures into indicators, as `servanda import indicators` does. Raises NotStarted."""
    if bool(shape) == bool(map_text):
        raise NotStarted("shape_or_map")
    if file.suffix.lower() not in SHEETS:  # parquet is not taken from a page
        raise NotStarted("not_a_sheet")
    task = ImportTask.objects.create(
        id=uuid.UUID(str(uuid_utils.uuid7())),
        created_by=recorder.person,
        name=name,
        map=shape or "TOML",
        dry_run=dry_run,
        rows_total=row_total(file) or 0,
    )

    def work(progress: Progress) -> dict[str, Any]:
        with tempfile.NamedTemporaryFile("w", suffix=".toml", encoding="utf-8") as map_file:
            map_file.write(map_text)
            map_file.flush()
            report = import_figures(
                file,
                recorder,
                shape=shape,
                map_file=Path(map_file.name) if map_text else None,
                asked=asked,
                circle=circle,
                dry_run=dry_run,
                good_rows=good_rows,
                progress=progress.tell,
            )
        return report.as_json(told)

    return _started(task, file, work)


def _started(task: ImportTask, file: Path, work: Callable[[Progress], dict[str, Any]]) -> ImportTask:
    """Do the work beside the request, in the language of who began it."""
    language = get_language() or "en"
    threading.Thread(target=_run, args=(language, task.pk, file, work), daemon=True).start()
    return task


def _run(language: str, pk: uuid.UUID, file: Path, work: Callable[[Progress], dict[str, Any]]) -> None:
    with override(language):
        _import(pk, file, work)


def _import(pk: uuid.UUID, file: Path, work: Callable[[Progress], dict[str, Any]]) -> None:
    progress = Progress(pk)
    try:
        progress.finish("done", work(progress))
    except _Stopped:
        progress.finish("stopped", {})
    except (IntakeError, FiguresRefused) as error:
        progress.finish("refused", {"message": told(error.message, error.data)})
    except Exception as error:
        message, data = explain(error)
        log.error("import failed", exc_info=error, extra={"facts": {"task": str(pk)}})
        progress.finish("failed", {"message": told(message, data)})
    finally:
        file.unlink(missing_ok=True)
        connection.close()


class Progress:
    """Keeps the state of a running import in memory: the database is busy with the import's own transaction."""

    running: dict[str, int] = {}
    to_stop: set[str] = set()

    def __init__(self, pk: uuid.UUID) -> None:
        self.key = str(pk)
        self.running[self.key] = 0

    def tell(self, rows: int) -> None:
        """Called after each batch."""
        self.running[self.key] = rows
        if self.key in self.to_stop:
            raise _Stopped

    def finish(self, state: str, outcome: dict[str, Any]) -> None:
        """Write the outcome down; the import's own transaction is over."""
        self.running.pop(self.key, None)
        self.to_stop.discard(self.key)
        ImportTask.objects.filter(pk=self.key).update(
            state=state, outcome=json.dumps(outcome, ensure_ascii=False, default=str)
        )
