"""To be settled by the co-chairs: every difference, silence and thrice-carried promise of a mechanism."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from servanda.register import matrix, queries
from servanda.register.models import Record
from servanda.register.visibility import Viewer

TIMES = 3  # promised or carried over so often, a matter goes to the co-chairs


@dataclass(slots=True)
class ToSettle:
    """What the two co-chairs have to settle, each commitment once under its gravest head.

    differences   the sides say different things
    repeated      promised for the third time or more, or carried over by three sessions, and unfinished
    silences      (line, sides that owe a word)
    """

    mechanism: Record
    on: date
    differences: list[matrix.Line] = field(default_factory=list)
    repeated: list[matrix.Line] = field(default_factory=list)
    silences: list[tuple[matrix.Line, list[str]]] = field(default_factory=list)
    titles: Mapping[str, Record] = field(default_factory=dict)

    @property
    def silent_lines(self) -> list[matrix.Line]:
        """The lines of `silences`."""
        return [line for line, _ in self.silences]

    @property
    def total(self) -> int:
        return len(self.differences) + len(self.repeated) + len(self.silences)


def to_be_settled(viewer: Viewer, mechanism: str, on: date) -> ToSettle | None:
    """The list for one mechanism on a day; None where the reader may not see the mechanism."""
    record = queries.record(viewer, mechanism)
    if record is None or record.kind != "mechanism":
        return None
    found = ToSettle(record, on)
    asked = matrix.Asked(on=on, mechanism=mechanism, states=("open",), order="session")
    lines = []
    for line in matrix.everything(viewer, asked):
        silent = [p["party"] for p in line.positions if p["silent"]]
        if line.status == "differs":
            found.differences.append(line)
        elif max(line.promised, line.carried) >= TIMES:
            found.repeated.append(line)
        elif silent:
            found.silences.append((line, silent))
        else:
            continue
        lines.append(line)
    found.titles = matrix.titles_of(viewer, lines)
    return found
