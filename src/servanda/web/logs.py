"""The log: one JSON object a line, in UTC; a line break in a name cannot forge a line."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from pathlib import Path


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON; `extra={"facts": {...}}` goes in as it is."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "when": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": record.getMessage(),
        }
        line.update(getattr(record, "facts", {}))
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True, default=str)


class HomeFileHandler(logging.FileHandler):
    """Writes to a file in the home; a home that is gone or full does not take the program down."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename, encoding="utf-8", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        if Path(self.baseFilename).parent.exists():
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Stay silent: the log is the last place to fail from."""
