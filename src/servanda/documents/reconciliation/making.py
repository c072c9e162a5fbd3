"""Comparing a partner's list with the register, and saying the outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, override

from servanda.documents.model import (
    Block,
    Column,
    Document,
    Figure,
    Figures,
    Labels,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    foreign,
    plain,
)
from servanda.documents.phrasing import Phrasing
from servanda.domain.cooperation import ListedTreaty
from servanda.domain.reconciliation import Difference, Outcome, Pair, reconcile
from servanda.domain.texts import cldr
from servanda.domain.wording import N_
from servanda.register import kept_lists, partner_lists, words
from servanda.register.installation import own_side
from servanda.register.intake.maps.schema import RegisterMap
from servanda.register.intake.records import Rejected
from servanda.register.kept_lists import Kept
from servanda.register.visibility import Viewer

FIELDS = {
    "signed": N_("day of signature"),
    "in_force": N_("entry into force"),
    "ended": N_("end"),
    "status": N_("status"),
    "parties": N_("parties"),
}
GROUPS = {
    "differing": N_("Differing"),
    "ours_only": N_("In our list only"),
    "theirs_only": N_("In their list only"),
    "both": N_("Found by both, without a difference"),
}
STATUS = {"before_force": N_("not yet in force")}


@dataclass(frozen=True, slots=True)
class Compared:
    """The outcome between `own` and `partner`; `on`: the day for which statuses were compared.

    elsewhere, repeated, unread   rows of their file that were not compared: with others, standing twice, not readable
    rejected                      the faults of the rows that could not be read, while the file is at hand
    kept                          the kept list, where it is one
    """

    own: str
    partner: str
    on: date
    outcome: Outcome
    elsewhere: int = 0
    repeated: int = 0
    unread: int = 0
    rejected: tuple[Rejected, ...] = ()
    kept: Kept | None = None


def compare(
    viewer: Viewer, file: Path, register_map: RegisterMap, partner: str, today: date, own: str = ""
) -> Compared:
    """Read the partner's file as theirs and match it to what the viewer may see of ours. Raises IntakeError."""
    side = own or own_side()
    theirs = partner_lists.theirs(file, register_map, side, partner)
    on = theirs.compare_on or today
    ours = partner_lists.ours(viewer, side, partner, on)
    n = len(theirs.rejected)
    outcome = reconcile(ours, theirs.rows)
    return Compared(side, partner, on, outcome, theirs.elsewhere, theirs.repeated, n, theirs.rejected)


def compare_kept(
    viewer: Viewer, kept: Kept, on: date | None = None, as_known: datetime | None = None
) -> Compared:
    """A kept list against what the viewer may see of ours, without its file; on its own day, or another."""
    made = kept_lists.compare(viewer, kept, on, as_known)
    act = kept.act
    return Compared(
        made.own, made.partner, made.on, made.outcome, act.elsewhere, act.repeated, act.rejected, (), kept
    )


# -- data -----------------------------------------------------------------------------------------------------


def _listed(row: ListedTreaty) -> dict[str, Any]:
    return {
        "title": next(iter(row.titles.values()), ""),
        "signed": row.signed,
        "in_force": row.in_force,
        "ended": row.ended,
        "status": row.status or None,
    }


def _list(kept: Kept) -> dict[str, Any]:
    act = kept.act
    return {
        "id": kept.subject,
        "entry": kept.entry.id,
        "imported": kept.entry.recorded_at.isoformat(),
        "source": act.source,
        "file": act.file_name,
        "digest": act.digest,
        "map": act.map_name,
        "as_of": act.as_of,
        "circle": kept.entry.circle.value,
    }


def as_json(made: Compared) -> dict[str, Any]:
    """Every row of both lists once. `ours` names the instrument, `row` the line of their file."""
    o = made.outcome

    def pair(p: Pair) -> dict[str, Any]:
        return {
            "id": p.ours.key,
            "row": int(p.theirs.key),
            "ours": _listed(p.ours),
            "theirs": _listed(p.theirs),
            "certainty": "sure" if p.sure else "likely",
            "score": p.score,
            "differences": [{"field": d.field, "ours": d.ours, "theirs": d.theirs} for d in p.differences],
            "entries": list(p.ours.entries),
        }

    return {
        "ours": made.own,
        "theirs": made.partner,
        "on": made.on,
        "list": _list(made.kept) if made.kept else None,
        "counts": {
            **o.counts,
            "elsewhere": made.elsewhere,
            "repeated": made.repeated,
            "rejected": made.unread,
            "differences": dict(Counter(d.field for p in o.pairs for d in p.differences)),
        },
        "both": [pair(p) for p in o.pairs if not p.differences],
        "differing": [pair(p) for p in o.differing],
        "ours_only": [{"id": r.key, "entries": list(r.entries), **_listed(r)} for r in o.ours_only],
        "theirs_only": [{"row": int(r.key), **_listed(r)} for r in o.theirs_only],
    }


# -- words ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison in words: our title with its subject, theirs with its row, what differs, whether it is sure."""

    group: str
    subject: str
    ours: str
    theirs: str
    row: str
    ours_language: str
    theirs_language: str
    signed: str
    says: tuple[str, ...]
    sure: bool
    entries: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def _title(row: ListedTreaty, language: str) -> tuple[str, str]:
    if language in row.titles:
        return row.titles[language], language
    return next(((text, code) for code, text in row.titles.items()), ("", ""))


def status_word(code: str) -> str:
    """A status as the comparison knows it, in words."""
    return gettext(STATUS[code]) if code in STATUS else words.word("status", code)


def _said(d: Difference, hand: Phrasing) -> str:
    def value(text: str) -> str:
        if d.field == "status":
            return status_word(text)
        if d.field == "parties":
            return hand.parties(text.split())
        return hand.day(date.fromisoformat(text))

    said = gettext("{field}: {ours} with us, {theirs} with them")
    return said.format(field=gettext(FIELDS[d.field]), ours=value(d.ours), theirs=value(d.theirs))


def rows(made: Compared, language: str) -> dict[str, list[Line]]:
    """The lines by group, in the order of GROUPS."""
    out: dict[str, list[Line]] = {group: [] for group in GROUPS}
    with override(language):
        hand = Phrasing(language, own_side())
        for p in made.outcome.pairs:
            ours, theirs = _title(p.ours, language), _title(p.theirs, language)
            group = "differing" if p.differences else "both"
            says = tuple(_said(d, hand) for d in p.differences)
            out[group].append(
                Line(group, p.ours.key, ours[0], theirs[0], p.theirs.key, ours[1], theirs[1], hand.day(p.ours.signed), says, p.sure, (*p.ours.entries, *p.theirs.entries),
                     tuple(d.field for d in p.differences))
            )  # fmt: skip
        for r in made.outcome.ours_only:
            title = _title(r, language)
            out["ours_only"].append(
                Line(
                    "ours_only",
                    r.key,
                    title[0],
                    "",
                    "",
                    title[1],
                    "",
                    hand.day(r.signed),
                    (),
                    True,
                    r.entries,
                )
            )
        for r in made.outcome.theirs_only:
            title = _title(r, language)
            out["theirs_only"].append(
                Line(
                    "theirs_only",
                    "",
                    "",
                    title[0],
                    r.key,
                    "",
                    title[1],
                    hand.day(r.signed),
                    (),
                    True,
                    r.entries,
                )
            )
    return out


def document(made: Compared, language: str, circle: str = "internal") -> Document:
    """The comparison as an annex for the agenda: what differs first, then what stands on one side only."""
    lines = rows(made, language)
    with override(language):
        hand = Phrasing(language, own_side())
        title = gettext("{a} – {b}").format(a=hand.party(made.own), b=hand.party(made.partner))
        kicker = gettext("The two sides’ lists of treaties compared")
        marking = gettext("Circle: {circle}").format(circle=words.word("circle", circle))
        particulars = [(gettext("As of"), hand.day(made.on))]
        if made.kept:
            particulars += about(made.kept, hand)
        counts = made.outcome.counts
        figures = Figures(
            (
                Figure(hand.number(counts["ours"]), gettext("in our list")),
                Figure(hand.number(counts["theirs"]), gettext("in their list")),
                Figure(hand.number(counts["both"]), gettext("found by both")),
                Figure(hand.number(counts["differing"]), gettext("of these with a difference")),
            )
        )
        blocks: list[Block] = [figures]
        for group, label in GROUPS.items():
            if lines[group]:
                blocks.append(Section(plain(gettext(label)), (_table(lines[group], group),)))
        if not any(lines.values()):
            blocks.append(Paragraph(plain(gettext("Neither list has an instrument of both sides."))))
        return Document(
            title=title,
            kicker=kicker,
            particulars=tuple(particulars),
            marking=marking,
            footer=f"{title}{cldr.comma(language)}{kicker}",
            language=language,
            territory=hand.territory,
            on=made.on,
            labels=Labels(
                sources=gettext("Sources"),
                page=gettext("Page {n} of {total}"),
                labelled=gettext("{label}:"),
            ),
            blocks=tuple(blocks),
        )


def about(kept: Kept, hand: Phrasing) -> list[tuple[str, str]]:
    """What a kept list is, as (label, text)."""
    act = kept.act
    found = [(gettext("Source"), act.source or act.file_name)]
    if act.as_of:
        found.append((gettext("Their list as of"), hand.day(act.as_of)))
    found.append((gettext("Imported on"), hand.day(kept.entry.on)))
    return found


def _table(lines: list[Line], group: str) -> Table:
    def cell(text: str, language: str) -> tuple[Text, ...]:
        return (Text((foreign(text, language, longest=220),)),) if text else (plain("—"),)

    if group in ("ours_only", "theirs_only"):
        return Table(
            (Column(gettext("Signed on"), 20, "day"), Column(gettext("Title"), 80)),
            tuple(
                Row(((plain(x.signed),), cell(x.ours or x.theirs, x.ours_language or x.theirs_language)))
                for x in lines
            ),
        )
    columns = (
        Column(gettext("Signed on"), 14, "day"),
        Column(gettext("With us"), 32),
        Column(gettext("With them"), 32),
        Column(gettext("What differs"), 22),
    )
    return Table(
        columns,
        tuple(
            Row(
                (
                    (plain(x.signed),),
                    cell(x.ours, x.ours_language),
                    cell(x.theirs, x.theirs_language),
                    tuple(plain(s) for s in _with_doubt(x)) or (plain("—"),),
                )
            )
            for x in lines
        ),
    )


def _with_doubt(line: Line) -> tuple[str, ...]:
    return line.says if line.sure else (*line.says, gettext("likely, not certain, that it is the same"))


def groups() -> Mapping[str, str]:
    """The names of the groups in the current language."""
    return {group: gettext(label) for group, label in GROUPS.items()}
