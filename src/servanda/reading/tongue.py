"""Which language a passage is in: by script, then by small words, then by letters that others have."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from servanda.reading.outcome import Passage
from servanda.reading.tokens import MARKS

_WORD = re.compile(rf"[^\W\d_][^\W\d_{MARKS}'’]*(?:[{MARKS}'’][^\W\d_]*)*")
_SCRIPTS = (
    ("latn", 0x41, 0x24F),
    ("cyrl", 0x400, 0x52F),
    ("arab", 0x600, 0x77F),
    ("armn", 0x530, 0x58F),
    ("hebr", 0x590, 0x5FF),
    ("geor", 0x10A0, 0x10FF),
    ("deva", 0x900, 0x97F),
    ("grek", 0x370, 0x3FF),
    ("hang", 0xAC00, 0xD7AF),
    ("kana", 0x3040, 0x30FF),
    ("hani", 0x3400, 0x9FFF),
    ("thai", 0xE00, 0xE7F),
)
#: Paragraphs with fewer words are judged by what stands around them.
_FEW = 4
_SAMPLE = 3000


@dataclass(frozen=True, slots=True)
class Signs:
    """By what a language is known: its script, its small words, letters that it does not have."""

    script: str
    words: frozenset[str]
    foreign: frozenset[str]


@cache
def script_of(letter: str) -> str | None:
    """The script of a letter, None for what is none."""
    code = ord(letter)
    return next((name for name, first, last in _SCRIPTS if first <= code <= last), None)


def _main_script(text: str) -> str | None:
    counts = Counter(s for c in text if c.isalpha() and (s := script_of(c)))
    return counts.most_common(1)[0][0] if counts else None


def _fold(word: str) -> str:
    kept = unicodedata.normalize("NFKC", word.lower()).replace("’", "'").replace("ـ", "")
    return "".join(c for c in kept if not unicodedata.combining(c))


def judge(text: str, signs: Mapping[str, Signs]) -> tuple[str | None, bool]:
    """(language or None, whether the judgement is sure) for a stretch of text."""
    text = text[:_SAMPLE]
    script = _main_script(text)
    rivals = {lang: s for lang, s in signs.items() if s.script == script}
    if not rivals:
        return None, script is not None
    words = [_fold(w) for w in _WORD.findall(text)]
    words += [part for w in words if "'" in w for part in (w.partition("'")[0] + "'", w.partition("'")[2])]
    if not words:
        return None, False
    scores: dict[str, float] = {}
    for lang, sign in rivals.items():
        hits = sum(w in sign.words for w in words)
        strange = sum(not sign.foreign.isdisjoint(w) for w in words)
        scores[lang] = (hits - 2 * strange) / len(words)
    best = max(scores, key=lambda lang: scores[lang])
    if scores[best] < 0.03:
        # No small words: a list of names, a headline, or another language of the script.
        strange = scores[best] < 0
        return (None, True) if strange or len(words) > 30 else (best if len(rivals) == 1 else None, False)
    rest = [v for lang, v in scores.items() if lang != best]
    return best, len(words) >= _FEW and (not rest or scores[best] > 1.3 * max(rest))


def passages(text: str, signs: Mapping[str, Signs]) -> list[Passage]:
    """Divide a text into passages of one language; white space goes with what precedes it.

    A paragraph that does not say by itself takes the language of the one before it in the same script,
    or of the whole text.
    """
    whole, _ = judge(text, signs)
    found: list[tuple[int, int, str | None, bool]] = []
    at = 0
    for m in re.finditer(r"[^\n\r]*(?:[\n\r]+|$)", text):
        if m.end() == at:
            continue
        line = m.group()
        language, sure = judge(line, signs)
        if language is None and not sure and not any(c.isalpha() for c in line):
            language, sure = (found[-1][2], False) if found else (whole, False)
        found.append((at, m.end(), language, sure))
        at = m.end()
    settled: list[Passage] = []
    previous: str | None = whole
    for start, end, language, sure in found:
        if not sure:
            script = _main_script(text[start:end])
            fits = [
                c for c in (previous, whole, language) if c and (script is None or signs[c].script == script)
            ]
            language = fits[0] if fits else language
        previous = language or previous
        if settled and settled[-1].language == language:
            settled[-1] = Passage(settled[-1].start, end, language)
        else:
            settled.append(Passage(start, end, language))
    return settled
