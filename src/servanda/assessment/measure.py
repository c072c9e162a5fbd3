"""A measure: figures, each with the records it counts, and whether the record is too thin to conclude."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

#: With fewer cases than this no conclusion is drawn from a median, a share or a comparison; counts stand as they are.
FEW = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """A record that a figure counts, and the entries by which it does."""

    subject: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    key      what it is of: a code of `family`, or a word of the measure
    family   family of words of the key: status, type, sector, party, subject, year, act, measure …
    value    a count, days, years or a share of 1, as `unit` says; None where it cannot be said
    data     what else belongs to it: since when, out of how many, the other value of a comparison
    """

    key: str
    family: str
    value: float | None
    unit: str = "count"
    counted: tuple[Counted, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of `definitions.DEFINITIONS`. `thin`: the record is too thin to conclude; the figures stand all the same.

    curve   steps of a Kaplan–Meier curve, for the drawing
    """

    code: str
    figures: tuple[Figure, ...]
    thin: bool = False
    curve: tuple[tuple[float, float], ...] = ()

    def figure(self, key: str) -> Figure | None:
        """The figure of a key."""
        return next((f for f in self.figures if f.key == key), None)


def counted(records: Iterable[Any]) -> tuple[Counted, ...]:
    """Facts as what a figure counts, with the entries on which they rest."""
    return tuple(Counted(r.subject, tuple(r.basis)) for r in records)
