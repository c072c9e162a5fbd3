"""A follow-up sheet between its arrival and its being taken: kept, read, mapped by a person, recorded."""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import uuid_utils
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from servanda.domain.wording import N_
from servanda.register import queries
from servanda.register.scope import parse
from servanda.register.sheets import grid, returned
from servanda.register.sheets.columns import FIELDS, Column, Layout, NoTable, find
from servanda.register.sheets.rows import SheetCommitment, commitments
from servanda.register.visibility import Viewer
from servanda.web.models import Sheet


class SheetRefused(ValueError):
    """A sheet that cannot be read: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "no_file": N_("Choose a file."),
        "not_xlsx": N_("Only XLSX is read here: save the sheet in that format."),
        "too_large": N_("The file has {size} MiB; at most {limit} MiB are taken."),
        "no_table": N_("No table was found: a row of headings with the commitment and its state, term or responsible is needed."),
        "parties": N_("Say of which two parties the sheet is, or under which mechanism."),
        "gone": N_("The file is no longer here: send it again."),
        "not_ours": N_("The workbook carries our mark but cannot be read; perhaps a later version made it, or its hidden sheet was changed."),
    }  # fmt: skip

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


def folder() -> Path:
    """Where sheets wait."""
    return Path(settings.HOME) / "coming"


def path_of(sheet: Sheet) -> Path:
    """The file of a sheet. Raises SheetRefused where it is gone."""
    path = folder() / f"{sheet.id}.xlsx"
    if not path.is_file():
        raise SheetRefused("gone")
    return path


def keep(
    file: UploadedFile | None, person: str, viewer: Viewer, scope: str, session: str, speaker: str
) -> Sheet:
    """Keep a sheet that was sent in, once it proved readable. `scope`: two codes or a mechanism.

    Raises SheetRefused, IntakeError, ScopeUnknown; then nothing is kept.
    """
    if file is None:
        raise SheetRefused("no_file")
    if not (file.name or "").lower().endswith(".xlsx"):
        raise SheetRefused("not_xlsx")
    limit = min(settings.UPLOAD_LIMIT, grid.SHEET_LIMITS.file_bytes)
    if (file.size or 0) > limit:
        raise SheetRefused("too_large", size=(file.size or 0) // 2**20, limit=limit // 2**20)
    folder().mkdir(exist_ok=True)
    key = uuid.UUID(str(uuid_utils.uuid7()))
    path = folder() / f"{key}.xlsx"
    with tempfile.NamedTemporaryFile(dir=folder(), suffix=".part", delete=False) as out:
        for chunk in file.chunks():
            out.write(chunk)
    Path(out.name).rename(path)
    try:
        ours = returned.is_ours(path)
        sheet = Sheet(id=key, created_by=person, name=(file.name or "")[:300], ours=ours, session=session)
        if ours:
            read_ours(sheet)
        else:
            sheet.parties, sheet.mechanism = _frame(scope, viewer)
            sheet.speaker = speaker if speaker in sheet.parties.split() else ""
            read_foreign(sheet)
    except Exception:
        path.unlink(missing_ok=True)
        raise
    sheet.save()
    return sheet


def _frame(text: str, viewer: Viewer) -> tuple[str, str]:
    """(parties, mechanism) of a scope."""
    scope = parse(text, viewer)
    if scope.kind == "relationship":
        return scope.target, ""
    if scope.target.startswith("mechanism/") and (record := queries.record(viewer, scope.target)):
        codes = sorted(p.party for p in record.parties.all())
        if len(codes) >= 2:
            return " ".join(codes), scope.target
    raise SheetRefused("parties")


def read_ours(sheet: Sheet) -> returned.Returned:
    """Our own workbook. Raises SheetRefused."""
    try:
        return returned.read(path_of(sheet))
    except returned.NotOurs as error:
        raise SheetRefused("not_ours") from error


@dataclass(slots=True)
class Foreign:
    """A sheet that was never ours as it is understood now. `examples`: what stands first in each column."""

    layout: Layout
    found: list[SheetCommitment]
    examples: dict[int, list[str]]


def read_foreign(sheet: Sheet) -> Foreign:
    """Rows under the columns recognised, or as a person has set them. Raises SheetRefused, IntakeError."""
    rows = grid.read(path_of(sheet))
    parties = tuple(sheet.parties.split())
    try:
        layout = find([cells for _n, cells in rows], parties)
    except NoTable as error:
        raise SheetRefused("no_table") from error
    chosen = {int(c["at"]): c for c in json.loads(sheet.columns)}
    columns = tuple(
        replace(c, field=chosen[c.at]["field"], side=chosen[c.at]["side"]) if c.at in chosen else c
        for c in layout.columns
    )
    layout = replace(layout, columns=columns)
    below = rows[layout.last + 1 :]
    examples = {
        c.at: [cells[c.at] for _n, cells in below if c.at < len(cells) and cells[c.at].strip()][:2]
        for c in columns
    }
    return Foreign(layout, commitments(below, layout, parties, sheet.speaker), examples)


def set_columns(sheet: Sheet, columns: tuple[Column, ...], posted: Mapping[str, str]) -> None:
    """Keep what a person says that each column holds."""
    parties = sheet.parties.split()
    chosen = []
    for column in columns:
        name = posted.get(f"field-{column.at}", column.field)
        side = posted.get(f"side-{column.at}", column.side)
        chosen.append(
            {
                "at": column.at,
                "field": name if name in FIELDS else "",
                "side": side if side in parties else "",
            }
        )
    speaker = posted.get("speaker", sheet.speaker)
    sheet.speaker = speaker if speaker in parties else ""
    sheet.columns = json.dumps(chosen)
    sheet.save(update_fields=["columns", "speaker"])
