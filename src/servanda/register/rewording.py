"""Commitments that still say what a decision said before it was corrected or worded anew: found, reworded when asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from servanda.domain.acts.commitments import Commitment
from servanda.domain.acts.sessions import Decision
from servanda.domain.entry import Circle, Entry, Evidence
from servanda.domain.sessions import Decided
from servanda.journal.queries import to_entry
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from servanda.register.models import Record
from servanda.register.refusal import Refused
from servanda.register.visibility import Viewer, entries


def behind(told: Iterable[Entry], decided: Decided, about: Sequence[Record]) -> tuple[str, ...]:
    """Commitments of a decision that have, word for word, what it said before and says no more.

    told   all entries of the session, corrected ones among them
    about  the records that the decision concerns
    """
    before = [
        e.act.texts
        for e in told
        if isinstance(e.act, Decision) and e.act.key == decided.act.key and e.id != decided.entry
    ]
    if not before:
        return ()
    found = [r for r in about if r.kind == "commitment"]
    return tuple(r.subject for r in found if _is_behind(json.loads(r.titles), before, decided.act.texts))


def _is_behind(texts: Mapping[str, str], before: Iterable[Mapping[str, str]], now: Mapping[str, str]) -> bool:
    """Whether a text is an earlier wording and another than today's: what a person worded by itself is left alone."""
    old = [
        code
        for code, text in texts.items()
        if text.strip() != now.get(code, text).strip()
        and any(text.strip() == b.get(code, "").strip() for b in before)
    ]
    return bool(old)


def reword(
    viewer: Viewer,
    recorder: Recorder,
    session: str,
    decided: Decided,
    offered: Sequence[str],
    chosen: Sequence[str],
    on: date,
) -> int:
    """Give the chosen ones of the commitments that are behind the words of the decision, an act each; how many.

    The languages that the decision has are taken over; a commitment keeps the others. Raises Refused.
    """
    drafts = []
    for subject in chosen:
        if subject not in offered:
            raise Refused("no_such_record", subject=subject)
        row = entries(viewer).filter(subject=subject, act="commitment").order_by("-seq").first()
        stated = to_entry(row).act if row else None
        if row is None or not isinstance(stated, Commitment):
            raise Refused("no_such_record", subject=subject)
        texts = {**stated.texts, **{c: t for c, t in decided.act.texts.items() if t.strip()}}
        source = Evidence(document=f"{session}#{decided.act.key}", quote=next(iter(texts.values())))
        act = stated.model_copy(update={"texts": texts})
        offices = tuple(json.loads(row.offices))
        drafts.append(
            Draft(subject, act, on=on, circle=Circle(row.circle), evidence=(source,), offices=offices)
        )
    if drafts:
        services.record(drafts, recorder, viewer)
    return len(drafts)
