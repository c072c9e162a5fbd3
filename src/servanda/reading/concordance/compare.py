"""Two or more language versions of the same: what one says and another does not, each at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from servanda.domain.parties.capitals import capitals
from servanda.domain.texts.digits import ascii_digits
from servanda.domain.texts.languages import language_of
from servanda.domain.texts.names import Decision, same_person
from servanda.domain.wording import N_
from servanda.reading.concordance.facts import Fact, Read, read
from servanda.reading.concordance.lexicon import LANGUAGES

#: What can differ, in the order in which it is shown.
KINDS = {
    "items": N_("Number of items"),
    "decisions": N_("Number of decisions"),
    "text": N_("Missing text"),
    "number": N_("Number"),
    "percentage": N_("Percentage"),
    "amount": N_("Amount"),
    "date": N_("Date"),
    "reference": N_("Article or paragraph"),
    "person": N_("Person"),
    "state": N_("State"),
    "place": N_("Place"),
    "organisation": N_("Organisation"),
    "force": N_("Force of the obligation"),
    "negation": N_("Negation"),
}
#: Words for the degrees of force; what carries none of them is an obligation.
FORCE = {
    "obligation": N_("obligation (shall)"),
    "endeavour": N_("endeavour (will seek to)"),
    "may": N_("permission (may)"),
    "should": N_("recommendation (should)"),
    "consider": N_("consideration (possibility of)"),
    "not": N_("negation"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """What one version says: the words at start … end of its text; `value` as compared. Empty: it does not say it."""

    language: str
    start: int = 0
    end: int = 0
    said: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of two versions. `place` is the key of the item, decision or paragraph; "" the whole."""

    kind: str
    place: str
    left: Side
    right: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides, the first version first."""
        return self.left, self.right

    def as_json(self) -> dict[str, object]:
        """Plain data."""
        sides = [
            {"language": s.language, "start": s.start, "end": s.end, "said": s.said, "value": s.value}
            for s in (self.left, self.right)
        ]
        return {"kind": self.kind, "place": self.place, "left": sides[0], "right": sides[1]}


@dataclass(frozen=True, slots=True)
class Piece:
    """One item, decision or paragraph with its text in each language. `kind`: item, decision, paragraph."""

    key: str
    texts: Mapping[str, str] = field(default_factory=dict)
    kind: str = "paragraph"


def compare_texts(texts: Mapping[str, str], place: str = "") -> list[Difference]:
    """Differences between versions of one text, each version against the first; a missing one is a difference too."""
    known = {code: text for code, text in texts.items() if code in LANGUAGES}
    said = [code for code, text in known.items() if text.strip()]
    if not said:
        return []
    found: list[Difference] = []
    first = said[0]
    for code, text in known.items():
        if code == first:
            continue
        if not text.strip():
            found.append(Difference("text", place, _whole(first, known[first]), Side(code)))
        else:
            found += _pair(read(known[first], first), read(text, code), place)
    return found


def compare_pieces(pieces: Iterable[Piece], languages: Sequence[str]) -> list[Difference]:
    """Differences between the versions of a structured text in these languages, piece by piece.

    A version that has fewer items or decisions than another is told once, and each missing text at its place.
    """
    listed = list(pieces)
    found: list[Difference] = []
    for kind, name in (("item", "items"), ("decision", "decisions")):
        counts = {
            c: sum(p.kind == kind and bool(p.texts.get(c, "").strip()) for p in listed) for c in languages
        }
        first = next(iter(languages), "")
        for code in languages[1:]:
            if counts[code] != counts[first]:
                sides = [Side(c, value=str(counts[c]), said=str(counts[c])) for c in (first, code)]
                found.append(Difference(name, "", *sides))
    for piece in listed:
        found += compare_texts({c: piece.texts.get(c, "") for c in languages}, piece.key)
    return found


def compare_documents(a: str, b: str, languages: tuple[str, str] | None = None) -> list[Difference]:
    """Differences of two whole texts: of their numbered items where both have them, else of their paragraphs.

    Offsets count in the whole texts. Where paragraphs do not answer one another, the texts are compared as wholes.
    Raises ValueError where the language of a text is none of the four.
    """
    first, second = languages or (language_of(a), language_of(b))
    for code in (first, second):
        if code not in LANGUAGES:
            raise ValueError(code)
    found: list[Difference] = []
    left, right = _numbered(a), _numbered(b)
    if left and right:
        if len(left) != len(right):
            sides = [
                Side(c, value=str(len(p)), said=str(len(p))) for c, p in ((first, left), (second, right))
            ]
            found.append(Difference("items", "", *sides))
    else:
        left, right = _paragraphs(a), _paragraphs(b)
        if len(left) != len(right):
            left, right = {"": (0, len(a))}, {"": (0, len(b))}
    for key in sorted({*left, *right}, key=_in_order):
        if key not in left or key not in right:
            has = (first, a, left[key]) if key in left else (second, b, right[key])
            side = _shifted(_whole(has[0], has[1][slice(*has[2])]), has[2][0])
            lacks = Side(second if key in left else first)
            found.append(Difference("text", key, *((side, lacks) if key in left else (lacks, side))))
            continue
        (s1, e1), (s2, e2) = left[key], right[key]
        for d in _pair(read(a[s1:e1], first), read(b[s2:e2], second), key):
            found.append(Difference(d.kind, d.place, _shifted(d.left, s1), _shifted(d.right, s2)))
    return found


_ITEM = re.compile(
    r"^[^\S\n]*(?:article|статья|المادة)?[^\S\n]*(\d{1,3}(?:\.\d{1,3})*)[^\S\n]*[.)\-–:][^\S\n]+(?=\S)",
    re.M | re.I,
)


def _numbered(text: str) -> dict[str, tuple[int, int]]:
    """Numbered lines with what follows each up to the next; what stands before the first has the key "0"."""
    starts = [(m[1], m.start()) for m in _ITEM.finditer(ascii_digits(text))]
    if len(starts) < 2:
        return {}
    found: dict[str, tuple[int, int]] = {}
    if text[: starts[0][1]].strip():
        found["0"] = (0, starts[0][1])
    for i, (key, start) in enumerate(starts):
        end = starts[i + 1][1] if i + 1 < len(starts) else len(text)
        unique = key
        while unique in found:
            unique += "'"
        found[unique] = (start, end)
    return found


def _paragraphs(text: str) -> dict[str, tuple[int, int]]:
    found = [m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    return {f"¶{n}": span for n, span in enumerate(found, 1)}


def _in_order(key: str) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", key)]


def _whole(language: str, text: str) -> Side:
    start = len(text) - len(text.lstrip())
    words = text.strip()
    return Side(language, start, start + len(words), words if len(words) <= 120 else words[:119] + "…")


def _shifted(side: Side, by: int) -> Side:
    if not side.said:
        return side
    return Side(side.language, side.start + by, side.end + by, side.said, side.value)


def _pair(a: Read, b: Read, place: str) -> list[Difference]:
    found: list[Difference] = []
    for kind in (
        "number",
        "percentage",
        "amount",
        "date",
        "reference",
        "person",
        "state",
        "place",
        "organisation",
    ):
        left = _lacking(kind, a, b)
        right = _lacking(kind, b, a)
        if kind == "number":
            left, right = _without_lone_soft(left, right)
        elif kind == "person":
            left, right = _without_guesses(left, right), _without_guesses(right, left)
        for i in range(max(len(left), len(right))):
            one = _side(a, left[i]) if i < len(left) else Side(a.language)
            other = _side(b, right[i]) if i < len(right) else Side(b.language)
            found.append(Difference(kind, place, one, other))
    found += _units(a, b, place)
    found += _weighed(a, b, "force", place)
    found += _weighed(a, b, "negation", place)
    return found


def _side(of: Read, fact: Fact) -> Side:
    value = fact.value if fact.kind != "number" or not fact.unit else f"{fact.value} {fact.unit}"
    return Side(of.language, fact.start, fact.end, of.text[fact.start : fact.end], value)


def _once(facts: Iterable[Fact]) -> list[Fact]:
    seen: set[str] = set()
    return [f for f in facts if not (f.value in seen or seen.add(f.value))]  # type: ignore[func-returns-value]


def _lacking(kind: str, of: Read, other: Read) -> list[Fact]:
    """Facts of one version that the other does not have, each value once."""
    theirs = other.of(kind)
    found = []
    for fact in _once(of.of(kind)):
        if kind == "person":
            if not any(same_person(fact.value, t.value).decision != Decision.DIFFERENT for t in theirs):
                found += [fact] if not _named(fact.value, other.text) else []
        elif kind == "date":
            if not any(_same_day(fact.value, t.value) for t in theirs):
                found.append(fact)
        elif fact.value not in {t.value for t in theirs}:
            if kind == "number" and fact.value in {t.value for k in ("number", "date") for t in other.of(k)}:
                continue
            if kind in ("place", "organisation") and not _knows(kind, fact.value, other.language):
                continue
            found.append(fact)
    return found


def _same_day(a: str, b: str) -> bool:
    """Two days are one where nothing that both state differs; a year may be left out."""
    return a == b or ((a.startswith("????") or b.startswith("????")) and a[4:] == b[4:])


def _named(name: str, text: str) -> bool:
    """Whether the other text has a name like this one though no person was recognised there."""
    words = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", text)
    length = len(name.split())
    for size in {max(1, length - 1), length, length + 1}:
        for i in range(len(words) - size + 1):
            window = " ".join(words[i : i + size])
            for candidate in {window, window[1:] if window[:1] in "وبل" else window}:
                likeness = same_person(name, candidate)
                if likeness.decision == Decision.SAME or (
                    size == 1 and likeness.decision != Decision.DIFFERENT
                ):
                    return True
    return False


@cache
def _known_places(language: str) -> frozenset[str]:
    return frozenset(capitals(language))


@cache
def _known_bodies(language: str) -> frozenset[str]:
    rows = (
        (files("servanda.reading") / "packs" / language / "org.tsv").read_text(encoding="utf-8").splitlines()
    )
    return frozenset(r.split("\t")[1] for r in rows if r and not r.startswith("#"))


def _knows(kind: str, value: str, language: str) -> bool:
    """Whether the other language's lexicon could have found it at all."""
    return value in (_known_places(language) if kind == "place" else _known_bodies(language))


def _without_lone_soft(left: list[Fact], right: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """“One” and “two” in words count only against another number on the other side."""
    firm = [[f for f in side if not f.soft] for side in (left, right)]
    soft = [[f for f in side if f.soft] for side in (left, right)]
    if not firm[0] and not firm[1]:
        # The first against the second.
        ordinals = [[f for f in side if f.ordinal] for side in soft]
        return (ordinals[0], ordinals[1]) if ordinals[0] and ordinals[1] else ([], [])
    spare = [max(0, len(firm[1 - i]) - len(firm[i])) for i in (0, 1)]
    kept = [sorted([*firm[i], *soft[i][: spare[i]]], key=lambda f: f.start) for i in (0, 1)]
    return kept[0], kept[1]


def _without_guesses(facts: list[Fact], against: list[Fact]) -> list[Fact]:
    """What only may be a name counts where the other version has another name in its stead."""
    firm = [f for f in facts if not f.soft]
    spare = max(0, len(against) - len(firm))
    return sorted([*firm, *[f for f in facts if f.soft][:spare]], key=lambda f: f.start)


def _units(a: Read, b: Read, place: str) -> list[Difference]:
    """The same number of other units: three months, three weeks."""
    found = []
    for fact in _once(f for f in a.of("number") if f.unit):
        mine = {f.unit for f in a.of("number") if f.value == fact.value and f.unit}
        others = [f for f in b.of("number") if f.value == fact.value and f.unit]
        theirs = {f.unit for f in others}
        if theirs and mine.isdisjoint(theirs):
            found.append(Difference("number", place, _side(a, fact), _side(b, others[0])))
    return found


def _weighed(a: Read, b: Read, kind: str, place: str) -> list[Difference]:
    """Degrees of force, sentence by sentence where the sentences answer one another, else in the whole."""
    left, right = a.of(kind), b.of(kind)
    if len(a.sentences) == len(b.sentences) and len(a.sentences) > 1:
        rows = [
            ([f for f in left if s <= f.start < e], [f for f in right if s2 <= f.start < e2])
            for (s, e), (s2, e2) in zip(a.sentences, b.sentences, strict=True)
        ]
    else:
        rows = [(left, right)]
    found = []
    for ours, theirs in rows:
        mine, other = {f.value for f in ours}, {f.value for f in theirs}
        lone = [f for f in _once(ours) if f.value not in other]
        against = [f for f in _once(theirs) if f.value not in mine]
        for i in range(max(len(lone), len(against))):
            one = (
                _side(a, lone[i])
                if i < len(lone)
                else Side(a.language, value="" if kind == "negation" else "obligation")
            )
            two = (
                _side(b, against[i])
                if i < len(against)
                else Side(b.language, value="" if kind == "negation" else "obligation")
            )
            found.append(Difference(kind, place, one, two))
    return found
