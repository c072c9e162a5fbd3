"""Measures as people read them, in the language that is active: definition, rows with their records, a drawing. Page, file and command share it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from servanda.assessment import DEFINITIONS, KEYS, Counted, Figure, Measure
from servanda.documents import charts
from servanda.documents.phrasing import Phrasing
from servanda.domain.parties.regions import region_name
from servanda.domain.texts import cldr
from servanda.register import details, words
from servanda.register.models import Record

SHOWN_BARS = 14  # bars of a chart; the table has all
DRAWN = {"by_status", "by_type", "by_age", "by_sector", "signed_by_year", "commitments", "meetings"}
_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what, how much, what else is said of it, and the records that are counted."""

    label: str
    value: str
    remark: str
    counted: tuple[Counted, ...]
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One measure ready to be shown; `thin`: the sentence that says so, else empty."""

    code: str
    title: str
    definition: str
    formula: str
    thin: str
    lines: tuple[Line, ...]
    drawn: charts.Drawn | None


class Speaker:
    """Says measures in one language. `names`: the records of subjects that the reader may see."""

    def __init__(self, hand: Phrasing, names: Mapping[str, Record], *, draw: bool = True) -> None:
        self.hand, self.names, self.draw = hand, names, draw

    def say(self, measures: Iterable[Measure]) -> list[Said]:
        """Those that have anything to say."""
        return [self.one(m) for m in measures if m.figures]

    def one(self, measure: Measure) -> Said:
        """One measure in words."""
        d = DEFINITIONS[measure.code]
        lines = tuple(self._line(measure, f) for f in measure.figures)
        return Said(
            measure.code,
            gettext(d.title),
            gettext(d.text),
            d.formula,
            gettext(d.thin) if measure.thin and d.thin else "",
            lines,
            self._drawn(measure, gettext(d.title)) if self.draw else None,
        )

    # -- words -------------------------------------------------------------------------------------------------

    def label(self, figure: Figure) -> str:
        """What a figure is of."""
        key = figure.key
        if figure.family == "measure":
            return gettext(KEYS[key]) if key in KEYS else key
        if figure.family == "party":
            return self.hand.party(key)
        if figure.family == "year":
            return key
        if figure.family == "subject":
            return self.title(key)
        return words.word(figure.family, key) if key else gettext("no sector on record")

    def title(self, subject: str) -> str:
        """What a subject is called; a name stands as it is."""
        record = self.names.get(subject)
        return details.title(record, self.hand.language)[0] if record else subject

    def value(self, figure: Figure) -> str:
        """The value with its unit."""
        hand = self.hand
        if figure.value is None:
            return "—"
        if figure.unit == "share":
            return cldr.percent(figure.value, hand.language, hand.territory)
        if figure.unit == "days":
            return self.days(figure.value)
        if figure.unit == "change":
            n = int(figure.value)
            return ("+" if n > 0 else "−" if n < 0 else "±") + hand.number(abs(n))
        return hand.number(int(figure.value))

    def days(self, days: float) -> str:
        """Days; from two years on in years with one decimal."""
        if days >= 2 * _PER_YEAR:
            years = cldr.number(round(days / _PER_YEAR, 1), self.hand.language, self.hand.territory, 1)
            return gettext("{n} years").format(n=years)
        whole = int(days)
        return ngettext("{n} day", "{n} days", whole).format(n=self.hand.number(whole))

    def _line(self, measure: Measure, figure: Figure) -> Line:
        label = self.label(figure)
        if measure.code == "depth":
            label = gettext("{what} ({party})").format(what=label, party=self.hand.party(figure.data["side"]))
        elif measure.code == "meetings":
            kind = KEYS[figure.data["kind"]]
            label = gettext("{what}, {year}").format(what=gettext(kind), year=figure.key)
        elif measure.code == "articles" and figure.data.get("article"):
            label = gettext("{title}, article {article}").format(title=label, article=figure.data["article"])
        subject = figure.key if figure.family == "subject" else ""
        return Line(
            label, self.value(figure), self._remark(measure.code, figure.data), figure.counted, subject
        )

    def _remark(self, code: str, data: Mapping[str, Any]) -> str:
        hand = self.hand
        if (
            code == "time_to_force"
            and "low" in data
            and (data["low"] is not None or data["high"] is not None)
        ):
            low, high = (self.days(x) if x is not None else "…" for x in (data["low"], data["high"]))
            return gettext("95 % interval: {low} to {high}").format(low=low, high=high)
        if code == "waiting_on" and isinstance(data.get("oldest"), date):
            said = gettext("{what}; the oldest since {date}")
            return said.format(what=words.word("act", data["act"]), date=hand.day(data["oldest"]))
        if "otherwise" in data:
            n = data["otherwise"]
            said = ngettext("a register’s word differs for {n}", "a register’s word differs for {n}", n)
            return said.format(n=hand.number(n))
        if code == "trend":
            return gettext("from {before} to {after}").format(
                before=hand.number(data["before"]), after=hand.number(data["after"])
            )
        if code == "dormant" and "years" in data:
            return gettext("nothing for {n} years").format(n=hand.number(data["years"]))
        if "of" in data:
            return gettext("of {n}").format(n=hand.number(data["of"]))
        if "done" in data:
            said = gettext("done: {done}; overdue: {overdue}")
            return said.format(done=hand.number(data["done"]), overdue=hand.number(data["overdue"]))
        if "peers" in data:
            return self._peers(data)
        if "reports" in data:
            said = gettext("reports: {reports}; figures: {figures}")
            return said.format(reports=hand.number(data["reports"]), figures=hand.number(data["figures"]))
        if code == "announced" and "answer" in data:
            if not data["answer"]:
                return gettext("nothing recorded so far")
            return gettext("then: {title}").format(title=self.title(data["answer"]))
        return ""

    def _peers(self, data: Mapping[str, Any]) -> str:
        """How many comparable partners have it, who they are, and who has it not; and by which region they are comparable."""
        hand = self.hand
        region = data["region"]
        said = gettext("{n} of {total} comparable partners ({region}): {who}").format(
            n=hand.number(len(data["having"])),
            total=hand.number(data["peers"]),
            region=region_name(region, hand.language) if region else gettext("all its partners"),
            who=hand.parties(data["having"]),
        )
        without = [p for p in data["among"] if p not in data["having"]]
        if not without:
            return said
        return gettext("{said}; without it: {who}").format(said=said, who=hand.parties(without))

    # -- drawings ----------------------------------------------------------------------------------------------

    def _drawn(self, measure: Measure, title: str) -> charts.Drawn | None:
        reading = charts.Reading(self.hand.language, self.hand.territory)
        if measure.curve:
            line = charts.Line("", measure.curve)
            return charts.lines(
                [line], reading, title=title, x=gettext("years since signature"), y=gettext("not yet in force"),
                steps=True, share=True,
            )  # fmt: skip
        if measure.code not in DRAWN or len(measure.figures) < 2:
            return None
        if measure.code in ("signed_by_year", "meetings"):
            series: dict[str, list[tuple[float, float | None]]] = {}
            for f in measure.figures:
                series.setdefault(f.data.get("kind", ""), []).append((float(f.key), f.value))
            if all(len(points) < 2 for points in series.values()):
                return None
            named = [
                charts.Line(gettext(KEYS[k]) if k else "", _filled(points)) for k, points in series.items()
            ]
            return charts.lines(named, reading, title=title, y=gettext("how many"))
        bars = [charts.Bar(self.label(f), f.value or 0) for f in measure.figures[:SHOWN_BARS]]
        return charts.bars(bars, reading, title=title, value=gettext("how many"))


def _filled(points: list[tuple[float, float | None]]) -> list[tuple[float, float | None]]:
    """Years without anything are nought, not absent."""
    known = dict(points)
    first, last = int(min(known)), int(max(known))
    return [(float(y), known.get(float(y), 0)) for y in range(first, last + 1)]
