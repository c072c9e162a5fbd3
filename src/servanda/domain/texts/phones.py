"""Names of three scripts as one coarse row of sounds.

A sound is one character. Where a script or a language leaves a choice, a sound of its own stands for the choice, and
`substitution` says how near it is to the others: Arabic ب may be b or p, ف may be f or v, ج may be j, zh or g; Latin
"ch" is French ш or English ч; Latin "j" is ж, дж or й.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from servanda.domain.texts.folding import Script, fold, script_of

VOWELS = frozenset("aeiouUIAE")  # U, I: Arabic و and ي, vowel or consonant; A: its first alef; E: its ayn

_LATIN = [
    (r"sch|sh|sz(?=[aeiouy])|ş|š|ș|ś", "S"), (r"tsch|tch|cz|č|ć", "c"), (r"cois$|çois$", "sua"), (r"ç", "Ç"), (r"ğ", ""), (r"^x(?=i)", "S"), (r"ng$", "n"), (r"zh|ž|ż|ź", "Z"), (r"dzh|dj|dž|đ", "j"),
    (r"kh", "x"), (r"gh", "g"), (r"ph", "f"), (r"th", "T"), (r"dh", "D"), (r"ck|cq", "k"), (r"ch", "C"),
    (r"tz|ts", "s"), (r"gu(?=[eiy])", "g"), (r"qu(?=[eiy])", "k"), (r"gn", "n"), (r"ou|oo|w(?=u)", "u"),
    (r"eau|au(?=[^aeiouy]|$)", "o"), (r"ie$", "i"), (r"ei|ey|ee|a[iy](?=[^aeiouy]|$)", "I"), (r"x", "ks"),
    (r"c(?=[eiy])", "s"), (r"g(?=[eiy])", "G"), (r"j", "J"), (r"y(?=[aou])", "I"), (r"y", "i"), (r"q", "q"), (r"c", "k"),
]  # fmt: skip
_CYRILLIC = [
    (r"дж", "j"), (r"нг$", "n"), (r"кс", "ks"), (r"тс|дз", "s"), (r"ье|ьё|ъе", "e"),
    *[(a, b) for a, b in zip("абвгдежзийклмнопрстуфхцчшщыэюяіїєґўөүғқңәұһ", "abvgdeZziIklmnoprstufxscSSieuaiieguougkneuh", strict=True)],
    (r"[ьъ]", ""),
]  # fmt: skip
_ARABIC = [
    (r"تش", "c"), (r"دج", "j"), (r"كس", "ks"), (r"تس", "s"), (r"ه$", "a"), (r"ن[غج]$", "n"), (r"^ا", "A"), (r"ع", "E"),
    *[(a, b) for a, b in zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abtTJhxdDrzsSsdtDagfqklmnhUI", strict=True)],
]  # fmt: skip
# «عبد» with what follows: the vowel is free, and before a "sun" letter the l is silent (Abd al-Rahman, Abderrahmane).
_SERVANT_OF = re.compile("^([aE]bd)[aeiouUI]?(?:l(?=[tdrzsSnTD]))?")
_PIECES = {
    script: re.compile("|".join(f"({pattern})" for pattern, _ in rules))
    for script, rules in ((Script.LATIN, _LATIN), (Script.CYRILLIC, _CYRILLIC), (Script.ARABIC, _ARABIC))
}
_RULES = {Script.LATIN: _LATIN, Script.CYRILLIC: _CYRILLIC, Script.ARABIC: _ARABIC}

# Pairs of sounds that writing confuses, and the cost (0 the same, 1 unrelated) of taking one for the other.
_NEAR = {
    "bp": 0.3, "fv": 0.15, "vw": 0.15, "fw": 0.4, "bv": 0.5, "uw": 0.1, "ow": 0.25, "vu": 0.5, "oU": 0.05, "uU": 0.0, "wU": 0.05, "vU": 0.2,
    "eU": 0.6, "aU": 0.6, "iU": 0.6, "iI": 0.0, "eI": 0.05, "aI": 0.5, "oI": 0.6, "uI": 0.6, "JI": 0.2, "UI": 0.6,
    "td": 0.45, "tT": 0.1, "sT": 0.2, "dD": 0.1, "zD": 0.1, "sz": 0.25, "TD": 0.4, "tD": 0.4,
    "kg": 0.35, "kq": 0.05, "gq": 0.15, "xh": 0.15, "xk": 0.3, "hg": 0.45, "kG": 0.4, "gG": 0.05,
    "jG": 0.1, "jJ": 0.05, "jZ": 0.15, "GJ": 0.1, "ZG": 0.15, "ZJ": 0.05, "gJ": 0.15, "gj": 0.35, "gZ": 0.5, "Zz": 0.3, "zJ": 0.5, "jz": 0.5,
    "SC": 0.05, "cC": 0.05, "Sc": 0.3, "xC": 0.35, "kC": 0.4, "sS": 0.45, "sc": 0.45, "sC": 0.4, "cj": 0.4, "Sj": 0.5, "SZ": 0.4, "xJ": 0.5,
    "ae": 0.15, "ai": 0.5, "ao": 0.2, "au": 0.5, "ei": 0.1, "eo": 0.35, "eu": 0.5, "io": 0.6, "iu": 0.6, "ou": 0.1,
    "aA": 0.0, "eA": 0.05, "iA": 0.1, "oA": 0.1, "uA": 0.1, "aE": 0.05, "eE": 0.1, "iE": 0.15, "oE": 0.1, "uE": 0.15, "AE": 0.1,
    "sÇ": 0.05, "SÇ": 0.3, "cÇ": 0.1, "CÇ": 0.2, "kÇ": 0.4, "jÇ": 0.4, "JÇ": 0.4,
}  # fmt: skip
_COARSE = str.maketrans(
    {"p": "b", "v": "f", "w": "f", "d": "t", "T": "t", "D": "t", "g": "k", "q": "k", "G": "k", "J": "k", "j": "k", "Z": "k",
     "x": "h", "z": "s", "S": "s", "c": "s", "C": "s", "Ç": "s"}
)  # fmt: skip


@lru_cache(maxsize=50_000)
def phones(word: str) -> str:
    """The sounds of one word of a name; a word of another script gives its folded letters."""
    script = script_of(word)
    if script is Script.LATIN:
        low = unicodedata.normalize("NFC", word.casefold())
        text = low if not low.isascii() and re.search("[şšșśčćžżźđ]", low) else fold(word)
        text = re.sub(r"[^\w]", "", text)
        for letter in "àâäáãåèéêëìíîïòóôöõùúûüñ":
            text = text.replace(letter, fold(letter))
    else:
        text = fold(word[:-1] + "ا" if word.endswith("ى") else word)
    rules = _RULES.get(script)
    if rules is None:
        return text
    sounds: list[str] = []
    at = 0
    for match in _PIECES[script].finditer(text):
        sounds.append(text[at : match.start()])
        sounds.append(rules[(match.lastindex or 1) - 1][1])
        at = match.end()
    sounds.append(text[at:])
    return _SERVANT_OF.sub(r"\1a", re.sub(r"(.)\1+", r"\1", "".join(sounds)))


def skeleton(sounds: str) -> str:
    """The consonants in coarse classes: what every transliteration of a name has in common."""
    first = "f" if sounds[:1] in ("w", "U") and len(sounds) > 1 and sounds[1] in VOWELS else ""
    body = first + "".join(c for c in sounds if c not in VOWELS)
    body = body.translate(_COARSE)
    return body[:-1] if body.endswith("h") and len(body) > 2 else body


@lru_cache(maxsize=4096)
def substitution(a: str, b: str) -> float:
    """The cost of taking sound `a` for sound `b`: 0 the same, 1 unrelated."""
    if a == b:
        return 0.0
    return _NEAR.get(a + b, _NEAR.get(b + a, 1.0))


def weight(sound: str) -> float:
    """How much a sound weighs in a name: vowels little, h less than other consonants."""
    if sound in VOWELS:
        return 0.3
    return 0.6 if sound in "hw" else 1.0


def _omissions(sounds: str, written: bool, other_written: bool) -> list[float]:
    """The cost of each sound of a word when the other spelling lacks it.

    written, other_written  whether the script of this word, of the other, writes all vowels (Arabic does not)
    """
    costs: list[float] = []
    last = len(sounds) - 1
    for i, sound in enumerate(sounds):
        if sound not in VOWELS:
            mute = sound == "h" and 0 < i == last and sounds[i - 1] == "a"  # Abdallah, Абдалла
            costs.append(0.15 if mute else 0.5 if sound in "hw" else 1.0)
        elif sound == "E":
            costs.append(0.1)
        elif i == 0:
            costs.append(0.15 if last and sounds[1] in VOWELS else 0.5)
        elif i == last:
            costs.append(0.45 if sound == "a" else 0.15)  # «-a» makes a name a woman's, French «-e» is mute
        elif written and not other_written:
            costs.append(0.5 if sound == "I" else 0.06)  # a diphthong is long: Arabic would write it
        elif sounds[i - 1] in VOWELS or sounds[i + 1] in VOWELS:
            costs.append(0.15)
        else:
            costs.append(
                0.25 if written else 0.55 if sound == "U" else 0.4
            )  # an Arabic vowel that is written is long
    return costs


@lru_cache(maxsize=50_000)
def likeness(a: str, b: str, a_written: bool, b_written: bool) -> float:
    """How alike two rows of sounds are, from 0 to 1 (weighted edit distance over the weight of the heavier).

    a_written, b_written  whether the script of each writes all its vowels
    """
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    drop_a, drop_b = _omissions(a, a_written, b_written), _omissions(b, b_written, a_written)
    previous = [0.0]
    for cost in drop_b:
        previous.append(previous[-1] + cost)
    for x, drop in zip(a, drop_a, strict=True):
        row = [previous[0] + drop]
        for j, y in enumerate(b):
            row.append(min(previous[j] + substitution(x, y), previous[j + 1] + drop, row[j] + drop_b[j]))
        previous = row
    heavier = max(sum(map(weight, a)), sum(map(weight, b)), 1.0)
    return max(0.0, 1.0 - previous[-1] / heavier)
