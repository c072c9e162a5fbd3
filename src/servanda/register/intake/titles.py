"""What a title says by itself: its language, its type of instrument, and the instrument that it cites."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

TYPES = (
    "treaty", "agreement", "convention", "protocol", "memorandum", "programme", "exchange_of_notes",
    "declaration",
    "joint_statement", "action_plan", "contract", "other",
)  # fmt: skip

_STOP = {
    "en": ["the", "of", "and", "between", "on", "for", "concerning", "to", "in", "with"],
    "fr": [
        "le",
        "la",
        "les",
        "de",
        "du",
        "des",
        "et",
        "entre",
        "sur",
        "pour",
        "relatif",
        "relative",
        "à",
        "au",
        "aux",
        "l",
        "d",
    ],
    "pt": [
        "o",
        "a",
        "os",
        "as",
        "de",
        "do",
        "da",
        "dos",
        "das",
        "e",
        "entre",
        "sobre",
        "para",
        "em",
        "no",
        "na",
        "ao",
        "à",
    ],
    "es": ["el", "la", "los", "las", "de", "del", "y", "entre", "sobre", "para", "en", "al", "relativo"],
    "de": [
        "der",
        "die",
        "das",
        "und",
        "zwischen",
        "über",
        "betreffend",
        "zur",
        "zum",
        "den",
        "von",
        "dem",
        "des",
    ],
    "nl": ["de", "het", "een", "en", "tussen", "inzake", "van", "voor", "betreffende", "met", "tot"],
    "it": [
        "il",
        "la",
        "lo",
        "gli",
        "le",
        "di",
        "del",
        "della",
        "e",
        "tra",
        "fra",
        "su",
        "per",
        "relativo",
        "dei",
    ],
    "ru": ["и", "между", "о", "об", "в", "на", "по", "с"],
    "kk": ["мен", "және", "арасындағы", "туралы", "үкіметі"],
}
_KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)


def language_of(text: str) -> str | None:
    """The language of a title by its script and small words; None where these do not tell."""
    letters = Counter(
        "arabic"
        if "\u0600" <= c <= "\u06ff"
        else "cyrillic"
        if "\u0400" <= c <= "\u04ff"
        else "latin"
        if c < "\u0250"
        else "?"
        for c in text
        if c.isalpha()
    )
    if not letters:
        return None
    script, share = letters.most_common(1)[0]
    if share * 2 < letters.total():
        return None
    if script == "arabic":
        return "ar"
    if script == "cyrillic":
        return "kk" if _KAZAKH.search(text) else "ru"
    if script != "latin":
        return None
    words = re.findall(r"[^\W\d_]+", text.casefold())
    scores = {lang: sum(w in stop for w in words) for lang, stop in _STOP.items() if lang not in ("ru", "kk")}
    (first, most), (_, second) = Counter(scores).most_common(2)
    return first if most > second else None


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words of one language as one pattern, and the type that each of its named groups stands for."""

    pattern: re.Pattern[str]
    types: dict[str, str]


@lru_cache(maxsize=1)
def _words() -> dict[str, _Lexicon]:
    text = (files("servanda.register.intake") / "instrument_types.toml").read_text(encoding="utf-8")
    found = {}
    for lang, kinds in tomllib.loads(text).items():
        # At one place the first alternative wins: longer patterns are the more particular ones.
        words = sorted(((p, kind) for kind, ps in kinds.items() for p in ps), key=lambda w: -len(w[0]))
        groups = {f"w{number}": kind for number, (_, kind) in enumerate(words)}
        alternatives = "|".join(f"(?P<w{number}>{p})" for number, (p, _) in enumerate(words))
        found[lang] = _Lexicon(re.compile(rf"(?<!\w)(?:{alternatives})", re.IGNORECASE), groups)
    return found


def type_of(title: str, languages: tuple[str, ...]) -> str | None:
    """The type of instrument that the first fitting word of the title names; None where no word does."""
    known = _words()
    best: tuple[int, str] | None = None
    for lang in languages:
        if (
            lang in known
            and (match := known[lang].pattern.search(title))
            and (best is None or match.start() < best[0])
        ):
            best = (match.start(), known[lang].types[match.lastgroup or ""])
    return best[1] if best else None
