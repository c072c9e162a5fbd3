"""Finds the names of states in a text: CLDR's names in its language, and the pack's formal and former ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale

from .folding import fold, fold_pattern
from .pack import Pack
from .slots import Slotted

_NOT_STATES = {"ZZ", "EZ", "QO", "XA", "XB", "UN", "EU"}
_CYRILLIC_ENDING = re.compile(r"(?:ая|ия|ые|ий|ый|ое|[аяыйьеио])$")


@dataclass(frozen=True)
class Mention:
    """Codes named at a span of the slotted text (more than one for a union such as the Benelux)."""

    start: int
    end: int
    codes: tuple[str, ...]


def _inflected(name: str) -> str:
    """A Russian name with open endings: every word of four letters or more may be in any case."""
    words = []
    for word in re.split(r"([ -])", name):
        stem = _CYRILLIC_ENDING.sub("", word)
        indeclinable = (
            len(word) < 4 or (word[-1:] in "оеуы" and len(stem) < 4) or word.endswith(("о", "у", "е", "э"))
        )
        words.append(re.escape(word) if indeclinable else re.escape(stem) + "[а-я]{0,3}")
    return "".join(words)


def _cldr_names(pack: Pack) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    drop = set(pack.data.parties.drop) | _NOT_STATES
    for code, name in Locale.parse(pack.language).territories.items():
        if len(code) != 2 or not code.isalpha() or code in drop:
            continue
        plain = re.sub(r"\s*\(.*\)|\s*\[.*\]", "", str(name)).strip()
        if " - " in plain or len(plain) < 3 or (code == "CN" and " " in plain):
            continue
        word = fold(plain)
        pattern = _inflected(word) if pack.data.parties.inflect else re.escape(word)
        names.setdefault(code, []).append(pattern.replace(r"\-", "[ -]"))
    return names


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern at its top level."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(pattern):
        if character == "\\":
            continue
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "|" and depth == 0:
            parts.append(pattern[start:at])
            start = at + 1
    return [*parts, pattern[start:]]


_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]")


class States:
    """The states of one language: names tried only where a word begins, by its first letter."""

    def __init__(self, pack: Pack):
        self.pack = pack
        rules = pack.data.parties
        entries: list[tuple[str, tuple[str, ...]]] = []
        for code, names in _cldr_names(pack).items():
            entries += [(name, (code,)) for name in names]
        for code, patterns in rules.names.items():
            entries += [
                (part, (code,)) for pattern in patterns for part in _alternatives(fold_pattern(pattern))
            ]
        for code, adjective in rules.adjectives.items():
            form = fold_pattern(rules.adjective_form).replace("{adj}", f"(?:{fold_pattern(adjective)})")
            entries.append((form, (code,)))
        for pattern, codes in rules.groups.items():
            entries += [(part, tuple(codes)) for part in _alternatives(fold_pattern(pattern))]
        # The longest wording goes first: "Guinea-Bissau" before "Guinea".
        entries.sort(key=lambda item: -len(item[0]))
        self._codes = [codes for _, codes in entries]
        self._prefix = re.compile(fold_pattern(rules.prefix))
        letters = {pattern[0] for pattern, _ in entries if pattern[0].isalpha()}
        self._by_letter = {letter: self._compiled(entries, letter) for letter in letters}
        self._otherwise = self._compiled(entries, None)  # names that begin with no one letter

    @staticmethod
    def _compiled(entries: list[tuple[str, tuple[str, ...]]], letter: str | None) -> re.Pattern[str]:
        """Names that begin with the letter; with None, those that begin with no letter known beforehand."""
        parts = [
            f"(?P<s{i}>{pattern})"
            for i, (pattern, _) in enumerate(entries)
            if (pattern[0] if pattern[0].isalpha() else None) == letter
        ]
        return re.compile(rf"(?:{'|'.join(parts) or '(?!)'})(?![^\W\d_])")

    def mentions(self, slotted: Slotted, start: int = 0, end: int | None = None) -> list[Mention]:
        """The states named in a stretch of the slotted text, longest name first at each place."""
        found: list[Mention] = []
        text = slotted.text
        stop = len(text) if end is None else end
        capital = self.pack.data.parties.capital
        at = start
        for word in _WORD.finditer(text, start, stop):
            begin = word.start()
            if begin < at or (capital and not slotted.folded.capital(slotted.starts[begin])):
                continue
            match = self._match(text, begin, stop)
            if match:
                found.append(Mention(begin, match.end(), self._codes[int((match.lastgroup or "s0")[1:])]))
                at = match.end()
        return found

    def _match(self, text: str, begin: int, stop: int) -> re.Match[str] | None:
        """A name at the beginning of a word, or after what is written together with it («للمغرب», «والمغرب»)."""
        match = self._longest(text, begin, stop)
        prefix = None if match else self._prefix.match(text, begin, stop)
        if prefix and begin < prefix.end() < stop:
            match = self._longest(text, prefix.end(), stop)
        return match

    def _longest(self, text: str, begin: int, stop: int) -> re.Match[str] | None:
        other = self._otherwise.match(text, begin, stop)
        own = self._by_letter.get(text[begin])
        match = own.match(text, begin, stop) if own else None
        if match and other:
            return match if match.end() >= other.end() else other
        return match or other


@cache
def states(pack: Pack) -> States:
    return States(pack)
