"""`servanda minutes SESSION -o FILE`: the agreed minutes of a session."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.brief import NOT_WRITTEN, UNKNOWN_FORMAT
from servanda.cli.setting_up import fail, say, with_register
from servanda.domain.wording import N_

UNKNOWN_LANGUAGE = N_("{language} is none of the languages of minutes: {known}.")


@click.command("minutes")
@click.argument("session")
@click.option(
    "--lang", "languages", help="Languages in their order, such as ru,ar (default: the authentic ones)."
)
@click.option(
    "--layout",
    type=click.Choice(["side", "sequence"]),
    default="side",
    show_default=True,
    help="Side by side, or one language after the other.",
)
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The file: .docx or .pdf.")
@with_register
def minutes_command(session: str, languages: str | None, layout: str, out: Path) -> None:
    """The agreed minutes of a session from the record, for both sides: nothing internal is in them."""
    from django.utils import timezone

    from servanda.documents.formats import save
    from servanda.documents.minutes import NoMinutes, default_languages, pdf, shared, written
    from servanda.documents.minutes import docx as word
    from servanda.documents.minutes.making import LANGUAGES
    from servanda.documents.pdf import NotTypeset
    from servanda.register import words
    from servanda.register.faults import reason
    from servanda.register.visibility import operator

    writers = {".docx": word.write, ".pdf": pdf.write}
    write = writers.get(out.suffix.lower())
    if write is None:
        fail(UNKNOWN_FORMAT, 2, file=out.name, known=", ".join(writers))
    subject = session if session.startswith("session/") else f"session/{session}"
    on = timezone.localdate()
    try:
        found = shared(operator(), subject, on)
        asked = tuple(dict.fromkeys(languages.split(","))) if languages else default_languages(found)
        for code in asked:
            if code not in LANGUAGES:
                fail(UNKNOWN_LANGUAGE, 2, language=code, known=", ".join(LANGUAGES))
        content = write(written(operator(), found, asked, on), layout)
    except NoMinutes as error:
        fail(error.message, session=subject, circle=words.word("circle", error.data["circle"]))
    except NotTypeset as error:
        fail(error.message, **error.data)  # type: ignore[arg-type]
    try:
        save(out, content)
    except OSError as error:
        fail(NOT_WRITTEN, file=out, problem=reason(error))
    click.echo(say("{file} is written.", file=out), err=True)
