"""A trade table sent by an officer: CSV only, measured before it is read, tried before it is kept."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from servanda.axes.errors import TradeError
from servanda.axes.labelling import TABLE_FILE
from servanda.domain.entry import Circle
from servanda.domain.wording import N_
from servanda.trade.tables import CIRCLES, NAME, TradeTable, folder, table

OPEN = tuple(c.value for c in CIRCLES)
UNITS = ("thousand_usd", "usd", "million_usd")
NOT_COMPUTED = N_("The axes could not be computed: the memory of this machine does not suffice.")
SAMPLE = 4096  # bytes that must be text


class NotTaken(ValueError):
    """What was sent is not kept: `message` (N_) and `data`."""

    MESSAGES = {
        "no_file": N_("Choose a file."),
        "not_csv": N_(
            "Only CSV is taken from a page. Whoever runs the machine puts parquet into its folder for trade."
        ),
        "too_large": N_("The file has {size} MiB; at most {limit} MiB are taken."),
        "not_text": N_("The file is no text in UTF-8."),
        "name": N_("A name has small Latin letters, digits and hyphens, at most sixty."),
        "taken": N_("There is a table of that name."),
        "unit": N_("Choose the unit of the values."),
    }

    def __init__(self, code: str, message: str = "", **data: Any) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, message or self.MESSAGES[code]


def take(file: UploadedFile | None, name: str, source: str, unit: str, circle: str = "") -> TradeTable:
    """Keep a table under a name, for a circle (internal where none is said); what cannot be used as a trade table is refused and leaves nothing. Raises NotTaken."""
    if file is None:
        raise NotTaken("no_file")
    if not (file.name or "").lower().endswith(".csv"):
        raise NotTaken("not_csv")
    if not NAME.fullmatch(name):
        raise NotTaken("name")
    if unit not in UNITS:
        raise NotTaken("unit")
    if table(name) is not None or (folder() / name).exists():
        raise NotTaken("taken")
    limit = settings.UPLOAD_LIMIT
    if (file.size or 0) > limit:
        raise NotTaken("too_large", size=(file.size or 0) // 2**20, limit=limit // 2**20)
    folder().mkdir(mode=0o700, exist_ok=True)
    # The dot keeps it out of the list until it is whole.
    unfinished = Path(tempfile.mkdtemp(prefix=".coming-", dir=folder()))
    try:
        _write(file, unfinished / "trade.csv")
        _try(unfinished)
        label = f"unit = {_quoted(unit)}\ncircle = {_quoted(circle if circle in OPEN else Circle.INTERNAL.value)}\n[source]\nen = {_quoted(source[:300])}\n[title]\nen = {_quoted(name)}\n"
        (unfinished / TABLE_FILE).write_text(label, encoding="utf-8")
        unfinished.rename(folder() / name)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    found = table(name)
    assert found is not None
    return found


def _write(file: UploadedFile, path: Path) -> None:
    with path.open("wb") as out:
        for n, chunk in enumerate(file.chunks()):
            if n == 0 and b"\x00" in chunk[:SAMPLE]:
                raise NotTaken("not_text")
            out.write(chunk)


def _try(path: Path) -> None:
    """Whether the columns are there and values can be read: the first answer comes now, not after the computing."""
    from servanda.axes.intake import years_of
    from servanda.axes.source import open_trade

    try:
        with open_trade(path) as source:
            years_of(source)
    except TradeError as error:
        raise NotTaken(error.code, error.message, **error.data) from error


def _quoted(text: str) -> str:
    """As a TOML string."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
