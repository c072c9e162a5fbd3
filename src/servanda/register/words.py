"""Codes and messages of the domain as words in a language: the one place where data become text for people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, override

from servanda.domain.acts.base import REGISTRY
from servanda.domain.instruments.deadlines import DEADLINE_LABELS
from servanda.domain.parties import name_of
from servanda.domain.texts import cldr
from servanda.domain.wording import stopped
from servanda.register.finding_kinds import FINDING_KINDS as FINDINGS
from servanda.register.installation import own_side
from servanda.register.vocabulary import FAMILIES

MOST_NAMED = 4  # parties of one thing awaited; more are counted
_PLACEHOLDER = re.compile(r"\{\w+\}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_PARTY_KEYS = {"party", "by", "whom", "side", "owed_by", "for", "a", "b", "parties"}


def word(family: str, code: str) -> str:
    """The text of a code; the code itself where the family does not know it (a register's own word)."""
    if family == "act":
        return gettext(REGISTRY[code].label) if code in REGISTRY else code
    if family == "finding":
        # as a heading over many: what each of them names is left open
        return _PLACEHOLDER.sub("…", gettext(FINDINGS[code].text)).rstrip(".") if code in FINDINGS else code
    text = FAMILIES.get(family, {}).get(code)
    if family == "deadline":
        text = DEADLINE_LABELS.get(code) or (REGISTRY[code].label if code in REGISTRY else None)
    return gettext(text) if text else code


def shown(key: str, value: Any, language: str) -> str:
    """A value of a message's data as a person reads it: days, numbers and parties in their language."""
    if isinstance(value, Mapping):  # a name in several languages
        return str(value.get(language) or next(iter(value.values()), "—"))
    if isinstance(value, list | tuple):
        return cldr.listed([shown(key, v, language) for v in value], language, own_side())
    if isinstance(value, date):
        return cldr.day(value, language, own_side())
    if isinstance(value, str) and _DAY.match(value):
        return cldr.day(date.fromisoformat(value), language, own_side())
    if key in _PARTY_KEYS and isinstance(value, str):
        return name_of(value, language)
    if isinstance(value, bool) or value is None:
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int):
        return cldr.number(value, language, own_side())
    text = str(value)
    for family in ("status", "unit", "how", "purpose", "act", "session_stage"):
        found = word(family, text)
        if found != text:
            return found
    return text


def sentence(message: str, data: Mapping[str, Any], language: str) -> str:
    """A message with its data, in a language. A datum that is missing shows as a dash, never as an error."""
    if not message:
        return ""

    class _Known(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return "—"

    with override(language):
        said = _Known({k: shown(k, v, language) for k, v in data.items()})
        return stopped(gettext(message).format_map(said))


def reasons(lines: list[dict[str, Any]], language: str) -> dict[str, Any]:
    """Causes as commands print them: `why` the ids of the entries, `because` each rule in words with its source."""
    because: dict[str, dict[str, Any]] = {}
    for line in lines:
        key = f"{line['rule']}|{line['data']}"
        rule = because.setdefault(
            key,
            {
                "rule": line["rule"],
                "text": sentence(line["text"], line["data"], language),
                "source": line["source"],
                "entries": [],
                "data": line["data"],
            },
        )
        if line.get("entry"):
            rule["entries"].append(line["entry"])
    ids = dict.fromkeys(line["entry"] for line in lines if line.get("entry"))
    return {"why": list(ids), "because": list(because.values())}


def finding(code: str, data: Mapping[str, Any], language: str) -> str:
    """A finding as a sentence."""
    return sentence(FINDINGS[code].text, data, language) if code in FINDINGS else code


def told(message: str, data: Mapping[str, Any]) -> str:
    """A message with its data as they are, in the current language: for values that a file or person gave."""

    class _Known(dict[str, Any]):
        def __missing__(self, key: str) -> str:
            return "—"

    if isinstance(data.get("languages"), tuple):  # codes of languages become their names
        names = [word("language", code) for code in data["languages"]]
        data = {**data, "languages": cldr.listed(names, (get_language() or "en")[:2], own_side())}
    return gettext(message).format_map(_Known(data))


def mend(code: str) -> str:
    """What to do about a finding, in the current language."""
    return gettext(FINDINGS[code].mend) if code in FINDINGS else ""


def flags(found: Mapping[str, Any], language: str) -> list[str]:
    """What is true of an interval beside its status, as short texts."""
    texts: list[str] = []
    with override(language):
        awaited = found.get("awaiting", ())
        several = Counter(owed["what"] for owed in awaited)
        for code, n in several.items():
            if n > MOST_NAMED:
                texts.append(
                    gettext("awaiting: {what} ({n} parties)").format(
                        what=word("act", code), n=cldr.number(n, language, own_side())
                    )
                )
        for owed in awaited:
            if several[owed["what"]] > MOST_NAMED:
                continue
            what = word("act", owed["what"])
            if owed["whom"]:
                whom = name_of(owed["whom"], language)
                texts.append(gettext("awaiting: {what} ({whom})").format(what=what, whom=whom))
            else:
                texts.append(gettext("awaiting: {what}").format(what=what))
        if found.get("renewed"):
            texts.append(
                gettext("renewed, time {n}").format(n=cldr.number(found["renewed"], language, own_side()))
            )
        if found.get("notice_given"):
            texts.append(gettext("notice given"))
        if found.get("ended"):
            texts.append(word("how", found["ended"]))
    return texts
