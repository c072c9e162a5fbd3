"""`servanda reconcile FILE --map MAP --party XX`: the partner's list of treaties against ours."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.parties import known_party
from servanda.cli.setting_up import fail, language, print_json, say, with_register
from servanda.cli.types import on_or_today


@click.command("reconcile")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "map_name", required=True, help="The map that says what the columns mean.")
@click.option("--party", required=True, help="Whose list it is.")
@click.option("--ours", default="", help="Our side (default: the side of this installation).")
@click.option(
    "--lang", "asked_language", type=click.Choice(["ar", "ru", "fr", "en"]), help="Language of the output."
)
@click.option(
    "--circle",
    type=click.Choice(["public", "joint", "internal"]),
    default="internal",
    show_default=True,
    help="For whom it is made.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="An annex as .pdf, .docx or .html.")
@with_register
def reconcile_command(
    file: Path,
    map_name: str,
    party: str,
    ours: str,
    asked_language: str | None,
    circle: str,
    as_json: bool,
    out: Path | None,
) -> None:
    """Found by both, by one side only, and what the two lists say differently. Nothing is written to the register."""
    from servanda.documents import reconciliation
    from servanda.documents.formats import FORMATS, save
    from servanda.documents.pdf import NotTypeset
    from servanda.documents.reconciliation.making import groups
    from servanda.domain.entry import Circle
    from servanda.register.intake.faults import IntakeError
    from servanda.register.intake.maps.loading import load_map
    from servanda.register.visibility import operator
    from servanda.register.words import told

    kind = FORMATS.get(out.suffix.lower().removeprefix(".")) if out else None
    if out and kind is None:
        fail(
            "{file}: the ending says the format; choose among {known}.",
            2,
            file=out.name,
            known=", ".join(f".{n}" for n in FORMATS),
        )
    partner = known_party(party, circle)
    own = known_party(ours, circle) if ours else ""
    lang = asked_language or language()
    try:
        made = reconciliation.compare(
            operator(Circle(circle)), file, load_map(map_name), partner, on_or_today(None), own
        )
    except IntakeError as error:
        fail(told(error.message, error.data))
    if made.own == made.partner:
        fail("A relationship has two parties: {party} was given twice.", 2, party=made.own)
    if out and kind:
        try:
            save(out, kind.write(reconciliation.document(made, lang, circle)))
        except NotTypeset as error:
            fail(error.message, **error.data)  # type: ignore[arg-type]
        except OSError as error:
            fail(
                "{file} cannot be written: {problem}.",
                file=out,
                problem=error.strerror or type(error).__name__,
            )
        click.echo(say("{file} is written.", file=out), err=True)
    if as_json:
        print_json(reconciliation.as_json(made))
    elif not out:
        names = groups()
        for group, lines in reconciliation.rows(made, lang).items():
            click.echo(f"{names[group]}: {len(lines)}")
            for line in lines if group != "both" else ():
                click.echo(f"  {line.signed}  {line.ours or line.theirs}")
                for text in line.says:
                    click.echo(f"      {text}")
    for rejected in made.theirs.rejected:
        for fault in rejected.faults:
            text = told(
                fault.message, {"value": fault.value, "field": fault.field, "row": fault.row, **fault.data}
            )
            click.echo(
                say("Row {row}, {field}: {message}", row=fault.row, field=fault.field, message=text), err=True
            )
    if made.theirs.rejected:
        raise SystemExit(1)
