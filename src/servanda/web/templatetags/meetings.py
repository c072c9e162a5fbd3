"""Filters for the pages of mechanisms, sessions and topics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from servanda.domain.texts import cldr, ordinals
from servanda.reading.concordance import FORCE, KINDS
from servanda.register import words
from servanda.register.finding_kinds import FINDING_KINDS
from servanda.web.templatetags.servanda import language

register = template.Library()


def _marked(text: str, code: str) -> SafeString:
    return format_html('<bdi lang="{}">{}</bdi>', code or language(), text)


@register.filter
def said(texts: Mapping[str, str]) -> SafeString:
    """A text in the reader's language, else in one there is, marked with its language."""
    for code in (language(), *texts):
        if texts.get(code):
            return _marked(texts[code], code)
    return _marked("—", language())


@register.filter
def has_text(texts: Mapping[str, str]) -> bool:
    """Whether there is a text in any language."""
    return any(texts.values())


@register.filter
def person_name(person: Any) -> SafeString:
    """The name of a delegate or member in the reader's language, else as it is known."""
    text, code = person.name(language())
    return _marked(text or "—", code)


@register.filter
def person_post(person: Any) -> SafeString | str:
    """The capacity of a delegate or member; nothing where none is known."""
    text, code = person.post(language())
    return _marked(text, code) if text else ""


@register.filter
def ordinal(n: int | None) -> str:
    """The number of a session as titles write it."""
    return ordinals.ordinal(n, language()) if n else ""


@register.simple_tag
def filled(text: str, data: Mapping[str, Any] | None = None) -> str:
    """A sentence of the domain with its data, in the reader's language."""
    return words.sentence(text, data or {}, language())


@register.filter
def severity(finding: Any) -> str:
    """The severity of a folded finding."""
    return FINDING_KINDS[finding.code].severity


@register.filter
def lookup(mapping: Mapping[str, Any], key: str) -> Any:
    """A value of a mapping, empty where there is none."""
    return (mapping or {}).get(key, "")


@register.filter
def places_of(consulted: Any) -> list[str]:
    """The session and the encounter at which a consultation was held."""
    return [n for n in (consulted.act.session, consulted.act.encounter) if n]


@register.filter
def difference_kind(kind: str) -> str:
    """What differs between two language versions, in words."""
    return gettext(KINDS[kind])


@register.filter
def force(value: str) -> str:
    """A degree of force in words; a bare count or value as it is."""
    return gettext(FORCE[value]) if value in FORCE else value


@register.filter
def place_of(key: str, numbers: dict[str, int]) -> str:
    """The place of a text of minutes: item 2, decision 5."""
    number = cldr.number(numbers.get(key, 0), language())
    return f"{gettext('Decision') if key.startswith('decision/') else gettext('Item')} {number}"
