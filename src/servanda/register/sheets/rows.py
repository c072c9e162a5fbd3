"""From the rows of a sheet to commitments and reports, each with its outcome; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from servanda.domain.wording import N_
from servanda.register.sheets.cells import blank, due_of, percent_of, sides_in, state_of, written_in
from servanda.register.sheets.columns import Column, Layout
from servanda.register.sheets.phrases import words_of

#: What is odd about a row that is taken all the same, or why it is not taken.
NOTES = {
    "due_unread": N_(
        "“{value}” is no day that is understood: write it as 31.12.2026 or 2026-12-31; it is kept as a remark."
    ),
    "due_estimated": N_("“{value}” is a period: its last day is taken."),
    "state_unread": N_("“{value}” names no state that is known: it is kept as a remark."),
    "percent_unread": N_("“{value}” is no percentage between 0 and 100; it is left out."),
    "side_unread": N_("“{value}” names neither party; the row’s state is kept as a remark."),
    "side_missing": N_("Whose word the state is cannot be told: choose the side of the column."),
    "text_missing": N_("The row has no text of a commitment; it is not taken."),
    "twice": N_("The same text stands in row {value} already; it is not taken again."),
}
REJECTING = frozenset({"text_missing", "twice"})


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of a row: its number as the spreadsheet shows it, the heading, the value, a code of NOTES."""

    row: int
    column: str
    value: str
    code: str

    @property
    def message(self) -> str:
        """English source text with `{value}`."""
        return NOTES[self.code]


@dataclass(slots=True)
class SheetReport:
    """One side's word as a sheet gives it."""

    by: str
    progress: str | None = None
    percent: int | None = None
    remark: str = ""
    on: date | None = None


@dataclass(slots=True)
class SheetCommitment:
    """A commitment as a sheet gives it, perhaps over several rows.

    responsible  (party or "", name as written)
    """

    rows: list[int]
    number: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    origin: str = ""
    decision: str = ""
    sector: str = ""
    due: date | None = None
    at_next_session: bool = False
    responsible: list[tuple[str, str]] = field(default_factory=list)
    reports: dict[str, SheetReport] = field(default_factory=dict)
    remark: str = ""
    notes: list[Note] = field(default_factory=list)

    @property
    def rejected(self) -> bool:
        """Whether it is not taken."""
        return any(n.code in REJECTING for n in self.notes)

    @property
    def text(self) -> str:
        """Its text in the first language."""
        return next(iter(self.texts.values()), "")


def commitments(
    rows: Iterable[tuple[int, Sequence[str]]], layout: Layout, parties: tuple[str, ...], own: str = ""
) -> list[SheetCommitment]:
    """The commitments of numbered rows below the header, in their order.

    Rows that carry the same number and text (merged cells), or that have neither and follow one, belong to one
    commitment: ministries give each side a row. A heading between rows is passed over. `own` is the side that speaks
    where a column of states names none and only one side could have filled it in; empty: a note is made instead.
    """
    found: list[SheetCommitment] = []
    seen: dict[str, SheetCommitment] = {}
    previous: list[str] = []
    for number, cells in rows:
        if (
            not any(not blank(c) for c in cells)
            or _is_heading(cells, layout)
            or _repeats_header(cells, layout)
        ):
            continue
        texts = _texts(cells, layout)
        label = _one(cells, layout, "number")
        key = " ".join(words_of(" ".join(texts.values())))
        last = found[-1] if found else None
        again = previous == list(cells)
        previous = list(cells)
        if (
            last
            and not again
            and (
                (not texts and not label)
                or (key and key == _key(last) and (not label or label == last.number))
            )
        ):
            last.rows.append(number)
            _fill(last, number, cells, layout, parties, own)
            continue
        made = SheetCommitment([number], label, texts)
        found.append(made)
        if not texts:
            made.notes.append(Note(number, "", label, "text_missing"))
        elif key in seen:
            made.notes.append(Note(number, "", str(seen[key].rows[0]), "twice"))
        else:
            seen[key] = made
        _fill(made, number, cells, layout, parties, own)
    return found


def _key(made: SheetCommitment) -> str:
    return " ".join(words_of(" ".join(made.texts.values())))


def _cell(cells: Sequence[str], column: Column) -> str:
    text = cells[column.at].strip() if column.at < len(cells) else ""
    return "" if blank(text) else text


def _one(cells: Sequence[str], layout: Layout, name: str) -> str:
    return next((t for c in layout.of(name) if (t := _cell(cells, c))), "")


def _texts(cells: Sequence[str], layout: Layout) -> dict[str, str]:
    out: dict[str, str] = {}
    for column in layout.of("text"):
        if text := _cell(cells, column):
            out.setdefault(column.language or written_in(text), text)
    return out


def _is_heading(cells: Sequence[str], layout: Layout) -> bool:
    """A row with one text all over, or with a text in its first cell alone: a heading between records."""
    filled = {c.strip() for c in cells if not blank(c)}
    if len(filled) != 1:
        return False
    used = [i for i, c in enumerate(cells) if not blank(c)]
    if len(used) > 1:
        return True
    kinds = {c.field for c in layout.columns if c.at == used[0]}
    return not kinds & {"text", "state", "remark", "responsible"}


def _repeats_header(cells: Sequence[str], layout: Layout) -> bool:
    """Whether a row says the headings again (printed lists do on each page)."""
    same = sum(
        1 for c in layout.columns if c.heading and " ".join(_cell(cells, c).split()) in c.heading.split(" / ")
    )
    return same >= 2 and same >= sum(1 for c in layout.columns if _cell(cells, c))


def _fill(
    made: SheetCommitment,
    number: int,
    cells: Sequence[str],
    layout: Layout,
    parties: tuple[str, ...],
    own: str,
) -> None:
    made.origin = made.origin or _one(cells, layout, "origin")
    made.decision = made.decision or _one(cells, layout, "decision")
    made.sector = made.sector or _one(cells, layout, "sector")
    for column in layout.of("due"):
        _due(made, number, column, _cell(cells, column))
    side = _row_side(made, number, cells, layout, parties)
    for column in layout.of("responsible"):
        if name := _cell(cells, column):
            party = column.side or side or _only(sides_in(name, parties))
            if (party, name) not in made.responsible:
                made.responsible.append((party, name))
    on = due_of(_one(cells, layout, "reported")).day
    for column in layout.columns:
        if column.field in ("state", "percent", "remark") and (text := _cell(cells, column)):
            speaker = column.side or side or own
            _say(made, number, column, text, speaker, on)


def _only(found: list[str]) -> str:
    return found[0] if len(found) == 1 else ""


def _row_side(
    made: SheetCommitment, number: int, cells: Sequence[str], layout: Layout, parties: tuple[str, ...]
) -> str:
    """Whose row it is, where a column says so."""
    for column in layout.of("side"):
        if text := _cell(cells, column):
            if side := _only(sides_in(text, parties)):
                return side
            made.notes.append(Note(number, column.heading, text, "side_unread"))
    # Two rows for each commitment, told apart by the ministry that is responsible: it speaks for its side.
    if not any(c.side for c in layout.of("state")):
        named = {s for c in layout.of("responsible") for s in sides_in(_cell(cells, c), parties)}
        return _only(sorted(named))
    return ""


def _due(made: SheetCommitment, number: int, column: Column, text: str) -> None:
    if not text:
        return
    due = due_of(text)
    if not due.understood:
        made.notes.append(Note(number, column.heading, text, "due_unread"))
        made.remark = _with(made.remark, text)
        return
    if due.estimated:
        made.notes.append(Note(number, column.heading, text, "due_estimated"))
    made.due = made.due or due.day
    made.at_next_session = made.at_next_session or due.next_session


def _say(
    made: SheetCommitment, number: int, column: Column, text: str, speaker: str, on: date | None
) -> None:
    if column.field == "percent":
        percent = percent_of(text, shares=True)
        if percent is None:
            made.notes.append(Note(number, column.heading, text, "percent_unread"))
        elif not speaker:
            made.notes.append(Note(number, column.heading, text, "side_missing"))
        else:
            report = made.reports.setdefault(speaker, SheetReport(speaker, on=on))
            report.percent = percent
            report.progress = report.progress or state_of(f"{percent}%").progress
        return
    if column.field == "remark":
        if speaker and (column.side or made.reports.get(speaker)):
            report = made.reports.setdefault(speaker, SheetReport(speaker, on=on))
            report.remark = _with(report.remark, text)
        else:
            made.remark = _with(made.remark, text)
        return
    state = state_of(text)
    if state.progress is None:
        made.notes.append(Note(number, column.heading, text, "state_unread"))
        made.remark = _with(made.remark, text)
        return
    if not speaker:
        made.notes.append(Note(number, column.heading, text, "side_missing"))
        made.remark = _with(made.remark, text)
        return
    report = made.reports.setdefault(speaker, SheetReport(speaker, on=on))
    report.progress, report.percent = (
        state.progress,
        state.percent if state.percent is not None else report.percent,
    )
    report.remark = _with(report.remark, state.rest)


def _with(before: str, more: str) -> str:
    """Remarks one after the other, each once."""
    if not more or more in before:
        return before
    return f"{before}; {more}" if before else more
