"""`servanda brief A B -o FILE`: the dossier on one relationship."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from servanda.cli.parties import known_party
from servanda.cli.setting_up import fail, say, with_register
from servanda.cli.types import WRONG_DAY
from servanda.domain.wording import N_

if TYPE_CHECKING:
    from servanda.domain.entry import Circle

SAME_PARTY = N_("A relationship has two parties: {party} was given twice.")
UNKNOWN_FORMAT = N_("{file}: the ending says the format; choose among {known}.")
BAR_AFTER = 3  # seconds until a progress bar appears, on a terminal
NO_AXES = N_("Without axes: they were not computed on the table {table}. The option {option} computes them.")
NOT_WRITTEN = N_("{file} cannot be written: {problem}.")


@click.command("brief")
@click.argument("a")
@click.argument("b")
@click.option(
    "--lang", "language", type=click.Choice(["ar", "ru", "fr", "en"]), help="Language of the brief."
)
@click.option("--on", "on", metavar="DATE", help="The day as of which it speaks (default today).")
@click.option(
    "--circle",
    type=click.Choice(["public", "joint", "internal"]),
    default="joint",
    show_default=True,
    help="For whom it is made.",
)
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="The file: .pdf, .docx or .html."
)
@click.option(
    "--short", is_flag=True, help="A few pages: where it stands, what is due, findings, latest acts."
)
@click.option("--axes", "compute_axes", is_flag=True, help="Compute the axes first where this was not done.")
@with_register
def brief_command(
    a: str,
    b: str,
    language: str | None,
    on: str | None,
    circle: str,
    out: Path,
    short: bool,
    compute_axes: bool,
) -> None:
    """The dossier on the relationship of two parties; --short: in a few pages.

    Each line and figure carries the numbers of the journal entries it rests on, listed at the end.
    """
    from django.utils import timezone

    from servanda.documents.brief import NothingKnown, brief
    from servanda.documents.formats import FORMATS, save
    from servanda.documents.pdf import NotTypeset
    from servanda.domain.entry import Circle
    from servanda.domain.parties import name_of
    from servanda.register import words
    from servanda.register.faults import reason
    from servanda.register.visibility import operator

    kind = FORMATS.get(out.suffix.lower().removeprefix("."))
    if kind is None:
        fail(UNKNOWN_FORMAT, 2, file=out.name, known=", ".join(f".{name}" for name in FORMATS))
    viewer = operator(Circle(circle))
    first, second = (known_party(code, circle) for code in (a, b))
    if first == second:
        fail(SAME_PARTY, 2, party=first)
    language = language or language_of_command()
    if not short:
        _axes(viewer.circle, first, second, compute_axes)
    try:
        day = _day(on) or timezone.localdate()
        with tqdm(desc=say("Brief"), delay=BAR_AFTER, disable=None, file=sys.stderr, leave=False) as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total + 1  # the last step is the writing of the file
                bar.update(done - bar.n)

            document = brief(viewer, first, second, day, language, short=short, progress=progress)
            content = kind.write(document)
            bar.update(1)
    except NothingKnown as error:
        said = language_of_command()
        names = {key: name_of(error.data[key], said) for key in ("a", "b")}
        fail(error.message, **names, circle=words.word("circle", circle))  # type: ignore[arg-type]
    except NotTypeset as error:
        fail(error.message, **error.data)  # type: ignore[arg-type]
    try:
        save(out, content)
    except OSError as error:
        fail(NOT_WRITTEN, file=out, problem=reason(error))
    click.echo(say("{file} is written.", file=out), err=True)


def _axes(circle: Circle, a: str, b: str, compute: bool) -> None:
    """Compute the axes of the pair if asked to; else say where they would come from if nobody computed them yet."""
    from servanda.documents.brief import not_computed
    from servanda.trade import results

    table = not_computed(circle, a, b)
    if table is None:
        return
    if not compute:
        click.echo(say(NO_AXES, table=table.name, option="--axes"), err=True)
        return
    first, second = sorted((a, b))
    answer = results.compute(results.Asked(table, first, second))
    if answer.state == "failed":
        click.echo(say(answer.message, **answer.data), err=True)


def language_of_command() -> str:
    """The language of this command's messages, two letters."""
    from django.utils.translation import get_language

    return (get_language() or "en")[:2]


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(WRONG_DAY, 2, text=text)
