"""Complete what is still owed on the way to force: a notification, an exchange, a deposit, an approval."""

from __future__ import annotations

import json
from collections.abc import Iterator

from servanda.domain.wording import N_
from servanda.proposals import scoring
from servanda.proposals.found import Criterion, Found, Ground, Said
from servanda.proposals.known import Known

OWED = ("notification", "exchange_of_instruments", "deposit", "approval")


def owed(known: Known) -> Iterator[Found]:
    """One proposal for each instrument that is signed and waits, naming the side or sides that it waits for."""
    status = {s.record.subject: s for s in known.instruments}
    waiting: dict[str, list] = {}
    for d in known.deadlines:
        if d.what in OWED and d.last_day is None and d.opens and d.opens <= known.on:
            waiting.setdefault(d.record.subject, []).append(d)
    for subject, duties in sorted(waiting.items()):
        stood = status.get(subject)
        if stood is None or stood.status not in ("signed", "provisional"):
            continue
        sides = sorted({d.owed_by for d in duties if d.owed_by})
        since = min(d.opens for d in duties)
        causes = [c["entry"] for d in duties for c in json.loads(d.why) if c.get("entry")]
        notified = known.entries_of(subject, "notification")
        value = 0.8 if stood.status == "provisional" else 0.7
        yield Found(
            kind="complete_notification",
            key=(subject,),
            parties=known.parties,
            title=Said(N_("Bring into force: {title}"), {"title": f"title:{subject}"}),
            text=Said(
                N_("Signed on {signed} and not in force: still owed by {parties}. Let each side that has not done so complete it by the next session.")
                if sides
                else N_("Signed on {signed} and not in force: what is still owed by both sides is to be completed by the next session."),
                {"signed": stood.record.on.isoformat() if stood.record.on else "", "parties": sides},
            ),
            grounds=(Ground(subject, tuple(dict.fromkeys([*causes, *notified]))),),
            criteria={
                "value": Criterion(value, Said(N_("A signed instrument without effect."))),
                "urgency": scoring.waiting(since, known.on),
                "readiness": scoring.readiness("one" if len(sides) == 1 else "neither"),
                "ease": scoring.ease("note"),
            },
            evidence=[f"{d.what} {d.owed_by} {d.opens}" for d in duties] + list(notified),
            sectors=stood.sectors,
        )  # fmt: skip
