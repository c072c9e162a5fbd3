"""Where the reader is weak: what officers amended, refused, merged and added, by kind, language and field."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from servanda.register.drafts import KINDS
from servanda.register.visibility import Viewer
from servanda.web.models import ReadingDesk
from servanda.web.reading_desk import HAND, all_drafts, gathered, seen_by

#: What became of a draft: kept as read · amended · refused · merged into another · made by hand, since the reader had missed it.
OUTCOMES = ("kept", "amended", "refused", "merged", "missed")
_TEXTS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One draft that was not taken as the reader gave it: its words in the text, and each field before and after."""

    desk: str
    title: str
    number: int
    kind: str
    language: str
    outcome: str
    by: str
    quotes: tuple[str, ...]
    changes: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(slots=True)
class Report:
    """The lines asked for, and the counts of everything that was decided.

    counts  (kind, language) → outcome → how many
    fields  (kind, field, language) → how often it was amended, most first
    """

    lines: list[Line] = field(default_factory=list)
    counts: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    fields: list[tuple[str, str, str, int]] = field(default_factory=list)

    @property
    def total(self) -> Counter[str]:
        """All kinds and languages together."""
        return sum(self.counts.values(), Counter())

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "counts": [
                {
                    "kind": kind,
                    "language": language,
                    **{o: counted[o] for o in OUTCOMES},
                    "decided": counted.total(),
                }
                for (kind, language), counted in self.counts.items()
            ],
            "fields": [
                {"kind": kind, "field": name, "language": language, "amended": n}
                for kind, name, language, n in self.fields
            ],
            "amendments": [
                {
                    "text": x.desk,
                    "title": x.title,
                    "draft": x.number,
                    "kind": x.kind,
                    "language": x.language,
                    "outcome": x.outcome,
                    "quotes": list(x.quotes),
                    "changes": [
                        {"field": f, "said": said, "written": written} for f, said, written in x.changes
                    ],
                }
                for x in self.lines
            ],
        }


def report(viewer: Viewer, kind: str = "", language: str = "", name: str = "", outcome: str = "") -> Report:
    """What was decided on the texts that `viewer` may see, the newest text first; lines narrowed as asked."""
    found = Report()
    fields: Counter[tuple[str, str, str]] = Counter()
    for line in _decided(viewer):
        found.counts.setdefault((line.kind, line.language), Counter())[line.outcome] += 1
        fields.update((line.kind, f, line.language) for f, _, _ in line.changes)
        if line.outcome == "kept" or (kind and line.kind != kind) or (language and line.language != language):
            continue
        if (outcome and line.outcome != outcome) or (name and name not in {f for f, _, _ in line.changes}):
            continue
        found.lines.append(line)
    order = {k: n for n, k in enumerate(KINDS)}
    found.counts = dict(sorted(found.counts.items(), key=lambda c: (order[c[0][0]], c[0][1])))
    found.fields = [(*key, n) for key, n in sorted(fields.items(), key=lambda f: (-f[1], f[0]))]
    return found


def _decided(viewer: Viewer) -> Iterator[Line]:
    desks = seen_by(viewer).filter(state="read").exclude(decisions="{}", by_hand="[]")
    for desk in desks.iterator(chunk_size=_TEXTS_AT_ONCE):
        yield from _of_text(desk)


def _of_text(desk: ReadingDesk) -> Iterator[Line]:
    decisions = json.loads(desk.decisions)
    drafts = all_drafts(desk)
    for number in sorted(drafts):
        decision = decisions.get(str(number), {})
        by_hand = number >= HAND
        if not decision and not by_hand:
            continue
        kind, said = gathered(drafts, decisions, number)
        amended = decision.get("amended", {})
        outcome = {"refused": "refused", "merged": "merged"}.get(
            decision.get("state", ""), "amended" if amended else "kept"
        )
        if by_hand:
            outcome = "missed"
        yield Line(
            str(desk.pk),
            str(desk),
            number,
            kind,
            desk.language,
            outcome,
            str(decision.get("by") or ""),
            tuple(e["quote"] for e in said.get("evidence", ())),
            () if by_hand else tuple((f, said.get(f), value) for f, value in amended.items()),
        )
