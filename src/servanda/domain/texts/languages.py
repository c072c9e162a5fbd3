"""Which language a passage is in: Arabic, Russian, French, English, or another.

Script first; within a script, the words by which a language is known, letters that only some languages write, endings,
and the letter sequences of the listed words for what is not listed. Offline, the same answer every time. Made for short
titles too: «Protocole additionnel» is enough.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import NamedTuple

from servanda.domain.texts.folding import Script, script_of
from servanda.domain.texts.packaged import rows

LANGUAGES = ("ar", "ru", "fr", "en")
OTHER = "other"

_READ = 4000  # characters that decide; more add nothing
_WORDS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SCRIPT = {
    "ar": Script.ARABIC, "fa": Script.ARABIC, "ur": Script.ARABIC,
    "ru": Script.CYRILLIC, "uk": Script.CYRILLIC, "bg": Script.CYRILLIC, "sr": Script.CYRILLIC, "be": Script.CYRILLIC,
}  # fmt: skip
# Letters that a language writes and the others of its script here do not, or hardly: weight for each word that has one.
_LETTERS: dict[str, tuple[str, float]] = {
    "fr": ("éèêàùçœâîôûëï", 0.5), "es": ("ñóíáú¿¡", 0.7), "pt": ("ãõç", 1.2), "it": ("òìàù", 0.4), "de": ("äöüß", 1.0),
    "ro": ("țșăâ", 1.5), "pl": ("łżźćńśęą", 1.5), "tr": ("ğışüö", 1.0), "sv": ("åäö", 1.0),
    "uk": ("іїєґ", 1.5), "be": ("ўі", 1.5), "sr": ("ђјљњћџ", 2.0), "ru": ("ыэё", 1.0), "bg": ("ъ", 0.5),
    "fa": ("پچژگکی", 1.0), "ur": ("ٹڈڑںےہھ", 1.5), "ar": ("ةىأإؤئي", 0.4),
}  # fmt: skip
_FOREIGN_LETTERS = {
    "en": ("éèêàùçœâîôûëïñóíáúãõäöüßåłżşğțș", 0.6),
    "fr": ("ñóíáúãõäößåłżşğțș", 0.8),
    "ru": ("іїєґўђјљњћџәғқңөұүһѓќѕ", 2.0),
    "ar": ("پچژگکیٹڈڑںےہھەۆێڤ", 1.0),
}
_ENDINGS: dict[str, tuple[str, float]] = {
    "en": (r"(?:ing|ings|tions?|ments?|ity|ities|ness|ship|ed|ly|ies|ary|al)$", 0.3),
    "fr": (
        r"(?:tions?|ments?|ités?|eux|euse|aux|aire|aires|ique|iques|elle|elles|ienne?s?|ère|ées?|é|age)$",
        0.35,
    ),
    "es": (r"(?:ción|ciones|idad|idades|miento|ico|ica|icos|icas|ión)$", 0.6),
    "pt": (r"(?:ção|ções|dade|dades|mento|ico|ica|ão|ões)$", 0.6),
    "it": (r"(?:zione|zioni|ità|mento|ico|ica|iche|ici)$", 0.6),
    "de": (r"(?:ung|ungen|keit|heit|schaft|lich|lichen|ische?n?)$", 0.6),
    "nl": (r"(?:ing|ingen|heid|schap|lijke?|ische|aat|ij)$", 0.5),
    "ru": (r"(?:ия|ии|ого|его|ых|ой|ом|ем|ством|стве|ание|ении|ский|ская|ской|ской)$", 0.3),
    "uk": (r"(?:ння|ття|ії|ого|ський|ська|ської|ість)$", 0.5),
    "bg": (r"(?:ето|ата|ите|ния|ване)$", 0.5),
}
_ARABIC_ARTICLE = re.compile(r"^(?:[وفبك]{0,2}ال|ولل|لل)\w{2,}")
_GRAM_WEIGHT = 0.25
_EXPECTED = 0.2  # what a title owes before it is taken for a language other than the four


class Guess(NamedTuple):
    """A language code (ISO 639-1; "und" where nothing speaks for one) and how sure, from 0 to 1."""

    code: str
    certainty: float


class Passage(NamedTuple):
    """A stretch of text in one language; code points, `end` excluded."""

    start: int
    end: int
    language: str


class _Model(NamedTuple):
    words: dict[str, dict[str, float]]  # word → language → weight
    grams: dict[str, dict[str, float]]  # three letters → language → log-probability
    unseen: dict[str, float]  # language → log-probability of letters it does not list
    endings: dict[str, tuple[re.Pattern[str], float]]
    by_script: dict[Script, tuple[str, ...]]


def _grams(word: str) -> list[str]:
    padded = f"^{word}$"
    return [padded[i : i + 3] for i in range(len(padded) - 2)]


@lru_cache(maxsize=1)
def _model() -> _Model:
    listed: dict[str, dict[str, float]] = defaultdict(dict)
    grams: dict[str, dict[str, float]] = defaultdict(dict)
    unseen: dict[str, float] = {}
    by_script: dict[Script, list[str]] = defaultdict(list)
    for lang, function, field in rows("language_words.tsv"):
        by_script[_SCRIPT.get(lang, Script.LATIN)].append(lang)
        for text, weight in ((field, 1.2), (function, 1.6)):
            for word in text.split():
                listed[word][lang] = max(weight, listed[word].get(lang, 0.0))
        counts = Counter(g for word in {*function.split(), *field.split()} for g in _grams(word))
        total = sum(counts.values()) + 2000
        unseen[lang] = math.log(0.3 / total)
        for gram, count in counts.items():
            grams[gram][lang] = math.log((count + 0.3) / total)
    # What many languages share says little of any of them.
    shared = {w: {lg: x / math.sqrt(len(langs)) for lg, x in langs.items()} for w, langs in listed.items()}
    return _Model(
        shared,
        dict(grams),
        unseen,
        {lang: (re.compile(pattern), weight) for lang, (pattern, weight) in _ENDINGS.items()},
        {script: tuple(langs) for script, langs in by_script.items()},
    )


@lru_cache(maxsize=50_000)
def _word_scores(word: str, script: Script) -> tuple[float, ...]:
    """What one word adds to each language of its script, in the order of the model."""
    model = _model()
    known = model.words.get(word, {})
    scores = {lang: known.get(lang, 0.0) for lang in model.by_script[script]}
    for lang in scores:
        letters, weight = _LETTERS.get(lang, ("", 0.0))
        if any(c in letters for c in word):
            scores[lang] += weight
        letters, weight = _FOREIGN_LETTERS.get(lang, ("", 0.0))
        if any(c in letters for c in word):
            scores[lang] -= weight
        if lang in model.endings and not known:
            pattern, weight = model.endings[lang]
            if pattern.search(word):
                scores[lang] += weight
    if script is Script.ARABIC and _ARABIC_ARTICLE.match(word):
        scores["ar"] += 0.7
    if not known:
        grams = _grams(word)
        likely = {
            lang: sum(model.grams.get(g, {}).get(lang, model.unseen[lang]) for g in grams) / len(grams)
            for lang in scores
        }
        best = max(likely.values())
        for lang, value in likely.items():
            scores[lang] += _GRAM_WEIGHT * math.exp(value - best)
    return tuple(scores.values())


def _scores(words: list[str], script: Script) -> dict[str, float]:
    langs = _model().by_script[script]
    columns = zip(*(_word_scores(word, script) for word in words), strict=True)
    expected = (_EXPECTED if lang in LANGUAGES else 0.0 for lang in langs)
    return {lang: start + sum(column) for lang, start, column in zip(langs, expected, columns, strict=True)}


def guess_language(text: str) -> Guess:
    """The most likely language among those listed in `data/language_words.tsv`, and how far it is ahead."""
    found = _WORDS.findall(text[:_READ])
    letters: Counter[Script] = Counter()
    for word in found:
        letters[script_of(word)] += len(word)
    if not letters:
        return Guess("und", 0.0)
    script, most = letters.most_common(1)[0]
    if script not in (Script.ARABIC, Script.CYRILLIC, Script.LATIN):
        return Guess("und", most / letters.total())
    words = [part for w in found if script_of(w) is script for part in _elided(w)]
    ranked = sorted(_scores(words, script).items(), key=lambda item: (-item[1], item[0]))
    (code, first), (_, second) = ranked[0], ranked[1]
    if first <= _EXPECTED:
        return Guess("und", 0.0)
    return Guess(code, round(max(0.0, first - second) / first * most / letters.total(), 3))


def _elided(word: str) -> list[str]:
    low = word.lower()
    if low.isascii() and "'" not in low and "-" not in low:
        return [low]
    return [part for part in re.split("['’]", low) if part]


def language_of(text: str) -> str:
    """The language of a passage or a title: "ar", "ru", "fr", "en", or "other" (another language, or none)."""
    code = guess_language(text).code
    return code if code in LANGUAGES else OTHER


def passages(text: str) -> list[Passage]:
    """`text` cut at line ends into stretches of one language.

    A line of fewer than three words that is not certain goes with its neighbour.
    """
    found: list[Passage] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        words = len(_WORDS.findall(line))
        guess = guess_language(line)
        language = guess.code if guess.code in LANGUAGES else OTHER
        uncertain = words == 0 or (words < 3 and guess.certainty < 0.5)
        if found and (uncertain or found[-1].language == language):
            found[-1] = Passage(found[-1].start, end, found[-1].language)
        elif uncertain:
            found.append(Passage(start, end, ""))
        elif found and found[-1].language == "":
            found[-1] = Passage(found[-1].start, end, language)
        else:
            found.append(Passage(start, end, language))
        start = end
    return [p if p.language else Passage(p.start, p.end, language_of(text)) for p in found]
