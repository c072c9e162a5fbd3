"""Which encoding a text file is in: declared, marked, UTF-8, or the code page whose letters make words."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from servanda.register.intake.faults import IntakeError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES = ("cp1252", "cp1251", "cp1256", "cp1250", "iso8859_6", "koi8_r")
_SAMPLE = 4 * 2**20
_WORD = re.compile(r"[^\W\d_]+")


def encoding_of(path: Path, declared: str | None = None) -> str:
    """The name of the encoding of the file at `path`, as `open` takes it.

    `declared` wins if it decodes the file. Raises IntakeError `encoding_wrong` where it does not,
    `not_text` where the file is no text at all.
    """
    head = _head(path, 4)
    if declared:
        try:
            name = codecs.lookup(declared).name
        except LookupError:
            raise IntakeError(
                "encoding_unknown",
                encoding=declared,
            ) from None
        if name == "utf-8" and head.startswith(codecs.BOM_UTF8):
            name = "utf-8-sig"
        if (position := _undecodable(path, name)) is not None:
            raise IntakeError(
                "encoding_wrong",
                encoding=declared,
                position=position,
            )
        return name
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if wide := _without_mark(_head(path, 4096)):
        return wide
    if b"\x00" in _head(path, _SAMPLE):
        raise IntakeError("not_text")
    position = _undecodable(path, "utf-8")
    if position is None or position >= path.stat().st_size - 3:
        return "utf-8"  # a character cut at the very end is the mark of a truncated file, found later
    return _code_page(_head(path, _SAMPLE))


def _head(path: Path, size: int) -> bytes:
    with path.open("rb") as stream:
        return stream.read(size)


def _undecodable(path: Path, encoding: str) -> int | None:
    """The position of the first byte that `encoding` cannot read, or None."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with path.open("rb") as stream:
        while block := stream.read(2**20):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as wrong:
                return done + wrong.start
            done += len(block)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return done - 1
    return None


def _without_mark(head: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Western text, or of its commas and digits, is zero."""
    if len(head) < 4:
        return None
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.2 and odd > 4 * even:
        return "utf-16-le"
    if even > half * 0.2 and even > 4 * odd:
        return "utf-16-be"
    return None


def _code_page(sample: bytes) -> str:
    """The code page in which the words that use it look most like words; Western where none does better."""
    lines = [line for line in sample.splitlines() if any(byte > 127 for byte in line)][:4000]
    text = b"\n".join(lines)
    return max(_CODE_PAGES, key=lambda page: (_likeness(text, page), -_CODE_PAGES.index(page)))


def _likeness(sample: bytes, page: str) -> float:
    """How much `sample` read in `page` looks like text: letters of one script, cased as words are.

    Each word with a letter beyond ASCII counts 1, or against: for two scripts in one word, a capital after a
    small letter, Western accents in a row, marks and symbols where letters should stand.
    """
    try:
        text = sample.decode(page)
    except UnicodeDecodeError:
        text = sample.decode(page, "replace")
    score = 0.0
    for word in _WORD.findall(text):
        beyond = [c for c in word if ord(c) > 127]
        if beyond:
            score += _word_likeness(word, beyond)
    score -= 2 * sum(
        1 for c in text if ord(c) > 127 and unicodedata.category(c) in ("Cc", "Sk", "So", "Sc", "Sm", "No")
    )
    return score - 5 * text.count("\ufffd")


@lru_cache(maxsize=65536)
def _script(char: str) -> str:
    return unicodedata.name(char, "?").split()[0]


def _word_likeness(word: str, beyond: list[str]) -> float:
    scripts = {_script(c) for c in word}
    if len(scripts) > 1:
        return -1.0
    if scripts == {"LATIN"}:
        # Cyrillic and Arabic read as Western come out as runs of accented letters.
        return 1.0 if len(beyond) <= max(1, len(word) // 2) else -1.0
    odd_case = any(a.islower() and b.isupper() for a, b in pairwise(word))
    return -1.0 if odd_case else float(len(word)) / 4 + 1
