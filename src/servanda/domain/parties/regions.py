"""The regions of the United Nations' M49 list that a State belongs to, for comparing it with its likes.

`data/regions.tsv` is made by `tools/regions.py` from the list of the Statistics Division; a test compares the two. Names come from CLDR.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from babel import Locale


@lru_cache(maxsize=1)
def regions() -> dict[str, tuple[str, ...]]:
    """Code of a State → M49 codes of its regions, the narrowest first: MA → 015 (Northern Africa), 002 (Africa).

    What M49 does not list (former States, organisations) has none.
    """
    text = (files("servanda.domain.parties") / "data" / "regions.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {code: tuple(codes.split()) for code, codes in rows}


def region_name(code: str, language: str) -> str:
    """The name of a region in a language; its code where CLDR has none."""
    return str(Locale.parse(language).territories.get(code, code))
