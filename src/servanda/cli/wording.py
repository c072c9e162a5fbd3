"""The command line in the user's language: help of the commands, and click's own words, from the catalogue of this room.

Python's gettext alone: `--help` answers before Django is loaded.
"""

from __future__ import annotations

import gettext
import inspect
import os
import re
from pathlib import Path

import click

#: Django's name for the file of a catalogue; there is one for both.
DOMAIN = "django"
LANGUAGES = ("ar", "en", "fr", "ru")


def speak(language: str | None = None) -> None:
    """Take the language given, else that of SERVANDA_LANG or of the locale; English where it is none of the four."""
    asked = language or os.environ.get("SERVANDA_LANG") or os.environ.get("LANG", "")[:2]
    os.environ["LANGUAGE"] = asked if asked in LANGUAGES else "en"
    gettext.bindtextdomain(DOMAIN, str(Path(__file__).parent / "locale"))
    gettext.textdomain(DOMAIN)


def message(text: str) -> str:
    """The msgid of a help text: its paragraphs without the line breaks and indentation of the source."""
    paragraphs = re.split(r"\n\s*\n", inspect.cleandoc(text))
    return "\n\n".join(" ".join(p.split()) for p in paragraphs)


def texts_of(command: click.Command) -> list[str]:
    """The help of a command and its options, as msgids; of a group those of its commands too."""
    found = [command.help] + [p.help for p in command.params if isinstance(p, click.Option)]
    texts = [message(t) for t in found if t]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            texts += texts_of(inner) if inner is not None else []
    return texts


def translated(command: click.Command) -> click.Command:
    """The command with its help in the language that `speak` took. What is no group loads nothing further."""
    if command.help:
        command.help = gettext.gettext(message(command.help))
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = gettext.gettext(message(parameter.help))
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            translated(inner)
    return command
