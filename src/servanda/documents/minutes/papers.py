"""The papers that lay before a session, as lines of an annex: those that both sides have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from servanda.documents.minutes.content import Line
from servanda.documents.model import clean
from servanda.domain.entry import Circle
from servanda.domain.sessions import Filed
from servanda.domain.texts import cldr
from servanda.register.installation import own_side
from servanda.register.meetings import Session

Phrases = Mapping[str, Mapping[str, Any]]


def lines(session: Session, phrases: Phrases, languages: Sequence[str]) -> list[Line]:
    """One line for each paper, by item, then those of the session as a whole. Nothing narrower than joint comes in."""
    ordered = [(i.listed.number, p) for i in session.items for p in i.papers]
    ordered += [(0, p) for p in session.papers]
    shared = [(n, p) for n, p in ordered if p.circle.level <= Circle.JOINT.level]
    return [Line("listed", {c: _said(p, n, c, phrases[c]) for c in languages}) for n, p in shared]


def _said(paper: Filed, number: int, language: str, phrases: Mapping[str, Any]) -> str:
    """The title, else the name of the file; under which item. A title that a language lacks is marked there."""
    titles = paper.act.titles
    title = titles.get(language) or (str(phrases["missing"]) if titles else paper.act.file_name)
    if not number:
        return clean(title)
    item = str(phrases["under_item"].format(n=cldr.number(number, language, own_side())))
    return f"{clean(title)} ({item})"
