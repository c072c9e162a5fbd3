"""What a rule found as text in a language: titles of records in that language, days, numbers and names by CLDR."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext, override

from servanda.domain.parties import name_of
from servanda.domain.texts import cldr
from servanda.domain.wording import stopped
from servanda.proposals.found import Said
from servanda.register import details, queries, words
from servanda.register.installation import own_side
from servanda.register.visibility import Viewer
from servanda.trade.tables import table as trade_table

LANGUAGES = ("ar", "ru", "fr", "en")
QUOTES = {"ar": "«{}»", "ru": "«{}»", "fr": "«\u00a0{}\u00a0»", "en": "“{}”"}


def in_languages(said: Said, viewer: Viewer) -> dict[str, str]:
    """The sentence in all four languages."""
    return {language: written(said, viewer, language) for language in LANGUAGES}


def written(said: Said, viewer: Viewer, language: str) -> str:
    """The sentence in one language."""
    with override(language):
        return stopped(gettext(said.message).format(**_filled(said.data, viewer, language)))


def _filled(data: Mapping[str, Any], viewer: Viewer, language: str) -> dict[str, str]:
    return {key: _value(key, value, viewer, language) for key, value in data.items()}


def _value(key: str, value: Any, viewer: Viewer, language: str) -> str:
    if isinstance(value, list | tuple):
        said = [_value(key, v, viewer, language) for v in value]
        separator = "؛ " if language == "ar" else "; "
        marked = any(isinstance(v, str) and v.startswith(("says:", "share:")) for v in value)
        return separator.join(said) if marked else cldr.listed(said, language, own_side())
    if not isinstance(value, str):
        return words.shown(key, value, language)
    kind, _, rest = value.partition(":")
    if kind == "title":
        record = queries.record(viewer, rest)
        title = details.title(record, language)[0] if record else rest
        return QUOTES[language].format(title.rstrip(" ."))
    if kind == "text":
        return gettext(rest)
    if kind == "party":
        return name_of(rest, language)
    if kind == "sector":
        return words.word("sector", rest)
    if kind == "names":
        table = trade_table(rest)
        return table.title(language) if table else rest
    if kind == "percent":
        return cldr.percent(float(rest), language, own_side())
    if kind == "says":
        party, _, progress = rest.partition(":")
        return f"{name_of(party, language)}: {words.word('progress', progress)}"
    if kind == "share":
        party, have, of = rest.split(":")
        return ngettext(
            "{party} has one with {n} of {of} comparable partner",
            "{party} has one with {n} of {of} comparable partners",
            int(of),
        ).format(
            party=name_of(party, language),
            n=cldr.number(int(have), language, own_side()),
            of=cldr.number(int(of), language, own_side()),
        )
    return name_of(value, language) if key in ("parties", "host") else words.shown(key, value, language)
