"""Notices: to prevent renewal, and of denunciation (Vienna Convention on the Law of Treaties, arts. 54 and 56)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .duration import Renewal, Term
from .pack import captured
from .passage import Evidence, Passage, Sentence
from .slots import Duration


@dataclass(frozen=True)
class Notice:
    purpose: str  # prevent_renewal, denunciation
    n: int
    unit: str
    reference: str  # before_expiry, any_time, after_initial_term, other
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    def as_json(self) -> dict[str, Any]:
        return {"purpose": self.purpose, "n": self.n, "unit": self.unit, "reference": self.reference}


@dataclass(frozen=True)
class _Found:
    kind: str  # name of the pattern
    duration: Duration
    at: int  # of the duration's slot in the sentence
    match: re.Match[str]


_KINDS = ("before_calendar", "before_expiry", "after_receipt", "of_notice")


def _durations(passage: Passage, text: str) -> list[_Found]:
    """The durations of notice in a sentence; each slot is taken by the first kind that claims it."""
    rules = passage.pack.notice
    excluded = {
        at
        for pattern in (rules.exclude, rules.after_initial_term)
        for match in pattern.finditer(text)
        for at in range(match.start(), match.end())
    }
    taken: dict[int, _Found] = {}
    for kind in _KINDS:
        for match in _overlapping(getattr(rules, kind), text):
            claimed = captured(match, "n")
            duration = passage.slotted.duration(claimed[1]) if claimed else None
            if claimed and duration and claimed[0] not in taken and claimed[0] not in excluded:
                taken[claimed[0]] = _Found(kind, duration, claimed[0], match)
    return [taken[at] for at in sorted(taken)]


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    match = pattern.search(text)
    while match:
        yield match
        match = pattern.search(text, match.start() + 1)


def read_notices(passage: Passage, term: Term, renewal: Renewal) -> list[Notice]:
    """All notices with a period, each once, in the order of the text."""
    rules = passage.pack.notice
    notices: dict[tuple[str, int, str, str], Notice] = {}
    for index, sentence in enumerate(passage.sentences):
        if sentence.heading or not rules.cue.search(sentence.text):
            continue
        for found in _durations(passage, sentence.text):
            notice = _notice(passage, index, sentence, found, term, renewal)
            if notice:
                key = (notice.purpose, notice.n, notice.unit, notice.reference)
                notices.setdefault(key, notice)
    return _consistent(list(notices.values()))


def _consistent(notices: list[Notice]) -> list[Notice]:
    """A denunciation said twice (the right, then its effect) is one: the more precise reference stays."""
    kept: list[Notice] = []
    for notice in notices:
        twins = [
            other
            for other in notices
            if other is not notice
            and (other.purpose, other.n, other.unit) == (notice.purpose, notice.n, notice.unit)
        ]
        if notice.reference == "any_time" and any(
            other.reference in {"after_initial_term", "other"} for other in twins
        ):
            continue
        kept.append(notice)
    return kept


def _notice(
    passage: Passage, index: int, sentence: Sentence, found: _Found, term: Term, renewal: Renewal
) -> Notice | None:
    rules, text = passage.pack.notice, sentence.text
    head = text[: found.at]
    delayed = passage.pack.entry.cue.search(head) and not rules.terminate.search(text)
    if delayed and not (found.kind == "before_expiry" and rules.condition.search(text)):
        return None  # a delay of entry into force
    near = [sentence.text, *(s.text for s in passage.before(index, 2))]
    renewing = bool(passage.pack.renewal.tacit.search(text) or passage.pack.renewal.cue.search(text))
    conditions = [m.start() for m in rules.condition.finditer(head)]
    rights = [m.start() for m in rules.right.finditer(head)]
    conditional = bool(conditions) and not (rights and _apart(head, conditions[-1], rights[-1]))
    if not conditions and not rights:
        conditional = bool(rules.condition.search(text)) and found.kind == "before_expiry"
    evidence = (passage.quote(sentence) if len(text) < 700 else passage.quote(sentence, found.match),)

    def make(purpose: str, reference: str) -> Notice:
        return Notice(purpose, found.duration.n, found.duration.unit, reference, evidence)

    initial = any(
        rules.after_initial_term.search(said)
        for said in (near[:2] if rules.refers_back.search(text) else near[:1])
    )
    if found.kind == "before_expiry":
        if conditional or (renewal.kind.startswith("tacit") and not rights):
            return make("prevent_renewal", "before_expiry")
        return make("denunciation", "before_expiry")
    if not _terminates(passage, near):
        return None
    if conditional and renewal.kind.startswith("tacit") and renewing and found.kind != "after_receipt":
        if renewal.kind == "tacit_indefinite" and found.kind == "of_notice":
            # "It remains in force after that, unless denounced with a year's notice": at any time from then on.
            return make("denunciation", "after_initial_term")
        return make("prevent_renewal", "before_expiry")
    if found.kind == "before_calendar":
        return make("denunciation", "after_initial_term" if initial else "other")
    if initial and (
        term.kind in {"years", "months", "until_date"} or rules.after_initial_term.search(near[0])
    ):
        return make("denunciation", "after_initial_term")
    return make("denunciation", "any_time")


def _apart(head: str, condition: int, right: int) -> bool:
    """Whether the right stands in a clause of its own after the condition ("unless …, each Party may …")."""
    return right > condition and bool(re.search("[,;]", head[condition:right]))


def _terminates(passage: Passage, near: list[str]) -> bool:
    """Whether termination is spoken of in the sentence, or in the one before that it refers to."""
    return any(passage.pack.notice.terminate.search(text) for text in near)
