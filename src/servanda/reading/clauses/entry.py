"""Entry into force and provisional application (Vienna Convention on the Law of Treaties, arts. 24 and 25).

The rule is put together from what the sentence says: *when* (first day of the k-th month, n days after) and *after
what* (signature, the later notification, the exchange …). The event said first after "enters into force" counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from .pack import captured
from .passage import Evidence, Passage, Sentence
from .slots import Duration

# Event → rule at once, rule with something in between (first day of a month, n days). The order settles a draw.
_EVENTS = {
    "later_fixed": ("other", "other"),
    "one_sided": ("other", "other"),
    "reply": ("other", "other"),
    "later_notification": ("on_later_notification", "after_later_notification"),
    "exchange": ("on_exchange_of_instruments", "after_exchange_of_instruments"),
    "signature": ("on_signature", "after_signature"),
    "deposit": ("other", "other"),
    "approval_of_both": ("after_approval_of_both", "after_approval_of_both"),
}
_WEAK = {"approval_of_both", "deposit"}


@dataclass(frozen=True)
class EntryIntoForce:
    rule: str
    delay: Duration | None = None
    first_day: bool = False
    months_following: int | None = None
    date: str | None = None
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    def as_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "delay": {"n": self.delay.n, "unit": self.delay.unit} if self.delay else None,
            "first_day_of_following_month": self.first_day,
            "months_following": self.months_following,
            "date": self.date,
        }


@dataclass(frozen=True)
class Provisional:
    since: str  # "signature", an ISO date or "other"
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)


def _event(passage: Passage, text: str, weak: bool = True) -> tuple[str, re.Match[str]] | None:
    """The event that `text` says first."""
    rules = passage.pack.entry
    best: tuple[int, int, str, re.Match[str]] | None = None
    for rank, name in enumerate(_EVENTS):
        if name in _WEAK and not weak:
            continue
        match = getattr(rules, name).search(text)
        if match:
            # What is only approved or deposited on the way does not outdo an event named after it.
            place = match.start() + (10_000 if name in _WEAK else 0)
            if best is None or (place, rank) < best[:2]:
                best = (place, rank, name, match)
    return (best[2], best[3]) if best else None


def _group(match: re.Match[str], group: str) -> str | None:
    found = captured(match, group)
    return found[1] if found else None


def _timing(passage: Passage, text: str) -> EntryIntoForce:
    """First day, delay and date that `text` says; the rule is left open."""
    rules, slotted = passage.pack.entry, passage.slotted
    entry = EntryIntoForce("")
    last = rules.last_day.search(text)
    first = rules.first_day.search(text)
    if last:
        k = _group(last, "k")
        return replace(entry, months_following=slotted.ordinal(k) if k else 1)
    if first and slotted.ordinal(_group(first, "d") or "") in (1, None):
        k = _group(first, "k")
        entry = replace(entry, first_day=True, months_following=(slotted.ordinal(k) if k else None) or 1)
        text = text[: first.start()] + " " * (first.end() - first.start()) + text[first.end() :]
    for pattern in passage.pack.delays:
        match = pattern.search(text)
        if match:
            said = _group(match, "n") or ""
            ordinal = slotted.ordinal(said)
            delay = slotted.duration(said) or (Duration(ordinal, "days") if ordinal else None)
            if delay and not (entry.first_day and ordinal):
                entry = replace(entry, delay=delay)
                break
    date = rules.date.search(text)
    if date:
        day = slotted.date(_group(date, "t") or "")
        entry = replace(entry, date=day.isoformat() if day else None)
    return entry


def _rule(passage: Passage, index: int, cue: re.Match[str]) -> EntryIntoForce:
    """The rule of the sentence in which `cue` says that the agreement enters into force."""
    rules = passage.pack.entry
    sentence = passage.sentences[index]
    tail = sentence.text[cue.end() :]
    definitive = (
        rules.definitively.search(tail) if passage.pack.provisional.cue.search(cue[0] + tail[:30]) else None
    )
    if definitive:
        tail = tail[definitive.end() :]
    stop = rules.stop.search(tail)
    cut = tail[: stop.start()] if stop else tail
    head = sentence.text[: cue.start()]
    entry = _timing(passage, cut)
    event = _event(passage, cut)
    date = rules.date.search(cut)
    evidence = [passage.quote(sentence)] if len(sentence.text) < 900 else []
    if not evidence:
        end = cue.end() + (stop.start() if stop else min(len(tail), 300))
        evidence = [passage.evidence(sentence.start + max(0, cue.start() - 60), sentence.start + end)]
    if entry.date and date:
        if event is None or date.start() <= event[1].start() or entry.delay or entry.first_day:
            return replace(entry, rule="on_date", evidence=tuple(evidence))
        entry = replace(entry, date=None)
    if event is None and (entry.delay is None and not entry.first_day and entry.months_following is None):
        # "Thirty days after signature this Agreement shall enter into force."
        close = head[-160:]
        entry = _timing(passage, close)
        event = _event(passage, close)
        if entry.date and event is None and len(head) < 90:
            return replace(entry, rule="on_date", evidence=tuple(evidence))
        entry = replace(entry, date=None)
    if event is None and stop:
        event = _event(passage, tail[stop.start() :][:200], weak=False) if not cut.strip(" ,") else None
    if event is None or (rules.backwards.search(cut) and event[0] in {"reply", "exchange"}):
        found = None
        # "This note and your reply constitute an agreement, which enters into force at once": nothing before counts.
        letters = event is None and rules.constitutes.search(head[-300:])
        for text in (head, *(s.text for s in passage.before(index, 0 if letters else 3))):
            found = _event(passage, text)
            if found:
                break
        if found and event is None:
            event = found
    if event is None:
        return replace(entry, rule="other", evidence=tuple(evidence))
    name, match = event
    if name == "later_notification" and _is_one_sided(passage, cut, match):
        name = "one_sided"
    at_once, later = _EVENTS[name]
    delayed = entry.delay is not None or entry.first_day or entry.months_following is not None
    return replace(entry, rule=later if delayed else at_once, evidence=tuple(evidence))


def _is_one_sided(passage: Passage, text: str, match: re.Match[str]) -> bool:
    """Whether what looks like mutual notification is said of one side only, named before it."""
    one = passage.pack.entry.one_sided.search(text)
    return bool(one and one.start() < match.start())


def read_entry(passage: Passage) -> EntryIntoForce | None:
    """The rule of entry into force of the agreement itself; None where the text has none."""
    rules = passage.pack.entry
    subject = passage.pack.term.subject
    candidates: list[tuple[float, int, EntryIntoForce]] = []
    for index, sentence in enumerate(passage.sentences):
        if sentence.heading:
            continue
        for cue in rules.cue.finditer(sentence.text):
            head = sentence.text[: cue.start()]
            if rules.other_subject.search(_where_subject_stands(passage, sentence, head) + cue[0]):
                continue
            near = head[-140:]
            if passage.pack.provisional.cue.search(
                cue[0] + sentence.text[cue.end() :][:20]
            ) and not rules.definitively.search(sentence.text, cue.end()):
                continue  # provisional application only
            said = bool(subject.search(near[-90:] + cue[0])) or len(near.strip(" 0123456789.()-")) < 4
            entry = _rule(passage, index, cue)
            at_once = bool(
                rules.constitutes.search(head[-300:])
                and rules.at_once.search(cue[0] + sentence.text[cue.end() :][:30])
            )
            known = entry.rule != "other" or at_once or _says_when(passage, sentence, cue)
            score = (
                (2 if said else 0)
                + (2 if known else -1)
                + (1 if entry.rule != "other" and (entry.delay or entry.first_day) else 0)
                + (0.5 if entry.rule != "other" or rules.opening.search(sentence.text) else 0)
            )
            candidates.append((score, -index, entry))
    if not candidates:
        return None
    best = max(candidates, key=lambda item: item[:2])
    return best[2] if best[0] >= 2 else None


def _where_subject_stands(passage: Passage, sentence: Sentence, head: str) -> str:
    """The stretch before the cue in which the subject of "enters into force" is named."""
    rules = passage.pack.entry
    opening = rules.opening.search(sentence.text)
    if opening and opening.end() <= len(head):
        # "This Agreement and any amendment thereto": the agreement is meant as well.
        return head[-60:] if len(head) - opening.end() > 100 else ""
    if rules.constitutes.search(head[-300:]):
        return head[-60:]
    return head[-300:]


def _says_when(passage: Passage, sentence: Sentence, cue: re.Match[str]) -> bool:
    rules = passage.pack.entry
    tail = sentence.text[cue.end() :]
    return bool(rules.when.search(tail[:40])) or any(
        getattr(rules, name).search(tail) for name in ("later_fixed", "one_sided", "reply", "deposit")
    )


def read_provisional(passage: Passage) -> Provisional | None:
    """Provisional application: since signature, a date, or otherwise; None where the text has none."""
    rules, slotted = passage.pack.provisional, passage.slotted
    for sentence in passage.sentences:
        if sentence.heading:
            continue
        for cue in rules.cue.finditer(sentence.text):
            around = sentence.text[max(0, cue.start() - 140) : cue.end() + 220]
            if rules.other_subject.search(sentence.text[max(0, cue.start() - 100) : cue.end() + 60]):
                continue
            tail = sentence.text[cue.start() : cue.end() + 220]
            evidence = (
                passage.evidence(
                    sentence.start + cue.start(), min(sentence.end, sentence.start + cue.end() + 60)
                ),
            )
            if len(sentence.text) < 500:
                evidence = (passage.quote(sentence),)
            for text in (tail, around):
                stop = passage.pack.entry.cue.search(text, cue.end() - cue.start()) if text is tail else None
                text = text[: stop.start()] if stop else text
                if rules.delayed.search(text):
                    return Provisional("other", evidence)
                signature = rules.signature.search(text)
                date = passage.pack.entry.date.search(text)
                if signature and not (date and date.start() < signature.start()):
                    return Provisional("signature", evidence)
                if date:
                    day = slotted.date(_group(date, "t") or "")
                    if day:
                        return Provisional(day.isoformat(), evidence)
            return Provisional("other", evidence)
    return None
