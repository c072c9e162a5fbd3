"""A statement, and what a good second reader says of it."""

from __future__ import annotations

import copy
from typing import Any

TEXT = """Moscow, 16 October 2025. Today the Foreign Minister of Morocco, Nasser Bourita, and the Foreign Minister of
Russia, Sergey Lavrov, held talks in Moscow. The two ministers signed a memorandum of understanding establishing a joint
working committee. The two sides agreed to hold regular political consultations."""

_GOOD: dict[str, Any] = {
    "instruments": [
        {
            "type": "memorandum",
            "stage": "signed",
            "parties": ["RU", "MA"],
            "date": "2025-10-16",
            "place": "Moscow",
            "evidence": ["signed a memorandum of understanding"],
        }
    ],
    "encounters": [
        {
            "type": "talks",
            "parties": ["MA", "RU"],
            "persons": ["Nasser Bourita", "Sergey Lavrov"],
            "place": "Moscow",
            "date": "2025-10-16",
            "evidence": ["held talks in Moscow"],
        }
    ],
    "bodies": [
        {
            "type": "working_group",
            "parties": ["MA", "RU"],
            "action": "created",
            "session": None,
            "evidence": ["establishing a joint\nworking committee"],
        }
    ],
    "undertakings": [{"by": ["MA", "RU"], "evidence": ["agreed to hold regular political consultations"]}],
    "persons": [
        {"name": "Sergey Lavrov", "post": "Foreign Minister", "party": "RU", "evidence": ["Sergey Lavrov"]}
    ],
    "sectors": [],
    "topics": [],
}


def good(**changes: Any) -> dict[str, Any]:
    """A good answer, with some kinds replaced."""
    return {**copy.deepcopy(_GOOD), **changes}
