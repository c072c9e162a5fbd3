"""Final clauses as sentences: the rule as understood, in words, for pages and documents."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext, ngettext

from servanda.domain.clauses import EntryIntoForce, FinalClauses, Notice
from servanda.domain.texts import cldr
from servanda.register.installation import own_side
from servanda.register.words import word


def _language() -> str:
    return (get_language() or "en")[:2]


def _length(n: int | None, unit: str | None) -> str:
    if n is None:
        return "—"
    shown = cldr.number(n, _language(), own_side())
    if unit == "days":
        return ngettext("{n} day", "{n} days", n).format(n=shown)
    if unit == "months":
        return ngettext("{n} month", "{n} months", n).format(n=shown)
    return ngettext("{n} year", "{n} years", n).format(n=shown)


def clause_lines(clauses: FinalClauses) -> list[str]:
    """One sentence for each clause that is stated, in the current language."""
    lines: list[str] = []
    if clauses.entry_into_force:
        lines.append(_entry(clauses.entry_into_force))
    if clauses.provisional_application:
        lines.append(
            _filled(
                gettext("Applied provisionally from: {start}."), start=clauses.provisional_application.start
            )
        )
    lines += _duration(clauses)
    lines += [_notice(n) for n in clauses.notice]
    if clauses.survival:
        lines.append(gettext("Acts begun before the end are completed under the instrument."))
    if clauses.amendment != "unstated":
        lines.append(_filled(gettext("Amendment: {how}."), how=clauses.amendment))
    if clauses.authentic_languages:
        languages = cldr.listed(
            [word("language", c) for c in clauses.authentic_languages], _language(), own_side()
        )
        lines.append(gettext("Authentic texts: {languages}.").format(languages=languages))
    if clauses.prevailing_language:
        lines.append(_filled(gettext("Prevailing text: {language}."), language=clauses.prevailing_language))
    return lines


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
    if entry.delay:
        delay = _length(entry.delay.n, entry.delay.unit)
        return gettext("Enters into force {rule} ({delay}).").format(rule=rule, delay=delay)
    return gettext("Enters into force {rule}.").format(rule=rule)


def _duration(clauses: FinalClauses) -> list[str]:
    term, renewal, lines = clauses.term, clauses.renewal, []
    if term.kind == "indefinite":
        lines.append(gettext("In force without limit of time."))
    elif term.kind == "until_date" and term.date:
        lines.append(
            gettext("In force until {day}.").format(day=cldr.day(term.date, _language(), own_side()))
        )
    elif term.kind in ("years", "months") and term.n:
        lines.append(gettext("Term: {length}.").format(length=_length(term.n, term.kind)))
    if renewal.kind not in ("unstated", "none") and renewal.n:
        length = _length(renewal.n, renewal.unit)
        lines.append(
            gettext("Renewal: {how}, {length} each time.").format(
                how=word("option", renewal.kind), length=length
            )
        )
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
    line = text.format(purpose=purpose, length=_length(notice.n, notice.unit), when=when)
    if notice.not_before:
        length = _length(notice.not_before.n, notice.not_before.unit)
        line += " " + gettext("Not before {length} have passed.").format(length=length)
    return line
