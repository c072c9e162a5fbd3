"""The joint statement of two states on an event: in their official names, with what they agreed on."""

from __future__ import annotations

from servanda.writing.communique import substance, values_of
from servanda.writing.facts import Event
from servanda.writing.rendering import says
from servanda.writing.text import Part, Text


def joint_statement(event: Event, language: str, territory: str = "") -> Text:
    """The joint statement on a session or an encounter."""
    values = values_of(event, language, territory)
    subject = event.subject
    parts = [Part("title", says(language, "statement_title", values, subject))]
    parts.append(Part("paragraph", says(language, "statement_lead", values, subject)))
    lead = says(language, f"{event.kind}_lead", values, subject)
    if lead:
        parts.append(Part("paragraph", lead))
    parts += substance(event, language, territory, values)
    close = says(language, "statement_close", values, subject)
    return Text(language, tuple(p for p in (*parts, Part("closing", close)) if p.text))
