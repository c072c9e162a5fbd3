"""Comparing a partner's list with the register, and saying the outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, override

from servanda.domain.reconciliation import Difference, Outcome, Pair, reconcile
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
from servanda.domain.wording import N_
from servanda.register import partner_lists, words
from servanda.register.installation import own_side
from servanda.register.intake.maps.schema import RegisterMap
from servanda.register.partner_lists import TheirList
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
    """The outcome between `own` and `partner`; `on`: the day for which statuses were compared."""

    own: str
    partner: str
    on: date
    theirs: TheirList
    outcome: Outcome


def compare(
    viewer: Viewer, file: Path, register_map: RegisterMap, partner: str, today: date, own: str = ""
) -> Compared:
    """Read the partner's file as theirs and match it to what the viewer may see of ours. Raises IntakeError."""
    side = own or own_side()
    theirs = partner_lists.theirs(file, register_map, side, partner)
    on = theirs.compare_on or today
    ours = partner_lists.ours(viewer, side, partner, on)
    return Compared(side, partner, on, theirs, reconcile(ours, theirs.rows))


# -- data -----------------------------------------------------------------------------------------------------


def _listed(row: ListedTreaty) -> dict[str, Any]:
    return {
        "title": next(iter(row.titles.values()), ""),
        "signed": row.signed,
        "in_force": row.in_force,
        "ended": row.ended,
        "status": row.status or None,
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
        "counts": {
            **o.counts,
            "elsewhere": made.theirs.elsewhere,
            "repeated": made.theirs.repeated,
            "rejected": len(made.theirs.rejected),
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


def _title(row: ListedTreaty, language: str) -> tuple[str, str]:
    if language in row.titles:
        return row.titles[language], language
    return next(((text, code) for code, text in row.titles.items()), ("", ""))


def _said(d: Difference, hand: Phrasing) -> str:
    def value(text: str) -> str:
        if d.field == "status":
            return gettext(STATUS[text]) if text in STATUS else words.word("status", text)
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
                Line(group, p.ours.key, ours[0], theirs[0], p.theirs.key, ours[1], theirs[1], hand.day(p.ours.signed), says, p.sure)
            )  # fmt: skip
        for r in made.outcome.ours_only:
            title = _title(r, language)
            out["ours_only"].append(
                Line("ours_only", r.key, title[0], "", "", title[1], "", hand.day(r.signed), (), True)
            )
        for r in made.outcome.theirs_only:
            title = _title(r, language)
            out["theirs_only"].append(
                Line("theirs_only", "", "", title[0], r.key, "", title[1], hand.day(r.signed), (), True)
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
            particulars=((gettext("As of"), hand.day(made.on)),),
            marking=marking,
            footer=f"{title}, {kicker}",
            language=language,
            territory=hand.territory,
            on=made.on,
            labels=Labels(
                sources=gettext("Sources"),
                number=gettext("No."),
                day=gettext("Day"),
                act=gettext("Act"),
                subject=gettext("Subject"),
                evidence=gettext("Evidence and entry"),
                page=gettext("Page {n} of {total}"),
                labelled=gettext("{label}:"),
            ),
            blocks=tuple(blocks),
        )


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
