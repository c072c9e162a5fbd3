"""Parties by code and their names."""

from babel import Locale


def name_of(code: str, lang: str) -> str:
    """The party's name in a language."""
    return Locale(lang).territories.get(code, code)


def names(code: str, lang: str) -> list[str]:
    """All names of a party in a language."""
    return [name_of(code, lang)]
