"""From a sentence's name and its values to words: which wording is taken, and how it is filled.

Of the wordings that can be filled those count that say most of what is known; among them a digest of the subject and
the sentence decides, so that the same record gives the same text and two records do not read alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from servanda.writing.grammar import grammar
from servanda.writing.pack import Pack, Slot, Wording, pack

Values = Mapping[str, Mapping[str, str]]


class CannotSay(LookupError):
    """No wording of a sentence can be filled with what is known."""


def say(language: str, sentence: str, values: Values, subject: str) -> str:
    """A sentence in words. Raises CannotSay where the facts suffice for none of its wordings."""
    chosen = _chosen(pack(language), sentence, values, subject)
    if chosen is None:
        raise CannotSay(f"{language}: {sentence}")
    said = grammar(language).smooth(_filled(chosen, values))
    return said[:1].upper() + said[1:]


def says(language: str, sentence: str, values: Values, subject: str) -> str:
    """The same, "" where nothing can be said."""
    try:
        return say(language, sentence, values, subject)
    except CannotSay:
        return ""


def _chosen(of: Pack, sentence: str, values: Values, subject: str) -> Wording | None:
    best: list[Wording] = []
    most = -1
    for wording in of.sentences[sentence]:
        told = _told(wording, values)
        if told is None or told < most:
            continue
        if told > most:
            best, most = [], told
        best.append(wording)
    if not best:
        return None
    digest = hashlib.sha256(f"{subject}\n{sentence}".encode()).digest()
    return best[int.from_bytes(digest[:4], "big") % len(best)]


def _told(wording: Wording, values: Values) -> int | None:
    """How many values it tells; None where one that it must have is missing."""
    told: set[str] = set()
    for piece in wording.pieces:
        if isinstance(piece, Slot):
            if not _has(piece, values):
                return None
            told.add(piece.name)
        elif isinstance(piece, tuple):
            slots = [p for p in piece if isinstance(p, Slot)]
            if all(_has(s, values) for s in slots):
                told |= {s.name for s in slots}
    facts = {_SAME.get(name, name) for name in told}
    said = 2 * len(facts | {"a", "b"} if "people" in facts else facts)
    return said - 1 if wording.last_resort else said


#: Different names of one fact: a wording that uses both does not say more.
_SAME = {"when": "date", "Ordinal": "ordinal", "guest": "a", "host": "b", "pair": "a", "parties": "a", "names": "people",
         "official_parties": "a", "fields": "sectors"}  # fmt: skip


def _has(slot: Slot, values: Values) -> bool:
    return bool(values.get(slot.name, {}).get(slot.form))


def _filled(wording: Wording, values: Values) -> str:
    out = []
    for piece in wording.pieces:
        if isinstance(piece, str):
            out.append(piece)
        elif isinstance(piece, Slot):
            out.append(values[piece.name][piece.form])
        elif all(_has(p, values) for p in piece if isinstance(p, Slot)):
            out += [p if isinstance(p, str) else values[p.name][p.form] for p in piece]
    return "".join(out)


__all__ = ["CannotSay", "Values", "say", "says"]
