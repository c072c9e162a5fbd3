"""The one analyser of the search: text in, terms out; the same for what is indexed and for what is asked.

The script decides the language word by word, so a mixed title needs no flag. Each word gives one *plain* term (its
folded form; in Arabic without clitics) and one or more *stem* terms, which begin with `STEM_MARK` so that no plain word
equals them. In the index the plain terms of a text stand first, in order and without gaps, so that a quoted phrase is
found word for word; the stem terms follow.

All terms are letters and digits only: FTS5's `ascii` and `unicode61` tokenizers and PostgreSQL's `simple` configuration
leave them whole, and nothing in them needs escaping.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from servanda.domain.texts import arabic
from servanda.domain.texts.digits import ascii_digits
from servanda.domain.texts.folding import (
    SIGNS,
    Script,
    fold,
    fold_arabic,
    letters_and_digits,
    lowered,
    script_of,
    without_accents,
)
from servanda.domain.texts.packaged import rows
from servanda.domain.texts.stemming import stems

STEM_MARK = "0"
LONGEST_TERM = 48  # characters; longer ones are cut, in the index and in the query alike
_CACHED_WORDS = 250_000

_APOSTROPHES = "'’ʼ‘ʻʹ`´＇"
_HYPHENS = r"\-‐‑"
_WORD = rf"[\w{SIGNS}]+"
# A chunk is what stands between spaces: a word, a compound with hyphens or apostrophes, an initialism with points.
_CHUNK = re.compile(
    rf"(?<!\w)(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?|{_WORD}(?:[{_APOSTROPHES}{_HYPHENS}]{_WORD})*"
)
_PART = re.compile(r"[^\W_]" + rf"[\w{SIGNS}]*")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_PREFIX_HYPHEN = re.compile(
    rf"^(co|re|pre|pré|sub|inter|multi|bi|anti|micro)[{_HYPHENS}](?=\w{{3}})", re.IGNORECASE
)
_ELIDED = re.compile(
    rf"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)[{_APOSTROPHES}](?=[aeiouyhàâæéèêëîïôœùûü])",
    re.IGNORECASE,
)
_ORDINAL_SIGN = re.compile(
    rf"^(\d{{1,3}})[{_HYPHENS}]?(?:st|nd|rd|th|er|ere|e|eme|ieme|re|nde|o|a|й|я|е|го|му|м|ой|ую|ое|ая|ый|ых|ом|ей|ю)$"
)
_ARABIC_ORDINAL = re.compile("^[وبل]?ال\u0640?(\\d{1,3})$")  # «الـ8»
_ROMAN = re.compile(r"^(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})$")


class Token(NamedTuple):
    """A word of a text, where it stands (code points), and its terms: the plain one first, then the stems."""

    text: str
    start: int
    end: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """One word as the analyser sees it. `stop`: ignored in a search unless nothing else is asked for."""

    start: int
    end: int
    plain: str
    stems: tuple[str, ...]
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """The words between two spaces, and the stems of the compound written as one word (sub-committee, subcommittee)."""

    words: tuple[Word, ...]
    joined: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """The folded stop words of all languages."""
    return frozenset(fold(word) for _, words in rows("stopwords.tsv") for word in words.split())


@lru_cache(maxsize=1)
def _ordinals() -> dict[str, int]:
    """Stem of an ordinal in words → its number."""
    found: dict[str, int] = {}
    for number, *languages in rows("ordinals.tsv"):
        for lang, cell in zip(("en", "fr", "ru", "ar"), languages, strict=False):
            for word in cell.split():
                folded = fold(word)
                if lang == "ar":
                    found[fold_arabic(word)] = int(number)
                elif lang == "ru":
                    found[stems(folded, folded, Script.CYRILLIC)[0]] = int(number)
                else:
                    found[without_accents(word)] = int(number)
    return found


def _ordinal_term(number: int) -> str:
    return f"{STEM_MARK}no{number}"


def _word(raw: str, start: int, lang: str | None) -> Word | None:
    """The analysis of one word that has no hyphen or apostrophe inside."""
    low = letters_and_digits(lowered(raw))
    folded = fold(raw)[:LONGEST_TERM]
    if not folded:
        return None
    script = script_of(folded)
    ordinals = _ordinals()
    plain, stop = folded, folded in stop_words()
    found: tuple[str, ...] = ()
    number: int | None = None
    if script is Script.ARABIC:
        plain, found = arabic.plain_and_stems(low)
        stop = (
            stop
            or plain in stop_words()
            or (plain == folded and arabic.is_stop_with_clitic(folded, stop_words()))
        )
        number = ordinals.get(plain)
    elif script in (Script.LATIN, Script.CYRILLIC):
        found = stems(low, folded, script, lang)
        number = ordinals.get(folded if script is Script.LATIN else found[0])
        if number is None and _ROMAN.match(raw):
            number = _roman(raw)
    elif script is Script.DIGITS:
        folded = plain = folded.lstrip("0") or "0"
    if number is None and (sign := _ORDINAL_SIGN.match(folded)):
        number = int(sign[1])
    terms = [STEM_MARK + stem[:LONGEST_TERM] for stem in found if stem]
    if number:
        terms.append(_ordinal_term(number))
    return Word(start, start + len(raw), plain[:LONGEST_TERM], tuple(dict.fromkeys(terms)), stop)


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in text]
    return sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))


def _analyse(raw: str, lang: str | None) -> Chunk:
    if "." in raw:  # an initialism: U.S.S.R.
        word = _word(raw.replace(".", ""), 0, lang)
        return Chunk((Word(0, len(raw), word.plain, word.stems, False),) if word else ())
    if _IDEOGRAPH.search(raw):
        return _ideographs(raw, lang)
    ordinal = _ORDINAL_SIGN.match(fold_number(raw)) or _ARABIC_ORDINAL.match(ascii_digits(raw))
    prefixed = _PREFIX_HYPHEN.match(raw)
    if ordinal:
        return Chunk((Word(0, len(raw), ordinal[1], (_ordinal_term(int(ordinal[1])),)),))
    shift, text = 0, raw
    if prefixed:
        text, shift = raw[: prefixed.end() - 1] + raw[prefixed.end() :], 1
    words = [w for m in _PART.finditer(text) if (w := _word(m[0], m.start(), lang))]
    if shift and words:
        first, *rest = words
        words = [
            Word(first.start, first.end + 1, first.plain, first.stems, first.stop),
            *(Word(w.start + 1, w.end + 1, w.plain, w.stems, w.stop) for w in rest),
        ]
    joined: tuple[str, ...] = ()
    if (
        len(words) == 2
        and words[1].plain != "s"
        and not _ELIDED.match(raw)
        and not words[0].plain[0].isdigit()
    ):
        together = _word("".join(_PART.findall(text)), 0, lang)
        if together:
            joined = together.stems or (STEM_MARK + together.plain,)
    return Chunk(tuple(words), joined)


def fold_number(raw: str) -> str:
    """A number with its ordinal sign, hyphens kept: «8-й», "8ème" → "8eme"."""
    if not raw[0].isdecimal():
        return ""
    return "-".join(fold(part) for part in re.split(f"[{_HYPHENS}]", raw))


def _ideographs(raw: str, lang: str | None) -> Chunk:
    """Chinese and Japanese have no spaces: each character is a word, and a query's run of them a phrase."""
    words: list[Word] = []
    start = 0
    for match in [*_IDEOGRAPH.finditer(raw), None]:
        until = match.start() if match else len(raw)
        for part in _PART.finditer(raw[start:until]):
            if word := _word(part[0], start + part.start(), lang):
                words.append(word)
        if match:
            words.append(Word(match.start(), match.end(), match[0], ()))
            start = match.end()
    return Chunk(tuple(words))


class _Analyser:
    """Chunks of one language setting, each analysed once and remembered."""

    def __init__(self, lang: str | None) -> None:
        self.lang = lang
        self.chunks: dict[str, Chunk] = {}
        self.terms: dict[str, tuple[str, str]] = {}

    def chunk(self, raw: str) -> Chunk:
        found = self.chunks.get(raw)
        if found is None:
            found = _analyse(raw, self.lang)
            if len(self.chunks) >= _CACHED_WORDS:
                self.chunks.clear()
            if len(raw) <= LONGEST_TERM:
                self.chunks[raw] = found
        return found

    def piece(self, raw: str) -> tuple[str, str]:
        """The plain and the stem terms of what stands between two spaces, each joined with spaces."""
        found = [self.chunk(chunk) for chunk in _CHUNK.findall(raw)]
        plain = [word.plain for chunk in found for word in chunk.words]
        marked = [
            term
            for chunk in found
            for part in (*(w.stems for w in chunk.words if not w.stop), chunk.joined)
            for term in part
        ]
        terms = (" ".join(plain), " ".join(marked))
        if len(self.terms) >= _CACHED_WORDS:
            self.terms.clear()
        if len(raw) <= LONGEST_TERM:
            self.terms[raw] = terms
        return terms


_ANALYSERS: dict[str | None, _Analyser] = {lang: _Analyser(lang) for lang in (None, "en", "fr")}


def _analyser(lang: str | None) -> _Analyser:
    return _ANALYSERS.get(lang) or _ANALYSERS[None]


def chunks(text: str, lang: str | None = None) -> Iterator[tuple[str, int, Chunk]]:
    """The chunks of `text` in order: as written, where it begins, and its analysis."""
    analyser = _analyser(lang)
    for match in _CHUNK.finditer(text.replace("_", " ")):
        yield match[0], match.start(), analyser.chunk(match[0])


def tokens(text: str, lang: str | None = None) -> list[Token]:
    """The words of `text` with their place and terms. `lang` ("en" or "fr") narrows the stems of Latin words."""
    found: list[Token] = []
    for _, start, chunk in chunks(text, lang):
        for position, word in enumerate(chunk.words):
            extra = chunk.joined if position == 0 else ()
            begin, end = start + word.start, start + word.end
            found.append(Token(text[begin:end], begin, end, (word.plain, *word.stems, *extra)))
    return found


def index_terms(text: str, lang: str | None = None) -> str:
    """The terms of `text` for a full-text index, separated by spaces: all plain terms in order, then the stems.

    For FTS5: the content of an indexed column with `tokenize='ascii'` (or unicode61). For PostgreSQL see `index_tsvector`.
    """
    analyser = _analyser(lang)
    known, learn = analyser.terms.get, analyser.piece
    found = [known(piece) or learn(piece) for piece in text.replace("_", " ").split()]
    return " ".join([plain for plain, _ in found if plain] + [marked for _, marked in found if marked])


_LAST_POSITION = 16383  # PostgreSQL keeps no higher position of a lexeme, and at most 255 positions of each


def index_tsvector(text: str, lang: str | None = None) -> str:
    """The same terms as a PostgreSQL tsvector literal with positions: pass it as a parameter and cast `%s::tsvector`."""
    places: dict[str, list[int]] = {}
    for position, term in enumerate(index_terms(text, lang).split(), start=1):
        places.setdefault(term, []).append(min(position, _LAST_POSITION))
    return " ".join(f"'{term}':{','.join(map(str, at[:255]))}" for term, at in places.items())
