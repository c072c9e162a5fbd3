"""An instrument: description, timeline, deadlines, findings, all from the fold of its acts."""

from __future__ import annotations

from servanda.domain.entry import Entry, standing
from servanda.register.projections.view import View


def instrument(subject: str, entries: list[Entry]) -> View | None:
    found = [e for e in standing(entries) if e.act.name == "description"]
    if not found:
        return None
    act = found[-1].act
    return View(titles=dict(act.titles), title=next(iter(act.titles.values()), ""), parties=act.parties)
