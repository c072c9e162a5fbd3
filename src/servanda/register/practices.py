"""The parties' recorded practice (lead times, rest days, holidays), as the folds of their instruments need it."""

from __future__ import annotations

from functools import lru_cache

from servanda.domain.acts.parties import PartyPractice
from servanda.domain.entry import Circle, standing
from servanda.journal.models import JournalEntry
from servanda.journal.queries import to_entry

ACT = PartyPractice.name


@lru_cache(maxsize=8)
def known_at_level(level: int) -> dict[str, PartyPractice]:
    """Practice by party code, from the entries that readers of a level may know; later acts refine earlier ones."""
    circles = [c.value for c in Circle if c.level <= min(level, Circle.INTERNAL.level)]
    rows = JournalEntry.objects.filter(subject__startswith="party/", circle__in=circles).order_by("seq")
    found: dict[str, PartyPractice] = {}
    for entry in standing(to_entry(r) for r in rows):
        if isinstance(entry.act, PartyPractice):
            code = entry.subject.partition("/")[2]
            before = found[code].body() if code in found else {}
            found[code] = PartyPractice.model_validate({**before, **entry.act.body()})
    return found


def forget() -> None:
    """To be called when a practice was recorded or another database is used."""
    known_at_level.cache_clear()
