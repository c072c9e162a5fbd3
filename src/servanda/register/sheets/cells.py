"""Single cells: a state in free words, a day as people write it, whose side, what is left blank."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from servanda.domain.parties.names import names
from servanda.domain.parties.party import table as party_table
from servanda.domain.texts.digits import ascii_digits
from servanda.domain.texts.folding import Script, script_of
from servanda.domain.texts.languages import language_of
from servanda.register.intake.days import Impossible, Unreadable, days_within, month_names, parse_day
from servanda.register.sheets.phrases import first_of_longest, longest, words_of

LANGUAGES = ("ar", "ru", "fr", "en")
_FORMATS = (
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%d %B %Y",
    "%B %d, %Y",
    "%d.%m.%y",
    "%d/%m/%y",
    "serial",
)
_MONTH = ("%B %Y", "%m/%Y", "%m.%Y", "%m-%Y")
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]\d+)?\s*[%٪]")
_SHARE = re.compile(r"0?[.,]\d+|0|1|1[.,]0+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_BLANK = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "…",
        "...",
        "n/a",
        "na",
        "s.o.",
        "néant",
        "нет",
        "لا شيء",
        "لا يوجد",
        "x",
        "?",
        "#N/A",
    }
)
_ENDS = {  # the last day of a part of a year as (month)
    "q1": 3, "q2": 6, "q3": 9, "q4": 12, "first_half": 6, "second_half": 12, "end": 12, "beginning": 3, "middle": 6,
}  # fmt: skip


def written_in(text: str, default: str = "en") -> str:
    """The language of a text: as recognised, else by its script, `default` for a short text in Latin letters."""
    found = language_of(text)
    if found in LANGUAGES:
        return found
    script = script_of(text)
    return {Script.ARABIC: "ar", Script.CYRILLIC: "ru"}.get(script, default if default in LANGUAGES else "en")


def blank(text: str) -> bool:
    """Whether a cell says nothing."""
    return text.strip() in _BLANK or text.strip().casefold() in _BLANK


@dataclass(frozen=True, slots=True)
class State:
    """A progress word and a percentage as far as a cell gives them; `rest` where the cell says more than that."""

    progress: str | None
    percent: int | None
    rest: str = ""


def percent_of(text: str, shares: bool = False) -> int | None:
    """A percentage; with `shares` also 0.6 for 60 (a cell formatted as percentage). None outside 0–100."""
    plain = ascii_digits(text).strip()
    if found := _PERCENT.search(plain):
        return int(found[1]) if int(found[1]) <= 100 else None
    if shares:
        if _SHARE.fullmatch(plain):
            return round(float(plain.replace(",", ".")) * 100)
        if plain.isdecimal() and int(plain) <= 100:
            return int(plain)
    return None


def state_of(text: str) -> State:
    """What a cell with free words says of a state, in any of the four languages; progress None where it says none."""
    if blank(text):
        return State(None, None)
    percent = percent_of(text)
    found = longest(text, "progress.tsv")
    code = found[0] if found else None
    codes = first_of_longest(text, "progress.tsv")
    if code == "not_done":
        # "not completed, in progress": what is said beside it decides; alone it is unfinished, no more
        code = next((c for c in codes if c not in ("not_done", "partly", "done")), "on_track")
    elif code in ("done", "partly") and "partly" in codes:
        code = "on_track"
    elif found and len(codes) > 1:
        code = _first_weighty(codes)
    if code == "done" and percent is not None and percent < 100:
        code = "on_track"
    if code is None and percent is not None:
        code = "done" if percent == 100 else "not_started" if percent == 0 else "on_track"
    words = len(words_of(text))
    return State(code, percent, text.strip() if words > 4 else "")


def _first_weighty(codes: list[str]) -> str:
    """Of several states in one cell: obstacle before delay before the rest, else the first."""
    for heavy in ("blocked", "dropped", "delayed"):
        if heavy in codes:
            return heavy
    return next((c for c in codes if c != "partly"), "on_track")


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: a day; `estimated` where the cell names a period, whose last day is taken."""

    day: date | None = None
    estimated: bool = False
    next_session: bool = False
    ongoing: bool = False
    understood: bool = True


def due_of(text: str, language: str = "") -> Due:
    """A due date as people write it: a day, a month, a quarter, the end of a year, the next session, always."""
    plain = " ".join(ascii_digits(text).split())
    if blank(plain):
        return Due()
    for lang in dict.fromkeys([language or language_of(plain), *LANGUAGES]):
        if day := _day(plain, lang):
            return day
    kind = longest(plain, "due.tsv")
    code = kind[0] if kind else ""
    if code == "next_session":
        return Due(next_session=True)
    years = [int(y) for y in _YEAR.findall(plain)]
    months = [n for lang in LANGUAGES for w in words_of(plain) if (n := month_names(lang).get(w))]
    if years and months:
        return Due(_last(max(years), months[-1]), estimated=True)
    if years and code in _ENDS:
        return Due(_last(max(years), _ENDS[code]), estimated=True)
    if years and (code == "" or code == "ongoing") and len(words_of(plain)) <= 5:
        return Due(_last(max(years), 12), estimated=True)
    if code == "ongoing":
        return Due(ongoing=True)
    return Due(understood=False)


def _day(plain: str, lang: str) -> Due | None:
    try:
        return Due(parse_day(plain, _FORMATS, lang, serials=True).day)
    except Impossible:
        return Due(understood=False)
    except Unreadable:
        pass
    try:
        stated = parse_day(plain, _MONTH, lang)
        return Due(_last(stated.year, stated.month or 12), estimated=True)
    except (Unreadable, Impossible):
        pass
    within = list(days_within(plain, lang))
    return Due(within[-1][2]) if within else None


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(maxsize=256)
def _beginnings(code: str) -> frozenset[str]:
    """Beginnings of the words by which a party is named in headings: its names and adjectives in four languages."""
    whole: list[str] = [code.casefold()]
    said = [names(code, lang) for lang in LANGUAGES]
    said += [
        w for row in party_table("adjectives") if row["code"] == code for w in row["adjectives"].split(";")
    ]
    starts = set(whole)
    for text in said:
        for word in words_of(text):
            bare = word.removeprefix("ال")
            if len(bare) >= 4:
                starts.add(bare[: max(4, len(bare) - 3)])
    return frozenset(starts)


def sides_in(text: str, parties: tuple[str, ...]) -> list[str]:
    """Which of the parties a heading or cell names («российская сторона», الجانب المغربي, "MA"), in their order."""
    words = [
        w.removeprefix("وال").removeprefix("ال").removeprefix("لل").removeprefix("بال")
        for w in words_of(text)
    ]
    return [
        p
        for p in parties
        if any(w == b or (len(b) > 3 and w.startswith(b)) for w in words for b in _beginnings(p))
    ]
