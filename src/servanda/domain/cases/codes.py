"""Codes of parties that a case may use, and the code that was probably meant."""

from __future__ import annotations

import difflib
from functools import cache

from babel import Locale

#: Former States keep the codes that they had in ISO 3166 (now part 3).
FORMER = frozenset({"AN", "BU", "CS", "DD", "NT", "SU", "TP", "VD", "YD", "YU", "ZR", "HV", "DY", "RH"})
#: Organisations that conclude instruments, by acronym. The African Union is AFU, for AU is Australia.
ORGANISATIONS = frozenset(
    [
        "EU",
        "UN",
        "LAS",
        "OIC",
        "GCC",
        "NATO",
        "IOM",
        "EIB",
        "AFU",
        "ASEAN",
        "EAEU",
        "CIS",
        "ECOWAS",
        "MERCOSUR",
        "OPEC",
        "IAEA",
        "WHO",
        "FAO",
        "ILO",
        "WTO",
        "UNESCO",
    ]
)
_NOT_STATES = frozenset({"ZZ", "XA", "XB", "EZ", "QO", "UN"})


@cache
def _states() -> dict[str, str]:
    names = Locale("en").territories
    return {
        code: name
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_STATES
    }


def is_party_code(value: object) -> bool:
    """Whether the value is a code of a State, a former State or an organisation."""
    return isinstance(value, str) and (value in _states() or value in FORMER or value in ORGANISATIONS)


def probable_code(value: object) -> str:
    """The code that was probably meant: of the name or small letters given; else any example."""
    if isinstance(value, str):
        if is_party_code(value.strip().upper()):
            return value.strip().upper()
        by_name = {name.casefold(): code for code, name in _states().items()}
        near = difflib.get_close_matches(value.strip().casefold(), by_name, n=1, cutoff=0.75)
        if near:
            return by_name[near[0]]
    return "MA"
