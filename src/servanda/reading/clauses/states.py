"""Finds the names of states in a text: CLDR's names in its language, and the pack's formal and former ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

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
        indeclinable = len(word) < 4 or word[-1:] in "оеуы" and len(stem) < 4 or word.endswith(("о", "у", "е", "э"))
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


class States:
    """The states of one language as one pattern."""

    def __init__(self, pack: Pack):
        self.pack = pack
        rules = pack.data.parties
        entries: list[tuple[str, tuple[str, ...]]] = []
        for code, names in _cldr_names(pack).items():
            entries += [(name, (code,)) for name in names]
        for code, patterns in rules.names.items():
            entries += [(fold_pattern(pattern), (code,)) for pattern in patterns]
        for code, adjective in rules.adjectives.items():
            form = fold_pattern(rules.adjective_form).replace("{adj}", f"(?:{fold_pattern(adjective)})")
            entries.append((form, (code,)))
        for pattern, codes in rules.groups.items():
            entries.append((fold_pattern(pattern), tuple(codes)))
        # The longest wording goes first: "Guinea-Bissau" before "Guinea".
        entries.sort(key=lambda item: -len(item[0]))
        self._codes = [codes for _, codes in entries]
        parts = "|".join(f"(?P<s{i}>{pattern})" for i, (pattern, _) in enumerate(entries))
        prefix = fold_pattern(rules.prefix)
        self._pattern = re.compile(rf"(?<![^\W\d_]){prefix}(?:{parts})(?![^\W\d_])")

    def mentions(self, slotted: Slotted, start: int = 0, end: int | None = None) -> list[Mention]:
        """The states named in a stretch of the slotted text, longest name first at each place."""
        found: list[Mention] = []
        stop = len(slotted.text) if end is None else end
        at = start
        while at < stop:
            match = self._pattern.search(slotted.text, at, stop)
            if match is None:
                break
            name = match.lastgroup or ""
            if self.pack.data.parties.capital and not self._capital(slotted, match.start(name)):
                at = match.start() + 1
                continue
            found.append(Mention(match.start(name), match.end(), self._codes[int(name[1:])]))
            at = match.end()
        return found

    @staticmethod
    def _capital(slotted: Slotted, at: int) -> bool:
        """Whether a capital stands at the beginning of the name (an article before it aside)."""
        word = slotted.text[at : at + 12]
        skip = re.match(r"(?:the |les? |la |l')?", word)
        return slotted.folded.capital(slotted.starts[at + (skip.end() if skip else 0)])


@lru_cache(maxsize=None)
def states(pack: Pack) -> States:
    return States(pack)
