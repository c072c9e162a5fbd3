"""Which rows are the header of a sheet that was never ours, and what each of its columns holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from servanda.register.sheets.cells import blank, due_of, percent_of, sides_in, state_of, written_in
from servanda.register.sheets.phrases import longest, words_of

#: What a column can hold. `side` is a column that says on each row whose word it is.
FIELDS = (
    "number", "text", "origin", "decision", "responsible", "due", "state", "percent", "remark", "sector", "side",
    "reported", "",
)  # fmt: skip
DEPTH = 3  # header rows at most
SEARCHED = 40
LONGEST_HEADING = 14  # words: a longer cell is content


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it stands (from 0), its heading, what it holds, whose word it is, the language of its texts."""

    at: int
    heading: str
    field: str = ""
    side: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Header rows [first, last] (indices of the rows given) and the columns."""

    first: int
    last: int
    columns: tuple[Column, ...]

    def of(self, field: str) -> list[Column]:
        """The columns that hold a field."""
        return [c for c in self.columns if c.field == field]


class NoTable(ValueError):
    """No header was found: nothing in the first rows names a text and a state, due date or responsible."""


def find(rows: Sequence[Sequence[str]], parties: tuple[str, ...]) -> Layout:
    """The layout of a sheet from its first rows (merged cells already carried). Raises NoTable.

    The header is the run of one to three rows whose headings name most different fields; titles above it name
    one or none. A column whose heading says nothing is judged by what stands below.
    """
    best: tuple[float, int, int, list[str]] | None = None
    for first in range(min(len(rows), SEARCHED)):
        for depth in range(1, DEPTH + 1):
            if first + depth > len(rows):
                break
            block = rows[first : first + depth]
            if any(_is_content(row) for row in block):
                break
            headings = _joined(block)
            fields = [_field(h) for h in headings]
            named = {f for f in fields if f}
            if "text" not in named and not named & {"state", "due", "responsible"}:
                continue
            filled = sum(1 for h in headings if h)
            different = len({h for h in headings if h})
            sided = sum(1 for h in headings if len(sides_in(h, parties)) == 1)
            spoken = all(sum(1 for c in dict.fromkeys(row) if _field(c)) >= 2 for row in block)
            score = (
                (1.2 * (depth - 1) if spoken else 0)
                + len(named) * 3
                + sum(1 for f in fields if f)
                + sided * 0.5
                + different * 0.2
                - depth * 0.6
            )
            if filled >= 2 and len(named) >= 2 and (best is None or score > best[0]):
                best = (score, first, first + depth - 1, headings)
    if best is None:
        raise NoTable
    _score, first, last, headings = best
    below = rows[last + 1 : last + 1 + SEARCHED]
    columns = [_column(at, h, parties) for at, h in enumerate(headings)]
    return Layout(first, last, tuple(_settled(columns, below)))


def _is_content(row: Sequence[str]) -> bool:
    """Whether a row is a record, no heading: a long text, a day, or a percentage stands in it."""
    for cell in row:
        if len(words_of(cell)) > LONGEST_HEADING and row.count(cell) < max(2, len(row) - 1):
            return True
        if len(cell) <= 12 and any(ch.isdigit() for ch in cell):
            due = due_of(cell)
            if (due.day and not due.estimated) or percent_of(cell) is not None:
                return True
    return False


def _joined(block: Sequence[Sequence[str]]) -> list[str]:
    """Headings over several rows, upper first; the same text over merged cells counts once."""
    width = max(len(r) for r in block)
    full = [[" ".join(c.split()) for c in r] + [""] * (width - len(r)) for r in block]
    # A row with one text all over is a title, whatever it names.
    full = [r if len({c for c in r if c}) > 1 or len(block) == 1 else [""] * width for r in full]
    return [" / ".join(dict.fromkeys(r[at] for r in full if r[at])) for at in range(width)]


def _field(heading: str) -> str:
    if not heading or len(words_of(heading)) > LONGEST_HEADING:
        return ""
    # The lower part of a heading says what the column holds, the upper one what it belongs to.
    for part in (*reversed(heading.split(" / ")), heading):
        if "%" in part or "٪" in part:
            return "percent"
        if (found := longest(part, "columns.tsv")) and found[0] != "side":
            return found[0]
    found = longest(heading, "columns.tsv")
    return found[0] if found else ""


def _column(at: int, heading: str, parties: tuple[str, ...]) -> Column:
    named = sides_in(heading, parties)
    side = named[0] if len(named) == 1 else ""
    field = _field(heading)
    if side and field in ("", "side"):
        field = "state"  # «Российская сторона», nothing else: that side's word
    return Column(at, heading, field, side)


def _settled(columns: list[Column], below: Sequence[Sequence[str]]) -> list[Column]:
    """Columns after a look at what stands in them: language of texts, sided columns without states are remarks."""
    out: list[Column] = []
    for column in columns:
        cells = [r[column.at] for r in below if column.at < len(r) and not blank(r[column.at])]
        if column.field == "text" and cells:
            column = replace(column, language=written_in(" ".join(cells[:10])))
        elif column.field == "state" and cells:
            understood = sum(1 for c in cells if state_of(c).progress)
            if understood * 3 < len(cells) and column.side:
                names = sum(1 for c in cells if longest(c, "columns.tsv") == ("responsible", None))
                column = replace(column, field="responsible" if names else "remark")
        elif column.field == "" and cells:
            column = replace(column, field=_by_content(cells))
        out.append(column)
    return _one_text(out, below)


def _by_content(cells: Sequence[str]) -> str:
    days = sum(1 for c in cells if (d := due_of(c)).day and not d.estimated)
    if days * 3 >= len(cells) * 2:
        return "due"
    short = [c for c in cells if len(words_of(c)) <= 5]
    states = sum(1 for c in short if state_of(c).progress)
    return "state" if states * 3 >= len(cells) * 2 else ""


def _one_text(columns: list[Column], below: Sequence[Sequence[str]]) -> list[Column]:
    """One column of texts for each language: the one with the longest cells; without any, the longest column."""

    def length(column: Column) -> int:
        return sum(len(r[column.at]) for r in below if column.at < len(r))

    texts = [c for c in columns if c.field == "text"]
    if not texts:
        free = [c for c in columns if c.field in ("", "origin")]
        if not free:
            return columns
        chosen = max(free, key=length)
        texts = [
            replace(
                chosen,
                field="text",
                language=written_in(" ".join(r[chosen.at] for r in below[:10] if chosen.at < len(r))),
            )
        ]
        columns = [texts[0] if c.at == chosen.at else c for c in columns]
    keep = {
        max((c for c in texts if c.language == lang), key=length).at for lang in {c.language for c in texts}
    }
    return [replace(c, field="") if c.field == "text" and c.at not in keep else c for c in columns]
