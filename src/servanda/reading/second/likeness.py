"""Words that are the same but for their endings: enough to tell a name of the text from an invented one."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+")
_ALEFS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
#: Clitics that Arabic writes before a word.
_PROCLITICS = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف")


def folded(text: str) -> str:
    """Lower case, without diacritics, with one alef."""
    bare = unicodedata.normalize("NFKD", text.lower().translate(_ALEFS))
    return "".join(c for c in bare if not unicodedata.combining(c)).translate(_ALEFS)


def _forms(word: str) -> set[str]:
    found = {word}
    for clitic in _PROCLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= 3:
            found.add(word.removeprefix(clitic))
    return found


def stem(word: str) -> str:
    """A word without what may be its ending: the rule by which names are scored."""
    return word[: max(3, len(word) - 3)]


def words_of(text: str) -> frozenset[str]:
    """The words of a text as `supported` asks for them: whole, without clitics, and their beginnings."""
    found: set[str] = set()
    for word in set(_WORD.findall(folded(text))):
        for form in _forms(word):
            found.update(form[:n] for n in range(3, len(form) + 1))
            found.add(form)
    return frozenset(found)


def supported(phrase: str, known: frozenset[str]) -> bool:
    """Whether each word of a phrase stands in the text, but for its ending."""
    words = _WORD.findall(folded(phrase))
    return bool(words) and all(any(stem(f) in known or f in known for f in _forms(w)) for w in words)


def same_name(a: str, b: str) -> bool:
    """The same name but for its endings."""
    first, second = _WORD.findall(folded(a)), _WORD.findall(folded(b))
    return first == second or (
        len(first) == len(second)
        and bool(first)
        and all(
            x[: max(3, len(x) - 3)] == y[: max(3, len(x) - 3)] for x, y in zip(first, second, strict=True)
        )
    )
