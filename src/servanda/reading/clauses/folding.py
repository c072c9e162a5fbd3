"""A folded copy of a text for matching, in which every character knows where it came from.

Folding lowers case, drops accents, Arabic vowel signs and tatweel, unites the forms of alef, ya, quotation marks
and dashes, turns Eastern digits into 0-9 and removes what is no part of the treaty's wording: markup, footnotes
and the editor's notes of a published series. Words that were run together across a sentence are parted.
A sentence ends with `BREAK`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

BREAK = "\u2029"

# What an editor or a converter put in: notes in brackets, images, tables' rules, status lines of a gazette.
_FOREIGN = re.compile(
    r"""
      <sup>\s*\d+\)?(?=\D)[^<]{3,400}</sup>          # a footnote kept inside its mark
    | \[Red:[^\]]{0,400}\]
    | !\[[^\]]{0,200}\]\([^)]{0,300}\)
    | <[/a-zA-Z][^<>]{0,80}>
    | ^[ \t]*(?:Treedt\ in\ werking|Wordt\ voorlopig\ toegepast|Vervallen|Wijzigt|Geldend\ van)[^\n]*$
    | ^[ \t]*\|[ \t|:\-]*\|[ \t]*$
    """,
    re.MULTILINE | re.VERBOSE,
)
_SIMPLE = {
    **dict.fromkeys("“”„«»‟″", '"'),
    **dict.fromkeys("’‘‛ʼʹ`´′", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("آأإٱ", "ا"),
    **dict.fromkeys("ىئ", "ي"),
    "ؤ": "و",
    "ة": "ه",
    "گ": "ك",
    "ک": "ك",
    "ی": "ي",
    "ё": "е",
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "ı": "i",
    "ـ": "",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\u200e": "",
    "\u200f": "",
    "\u061c": "",
    "\ufeff": "",
    "\u00ad": "",
}


@lru_cache(maxsize=8192)
def fold_character(character: str) -> str:
    """The folded form of one character: lower case, no accent, 0-9 for any digit; may be empty."""
    lower = character.lower()
    if lower in _SIMPLE:
        return _SIMPLE[lower]
    if lower.isdigit():
        value = unicodedata.digit(lower[0], None)
        return "" if value is None else str(value)
    if ord(lower[0]) < 128 or lower == "й":
        return lower
    if unicodedata.category(lower[0]) in {"Cf", "Mn"} or 0x202A <= ord(lower[0]) <= 0x202E:
        return ""
    parts = unicodedata.normalize("NFKD", lower)
    return "".join(_SIMPLE.get(part, part) for part in parts if not unicodedata.combining(part))


def fold(text: str) -> str:
    """Fold a word, name or pattern without keeping offsets (upper case becomes lower)."""
    return "".join(fold_character(character) for character in text)


def fold_pattern(pattern: str) -> str:
    """Fold a regular expression: its letters, not its escapes."""
    return "".join(character if character.isascii() else fold_character(character) for character in pattern)


@dataclass(frozen=True)
class Folded:
    """`text` for matching; `origin[i]` is the index in the source of the i-th folded character."""

    source: str
    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source's span of a folded span, without the white space and marks around it."""
        while start < end and self.text[start] in f" {BREAK}*#":
            start += 1
        while end > start and self.text[end - 1] in f" {BREAK}*#":
            end -= 1
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else len(self.source)
            return at, at
        return self.origin[start], self.origin[end - 1] + 1

    def capital(self, index: int) -> bool:
        """Whether the source has an upper-case letter there."""
        return self.source[self.origin[index]].isupper()


_LIST_MARK = re.compile(
    r"[ \t]*(?:[#*|\-•]|\(?\w{1,4}[.)\]]|article\b|art\.|статья|(?:ال)?مادة)", re.IGNORECASE
)
_NO_STOP = re.compile(r"(?:\b(?:nos?|arts?|mrs?|ms|dr|prof|st|vol|resp|гг?|ст|им)|\b[^\W\d])$")
_LIST_NUMBER = re.compile(rf"(?:^|{BREAK})[ (]*\d{{1,3}}(?:\.\d{{1,3}})*$|\bno\.? ?\d+$")
# Characters that fold to themselves, taken in one go for speed.
_PLAIN = re.compile(r"(?:[a-zа-яبت-غف-نهوي]| (?=[a-zа-яبت-غف-نهوي]))+")


def _line_ends(source: str, index: int, line_start: int) -> bool:
    """Whether the line break at `index` ends a sentence (and not just a line of wrapped text)."""
    before = source[line_start:index].rstrip()
    if not before or len(before) < 40:
        return True
    after = source[index + 1 : index + 80]
    if not after.strip(" \t") or after.lstrip(" \t")[:1] == "\n":
        return True
    if _LIST_MARK.match(after):
        return True
    last, first = before[-1], after.lstrip()[:1]
    return not (
        (last.isalpha() or last in ",،-'’" or last.isdigit()) and (first.islower() or _is_arabic(first))
    )


def _is_arabic(character: str) -> bool:
    return "\u0600" <= character <= "\u06ff"


def fold_text(source: str) -> Folded:
    """Fold `source` (any text, of any length) with origins."""
    out: list[str] = []
    origin: list[int] = []

    def put(piece: str, at: int) -> None:
        for character in piece:
            out.append(character)
            origin.append(at)

    def pause(at: int, mark: str = " ") -> None:
        if out and out[-1] == BREAK:
            return
        if out and out[-1] == " ":
            if mark == BREAK:
                out[-1] = BREAK
            return
        if out:
            put(mark, at)

    skips = [(match.start(), match.end()) for match in _FOREIGN.finditer(source)]
    skips.append((len(source), len(source)))
    skip = 0
    index = line_start = 0
    while index < len(source):
        if index >= skips[skip][0]:
            if index < skips[skip][1]:
                inline = source[skips[skip][0]] == "<" and skips[skip][1] - skips[skip][0] < 12
                if not inline:
                    pause(index)
                index = skips[skip][1]
            skip += 1
            continue
        plain = _PLAIN.match(source, index, skips[skip][0])
        if plain and not (plain[0][0] == " " and out and out[-1] in f" {BREAK}"):
            out.extend(plain[0])
            origin.extend(range(index, plain.end()))
            index = plain.end()
            continue
        character = source[index]
        if character in "\n\r\u2028\u2029\x0b\x0c\x85":
            pause(index, BREAK if _line_ends(source, index, line_start) else " ")
            line_start = index + 1
        elif character in "*#|_\\" or character.isspace():
            pause(index)
        elif character in ".?!؟۔" or (character in ";؛" and source[index + 1 : index + 2] in "\n\r"):
            put(fold_character(character), index)
            if _stops(source, index, out):
                pause(index, BREAK)
        else:
            folded = fold_character(character)
            if folded and character.isupper() and out and out[-1] != " " and _runs_on(source, index):
                pause(index)
            elif folded and character.isdigit() and index and source[index - 1].isalpha():
                pause(index)  # "this18th"
            put(folded, index)
        index += 1
    return Folded(source, "".join(out), tuple(origin))


def fold_spans(source: str, spans: list[tuple[int, int]]) -> Folded:
    """Fold only some stretches of a text (in order, apart from each other), with a `BREAK` between them."""
    text: list[str] = []
    origin: list[int] = []
    for start, end in spans:
        if text:
            text.append(BREAK)
            origin.append(start)
        part = fold_text(source[start:end])
        text.append(part.text)
        origin.extend(at + start for at in part.origin)
    return Folded(source, "".join(text), tuple(origin))


_LOWER = re.compile(r"[^\W\d_A-ZÀ-Þ]{2}")


def _runs_on(source: str, index: int) -> bool:
    """Whether the capital at `index` begins a word that was run together with the one before it."""
    before = source[index - 1]
    if before.islower() or before == ")":
        return True  # "AgreementDONE", "ForeignAffairs"
    # "J. LUNSFor the Government": a capitalised word after one in capitals
    return source[max(0, index - 2) : index].isupper() and _LOWER.match(source, index + 1) is not None


def _stops(source: str, index: int, out: list[str]) -> bool:
    """Whether the stop at `index` ends a sentence."""
    after = source[index + 1 : index + 12]
    rest = after.lstrip(" \t\u00a0*\"”»')")
    if not rest:
        return True
    if rest[0] in "\n\r":
        return True
    before = "".join(out[-16:-1])
    if rest[0].isupper() or rest[0] in "“„«[(" or _is_arabic(rest[0]):
        return not (_NO_STOP.search(before) or _LIST_NUMBER.search(before))
    return False


def sentences(folded: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a folded (and slotted) text."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(BREAK, folded):
        if match.start() > start:
            spans.append((start, match.start()))
        start = match.end()
    if start < len(folded):
        spans.append((start, len(folded)))
    return [(a, b) for a, b in spans if folded[a:b].strip()]
