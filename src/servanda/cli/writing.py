"""`servanda write KIND SUBJECT`: an official text from the record, as a draft that a person edits."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.brief import NOT_WRITTEN, UNKNOWN_FORMAT, _day
from servanda.cli.setting_up import fail, language, say, with_register


@click.command("write")
@click.argument(
    "kind", type=click.Choice(["communique", "joint-statement", "invitation", "notification", "signed-table"])
)
@click.argument("subject")
@click.option("--lang", "chosen", type=click.Choice(["ar", "ru", "fr", "en"]), help="Language of the text.")
@click.option("--on", "on", metavar="DATE", help="The day of the text (default today).")
@click.option(
    "--circle",
    type=click.Choice(["public", "joint"]),
    default="joint",
    show_default=True,
    help="Facts of which circle may stand in it; nothing internal ever does.",
)
@click.option("--by", "sender", metavar="PARTY", default="", help="Who notifies (default our side).")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The file: .docx, .txt or .html.")
@with_register
def write_command(
    kind: str, subject: str, chosen: str | None, on: str | None, circle: str, sender: str, out: Path | None
) -> None:
    """A communiqué, joint statement, note verbale or table of signed instruments, from the record.

    The subject is a session, an encounter or an instrument as the journal names it; of a table, the codes of two parties with a stroke between.
    What the record does not hold is left out. Without a file the text is printed.
    """
    from django.utils import timezone

    from servanda.documents.formats import save
    from servanda.documents.writing import ENDINGS, Asked, CannotWrite, write, written
    from servanda.domain.entry import Circle
    from servanda.register.faults import reason
    from servanda.register.visibility import operator

    ending = out.suffix.lower().removeprefix(".") if out else "txt"
    if ending not in ENDINGS:
        fail(UNKNOWN_FORMAT, 2, file=out.name if out else "", known=", ".join(f".{e}" for e in ENDINGS))
    if kind == "signed-table" and not subject.startswith("relationship/"):
        subject = f"relationship/{subject}"
    day = _day(on) or timezone.localdate()
    asked = Asked(kind, subject, chosen or language(), day, Circle(circle), sender.upper())
    try:
        text = written(operator(Circle(circle)), asked)
    except CannotWrite as error:
        fail(error.message, **error.data)
    content = write(text, ending, day)
    if out is None:
        click.echo(content.decode("utf-8"), nl=False)
        return
    try:
        save(out, content)
    except OSError as error:
        fail(NOT_WRITTEN, file=out, problem=reason(error))
    click.echo(say("{file} is written.", file=out), err=True)
