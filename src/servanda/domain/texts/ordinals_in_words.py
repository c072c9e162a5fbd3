"""Ordinals of sessions in words, as titles of minutes and communiqués write them, 1 to 99.

eighth session, huitième session, восьмое заседание (восьмого заседания), الدورة الثامنة.
"""

from __future__ import annotations

from servanda.domain.texts.ordinals import ordinal

_EN = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_FR = [
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_FR_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
_RU = [
    "перв",
    "втор",
    "трет",
    "четвёрт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
    "шестнадцат",
    "семнадцат",
    "восемнадцат",
    "девятнадцат",
]
_RU_TENS = [
    "двадцат",
    "тридцат",
    "сороков",
    "пятидесят",
    "шестидесят",
    "семидесят",
    "восьмидесят",
    "девяност",
]
_RU_TENS_BEFORE = [
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
]


def ordinal_in_words(n: int, language: str, case: str = "nominative") -> str:
    """The ordinal as it stands before session, заседание (neuter; `case` nominative or genitive), دورة (feminine).

    Beyond 99, and in other languages, in figures.
    """
    if not 1 <= n <= 99:
        return ordinal(n, language)
    if language == "en":
        return _english(n)
    if language == "fr":
        return "première" if n == 1 else _french(n)
    if language == "ru":
        return _russian(n, "oe" if case == "nominative" else "ого")
    return ordinal(n, language)


def _english(n: int) -> str:
    if n < 20:
        return _EN[n - 1]
    tens, unit = _EN_TENS[n // 10 - 2], n % 10
    return f"{tens}-{_EN[unit - 1]}" if unit else f"{tens[:-1]}ieth"


def _french_cardinal(n: int) -> str:
    if n < 20:
        return _FR[n - 1]
    tens = n // 10 * 10
    if tens in (70, 90):
        base, rest = tens - 10, n - tens + 10
    else:
        base, rest = tens, n - tens
    if not rest:
        return _FR_TENS[base]
    joint = " et " if rest in (1, 11) and base != 80 else "-"
    return f"{_FR_TENS[base]}{joint}{_FR[rest - 1]}"


def _french(n: int) -> str:
    cardinal = _french_cardinal(n)
    if cardinal.endswith("cinq"):
        return f"{cardinal}uième"
    if cardinal.endswith("neuf"):
        return f"{cardinal[:-1]}vième"
    return f"{cardinal[:-1] if cardinal.endswith('e') else cardinal}ième"


def _russian(n: int, ending: str) -> str:
    if n >= 20 and n % 10:
        return f"{_RU_TENS_BEFORE[n // 10 - 2]} {_russian(n % 10, ending)}"
    if n == 3:
        return "третье" if ending == "oe" else "третьего"
    stem = _RU[n - 1] if n < 20 else _RU_TENS[n // 10 - 2]
    return stem + ("ое" if ending == "oe" else ending)
