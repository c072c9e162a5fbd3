"""Settle what the two sides' lists of treaties do not agree on: one proposal for each kept list, from its findings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from servanda.domain.wording import N_
from servanda.proposals import scoring
from servanda.proposals.found import Criterion, Found, Ground, Said
from servanda.proposals.known import Known
from servanda.register.models import Finding, Record

NAMED = 60  #: instruments named one by one; what rests on more is counted, and the list itself names all
DATES = ("list_signature_differs", "list_force_differs", "list_end_differs")


def unsettled(known: Known) -> Iterator[Found]:
    """The newest list of either side that speaks for a day by then, where anything differs."""
    for record in known.both.filter(kind="list").order_by("subject"):
        state = json.loads(record.state)
        if not state["newest"] or (record.on and record.on > known.on):
            continue
        found = list(Finding.objects.filter(record=record).order_by("pk"))
        if found:
            yield _found(known, record, state, found)


def _found(known: Known, record: Record, state: dict[str, Any], found: list[Finding]) -> Found:
    data = [(f, json.loads(f.data)) for f in found]
    codes = Counter(f.code for f in found)
    grounds = [Ground(record.subject, (state["entry"],))]
    by_subject: dict[str, list[str]] = {}
    for f, said in data:
        if said.get("subject"):
            ids = [i for i in json.loads(f.entries) if i != state["entry"]]
            by_subject.setdefault(said["subject"], []).extend(ids)
    grounds += [
        Ground(subject, tuple(dict.fromkeys(ids)) or known.entries_of(subject, "description"))
        for subject, ids in sorted(by_subject.items())[:NAMED]
    ]
    compared = state["counts"]["both"] + state["counts"]["ours_only"] + state["counts"]["theirs_only"]
    concerned = len(by_subject) + codes["list_theirs_only"]
    return Found(
        kind="settle_lists",
        key=(state["party"], state["other"]),
        parties=known.parties,
        title=Said(N_("Settle the lists of treaties with {party}"), {"party": f"party:{state['party']}"}),
        text=Said(
            N_("The list of {party} of {day} and our record do not agree on {n} instruments (dates: {dates}; status: {status}; parties: {parties_of}; in their list only: {theirs}; in ours only: {ours}). Let the treaty departments go through them with the signed originals, and report to the co-chairs."),
            {
                "party": f"party:{state['party']}",
                "day": record.on.isoformat() if record.on else "",
                "n": concerned,
                "dates": sum(codes[c] for c in DATES),
                "status": codes["list_status_differs"],
                "parties_of": codes["list_parties_differ"],
                "theirs": codes["list_theirs_only"],
                "ours": codes["list_ours_only"],
            },
        ),
        grounds=tuple(grounds),
        criteria={
            "value": Criterion(
                min(1.0, 0.4 + 0.6 * concerned / max(1, compared)),
                Said(N_("The lists disagree on {n} of {of} instruments."), {"n": concerned, "of": compared}),
            ),
            "urgency": scoring.waiting(record.on or known.on, known.on),
            "readiness": scoring.readiness("neither"),
            "ease": scoring.ease("own_list"),
        },
        # Told by what is said, not by which file said it: the same list sent again is the same evidence.
        evidence=[_told(f.code, said) for f, said in data],
    )  # fmt: skip


def _told(code: str, said: dict[str, Any]) -> str:
    whose = said.get("subject") or " ".join(f"{k}={v}" for k, v in sorted(said["title"].items()))
    parts = (said.get(k, "") for k in ("signed", "ours", "theirs", "a", "b"))
    return " | ".join([code, whose, *(str(p) for p in parts)])
