"""How the spelling of a name is levelled before two names are compared.

Three levels, each documented in `docs/parties.md`:

folded   case, diacritics, hamza and alef forms, punctuation and doubled spaces no longer count, and
         letters written apart ("U S S R") stand together
bag      besides, articles, prepositions and the order of words no longer count (conjunctions do), so that
         "Germany, Federal Republic of" and "NETHERLANDS THE" meet their natural forms
stems    besides, the endings of Russian words no longer count («Правительство Республики …»)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

# Letters that Unicode does not decompose but registers write without their stroke or ligature.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a"}
    | {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ـ": "",
        "ک": "ك",
        "ی": "ي",
    }
    | {"ʼ": "'", "’": "'", "‘": "'", "`": "'", "´": "'"}
)
# Written forms of the same word: St and Saint; People's, Peoples' and Peoples.
# British and American spelling differ mostly in the names of organisations.
_SAME_WORD = {
    "st": "saint", "ste": "sainte", "sts": "saints", "mt": "mount", "peoples": "people",
    "organisation": "organization", "programme": "program", "centre": "center", "labour": "labor",
}  # fmt: skip
_COOPERATION = re.compile(r"\bco[ -]op")
_POSSESSIVE = re.compile(r"(?<=\w)'s\b")
_NOT_WORD = re.compile(r"[^\w]+|_+")
# Two parties named side by side must not look like one with its words turned round: conjunctions count.
_CONJUNCTIONS = frozenset({"and", "et", "e", "y", "und", "en", "и", "i", "و"})
_SMALL_WORDS = frozenset("aeoyiàивсок")
_SHORT_I = "\ue000"
_RUSSIAN = Stemmer.Stemmer("russian")
_CYRILLIC = re.compile(r"[а-я]")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """`text` as lower-case words with one space between them; see the level *folded* above."""
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    # NFD takes й apart as well, which is a letter and no accent: it is kept.
    parts = unicodedata.normalize("NFD", lowered.replace("й", _SHORT_I))
    bare = "".join(c for c in parts if not unicodedata.combining(c)).replace(_SHORT_I, "й")
    plain = _COOPERATION.sub("coop", _POSSESSIVE.sub("", bare.translate(_LETTERS).replace("&", " and ")))
    return " ".join(_joined(_SAME_WORD.get(w, w) for w in _NOT_WORD.sub(" ", plain).split()))


def _joined(words: Iterable[str]) -> list[str]:
    """Runs of two or more single letters become one word: u s s r → ussr."""
    out: list[str] = []
    run: list[str] = []
    for word in words:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        out += _run(run)
        run = []
        out.append(word)
    return out + _run(run)


def _run(letters: list[str]) -> list[str]:
    """Letters of an acronym together; small words of one letter («e a», «и в») by themselves."""
    return ["".join(letters)] if len(letters) > 1 and not set(letters) <= _SMALL_WORDS else letters


def without_article(word: str) -> str:
    """An Arabic word without its article (and the conjunction before an article); others unchanged."""
    if word.startswith("وال") and len(word) > 5:
        return word[3:]
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    return word


def significant(text: str, stop: frozenset[str]) -> list[str]:
    """The words of `text` that count, folded, in their order, without those in `stop` and Arabic articles.

    All conjunctions are one word.
    """
    words = ("and" if w in _CONJUNCTIONS else w for w in folded(text).split())
    return [without_article(w) for w in words if w not in stop]


def bag(words: Iterable[str]) -> str:
    """A key in which the order of `words` no longer counts."""
    return " ".join(sorted(words))


def stems(words: Iterable[str]) -> str:
    """Like `bag`, with Russian endings taken off (Snowball's stemmer); "" if no word is Cyrillic."""
    items = list(words)
    if not any(_CYRILLIC.search(w) for w in items):
        return ""
    return " ".join(sorted(_RUSSIAN.stemWords(items)))
