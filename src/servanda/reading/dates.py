"""Dates of a text, resolved against the day of publication and the byline.

Nothing is guessed: a day of the week without a day of publication, “next year”, a day without a month stay unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from servanda.reading.document import Document, Sentence
from servanda.reading.lexicon import Mention

_JOINS = frozenset("/.-–−—")


@dataclass(slots=True)
class Calendar:
    """What dates are resolved against: the day of publication, or of the byline where the text has one."""

    published: date | None
    anchor: date | None


def find_dates(document: Document, published: date | None) -> Calendar:
    """Enter every date of the document as a mention of class `date`; its value is ISO (also `2024`, `2024-06`)."""
    calendar = Calendar(published, published)
    for sentence in document.sentences:
        for lo, hi, value in _absolute(sentence, calendar):
            lo = _with_lunar(sentence, lo)
            sentence.add(Mention("date", value, lo, hi, {"full": "1"} if len(value) == 10 else {}))
    byline = _byline(document)
    if byline is not None and (published is None or timedelta(0) <= published - byline <= timedelta(days=10)):
        calendar.anchor = byline
    for sentence in document.sentences:
        taken = {i for m in sentence.of("date") for i in range(m.lo, m.hi)}
        for lo, hi, value in _relative(sentence, calendar, taken):
            sentence.add(Mention("date", value, lo, hi, {"full": "1", "relative": "1"}))
    return calendar


def _byline(document: Document) -> date | None:
    """The full date of a short line among the first three paragraphs."""
    for sentence in document.sentences[:6]:
        if sentence.stretch.paragraph <= 4 and len(sentence.tokens) <= 16 and not sentence.headline:
            for mention in sentence.of("date"):
                if "full" in mention.attrs:
                    return date.fromisoformat(mention.value)
    return None


def _number(sentence: Sentence, at: int) -> int | None:
    if 0 <= at < len(sentence.tokens) and sentence.tokens[at].kind == "number":
        value = sentence.pack.morphology.fold(sentence.tokens[at].text)
        return int(value) if value.isdigit() and len(value) <= 4 else None
    return None


def _valid(year: int, month: int, day: int | None) -> str | None:
    try:
        return date(year, month, day or 1).isoformat() if day else f"{date(year, month, 1):%Y-%m}"
    except ValueError:
        return None


#: What stands after the figures of a day: 1er, 2nd, 3-е.
_ORDINAL_ENDINGS = ("er", "st", "nd", "rd", "th", "-е", "е")


def _absolute(sentence: Sentence, calendar: Calendar) -> list[tuple[int, int, str]]:
    tokens, dates = sentence.tokens, sentence.pack.meta.dates
    fillers, until = sentence.pack.folded(dates.fillers), sentence.pack.folded(dates.until)
    found: list[tuple[int, int, str]] = []
    lunar = {m.lo for m in sentence.of("hijri")}

    def skip(at: int, step: int) -> int:
        while 0 <= at < len(tokens) and (tokens[at].text in ",،" or not fillers.isdisjoint(tokens[at].keys)):
            at += step
        return at

    for month in sentence.of("month"):
        number = int(month.value)
        if found and month.lo < found[-1][1]:
            continue
        lo, hi = month.lo, month.hi
        # «أكتوبر/تشرين الأول»: two names of one month
        if hi + 1 < len(tokens) and tokens[hi].text in "/(-":
            twin = next((m for m in sentence.of("month") if m.lo == hi + 1 and m.value == month.value), None)
            if twin:
                hi = twin.hi
                if hi < len(tokens) and tokens[hi].text == ")":
                    hi += 1
        before = skip(lo - 1, -1)
        day = _number(sentence, before)
        if day is None and before >= 1 and not tokens[before].keys.keys().isdisjoint(_ORDINAL_ENDINGS):
            before -= 1
            day = _number(sentence, before)
        if day is not None and 1 <= day <= 31:
            lo = before
            first = lo - 2
            if first >= 1 and not tokens[first].keys.keys().isdisjoint(_ORDINAL_ENDINGS):
                first -= 1  # «du 1er au 3 octobre»
            earlier = (
                _number(sentence, first)
                if lo >= 2
                and (
                    tokens[lo - 1].text in "-–−—"
                    or not until.isdisjoint(tokens[lo - 1].keys)
                    or (lo >= 3 and _joins(sentence, lo - 1))
                )
                else None
            )
            if earlier and earlier < day:
                day, lo = earlier, first
        else:
            day = None
        after = skip(hi, 1)
        if day is None and dates.order == "mdy":
            following = _number(sentence, after)
            if following and following <= 31:
                day, hi = following, after + 1
                if hi < len(tokens) and not tokens[hi].keys.keys().isdisjoint(("st", "nd", "rd", "th")):
                    hi += 1
                after = skip(hi, 1)
        year = _number(sentence, after)
        if year and 1800 <= year <= 2200:
            hi = after + 1
        else:
            year = None
        value = _dated(year, number, day, calendar)
        if value and month.lo not in lunar:
            found.append((lo, hi, value))
    found += _numeric(sentence)
    return found


def _with_lunar(sentence: Sentence, lo: int) -> int:
    """The start of a date that the same day by the lunar calendar precedes («14 / 10 / 1436هـ الموافق 30 / 7 …»)."""
    dates, tokens = sentence.pack.meta.dates, sentence.tokens
    if not dates.hijri:
        return lo
    fillers = sentence.pack.folded(dates.fillers)
    months = {i for m in sentence.of("hijri") for i in range(m.lo, m.hi)}
    at, lunar = lo, False
    while at > 0 and lo - at < 12:
        token = tokens[at - 1]
        number = _number(sentence, at - 1)
        if number is not None:
            lunar = lunar or 1300 <= number <= 1600
        elif not (
            at - 1 in months
            or token.text in "/-.،,"
            or len(token.text) <= 2
            or not fillers.isdisjoint(token.keys)
        ):
            break
        at -= 1
    return at if lunar else lo


def _joins(sentence: Sentence, at: int) -> bool:
    return (
        any(m.lo == at and m.value == "and" for m in sentence.of("join"))
        if 0 <= at < len(sentence.tokens)
        else False
    )


def _dated(year: int | None, month: int, day: int | None, calendar: Calendar) -> str | None:
    """A date without year is the one nearest to the day of publication."""
    if year is not None:
        return _valid(year, month, day)
    anchor = calendar.anchor
    if anchor is None:
        return None
    candidates = [
        v for y in (anchor.year - 1, anchor.year, anchor.year + 1) if (v := _valid(y, month, day or 15))
    ]
    if not candidates:
        return None
    nearest = min(candidates, key=lambda v: abs((date.fromisoformat(v) - anchor).days))
    return nearest if day else nearest[:7]


def _numeric(sentence: Sentence) -> list[tuple[int, int, str]]:
    """30/7/2015, 30.07.2015, 2015-07-30; a lunar year is passed over."""
    found = []
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        if tokens[i].kind == "number":
            pieces = tokens[i].text.replace(",", ".").split(".")
            if len(pieces) == 2 and i + 2 < len(tokens) and tokens[i + 1].text == ".":
                pieces, hi = [*pieces, tokens[i + 2].text], i + 3
            elif len(pieces) == 3:
                hi = i + 1
            elif (
                i + 4 < len(tokens)
                and tokens[i + 1].text in _JOINS
                and tokens[i + 3].text == tokens[i + 1].text
            ):
                pieces, hi = [tokens[i].text, tokens[i + 2].text, tokens[i + 4].text], i + 5
            else:
                i += 1
                continue
            folded = [sentence.pack.morphology.fold(p) for p in pieces]
            if all(p.isdigit() and len(p) <= 4 for p in folded):
                a, b, c = (int(p) for p in folded)
                year, day = (a, c) if a > 31 else (c, a)
                value = _valid(year, b, day) if 1800 <= year <= 2200 else None
                if value is None and 1800 <= year <= 2200 and a <= 12:
                    value = _valid(year, a, b)
                if value:
                    found.append((i, hi, value))
                    i = hi
                    continue
        i += 1
    return found


def _relative(sentence: Sentence, calendar: Calendar, taken: set[int]) -> list[tuple[int, int, str]]:
    anchor = calendar.anchor
    if anchor is None:
        return []
    dates = sentence.pack.meta.dates
    found = []
    for mention in sentence.of("day"):
        if mention.lo not in taken and mention.value.lstrip("-").isdigit():
            found.append((mention.lo, mention.hi, (anchor + timedelta(days=int(mention.value))).isoformat()))
    last, coming = sentence.pack.folded(dates.last), sentence.pack.folded(dates.next)
    absolute = [m for m in sentence.of("date") if "relative" not in m.attrs]
    # «охраны окружающей среды»: a word within the name of a field is no day of the week.
    within = {
        i for m in sentence.of("sector", "topic", "portfolio") if m.hi - m.lo > 1 for i in range(m.lo, m.hi)
    }
    for mention in sentence.of("weekday"):
        if mention.lo in within:
            continue
        if any(-3 <= m.lo - mention.hi <= 3 or 0 <= mention.lo - m.hi <= 2 for m in absolute):
            continue
        if mention.lo in taken or any(abs(lo - mention.lo) <= 2 for lo, _, _ in found):
            continue
        around = {k for t in sentence.tokens[max(0, mention.lo - 2) : mention.hi + 2] for k in t.keys}
        if not around.isdisjoint(coming):
            ahead = (int(mention.value) - anchor.weekday()) % 7 or 7
            found.append((mention.lo, mention.hi, (anchor + timedelta(days=ahead)).isoformat()))
            continue
        back = (anchor.weekday() - int(mention.value)) % 7
        if back == 0 and not around.isdisjoint(last):
            back = 7
        if _coming(sentence) and around.isdisjoint(last) and back:
            found.append((mention.lo, mention.hi, (anchor + timedelta(days=7 - back)).isoformat()))
        else:
            found.append((mention.lo, mention.hi, (anchor - timedelta(days=back)).isoformat()))
    return found


def _coming(sentence: Sentence) -> bool:
    """Whether the sentence speaks of what is to come: announced, in the future, or “visits on Monday”."""
    if sentence.of("expect") or any("fut" in m.feats for m in sentence.of("sign", "held", "willdo")):
        return True
    return any({"fut", "pres"} & m.feats for m in sentence.of("encounter", "travel"))


def date_near(sentence: Sentence, lo: int, hi: int) -> str | None:
    """The date that belongs to tokens lo … hi-1: within them, else the nearest in the sentence's clauses."""
    dates = sentence.of("date")
    if not dates:
        return None

    def distance(mention: Mention) -> int:
        if mention.lo < hi and lo < mention.hi:
            return 0
        return sentence.apart(hi, mention.lo) if mention.lo >= hi else sentence.apart(mention.hi, lo)

    nearest = min(dates, key=lambda m: (distance(m), "full" not in m.attrs))
    return nearest.value if distance(nearest) <= 14 else None
