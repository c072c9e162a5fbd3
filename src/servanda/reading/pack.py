"""Language packs: their schema, and what is made of one when it is loaded.

A pack is a folder: `pack.toml` (writing, structure, dates, persons), `rules.toml` (patterns), `states.tsv`, and
any number of lexicons (`*.tsv`: class, value, phrases). `docs/language-packs.md` describes every field.
Everything is checked here when a pack is loaded; a fault names the file, the place and what is wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from servanda.reading.faults import PackFault
from servanda.reading.languages import Morphology, morphology
from servanda.reading.lexicon import Lexicon, Sense
from servanda.reading.pattern import Pattern, PatternFault
from servanda.reading.schema import ACTIONS, FRAMES, STAGES, STATE_KINDS, VALUES, Meta, Rule, Rules

#: Kinds of expression in which capitals matter.
_CASED = frozenset({"breaks", "labels", "askers", "tail", "inline"})
#: The lexicon of names of organisations, kept apart: what it finds is no mention for the rules.
ORGANISATIONS = "organisations.tsv"
ORGANISATION_CLASSES = frozenset({"head", "short", "mark", "word", "broad", "mask"})
ORGANISATION_KINDS = frozenset({"ministry", "agency", "office", "other"})
#: Classes that the engine finds, or that a pack may do without.
_FOUND = frozenset({"person", "official", "date", "number", "year", "ordinal", "org", "state", "neg", "cond"})


class CompiledRule:
    """A rule with its patterns made ready."""

    __slots__ = ("frame", "patterns", "spec")

    def __init__(self, frame: str, spec: Rule, patterns: list[Pattern]) -> None:
        self.frame, self.spec, self.patterns = frame, spec, patterns


class Pack:
    """A loaded pack. Raises PackFault where its files do not keep to the schema."""

    def __init__(self, folder: Traversable | Path) -> None:
        self.folder = folder
        self.meta = self._validated(Meta, "pack.toml")
        self.language = self.meta.language
        try:
            self.morphology: Morphology = morphology(self.meta.morphology, self.language)
        except KeyError as fault:
            raise self._fault("pack.toml: morphology", f"unknown: {fault}") from None
        self.lexicon = Lexicon(self.morphology)
        self.given_names: frozenset[str] = frozenset()
        #: Given names that are ordinary words too: names only where one is expected (after a post).
        self.given_words: frozenset[str] = frozenset()
        self.no_names: frozenset[str] = frozenset()
        self.state_keys: dict[str, str] = {}
        self.compound_keys: dict[str, str] = {}
        self._read_lexicons()
        self._read_states()
        self._read_calendar()
        self.rules = self._compiled()
        self._by_frame: dict[str, list[CompiledRule]] = defaultdict(list)
        for rule in self.rules:
            self._by_frame[rule.frame].append(rule)

    def _fault(self, place: str, fault: str) -> PackFault:
        return PackFault(pack=self.folder.name, place=place, fault=fault)

    def _text(self, name: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="utf8")
        except (OSError, UnicodeDecodeError) as fault:
            raise self._fault(name, str(fault)) from None

    def _validated(self, model: type[Any], name: str) -> Any:
        try:
            return model.model_validate(tomllib.loads(self._text(name)))
        except tomllib.TOMLDecodeError as fault:
            raise self._fault(name, str(fault)) from None
        except ValidationError as fault:
            first = fault.errors()[0]
            raise self._fault(f"{name}: {'.'.join(map(str, first['loc']))}", first["msg"]) from None

    def _rows(self, name: str, columns: int) -> list[tuple[int, list[str]]]:
        return self._parsed(name, self._text(name), columns)

    def _parsed(self, name: str, text: str, columns: int) -> list[tuple[int, list[str]]]:
        rows = []
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) != columns:
                raise self._fault(f"{name}: line {number}", f"{len(cells)} columns instead of {columns}")
            rows.append((number, cells))
        return rows

    def _read_lexicons(self) -> None:
        given: set[str] = set()
        no_names: set[str] = set()
        for file in sorted(self.folder.iterdir(), key=lambda f: f.name):
            if not file.name.endswith(".tsv") or file.name in ("states.tsv", ORGANISATIONS):
                continue
            for number, (cls, value, phrases) in self._rows(file.name, 3):
                sense = Sense.of(cls, value)
                if cls in VALUES and sense.value not in VALUES[cls]:
                    raise self._fault(f"{file.name}: line {number}", f"{cls} has no value {sense.value!r}")
                for phrase in (p.strip() for p in phrases.split("|")):
                    if not phrase:
                        raise self._fault(f"{file.name}: line {number}", "empty phrase")
                    if cls in ("given", "notname"):
                        known = given if cls == "given" else no_names
                        forms = self.morphology.lexical(
                            phrase if phrase[0] == "^" else "=" + phrase.lstrip("=")
                        )
                        known |= set(forms)
                    else:
                        self.lexicon.add(sense, phrase)
        words: set[str] = set()
        for name in self.meta.persons.given_lists:
            try:
                text = (files("servanda.reading") / "packs" / name).read_text(encoding="utf8")
            except OSError as fault:
                raise self._fault(f"pack.toml: persons.given_lists: {name}", str(fault)) from None
            for _, (_, value, phrases) in self._parsed(name, text, 3):
                target = words if value == "word" else given
                target.update(self.morphology.fold(phrase.strip()) for phrase in phrases.split("|"))
        self.no_names = frozenset(no_names)
        self.given_names, self.given_words = frozenset(given), frozenset(words - given)

    @cached_property
    def organisations(self) -> tuple[Lexicon, Lexicon]:
        """(heads of names of organisations, words that go on with such a name); both empty where the pack has none."""
        heads, words = Lexicon(self.morphology), Lexicon(self.morphology)
        try:
            rows = self._rows(ORGANISATIONS, 3) if (self.folder / ORGANISATIONS).is_file() else []
        except OSError as fault:
            raise self._fault(ORGANISATIONS, str(fault)) from None
        for number, (cls, value, phrases) in rows:
            if cls not in ORGANISATION_CLASSES:
                raise self._fault(f"{ORGANISATIONS}: line {number}", f"unknown class {cls!r}")
            sense = Sense.of(cls, value)
            if cls in ("head", "short") and sense.value not in ORGANISATION_KINDS:
                raise self._fault(f"{ORGANISATIONS}: line {number}", f"unknown kind {sense.value!r}")
            for phrase in filter(None, (p.strip() for p in phrases.split("|"))):
                (words if cls in ("mark", "word", "broad") else heads).add(sense, phrase)
        return heads, words

    def _read_states(self) -> None:
        from servanda.domain.parties.capitals import capitals
        from servanda.reading.states import cldr_names

        rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for number, (code, kind, phrases) in self._rows("states.tsv", 3):
            if kind not in STATE_KINDS:
                raise self._fault(f"states.tsv: line {number}", f"unknown kind {kind!r}")
            rows[kind] += [(code, p.strip()) for p in phrases.split("|") if p.strip()]
        refused = {self.morphology.fold(p.lstrip("=")) for _, p in rows["not"]}
        for code, name in cldr_names(self.language):
            if self.morphology.fold(name) not in refused:
                self._state(code, "name", self.morphology.proper(name))
            for adjective in self.demonyms(name):
                if self.morphology.fold(adjective) not in refused:
                    self._state(code, "adj", adjective)
        for code, name in capitals(self.language).items():
            if self.morphology.fold(name) not in refused:
                self._state(code, "capital", self.morphology.proper(name))
        for kind in ("name", "adj", "prefix", "capital", "metonym", "person", "kingdom"):
            for code, phrase in rows[kind]:
                self._state(code, kind, phrase)

    def rules_of(self, frame: str) -> list[CompiledRule]:
        """The rules of one frame, in the order in which they are written."""
        return self._by_frame.get(frame, [])

    def demonyms(self, name: str) -> list[str]:
        """Adjectives that the morphology can make from a state's name."""
        make = getattr(self.morphology, "demonyms", None)
        return make(name) if make else []

    def _state(self, code: str, kind: str, phrase: str) -> None:
        agreeing = getattr(self.morphology, "agreeing", None)
        if agreeing and kind == "adj" and not re.search(r"[\s=]", phrase):
            phrase = "/".join(dict.fromkeys(f for word in phrase.split("/") for f in agreeing(word)))
        self.lexicon.add(Sense("state", code, (("as", kind),)), phrase)
        for word in phrase.split("/") if " " not in phrase else ():
            for key in self.morphology.lexical(word.strip("[]")):
                self.state_keys.setdefault(key, code)
                if kind in ("adj", "prefix"):
                    self.compound_keys.setdefault(key, code)
                    for stem in _compound_stems(key):
                        self.compound_keys.setdefault(stem, code)

    def _read_calendar(self) -> None:
        from servanda.reading.states import cldr_days, cldr_months

        dates = self.meta.dates
        for table, cls in ((cldr_months(dates.locales), "month"), (cldr_days(dates.locales), "weekday")):
            for name, number in table.items():
                self.lexicon.add(Sense(cls, str(number)), name if len(name) > 3 else "=" + name)
        for name, number in dates.months.items():
            self.lexicon.add(Sense("month", str(number)), name)
        for name, number in dates.weekdays.items():
            self.lexicon.add(Sense("weekday", str(number)), name)
        for number, name in enumerate(dates.hijri, 1):
            self.lexicon.add(Sense("hijri", str(number)), name)

    def _compiled(self) -> list[CompiledRule]:
        rules: Rules = self._validated(Rules, "rules.toml")
        found, seen = [], set()
        known = self.lexicon.classes | _FOUND
        for frame in FRAMES:
            for spec in getattr(rules, frame):
                place = f"rules.toml: {frame} {spec.id}"
                if spec.id in seen:
                    raise self._fault(place, "id used twice")
                seen.add(spec.id)
                if spec.set.get("stage") not in STAGES | {None} or spec.set.get("action") not in ACTIONS | {
                    None
                }:
                    raise self._fault(place, f"unknown stage or action in {spec.set}")
                patterns = []
                for source in spec.patterns:
                    try:
                        pattern = Pattern(source, self.morphology)
                    except PatternFault as fault:
                        raise self._fault(place, str(fault)) from None
                    if unknown := pattern.classes - known:
                        raise self._fault(place, f"no lexicon has the class {', '.join(sorted(unknown))}")
                    if frame not in ("undertaking",) and spec.focus not in pattern.captures:
                        raise self._fault(place, f"{spec.focus!r} is not captured in {source!r}")
                    patterns.append(pattern)
                found.append(CompiledRule(frame, spec, patterns))
        return found

    @cached_property
    def structure(self) -> dict[str, re.Pattern[str] | None]:
        """The expressions of `structure`, each kind in one."""
        made: dict[str, re.Pattern[str] | None] = {}
        for name in ("furniture", "inline", "tail", "breaks", "labels", "askers"):
            parts = getattr(self.meta.structure, name)
            made[name] = (
                re.compile(
                    "|".join(f"(?:{p})" for p in parts),
                    re.MULTILINE | (0 if name in _CASED else re.IGNORECASE),
                )
                if parts
                else None
            )
        return made

    def folded(self, words: list[str]) -> frozenset[str]:
        """Words of `pack.toml` as tokens show them."""
        return frozenset(self.morphology.fold(w) for w in words)


def _compound_stems(key: str) -> list[str]:
    """How an adjective opens a compound: «российский» → «российско», “arménien” → “arménien(o)”."""
    if key.endswith(("ский", "цкий")):
        return [key[:-2] + "о"]
    if key.endswith(("ный", "ной")):
        return [key[:-2] + "о"]
    if key.endswith("ien"):
        return [key[:-3] + "o", key[:-2] + "o"]
    if key.endswith("ais"):
        return [key[:-3] + "o"]
    return [key + "o"] if key.isascii() else []


def shipped() -> dict[str, Traversable]:
    """The folders of the packs that come with Servanda, by language."""
    root = files("servanda.reading") / "packs"
    return {
        f.name: f
        for f in sorted(root.iterdir(), key=lambda f: f.name)
        if f.is_dir() and (f / "pack.toml").is_file()
    }
