"""Names, numbers and sentences of the axes in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from servanda.axes.concordance import chapter_title
from servanda.documents.charts import Reading
from servanda.documents.model import Run, Text, foreign, plain
from servanda.documents.phrasing import Phrasing
from servanda.domain.texts import cldr
from servanda.domain.wording import N_
from servanda.register import words
from servanda.trade.law import Law

LAW = {
    "none": N_("No instrument in force"),
    "pending": N_("Not yet in force"),
    "unused": N_("In force, never used"),
    "dormant": N_("Dormant"),
    "used": N_("In use"),
}
OUTCOMES = {"growth": N_("Growth of flows"), "entry": N_("Entry of new products")}


@dataclass(frozen=True, slots=True)
class Told:
    """What is told, and how: the computed result, the unit of its values, the law by sector where a register is at hand."""

    result: Mapping[str, Any]
    hand: Phrasing
    unit: str = ""
    law: Mapping[str, Law] = field(default_factory=dict)

    @property
    def reading(self) -> Reading:
        return Reading(self.hand.language, self.hand.territory)

    def sides(self, direction: str) -> tuple[str, str]:
        """The names of the parties of “MA→RU”."""
        a, _, b = direction.partition("→")
        return self.hand.party(a), self.hand.party(b)

    def amount(self, value: float | None) -> str:
        """A value of trade: whole where it is large, three digits where it is small."""
        if value is None:
            return "—"
        if value and abs(value) < 100:
            return self.figure(value)
        return cldr.number(round(value), self.hand.language, self.hand.territory, 0)

    def figure(self, value: float | None, digits: int = 2) -> str:
        """A measure."""
        if value is None:
            return "—"
        text = cldr.number(round(value, digits), self.hand.language, self.hand.territory, digits)
        # Between right-to-left words the sign would change to the other side.
        return f"\u200e{text}\u200e" if value < 0 else text

    def whole(self, value: float | None) -> str:
        return "—" if value is None else self.hand.number(int(value))

    def unit_words(self) -> str:
        """The unit of values; empty where the table does not say it."""
        return words.word("trade_unit", self.unit)

    def sector(self, code: str) -> str:
        return gettext("Other goods") if code == "unclassified" else words.word("sector", code)

    def product(self, row: Mapping[str, Any]) -> Text:
        """Title with the code; where there is none in the reader's language the chapter goes before, and the title is marked as what it is."""
        title, chapter = self._title(row), self._chapter(row)
        named = (Run(chapter), Run(": "), title) if chapter and title.text else (Run(chapter or title.text),)
        runs = named if chapter else (title,)
        return Text((*runs, Run(" "), Run(str(row["product"]), code=True)))

    def label(self, row: Mapping[str, Any], longest: int = 60) -> str:
        """The same for a chart: of a product without a title in the reader's language its chapter and code."""
        chapter = self._chapter(row)
        return f"{chapter} {row['product']}" if chapter else self._title(row, longest).text

    def _chapter(self, row: Mapping[str, Any]) -> str:
        """The chapter in the reader's language, where the product itself has no title in it."""
        named = self.result.get("titles", {}).get(row["product"], {})
        if self.hand.language in named or self.hand.language == "en":
            return ""
        nomenclature = self.result["intake"]["nomenclature"]
        return chapter_title(str(row["product"]), nomenclature, self.hand.language)

    def _title(self, row: Mapping[str, Any], longest: int = 120) -> Run:
        named = self.result.get("titles", {}).get(row["product"], {})
        if self.hand.language in named:
            return foreign(named[self.hand.language], longest=longest)
        title = named.get("en") or row.get("title")
        return (
            foreign(title, "en" if self.hand.language != "en" else "", longest=longest) if title else Run("")
        )

    def cell(self, text: str) -> tuple[Text, ...]:
        return (plain(text),)

    def standing(self, sector: str) -> tuple[Text, ...]:
        """What law meets a sector: its state, and below it the instrument that stands best."""
        found = self.law.get(sector)
        if found is None:
            return (plain("—"),)
        lines = [plain(gettext(LAW[found.state]))]
        lines += [
            Text((self.hand.title(f.line.record, longest=110),), aside=True) for f in found.footings[:2]
        ]
        return tuple(lines)
