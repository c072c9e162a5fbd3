"""The names of parties in the languages of the house."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from servanda.domain.parties.party import party

# CLDR names the land; the party to treaties is the Holy See (UN member and observer names), and Palestine
# has been an observer State since General Assembly resolution 67/19.
_PARTY_NOT_LAND = {
    "VA": {"en": "Holy See", "fr": "Saint-Siège", "ru": "Святой Престол", "ar": "الكرسي الرسولي"},
    "PS": {"en": "Palestine", "fr": "Palestine", "ru": "Палестина", "ar": "فلسطين"},
}


@lru_cache(maxsize=64)
def territories(lang: str) -> dict[str, str]:
    """CLDR's names of lands in a language, by code; empty where CLDR does not know the language."""
    try:
        return dict(Locale.parse(lang.replace("-", "_")).territories)
    except (UnknownLocaleError, ValueError):
        return {}


def names(code: str, lang: str) -> str:
    """The name of a party in `lang` (ar, fr, ru, en, or another language of CLDR).

    From CLDR for what exists, from our table for the rest; English where the language has none.
    Raises KeyError for an unknown code.
    """
    entity = party(code)
    base = lang.split("-")[0].split("_")[0]
    own = entity.own_names or _PARTY_NOT_LAND.get(code, {})
    if base in own:
        return own[base]
    return (
        territories(lang).get(code) or territories(base).get(code) or own.get("en") or territories("en")[code]
    )


def name_of(code: str, lang: str) -> str:
    """The name of a party for people; a name that never resolved to a code stays as it is."""
    try:
        return names(code, lang)
    except KeyError:
        return code
