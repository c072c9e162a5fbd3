"""`servanda reconcile [FILE --map MAP] --party XX`: the partner's list of treaties against ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.parties import known_party
from servanda.cli.setting_up import fail, language, print_json, say, with_register
from servanda.cli.types import DAY, on_or_today

if TYPE_CHECKING:
    from servanda.documents.reconciliation import Compared
    from servanda.register.intake.records import Rejected

CIRCLES = click.Choice(["public", "joint", "internal"])


@click.command("reconcile")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--map", "map_name", default="", help="The map that says what the columns mean.")
@click.option("--party", required=True, help="Whose list it is.")
@click.option("--ours", default="", help="Our side (default: the side of this installation).")
@click.option(
    "--keep", is_flag=True, help="Record the list as theirs, with its rows; the same list again adds nothing."
)
@click.option("--keep-for", type=CIRCLES, help="The circle of what --keep records (default: the map's).")
@click.option("--good-rows", is_flag=True, help="Keep the good rows although others cannot be read.")
@click.option("--on", type=DAY, help="Without FILE: the day of the comparison (default: the list's own).")
@click.option(
    "--as-known", default="", help="Without FILE: from what had been recorded by this instant or day."
)
@click.option(
    "--lang", "asked_language", type=click.Choice(["ar", "ru", "fr", "en"]), help="Language of the output."
)
@click.option("--circle", type=CIRCLES, default="internal", show_default=True, help="For whom it is made.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="An annex as .pdf, .docx or .html, a table as .xlsx or .csv.",
)
@with_register
def reconcile_command(
    file: Path | None,
    map_name: str,
    party: str,
    ours: str,
    keep: bool,
    keep_for: str | None,
    good_rows: bool,
    on: date | None,
    as_known: str,
    asked_language: str | None,
    circle: str,
    as_json: bool,
    out: Path | None,
) -> None:
    """The list in FILE, or without it the list that is kept, against ours: found by both, by one side only, said differently."""
    from servanda.documents import reconciliation
    from servanda.documents.formats import FORMATS
    from servanda.documents.reconciliation.making import groups
    from servanda.domain.entry import Circle
    from servanda.journal.services import Recorder
    from servanda.register import kept_lists
    from servanda.register.installation import own_side
    from servanda.register.instrument import instant_of
    from servanda.register.intake.faults import IntakeError
    from servanda.register.intake.maps.loading import load_map
    from servanda.register.kept_lists import NotKept
    from servanda.register.visibility import operator
    from servanda.register.words import told

    ending = out.suffix.lower().removeprefix(".") if out else ""
    known = [*FORMATS, "xlsx", "csv"]
    if out and ending not in known:
        fail(
            "{file}: the ending says the format; choose among {known}.",
            2,
            file=out.name,
            known=", ".join(f".{n}" for n in known),
        )
    if (file is None) != (not map_name):
        fail("Name a file with its map, or neither for the list that is kept.", 2)
    if keep and file is None:
        fail("There is no file to keep: name it with its map.", 2)
    instant = instant_of(as_known)
    if as_known and instant is None:
        fail("{text} is no instant: write it as 2026-01-31 or 2026-01-31T12:00:00Z.", 2, text=as_known)
    partner = known_party(party, circle)
    own = known_party(ours, circle) if ours else own_side()
    if own == partner:
        fail("A relationship has two parties: {party} was given twice.", 2, party=own)
    lang, viewer = asked_language or language(), operator(Circle(circle))
    rejected: tuple[Rejected, ...] = ()
    try:
        if file is None:
            chosen = kept_lists.current(viewer, own, partner, on, instant)
            if chosen is None:
                fail("No list of {party} is kept that could be compared.", party=partner)
            made = reconciliation.compare_kept(viewer, chosen, on, instant)
        else:
            register_map, day = load_map(map_name), on_or_today(None)
            if keep:
                kept, read = kept_lists.keep(
                    operator(Circle.INTERNAL),
                    file,
                    register_map,
                    own,
                    partner,
                    Recorder(person="import", side=own_side()),
                    day,
                    circle=Circle(keep_for) if keep_for else None,
                    map_name=Path(map_name).stem,
                    good_rows=good_rows,
                )
                if kept:
                    click.echo(
                        say("The list is kept: {n} rows between the two sides.", n=len(read.rows)), err=True
                    )
                else:
                    click.echo(say("This list is kept already: nothing was recorded."), err=True)
            made = reconciliation.compare(viewer, file, register_map, partner, day, own)
            rejected = made.rejected
    except NotKept as error:
        data = dict(error.data)
        read = data.pop("read", None)
        _say_rejected(read.rejected if read else ())
        fail(told(error.message, data))
    except IntakeError as error:
        fail(told(error.message, error.data))
    if out:
        _write(out, ending, made, lang, circle)
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
    _say_rejected(rejected)
    if rejected:
        raise SystemExit(1)


def _write(out: Path, ending: str, made: Compared, lang: str, circle: str) -> None:
    from servanda.documents import reconciliation
    from servanda.documents.formats import FORMATS, save
    from servanda.documents.pdf import NotTypeset

    try:
        if ending == "xlsx":
            content = reconciliation.workbook(made, lang)
        elif ending == "csv":
            content = reconciliation.csv_text(made, lang).encode("utf-8")
        else:
            content = FORMATS[ending].write(reconciliation.document(made, lang, circle))
        save(out, content)
    except NotTypeset as error:
        fail(error.message, **error.data)  # type: ignore[arg-type]
    except OSError as error:
        fail("{file} cannot be written: {problem}.", file=out, problem=error.strerror or type(error).__name__)
    click.echo(say("{file} is written.", file=out), err=True)


def _say_rejected(rejected: tuple[Rejected, ...]) -> None:
    from servanda.register.words import told

    for row in rejected:
        for fault in row.faults:
            text = told(fault.message, fault.filling())
            click.echo(
                say("Row {row}, {field}: {message}", row=fault.row, field=fault.field, message=text), err=True
            )
