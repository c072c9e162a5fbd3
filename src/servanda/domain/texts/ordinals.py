"""The number of a session as titles write it: the 7th, la 7e, 7-го (заседания), السابعة.

Feminine in French and Arabic (session, دورة), genitive neuter in Russian (заседания): the forms that the titles of
agendas and minutes need. Arabic has them as words up to 99, as official minutes do.
"""

from __future__ import annotations

_UNITS = (
    "",
    "الحادية",
    "الثانية",
    "الثالثة",
    "الرابعة",
    "الخامسة",
    "السادسة",
    "السابعة",
    "الثامنة",
    "التاسعة",
)
_TENS = ("", "", "العشرون", "الثلاثون", "الأربعون", "الخمسون", "الستون", "السبعون", "الثمانون", "التسعون")


def _arabic(n: int) -> str:
    if n == 1:
        return "الأولى"
    if n == 10:
        return "العاشرة"
    if n < 10:
        return _UNITS[n]
    if n < 20:
        return f"{_UNITS[n - 10]} عشرة"
    if n < 100:
        tens, unit = _TENS[n // 10], n % 10
        return f"{_UNITS[unit]} و{tens}" if unit else tens
    return f"رقم {n}"


def _english(n: int) -> str:
    if 10 < n % 100 < 14:
        return f"{n}th"
    return f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th') }"


def ordinal(n: int, language: str) -> str:
    """The n-th session, n ≥ 1, in Arabic, Russian, French or English; the bare number in another language."""
    if language == "ar":
        return _arabic(n)
    if language == "fr":
        return "1re" if n == 1 else f"{n}e"
    if language == "ru":
        return f"{n}-го"
    return _english(n) if language == "en" else str(n)
