"""One form for one word: what case, accents, hamza, tatweel and vowel signs may differ in is made equal.

The forms are for comparison only and are never shown.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from servanda.domain.texts.digits import ascii_digits


class Script(Enum):
    """The script of a word, by its first letter."""

    LATIN = "Latin"
    CYRILLIC = "Cyrillic"
    ARABIC = "Arabic"
    DIGITS = "digits"
    OTHER = "other"


# Signs inside a word that are not letters: vowel signs, combining accents, joiners, soft hyphens, directions.
SIGNS = (
    "\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
)
_DROPPED = re.compile(rf"[{SIGNS}\u0640]")
_NOT_ALNUM = re.compile(r"[\W_]+")

_ARABIC_LETTERS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
        "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي",
        "ؤ": "و", "ۆ": "و", "ۇ": "و",
        "ة": "ه", "ۀ": "ه", "ۂ": "ه", "ۃ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه",
        "ک": "ك", "ڪ": "ك", "ڤ": "ف", "ڥ": "ف", "پ": "ب", "چ": "ج", "ڨ": "ق", "ڭ": "ك", "گ": "ك", "ژ": "ز",
    }
)  # fmt: skip
_HAMZA_BEFORE_WAW = re.compile("[ءئؤو]و")
_LATIN_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_SHORT_I = "\u0439"  # й: a letter of its own, not an accented и


def script_of(word: str) -> Script:
    """The script of the first letter; a word of digits only is `DIGITS`."""
    for char in word:
        if char.isalpha():
            code = ord(char)
            if code < 0x250 or 0x1E00 <= code < 0x1F00 or 0xFB00 <= code < 0xFB07 or 0xFF21 <= code < 0xFF5B:
                return Script.LATIN
            if 0x400 <= code < 0x530 or 0x1C80 <= code < 0x1C90:
                return Script.CYRILLIC
            if (
                0x600 <= code < 0x780
                or 0x8A0 <= code < 0x900
                or 0xFB50 <= code < 0xFE00
                or 0xFE70 <= code < 0xFEFF
            ):
                return Script.ARABIC
            return Script.OTHER
    return Script.DIGITS


def without_accents(word: str) -> str:
    """`word` in lower case without combining accents (й stays a letter, ё is е)."""
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word.replace(_SHORT_I, "\uffff"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.replace("\uffff", _SHORT_I).translate(_LATIN_LETTERS)


def lowered(word: str) -> str:
    """Compatibility forms, case and dropped signs made equal; accents stay (French stemming reads them)."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKC", _DROPPED.sub("", unicodedata.normalize("NFKC", word)).casefold())
    return _DROPPED.sub("", word)


def letters_and_digits(word: str) -> str:
    """`word` without anything else."""
    return word if word.isalnum() else _NOT_ALNUM.sub("", word)


def fold_arabic(word: str) -> str:
    """Arabic letters by their plain forms: alefs, hamza seats, ya, ta marbuta, Persian and Maghrebi letters."""
    word = _HAMZA_BEFORE_WAW.sub("و", word)
    word = word.translate(_ARABIC_LETTERS)
    bare = word.replace("ء", "")
    return bare if len(bare) >= 3 else word


def fold(word: str) -> str:
    """The comparison form of one word: letters and digits only, whatever the script; may be empty."""
    if word.isascii() and word.isalnum():
        return word.lower()
    word = without_accents(lowered(word))
    if script_of(word) is Script.ARABIC:
        word = fold_arabic(word)
    return letters_and_digits(ascii_digits(word))
