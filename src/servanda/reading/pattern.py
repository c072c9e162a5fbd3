"""The pattern language: what rules of a pack look for in a sentence.

Items are separated by spaces:

    word          a token that has this key (as in lexicons: `=form`, alternatives `a/b`)
    <class>       a mention of a class; `<class:value>` or `<class:one|two>` of these values only
    name=<…>      the same, captured under a name
    #feature      any token with this feature; also after a word or class: `<sign>#past`
    ..5           up to five tokens that are not clause marks     ...5   the same across clause marks
                  (a date, or a person with the post, counts as one token, a bracket as none)
    ..5-<neg>     a gap in which no mention of these classes may start (`-<neg,cond>`)
    ( … | … )     one of these sequences
    item?         may be absent
    !<class> !word  must not stand here (takes no room)
    ^  $          beginning, end of the sentence

Matching goes from left to right, shortest gap first; the first way that fits each start and focus counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.reading.languages import Morphology
from servanda.reading.lexicon import Mention
from servanda.reading.tokens import Token

_ITEM = re.compile(r"\s*(\(|\)\??|\||[^\s()|<]*<[^>]*>(?:#\w+)*\??|[^\s()|]+)")
_GAP = re.compile(r"(\.{2,3})(\d+)(?:-<([\w,]+)>)?$")
_MENTION = re.compile(r"(?:(\w+)=)?(!?)<(\w+)(?::([^>]+))?>((?:#\w+)*)$")


class PatternFault(ValueError):
    """A pattern that cannot be understood."""


@dataclass(slots=True)
class View:
    """A sentence as patterns see it."""

    tokens: Sequence[Token]
    starting: Mapping[int, Sequence[Mention]]  # mentions by their first token
    by_class: Mapping[str, Sequence[Mention]]
    clause_marks: frozenset[int]  # positions of tokens that end a clause
    free: frozenset[int] = frozenset()  # positions that a gap does not count
    _positions: dict[str, list[int]] | None = None

    @property
    def positions(self) -> Mapping[str, Sequence[int]]:
        """Where each key stands (made when first asked for)."""
        if self._positions is None:
            self._positions = {}
            for i, token in enumerate(self.tokens):
                for key in token.keys:
                    self._positions.setdefault(key, []).append(i)
        return self._positions


Captures = tuple[tuple[str, Mention], ...]
Step = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens lo … hi-1 and the mentions captured by name."""

    lo: int
    hi: int
    captures: dict[str, Mention]


class Pattern:
    """A compiled pattern."""

    def __init__(self, source: str, morphology: Morphology) -> None:
        self.source = source
        self._morphology = morphology
        parts = [m.group(1) for m in _ITEM.finditer(source)]
        if "".join(parts) != re.sub(r"\s+", "", source):
            raise PatternFault(f"cannot be read: {source!r}")
        steps, rest = self._sequence(parts)
        if rest:
            raise PatternFault(f"a bracket too many: {source!r}")
        if not steps:
            raise PatternFault("empty pattern")
        self._steps = tuple(steps)
        self.classes = frozenset(_classes(self._steps))
        self.captures = frozenset(_captures(self._steps))
        self._firsts = _firsts(self._steps)
        self._needed = tuple((what[1], what[2]) for kind, what in self._steps if kind == "mention")
        self._words = tuple(what[0] for kind, what in self._steps if kind == "word" and what[0] is not None)

    def _sequence(self, parts: list[str]) -> tuple[list[Step], list[str]]:
        branches: list[list[Step]] = [[]]
        while parts:
            part, parts = parts[0], parts[1:]
            if part == "(":
                inner, parts = self._sequence(parts)
                if not parts or not parts[0].startswith(")"):
                    raise PatternFault(f"a bracket is not closed: {self.source!r}")
                branches[-1].append(("maybe", tuple(inner)) if parts[0] == ")?" else ("group", tuple(inner)))
                parts = parts[1:]
            elif part.startswith(")"):
                parts = [part, *parts]
                break
            elif part == "|":
                branches.append([])
            else:
                branches[-1].append(self._item(part))
        if len(branches) == 1:
            return branches[0], parts
        return [("either", tuple(tuple(b) for b in branches))], parts

    def _item(self, part: str) -> Step:
        if part.endswith("?") and len(part) > 1:
            return ("maybe", (self._item(part[:-1]),))
        if part in ("^", "$"):
            return ("edge", part)
        if gap := _GAP.match(part):
            forbidden = frozenset(gap.group(3).split(",")) if gap.group(3) else frozenset()
            return ("gap", (int(gap.group(2)), gap.group(1) == "...", forbidden))
        if mention := _MENTION.match(part):
            name, negated, cls, values, feats = mention.groups()
            wanted = frozenset(values.split("|")) if values else None
            step = (name, cls, wanted, frozenset(feats.split("#")) - {""})
            return ("not", ("mention", step)) if negated else ("mention", step)
        if "<" in part or ">" in part:
            raise PatternFault(f"{part!r} in {self.source!r}")
        if part.startswith("!"):
            return ("not", self._item(part[1:]))
        word, *feats = part.split("#")
        keys: frozenset[str] | None = None
        if word:
            keys = frozenset(k for w in word.split("/") for k in self._morphology.lexical(w))
        return ("word", (keys, frozenset(feats) - {""}))

    def _possible(self, view: View) -> bool:
        """Whether the sentence has what every match needs: a quick answer, for most patterns fit few sentences."""
        for cls, wanted in self._needed:
            there = view.by_class.get(cls)
            if there is None or (wanted is not None and not any(m.value in wanted for m in there)):
                return False
        return not any(keys.isdisjoint(view.positions) for keys in self._words)

    def matches(self, view: View) -> Iterator[Match]:
        """All matches with distinct starts and ends of what they capture."""
        if not self._possible(view):
            return
        starts: Sequence[int] = range(len(view.tokens))
        if self._firsts is not None:
            classes, keys = self._firsts
            found = {m.lo for cls in classes for m in view.by_class.get(cls, ())}
            if keys:
                positions = view.positions
                for word in keys:
                    found.update(positions.get(word, ()))
            starts = sorted(found)
        for lo in starts:
            seen: set[tuple[tuple[str, int, int], ...]] = set()
            for hi, captures in self._run(self._steps, 0, lo, (), view):
                key = tuple((n, m.lo, m.hi) for n, m in captures)
                if key not in seen:
                    seen.add(key)
                    yield Match(lo, hi, dict(captures))
                if len(seen) >= 12:
                    break

    def _run(
        self, steps: tuple[Step, ...], i: int, at: int, got: Captures, view: View
    ) -> Iterator[tuple[int, Captures]]:
        if i == len(steps):
            yield at, got
            return
        kind, what = steps[i]
        if kind == "mention":
            name, cls, wanted, feats = what
            for m in view.starting.get(at, ()):
                if m.cls == cls and (wanted is None or m.value in wanted) and feats <= m.feats:
                    yield from self._run(steps, i + 1, m.hi, (*got, (name, m)) if name else got, view)
        elif kind == "word":
            if at < len(view.tokens) and _word_fits(view.tokens[at], what):
                yield from self._run(steps, i + 1, at + 1, got, view)
        elif kind == "gap":
            most, across, forbidden = what
            spent = 0
            for end in range(at, len(view.tokens) + 1):
                if end > at and end - 1 not in view.free:
                    spent += 1
                    if spent > most:
                        return
                yield from self._run(steps, i + 1, end, got, view)
                if end in view.clause_marks and not across:
                    return
                if forbidden and any(m.cls in forbidden for m in view.starting.get(end, ())):
                    return
        elif kind == "maybe":
            yield from self._run((*what, *steps[i + 1 :]), 0, at, got, view)
            yield from self._run(steps, i + 1, at, got, view)
        elif kind == "group":
            yield from self._run((*what, *steps[i + 1 :]), 0, at, got, view)
        elif kind == "either":
            for branch in what:
                yield from self._run((*branch, *steps[i + 1 :]), 0, at, got, view)
        elif kind == "not":
            if next(self._run((what,), 0, at, (), view), None) is None:
                yield from self._run(steps, i + 1, at, got, view)
        elif kind == "edge" and at == (0 if what == "^" else len(view.tokens)):
            yield from self._run(steps, i + 1, at, got, view)


def _word_fits(token: Token, what: tuple[frozenset[str] | None, frozenset[str]]) -> bool:
    keys, feats = what
    return (keys is None or not keys.isdisjoint(token.keys)) and feats <= token.feats


Firsts = tuple[frozenset[str], frozenset[str]]


def _firsts(steps: Sequence[Step]) -> Firsts | None:
    """The classes and the keys of words with which a match must begin; None where it may begin with something else."""
    kind, what = steps[0]
    if kind == "mention":
        return frozenset({what[1]}), frozenset()
    if kind == "word":
        return (frozenset(), what[0]) if what[0] is not None else None
    if kind == "group":
        return _firsts(what)
    if kind == "either":
        branches = [_firsts(branch) if branch else None for branch in what]
        return _united(branches)
    if kind == "maybe" and len(steps) > 1:
        return _united([_firsts(what), _firsts(steps[1:])])
    return None


def _united(branches: Sequence[Firsts | None]) -> Firsts | None:
    known = [b for b in branches if b is not None]
    if len(known) < len(branches):
        return None
    return frozenset().union(*(b[0] for b in known)), frozenset().union(*(b[1] for b in known))


def _classes(steps: Sequence[Step]) -> Iterator[str]:
    for kind, what in steps:
        if kind == "mention":
            yield what[1]
        elif kind == "gap":
            yield from what[2]
        elif kind in ("maybe", "group"):
            yield from _classes(what)
        elif kind == "either":
            for branch in what:
                yield from _classes(branch)
        elif kind == "not":
            yield from _classes((what,))


def _captures(steps: Sequence[Step]) -> Iterator[str]:
    for kind, what in steps:
        if kind == "mention" and what[0]:
            yield what[0]
        elif kind in ("maybe", "group"):
            yield from _captures(what)
        elif kind == "either":
            for branch in what:
                yield from _captures(branch)
