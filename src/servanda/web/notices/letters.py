"""What the mails say, in the language of the one who receives them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_noop as N_

from servanda.domain.commitments import Pending
from servanda.domain.parties import name_of
from servanda.domain.texts import cldr
from servanda.register import details, words
from servanda.register.installation import own_side
from servanda.register.models import Deadline, Record

HEADINGS = {
    "reminder": N_("Servanda: due soon or now ({day})"),
    "escalation": N_("Servanda: overdue ({day})"),
    "digest": N_("Servanda: the week ahead ({day})"),
}
STEPS = {
    "early": N_("Within a month"),
    "soon": N_("Within a week"),
    "due": N_("To be done now"),
    "escalation": N_("Overdue"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to be written.

    by_step  deadlines under the step that they have reached, in the order in which they are shown
    changes  digest: how many entries were recorded on which subject (title, address, number)
    waiting  reports that wait for this person: each with the commitment on which it was made
    stands_in_for  whose work it is, where the receiver is a substitute
    """

    kind: str
    on: date
    by_step: Sequence[tuple[str, Sequence[Deadline]]] = ()
    changes: Sequence[tuple[str, str, int]] = ()
    waiting: Sequence[tuple[Record, Pending]] = ()
    stands_in_for: str = ""
    owner: str = field(default="")


def address(subject: str) -> str:
    """The page of a subject as an address that can be followed from a mail."""
    kind, _, key = subject.partition("/")
    path = f"/instrument/{key}/" if kind == "instrument" else f"/record/{subject}/"
    return settings.PUBLIC_ADDRESS.rstrip("/") + path


def written(letter: Letter, language: str) -> tuple[str, str]:
    """(heading, body) of a letter in a language, as plain text."""
    with override(language):
        day = cldr.day(letter.on, language, own_side())
        heading = gettext(HEADINGS[letter.kind]).format(day=day)
        lines: list[str] = []
        if letter.stands_in_for:
            lines += [gettext("You stand in for {person}.").format(person=letter.stands_in_for), ""]
        if letter.owner:
            lines += [gettext("This has not been done by {person}.").format(person=letter.owner), ""]
        for step, due in letter.by_step:
            lines += [
                gettext(STEPS[step]).upper() if language in ("fr", "en", "ru") else gettext(STEPS[step])
            ]
            for deadline in due:
                lines += ["", *_deadline(deadline, language)]
            lines.append("")
        if letter.waiting:
            lines.append(gettext("Waiting for you"))
            for record, pending in letter.waiting:
                lines += ["", _waits(record, pending, language), address(record.subject)]
            lines.append("")
        if letter.changes:
            lines.append(gettext("Recorded in the past week"))
            for title, where, n in letter.changes:
                said = ngettext("{n} entry", "{n} entries", n).format(n=cldr.number(n, language, own_side()))
                lines += ["", f"{title} ({said})", where]
            lines.append("")
        lines.append(gettext("What you follow is set on the page “My work”:"))
        lines.append(settings.PUBLIC_ADDRESS.rstrip("/") + "/mine/")
        return heading, "\n".join(lines) + "\n"


def _waits(record: Record, pending: Pending, language: str) -> str:
    """A report that is to be approved, or that came back with a reason."""
    said = {"title": details.title(record, language)[0], "party": name_of(pending.by, language)}
    if pending.stage == "returned":
        return gettext("Report of {party} returned: {title}. Reason: {reason}").format(
            **said, reason=pending.reason
        )
    return gettext("Report of {party} to be approved: {title}").format(**said)


def _deadline(deadline: Deadline, language: str) -> list[str]:
    title = details.title(deadline.record, language)[0]
    lines = [gettext("{what}: {title}").format(what=words.word("deadline", deadline.what), title=title)]
    if deadline.owed_by:
        lines.append(gettext("Owed by {party}.").format(party=name_of(deadline.owed_by, language)))
    if deadline.safe_day:
        lines.append(words.sentence(N_("Last safe day: {day}"), {"day": deadline.safe_day}, language))
    if deadline.last_day:
        lines.append(words.sentence(N_("Last day: {day}"), {"day": deadline.last_day}, language))
    reasons = (
        words.sentence(c.get("text", ""), c.get("data", {}), language) for c in json.loads(deadline.why)
    )
    lines += [text for text in dict.fromkeys(reasons) if text][:2]
    return [*lines, address(deadline.record.subject)]
