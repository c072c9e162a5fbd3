"""What a text in one language says that its other versions must say too: figures, dates, references, names, force."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from servanda.domain.texts.digits import ascii_digits
from servanda.reading import reader
from servanda.reading.concordance.lexicon import Lexicon, lexicon
from servanda.reading.dates import find_dates
from servanda.reading.document import Document, build
from servanda.reading.outcome import Passage
from servanda.reading.persons import find_persons

_DROPPED = re.compile(
    r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069]"
)
_SAME = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ё": "е", "’": "'", "ʼ": "'", "‐": "-", "‑": "-"}
    | dict.fromkeys("\xa0\u202f\u2009\t\n\r", " ")
)
_GROUPED = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?(?!\d)|(?<![\d.,])\d+(?:[.,]\d+)?(?![\d])"
)
_NUMERIC_DAY = re.compile(
    r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)|(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)"
)
_YEAR_AFTER = re.compile(r"^(?:\s|,|،|de|del|of|عام|سنة|من)*(\d{4})(?!\d)")
_LEADING = re.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,3})*[.)\-–:]|[(]\d{1,3}[)])\s+")
#: «فاتح مارس», as the Maghreb writes the first of a month; «أول يناير».
_FIRST_OF = re.compile(r"(?:فاتح|أول|اول) $")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a text says, at code points start … end.

    value   what it is compared by
    unit    of a duration: day, week, month, year
    soft    its absence on the other side means nothing: “one”, “two” in words, which Arabic says by the dual;
            two words of a script without capitals of which only the first looks like a name
    ordinal whether it is an ordinal in words
    """

    kind: str
    value: str
    start: int
    end: int
    unit: str = ""
    soft: bool = False
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A text with its facts, and the places of its sentences."""

    text: str
    language: str
    facts: tuple[Fact, ...]
    sentences: tuple[tuple[int, int], ...]

    def of(self, kind: str) -> list[Fact]:
        """The facts of one kind, in the order of the text."""
        return [f for f in self.facts if f.kind == kind]


class _Folded:
    """A text folded for comparison, and where each of its characters stood."""

    def __init__(self, text: str) -> None:
        kept = [(i, c) for i, c in enumerate(text) if not _DROPPED.match(c)]
        lowered = "".join(low if len(low := c.lower()) == 1 else c for _, c in kept)
        self.text = ascii_digits(lowered.translate(_SAME))
        self.at = [i for i, _ in kept] + [len(text)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.at[start], (self.at[end - 1] + 1 if end > start else self.at[start])


@lru_cache(maxsize=4096)
def read(text: str, language: str) -> Read:
    """The facts of a text. Raises KeyError for a language without a lexicon."""
    words = lexicon(language)
    if not text.strip():
        return Read(text, language, (), ())
    document = _document(text, language)
    folded = _Folded(text)
    taken: list[tuple[int, int]] = []
    if leading := _LEADING.match(folded.text):
        taken.append(folded.span(*leading.span()))
    facts: list[Fact] = []

    def add(found: Iterable[Fact]) -> None:
        for fact in found:
            if not any(a < fact.end and fact.start < b for a, b in taken):
                facts.append(fact)
                taken.append((fact.start, fact.end))

    add(_dates(document, folded))
    add(_references(document, folded, words))
    add(_figures(document, folded, words))
    money = [(f.start, f.end) for f in facts if f.kind == "amount"]
    # The States of US dollars are a part of the amount.
    facts += [f for f in _names(document, words) if not any(a <= f.start < b for a, b in money)]
    facts += [f for f in _force(folded, words) if text[f.start : f.end] != "May"]
    spans = tuple((s.tokens[0].start, s.tokens[-1].end) for s in document.sentences if s.tokens)
    return Read(text, language, tuple(sorted(facts, key=lambda f: (f.start, f.end, f.kind))), spans)


def _document(text: str, language: str) -> Document:
    one = reader()
    document = build(text, [Passage(0, len(text), language)], {language: one.pack(language)}, language)
    find_dates(document, None)
    find_persons(document)
    return document


def _dates(document: Document, folded: _Folded) -> Iterator[Fact]:
    """Days and months; a lunar date beside the Gregorian one goes with it. A day without its year stays open."""
    covered: set[int] = set()
    for sentence in document.sentences:
        for m in sentence.of("date"):
            start, end = sentence.tokens[m.lo].start, sentence.tokens[m.hi - 1].end
            if len(m.value) >= 7:
                covered.update(range(start, end))
                value = m.value
                if len(value) == 7 and (
                    opened := _FIRST_OF.search(document.text[max(0, start - 12) : start])
                ):
                    value, start = f"{value}-01", start - len(opened[0])
                yield Fact("date", value, start, end)
    for match in _NUMERIC_DAY.finditer(folded.text):
        start, end = folded.span(*match.span())
        numbers = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
        day, month, year = (int(n) for n in numbers)
        if not covered & set(range(start, end)) and 1 <= month <= 12 and 1 <= day <= 31:
            covered.update(range(start, end))
            yield Fact("date", f"{year:04d}-{month:02d}-{day:02d}", start, end)
    for sentence in document.sentences:
        tokens = sentence.tokens
        for m in sentence.of("month"):
            start, end = tokens[m.lo].start, tokens[m.hi - 1].end
            if covered & set(range(start, end)):
                continue
            for at in (m.lo - 1, m.hi):
                if 0 <= at < len(tokens) and (found := _day_of_month(tokens[at].text)):
                    low, high = min(start, tokens[at].start), max(end, tokens[at].end)
                    yield Fact("date", f"????-{int(m.value):02d}-{found:02d}", low, high)
                    break


def _day_of_month(word: str) -> int | None:
    digits = re.match(r"\d{1,2}(?!\d)", ascii_digits(word))
    value = int(digits[0]) if digits else 0
    return value if 1 <= value <= 31 else None


def _ordinals(document: Document) -> list[tuple[int, int, int]]:
    """(value, start, end) of ordinals in words and figures; third parties and countries count nothing."""
    words = lexicon(document.language)
    found = []
    for sentence in document.sentences:
        for m in sentence.of("ordinal"):
            if m.value.isdigit():
                found.append((int(m.value), sentence.tokens[m.lo].start, sentence.tokens[m.hi - 1].end))
    return [o for o in found if not words.third.match(document.text.lower(), o[1])]


def _references(document: Document, folded: _Folded, words: Lexicon) -> Iterator[Fact]:
    """Articles and paragraphs that the text refers to, in figures or in ordinals («المادة الخامسة»)."""
    ordinals = _ordinals(document)
    for kind, pattern in words.references.items():
        for match in pattern.finditer(folded.text):
            at, numbers = match.start(1), list(re.finditer(r"\d+", match[1]))
            if not numbers:
                yield Fact("reference", f"{kind} 1", *folded.span(*match.span()))
            for i, number in enumerate(numbers):
                # The first number goes with the word, each further one stands by itself.
                low = at + number.start() if i else match.start()
                yield Fact("reference", f"{kind} {int(number[0])}", *folded.span(low, at + number.end()))
        bare = re.compile(pattern.pattern[: pattern.pattern.rindex(r"\s*(?:№ ?|no\.? ?)?")] + r"\s*$")
        for value, low, high in ordinals:
            before = folded.text[: sum(1 for i in folded.at[:-1] if i < low)]
            if named := bare.search(before):
                start, _ = folded.span(named.start(), named.end())
                yield Fact("reference", f"{kind} {value}", start, high)


@dataclass(slots=True)
class _Figure:
    value: Decimal
    start: int
    end: int
    word: bool


def _parsed(text: str, language_comma: bool) -> Decimal:
    """A number in figures. A single separator before three figures is a thousand's where the language writes so."""
    plain = text.replace(" ", "")
    separators = re.findall(r"[.,]", plain)
    if not separators:
        return Decimal(plain)
    last = separators[-1]
    tail = plain.rsplit(last, 1)[1]
    if len(separators) == 1 and " " not in text:
        if len(tail) == 3 and not plain.startswith("0") and (last == ",") == language_comma:
            return Decimal(plain.replace(last, ""))
        return Decimal(plain.replace(",", "."))
    if len(tail) == 3 and (len(set(separators)) == 1 or " " in text) and len(separators) > 1:
        return Decimal(re.sub(r"[.,]", "", plain))
    head = re.sub(r"[.,]", "", plain.rsplit(last, 1)[0])
    return Decimal(f"{head}.{tail}")


def _figures(document: Document, folded: _Folded, words: Lexicon) -> Iterator[Fact]:
    """Numbers in figures and words with what follows them: a scale, a percent sign, a currency, a unit of time."""
    text = folded.text
    comma = document.language in ("en", "ar")
    found = [_Figure(_parsed(m[0], comma), *m.span(), False) for m in _GROUPED.finditer(text)]
    found += _worded(text, words)
    ordinals = _ordinals(document)
    back = {original: i for i, original in enumerate(folded.at)}
    found.sort(key=lambda f: (f.start, -f.end))
    kept: list[_Figure] = []
    for figure in found:
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    for figure in kept:
        value, end, kind, unit = figure.value, figure.end, "number", ""
        for scale, pattern in words.scales:
            if match := pattern.match(text, _skip(text, end)):
                value, end = value * scale, match.end()
                break
        at = _skip(text, end)
        low = figure.start
        if match := words.percent.match(text, at):
            kind, end = "percentage", match.end()
        else:
            code, stop, low = _currency(text, words, low, end)
            if code:
                kind, end, unit = "amount", stop, code
            else:
                unit, _ = _unit(text, words, at)
        soft = figure.word and value <= 2
        said = f"{value.normalize():f}"
        start, stop = folded.span(low, end)
        yield Fact(
            kind,
            f"{said} {unit}" if kind == "amount" else said,
            start,
            stop,
            "" if kind == "amount" else unit,
            soft,
        )
    inside = [folded.span(f.start, f.end) for f in kept]
    for unit, pattern in words.duals:
        for match in pattern.finditer(text):
            start, end = folded.span(*match.span())
            yield Fact("number", "2", start, end, unit, True)
    for number, start, end in ordinals:
        if start in back and not any(a < end and start < b for a, b in inside):
            yield Fact("number", str(number), start, end, "", number <= 2, True)


def _skip(text: str, at: int) -> int:
    """Past blanks and closing brackets: “thirty (30) days”."""
    while at < len(text) and text[at] in " )-":
        at += 1
    return at


def _unit(text: str, words: Lexicon, at: int) -> tuple[str, int]:
    """The unit of time that follows, with one word such as “working” between at most."""
    starts = [at]
    if between := re.match(r"[^\W\d]+ ", text[at:]):
        starts.append(at + between.end())
    for start in starts:
        for unit, pattern in words.units:
            if match := pattern.match(text, start):
                return unit, match.end()
    return "", at


def _currency(text: str, words: Lexicon, start: int, end: int) -> tuple[str, int, int]:
    """(code, end, start) of the currency after or before an amount; no code where there is none."""
    after = _skip(text, end)
    for lead in (r"", r"de ", r"d'", r"of ", r"من "):
        if text.startswith(lead, after):
            for code, pattern in words.currencies:
                if match := pattern.match(text, after + len(lead)):
                    return code, match.end(), start
    before = text[max(0, start - 5) : start]
    for code, pattern in words.currencies:
        for match in pattern.finditer(before):
            if not before[match.end() :].strip():
                return code, end, start - len(before) + match.start()
    return "", end, start


def _worded(text: str, words: Lexicon) -> list[_Figure]:
    """Numbers in words, neighbours put together: twenty-five, двадцать пять, خمسة وعشرين."""
    single: list[_Figure] = []
    for value, pattern in sorted(words.numbers, key=lambda n: -n[0]):
        single += [_Figure(value, *m.span(), True) for m in pattern.finditer(text)]
    single.sort(key=lambda f: (f.start, -f.end))
    found: list[_Figure] = []
    for part in single:
        if found and part.start < found[-1].end:
            continue
        last = found[-1] if found else None
        if last is not None and words.joints.fullmatch(text[last.end : part.start] or " "):
            both = _together(last.value, part.value, text[part.start])
            if both is not None:
                found[-1] = _Figure(both, last.start, part.end, True)
                continue
        found.append(part)
    return found


def _together(a: Decimal, b: Decimal, first: str) -> Decimal | None:
    """What two number words say together; None where they are two numbers."""
    if b == 100 and 1 < a < 10:
        return a * b
    if a >= 100 and b < 100:
        return a + b
    if a % 100 >= 20 and a % 10 == 0 and b < 10:
        return a + b
    if first == "و" and a % 100 and a % 100 < 10 and 20 <= b < 100:
        return a + b
    return None


def _names(document: Document, words: Lexicon) -> Iterator[Fact]:
    """States, capitals as places, organisations, persons."""
    for sentence in document.sentences:
        for m in sentence.of("state", "org", "person"):
            start, end = sentence.tokens[m.lo].start, sentence.tokens[m.hi - 1].end
            if m.cls == "person":
                guess = m.attrs.get("ground") == "given" and not sentence.pack.meta.writing.capitals
                yield Fact("person", m.value, start, end, soft=guess)
            elif m.cls == "org":
                yield Fact("organisation", m.value, start, end)
            elif m.attrs.get("as") in ("name", "adj", "prefix") and "," not in m.value:
                if not _of_language(document.text, start, end, words):
                    yield Fact("state", m.value, start, end)
            elif m.attrs.get("as") == "capital" and "," not in m.value:
                yield Fact("place", m.value, start, end)


def _of_language(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Whether an adjective is of a language, which is no State: «русского языка», «اللغة الروسية»."""
    around = text[max(0, start - 40) : start], text[end : end + 40]
    before, after = (
        re.split(r"[.;:؛!?\n]", part)[at].lower() for part, at in zip(around, (-1, 0), strict=True)
    )
    return bool(words.tongue.search(before if words.tongue.pattern.endswith("$") else after))


def _force(folded: _Folded, words: Lexicon) -> Iterator[Fact]:
    """Words that say less than an obligation (endeavour, may, should, consider), and negations."""
    for level, pattern in words.modal.items():
        for match in pattern.finditer(folded.text):
            yield Fact("force", level, *folded.span(*match.span()))
    for match in words.negation.finditer(folded.text):
        yield Fact("negation", "not", *folded.span(*match.span()))
