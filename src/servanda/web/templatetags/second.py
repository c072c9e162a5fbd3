"""The second reader on the pages: its panel beside the desk, and the words of the comparison."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django import template
from django.utils.translation import gettext

from servanda.domain.texts import cldr
from servanda.register import words
from servanda.register.installation import own_side
from servanda.web import second_desk
from servanda.web.accounts import may
from servanda.web.templatetags.servanda import draft_words, language

register = template.Library()


@register.inclusion_tag("web/_second.html", takes_context=True)
def second_reader(context: dict[str, Any], desk: Any) -> dict[str, Any]:
    """The panel of the second reader for a text on the desk; nothing where there is none."""
    return {
        "desk": desk,
        "panel": second_desk.panel(desk),
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def draft_said(draft: dict[str, Any], kind: str) -> str:
    """The key facts of a reader's draft in one line."""
    return draft_words(SimpleNamespace(draft=draft, kind=kind))


@register.filter
def verdict_words(row: Any) -> str:
    """What the comparison of two drafts says."""
    if row.verdict == "both":
        return gettext("Both readers say so.")
    if row.verdict == "first":
        return gettext("Only the first reader says so.")
    if row.verdict == "second":
        return gettext("Only the second reader says so.")
    fields = cldr.listed([words.word("draft_field", f) for f in row.differs], language(), own_side())
    return gettext("They differ in: {fields}").format(fields=fields)


@register.filter
def told_pair(pair: tuple[str, dict[str, Any]]) -> str:
    """A message with its data in the reader's language; circles by their name."""
    message, data = pair
    named = {k: words.word("circle", v) if k == "circle" else v for k, v in data.items()}
    return words.told(message, named)


@register.filter
def may_see_sent(user: Any) -> bool:
    """Whether an account may see everything that was sent."""
    return may(user, "audit") or may(user, "administer")
