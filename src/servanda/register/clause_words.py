"""Final clauses as sentences: the rule as understood, in words, for pages and documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext, ngettext

from servanda.domain.acts.bodies import Mechanism
from servanda.domain.clauses import EntryIntoForce, FinalClauses, Notice, Renewal, Term
from servanda.domain.texts import cldr
from servanda.register.installation import own_side
from servanda.register.words import word


def _language() -> str:
    return (get_language() or "en")[:2]


def length(n: int | None, unit: str | None) -> str:
    """A number of days, months or years in the current language; a dash where it is not stated."""
    if n is None:
        return "—"
    shown = cldr.number(n, _language(), own_side())
    if unit == "days":
        return ngettext("{n} day", "{n} days", n).format(n=shown)
    if unit == "months":
        return ngettext("{n} month", "{n} months", n).format(n=shown)
    return ngettext("{n} year", "{n} years", n).format(n=shown)


FIELDS = (
    "entry_into_force",
    "provisional_application",
    "term",
    "renewal",
    "notice",
    "survival",
    "amendment",
    "authentic_languages",
    "prevailing_language",
)


def clause_lines(clauses: FinalClauses) -> list[str]:
    """One sentence for each clause that is stated, in the current language."""
    return [line for field in FIELDS for line in field_lines(clauses, field)]


def field_lines(clauses: FinalClauses, field: str) -> list[str]:
    """What one field (of `FIELDS`) states, in sentences of the current language; nothing where it is unstated."""
    if field == "entry_into_force":
        return [_entry(clauses.entry_into_force)] if clauses.entry_into_force else []
    if field == "provisional_application":
        provisional = clauses.provisional_application
        text = gettext("Applied provisionally from: {start}.")
        return [_filled(text, start=provisional.start)] if provisional else []
    if field == "term":
        return _term(clauses.term)
    if field == "renewal":
        return _renewal(clauses.renewal)
    if field == "notice":
        return [_notice(n) for n in clauses.notice]
    if field == "survival":
        return [gettext("Acts begun before the end are completed under the instrument.")] * clauses.survival
    if field == "amendment":
        stated = clauses.amendment != "unstated"
        return [_filled(gettext("Amendment: {how}."), how=clauses.amendment)] * stated
    if field == "authentic_languages":
        return _authentic(clauses.authentic_languages)
    prevailing = clauses.prevailing_language
    return [_filled(gettext("Prevailing text: {language}."), language=prevailing)] if prevailing else []


def _authentic(codes: tuple[str, ...]) -> list[str]:
    if not codes:
        return []
    languages = cldr.listed([word("language", c) for c in codes], _language(), own_side())
    return [gettext("Authentic texts: {languages}.").format(languages=languages)]


def _filled(text: str, **data: Any) -> str:
    shown = {}
    for key, value in data.items():
        if hasattr(value, "isoformat"):
            shown[key] = cldr.day(value, _language(), own_side())
        else:
            found = word("option", str(value))
            shown[key] = found if found != str(value) else word("language", str(value))
    return text.format(**shown)


def _entry(entry: EntryIntoForce) -> str:
    if entry.rule == "on_date" and entry.date:
        return gettext("Enters into force on {day}.").format(
            day=cldr.day(entry.date, _language(), own_side())
        )
    rule = word("option", entry.rule)
    if entry.first_day_of_following_month:
        n = cldr.number(entry.months_following or 1, _language(), own_side())
        return gettext("Enters into force {rule}: on the first day of month number {n} following.").format(
            rule=rule, n=n
        )
    if entry.months_following:
        n = cldr.number(entry.months_following, _language(), own_side())
        return gettext("Enters into force {rule}: on the last day of month number {n} following.").format(
            rule=rule, n=n
        )
    if entry.delay:
        delay = length(entry.delay.n, entry.delay.unit)
        return gettext("Enters into force {rule} ({delay}).").format(rule=rule, delay=delay)
    return gettext("Enters into force {rule}.").format(rule=rule)


def _term(term: Term) -> list[str]:
    if term.kind == "indefinite":
        return [gettext("In force without limit of time.")]
    if term.kind == "until_date":
        if term.date is None:
            return [gettext("In force until an event that the text names.")]
        day = cldr.day(term.date, _language(), own_side())
        return [gettext("In force until {day}.").format(day=day)]
    if term.kind in ("years", "months") and term.n:
        return [gettext("Term: {length}.").format(length=length(term.n, term.kind))]
    return []


def _renewal(renewal: Renewal) -> list[str]:
    lines: list[str] = []
    if renewal.kind not in ("unstated", "none") and renewal.n:
        text = gettext("Renewal: {how}, {length} each time.")
        lines.append(text.format(how=word("option", renewal.kind), length=length(renewal.n, renewal.unit)))
    elif renewal.kind != "unstated":
        lines.append(gettext("Renewal: {how}.").format(how=word("option", renewal.kind)))
    if renewal.times is not None:
        n = cldr.number(renewal.times, _language(), own_side())
        lines.append(gettext("Renewed at most {n} times.").format(n=n))
    return lines


def _notice(notice: Notice) -> str:
    purpose, when = word("option", notice.purpose), word("option", notice.reference)
    if notice.n is None:
        return gettext("Notice {purpose}: {when}.").format(purpose=purpose, when=when)
    text = gettext("Notice {purpose}: {length}, {when}.")
    line = text.format(purpose=purpose, length=length(notice.n, notice.unit), when=when)
    if notice.not_before:
        passed = length(notice.not_before.n, notice.not_before.unit)
        line += " " + gettext("Not before {length} have passed.").format(length=passed)
    return line


def body_lines(values: Mapping[str, Any]) -> list[str]:
    """What a text says of the joint body that it founds, in sentences. `values`: those of the act of a mechanism."""
    lines = [f"{word('mechanism', values['kind'])}: {next(iter(values['names'].values()))}"]
    if values["every_months"]:
        lines.append(
            gettext("Periodicity: {length}.").format(length=length(values["every_months"], "months"))
        )
    for key in ("when_needed", "alternating"):
        if values[key]:
            lines.append(gettext(Mechanism.model_fields[key].title or key))
    if values["agenda_days"]:
        text = gettext("Agenda: {length} before the session.")
        lines.append(text.format(length=length(values["agenda_days"], "days")))
    return lines
