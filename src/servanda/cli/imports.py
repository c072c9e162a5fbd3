"""`servanda import instruments | maps`."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import click
from tqdm import tqdm

from servanda.cli.setting_up import fail, print_json, say, with_register

SHOWN = 20


@click.group("import")
def import_command() -> None:
    """Import a register of instruments, or figures for indicators, from CSV, XLSX or JSON lines."""


@import_command.command("maps")
def maps() -> None:
    """List the maps that ship with Servanda."""
    from servanda.register.intake.maps.loading import shipped_maps

    for name in shipped_maps():
        click.echo(name)


@import_command.command("instruments")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "map_name", required=True, help="Name of a map that ships, or path of a TOML file.")
@click.option("--dry-run", is_flag=True, help="Show what would happen; write nothing.")
@click.option("--good-rows", is_flag=True, help="Take the good rows although others are rejected.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@with_register
def instruments(file: Path, map_name: str, dry_run: bool, good_rows: bool, as_json: bool) -> None:
    """Import instruments. All or nothing, unless --good-rows; the same file again adds nothing."""
    from servanda.journal.services import Recorder
    from servanda.register.importing.names import register_name, row_total
    from servanda.register.importing.services import import_instruments
    from servanda.register.installation import own_side
    from servanda.register.intake.faults import IntakeError
    from servanda.register.intake.maps.loading import load_map
    from servanda.register.words import told

    try:
        register_map = load_map(map_name)
        bar = tqdm(total=row_total(file), desc=say("Rows"), unit="", disable=None, file=sys.stderr)

        def progress(rows: int) -> None:
            bar.update(rows - bar.n)

        with bar:
            report = import_instruments(
                file,
                register_name(map_name),
                register_map,
                Recorder(person="import", side=own_side()),
                dry_run=dry_run,
                good_rows=good_rows,
                progress=progress,
            )
    except KeyboardInterrupt:
        fail("Stopped. Nothing was written.")
    except IntakeError as error:
        if as_json:
            print_json({"error": {"code": error.code, "message": told(error.message, error.data)}})
        fail(told(error.message, error.data))
    counts = {k: v for k, v in report.as_json(lambda f: f.message).items() if isinstance(v, int | bool)}
    facts = {"file": str(file), "map": map_name, **counts, "rejected": len(report.rejected)}
    logging.getLogger("servanda.cli").info("import", extra={"facts": facts})
    answer = report.as_json(
        lambda f: told(f.message, {"value": f.value, "field": f.field, "row": f.row, **f.data})
    )
    if as_json:
        print_json(answer)
    else:
        for item in answer["rejected"][:SHOWN]:
            click.echo(
                say("Row {row}, {field}: {message}", **{k: item[k] for k in ("row", "field", "message")})
            )
        if len(answer["rejected"]) > SHOWN:
            click.echo(say("… and {n} more rejected rows.", n=len(answer["rejected"]) - SHOWN))
        for code, n in answer["findings"].items():
            click.echo(f"  {code}: {n}")
        numbers = {k: answer[k] for k in ("rows", "accepted", "with_findings", "unchanged", "duplicates")}
        click.echo(
            say(
                "{rows} rows: {accepted} accepted ({with_findings} with findings), {unchanged} unchanged, "
                "{duplicates} duplicates, {rejected} rejected.",
                **numbers,
                rejected=len(report.rejected),
            )
        )
        if not report.written:
            click.echo(say("Nothing was written."))
    sys.exit(bool(report.rejected))


@import_command.command("indicators")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--shape",
    type=click.Choice(["wdi", "comtrade", "baci"]),
    help="Files of the World Bank, UN Comtrade, BACI.",
)
@click.option(
    "--map", "map_file", type=click.Path(path_type=Path), help="A TOML file that says what the columns mean."
)
@click.option(
    "--pair", nargs=2, metavar="A B", help="Only rows of these two parties; the others are counted."
)
@click.option("--reporter", default="", help="Who reports, where the file leaves it out.")
@click.option("--partner", default="", help="With whom, where the file leaves it out.")
@click.option(
    "--circle",
    type=click.Choice(["public", "joint", "internal"]),
    default="internal",
    show_default=True,
    help="For whom the figures are recorded.",
)
@click.option("--dry-run", is_flag=True, help="Show what would happen; write nothing.")
@click.option("--good-rows", is_flag=True, help="Take the good rows although others are rejected.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@with_register
def indicators(
    file: Path, shape: str | None, map_file: Path | None, pair: tuple[str, str] | None, reporter: str, partner: str,
    circle: str, dry_run: bool, good_rows: bool, as_json: bool,
) -> None:  # fmt: skip
    """Import figures: trade, investment, students … All or nothing, unless --good-rows; the same file again adds nothing."""
    from servanda.domain.entry import Circle
    from servanda.journal.services import Recorder
    from servanda.register.installation import own_side
    from servanda.register.intake.faults import IntakeError
    from servanda.register.words import told
    from servanda.trade.figures import import_figures
    from servanda.trade.shapes import Asked, FiguresRefused

    if (shape is None) == (map_file is None):
        fail("Name either --shape or --map.", 2)
    try:
        report = import_figures(
            file,
            Recorder(person="import", side=own_side()),
            shape=shape or "",
            map_file=map_file,
            asked=Asked(frozenset(c.upper() for c in pair or ()), reporter, partner),
            circle=Circle(circle),
            dry_run=dry_run,
            good_rows=good_rows,
        )
    except (IntakeError, FiguresRefused) as error:
        if as_json:
            print_json({"error": {"code": error.code, "message": told(error.message, error.data)}})
        fail(told(error.message, error.data))
    answer = report.as_json(told)
    if as_json:
        print_json(answer)
    else:
        for item in answer["rejected"][:SHOWN]:
            click.echo(
                say("Row {row}, {field}: {message}", **{k: item[k] for k in ("row", "field", "message")})
            )
        if len(answer["rejected"]) > SHOWN:
            click.echo(say("… and {n} more rejected rows.", n=len(answer["rejected"]) - SHOWN))
        numbers = {k: answer[k] for k in ("rows", "accepted", "unchanged", "duplicates", "outside", "series")}
        click.echo(
            say(
                "{rows} rows: {accepted} accepted, {unchanged} unchanged, {duplicates} duplicates, {outside} of other parties, "
                "{rejected} rejected; {series} series.",
                **numbers,
                rejected=len(report.rejected),
            )
        )
        if not report.written:
            click.echo(say("Nothing was written."))
    sys.exit(bool(report.rejected))
