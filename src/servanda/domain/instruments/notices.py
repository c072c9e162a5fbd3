"""Notices with their withdrawals, and express renewals, read from the record for the course of the term."""

from __future__ import annotations

from datetime import date

from servanda.domain.clauses import Conventions
from servanda.domain.dates import months_in
from servanda.domain.instruments.course import ExpressRenewal, Notice
from servanda.domain.instruments.entry_into_force import completed, counted_day, given
from servanda.domain.instruments.findings import Finding
from servanda.domain.instruments.record import Record

NOTICE_ACTS = frozenset({"notice_of_non_renewal", "denunciation", "withdrawal_of_notice"})


def notices(record: Record, conventions: Conventions) -> tuple[list[Notice], list[Finding]]:
    """All notices of non-renewal and denunciation, each with its withdrawal; withdrawals without a notice."""
    if NOTICE_ACTS.isdisjoint(record.acts):
        return [], []
    raw = record.of("notice_of_non_renewal") + record.of("denunciation")
    withdrawals = record.of("withdrawal_of_notice")
    found = [
        Notice(
            e.act.name,
            counted_day(e, conventions),
            e.id,
            record.party_of(e),
            e.act.__dict__.get("effective"),
        )
        for e in raw
    ]
    found.sort(key=lambda n: (n.day, n.kind, n.by or "", n.entry))
    findings = []
    for entry in withdrawals:
        day, by = counted_day(entry, conventions), record.party_of(entry)
        for i in reversed(range(len(found))):
            notice = found[i]
            if notice.withdrawn_on is None and notice.day <= day and (by is None or notice.by in (by, None)):
                found[i] = notice._replace(withdrawn_on=day, withdrawn_by=entry.id)
                break
        else:
            findings.append(Finding("withdrawal_without_notice", (entry.id,), {"date": day}))
    return found, findings


def express_renewals(
    record: Record, required: tuple[str, ...], conventions: Conventions
) -> tuple[list[ExpressRenewal], list[Finding]]:
    """The renewals that all parties agreed, earliest first.

    A renewal recorded without a party is one of all. Those recorded party by party count as one renewal on
    the day on which the last of them consented; a consent that stays alone renews nothing.
    """
    entries = record.of("renewal")
    if not entries:
        return [], []
    agreed: dict[date, ExpressRenewal] = {}

    def keep(renewal: ExpressRenewal) -> None:
        """One renewal a day: recorded twice it is the same one; of two lengths the longer counts."""
        other = agreed.get(renewal.day)
        if other is None or _length(renewal) > _length(other):
            agreed[renewal.day] = renewal

    findings: list[Finding] = []
    apart = []
    for e in entries:
        if record.party_of(e) is None:
            act = e.act
            keep(ExpressRenewal(e.on, act.n, act.unit, act.works_back, (e.id,)))  # type: ignore[arg-type,attr-defined]
        else:
            apart.append(e)
    while apart:
        first = given(record, apart, required, conventions)
        done = completed(first, required)
        if done is None:
            for party, (_, entry) in sorted(first.items()):
                findings.append(Finding("renewal_one_sided", (entry,), {"party": party}))
            break
        day, ids = done
        used = [e for e in apart if e.id in ids]
        said = [
            ExpressRenewal(day, e.act.n, e.act.unit, e.act.works_back, ids)  # type: ignore[attr-defined]
            for e in used
        ]
        keep(max(said, key=_length)._replace(works_back=all(r.works_back for r in said)))
        apart = [e for e in apart if e.id not in ids]
    return sorted(agreed.values(), key=lambda r: r.day), findings


def _length(renewal: ExpressRenewal) -> int:
    return months_in(renewal.n, renewal.unit or "years") if renewal.n else 0
