"""Putting the axes of a pair together as one document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext, override

from servanda.documents.axes.sections import sections
from servanda.documents.axes.words import Told
from servanda.documents.model import Document, Labels
from servanda.documents.phrasing import Phrasing
from servanda.domain.texts import cldr
from servanda.trade.law import Law


def document(
    result: Mapping[str, Any],
    language: str,
    territory: str,
    on: date,
    *,
    table: str = "",
    source: str = "",
    unit: str = "",
    illustration: bool = False,
    law: Mapping[str, Law] | None = None,
    marking: str = "",
) -> Document:
    """The axes that `servanda.axes.whole_of` gave, in ar, fr, ru or en.

    `table`, `source`, `unit`: what is said of where the figures come from. `law`: what meets each sector; none where no register is at hand.
    """
    with override(language):
        hand = Phrasing(language, territory)
        a, b = (hand.party(code) for code in result["pair"])
        title = gettext("{a} – {b}").format(a=a, b=b)
        kicker = gettext("New axes of cooperation")
        told = Told(result, hand, unit, law or {})
        years = (
            cldr.listed([str(year) for year in result["years"]], language, territory)
            if result["years"]
            else "—"
        )
        particulars = [(gettext("Years"), years)]
        for label, value in (
            (gettext("Table"), table),
            (gettext("Source"), source),
            (gettext("Unit"), told.unit_words()),
        ):
            if value:
                particulars.append((label, value))
        return Document(
            title=title,
            kicker=kicker,
            particulars=tuple(particulars),
            marking=marking or (gettext("Illustration") if illustration else ""),
            footer=f"{title}{cldr.comma(language)}{kicker}",
            language=language,
            territory=territory,
            on=on,
            labels=Labels(
                sources=gettext("Sources"),
                page=gettext("Page {n} of {total}"),
                labelled=gettext("{label}:"),
            ),
            blocks=tuple(sections(told, illustration)),
        )
