"""Agreed minutes as lines, each with its text in every language of the minutes; no format.

A line that the officers worded (an item's title, a decision) has a key: by it an edited file is read back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One line of minutes in its languages.

    is_       title, subtitle, heading, item, decision, paragraph, listed, signature
    texts     by language; `label` what stands before the text (“Decision 3.”) and is not part of it
    key       of what the officers worded: `item/KEY`, `decision/KEY`; empty for standing words
    missing   languages in which nothing was recorded: the text there is the mark that says so
    """

    is_: str
    texts: Mapping[str, str]
    label: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    missing: frozenset[str] = frozenset()

    def mark(self, language: str) -> str:
        """The name of the bookmark that an edited file carries for this text; "" for standing words."""
        return mark_of(self.key, language) if self.key else ""


def mark_of(key: str, language: str) -> str:
    """A bookmark's name (letters, figures, underscore; 40 at most) for a key and a language."""
    return f"sv_{hashlib.sha256(key.encode()).hexdigest()[:16]}_{language}"


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one session.

    languages  in the order in which they stand
    on         the day in the file's properties
    draft      whether they are not signed yet: said on every page, by language
    """

    languages: tuple[str, ...]
    lines: tuple[Line, ...]
    draft: Mapping[str, str]
    on: date
    territory: str

    @property
    def title(self) -> str:
        """The title in the first language."""
        return next((line.texts[self.languages[0]] for line in self.lines if line.is_ == "title"), "")

    def as_data(self, layout: str) -> dict[str, Any]:
        """Plain data: what the PDF is set from, and what the golden files hold."""
        return {
            "layout": layout,
            "languages": list(self.languages),
            "title": self.title,
            "draft": dict(self.draft),
            "on": self.on.isoformat(),
            "lines": [
                {
                    "is": line.is_,
                    "texts": dict(line.texts),
                    "label": dict(line.label),
                    "key": line.key,
                    "missing": sorted(line.missing),
                }
                for line in self.lines
            ],
        }
