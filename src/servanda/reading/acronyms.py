"""Acronyms that a text gives in brackets: “the Joint Commission for Cooperation (JCC)” is “the JCC” from there on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from servanda.reading.lexicon import Mention

if TYPE_CHECKING:
    from servanda.reading.document import Sentence

#: The classes of which later mentions by acronym are worth knowing.
_NAMED = ("body", "instrument")
#: Most letters of an acronym.
_LETTERS = 8
#: How far after the word for the thing its acronym may stand (“Joint Committee on Trade and Economy (JCTE)”).
_FAR = 9


def add_acronyms(sentences: Sequence[Sentence]) -> None:
    """Enter every later mention of what a text abbreviates."""
    known: dict[str, Mention] = {}
    for sentence in sentences:
        tokens = sentence.tokens
        taken = {
            i
            for m in sentence.mentions
            if m.cls in ("body", "instrument", "state", "org")
            for i in range(m.lo, m.hi)
        }
        for i, token in enumerate(tokens):
            bracketed = (
                i > 0 and tokens[i - 1].text == "(" and i + 1 < len(tokens) and tokens[i + 1].text == ")"
            )
            if not _acronym(token.text):
                continue
            if bracketed:
                named = _before(sentence, i - 1)
                if named is not None and token.text not in known:
                    known[token.text] = named
            elif i not in taken and (meant := known.get(token.text)):
                attrs = {k: v for k, v in meant.attrs.items() if k != "bare"}
                sentence.add(Mention(meant.cls, meant.value, i, i + 1, attrs, frozenset({"cap"})))


def _acronym(text: str) -> bool:
    return 3 <= len(text) <= _LETTERS and text.isupper() and text.isalpha()


def _before(sentence: Sentence, at: int) -> Mention | None:
    """The body or instrument whose name ends at a bracket: the nearest one, with no other clause between."""
    near = [
        m for m in sentence.of(*_NAMED)
        if 0 <= at - m.hi <= _FAR and "weak" not in m.attrs
        and not sentence.view.clause_marks.intersection(range(m.hi, at))
        and "plural" not in m.feats
    ]  # fmt: skip
    return max(near, key=lambda m: m.hi, default=None)
