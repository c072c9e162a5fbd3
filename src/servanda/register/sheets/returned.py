"""Our own workbook coming back: which cells were changed, which rows are new, what cannot be taken and why."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from servanda.domain.wording import N_
from servanda.register.intake.faults import IntakeError
from servanda.register.sheets import grid
from servanda.register.sheets.cells import percent_of, state_of
from servanda.register.sheets.workbook import FORMAT, HEAD_ROW, HIDDEN, SIDE_FIELDS, Sent, state_words

FAULTS = {
    "unknown_id": N_(
        "This row’s hidden mark names no commitment that you may see; write it as a new one, without the mark."
    ),
    "twice": N_("The same commitment stands in row {value} already; this row is not taken."),
    "state_unread": N_("“{value}” names no state that is known: choose one of the list."),
    "percent_unread": N_("“{value}” is no percentage between 0 and 100."),
    "state_missing": N_("A percentage or remark without a state: say the state too."),
    "not_yours": N_("Column “{column}” is not to be filled in here; the change to “{value}” is not taken."),
}


class NotOurs(ValueError):
    """The workbook was not made by this program, or by a later version of it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell or row is not taken: row as the spreadsheet shows it, heading, value, a code of FAULTS."""

    row: int
    column: str
    value: str
    code: str

    @property
    def message(self) -> str:
        """English source text with `{value}` and `{column}`."""
        return FAULTS[self.code]


@dataclass(frozen=True, slots=True)
class Changed:
    """One side's word as changed in the workbook: what stood there when it was sent, what stands there now.

    before, after  state as a code ("" for none), percentage, remark
    """

    row: int
    subject: str
    side: str
    before: tuple[str, int | None, str]
    after: tuple[str, int | None, str]


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row without a mark: a commitment that may be new, with what each side's columns say."""

    row: int
    text: str
    due: str
    responsible: str
    words: Mapping[str, tuple[str, int | None, str]]


@dataclass(slots=True)
class Returned:
    """What came back."""

    sent: Sent
    rows: int = 0
    changed: list[Changed] = field(default_factory=list)
    new: list[NewRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def is_ours(path: Path) -> bool:
    """Whether a workbook carries our memory. Raises IntakeError for a file that is refused for another reason."""
    try:
        grid.read(path, HIDDEN)
    except IntakeError as error:
        if error.code == "sheet_missing":
            return False
        raise
    return True


def read(path: Path) -> Returned:
    """Read our workbook. Raises NotOurs, IntakeError."""
    try:
        memory = [cells for _n, cells in grid.read(path, HIDDEN)]
        facts = json.loads(memory[0][0])
        if int(facts["format"]) > FORMAT:
            raise NotOurs("a later version")
        columns: list[str] = list(facts["columns"])
        sent = Sent(
            language=str(facts["language"]),
            parties=tuple(facts["parties"]),
            sides=tuple(facts["sides"]),
            on=date.fromisoformat(facts["on"]),
            seq=int(facts["seq"]),
            mechanism=str(facts.get("mechanism", "")),
        )
        base = {row[0]: json.loads("".join(row[1:])) for row in memory[1:] if row and row[0]}
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise NotOurs(str(error)) from error
    found = Returned(sent)
    seen: dict[str, int] = {}
    rows = grid.read(path)
    headings = rows[HEAD_ROW][1] if len(rows) > HEAD_ROW else []
    for number, cells in rows[HEAD_ROW + 1 :]:
        values = dict(zip(["id", *columns], [c.strip() for c in cells], strict=False))
        if not any(v for k, v in values.items() if k != "id"):
            continue
        found.rows += 1
        subject = values.get("id", "")
        if not subject:
            _new(found, number, values, sent)
        elif subject not in base:
            found.faults.append(Fault(number, "", subject, "unknown_id"))
        elif subject in seen:
            found.faults.append(Fault(number, "", str(seen[subject]), "twice"))
        else:
            seen[subject] = number
            _compare(found, number, subject, values, base[subject], headings, columns)
    return found


def _compare(
    found: Returned,
    number: int,
    subject: str,
    values: Mapping[str, str],
    base: Mapping[str, str],
    headings: Sequence[str],
    columns: Sequence[str],
) -> None:
    for side in found.sent.parties:
        keys = [f"{side}.{name}" for name in SIDE_FIELDS]
        differing = [k for k in keys if _level(values.get(k, "")) != _level(base.get(k, ""))]
        if not differing:
            continue
        if side not in found.sent.sides:
            at = columns.index(differing[0]) + 1
            heading = headings[at] if at < len(headings) else differing[0]
            found.faults.append(Fault(number, heading, values.get(differing[0], ""), "not_yours"))
            continue
        before = _words({k: base.get(k, "") for k in keys}, side, found, 0)
        after = _words(values, side, found, number)
        if after is None or before is None:
            continue
        if not after[0] and (after[1] is not None or after[2]):
            found.faults.append(Fault(number, "", after[2], "state_missing"))
            continue
        if after[0] and after != before:
            found.changed.append(Changed(number, subject, side, before, after))


def _level(text: str) -> str:
    """A cell without what spreadsheet programs change by themselves."""
    return " ".join(text.removesuffix(".0").split())


def _words(
    values: Mapping[str, str], side: str, found: Returned, number: int
) -> tuple[str, int | None, str] | None:
    """(state, percentage, remark) of a side's cells; None with a fault where one cannot be read."""
    spoken, given, remark = (values.get(f"{side}.{name}", "").strip() for name in SIDE_FIELDS)
    state = ""
    if spoken:
        known = {w.casefold(): c for lang in ("ar", "en", "fr", "ru") for c, w in state_words(lang).items()}
        state = known.get(spoken.casefold()) or state_of(spoken).progress or ""
        if not state:
            found.faults.append(Fault(number, "", spoken, "state_unread"))
            return None
    percent = None
    if given:
        percent = (
            percent_of(given, shares="." in given or "," in given) if not given.isdecimal() else int(given)
        )
        if percent is None or percent > 100:
            found.faults.append(Fault(number, "", given, "percent_unread"))
            return None
    return state, percent, remark


def _new(found: Returned, number: int, values: Mapping[str, str], sent: Sent) -> None:
    said = {}
    for side in sent.sides:
        spoken = _words(values, side, found, number)
        if spoken and spoken[0]:
            said[side] = spoken
    found.new.append(
        NewRow(number, values.get("text", ""), values.get("due", ""), values.get("responsible", ""), said)
    )
