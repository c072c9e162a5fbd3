"""How persons are addressed, as the record has it: M., H.E. Mr, г-н, معالي السيد."""

from __future__ import annotations

from servanda.writing.facts import Person


def addressed(who: Person, language: str) -> str:
    """The name with the courtesy before it, where there is one; in French they are not parted at the end of a line."""
    name = who.names[language]
    courtesy = who.courtesy.get(language, "").strip()
    if not courtesy:
        return name
    return f"{courtesy}{chr(0xA0) if language == 'fr' else ' '}{name}"


def gender(who: Person) -> str:
    """masc or femn, where the courtesy in some language tells it; else empty."""
    from servanda.writing.pack import pack

    for language, courtesy in who.courtesy.items():
        if language not in ("ar", "en", "fr", "ru"):
            continue
        schema = pack(language).schema
        for found, words in (("masc", schema.he), ("femn", schema.she)):
            if courtesy.strip().endswith(tuple(words)):
                return found
    return ""
