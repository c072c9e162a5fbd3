"""`servanda init | check | serve`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from servanda.cli.setting_up import database_faults, fail, say, start_django, with_register


def prepare(side: str) -> None:
    """Make home, database and tables; say whose side it is. Doing it again changes nothing."""
    home = Path(os.environ.get("SERVANDA_HOME") or Path(__file__).resolve().parents[3] / "var")
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        start_django()
        from servanda.register.faults import reason

        fail("The folder {home} cannot be made: {problem}.", home=home, problem=reason(error))
    start_django()
    from django.core.management import call_command

    from servanda.register.installation import establish

    try:
        with database_faults():
            establish(side)
            call_command("migrate", verbosity=0, interactive=False)
    except ValueError as error:
        fail("This home belongs to the side {side}; a journal cannot change sides.", side=error)


@click.command("init")
@click.option(
    "--side", default="MA", show_default=True, help="Party code of the side that keeps this register."
)
def init_command(side: str) -> None:
    """Prepare the home: database, tables, whose side it is. Can be repeated."""
    prepare(side.upper())
    from django.conf import settings

    click.echo(say("The register in {home} is ready.", home=settings.HOME))


@click.command("serve")
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@with_register
def serve_command(port: int, host: str) -> None:
    """Serve the pages. With the embedded database one process writes; a ministry runs several on PostgreSQL."""
    serve(host, port)


def serve(host: str, port: int) -> None:
    """Run granian on the WSGI application until it is stopped."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    click.echo(say("Servanda is served on {address} (Ctrl-C stops it).", address=f"http://{host}:{port}"))
    Granian(
        "servanda.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


@click.command("check")
@with_register
def check_command() -> None:
    """Say what is right and wrong with this installation. Exit 1 where something must be mended."""
    from servanda.register.condition import conditions
    from servanda.second.queries import condition

    bad = False
    for ok, message, data in (*conditions(), condition()):
        bad |= not ok
        click.echo(f"{'✓' if ok else '✗'} {say(message, **data)}")
    sys.exit(bad)
