"""An export beside the request: its progress is kept in memory, it can be stopped, and what came of it is written down."""

from __future__ import annotations

import json
import logging
import threading
import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import uuid_utils
from django.db import connection
from django.utils import timezone

from servanda.domain.wording import N_
from servanda.publishing.export import NotWritten, export
from servanda.publishing.models import Publication
from servanda.publishing.site import Site
from servanda.register.faults import explain, reason

log = logging.getLogger("servanda.publishing")
NOT_WRITTEN = N_("{folder} could not be written: {problem}")


class Running(ValueError):
    """An export is being written already."""

    code = "running"
    message = N_("An export is being written already: wait for it, or stop it.")


class _Stopped(Exception):
    """Someone asked for the export to be stopped: the earlier one stays."""


class Progress:
    """What is being written now, by publication: (files done, of)."""

    running: dict[str, tuple[int, int]] = {}
    to_stop: set[str] = set()
    lock = threading.Lock()


def begin(on: date, address: str, folder: Path, who: str) -> Publication:
    """Begin an export; the publication's page shows how it goes. Raises Running."""
    with Progress.lock:
        if Progress.running:
            raise Running
        found = Publication.objects.create(
            id=uuid.UUID(str(uuid_utils.uuid7())),
            by=who[:150],
            at=timezone.now(),
            on=on,
            address=address[:500],
            folder=str(folder),
        )
        Progress.running[str(found.pk)] = (0, 0)
    beside(lambda: _write(found))
    return found


def beside(job: Callable[[], None]) -> None:
    """Do a job beside the request, with a connection of its own."""

    def run() -> None:
        try:
            job()
        finally:
            connection.close()

    threading.Thread(target=run, daemon=True).start()


def stop(found: Publication) -> None:
    """Stop an export that is being written; the earlier one stays as it is."""
    if str(found.pk) in Progress.running:
        Progress.to_stop.add(str(found.pk))


def _write(found: Publication) -> None:
    key = str(found.pk)

    def told(done: int, of: int) -> None:
        Progress.running[key] = (done, of)
        if key in Progress.to_stop:
            raise _Stopped

    state, files, message, data = "failed", 0, "", {}
    try:
        told(0, 0)
        site = Site(found.on, found.address)
        files = export(site, Path(found.folder), told)
        state = "done"
    except _Stopped:
        state = "stopped"
    except NotWritten as error:
        message, data = error.message, error.data
    except OSError as error:
        message, data = NOT_WRITTEN, {"folder": found.folder, "problem": reason(error)}
    except Exception as error:
        log.error("export failed", exc_info=error, extra={"facts": {"publication": key}})
        message, data = explain(error)
    finally:
        _ended(found, state, files, message, data)
        Progress.running.pop(key, None)
        Progress.to_stop.discard(key)


def _ended(found: Publication, state: str, files: int, message: str, data: dict[str, Any]) -> None:
    found.state, found.files, found.message, found.ended_at = state, files, message, timezone.now()
    found.data = json.dumps(data, ensure_ascii=False, default=str)
    found.save(update_fields=["state", "files", "message", "ended_at", "data"])
    facts = {"who": found.by, "files": files, "state": state}
    log.info("export", extra={"facts": facts})
