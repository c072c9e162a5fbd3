"""The site written into a folder: whole or not at all."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from servanda.domain.wording import N_
from servanda.publishing.site import Site

MARK = "servanda-export.json"  # by it a folder is known as an earlier export
NOT_OURS = N_("{folder} holds something that is not an earlier export: nothing was written.")
AT_FDCWD, RENAME_EXCHANGE = -100, 2


class NotWritten(OSError):
    """The folder cannot take an export: `message` (N_) with `data`."""

    code = "not_ours"

    def __init__(self, folder: Path) -> None:
        super().__init__(self.code)
        self.message = NOT_OURS
        self.data: dict[str, Any] = {"folder": folder}


def is_free(folder: Path) -> bool:
    """Whether an export may take the folder's place: it is not there, is empty, or is an earlier export."""
    if not os.path.lexists(folder):
        return True
    if folder.is_symlink() or not folder.is_dir():
        return False
    return (folder / MARK).is_file() or not any(folder.iterdir())


def export(site: Site, folder: Path, told: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Write the site into `folder` and return the number of files; `told` hears (done, of) after each.

    Everything is written beside the folder and then takes its place. Whatever interrupts, also what `told` raises, leaves
    the earlier export whole; a process that is killed leaves the half-written folder beside it, which the next run clears.
    Raises NotWritten where the folder holds something else, OSError where the disk refuses.
    """
    folder = Path(os.path.abspath(folder))
    if not is_free(folder):
        raise NotWritten(folder)
    fresh, former = (folder.with_name(f".{folder.name}.{end}") for end in ("new", "old"))
    for left in (fresh, former):
        if not is_free(left):
            raise NotWritten(left)
    if former.exists() and not folder.exists():
        former.rename(folder)  # an earlier run was cut off between the two renamings
    paths = list(site.paths())
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(former, ignore_errors=True)
    try:
        fresh.mkdir(parents=True)
        mark = {"site": site.address, "day": site.public.on.isoformat(), "files": len(paths)}
        (fresh / MARK).write_text(json.dumps(mark) + "\n", encoding="utf-8")
        folders: set[Path] = set()
        for done, path in enumerate(paths, 1):
            content = site.make(path)
            if content is None:
                raise AssertionError(path)
            target = fresh / path
            if target.parent not in folders:
                target.parent.mkdir(parents=True, exist_ok=True)
                folders.add(target.parent)
            target.write_bytes(content)
            told(done, len(paths))
        os.sync()  # a power cut after the change of places must not find empty files
        _take_place(fresh, folder, former)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if folder.exists():
            shutil.rmtree(former, ignore_errors=True)
    return len(paths)


def _take_place(fresh: Path, folder: Path, former: Path) -> None:
    """Put `fresh` in the place of `folder`.

    Where the system can exchange two folders (Linux), no reader ever finds the address empty: `fresh` then holds the
    former export. Elsewhere there are two renamings; for the moment between them the folder is not there, and whoever is
    cut off there finds the former export at `former`, from where the next run brings it back.
    """
    if not folder.exists():
        fresh.rename(folder)
    elif not _exchanged(fresh, folder):
        folder.rename(former)
        try:
            fresh.rename(folder)
        except BaseException:
            former.rename(folder)
            raise


def _exchanged(a: Path, b: Path) -> bool:
    """Exchange two folders in one step (renameat2, Linux 3.15); False where the system or the disk cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return not rename(AT_FDCWD, os.fsencode(a), AT_FDCWD, os.fsencode(b), RENAME_EXCHANGE)
