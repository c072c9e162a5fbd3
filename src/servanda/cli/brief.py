"""`servanda brief`: the dossier on one relationship."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from servanda.cli.setting_up import fail, language, say, with_register
from servanda.cli.types import DAY, on_or_today


@click.command("brief")
@click.argument("a")
@click.argument("b")
@click.option("--lang", type=click.Choice(["ar", "en", "fr", "ru"]), help="Language of the document.")
@click.option("--on", type=DAY, help="The day of the statuses (default today).")
@click.option(
    "--circle",
    type=click.Choice(["public", "joint", "internal"]),
    default="joint",
    show_default=True,
    help="For whom the document is made.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="FILE.pdf, .docx or .html",
)
@with_register
def brief_command(a: str, b: str, lang: str | None, on: date | None, circle: str, out: Path) -> None:
    """The relationship of A and B in a few pages, each figure with its source entries."""
    from servanda.documents import forms
    from servanda.documents.brief import NothingKnown, brief
    from servanda.domain.entry import Circle
    from servanda.domain.parties import parties
    from servanda.register.visibility import operator
    from servanda.register.words import told

    form = out.suffix.removeprefix(".").lower()
    if form not in forms.WRITERS:
        fail(forms.UNKNOWN, 2, ending=out.suffix)
    for code in (a.upper(), b.upper()):
        if code not in parties():
            fail("{party} is no code of a party.", 2, party=code)
    try:
        first, second = sorted((a.upper(), b.upper()))
        day = on_or_today(on)
        document = brief(operator(Circle(circle)), first, second, day, lang or language())
    except NothingKnown as error:
        fail(told(error.message, error.data))
    data = forms.write(document, form)
    try:
        out.write_bytes(data)
    except OSError as error:
        fail("{file} cannot be written: {problem}.", file=out, problem=error.strerror)
    click.echo(say("{file} written ({size} kB).", file=out, size=max(1, len(data) // 1000)), err=True)
