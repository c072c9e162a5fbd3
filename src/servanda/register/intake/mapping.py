"""A row by its map: an instrument record with its findings, or the faults for which it is rejected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel.core import get_global

from servanda.domain.parties import Capacity, Naming, Resolution, parties, resolve
from servanda.register.intake.days import Impossible, Stated, Unreadable, days_within, parse_day
from servanda.register.intake.faults import Fault, Finding
from servanda.register.intake.maps.schema import Pick, RegisterMap
from servanda.register.intake.readers import FileShape, format_of, read_rows
from servanda.register.intake.records import (
    DATES,
    Citation,
    InstrumentRecord,
    PublishedStatus,
    Rejected,
    StatusClass,
    Unresolved,
)
from servanda.register.intake.rows import LIMITS, Limits, Row
from servanda.register.intake.titles import language_of, type_of

_LONG = 4000  # a title longer than this is a text in the wrong column
_ANY = ("en", "fr", "ru", "ar", "pt", "es", "de", "nl", "it")
# What leads over from the name of an instrument to its date or place.
_BEFORE_DATE = re.compile(
    r"(?:[\s,;.(–-]+(?:of|the|dated|signed|concluded|at|in|on|de|du|d[’']|em|le|la|am|vom|von|van|op|от))+"
    r"[\s,;.(–-]*$",
    re.IGNORECASE,
)
_DATE_LONG = 40  # no date is longer


def read_instruments(
    path: Path, register_map: RegisterMap, limits: Limits = LIMITS
) -> Iterator[InstrumentRecord | Rejected]:
    """Every row of the file, each exactly once, as a record or rejected. Raises IntakeError for the file."""
    mapper = Mapper(register_map, serials=format_of(path, register_map.file.format, limits) == "xlsx")
    shape = FileShape(
        **register_map.file.model_dump(exclude={"nulls", "skip", "fill_down"}),
        fill_down=tuple(register_map.file.fill_down),
    )
    for row in read_rows(path, register_map.columns(), shape, limits):
        if isinstance(row, Fault):
            yield Rejected(row.row, (row,))
        elif not mapper.skipped(row):
            yield mapper.record(row)


class Mapper:
    """One map, made ready to be applied to rows."""

    def __init__(self, register_map: RegisterMap, *, serials: bool = False) -> None:
        self.map = register_map
        self.serials = serials
        self.language = register_map.register_.language
        self.nulls = {n.strip().casefold() for n in register_map.file.nulls} | {""}
        self.longest_null = max(map(len, self.nulls))
        self.skips = [re.compile(p) for p in register_map.file.skip]
        self.sectors = _by_word(register_map.sectors.words if register_map.sectors else {})
        status = register_map.status
        self.status_classes = _by_word(status.classes if status else {})
        self.endings = _by_word(status.ended_as if status else {})
        self.type_words = _by_word(register_map.type.words)
        self.type_patterns = [
            (kind, re.compile(p, re.IGNORECASE))
            for kind, ps in register_map.type.patterns.items()
            for p in ps
        ]
        self.date_columns = [(n, picks) for n in DATES if (picks := getattr(register_map.dates, n))]
        self.namings: dict[tuple[tuple[str, str], ...], Naming] = {}
        self.parsed: dict[str, Stated] = {}
        self.resolved: dict[tuple[str, date | None, int], Resolution] = {}
        self.citations = [
            (
                part,
                re.compile(part.pattern, re.IGNORECASE),
                [re.compile(u, re.IGNORECASE) for u in part.until],
            )
            for part in register_map.citations
        ]

    # -- cells ---------------------------------------------------------------------------------------------

    def skipped(self, row: Row) -> bool:
        """Whether the row is no record: a heading or a note that `file.skip` describes."""
        if not self.skips:
            return False
        text = " ".join(c.strip() for c in row.cells.values() if c.strip())
        return any(p.search(text) for p in self.skips)

    def cell(self, row: Row, column: str) -> str:
        """The text of a cell, spaces at its ends off; empty where it is one of the null words."""
        text = row.cells.get(column, "").strip()
        return "" if len(text) <= self.longest_null and text.casefold() in self.nulls else text

    def values(self, row: Row, picks: Iterable[Pick]) -> list[str]:
        """What all the columns give, in their order."""
        found: list[str] = []
        for pick in picks:
            if text := self.cell(row, pick.column):
                found += pick.values(text) if pick.pattern else (text,)
        return found

    def first(self, row: Row, picks: Iterable[Pick] | None) -> str:
        """What the first column gives that gives anything."""
        for pick in picks or ():
            text = self.cell(row, pick.column)
            for value in pick.values(text) if text and pick.pattern else (text,):
                if value:
                    return value
        return ""

    def parts(self, row: Row, picks: Iterable[Pick], separators: list[str]) -> list[str]:
        """Values cut at the separators; a line break in a cell always separates."""
        found: dict[str, None] = {}
        for value in self.values(row, picks):
            for part in _cut(value, tuple(separators)):
                if part.casefold() not in self.nulls:
                    found[part] = None
        return list(found)

    # -- the row -------------------------------------------------------------------------------------------

    def record(self, row: Row) -> InstrumentRecord | Rejected:
        """The row understood, or rejected with every fault that it has."""
        faults: list[Fault] = []
        findings: list[Finding] = []
        key = tuple(self.cell(row, c) for c in self.map.key.columns)
        if not any(key):
            faults.append(
                Fault(row.number, "key", "", "key_missing", {"columns": ", ".join(self.map.key.columns)})
            )
        titles = self._titles(row, faults, findings)
        dates = self._dates(row, faults, findings)
        if faults:
            return Rejected(row.number, tuple(faults), row.cells)
        bound, lands, unresolved = self._parties(row, dates, findings)
        sectors, sector_words = self._sectors(row)
        return InstrumentRecord(
            row=row.number,
            key=key,
            digest=row.digest(),
            titles=titles,
            type=self._type(row, titles),
            parties=bound,
            territories=lands,
            unresolved=unresolved,
            dates=dates,
            signed_place=self._place(row),
            bilateral=self._bilateral(row, bound, unresolved),
            ended_as=self._ended_as(row),
            un_registration=self.first(row, self.map.registration.un),
            sectors=sectors,
            sector_words=sector_words,
            status=self._status(row, findings),
            citations=tuple(self._citations(titles, dates.get("signed"))),
            references=tuple(self.parts(row, self.map.links.references, self.map.links.separators)),
            urls=tuple(self.parts(row, self.map.links.urls, self.map.links.separators)),
            circle=self.map.register_.circle,
            side=self.map.register_.side,
            source=self.map.register_.source or self.map.register_.name,
            findings=tuple(findings),
            cells=row.cells,
        )

    def _titles(self, row: Row, faults: list[Fault], findings: list[Finding]) -> dict[str, str]:
        titles: dict[str, str] = {}
        for lang, picks in self.map.titles.items():
            text = " ".join(self.first(row, picks).split())
            if not text:
                continue
            column = picks[0].column
            if len(text) > _LONG or self._is_date(text):
                faults.append(Fault(row.number, "titles", text[:80], "title_no_title", {"column": column}))
                continue
            if lang == "detect":
                found = language_of(text)
                if found is None:
                    findings.append(Finding("title_language_unknown", "titles", text[:80]))
                titles[found or "und"] = text
            else:
                titles[lang] = text
        if not titles and not any(f.field == "titles" for f in faults):
            columns = ", ".join(p.column for picks in self.map.titles.values() for p in picks)
            faults.append(Fault(row.number, "titles", "", "title_missing", {"columns": columns}))
        return titles

    def _is_date(self, text: str) -> bool:
        if len(text) > _DATE_LONG:
            return False
        try:
            self._parsed(text)
        except Impossible:
            return True
        except Unreadable:
            return False
        return not re.fullmatch(r"\d{4}", text)

    def _parsed(self, text: str) -> Stated:
        part = self.map.dates
        return parse_day(
            text,
            part.formats,
            part.language or (self.language,),
            latest_year=part.latest_year,
            serials=self.serials,
        )

    def _dates(self, row: Row, faults: list[Fault], findings: list[Finding]) -> dict[str, Stated]:
        dates: dict[str, Stated] = {}
        for name, picks in self.date_columns:
            text = self.first(row, picks)
            if not text:
                continue
            data = {"column": picks[0].column, "formats": ", ".join(self.map.dates.formats)}
            try:
                stated = self._parsed(text)
            except Impossible:
                faults.append(Fault(row.number, name, text[:80], "date_impossible", data))
                continue
            except Unreadable:
                faults.append(Fault(row.number, name, text[:80], "date_unreadable", data))
                continue
            if stated.day is None:
                findings.append(Finding("date_imprecise", name, text, data))
            dates[name] = stated
        return dates

    # -- parties -------------------------------------------------------------------------------------------

    def _parties(
        self, row: Row, dates: dict[str, Stated], findings: list[Finding]
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Unresolved, ...]]:
        part = self.map.parties
        signed = dates.get("signed")
        ignored = {i.casefold() for i in part.ignore}
        named = [(n, False) for n in self.parts(row, part.columns, part.separators)]
        named += [(n, True) for n in self.parts(row, part.territories, part.separators)]
        named = [(n, land) for n, land in named if n.casefold() not in ignored]
        own_stands = part.own is not None
        on = (
            signed.day
            if signed and part.named_as_of == "signature" and len(named) + own_stands <= 2
            else None
        )
        naming = self._naming(signed.day if signed else None)
        bound: dict[str, None] = {part.own: None} if part.own else {}
        lands: dict[str, None] = {}
        left: list[Unresolved] = []
        for name, land in named:
            found = self._known(name, None, naming)
            if on and found.by_day:
                found = self._known(name, on, naming)
            land = land or found.capacity is Capacity.TERRITORY
            if found.code:
                (lands if land else bound)[found.code] = None
            else:
                left.append(Unresolved(name, found.candidates, land))
                findings.append(_unresolved(found))
        return tuple(bound), tuple(lands), tuple(left)

    def _known(self, name: str, on: date | None, naming: Naming) -> Resolution:
        """A name resolved, once for the whole file."""
        ask = (name, on, id(naming))
        if (found := self.resolved.get(ask)) is None:
            found = self.resolved[ask] = self._resolved(name, on, naming)
        return found

    def _naming(self, signed: date | None) -> Naming:
        """The declared names that hold on the day of signature (those with a span need to know the day)."""
        part = self.map.parties
        active = tuple(
            (n.name, n.code)
            for n in part.names
            if (not n.since and not n.until)
            or (signed and (not n.since or n.since <= signed) and (not n.until or signed < n.until))
        )
        if active not in self.namings:
            self.namings[active] = Naming(part.case_marks_territory, dict(active))
        return self.namings[active]

    def _resolved(self, name: str, on: date | None, naming: Naming) -> Resolution:
        part = self.map.parties
        if part.written_as == "names":
            return resolve(name, lang=part.language or self.language, on=on, naming=naming)
        code = name.upper()
        if part.written_as == "iso3":
            code = _alpha2().get(code, "")
        known = code in parties() and name not in naming.own
        return Resolution(name, code, how="code") if known else resolve(name, on=on, naming=naming)

    def _bilateral(self, row: Row, bound: tuple[str, ...], left: tuple[Unresolved, ...]) -> bool | None:
        part = self.map.kind
        if part.constant:
            return part.constant == "bilateral"
        words = {v.casefold() for v in self.values(row, part.columns)}
        if words & {w.casefold() for w in part.bilateral}:
            return True
        if words & {w.casefold() for w in part.multilateral}:
            return False
        count = len(bound) + sum(not u.territory for u in left)
        return None if count < 2 else count == 2

    # -- what else a row says ------------------------------------------------------------------------------

    def _type(self, row: Row, titles: dict[str, str]) -> str:
        words = self.values(row, self.map.type.columns)
        for word in words:
            if kind := self.type_words.get(word.casefold()):
                return kind
        for text in [*words, *titles.values()]:
            for kind, pattern in self.type_patterns:
                if pattern.search(text):
                    return kind
        for word in words:
            if kind := type_of(word, (self.language, *titles)):
                return kind
        if self.map.type.from_titles:
            for lang, title in titles.items():
                if kind := type_of(title, (lang,) if lang != "und" else _ANY):
                    return kind
        return "other"

    def _place(self, row: Row) -> str:
        city, state = (self.first(row, getattr(self.map.place, n)) for n in ("city", "state"))
        return city if not state or state == city else f"{city}, {state}" if city else state

    def _sectors(self, row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Codes, and the words of the register as they stand."""
        part = self.map.sectors
        if part is None:
            return (), ()
        words = self.parts(row, part.columns, part.separators)
        codes = [code for w in words for code in self.sectors.get(w.casefold(), "").split() if code]
        return tuple(dict.fromkeys(codes)), tuple(words)

    def _status(self, row: Row, findings: list[Finding]) -> PublishedStatus | None:
        part = self.map.status
        word = self.first(row, part.columns) if part else ""
        compare_on = (part.compare_on if part else None) or self.map.register_.harvested
        if not word or compare_on is None:
            return None
        found = self.status_classes.get(word.casefold())
        if found is None:
            findings.append(Finding("status_word_unknown", "status", word))
        ended = self.endings.get(word.casefold(), "")
        return PublishedStatus(word, StatusClass(found.split()[0]) if found else None, compare_on, ended)

    def _ended_as(self, row: Row) -> str:
        part = self.map.status
        return self.endings.get(self.first(row, part.columns).casefold(), "") if part else ""

    def _citations(self, titles: dict[str, str], signed: Stated | None) -> Iterator[Citation]:
        """What the titles cite: for each title the first pattern that fits, cut where the map says it ends.

        The first date in the stretch is that of the cited instrument, if it is earlier than this one's.
        """
        before = signed.day if signed else None
        for lang, title in titles.items():
            for part, pattern, ends in self.citations:
                if part.language not in (None, lang) or not (match := pattern.search(title)):
                    continue
                start, end = match.span("parent")
                named = title[start:end]
                day = next((d for d in days_within(named, lang) if not before or d[2] < before), None)
                cuts = [m.start() for u in ends if (m := u.search(named, 1))] + ([day[0]] if day else [])
                words = _BEFORE_DATE.sub("", named[: min(cuts, default=len(named))]).strip(" ,;.(–-")
                stop = start + (day[1] if day else len(words))
                yield Citation(
                    relation=part.relation,
                    title=words,
                    type=type_of(words, (lang,)) or "other",
                    signed=day[2] if day else None,
                    language=lang,
                    start=start,
                    end=stop,
                    quote=title[start:stop],
                )
                break


@lru_cache(maxsize=65536)
def _cut(value: str, separators: tuple[str, ...]) -> tuple[str, ...]:
    pieces = re.split("|".join([r"\s*[\r\n]+\s*", *(re.escape(s) for s in separators)]), value)
    return tuple(stripped for p in pieces if (stripped := p.strip()))


def _by_word(classes: object) -> dict[str, str]:
    """{code: [words]} turned round, words without case; a word of two codes has both."""
    found: dict[str, str] = {}
    for code, words in dict(classes).items():  # type: ignore[call-overload]
        for word in words:
            key = word.strip().casefold()
            found[key] = f"{found[key]} {code}" if key in found else str(code)
    return found


def _unresolved(found: Resolution) -> Finding:
    near = ", ".join(c.code for c in found.candidates) or "—"
    return Finding("party_unresolved", "parties", found.name, {"candidates": near, "how": found.how})


@lru_cache(maxsize=1)
def _alpha2() -> dict[str, str]:
    """ISO 3166-1 alpha-3 to alpha-2, from CLDR's aliases of territories."""
    aliases = get_global("territory_aliases")
    return {
        three: two[0]
        for three, two in aliases.items()
        if len(three) == 3 and three.isalpha() and len(two) == 1
    }
