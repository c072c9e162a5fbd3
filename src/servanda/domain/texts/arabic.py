"""Stems of Arabic words: clitics and endings taken off under the guard of a lexicon, broken plurals led to their singular.

What a light stemmer such as light10 gets wrong, and what is done about it here:

- it takes the و off «وزارة»: a conjunction or preposition is only taken off when what remains is a known word, a verbal
  noun by its pattern, or bears the article; an unknown word in و keeps both readings;
- it leaves ب, ل, ك on («للتعاون», «بتبادل»): taken off under the same guard;
- it does not know that «سفن» is the plural of «سفينة»: the lexicon lists the plurals of the field's nouns, and for other words
  the regular patterns of broken plurals give one more stem (مصارف → مصرف).

The lexicon (`data/arabic_lexicon.tsv`) has a noun or adjective a row: the word, its broken plurals and variants, and a stem
of its own where the regular one would be that of another word (دولي is not دولة).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from servanda.domain.texts.folding import fold_arabic
from servanda.domain.texts.packaged import rows

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_ENDINGS = (
    "ه", "ي", "ا",
    "ها", "هم", "هن", "كم", "نا", "ات", "ان", "ين", "ون", "يه", "ته", "تي", "تا", "وي", "ني",
    "هما", "كما", "تها", "تهم", "تنا", "تكم", "تان", "تين", "يات", "يان", "يين", "يون", "يها", "يهم", "يهن", "اته", "ويه", "انه",
    "يهما", "تهما", "اتها", "اتهم", "اتنا", "يتين", "يتان", "ويين", "اتهما",
)  # fmt: skip
_ENCLITICS = ("يهما", "يهم", "هما", "كما", "ها", "هم", "هن", "كم")
_INFLECTIONS = ("تان", "تين", "ات", "ين", "ون", "يه", "يا", "ه", "ي")
_VERBAL_NOUN = re.compile(
    "^(?:ت..ي.|ا.ت.ا.|ان..ا.|است..ا.|م.ا..ه|ت.ا..|ت..ل.|است.ا.ه)(?:ات|ه|ها|هما|هم|يه|ي)?$"
)
# Broken plurals by pattern, each with the singular's stem it gives; hamza of the plural still written.
_PLURAL_PATTERNS = (
    (re.compile("^م(.)ا(.)ي(.)$"), r"م\1\2و\3"),  # مفاعيل → مفعول: مراسيم → مرسوم
    (re.compile("^ت(.)ا(.)ي(.)$"), r"ت\1\2ي\3"),  # تفاعيل → تفعيل: تدابير → تدبير
    (re.compile("^م(.)ا([^يئ])(.)ه?$"), r"م\1\2\3"),  # مفاعل → مفعل: مصارف → مصرف
    (re.compile("^م(.)ائ(.)$"), r"م\1ي\2"),  # مفائل → مفيلة: مصائد → مصيدة
    (re.compile("^م(.)ا(.)ئ$"), r"م\1\2أ"),  # ملاجئ → ملجأ
    (re.compile("^[أآ](.)(.)(.)ة$"), r"\1\2ا\3"),  # أفعلة → فعال: أوسمة → وسام
    (re.compile("^[أآ](.)(.)(.)ة$"), r"\1\2ي\3"),  # أفعلة → فعيل: أرصدة → رصيد
    (re.compile("^(.)و([اآ])([^ي])(.)$"), r"\1ا\3\4"),  # فواعل → فاعل: حواجز → حاجز
    (re.compile("^([^مت])(.)ائ(.)$"), r"\1\2ي\3"),  # فعائل → فعيلة: غرائم → غريمة
    (re.compile("^([^اأإ])(.)(.)اء$"), r"\1\2ي\3"),  # فعلاء → فعيل: سفراء → سفير
    (re.compile("^أ(.)(.)ا(.)$"), r"\1\2\3"),  # أفعال → فعل: أسلاك → سلك
    (re.compile("^([^اأإتم])(.)ا(.)ي(.)$"), r"\1\2\3و\4"),  # فعاليل → فعلول: صناديق → صندوق
)  # fmt: skip


def _regular(word: str) -> str:
    """The stem of a lexicon word: without ta marbuta and the ending of relation, when three letters remain."""
    for ending in ("يه", "ه", "ي"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, str]:
    """Folded form → stem, for every word, plural and variant listed."""
    forms: dict[str, str] = {}
    for row in rows("arabic_lexicon.tsv"):
        lemma, plurals, own = (*row, "", "")[:3]
        folded = fold_arabic(lemma)
        stem = fold_arabic(own) if own else _regular(folded)
        for form in [folded, *map(fold_arabic, plurals.split())]:
            forms.setdefault(form, stem)
    for (words,) in rows("arabic_words.tsv"):
        for word in map(fold_arabic, words.split()):
            forms.setdefault(word, _regular(word))
    return forms


def _known(word: str) -> str | None:
    """The stem of a word that is in the lexicon, bare or with an ending; the longest base wins."""
    forms = _lexicon()
    if (stem := forms.get(word)) is not None:
        return stem
    for ending in _ENDINGS:
        base = word[: -len(ending)]
        if len(base) < 3:
            break
        if word.endswith(ending):
            if (stem := forms.get(base)) is not None:
                return stem
            if ending not in ("ا", "ه") and (stem := forms.get(base + "ه")) is not None:
                return stem
    return None


def _light(word: str) -> str:
    """Endings taken off an unknown word until none is left or three letters remain."""
    for ending in _ENCLITICS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            if word.endswith("ت") and not word.endswith("ات") and len(word) >= 5:
                word = word[:-1]
            break
    endings: tuple[str, ...] = _INFLECTIONS
    while True:
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word[: -len(ending)]
                if ending.endswith("ه"):
                    endings = tuple(e for e in endings if e != "ه")  # فاكهة has an h of its own
                break
        else:
            return word[:-1] if word.endswith("ا") and len(word) >= 5 else word


def _without_clitics(word: str) -> Iterator[tuple[str, bool]]:
    """What may remain of a word without conjunction, preposition and article, least taken off first.

    The flag says that an article was there, which is proof enough.
    """
    starts = [word]
    if word[0] in _CONJUNCTIONS and len(word) >= 4:
        starts.append(word[1:])
    for start in starts:
        if start is not word:
            yield start, False
        if start.startswith("ال") and len(start) >= 4:
            yield start[2:], True
        elif start.startswith(("بال", "كال", "فال")) and len(start) >= 6:
            yield start[3:], True
        elif start.startswith("لل") and len(start) >= 5:
            yield start[1:], True
            yield start[2:], True
        elif start[0] in _PREPOSITIONS and len(start) >= 4:
            yield start[1:], False


def _plural_guesses(spelled: str) -> Iterator[str]:
    for pattern, singular in _PLURAL_PATTERNS:
        if pattern.match(spelled):
            yield fold_arabic(pattern.sub(singular, spelled))


def plain_and_stems(lowered: str) -> tuple[str, tuple[str, ...]]:
    """The word without its clitics, and its stems, both folded.

    lowered  one Arabic word without vowel signs and tatweel, hamza as written
    """
    word = fold_arabic(lowered)
    if len(word) < 3:
        return word, (word,)
    options = list(_without_clitics(word))
    candidates = [word, *(rest for rest, _ in options)]
    for lookup in (_lexicon().get, _known):  # as listed, before with an ending: «والديون» is not of «والد»
        for rest in candidates:
            if (stem := lookup(rest)) is not None:
                return rest, (stem,)
    for rest, article in options:
        if not article and _VERBAL_NOUN.match(rest) and not _VERBAL_NOUN.match(word):
            return rest, (_light(rest),)
    plain, readings = word, [word]
    for rest, article in reversed(options):  # the shortest rest that an article proves
        if article:
            plain, readings = rest, [rest]
            break
    else:
        if word[0] == "و" and len(word) >= 5:
            readings.append(word[1:])
    found: list[str] = []
    for reading in readings:
        found.append(_light(reading))
        found.extend(_plural_guesses(lowered[len(word) - len(reading) :]))
    return plain, tuple(dict.fromkeys(found))


def is_stop_with_clitic(word: str, stop_words: frozenset[str]) -> bool:
    """Whether a word that the lexicon does not know is a function word behind a conjunction or preposition («وفي»)."""
    return word[0] in "وفبل" and len(word) >= 3 and word[1:] in stop_words and _known(word) is None


def prefixes_to_complete(folded: str) -> list[str]:
    """The beginnings that words may have which a person has begun to type, with and without clitics."""
    found = [folded]
    for rest, _ in _without_clitics(folded) if len(folded) >= 4 else ():
        if len(rest) >= 2:
            found.append(rest)
    return list(dict.fromkeys(found))
