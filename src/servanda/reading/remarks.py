"""What is odd about a text and should be known before its drafts are believed: hidden marks, mixed alphabets, gaps."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from servanda.domain.wording import N_
from servanda.reading.outcome import Reading

#: Marks that turn the direction of what follows: they can show a text other than it is.
_TURNING = re.compile("[\u202a\u202b\u202d\u202e\u2066\u2067\u2068]")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: Letters that look alike in Latin and Cyrillic, each as its twin.
_LATIN = "aAeEoOpPcCxXyYBHKMTi"
_CYRILLIC = "аАеЕоОрРсСхХуУВНКМТі"
TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
#: The shortest passage worth saying that it was not read (letters).
_PASSAGE = 40


def mixed(word: str) -> bool:
    """Whether a word mixes Latin and Cyrillic letters."""
    return any("a" <= c <= "z" or "A" <= c <= "Z" for c in word) and any(
        "\u0400" <= c <= "\u04ff" for c in word
    )


def one_script(word: str, script: str) -> str:
    """A mixed word in one alphabet where its letters have twins there; any other word as it is."""
    if not mixed(word):
        return word
    found = word.translate(TO_CYRILLIC if script == "cyrl" else TO_LATIN)
    return word if mixed(found) else found


@dataclass(frozen=True, slots=True)
class Oddity:
    """A stretch of a text that is not what it seems: `code` names the hidden mark, or is empty; `message` is N_."""

    start: int
    end: int
    code: str
    message: str


def oddities(text: str) -> list[Oddity]:
    """Where a text carries hidden marks of direction and words of two alphabets, in its order: a page shows them in place."""
    turning = N_("A hidden mark that turns the direction of what follows; it has no effect here.")
    letters = N_("Letters of two alphabets are mixed in this word.")
    found = [Oddity(*m.span(), f"U+{ord(m.group()):04X}", turning) for m in _TURNING.finditer(text)]
    found += [Oddity(*m.span(), "", letters) for m in _WORD.finditer(text) if mixed(m.group())]
    return sorted(found, key=lambda o: o.start)


def oddity_at(found: list[Oddity], start: int, end: int) -> Oddity | None:
    """The oddity that covers a stretch which none of their edges cuts; `found` in the order of the text."""
    at = bisect_right(found, start, key=lambda o: o.start) - 1
    return found[at] if at >= 0 and end <= found[at].end else None


def remarks(text: str, reading: Reading) -> list[tuple[str, dict[str, Any]]]:
    """(N_ message, data) of each oddity."""
    found: list[tuple[str, dict[str, Any]]] = []
    if turning := len(_TURNING.findall(text)):
        found.append(
            (
                N_(
                    "The text carries {number} hidden marks that turn its direction: it may look other than it is."
                ),
                {"number": turning},
            )
        )
    odd = list(dict.fromkeys(w for w in _WORD.findall(text) if mixed(w)))[:3]
    if odd:
        found.append(
            (
                N_(
                    "Letters of two alphabets are mixed within words ({words}): they were read as letters of one."
                ),
                {"words": ", ".join(odd)},
            )
        )
    if lost := text.count("\ufffd"):
        found.append((N_("{number} characters were lost before the text came here."), {"number": lost}))
    for p in reading.passages:
        letters = sum(unicodedata.category(c).startswith("L") for c in text[p.start : p.end])
        if p.language is None and letters >= _PASSAGE:
            found.append(
                (
                    N_("Characters {start}–{end} are in a language that is not read: {quote}…"),
                    {"start": p.start, "end": p.end, "quote": " ".join(text[p.start : p.start + 40].split())},
                )
            )
    return found
