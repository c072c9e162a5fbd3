"""How long an agreement lasts: term and renewal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .pack import captured
from .passage import Evidence, Passage, Sentence
from .slots import Duration


@dataclass(frozen=True)
class Term:
    kind: str = "unstated"  # indefinite, years, months, until_date, unstated
    n: int | None = None
    date: str | None = None
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "n": self.n, "date": self.date}


@dataclass(frozen=True)
class Renewal:
    kind: str = "unstated"  # none, tacit, tacit_once, mutual_consent, tacit_indefinite, unstated
    n: int | None = None
    unit: str | None = None
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "n": self.n, "unit": self.unit}


def _duration_of(passage: Passage, match: re.Match[str]) -> Duration | None:
    found = captured(match, "n")
    return passage.slotted.duration(found[1]) if found else None


def _about_agreement(passage: Passage, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the agreement (not a visa, a tariff, a notice) is what lasts."""
    rules = passage.pack.term
    head = sentence.text[: match.start()]
    if rules.other_subject.search(head[-160:]):
        return False
    if rules.exclude.search(sentence.text[max(0, match.start() - 100) : match.end()]):
        return False
    return bool(rules.subject.search(head[-160:] + match[0])) or len(head.strip(" 0123456789.()-")) < 25


def read_term(passage: Passage) -> Term:
    """The initial term: the first that is said of the agreement; a fixed one goes before "unless terminated"."""
    rules, slotted = passage.pack.term, passage.slotted
    event: Term | None = None
    indefinite: Term | None = None
    for sentence in passage.sentences:
        if sentence.heading or not rules.context.search(sentence.text):
            continue
        found: list[tuple[int, Term]] = []
        for match in rules.fixed.finditer(sentence.text):
            duration = _duration_of(passage, match)
            if (
                duration
                and _about_agreement(passage, sentence, match)
                and not _is_renewal(passage, sentence, match)
            ):
                kind, n = _term_unit(duration)
                if kind:
                    found.append((match.end(), Term(kind, n, None, (passage.quote(sentence, match),))))
        for match in rules.until_date.finditer(sentence.text):
            said = captured(match, "t")
            date = slotted.date(said[1]) if said else None
            if date and _about_agreement(passage, sentence, match):
                found.append(
                    (
                        match.end(),
                        Term("until_date", None, date.isoformat(), (passage.quote(sentence, match),)),
                    )
                )
        if found:
            return min(found, key=lambda item: item[0])[1]
        if indefinite is None:
            for match in rules.indefinite.finditer(sentence.text):
                if _about_agreement(passage, sentence, match) and not _is_renewal(passage, sentence, match):
                    indefinite = Term("indefinite", None, None, (passage.quote(sentence, match),))
                    break
        if event is None and indefinite is None:
            for match in rules.until_event.finditer(sentence.text):
                if _about_agreement(passage, sentence, match):
                    event = Term("until_date", None, None, (passage.quote(sentence, match),))
                    break
    return indefinite or event or Term()


def _term_unit(duration: Duration) -> tuple[str | None, int]:
    """Kind and number of a term; the schema counts terms in years or months."""
    return (duration.unit, duration.n) if duration.unit in {"years", "months"} else (None, 0)


def _is_renewal(passage: Passage, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the duration matched is one of renewal, not the first."""
    head = sentence.text[max(0, match.start() - 60) : match.end()]
    return (
        bool(passage.pack.renewal.tacit.search(head))
        and passage.pack.term.fixed.match(sentence.text, match.start()) is not None
        and bool(passage.pack.term.exclude.search(head))
    )


def read_renewal(passage: Passage, term: Term) -> Renewal:
    """Renewal after the term. That of an indefinite or unstated term is unstated."""
    rules = passage.pack.renewal
    for index, sentence in enumerate(passage.sentences):
        if sentence.heading or not rules.cue.search(sentence.text) or rules.exclude.search(sentence.text):
            continue
        if not rules.verb.search(sentence.text):
            continue
        text = sentence.text
        none = rules.none.search(text)
        if none:
            return Renewal("none", None, None, (passage.quote(sentence, none),))
        tacit = rules.tacit.search(text)
        if tacit and not _needs_term(passage, index, term):
            tacit = None
        consent = rules.mutual_consent.search(text)
        if consent and (tacit is None or not rules.unless.search(text)):
            word = rules.word.search(text)
            duration = _period(passage, text[word.start() :] if word else text, 0)
            # A period agreed in advance is kept; a bare "may be extended by mutual consent" has none.
            n, unit = (duration.n, duration.unit) if duration and duration.unit != "days" else (None, None)
            return Renewal("mutual_consent", n, unit, (passage.quote(sentence, consent),))
        if tacit:
            return _tacit(passage, sentence, tacit, term)
    return Renewal()


def _needs_term(passage: Passage, index: int, term: Term) -> bool:
    """Tacit renewal presupposes a term that can end."""
    return term.n is not None or term.date is not None


def _period(passage: Passage, text: str, start: int) -> Duration | None:
    match = passage.pack.renewal.period.search(text, start)
    while match:
        duration = _duration_of(passage, match)
        if duration and not _is_notice(passage, text, match):
            return duration
        match = passage.pack.renewal.period.search(text, match.start() + 1)
    return None


def _is_notice(passage: Passage, text: str, match: re.Match[str]) -> bool:
    """Whether the duration at the end of `match` is one of notice."""
    notice = passage.pack.notice
    claimed = captured(match, "n")
    at = claimed[0] if claimed else -1
    for pattern in (notice.before_expiry, notice.of_notice, notice.after_receipt, notice.before_calendar):
        for found in pattern.finditer(text, max(0, at - 200)):
            other = captured(found, "n")
            if other and other[0] == at:
                return True
    return False


def _tacit(passage: Passage, sentence: Sentence, tacit: re.Match[str], term: Term) -> Renewal:
    rules, text = passage.pack.renewal, sentence.text
    start = tacit.start()
    word = rules.word.search(text)
    fixed = [m for m in passage.pack.term.fixed.finditer(text) if word and m.end() <= word.start()]
    if fixed:
        start = fixed[-1].end()
    evidence = (
        (passage.quote(sentence, tacit),) if tacit.end() - tacit.start() > 24 else (passage.quote(sentence),)
    )
    # Where the sentence also states the first term, the period is looked for after it.
    tail = text[start:] if fixed else text
    duration = _period(passage, tail, 0)
    yearly = rules.yearly.search(tail)
    once = rules.once.search(tail)
    indefinite = rules.indefinite.search(tail)
    same = rules.same.search(tail)
    if once and duration:
        return Renewal("tacit_once", duration.n, duration.unit, evidence)
    if duration and not (indefinite and indefinite.start() < tail.find(_slot_of(passage, duration, tail))):
        return Renewal("tacit", duration.n, duration.unit, evidence)
    if yearly:
        return Renewal("tacit", 1, "years", evidence)
    if same and term.kind in {"years", "months"}:
        return Renewal("tacit_once" if once else "tacit", term.n, term.kind, evidence)
    if once:
        return Renewal(
            "tacit_once", term.n, term.kind if term.kind in {"years", "months"} else None, evidence
        )
    if same:
        return Renewal("tacit", None, None, evidence)
    return Renewal("tacit_indefinite", None, None, evidence)


def _slot_of(passage: Passage, duration: Duration, text: str) -> str:
    return next((c for c in text if passage.slotted.duration(c) == duration), "")
