"""Survival of what was begun, and amendment (Vienna Convention on the Law of Treaties, arts. 39, 40 and 70)."""

from __future__ import annotations

from .passage import Evidence, Passage


def read_survival(passage: Passage) -> tuple[bool, tuple[Evidence, ...]]:
    """Whether something goes on after the end; with the first sentence that says so."""
    pack = passage.pack
    for sentence in passage.sentences:
        if sentence.heading:
            continue
        match = pack.survival.search(sentence.text)
        if match and not pack.survival_exclude.search(sentence.text):
            return True, (
                passage.quote(sentence) if len(sentence.text) < 700 else passage.quote(sentence, match),
            )
    return False, ()


def read_amendment(passage: Passage) -> tuple[str, tuple[Evidence, ...]]:
    """`mutual_consent`, `other` or `unstated`; amendment only to conform with another treaty does not count."""
    pack = passage.pack
    other: tuple[Evidence, ...] = ()
    for sentence in passage.sentences:
        if sentence.heading or pack.amendment_exclude.search(sentence.text):
            continue
        match = pack.amendment.search(sentence.text)
        if match:
            return "mutual_consent", (
                passage.quote(sentence) if len(sentence.text) < 700 else passage.quote(sentence, match),
            )
        match = pack.amendment_other.search(sentence.text)
        if match and not other:
            other = (passage.quote(sentence, match),)
    return ("other", other) if other else ("unstated", ())
