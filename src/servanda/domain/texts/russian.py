"""Stems of Russian nouns, adjectives and participles.

The steps and endings of Snowball's Russian stemmer (snowballstem.org/algorithms/russian) without its endings of verbs: those
take «защите» to «защ», «кредит» to «кред» and «визит» to the stem of «виза», while titles hardly have a verb. Words that
can only be verbs are left to Snowball.
"""

from __future__ import annotations

import re

import Stemmer

_SNOWBALL = Stemmer.Stemmer("russian", 0)
_VERB = re.compile(r"(?:ться|лись|лась|лось|лся|[аяу]ют|[аяую]ет|ются|ется)$")
_AFTER_FIRST_VOWEL = re.compile("[аеиоуыэюя]")
_ADJECTIVE = re.compile(
    r"(?:ее|ие|ые|ое|ими|ыми|ей|ий|ый|ой|ем|им|ым|ом|его|ого|ему|ому|их|ых|ую|юю|ая|яя|ою|ею)$"
)
_PARTICIPLE = re.compile(r"(?:(?<=[ая])(?:ем|нн|вш|ющ|щ)|ивш|ывш|ующ)$")
_NOUN = re.compile(
    r"(?:иями|ями|ами|ией|иям|ием|иях|ев|ов|ие|ье|еи|ии|ей|ой|ий|ям|ем|ам|ом|ах|ях|ию|ью|ия|ья|[аеийоуыьюя])$"
)
_ABSTRACT = re.compile("[аеиоуыэюя][^аеиоуыэюя].*[аеиоуыэюя].*(ость?)$")
_SUPERLATIVE = re.compile("ейше?$")


def stem(word: str) -> str:
    """The stem of a folded Russian word (lower case, е for ё)."""
    if _VERB.search(word):
        return _SNOWBALL.stemWord(word)
    first = _AFTER_FIRST_VOWEL.search(word)
    if first is None:
        return word
    head, tail = word[: first.end()], word[first.end() :]
    bare = _ADJECTIVE.sub("", tail)
    tail = _PARTICIPLE.sub("", bare) if bare != tail else _NOUN.sub("", tail)
    tail = tail.removesuffix("и")
    if (abstract := _ABSTRACT.search(head + tail)) is not None:
        tail = tail[: -len(abstract[1])]
    superlative = _SUPERLATIVE.sub("", tail)
    if superlative.endswith("нн"):
        superlative = superlative[:-1]
    return head + superlative.removesuffix("ь")
