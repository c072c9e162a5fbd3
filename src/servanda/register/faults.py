"""Faults of the database and the disk in words that help."""

from __future__ import annotations

import errno
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext

from servanda.domain.wording import N_
from servanda.journal import head

LOCKED = N_(
    "The database is busy: another program is writing to it. Nothing was changed; try again in a moment."
)
OUTDATED = N_(
    "The register at {where} was made by an earlier version: run “servanda init”, nothing is lost by it."
)
GONE = N_("The database cannot be reached at {where}. Nothing was changed; is it there, and may you read it?")
EMPTY = N_("There is no register at {where} yet: run “servanda init” first.")
FULL = N_("The disk is full at {where}. Nothing was changed; make room and try again.")
DAMAGED = N_("The database at {where} is damaged or is not a database: restore it from a backup.")
READ_ONLY = N_(
    "The database at {where} can only be read. Nothing was changed; check the rights of the folder."
)
OTHER = N_("The database answered: {problem}. Nothing was changed.")


#: What the system says of a file, by its number.
FILE_REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("the rights for it are missing"),
    errno.EPERM: N_("the rights for it are missing"),
    errno.EROFS: N_("its disk can only be read"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a file stands where a folder is expected"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EEXIST: N_("it exists already"),
}


def reason(error: OSError) -> str:
    """Why a file could not be read or written, in the current language."""
    known = FILE_REASONS.get(error.errno or 0)
    return gettext(known) if known else error.strerror or type(error).__name__


def explain(error: Exception) -> tuple[str, dict[str, Any]]:
    """Return (N_ message, data) for a fault."""
    text = str(error).lower()
    where = str(settings.HOME) if connection.vendor == "sqlite" else str(connection.settings_dict["HOST"])
    data = {"where": where}
    if "locked" in text or "lock timeout" in text or "deadlock" in text:
        return LOCKED, data
    if "full" in text or getattr(error, "errno", None) == errno.ENOSPC or "no space left" in text:
        return FULL, data
    if "no such table" in text or "does not exist" in text:
        return _missing_table(), data
    if "malformed" in text or "not a database" in text or "disk i/o" in text:
        return DAMAGED, data
    if "readonly" in text or "read-only" in text or isinstance(error, PermissionError):
        return READ_ONLY, data
    if "unable to open" in text or "connection" in text or isinstance(error, FileNotFoundError):
        return GONE, data
    return OTHER, {**data, "problem": str(error)}


def _missing_table() -> str:
    """Whether the register was never made, was there and is gone, or wants tables of a newer version."""
    try:
        tables = connection.introspection.table_names()
    except DatabaseError:
        return EMPTY
    if "journal_entry" in tables:
        return OUTDATED
    return GONE if connection.vendor == "sqlite" and head.path().exists() else EMPTY
