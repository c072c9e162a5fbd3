"""What a title says, in terms that are the same in every language: concepts, numbers, names.

Words of treaty titles become concepts by `lexicon.tsv`; numbers stay; what the lexicon does not know is taken for a name: by its beginning
within one script, and by the skeleton of its consonants across scripts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+|\d+")
_SMALL = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "between",
        "concerning",
        "government",
        "republic",
        "federative",
        "state",
        "federal",
        "kingdom",
        "governo",
        "governos",
        "republica",
        "federativa",
        "sobre",
        "entre",
        "para",
        "pelo",
        "pela",
        "por",
        "com",
        "dos",
        "das",
        "del",
        "los",
        "las",
        "una",
        "uno",
        "gobierno",
        "gobiernos",
        "relativo",
        "relativa",
        "referente",
        "gouvernement",
        "republique",
        "sur",
        "pour",
        "dans",
        "des",
        "les",
        "aux",
        "par",
        "relatif",
        "relative",
        "федеративной",
        "республики",
        "правительством",
        "правительства",
        "между",
        "области",
        "сфере",
        "вопросам",
        "حكومه",
        "جمهوريه",
        "الاتحاديه",
        "بين",
        "بشان",
        "في",
        "مجال",
        "علي",
        "الي",
        "من",
    ]
)
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        ["a", "b", "v", "g", "d", "e", "j", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "c", "c", "s", "s",
         "", "i", "", "e", "u", "a"],
        strict=True,
    )
)  # fmt: skip
_ARABIC = dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abttjhkddrzssstdzagfkklmnhvi", strict=True))
_SAME_SOUND = str.maketrans({"q": "k", "c": "k", "y": "i", "w": "v", "x": "s", "ç": "s", "z": "s", "j": "g"})


_PLAIN_ARABIC: dict[str, str | int | None] = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ё": "е", "ـ": "",
}  # fmt: skip
_PLAIN = str.maketrans(_PLAIN_ARABIC)


def fold(word: str) -> str:
    """Lower case without accents; Arabic in its plain letters."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return flat.translate(_PLAIN)


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, list[tuple[str, str]]]:
    """First two letters → (beginning, concept), the longest beginning first."""
    out: dict[str, list[tuple[str, str]]] = {}
    text = (files("servanda.domain.reconciliation") / "lexicon.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        concept, *languages = line.split("\t")
        for cell in languages:
            for beginning in cell.split():
                out.setdefault(beginning[:2], []).append((beginning, concept))
    for known in out.values():
        known.sort(key=lambda b: -len(b[0]))
    return out


@lru_cache(maxsize=65536)
def concepts(word: str) -> tuple[str, ...]:
    """The concepts that a folded word may stand for: those of the longest beginning that fits."""
    for form in _forms(word):
        fitting = [(b, c) for b, c in _lexicon().get(form[:2], ()) if form.startswith(b)]
        if fitting:
            longest = len(fitting[0][0])
            return tuple(dict.fromkeys(c for b, c in fitting if len(b) == longest))
    return ()


def _forms(word: str) -> list[str]:
    """A word, and in Arabic the same without conjunction, preposition and article."""
    forms = [word]
    if "\u0600" <= word[0] <= "\u06ff":
        bare = re.sub("^(?:و|ف|ب|ك|ل)?(?:ال|لل)", "", word)
        forms += [bare] if bare != word else []
        if word[0] in "وبلك" and len(word) > 4:
            forms.append(word[1:])
    return forms


def skeleton(word: str) -> str:
    """The consonants of a folded name in Latin letters, alike across scripts; empty where too few are left."""
    latin = "".join(_CYRILLIC.get(c, _ARABIC.get(c, c)) for c in _forms(word)[-1])
    bones = re.sub(r"[aeiouh]|(.)(?=\1)", "", latin.translate(_SAME_SOUND))
    return bones if len(bones) >= 3 else ""


@lru_cache(maxsize=65536)
def features(title: str) -> frozenset[str]:
    """The terms of a title: `c:` concepts, `n:` numbers, `w:` beginnings of other words, `s:` skeletons of names."""
    found: set[str] = set()
    for match in _WORD.finditer(title):
        raw = match.group()
        if raw.isdigit():
            found.add(f"n:{int(raw)}")
            continue
        word = fold(raw)
        if len(word) < 3 or word in _SMALL:
            continue
        known = concepts(word)
        if known:
            found.update(f"c:{c}" for c in known)
        elif word[0] < "\u0250":
            found.add(f"w:{word[:5]}")
        if not known and raw[0].isupper() | (raw[0] > "\u0600") and (bones := skeleton(word)):
            found.add(f"s:{bones}")
    return frozenset(found)
