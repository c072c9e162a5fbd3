"""The packs of wordings: one TOML file for each language."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import ValidationError

from servanda.writing.schema import SENTENCES, WORDS, PackSchema

_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
#: The values that a wording may use.
VALUES = frozenset(
    [
        "a",
        "b",
        "host",
        "guest",
        "pair",
        "body",
        "ordinal",
        "Ordinal",
        "place",
        "date",
        "when",
        "people",
        "names",
        "sectors",
        "fields",
        "topics",
        "instrument",
        "count",
        "parties",
        "official_parties",
        "sender",
        "receiver",
        "title",
        "signed",
        "agenda",
        "today",
        "own_place",
        "next_place",
        "next_when",
        "next_host",
        "completed",
        "received",
        "body_of",
    ]
)


class PackFault(ValueError):
    """A pack that cannot be used: which, where, what."""

    def __init__(self, pack: str, place: str, fault: str) -> None:
        super().__init__(f"{pack}: {place}: {fault}")
        self.pack, self.place, self.fault = pack, place, fault


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that a value fills, in a form."""

    name: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording in its pieces: text, slots, and optional stretches (tuples), which fall away when a slot in them is empty.

    last_resort  taken only where no other says as much (its source begins with a question mark)
    """

    pieces: tuple[str | Slot | tuple[str | Slot, ...], ...]
    last_resort: bool = False

    @property
    def slots(self) -> frozenset[Slot]:
        """Everything that it may use."""
        flat = [p for piece in self.pieces for p in (piece if isinstance(piece, tuple) else (piece,))]
        return frozenset(p for p in flat if isinstance(p, Slot))


def parsed(source: str) -> Wording:
    """A wording from its source. Raises ValueError for brackets that do not match and unknown values."""
    pieces: list[str | Slot | tuple[str | Slot, ...]] = []
    last_resort = source.startswith("?")
    source = source.removeprefix("?").lstrip()
    at = 0
    while at < len(source):
        if source[at] == "[":
            end = source.find("]", at)
            if end < 0 or "[" in source[at + 1 : end]:
                raise ValueError("a bracket is not closed, or stands within another")
            inner = tuple(_plain(source[at + 1 : end]))
            if not any(isinstance(p, Slot) for p in inner):
                raise ValueError("an optional stretch has no value")
            pieces.append(inner)
            at = end + 1
        else:
            end = source.find("[", at)
            end = len(source) if end < 0 else end
            if "]" in source[at:end]:
                raise ValueError("a bracket closes that was not opened")
            pieces += _plain(source[at:end])
            at = end
    return Wording(tuple(pieces), last_resort)


def _plain(text: str) -> list[str | Slot]:
    found: list[str | Slot] = []
    at = 0
    for m in _SLOT.finditer(text):
        found.append(text[at : m.start()])
        if m[1] not in VALUES:
            raise ValueError(f"unknown value {m[1]!r}")
        found.append(Slot(m[1], m[2] or ""))
        at = m.end()
    rest = text[at:]
    if "{" in rest or "}" in rest:
        raise ValueError("a brace does not belong to a value")
    return [p for p in (*found, rest) if p]


@dataclass(frozen=True, slots=True)
class Pack:
    """A checked pack with its wordings parsed."""

    schema: PackSchema
    sentences: dict[str, tuple[Wording, ...]]


def checked(name: str, source: str) -> Pack:
    """A pack from TOML. Raises PackFault."""
    try:
        schema = PackSchema.model_validate(tomllib.loads(source))
    except tomllib.TOMLDecodeError as fault:
        raise PackFault(name, "TOML", str(fault)) from None
    except ValidationError as fault:
        first = fault.errors()[0]
        raise PackFault(name, ".".join(map(str, first["loc"])), first["msg"]) from None
    for asked, found, where in (
        (SENTENCES, schema.sentences.keys(), "sentences"),
        (WORDS, schema.words.keys(), "words"),
    ):
        if odd := sorted(asked ^ set(found)):
            raise PackFault(name, where, f"missing or unknown: {', '.join(odd)}")
    sentences = {}
    for key, sources in schema.sentences.items():
        try:
            sentences[key] = tuple(parsed(s) for s in sources)
        except ValueError as fault:
            raise PackFault(name, f"sentences.{key}", str(fault)) from None
    return Pack(schema, sentences)


@cache
def pack(language: str) -> Pack:
    """The pack of a language, loaded once. Raises PackFault, FileNotFoundError."""
    text = (files("servanda.writing") / "packs" / f"{language}.toml").read_text(encoding="utf-8")
    return checked(language, text)


@cache
def proper_words(language: str) -> frozenset[str]:
    """Words with which the reader's regions and topics begin and that it writes with a capital."""
    found: set[str] = set()
    text = (files("servanda.reading") / "packs" / language / "topics.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#") and line.count("\t") == 2:
            found |= {re.split(r"[\s/]", p.strip(" ="))[0] for p in line.split("\t")[2].split("|")}
    return frozenset(w for w in found if w[:1].isupper())


@cache
def small_words(language: str) -> frozenset[str]:
    """Words that the reader's lexicons write with a small letter: a name that begins so is no proper name."""
    found = set(pack(language).schema.small)
    folder = files("servanda.reading") / "packs" / language
    for name in ("topics.tsv", "sectors.tsv", "lexicon.tsv"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#") and line.count("\t") == 2:
                found |= {w.strip("=[]^") for w in re.split(r"[\s|/]+", line.split("\t")[2])}
    return frozenset(w for w in found if w[:1].islower())
