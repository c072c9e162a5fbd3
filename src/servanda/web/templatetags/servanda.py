"""Filters and tags of the templates: names, days, numbers and words in the reader's language."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from servanda.domain.parties import name_of
from servanda.domain.parties.capitals import place_name
from servanda.domain.texts import cldr
from servanda.register import details, queries, words
from servanda.register.installation import own_side

register = template.Library()


def language() -> str:
    """The reader's language, two letters."""
    return (get_language() or "en")[:2]


@register.filter
def day(value: date | str | None, length: str = "medium") -> SafeString | str:
    """A day in the reader's language, as a <time> element."""
    if not value:
        return "—"
    on = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return format_html(
        '<time class="day" datetime="{}">{}</time>',
        on.isoformat(),
        cldr.day(on, language(), own_side(), length),
    )


@register.filter
def instant(value: datetime | str) -> str:
    """Day and time of an instant."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return cldr.instant(at, language(), own_side())


@register.filter
def figure(value: float | None) -> str:
    """A number with the locale's separators."""
    return "—" if value is None else cldr.number(value, language(), own_side())


@register.filter
def percent(value: float | None) -> str:
    """A share of 1 as a percentage."""
    return "—" if value is None else cldr.percent(value, language(), own_side())


@register.filter
def party(code: str) -> str:
    """The party's name; a name that was never resolved stays as it is."""
    return name_of(code, language())


@register.filter
def parties(codes: list[str]) -> str:
    """Parties as a list in words."""
    return cldr.listed([party(c) for c in codes], language(), own_side())


@register.filter
def word(code: str, family: str) -> str:
    """The text of a code of a family (status, act, sector, type, finding, deadline, severity, circle …)."""
    return words.word(family, code)


@register.filter
def status(code: str) -> SafeString:
    """A status as a badge that does not depend on colour."""
    return format_html('<span class="status {}">{}</span>', code, words.word("status", code))


@register.filter
def circle(code: str) -> SafeString:
    """A circle as a small mark."""
    return format_html('<span class="circle {}">{}</span>', code, words.word("circle", code))


@register.filter
def heading(record: Any) -> SafeString:
    """The title of a record in the reader's language or the authentic one, marked with its own language."""
    text, code = details.title(record, language())
    return format_html('<bdi lang="{}">{}</bdi>', code or language(), text)


@register.filter
def parsed(text: Any) -> Any:
    """A JSON column as values; values as they are."""
    return json.loads(text) if isinstance(text, str) else text


@register.filter
def because(cause: dict[str, Any]) -> str:
    """One cause of an interval or deadline as a sentence."""
    return words.sentence(cause.get("text", ""), cause.get("data", {}), language())


@register.filter
def told(finding: Any) -> str:
    """A finding as a sentence."""
    data = finding.data if isinstance(finding.data, dict) else json.loads(finding.data)
    return words.finding(finding.code, data, language())


@register.filter
def mend(finding: Any) -> str:
    """What a person can do about a finding."""
    return words.mend(finding.code)


@register.filter
def title_of(view: Any) -> SafeString:
    """The title of a folded view in the reader's language, else the authentic one."""
    code = (
        language()
        if language() in view.titles
        else next((c for c, t in view.titles.items() if t == view.title), "")
    )
    return format_html('<bdi lang="{}">{}</bdi>', code or language(), view.titles.get(code, view.title))


@register.filter
def plain_title(view: Any) -> str:
    """The same without mark-up, for the title of the window."""
    return str(view.titles.get(language()) or view.title)


@register.filter
def unlocalized(value: float) -> str:
    """A number as SVG and fragments write it, whatever the language."""
    return str(value)


@register.filter
def place(written: str | None) -> str:
    """A place of the record in the reader's language, where it is a city of CLDR."""
    return place_name(written or "", language())


@register.filter
def flag_words(flags: dict[str, Any]) -> list[str]:
    """The flags of an interval as short texts."""
    return words.flags(flags, language())


@register.simple_tag
def translated(text: str) -> str:
    """A text that comes from the domain (N_), in the reader's language."""
    return gettext(text) if text else ""


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: Any) -> str:
    """The page's query string with some parameters changed."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}"


@register.filter
def address(subject: Any) -> str:
    """The address of a subject's page; takes a record or the subject itself."""
    name = subject if isinstance(subject, str) else subject.subject
    kind, _, key = name.partition("/")
    own_pages = ("instrument", "mechanism", "session", "topic", "commitment", "proposal", "list")
    if kind in own_pages and "/" not in key:
        return reverse(kind, args=[key])
    return reverse("record", args=[name])


@register.filter
def subject_title(subject: str, viewer: Any) -> SafeString | str:
    """The title of a subject as this reader may see it."""
    found = queries.record(viewer, subject)
    return heading(found) if found else subject


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    """A value of a mapping, 0 where there is none."""
    return mapping.get(key, 0)


@register.filter
def known(titles: Any, subject: str) -> Any:
    """The record of a subject among those that were looked up for this page; None where it may not be seen."""
    return titles.get(subject)


@register.filter
def progress(code: str) -> SafeString:
    """Where a commitment stands, or what a side says, as a badge that does not depend on colour."""
    return format_html('<span class="status {}">{}</span>', code, words.word("commitment_state", code))


@register.filter
def in_words(texts: dict[str, str]) -> SafeString | str:
    """A text in the reader's language, else in the first that there is, marked with its own language."""
    if not texts:
        return ""
    code = language() if language() in texts else next(iter(texts))
    return format_html('<bdi lang="{}">{}</bdi>', code, texts[code])


@register.filter
def marked(column: str, line: Any) -> bool:
    """Whether what a column of the matrix shows has changed since the earlier day."""
    parties = {"ours": [p["party"] for p in [line.ours] if p], "theirs": [p["party"] for p in line.theirs]}
    return bool(line.changed & {column, *parties.get(column, [])}) or (
        column == "text" and "new" in line.changed
    )


@register.filter
def month(first: str) -> str:
    """A month of a year."""
    return cldr.month(date.fromisoformat(first), language(), own_side())


@register.filter("words")
def at_spaces(text: str) -> list[str]:
    """A text at its spaces."""
    return text.split()


@register.filter
def short_heading(session: Any) -> str:
    """A session by its number alone, where the body is known from the page; its title where it has none."""
    ordinal = json.loads(session.state).get("ordinal")
    if not ordinal:
        return details.title(session, language())[0]
    return gettext("Session {n}").format(n=cldr.number(ordinal, language(), own_side()))


@register.filter
def days_old(days: int | None) -> str:
    """An age in days, or in months and years where it is long."""
    return "" if days is None else cldr.age(days, language(), own_side())


@register.filter
def percentage(value: int | None) -> str:
    """A whole number of percent."""
    return "" if value is None else cldr.percent(value / 100, language(), own_side())


@register.filter
def amount(value: Any) -> str:
    """A figure that is kept as text, with the locale's separators."""
    return "—" if value in (None, "") else cldr.number(float(value), language(), own_side())


@register.filter
def entries(mapping: dict[str, Any]) -> list[tuple[str, Any]]:
    """The items of a mapping."""
    return list(mapping.items())


@register.filter
def party_codes(record: Any) -> list[str]:
    """The parties of a record."""
    return [p.party for p in record.parties.order_by("pk")]


@register.filter
def kind_words(record: Any) -> str:
    """What sort of its kind a record is: joint commission, visit, minister …"""
    return details.kind_words(record, language())


@register.filter
def facts(record: Any) -> list[tuple[str, str]]:
    """What a record's state says, as labelled lines."""
    return details.facts(record, language())


@register.filter
def draft_words(item: Any) -> str:
    """The key facts of a draft in one line."""
    draft, kind = item.draft, item.kind
    families = {"instruments": "type", "encounters": "encounter", "bodies": "mechanism", "sectors": "sector"}
    code = draft.get("type") or draft.get("code") or ""
    parts = [
        words.word(families[kind], code)
        if kind in families
        else draft.get("name") or draft.get("text") or getattr(item, "words", "")
    ]
    if draft.get("stage"):
        parts.append(words.word("stage", draft["stage"]))
    if draft.get("action"):
        parts.append(words.word("action", draft["action"]))
    if draft.get("session"):
        parts.append(cldr.number(draft["session"], language(), own_side()))
    parts += [draft.get("post") or "", draft.get("place") or ""]
    if draft.get("date"):
        parts.append(words.shown("day", draft["date"], language()))
    codes = draft.get("parties") or draft.get("by") or ([draft["party"]] if draft.get("party") else [])
    parts.append(parties(codes) if codes else "")
    return " · ".join(p for p in parts if p)


@register.simple_tag
def draft_control(item: Any, name: str, choices: dict[str, list[str]]) -> SafeString:
    """The control for one field of a draft being amended."""
    value = item.draft.get(name)
    text = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    id = f"d{item.number}-{name}"
    offered = choices.get(f"{item.kind}.{name}")
    if offered:
        family = {
            "instruments": "type",
            "encounters": "encounter",
            "bodies": "mechanism",
            "sectors": "sector",
        }[item.kind]
        family = name if name in ("stage", "action") else family
        # Nothing is chosen by itself where the draft leaves the field open.
        texts = [("", "—")] if text not in offered else []
        texts += [(o, words.word(family, o)) for o in offered]
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((o, mark_safe(" selected") if o == text else "", shown) for o, shown in texts),
        )
        return format_html('<select id="{}" name="{}">{}</select>', id, name, options)
    kind = "date" if name == "date" and (not text or len(text) == 10) else "text"
    return format_html('<input id="{}" name="{}" type="{}" value="{}" dir="auto">', id, name, kind, text)


@register.filter
def said_value(value: Any) -> str:
    """A field of a draft as it was read or written: lists with commas, a dash for nothing."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "—")


@register.filter
def kept_share(counted: Any) -> str:
    """Which share of the reader's drafts that were decided on was taken as they were; what it missed counts as not."""
    whole = counted.total()
    return percent(counted["kept"] / whole) if whole else "—"


@register.simple_tag
def said(reason: tuple[str, dict[str, Any]]) -> str:
    """A message of the register with its data, in the reader's language."""
    return words.sentence(reason[0], reason[1], language())


@register.filter
def plain_heading(record: Any) -> str:
    """The title of a record without mark-up, for options and attributes."""
    return details.title(record, language())[0]


@register.filter
def scope_words(scope: str, viewer: Any) -> SafeString | str:
    """What a subscription or feed is about, in words: two parties, a record, or everything."""
    if scope in ("all", ""):
        return gettext("everything that I may see")
    if scope == "mine":
        return gettext("what I follow")
    if "/" in scope:
        return subject_title(scope, viewer)
    return " – ".join(party(code) for code in scope.split())


@register.filter
def followed_by(scope: str, user: Any) -> bool:
    """Whether a person follows this scope."""
    return bool(user.subscriptions.filter(scope=scope).exists())


@register.filter
def in_language(texts: dict[str, str]) -> SafeString:
    """A text in the reader's language, else in the first that there is, marked with its language."""
    code = language() if language() in texts else next(iter(texts), "")
    return format_html('<bdi lang="{}">{}</bdi>', code or language(), texts.get(code, ""))


@register.filter
def percent_text(share: str) -> str:
    """A share of 1 that is kept as text, as a percentage."""
    return percent(float(share))


@register.simple_tag
def translated_item(mapping: dict[str, str], key: str) -> str:
    """A text of a table of the domain, in the reader's language."""
    return translated(mapping.get(key, key))


@register.filter
def note_words(note: Any) -> str:
    """What is said of a row or cell of a sheet."""
    return words.told(note.message, {"value": note.value, "column": note.column, "row": note.row})
