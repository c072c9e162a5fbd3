"""What a reading of an agreement's text becomes in the journal: clauses, signature, founded body, each with its evidence.

A reading is an object of the clauses schema (with `signatories` and `joint_body`). What an officer took of it, amended or
not, comes as validated clauses and acts; what stands on record in other fields stays as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import uuid_utils
from pydantic import ValidationError

from servanda.domain.acts.bodies import Mechanism
from servanda.domain.acts.consent import Signature
from servanda.domain.acts.register import Document, FinalClausesStated
from servanda.domain.clauses import NOTHING_STATED, FinalClauses
from servanda.domain.entry import Circle, Entry, Evidence, standing
from servanda.journal.queries import to_entry
from servanda.journal.services import Draft
from servanda.register.clause_words import FIELDS
from servanda.register.instrument import Instrument

# Of how many days a month consists where a deadline that the text counts in months is kept in days: the safe side.
DAYS_OF_MONTH = 31


@dataclass(frozen=True, slots=True)
class TextRead:
    """The text that was read. `document`: digest of the stored file that it was taken from, empty for a pasted text."""

    text: str
    document: str = ""
    name: str = ""

    @property
    def digest(self) -> str:
        """Digest under which the text itself is stored."""
        return hashlib.sha256(self.text.encode("utf-8", errors="surrogatepass")).hexdigest()


def clauses_read(reading: Mapping[str, Any]) -> dict[str, FinalClauses]:
    """For each field that the text states, clauses with that field alone; a value that the record cannot hold is left out."""
    found = {}
    for field in FIELDS:
        value = reading.get(field)
        if not value:
            continue
        try:
            clauses = FinalClauses.from_reading({field: value})
        except ValidationError:
            continue
        if getattr(clauses, field) != getattr(NOTHING_STATED, field):
            found[field] = clauses
    return found


def on_record(found: Instrument) -> Entry | None:
    """The entry whose clauses count, among those that the reader may see."""
    stated = [e for e in standing(to_entry(r) for r in found.rows) if isinstance(e.act, FinalClausesStated)]
    return max(stated, key=lambda e: (e.on or date.min, e.recorded_at, e.id), default=None)


def signatures(found: Instrument) -> list[Entry]:
    """The signatures on record."""
    return [e for e in standing(to_entry(r) for r in found.rows) if isinstance(e.act, Signature)]


def evidence(source: TextRead, spans: Iterable[Mapping[str, Any]]) -> tuple[Evidence, ...]:
    """Spans of a reading as evidence; where the text was taken out of a file, the file stands first."""
    quoted = tuple(
        Evidence(source.digest, s["start"], s["end"], source.text[s["start"] : s["end"]]) for s in spans
    )
    if source.document and source.document != source.digest:
        return (Evidence(document=source.document), *quoted)
    return quoted


def signature_values(reading: Mapping[str, Any]) -> dict[str, Any]:
    """The act of signature as the text gives it, without its day."""
    signed = reading.get("signed") or {}
    return {
        "place": signed.get("place"),
        "signatories": [
            {k: s[k] for k in ("name", "party") if s.get(k)} for s in reading.get("signatories") or ()
        ],
    }


def mechanism_values(reading: Mapping[str, Any]) -> dict[str, Any]:
    """The act of the body that the text founds; its rhythm in months, its agenda in days."""
    body = reading.get("joint_body")
    if not body:
        return {}
    name = body["name"][:1].upper() + body["name"][1:]
    every, agenda = body.get("every") or {}, body.get("agenda_deadline") or {}
    months = {"months": 1, "years": 12}.get(every.get("unit", ""), 0) * every.get("n", 0)
    days = {"days": 1, "months": DAYS_OF_MONTH}.get(agenda.get("unit", ""), 0) * agenda.get("n", 0)
    return {
        "names": {reading["language"]: name},
        "kind": body.get("kind") or "other",
        "every_months": months or None,
        "when_needed": bool(body.get("when_needed")),
        "alternating": bool(body.get("alternation")),
        "agenda_days": days or None,
    }


def drafts(
    found: Instrument,
    source: TextRead,
    reading: Mapping[str, Any],
    clauses: Mapping[str, Any],
    signature: tuple[date | None, Signature] | None,
    body: Mechanism | None,
    circle: Circle,
    offices: tuple[str, ...] = (),
    reason: str = "",
    note: str = "",
    side: str = "",
) -> list[Draft]:
    """The acts to record. `clauses`: the fields taken, by name. Nothing is drafted that the record says already.

    Clauses on record of one's own side (`side`) are corrected; beside those of the other side one's own are stated.
    """

    def draft(subject: str, act: Any, keys: Iterable[str], on: date | None = None, **more: Any) -> Draft:
        spans = [s for key in keys for s in spans_of(reading, key)]
        return Draft(
            subject, act, on=on, circle=circle, offices=offices, evidence=evidence(source, spans), **more
        )

    made = []
    standing_now = on_record(found)
    before = standing_now.act.clauses if standing_now else NOTHING_STATED  # type: ignore[attr-defined]
    after = before.model_copy(update=dict(clauses))
    if after != before:
        act = FinalClausesStated(clauses=after)
        own = standing_now if standing_now and standing_now.side == side else None
        correcting = {"corrects": own.id, "reason": reason} if own else {}
        on = own.on if own else None
        made.append(draft(found.subject, act, clauses, on, note=note, **correcting))
    if signature:
        made.append(draft(found.subject, signature[1], ("signed", "signatories"), signature[0]))
    if body:
        on = signature[0] if signature else found.view.on
        made.append(draft(f"mechanism/{uuid_utils.uuid7()}", body, ("joint_body",), on))
    if made and not source.document:
        stored = Document(
            kind="text",
            digest=source.digest,
            file_name=source.name,
            media_type="text/plain",
            size=len(source.text.encode("utf-8", errors="surrogatepass")),
            language=reading["language"],
        )
        made.append(Draft(found.subject, stored, circle=circle, offices=offices))
    return made


def spans_of(reading: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """The spans that show a field, a signatory or the founded body."""
    if key == "signatories":
        return [s for one in reading.get("signatories") or () for s in one["evidence"]]
    if key == "joint_body":
        return list((reading.get("joint_body") or {}).get("evidence") or ())
    return list(reading["evidence"].get(key, ()))


def founded(state_of_ties: Iterable[tuple[str, Any]]) -> list[Any]:
    """The mechanisms that an instrument founds, among its ties."""
    return [record for relation, record in state_of_ties if relation == "founded_by_of"]
