"""One person under several forms of the name: which appearances are of the same, the fullest form, the fullest post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from servanda.reading.document import Document, Sentence


@dataclass(slots=True)
class Appearance:
    """A place where a person is named: the tokens of the name and those of post and name together."""

    sentence: Sentence
    lo: int
    hi: int
    post_lo: int
    post_hi: int
    words: list[str]
    case: str | None = None
    ground: str = "post"  # post, honorific, given, speech, apposition


@dataclass(slots=True, eq=False)
class Person:
    """One person of the text."""

    words: list[str]
    appearances: list[Appearance] = field(default_factory=list)
    post: str | None = None
    party: str | None = None
    party_by: str = ""

    @property
    def key(self) -> str:
        return " ".join(self.words)


def _folded(appearance: Appearance) -> list[str]:
    fold = appearance.sentence.pack.morphology.fold
    words: list[str] = []
    for word in map(fold, appearance.words):
        initials, dot, rest = word.partition(".")
        if dot and len(initials) == 1 and len(rest.rsplit(".", 1)[-1]) > 1:
            # «С.В.Лавров»: the first initial and the surname.
            words += [f"{initials}.", rest.rsplit(".", 1)[-1]]
        else:
            words.append(word)
    return words


def _alike(a: str, b: str) -> bool:
    """The same word but for its ending."""
    size = max(3, min(len(a), len(b)) - 3)
    return a == b or (min(len(a), len(b)) >= 3 and a[:size] == b[:size] and abs(len(a) - len(b)) <= 3)


def same_person(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the shorter form can stand for the fuller one: its first words, or its last, or first and last."""
    if len(short) > len(full):
        return same_person(full, short)
    if len(short) == len(full):
        for a, b in ((short, full), (full, short)):
            # «С.В.Лавров» is Sergei Lavrov.
            if len(a[0]) == 2 and a[0].endswith("."):
                return a[0][0] == b[0][0] and _alike(a[-1].removeprefix("аль-"), b[-1].removeprefix("аль-"))
        if all(_alike(a, b) for a, b in zip(short, full, strict=True)):
            return True
        return len(short) <= 3 and sorted(short) == sorted(full)
    if len(short) == 1:
        return _alike(short[0], full[-1])
    if len(short[0]) == 2 and short[0].endswith("."):
        return short[0][0] == full[0][0] and _alike(
            short[-1].removeprefix("аль-"), full[-1].removeprefix("аль-")
        )
    if not _alike(short[0], full[0]):
        cased = short[0].upper() != short[0]
        if cased and all(_alike(a, b) for a, b in zip(short, full[-len(short) :], strict=True)):
            return True  # «M. Ould Merzoug»: a surname of several words
        rest = list(full)
        return len(full) == 3 and all(any(_alike(w, r) for r in rest) for w in short)
    at = 0
    for word in short:
        while at < len(full) and not _alike(word, full[at]):
            at += 1
        if at == len(full):
            return False
        at += 1
    return True


def merge(appearances: list[Appearance], document: Document) -> list[Person]:
    persons: list[tuple[list[str], Person]] = []
    order = sorted(
        range(len(appearances)),
        key=lambda i: (-len(appearances[i].words), appearances[i].ground == "given", i),
    )
    for i in order:
        a = appearances[i]
        folded = _folded(a)
        joined = [(f, p) for f, p in persons if same_person(folded, f)]
        if not joined and len(folded) == 1 and a.ground in ("post", "honorific"):
            # “Minister Getachew”, «M. Tran»: where the first name is the one by which a person is called.
            joined = [(f, p) for f, p in persons if any(_alike(folded[0], w) for w in f)]
        if not joined and a.sentence.pack.morphology.forename(a.words):
            joined = [(f, p) for f, p in persons if _alike(folded[0], f[0]) or f[0] == f"{folded[0][0]}."]
            if not joined and a.ground not in ("post", "honorific", "apposition"):
                continue  # how people are addressed; after a post it is all there is («министр Драган Маркович»)
        if joined:
            # A surname that two persons share belongs to the one named last before it.
            joined.sort(key=lambda fp: _distance(fp[1], a))
            joined[0][1].appearances.append(a)
        else:
            person = Person(list(a.words), [a])
            persons.append((folded, person))
    found = [p for _, p in persons]
    for person in found:
        _settle(person, document.text)
    return sorted(found, key=lambda p: (p.appearances[0].sentence.index, p.appearances[0].lo))


def _distance(person: Person, appearance: Appearance) -> int:
    gaps = [appearance.sentence.index - a.sentence.index for a in person.appearances]
    before = [g for g in gaps if g >= 0]
    return min(before) if before else 1000 + min(-g for g in gaps)


def _settle(person: Person, text: str) -> None:
    """The fullest form in the nominative; the fullest post."""
    person.appearances.sort(key=lambda a: (a.sentence.index, a.lo))
    most = max(len(a.words) for a in person.appearances)
    fullest = [a for a in person.appearances if len(a.words) == most]
    ways = [" ".join(_nominative(a)) for a in fullest]
    plain = [" ".join(a.words) for a in fullest]
    best = next((w for w, p in zip(ways, plain, strict=True) if w == p), ways[0])
    person.words = best.split()
    posts = [a for a in person.appearances if a.post_hi > a.post_lo]
    if posts:
        a = max(posts, key=lambda a: a.post_hi - a.post_lo)
        person.post = _post_text(text, a)


#: Endings of Russian given names in oblique cases and what stands for them in the nominative.
_ENDINGS = (
    ("ы", "а"), ("и", "я"), ("у", "а"), ("ю", "я"), ("ой", "а"), ("ей", "я"), ("е", "а"), ("и", "а"),
    ("а", ""), ("ом", ""), ("у", ""), ("е", ""), ("я", "й"), ("ю", "й"), ("ем", "й"), ("я", "ь"), ("ем", "ь"),
)  # fmt: skip


def _nominative(a: Appearance) -> list[str]:
    """The name in the nominative; a given name that the pack knows decides over what its ending suggests."""
    pack = a.sentence.pack
    made = list(pack.morphology.nominative(a.words, a.case))
    if not pack.morphology.declines or len(a.words) < 2:
        return made
    fold = pack.morphology.fold
    first, given = a.words[0], pack.given_names
    if fold(first) in given:
        if fold(first)[-1] in "оуиеюэы":
            return [first, *made[1:]]  # «Такэси» has one form: the rest of the name shows the case
        # A given name that could have changed and did not: the whole name is in the nominative.
        return made if fold(made[0]) in given and made[0] != first else list(a.words)
    if fold(made[0]) in given:
        return made
    for ending, becomes in _ENDINGS:
        if first.endswith(ending) and fold(known := first.removesuffix(ending) + becomes) in given:
            return [known, *made[1:]]
    return made


def _post_text(text: str, a: Appearance) -> str | None:
    """The words of the post as the text has them, without honorifics at its end."""
    sentence = a.sentence
    lo, hi = a.post_lo, a.post_hi
    courtesies = sentence.of("honorific")
    while hi > lo and (sentence.tokens[hi - 1].kind == "mark" or any(m.lo < hi <= m.hi for m in courtesies)):
        hi -= 1
    return text[sentence.tokens[lo].start : sentence.tokens[hi - 1].end] if hi > lo else None
