"""An import from a page: the file is kept, the work runs beside the request, its progress and outcome are shown."""

from __future__ import annotations

import json
import logging
import threading
import uuid
from pathlib import Path
from typing import Any

import uuid_utils
from django.db import connection
from django.utils.translation import get_language, override

from servanda.domain.wording import N_
from servanda.journal.services import Recorder
from servanda.register.faults import explain
from servanda.register.importing.names import register_name, row_total
from servanda.register.importing.services import import_instruments
from servanda.register.intake.faults import IntakeError
from servanda.register.intake.maps.loading import load_map, parse_map
from servanda.register.words import told
from servanda.web.models import ImportTask

log = logging.getLogger("servanda.import")


class NotStarted(ValueError):
    """What was sent cannot be imported: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "no_file": N_("Choose a file."),
        "too_large": N_("The file has {size} MiB; at most {limit} MiB are taken."),
        "map_too_large": N_("A map is a small text file; this one is too large."),
        "map_not_text": N_("The map is no text in UTF-8."),
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
    language = get_language() or "en"  # what is told of the rows is told to who began it
    thread = threading.Thread(
        target=_run,
        args=(language, task.pk, file, map_name, map_text, dry_run, good_rows, recorder),
        daemon=True,
    )
    thread.start()
    return task


def _run(language: str, *work: Any) -> None:
    with override(language):
        _import(*work)


def _import(
    pk: uuid.UUID,
    file: Path,
    map_name: str,
    map_text: str,
    dry_run: bool,
    good_rows: bool,
    recorder: Recorder,
) -> None:
    progress = Progress(pk)
    try:
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
        outcome: dict[str, Any] = report.as_json(
            lambda f: told(f.message, {"value": f.value, "field": f.field, "row": f.row, **f.data})
        )
        progress.finish("done", outcome)
    except _Stopped:
        progress.finish("stopped", {})
    except IntakeError as error:
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
