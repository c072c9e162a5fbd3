"""What a person typed into the search field, as a query over the terms of `analysis`.

All words must be found (AND), each by any of its terms; "quoted words" only in that order and form; a word after `-`
must not be found; the last word may be unfinished while typing. Whatever is typed gives a valid query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.domain.texts.analysis import STEM_MARK, Chunk, Word, chunks
from servanda.domain.texts.arabic import prefixes_to_complete
from servanda.domain.texts.folding import Script, fold, script_of

LONGEST_QUERY = 1000  # characters read
MOST_PARTS = 24  # words, phrases and exclusions obeyed
_SHORTEST_PREFIX = 2

_QUOTED = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<a>[^"]*)"|«(?P<b>[^»]*)»|[“„](?P<c>[^”“]*)[”“])')
_EXCLUDED_WORD = re.compile(r"(?<!\S)-(?=\w)(\S+)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that stand one after the other; the last one may be only a beginning."""

    terms: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the alternatives."""

    alternatives: tuple[Phrase | AllOf, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Each of the parts."""

    parts: tuple[AnyOf, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """`required` parts are all found, none of the `excluded`. A query without required parts finds nothing."""

    required: tuple[AnyOf, ...] = ()
    excluded: tuple[AnyOf, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.required)


def _of_word(word: Word) -> AnyOf:
    """Stems stand for the plain form too: every text that has the form has its stems."""
    terms = word.stems or (word.plain,)
    return (
        AnyOf(tuple(Phrase((term,)) for term in (word.plain, *word.stems)))
        if word.stop
        else AnyOf(tuple(Phrase((term,)) for term in terms))
    )


def _of_chunk(chunk: Chunk) -> AnyOf | None:
    words = [w for w in chunk.words if not w.stop] or list(chunk.words)
    if not words:
        return None
    if len(words) > 1 and not any(w.stems for w in words):
        parts = AnyOf((Phrase(tuple(w.plain for w in words)),))  # ideographs: the run is a phrase
    elif len(words) > 1:
        parts = AnyOf((AllOf(tuple(_of_word(w) for w in words)),))
    else:
        parts = _of_word(words[0])
    return AnyOf((*parts.alternatives, *(Phrase((term,)) for term in chunk.joined)))


def _of_phrase(text: str, lang: str | None) -> AnyOf | None:
    terms = tuple(word.plain for _, _, chunk in chunks(text, lang) for word in chunk.words)
    return AnyOf((Phrase(terms),)) if terms else None


def _unfinished(raw: str, part: AnyOf) -> AnyOf:
    """The same part, or any word that begins with what has been typed of it."""
    folded = fold(raw)
    if len(folded) < _SHORTEST_PREFIX or not folded.isalnum():
        return part
    beginnings = [folded]
    if script_of(folded) is Script.ARABIC:
        beginnings = prefixes_to_complete(folded)
    found = [Phrase((b,), prefix=True) for b in beginnings]
    if script_of(folded) is Script.ARABIC:
        found += [Phrase((STEM_MARK + b,), prefix=True) for b in beginnings]
    return AnyOf((*part.alternatives, *found))


def query_terms(q: str, lang: str | None = None, typing: bool = False) -> Query:
    """The query that `q` asks for.

    lang    narrows Latin stems where the language of the question is known; usually left out
    typing  the last word is unfinished unless a space or a quotation mark follows it
    """
    q = q[:LONGEST_QUERY].replace("_", " ")
    required: list[AnyOf] = []
    excluded: list[AnyOf] = []

    def take_phrase(match: re.Match[str]) -> str:
        phrase = _of_phrase(match["a"] or match["b"] or match["c"] or "", lang)
        if phrase:
            (excluded if match["no"] else required).append(phrase)
        return " " * len(match[0])

    def take_excluded(match: re.Match[str]) -> str:
        for _, _, chunk in chunks(match[1], lang):
            if part := _of_chunk(chunk):
                excluded.append(part)
        return " " * len(match[0])

    rest = _EXCLUDED_WORD.sub(take_excluded, _QUOTED.sub(take_phrase, q))
    asked = list(chunks(rest, lang))
    telling = [c for c in asked if not all(w.stop for w in c[2].words)]
    kept = telling or ([] if required else asked)
    for raw, start, chunk in kept:
        part = _of_chunk(chunk)
        if part is None:
            continue
        last = chunk.words[-1]
        if typing and start + len(raw) == len(rest):
            part = _unfinished(raw[last.start :], part) if len(chunk.words) == 1 else part
        required.append(part)
    return Query(tuple(dict.fromkeys(required))[:MOST_PARTS], tuple(dict.fromkeys(excluded))[:MOST_PARTS])


def _fts5(part: AnyOf | AllOf | Phrase) -> str:
    if isinstance(part, Phrase):
        return '"' + " ".join(part.terms) + '"' + (" *" if part.prefix else "")
    if isinstance(part, AllOf):
        return "(" + " AND ".join(map(_fts5, part.parts)) + ")"
    if len(part.alternatives) == 1:
        return _fts5(part.alternatives[0])
    return "(" + " OR ".join(map(_fts5, part.alternatives)) + ")"


def to_fts5(query: Query) -> str:
    """The query in SQLite FTS5's language, for a bound parameter of MATCH. Nothing asked: '""', which finds nothing."""
    if not query:
        return '""'
    found = " AND ".join(map(_fts5, query.required))
    if query.excluded:
        found = f"({found}) NOT (" + " OR ".join(map(_fts5, query.excluded)) + ")"
    return found


def _tsquery(part: AnyOf | AllOf | Phrase) -> str:
    if isinstance(part, Phrase):
        words = [f"'{term}'" for term in part.terms]
        return "(" + " <-> ".join(words) + (":*" if part.prefix else "") + ")"
    if isinstance(part, AllOf):
        return "(" + " & ".join(map(_tsquery, part.parts)) + ")"
    return "(" + " | ".join(map(_tsquery, part.alternatives)) + ")"


def to_tsquery(query: Query) -> str:
    """The query as a PostgreSQL tsquery literal: pass it as a parameter and cast `%s::tsquery`. Nothing asked: ''."""
    if not query:
        return ""
    found = " & ".join(map(_tsquery, query.required))
    return found + "".join(f" & !{_tsquery(part)}" for part in query.excluded)
