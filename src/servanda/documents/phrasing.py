"""Words, days, numbers and names in the language of one document; sentences filled with runs that keep their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import Formatter

from servanda.documents.model import Run, Text, clean, foreign
from servanda.domain.parties import name_of
from servanda.domain.texts import cldr
from servanda.register import details
from servanda.register.models import Record


@dataclass(frozen=True, slots=True)
class Phrasing:
    """How one document speaks. Used inside `translation.override(language)`.

    territory  party code whose country's CLDR forms (month names, digits) are taken
    """

    language: str
    territory: str

    def day(self, on: date | None) -> str:
        """A day; an em dash for None."""
        return cldr.day(on, self.language, self.territory)

    def number(self, n: int) -> str:
        """A whole number."""
        return cldr.number(n, self.language, self.territory)

    def party(self, code: str) -> str:
        """A party's name."""
        return clean(name_of(code, self.language))

    def parties(self, codes: Sequence[str]) -> str:
        """Parties as a list in words."""
        return self.listed([self.party(c) for c in codes])

    def listed(self, items: Sequence[str]) -> str:
        """“A, B and C”."""
        return cldr.listed(list(items), self.language, self.territory) if items else ""

    def title(self, record: Record, strong: bool = False, longest: int = 300) -> Run:
        """The title of a record in the document's language, else in the authentic one, marked as such."""
        text, language = details.title(record, self.language)
        return foreign(text, "" if language == self.language else language, strong, longest)

    def in_language(self, texts: dict[str, str], longest: int = 600) -> Run:
        """One of several versions of a text: the document's language, else the first."""
        if self.language in texts:
            return foreign(texts[self.language], longest=longest)
        for language, text in texts.items():
            return foreign(text, language, longest=longest)
        return Run("")


def filled(template: str, notes: Sequence[int] = (), aside: bool = False, **parts: Run | str) -> Text:
    """A template of the catalogues with its named placeholders filled; each run keeps its language."""
    runs: list[Run] = []
    for words, name, _format, _conversion in Formatter().parse(template):
        if runs and runs[-1].text.endswith(".") and words.startswith("."):
            words = words[1:]  # one full stop ends the abbreviation (16 окт. 2025 г.) and the sentence
        if words:
            runs.append(Run(words))
        if name:
            part = parts.get(name, "—")
            runs.append(Run(part) if isinstance(part, str) else part)
    return Text(tuple(_joined(runs)), tuple(notes), aside)


def _joined(runs: list[Run]) -> list[Run]:
    """Neighbours that are both plain words of the document become one run."""
    out: list[Run] = []
    for run in runs:
        if out and out[-1] == Run(out[-1].text) and run == Run(run.text):
            out[-1] = Run(out[-1].text + run.text)
        else:
            out.append(run)
    return out


def series(runs: Sequence[Run], separator: str) -> Text:
    """Runs as one line, with a separator between them."""
    parts: list[Run] = []
    for i, run in enumerate(runs):
        parts += [Run(separator), run] if i else [run]
    return Text(tuple(parts))
