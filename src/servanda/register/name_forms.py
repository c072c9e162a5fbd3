"""Names of persons as texts bend them: «с Сергеем Лавровым» names Сергей Лавров, and so سيرغي لافروف."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from servanda.domain.texts.folding import Script, script_of
from servanda.domain.texts.names import Decision, same_person

#: Endings of oblique cases of Russian names, with what the nominative may have instead.
_CASES = (
    (re.compile(r"(?:ем|ём|ею|я|ю|е)$"), ("", "й", "ь", "я")),
    (re.compile(r"(?:ом|ым|ой|у|ы|а)$"), ("", "а", "ый")),
)
_MOST_WORDS = 3


@lru_cache(maxsize=10_000)
def nominatives(name: str) -> tuple[str, ...]:
    """Forms of a Russian name that may be its nominative; () for names in another script or of many words."""
    words = name.split()
    if not words or len(words) > _MOST_WORDS or script_of(words[0]) is not Script.CYRILLIC:
        return ()
    choices = []
    for word in words:
        forms = [word]
        for ending, instead in _CASES:
            stem = ending.sub("", word)
            if stem != word and len(stem) >= 3:
                forms += [stem + end for end in instead]
        choices.append(dict.fromkeys(forms))
    return tuple(" ".join(form) for form in product(*choices))[1:]


def likest(name: str, held: Iterable[str]) -> Decision:
    """How alike a name is to the likest of those held for one person, in whatever script and case."""
    best = Decision.DIFFERENT
    for other in held:
        decision = same_person(name, other).decision
        if decision == Decision.POSSIBLE and _bent(name, other):
            decision = Decision.SAME
        if decision == Decision.SAME:
            return decision
        if decision == Decision.POSSIBLE:
            best = decision
    return best


def _bent(name: str, other: str) -> bool:
    """Whether one of two full names is the other in an oblique case."""
    pairs = [(form, other) for form in nominatives(name)] + [(name, form) for form in nominatives(other)]
    return any(same_person(a, b).decision == Decision.SAME for a, b in pairs)
