"""The annexes of minutes: instruments dealt with, earlier commitments under review, what the co-chairs have to settle."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import override

from servanda.documents.minutes import papers
from servanda.documents.minutes.content import Line
from servanda.documents.model import clean
from servanda.domain.parties import name_of
from servanda.domain.texts import cldr
from servanda.register import details, matrix, settling, words
from servanda.register.installation import own_side
from servanda.register.meetings import Session
from servanda.register.models import Record
from servanda.register.visibility import Viewer

Phrases = Mapping[str, Mapping[str, Any]]


class Annexes:
    """Writes the annexes of one session for a reader who sees what both sides may see.

    Earlier commitments stand as they were on the eve of the session, with those its agenda named; what is to be
    settled, as the session left it. Both come from the follow-up, so that the minutes and its pages say the same.
    """

    def __init__(
        self, viewer: Viewer, session: Session, phrases: Phrases, languages: Sequence[str], on: date
    ) -> None:
        self.viewer, self.session, self.phrases, self.languages = viewer, session, phrases, languages
        state = session.state
        self.after = min(on, state.ends or state.begins or on)
        self.before = min(on, state.begins - timedelta(days=1)) if state.begins else on
        self.territory = own_side()
        self.count = 0

    def lines(self) -> list[Line]:
        """The annexes that have something in them, numbered."""
        return [
            *self._annex("annex_instruments", [self._titled(r) for r in self._instruments()]),
            *self._annex("annex_followup", [self._followed(x) for x in self._reviewed()]),
            *self._annex("annex_differences", [self._followed(x) for x in self._to_settle()]),
            *self._annex("annex_papers", papers.lines(self.session, self.phrases, self.languages)),
        ]

    def _instruments(self) -> list[Record]:
        found: dict[str, Record] = {}
        for item in self.session.items:
            for about in (*item.about, *(a for d in item.decisions for a in d.about)):
                if about.record.kind == "instrument":
                    found.setdefault(about.record.subject, about.record)
        return list(found.values())

    def _reviewed(self) -> list[matrix.Line]:
        """What earlier sessions promised and had not finished, and what the agenda named besides."""
        found: dict[str, matrix.Line] = {}
        body = self.session.state.facts.get("mechanism")
        if body:
            asked = matrix.Asked(on=self.before, mechanism=body, states=("open",), order="session")
            found = {
                x.record.subject: x
                for x in matrix.everything(self.viewer, asked)
                if x.session != self.session.subject
            }
        for item in self.session.items:
            for about in item.about:
                subject = about.record.subject
                if about.record.kind == "commitment" and subject not in found:
                    line = matrix.line(self.viewer, subject, matrix.Asked(on=self.before))
                    if line is not None:
                        found[subject] = line
        return list(found.values())

    def _to_settle(self) -> list[matrix.Line]:
        body = self.session.state.facts.get("mechanism")
        found = settling.to_be_settled(self.viewer, body, self.after) if body else None
        if found is None:
            return []
        lines = [*found.differences, *found.repeated, *found.silent_lines]
        return [x for x in lines if x.session != self.session.subject]

    # --- lines ------------------------------------------------------------------------------------

    def _annex(self, phrase: str, rows: list[Line]) -> list[Line]:
        if not rows:
            return []
        self.count += 1
        n = self.count

        def say(language: str, p: Mapping[str, Any]) -> str:
            return str(p["annex"].format(n=cldr.number(n, language, self.territory), title=p[phrase]))

        return [self._line("annex", say), *rows]

    def _line(self, is_: str, say: Callable[[str, Mapping[str, Any]], str]) -> Line:
        return Line(is_, {c: say(c, self.phrases[c]) for c in self.languages})

    def _title(self, record: Record, language: str) -> str:
        text, written_in = details.title(record, language)
        return clean(text) if written_in in ("", language) else str(self.phrases[language]["missing"])

    def _titled(self, record: Record) -> Line:
        return self._line("listed", lambda c, _: self._title(record, c))

    def _followed(self, line: matrix.Line) -> Line:
        """A commitment with its due day and the word of each side, as the follow-up shows it on that day."""

        def say(language: str, p: Mapping[str, Any]) -> str:
            parts = []
            with override(language):
                for position in line.positions:
                    party = name_of(position["party"], language)
                    said = self._position(position, language, p)
                    parts.append(str(p["says"].format(party=party, position=said)))
            if line.due:
                parts.append(str(p["due"].format(date=self._day(line.due, language))))
            mark = {"ar": "؛ ", "fr": "\u00a0; "}.get(language, "; ")
            title = self._title(line.record, language)
            return f"{title} — {mark.join(parts)}" if parts else title

        return self._line("listed", say)

    def _position(self, position: Mapping[str, Any], language: str, p: Mapping[str, Any]) -> str:
        """The last word of a side with its day; whether it is older than the rhythm of the mechanism allows."""
        if not position["progress"]:
            return str(p["silent"])
        word = words.word("progress", position["progress"])
        day = self._day(date.fromisoformat(position["told_on"]), language)
        return str(p["late" if position["silent"] else "told"].format(position=word, date=day))

    def _day(self, on: date, language: str) -> str:
        return cldr.day(on, language, self.territory, "long")
