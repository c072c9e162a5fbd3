"""An edited DOCX of minutes read back: what stands otherwise than in the record, per decision and language.

Nothing is recorded here. The bookmarks of the file (`content.mark_of`) say which text is which; what carries none and
is no standing line of the minutes is given as unknown.
"""

from __future__ import annotations

import difflib
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from servanda.documents.minutes.content import Minutes, mark_of
from servanda.domain.texts.languages import language_of
from servanda.domain.wording import N_
from servanda.register.meetings import Session

SECONDS, MEMORY, MOST = 10, 500 * 2**20, 2_000_000
LANGUAGES = ("ar", "ru", "fr", "en")
_CHILD = Path(__file__).with_name("returned_child.py")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class NotMinutes(ValueError):
    """A file that is no DOCX of these minutes: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "not_docx": N_(
            "This is no DOCX file: send back the file that was made here, edited in Word or LibreOffice."
        ),
        "unreadable_docx": N_("The file cannot be read: it is damaged, protected or too large."),
        "other_minutes": N_(
            "The file carries no mark of these minutes: was it made for another session, or retyped?"
        ),
    }

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code, self.message, self.data = code, self.MESSAGES[code], dict[str, Any]()


@dataclass(frozen=True, slots=True)
class Change:
    """One text that differs: of `item/KEY` or `decision/KEY`, in one language.

    entry   the entry that words it in the record; what was recorded meanwhile shows by it
    number  of the item or decision
    words   the difference word by word: (same, out or in; text)
    """

    key: str
    language: str
    number: int
    old: str
    new: str
    entry: str
    tracked: bool = False
    words: tuple[tuple[str, str], ...] = ()

    @property
    def is_decision(self) -> bool:
        """Whether it is a decision's text, else an item's title."""
        return self.key.startswith("decision/")

    @property
    def name(self) -> str:
        """Key and language in one, for a form."""
        return f"{self.key}/{self.language}"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A paragraph that no mark names: its text, its language where it is told, the item after which it stands."""

    text: str
    language: str
    item: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What an edited file says against the record.

    lost     (key, language) of texts whose mark is gone from the file: not taken for deleted
    emptied  (key, language) of texts that stand empty in it
    tracked  whether it had tracked changes; they count as accepted
    """

    changes: tuple[Change, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    lost: tuple[tuple[str, str], ...] = ()
    emptied: tuple[tuple[str, str], ...] = ()
    tracked: bool = False
    read: int = field(default=0)

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """What the file no longer has."""
        return self.lost + self.emptied


def paragraphs_of(path: Path) -> list[dict[str, Any]]:
    """The paragraphs of a DOCX that was examined (`register.files`), by the child process. Raises NotMinutes."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_CHILD), str(path), str(MEMORY), str(SECONDS), str(MOST)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotMinutes("unreadable_docx") from None
    if done.returncode:
        raise NotMinutes("unreadable_docx")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def returned(paragraphs: list[dict[str, Any]], session: Session, minutes: Minutes) -> Returned:
    """What the paragraphs of an edited file of these minutes say otherwise; `minutes` in all four languages.

    Raises NotMinutes where they carry no mark of this session.
    """
    said, plain, tracked = _texts(paragraphs)
    keys = {f"item/{i.listed.item.key}": i.listed.number for i in session.items}
    keys |= {f"decision/{d.act.key}": d.number for d in session.state.decisions}
    names = {mark_of(k, c): (k, c) for k in keys for c in LANGUAGES}
    known = {names[m]: t for m, t in said.items() if m in names}
    if not known:
        raise NotMinutes("other_minutes")
    languages = {c for _, c in known}
    marks = {line.key: line for line in minutes.lines if line.key}
    changes, emptied = [], []
    for (key, language), (text, was_tracked) in known.items():
        old, entry = _recorded(session, key, language)
        line = marks.get(key)
        unsaid = line is not None and language in line.missing and _same(text, line.texts[language])
        if unsaid or _same(text, old):
            continue
        if not _bare(text):
            emptied.append((key, language))
            continue
        new = _bare(text)
        changes.append(
            Change(key, language, keys[key], old, new, entry, was_tracked, tuple(word_diff(old, new)))
        )
    lost = [(k, c) for k in keys for c in LANGUAGES if c in languages and (k, c) not in known]
    changes.sort(key=lambda c: (c.key.startswith("decision/"), c.number, c.language))
    unknown = _unknown(plain, minutes, names)
    return Returned(tuple(changes), unknown, tuple(lost), tuple(emptied), tracked, len(known))


def _texts(
    listed: Iterable[dict[str, Any]],
) -> tuple[dict[str, tuple[str, bool]], list[tuple[str, str]], bool]:
    """(text and whether tracked by mark, [(text, last mark before it)] without mark, whether anything was tracked).

    A text goes from its mark to the end of the paragraph, and on through paragraphs that its bookmark still covers:
    so one that was split by Enter is whole again.
    """
    said: dict[str, tuple[str, bool]] = {}
    plain: list[tuple[str, str]] = []
    last, tracked = "", False
    for p in listed:
        text = str(p["text"])
        tracked = tracked or bool(p["tracked"])
        marks = p["marks"]
        if marks:
            for n, (name, start) in enumerate(marks):
                end = marks[n + 1][1] if n + 1 < len(marks) else len(text)
                said.setdefault(name, (text[start:end], bool(p["tracked"])))
                last = name
        elif p["open"] and text.strip():
            name = p["open"][-1]
            before, was = said.get(name, ("", False))
            said[name] = (f"{before} {text}", was or bool(p["tracked"]))
        elif text.strip():
            plain.append((text, last))
    return said, plain, tracked


def _unknown(
    plain: list[tuple[str, str]], minutes: Minutes, names: dict[str, tuple[str, str]]
) -> tuple[Unknown, ...]:
    """Paragraphs without mark after the first marked one that are no standing line of the minutes."""
    standing = set()
    for line in minutes.lines:
        for language, text in line.texts.items():
            label = line.label.get(language, "")
            standing |= {_bare(part) for part in text.split("\n")}
            standing.add(_bare(f"{label} {text}"))
    found = []
    for text, last in plain:
        bare = _bare(text)
        if not last or bare in standing or not any(c.isalpha() for c in bare):
            continue
        guessed = language_of(bare)
        found.append(Unknown(bare, guessed if guessed in LANGUAGES else "", names.get(last, ("", ""))[0]))
    return tuple(found)


def _recorded(session: Session, key: str, language: str) -> tuple[str, str]:
    """(text in the record, the entry that words it)."""
    kind, _, name = key.partition("/")
    if kind == "item":
        item = next(i.listed.item for i in session.items if i.listed.item.key == name)
        return str(item.titles.get(language, "")), session.state.agenda_entry
    decided = session.state.decision(name)
    assert decided is not None
    return str(decided.act.texts.get(language, "")), decided.entry


def _bare(text: str) -> str:
    """Without marks of direction and with single spaces: what an editor may change without changing the text."""
    return " ".join(_DIRECTION.sub("", text).split())


def _same(a: str, b: str) -> bool:
    return _bare(a) == _bare(b)


def word_diff(old: str, new: str) -> list[tuple[str, str]]:
    """The difference word by word as (same, out or in; text)."""
    a, b = re.findall(r"\s+|\S+", _bare(old)), re.findall(r"\s+|\S+", _bare(new))
    found: list[tuple[str, str]] = []
    for op, i1, i2, j1, j2 in difflib.SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(("same", "".join(a[i1:i2])))
            continue
        if i2 > i1:
            found.append(("out", "".join(a[i1:i2])))
        if j2 > j1:
            found.append(("in", "".join(b[j1:j2])))
    return found


__all__ = ["Change", "NotMinutes", "Returned", "Unknown", "paragraphs_of", "returned", "word_diff"]
