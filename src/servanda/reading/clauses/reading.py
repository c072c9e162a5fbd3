"""Reads the final clauses of an agreement into the object of the clauses schema, with evidence for each field."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .body import JointBody, read_body
from .closing import Closing, Signatory, read_closing, read_signatories
from .duration import Renewal, Term, read_renewal, read_term
from .effects import read_amendment, read_survival
from .entry import EntryIntoForce, Provisional, read_entry, read_provisional
from .folding import Folded, fold, fold_spans, fold_text
from .notices import Notice, read_notices
from .pack import languages, load_pack
from .parties import read_parties
from .passage import Evidence, Passage

# A text longer than any agreement's body is read at its ends and about its landmarks only.
_LONG, _END, _ABOUT = 300_000, 20_000, 5_000


@cache
def _landmarks() -> re.Pattern[str]:
    return re.compile("|".join(load_pack(language).data.landmark for language in languages()), re.IGNORECASE)


def _stretches(text: str) -> list[tuple[int, int]]:
    """What is read of a long text: both ends, and what is near landmarks, `_LONG` characters at most."""
    spans = [(0, _END)]
    last = len(text) - _END
    left = _LONG - 2 * _END
    for match in _landmarks().finditer(text, _END, last):
        start, end = max(match.start() - _ABOUT, spans[-1][1]), min(match.end() + _ABOUT, last)
        if end <= start:
            continue
        left -= end - start
        if left < 0:
            break
        if start == spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    if spans[-1][1] == last:
        return [*spans[:-1], (spans[-1][0], len(text))]
    return [*spans, (last, len(text))]


def _folded(text: str) -> tuple[Folded, tuple[tuple[int, int], ...]]:
    if len(text) <= _LONG:
        return fold_text(text), ()
    spans = _stretches(text)
    gaps = tuple((end, start) for (_, end), (start, _) in itertools.pairwise(spans))
    return fold_spans(text, spans), gaps


@dataclass(frozen=True)
class ClausesReading:
    """Final clauses as read. What the text does not say is None, an empty tuple or `unstated`."""

    language: str | None
    parties: tuple[str, ...] = ()
    title: str | None = None
    closing: Closing = field(default_factory=Closing)
    entry_into_force: EntryIntoForce | None = None
    provisional: Provisional | None = None
    term: Term = field(default_factory=Term)
    renewal: Renewal = field(default_factory=Renewal)
    notices: tuple[Notice, ...] = ()
    survival: bool = False
    amendment: str = "unstated"
    signatories: tuple[Signatory, ...] = ()
    joint_body: JointBody | None = None
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    left_out: tuple[tuple[int, int], ...] = ()  # spans of a very long text that were not read

    def as_json(self) -> dict[str, Any]:
        """The object of `clauses/SCHEMA.md`, with `signatories` and `joint_body` besides."""
        signed = self.closing.signed
        return {
            "language": self.language,
            "parties": list(self.parties),
            "title": self.title,
            "signed": signed.as_json() if signed else None,
            "entry_into_force": self.entry_into_force.as_json() if self.entry_into_force else None,
            "provisional_application": {"from": self.provisional.since} if self.provisional else None,
            "term": self.term.as_json(),
            "renewal": self.renewal.as_json(),
            "notice": [notice.as_json() for notice in self.notices],
            "survival": self.survival,
            "amendment": self.amendment,
            "authentic_languages": list(self.closing.authentic),
            "prevailing_language": self.closing.prevailing,
            "signatories": [signatory.as_json() for signatory in self.signatories],
            "joint_body": self.joint_body.as_json() if self.joint_body else None,
            "left_out": [{"start": start, "end": end} for start, end in self.left_out],
            "evidence": {
                name: [item.as_json() for item in items] for name, items in self.evidence.items() if items
            },
        }


@cache
def _detector(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in load_pack(language).data.detect)


def language_of(folded: Folded) -> str | None:
    """The language, among those with a pack, in which most of the text is written; None if in none of them."""
    step = max(1, len(folded.text) // 400_000)
    words = re.findall(r"[^\W\d_]+", folded.text)[::step]
    if not words:
        return None
    counted = Counter(words)
    scores = {
        language: sum(counted[word] for word in _detector(language)) / len(words) for language in languages()
    }
    best = max(sorted(scores), key=lambda language: scores[language])
    return best if scores[best] >= 0.03 else None


def read_clauses(text: str, language: str | None = None) -> ClausesReading:
    """Read the final clauses of the agreement `text`.

    `language` is a code with a pack (`ar`, `en`, `fr`, `ru`), found by itself when None. A text in no such
    language gives an empty reading. Of a text longer than any agreement only its ends and what is near the words of
    final clauses are read (`left_out` says the rest). Pure and deterministic. Raises KeyError for a language
    without a pack.
    """
    folded, left_out = _folded(text)
    code = language or language_of(folded)
    if code is None:
        return ClausesReading(None, left_out=left_out)
    passage = Passage.of(folded, load_pack(code))
    closing = read_closing(passage)
    letters = closing.position is None and bool(passage.pack.closing.letters.search(passage.slotted.text))
    parties, parties_evidence = read_parties(passage, letters)
    entry = read_entry(passage)
    # Annexes, statutes and translations after the formula have durations and notices of their own.
    agreement = passage.until(closing.position) if closing.position is not None else passage
    if not (entry and read_entry(agreement)):
        agreement = passage
    else:
        entry = read_entry(agreement)
    provisional = read_provisional(passage)  # letters beside the agreement often say so
    term = read_term(agreement)
    renewal = read_renewal(agreement, term)
    notices = read_notices(agreement, term, renewal)
    survival, survival_evidence = read_survival(agreement)
    amendment, amendment_evidence = read_amendment(agreement)
    evidence = {
        "parties": parties_evidence,
        "signed": closing.signed.evidence if closing.signed else (),
        "entry_into_force": entry.evidence if entry else (),
        "provisional_application": provisional.evidence if provisional else (),
        "term": term.evidence,
        "renewal": renewal.evidence,
        "notice": tuple(dict.fromkeys(item for notice in notices for item in notice.evidence)),
        "survival": survival_evidence,
        "amendment": amendment_evidence,
        "authentic_languages": closing.authentic_evidence,
        "prevailing_language": closing.prevailing_evidence,
    }
    return ClausesReading(
        code,
        tuple(parties),
        _title(passage),
        closing,
        entry,
        provisional,
        term,
        renewal,
        tuple(notices),
        survival,
        amendment,
        tuple(read_signatories(passage, closing)),
        read_body(passage),
        evidence,
        left_out,
    )


def _title(passage: Passage) -> str | None:
    """The first line that names the instrument and its parties; None in an excerpt without one."""
    rules = passage.pack.parties
    for sentence in passage.sentences[:6]:
        if (
            len(sentence.text) < 500
            and rules.instrument.search(sentence.text)
            and rules.between.search(sentence.text)
        ):
            return re.sub(r"\s+", " ", passage.quote(sentence).quote)
    return None
