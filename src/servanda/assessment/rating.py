"""A rating laid out by an official method: indicators on figures, weights, steps to points, levels. Pure; the method is a TOML file.

method = load("record")                     # a shipped method, or a Path
rate(method, assess(found))                 # points of each indicator with the records and entries that its figures count
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from servanda.assessment.commitments import ORDER
from servanda.assessment.instruments import STATUSES
from servanda.assessment.measure import FEW, Counted, Measure
from servanda.domain.wording import N_

LANGUAGES = ("ar", "en", "fr", "ru")
BEST = 100
#: Measures that a method may name, with the keys of their figures; "*" takes every figure.
RATED: dict[str, tuple[str, ...]] = {
    "by_status": STATUSES,
    "by_type": (),
    "by_sector": (),
    "time_to_force": ("median", "first_quarter", "third_quarter", "came_into_force", "waiting", "longest_wait"),
    "waiting_on": ("not_on_record",),
    "dormant": ("dormant", "in_use", "share"),
    "meetings": (),
    "commitments": ORDER,
    "commitments_kept": ("share",),
    "announced": ("recorded", "never_came"),
}  # fmt: skip
#: Figures that are no counts: they stand alone and are not added up.
_ALONE = {"median", "first_quarter", "third_quarter", "longest_wait", "share"}

_MISSING = N_("{key} is missing: add it to the method.")
_UNKNOWN = N_("{key}: {value} is not known; write one of {known}.")
_NUMBER = N_("{key}: {value} cannot stand here; write a number from {low} to {high}.")
_STEPS = N_(
    "{key}: write the steps as [[figure, points], …], the best first, each easier than the one before."
)
_TITLES = N_("{key}: write the title in each of {known}.")
_SHAPE = N_("{key}: {value} has the wrong form; look at the shipped method.")
_ALONE_ONLY = N_("{key}: {value} is a median or a share; it stands alone and is not added up.")
_TOML = N_("Line {line} is not valid TOML: text stands in quotation marks, a heading in brackets.")
_NO_FILE = N_("There is no method {value}: give a TOML file that can be read, or one of {known}.")


@dataclass(frozen=True, slots=True)
class MethodFault:
    """One mistake of a method: English source text and what fills it; `key` says the place, as indicators[2].weight."""

    message: str
    data: Mapping[str, Any]


class MethodError(ValueError):
    """A method that cannot be used, with all its faults."""

    def __init__(self, faults: Iterable[MethodFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f.message.format(**f.data) for f in self.faults))


@dataclass(frozen=True, slots=True)
class Indicator:
    """figures of `measure` added up, divided by those of `over` if any; `rising`: more is better; steps: best first."""

    code: str
    titles: Mapping[str, str]
    measure: str
    figures: tuple[str, ...]
    over: tuple[str, ...]
    weight: float
    rising: bool
    steps: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Level:
    """From so many points on, the rating is called so."""

    least: float
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Method:
    """A method as read: its title, indicators, levels from the highest."""

    titles: Mapping[str, str]
    indicators: tuple[Indicator, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Rated:
    """One indicator's figure and points of 100; both None where the record cannot say. counted: what the figure counts."""

    indicator: Indicator
    value: float | None
    points: float | None
    thin: bool
    unit: str
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """points: weighted mean of the indicators that could be rated; none, and no level, with less than half the weight.

    covered   share of the weight that could be rated
    """

    method: Method
    rated: tuple[Rated, ...]
    points: float | None
    covered: float
    level: Level | None


def names() -> list[str]:
    """The shipped methods."""
    folder = files(__package__) / "methods"
    return sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))


def load(given: str | Path) -> Method:
    """A shipped method by its name, or the one of a file. Raises MethodError."""
    shipped = names()
    try:
        if str(given) in shipped:
            text = (files(__package__) / "methods" / f"{given}.toml").read_text(encoding="utf-8")
        else:
            text = Path(given).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError, ValueError):
        fault = MethodFault(_NO_FILE, {"value": str(given), "known": ", ".join(shipped)})
        raise MethodError([fault]) from None
    return parse(text)


def parse(text: str) -> Method:
    """A method from TOML. Raises MethodError with every fault found."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise MethodError([MethodFault(_TOML, {"line": line})]) from None
    reader = _Reader()
    method = reader.method(raw)
    if reader.faults:
        raise MethodError(reader.faults)
    return method


def rate(method: Method, measures: Mapping[str, Measure]) -> Rating:
    """The rating of measures by a method."""
    rated = tuple(_rated(i, measures[i.measure]) for i in method.indicators)
    whole = sum(i.weight for i in method.indicators)
    said = [(r.indicator.weight, r.points) for r in rated if r.points is not None]
    weight = sum(w for w, _ in said)
    covered = weight / whole
    points = sum(w * p for w, p in said) / weight if covered >= 0.5 else None
    level = next((x for x in method.levels if points is not None and points >= x.least), None)
    return Rating(method, rated, points, covered, level)


def _rated(indicator: Indicator, measure: Measure) -> Rated:
    top = [f for f in measure.figures if f.key in indicator.figures or "*" in indicator.figures]
    base = [f for f in measure.figures if f.key in indicator.over or "*" in indicator.over]
    merged: dict[str, dict[str, None]] = {}
    for figure in (*top, *base):
        for c in figure.counted:
            merged.setdefault(c.subject, {}).update(dict.fromkeys(c.entries))
    counted = tuple(Counted(s, tuple(entries)) for s, entries in merged.items())
    alone = bool(_ALONE & set(indicator.figures))
    value: float | None = None
    thin = measure.thin
    if indicator.over:
        of = sum(f.value or 0 for f in base)
        thin = thin or of < FEW
        value = sum(f.value or 0 for f in top) / of if of else None
    elif alone:
        value = top[0].value if top else None
    else:
        value = sum(f.value or 0 for f in top)
    unit = "share" if indicator.over else top[0].unit if alone and top else "count"
    points = None if value is None or thin else _points(indicator, value)
    return Rated(indicator, value, points, thin or value is None, unit, counted)


def _points(indicator: Indicator, value: float) -> float:
    for limit, points in indicator.steps:
        if value >= limit if indicator.rising else value <= limit:
            return points
    return 0.0


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


class _Reader:
    """Reads what TOML gave and notes every fault with its place."""

    def __init__(self) -> None:
        self.faults: list[MethodFault] = []

    def fault(self, message: str, key: str, **data: object) -> None:
        self.faults.append(MethodFault(message, {"key": key, **data}))

    def method(self, raw: dict[str, Any]) -> Method:
        self.fields(raw, "", ("titles", "indicators", "levels"))
        indicators = tuple(self.indicator(r, k) for k, r in self.rows(raw, "indicators"))
        levels = [
            Level(self.number(r, f"{k}.from", "from", 0, BEST), self.titles(r, f"{k}."))
            for k, r in self.rows(raw, "levels")
        ]
        return Method(
            self.titles(raw, ""), indicators, tuple(sorted(levels, key=lambda x: x.least, reverse=True))
        )

    def rows(self, raw: dict[str, Any], name: str) -> list[tuple[str, dict[str, Any]]]:
        given = raw.get(name)
        if not given:
            self.fault(_MISSING, name)
            return []
        if not isinstance(given, list) or not all(isinstance(r, dict) for r in given):
            self.fault(_SHAPE, name, value=given)
            return []
        return [(f"{name}[{n}]", r) for n, r in enumerate(given, 1)]

    def fields(self, raw: dict[str, Any], before: str, known: tuple[str, ...]) -> None:
        for key in raw:
            if key not in known:
                self.fault(_UNKNOWN, before.rstrip(".") or "TOML", value=key, known=", ".join(known))

    def titles(self, raw: dict[str, Any], before: str) -> dict[str, str]:
        given = raw.get("titles")
        if isinstance(given, dict) and all(isinstance(given.get(x), str) and given[x] for x in LANGUAGES):
            return {x: given[x] for x in LANGUAGES}
        self.fault(_TITLES, f"{before}titles", known=", ".join(LANGUAGES))
        return {}

    def number(self, raw: dict[str, Any], key: str, name: str, low: float, high: float) -> float:
        if name not in raw:
            self.fault(_MISSING, key)
        elif not _is_number(raw[name]) or not low <= raw[name] <= high:
            self.fault(_NUMBER, key, value=raw[name], low=low, high=high)
        else:
            return float(raw[name])
        return 0.0

    def keys(self, raw: dict[str, Any], key: str, name: str, measure: str) -> tuple[str, ...]:
        given = raw[name]
        if not isinstance(given, list) or not given or not all(isinstance(x, str) for x in given):
            self.fault(_SHAPE, key, value=given)
            return ()
        known = (*RATED[measure], "*")
        for x in given:
            if x not in known:
                self.fault(_UNKNOWN, key, value=x, known=", ".join(known))
        alone = [x for x in given if x in _ALONE]
        if alone and (len(given) > 1 or "over" in raw):
            self.fault(_ALONE_ONLY, key, value=alone[0])
        if "*" in given and _ALONE & set(known):
            self.fault(_UNKNOWN, key, value="*", known=", ".join(RATED[measure]))
        return tuple(given)

    def indicator(self, raw: dict[str, Any], key: str) -> Indicator:
        self.fields(
            raw, f"{key}.", ("code", "titles", "measure", "figures", "over", "weight", "at_least", "at_most")
        )
        code, measure = raw.get("code"), raw.get("measure")
        figures: tuple[str, ...] = ()
        over: tuple[str, ...] = ()
        for name in ("code", "measure", "figures"):
            if name not in raw:
                self.fault(_MISSING, f"{key}.{name}")
        if "code" in raw and not (isinstance(code, str) and code):
            self.fault(_SHAPE, f"{key}.code", value=code)
        if isinstance(measure, str) and measure in RATED:
            figures = self.keys(raw, f"{key}.figures", "figures", measure) if "figures" in raw else ()
            over = self.keys(raw, f"{key}.over", "over", measure) if "over" in raw else ()
        elif "measure" in raw:
            self.fault(_UNKNOWN, f"{key}.measure", value=measure, known=", ".join(RATED))
        rising = "at_least" in raw
        if rising == ("at_most" in raw):
            self.fault(_MISSING if not rising else _STEPS, f"{key}.at_least | {key}.at_most")
            steps: tuple[tuple[float, float], ...] = ()
        else:
            name = "at_least" if rising else "at_most"
            steps = self.steps(raw[name], f"{key}.{name}", rising)
        weight = self.number(raw, f"{key}.weight", "weight", 0.01, 1000)
        return Indicator(
            str(code), self.titles(raw, f"{key}."), str(measure), figures, over, weight, rising, steps
        )

    def steps(self, given: Any, key: str, rising: bool) -> tuple[tuple[float, float], ...]:
        good = isinstance(given, list) and bool(given) and all(
            isinstance(s, list) and len(s) == 2 and all(map(_is_number, s)) and 0 <= s[1] <= BEST for s in given
        )  # fmt: skip
        if good:
            pairs = list(itertools.pairwise(given))
            good = all(a[1] > b[1] and (a[0] > b[0] if rising else a[0] < b[0]) for a, b in pairs)
        if not good:
            self.fault(_STEPS, key)
            return ()
        return tuple((float(a), float(b)) for a, b in given)
