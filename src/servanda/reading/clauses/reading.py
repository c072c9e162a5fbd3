"""Reads the final clauses of an agreement into the object of the clauses schema, with evidence for each field."""

from __future__ import annotations

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
from .folding import Folded, fold, fold_text
from .notices import Notice, read_notices
from .pack import languages, load_pack
from .parties import read_parties
from .passage import Evidence, Passage


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
    language gives an empty reading. Pure and deterministic. Raises KeyError for a language without a pack.
    """
    folded = fold_text(text)
    code = language or language_of(folded)
    if code is None:
        return ClausesReading(None)
    passage = Passage.of(folded, load_pack(code))
    closing = read_closing(passage)
    letters = closing.position is None and bool(passage.pack.closing.letters.search(passage.slotted.text))
    parties, parties_evidence = read_parties(passage, letters)
    entry = read_entry(passage)
    provisional = read_provisional(passage)
    term = read_term(passage)
    renewal = read_renewal(passage, term)
    notices = read_notices(passage, term, renewal)
    survival, survival_evidence = read_survival(passage)
    amendment, amendment_evidence = read_amendment(passage)
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
