"""`servanda concordance FILE_A FILE_B`: what two language versions say differently."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.setting_up import fail, print_json, say, start_django
from servanda.domain.wording import N_

NO_TEXT = N_("{file}: {problem}")
NO_LANGUAGE = N_("One of the texts is in none of the four languages.")


@click.command("concordance")
@click.argument("file_a", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("file_b", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def concordance_command(file_a: Path, file_b: Path, as_json: bool) -> None:
    """Numbers, amounts, dates, references, names and force that one version has and the other has not.

    Text, HTML, DOCX or PDF in Arabic, Russian, French or English; offsets count in the text taken out of the file.
    Exit 0 also where they differ.
    """
    start_django()
    from servanda.reading.concordance import FORCE, KINDS, compare_documents

    try:
        found = compare_documents(_text(file_a), _text(file_b))
    except ValueError:
        fail(NO_LANGUAGE)
    if as_json:
        print_json([d.as_json() for d in found])
        return
    for d in found:
        sides = []
        for side in d.sides:
            weighed = d.kind in ("force", "negation") and side.value in FORCE
            value = say(FORCE[side.value]) if weighed else side.value
            said = f"“{side.said}”" if side.said else "—"
            sides.append(f"{side.language}: {said}" + (f" ({value})" if weighed else ""))
        click.echo("\t".join([d.place or "·", say(KINDS[d.kind]), *sides]))
    if not found:
        click.echo(say("No difference was found. What the words mean is for a person to read."), err=True)


def _text(path: Path) -> str:
    from servanda.register import files
    from servanda.register.texts_in import TextRefused, text_of_file

    try:
        start = path.read_bytes()[:8]
        parsed = start.startswith((b"%PDF-", b"PK\x03\x04"))
        return text_of_file(path, files.examine(path) if parsed else "text/plain")
    except (TextRefused, files.FileRefused) as refused:
        fail(NO_TEXT, file=path.name, problem=say(refused.message, **refused.data))
