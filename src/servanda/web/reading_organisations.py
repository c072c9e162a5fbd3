"""Organisations that a text on the desk names: what the register holds of each, recording one, mentioning one on record."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from servanda.journal.services import Recorder
from servanda.reading import read
from servanda.reading.faults import ReadingFault
from servanda.register import drafts as making
from servanda.register import files, queries, services
from servanda.register.matching import Match
from servanda.register.organisations import KnownOrganisations, new_organisation
from servanda.register.visibility import Viewer
from servanda.web import reading_desk
from servanda.web.models import ReadingDesk
from servanda.web.reading_desk import NotDecided, Quote

KINDS = ("ministry", "agency", "office", "other")


@dataclass(slots=True)
class Line:
    """An organisation on the page (`named`: as read, with the subject that it was taken for): its fields as read, its places, what the register may hold of it.

    held       the record that it is, where that is plain
    mentioned  the record of it that the statement mentions already
    """

    number: int
    named: dict[str, Any]
    quotes: list[Quote]
    matches: list[Match]
    held: Match | None
    mentioned: Match | None


def found_in(desk: ReadingDesk, text: str) -> list[dict[str, Any]]:
    """The organisations of a text; of one that was read before they were looked for, they are now and kept."""
    if not desk.organisations:
        try:
            found = [o.as_json() for o in read(text, desk.published).organisations]
        except ReadingFault:
            found = []
        desk.organisations = json.dumps(found, ensure_ascii=False)
        ReadingDesk.objects.filter(pk=desk.pk).update(organisations=desk.organisations)
    named: list[dict[str, Any]] = json.loads(desk.organisations)
    return named


def lines(desk: ReadingDesk, viewer: Viewer, text: str) -> list[Line]:
    """What the page shows of each."""
    known = KnownOrganisations(viewer)
    mentioned = known.mentioned(desk.statement)
    return [
        _line(number, named, known, mentioned) for number, named in enumerate(found_in(desk, text), start=1)
    ]


def _line(number: int, named: dict[str, Any], known: KnownOrganisations, mentioned: frozenset[str]) -> Line:
    quotes = [
        Quote(e["start"], e["end"], e["quote"], n, named["language"]) for n, e in enumerate(named["evidence"])
    ]
    matches = known.of(named["name"], named["language"], named["party"], named["kind"])
    if (taken := named.get("subject")) and all(m.subject != taken for m in matches):
        matches = [*known.record(taken), *matches]  # recorded under a name that the officer amended
    told = next((m for m in matches if m.subject in mentioned), None)
    held = told or next((m for m in matches if m.says == "same"), None)
    return Line(number, named, quotes, matches, held, told)


def take(
    desk_id: uuid.UUID, number: int, posted: Mapping[str, str], recorder: Recorder, viewer: Viewer
) -> list[str]:
    """Record an organisation as new (`subject` = "new"), or let the statement mention the one on record that is meant.

    Returns the ids of the entries. What was done already is not done again. Raises NotDecided, Refused.
    """
    with transaction.atomic():
        desk = ReadingDesk.objects.select_for_update().get(pk=desk_id)
        text = files.text_of(desk.text) or ""
        found = lines(desk, viewer, text)
        if not 1 <= number <= len(found):
            raise NotDecided("no_such_subject")
        line, subject = found[number - 1], posted.get("subject", "")
        source = reading_desk.source_of(desk, text)
        if subject == "new":
            if line.held is not None:
                raise NotDecided("organisation_held", name=line.held.title)
            acts = _new(line, posted, source)
            subject = acts[0].subject
        else:
            if line.mentioned is not None and line.mentioned.subject == subject:
                return []
            if all(m.subject != subject for m in line.matches) or queries.record(viewer, subject) is None:
                raise NotDecided("no_such_subject")
            acts = [making.mention(source, subject, line.named)]
        acts = [*reading_desk.unrecorded(desk, source, viewer), *acts]
        ids = [e.id for e in services.record(acts, recorder, viewer)]
        named = found_in(desk, text)
        named[number - 1]["subject"] = subject
        desk.organisations = json.dumps(named, ensure_ascii=False)
        desk.save(update_fields=["organisations"])
    return ids


def _new(line: Line, posted: Mapping[str, str], source: making.Source) -> list[Any]:
    named = line.named
    name = " ".join(posted.get("name", named["name"]).split()) or named["name"]
    party = posted.get("party", named["party"] or "").strip()
    kind = posted.get("kind", named["kind"])
    try:
        code = reading_desk.code_of(party, [named["party"]]) if party else None
        return new_organisation(source, named, name, code, kind)
    except NotDecided:
        raise
    except ValueError as error:
        raise NotDecided("invalid", problem=str(error).splitlines()[0]) from error


__all__ = ["KINDS", "Line", "found_in", "lines", "take"]
