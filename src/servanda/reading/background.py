"""What a newspaper only brushes against: columns, analyses and home news name an agreement or a visit in passing."""

from __future__ import annotations

from servanda.reading.document import Document
from servanda.reading.outcome import Draft

#: How deep into the text (share of its length) the first find may stand before it is background.
_DEEP = 0.25
#: Levels of parties that no sentence names: they come from the text as a whole.
_GUESSED = frozenset({"parties:paragraph", "parties:document"})
#: Stages of instruments that are no event by themselves.
_STILL = frozenset({"existing", "negotiated", "proposed"})


def only_background(document: Document, drafts: list[Draft]) -> bool:
    """Whether nothing in the drafts of instruments, encounters and bodies is the news of a text.

    So it is where each of them has its parties from the text as a whole, or is merely mentioned, and where they stand
    deep in the text or none of them is an event.
    """
    if not drafts or not document.sentences or _of_two_sides(document):
        return False
    if not all(_guessed(d) or _mentioned(d) for d in drafts):
        return False
    begin, end = document.sentences[0].stretch.start, document.sentences[-1].stretch.end
    first = min(e.start for d in drafts for e in d.evidence)
    if first - begin > _DEEP * (end - begin):
        return True
    return all(_guessed(d) and _still(d) for d in drafts)


def _of_two_sides(document: Document) -> bool:
    """Whether the text itself speaks of two sides again and again: a communiqué names its states once."""
    return sum(bool(s.of("side") and s.of("discuss", "agree", "agreed")) for s in document.sentences) >= 2


def _guessed(draft: Draft) -> bool:
    return not _GUESSED.isdisjoint(draft.reasons)


def _mentioned(draft: Draft) -> bool:
    return draft.facts.get("stage") == "existing" or draft.facts.get("action") == "mentioned"


def _still(draft: Draft) -> bool:
    return draft.facts.get("stage") in _STILL or draft.facts.get("action") == "mentioned"
