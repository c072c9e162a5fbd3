"""The gettext catalogues: one for each room and language, `src/servanda/<room>/locale/<language>/…/django.po`.

    python tools/catalogues.py extract   renew the catalogues from the sources (keeps translations)
    python tools/catalogues.py compile   write the .mo files that Django reads (part of `make setup`)
    python tools/catalogues.py check     exit 1 where a text is missing, a placeholder differs or extract was forgotten
    python tools/catalogues.py missing [LANGUAGE]   list what is still to be translated

Babel does it all: no GNU gettext is needed on the machine.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1] / "src" / "servanda"
LANGUAGES = ["ar", "en", "fr", "ru"]
KEYWORDS = {
    "N_": None,
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "say": None,
    "fail": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
#: What click says to those who write commands, never to those who use them.
OF_DEVELOPERS = re.compile(
    r"Deprecat|deprecated|declaration|defined twice|No options defined|iterable|true/false|start character|[(]dynamic[)]|Confirm the action"
)
PLACEHOLDER = re.compile(r"\{\w*(?:![rsa])?\}|%\(\w+\)[sd]|%[sd%]")


def rooms() -> Iterator[Path]:
    """The rooms, by name."""
    return (p for p in sorted(ROOT.iterdir()) if p.is_dir() and (p / "__init__.py").exists())


@cache
def collect(room: Path) -> Catalog:
    """All texts of a room's Python files and templates; gathered once, to be read only."""
    catalog = Catalog(domain="django", charset="utf-8", fuzzy=False, project="Servanda")
    for file in sorted(room.rglob("*")):
        if file.suffix not in {".py", ".html", ".txt"} or "locale" in file.parts:
            continue
        if file.suffix != ".py" and "templates" not in file.parts:
            continue
        source = file.read_text(encoding="utf-8")
        if file.suffix != ".py":
            source = templatize(source, origin=str(file))
        where = file.relative_to(ROOT).as_posix()
        for _line, message, comments, context in extract(
            "python", BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            if isinstance(message, tuple):
                message = tuple(m for m in message if m)[:2]
            if message and all(message):
                catalog.add(message, locations=[(where, None)], auto_comments=comments, context=context)
    if room.name == "cli":
        _collect_help(catalog)
    return catalog


def _collect_help(catalog: Catalog) -> None:
    """The help of the commands, and the words that click itself says to a user."""
    from servanda.cli.main import COMMANDS, cli
    from servanda.cli.wording import texts_of

    for text in [*texts_of(cli), *(text for _, text in COMMANDS.values())]:
        catalog.add(text, locations=[("cli/main.py", None)])
    said = {"core", "exceptions", "types", "parser", "formatting", "decorators"}
    for name in sorted(said):
        source = (Path(click.__file__).parent / f"{name}.py").read_bytes()
        for _line, message, _comments, _context in extract(
            "python", BytesIO(source), keywords={"_": None, "ngettext": (1, 2)}
        ):
            text = message if isinstance(message, str) else message[0]
            if not OF_DEVELOPERS.search(text):
                catalog.add(message, locations=[(f"click/{name}.py", None)])


def po_file(room: Path, language: str) -> Path:
    """Where the catalogue of a room and language stands."""
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def load(room: Path, language: str) -> Catalog:
    """The catalogue as it stands, or an empty one."""
    file = po_file(room, language)
    if not file.exists():
        return Catalog(locale=language, domain="django", charset="utf-8", fuzzy=False)
    with file.open("rb") as source:
        return read_po(source, locale=language, domain="django")


def renewed(room: Path, language: str) -> bytes:
    """The catalogue as `extract` writes it: today's texts with the translations known."""
    fresh, known = collect(room), load(room, language)
    out = Catalog(locale=language, domain="django", charset="utf-8", fuzzy=False, project="Servanda")
    for message in fresh:
        if not message.id:
            continue
        old = known.get(message.id, message.context)
        string = old.string if old and not old.fuzzy else None
        if language == "en":
            string = message.id
        if message.pluralizable and not isinstance(string, tuple | list):
            string = None
        out.add(
            message.id,
            string,
            message.locations,
            auto_comments=message.auto_comments,
            context=message.context,
        )
    buffer = BytesIO()
    write_po(buffer, out, sort_output=True, omit_header=False, width=110, ignore_obsolete=True)
    # Dates in the header would make every extraction differ.
    return re.sub(
        rb'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Generated-By|Report-Msgid-Bugs-To|'
        rb'Project-Id-Version|Language-Team): [^"]*"\n|^# .*\n|^#\n',
        b"",
        buffer.getvalue(),
        flags=re.M,
    )


def faults(room: Path, language: str) -> Iterator[str]:
    """What is missing or wrong in one catalogue."""
    known = load(room, language)
    for message in collect(room):
        if not message.id:
            continue
        found = known.get(message.id, message.context)
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings: Iterable[str] = ()
        if found and found.string:
            strings = found.string if isinstance(found.string, tuple | list) else (found.string,)
        if not strings or not all(strings):
            yield f"{room.name} {language}: no text for {ids[0]!r}"
            continue
        wanted = {p for text in ids for p in PLACEHOLDER.findall(text)}
        for string in strings:
            got = set(PLACEHOLDER.findall(string))
            # A plural form for one or two may leave the number out.
            if got - wanted or (len(ids) == 1 and got != wanted):
                yield f"{room.name} {language}: placeholders of {ids[0]!r} differ: {sorted(got ^ wanted)}"


def main(arguments: list[str]) -> int:
    """Run one of the commands; return the exit code."""
    settings.configure(USE_I18N=True)
    command = arguments[0] if arguments else "check"
    bad = 0
    for room in rooms():
        has_texts = any(m.id for m in collect(room))
        for language in LANGUAGES:
            file = po_file(room, language)
            if command == "extract" and has_texts:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(renewed(room, language))
            elif command == "compile" and file.exists():
                with file.with_suffix(".mo").open("wb") as out:
                    write_mo(out, load(room, language))
            elif command in {"check", "missing"} and (len(arguments) < 2 or arguments[1] == language):
                for fault in faults(room, language):
                    bad += 1
                    print(fault)
                if (
                    command == "check"
                    and has_texts
                    and (not file.exists() or file.read_bytes() != renewed(room, language))
                ):
                    bad += 1
                    print(f"{file.relative_to(ROOT)}: run `make catalogues`")
    return 1 if bad and command == "check" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
