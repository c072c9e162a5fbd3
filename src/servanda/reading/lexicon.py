"""Lexicons: phrases that stand for a class and a value, found in sentences by the keys of tokens.

A phrase is words separated by spaces. A word may be alternatives (`протокол/протоколы`), optional
(`[mutual]`), any one word (`*`), a form that must stand as it is (`=word`), and what else the language's
morphology allows. A longer mention hides the shorter ones of its own class inside it; a mention of the
class `mask` hides everything inside it (false friends).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from servanda.reading.languages import Morphology
from servanda.reading.tokens import Token

MASK = "mask"
_LOOSE = "loose"
#: A verb has no article, also where it begins with the same letters («التقى»).
_VERBAL, _ARTICLE = frozenset({"past", "pres", "fut"}), frozenset({"def"})


@dataclass(slots=True)
class Mention:
    """An occurrence of a phrase: tokens lo … hi-1 of its sentence."""

    cls: str
    value: str
    lo: int
    hi: int
    attrs: dict[str, str] = field(default_factory=dict)
    feats: frozenset[str] = frozenset()
    key: str = ""  # the key under which its first token was found
    data: Any = None  # what later steps attach (person, date, role)


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase stands for."""

    cls: str
    value: str
    attrs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, name: str, cell: str) -> Sense:
        """From the two cells of a lexicon row; `value;key=text;flag` carries attributes."""
        value, *rest = (part.strip() for part in cell.split(";"))
        attrs = tuple((k, v or "1") for k, _, v in (part.partition("=") for part in rest if part))
        return cls(name, value, attrs)


class _Node:
    __slots__ = ("any", "next", "senses", "words")

    def __init__(self) -> None:
        self.next: dict[str, list[tuple[_Node, frozenset[str]]]] = {}
        self.words: dict[str, list[_Node]] = {}
        self.any: _Node | None = None
        self.senses: list[Sense] = []


class Lexicon:
    """All phrases of a pack in one tree."""

    def __init__(self, morphology: Morphology) -> None:
        self._morphology = morphology
        self._root = _Node()
        self.classes: set[str] = set()

    def add(self, sense: Sense, phrase: str) -> None:
        """Enter a phrase. Raises ValueError on an empty one."""
        if "*" in phrase.split():
            sense = Sense(sense.cls, sense.value, (*sense.attrs, (_LOOSE, "1")))
        slots = [self._slot(word) for word in phrase.split()]
        if not slots:
            raise ValueError("empty phrase")
        self.classes.add(sense.cls)
        for words in product(*slots):
            if kept := [w for w in words if w]:
                self._enter(sense, kept)

    @staticmethod
    def _slot(word: str) -> tuple[str, ...]:
        optional = word.startswith("[") and word.endswith("]")
        inner = word[1:-1] if optional else word
        choices = tuple(c for c in inner.split("/") if c)
        return (*choices, "") if optional else choices

    def _enter(self, sense: Sense, words: Sequence[str]) -> None:
        nodes = [self._root]
        for word in words:
            nodes = [child for node in nodes for child in self._children(node, word)]
        for node in nodes:
            if sense not in node.senses:
                node.senses.append(sense)

    def _children(self, node: _Node, word: str) -> list[_Node]:
        """The nodes after a word, one for each set of features that its forms show. Words are kept apart
        even where they share a form: else `=form` would take in the forms of its neighbour."""
        if word == "*":
            node.any = node.any or _Node()
            return [node.any]
        if word not in node.words:
            children: dict[frozenset[str], _Node] = {}
            for form, feats in self._morphology.lexical(word).items():
                child = children.setdefault(feats, _Node())
                node.next.setdefault(form, []).append((child, feats))
            node.words[word] = list(children.values())
        return node.words[word]

    def mentions(self, tokens: Sequence[Token]) -> list[Mention]:
        """Every mention in a sentence, in order, the hidden ones left out."""
        found: list[Mention] = []
        root = self._root.next
        for lo, token in enumerate(tokens):
            for key in _fewest_cut(token, root):
                for node, feats in root[key]:
                    self._follow(node, feats, tokens, lo, lo + 1, key, found)
        return _visible(found)

    def _follow(
        self,
        node: _Node,
        feats: frozenset[str],
        tokens: Sequence[Token],
        lo: int,
        at: int,
        key: str,
        found: list[Mention],
    ) -> None:
        own = tokens[lo].feats - _ARTICLE if _VERBAL & feats else tokens[lo].feats
        for sense in node.senses:
            found.append(Mention(sense.cls, sense.value, lo, at, dict(sense.attrs), feats | own, key))
        if at >= len(tokens):
            return
        token = tokens[at]
        if node.any is not None and (token.kind == "word" or token.text in "–-—"):
            self._follow(node.any, feats, tokens, lo, at + 1, key, found)
        if node.next:
            for following in token.keys:
                for child, more in node.next.get(following, ()):
                    self._follow(child, feats | more, tokens, lo, at + 1, key, found)


def _fewest_cut(token: Token, table: Mapping[str, object]) -> list[str]:
    """The keys of a token that the table knows, of these only those with the fewest clitics cut off:
    «وزارة» is a ministry and not «و» with something else."""
    known = [k for k in token.keys if k in table]
    if len(known) > 1:
        fewest = min(token.keys[k] for k in known)
        known = [k for k in known if token.keys[k] == fewest]
    return known


def _visible(found: Iterable[Mention]) -> list[Mention]:
    """Without repetitions, without shorter mentions of the same class inside longer ones, without the masked."""
    ordered = sorted(found, key=lambda m: (m.lo, -m.hi, m.cls))
    masks = [m for m in ordered if m.cls == MASK]
    reach: dict[str, list[Mention]] = {}
    kept: list[Mention] = []
    for m in ordered:
        if m.cls != MASK and any(k.lo < m.hi and m.lo < k.hi and k.hi - k.lo > m.hi - m.lo for k in masks):
            continue
        rivals = reach.setdefault(m.cls, [])
        if any(
            r.lo <= m.lo
            and m.hi <= r.hi
            and (r.hi - r.lo > m.hi - m.lo or (r.value == m.value and r.attrs.get("as") == m.attrs.get("as")))
            for r in rivals[-6:]
        ):
            continue
        rivals.append(m)
        kept.append(m)
    firm = {(k.cls, i) for k in kept if _LOOSE not in k.attrs for i in range(k.lo, k.hi)}
    return [
        k for k in kept if _LOOSE not in k.attrs or not any((k.cls, i) in firm for i in range(k.lo, k.hi))
    ]
