"""The command line `servanda`. Commands load when they are called: `--help` stays instant."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from gettext import gettext
from typing import Any

import click

from servanda.cli.wording import LANGUAGES, speak, translated

# command → (module, needs a database). One line of help each, shown without loading anything.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("installation", "Prepare the home: database, tables, whose side it is."),
    "check": ("installation", "Say what is right and wrong with this installation."),
    "serve": ("installation", "Serve the pages on this machine."),
    "demo": ("demo", "Build the demonstration register and serve it."),
    "import": ("imports", "Import a register of instruments from CSV, XLSX or JSON lines."),
    "instruments": ("instruments", "List instruments with their status on a date."),
    "show": ("instruments", "One instrument: timeline, deadlines, findings, and why."),
    "findings": ("instruments", "Contradictions and gaps in the record."),
    "deadlines": ("deadlines", "What is due in a period, and who owes it."),
    "remind": ("remind", "Write and send reminders and digests by mail; once a day from a timer."),
    "journal": ("journal", "Verify, rebuild, export the journal; the history of a subject."),
    "fold": ("fold", "What if: fold clauses and acts from a YAML file that is in no register."),
    "read": ("reading", "Read official statements into draft acts."),
    "said": ("statements", "What do they say about X? Statements in four languages at once."),
    "amendments": ("statements", "Where the reader of statements is weak, by what officers amended."),
    "clauses": ("reading", "Read the final clauses of an agreement."),
    "brief": ("brief", "The dossier on one relationship as PDF, DOCX or HTML."),
    "assess": ("assess", "The record of a cooperation: every measure with what it counts."),
    "reconcile": ("reconcile", "Compare the partner's list of treaties with ours."),
    "minutes": ("minutes", "Agreed minutes of a session as DOCX or PDF."),
    "write": ("writing", "Write a communiqué, a statement or a note from the record."),
    "concordance": ("concordance", "What two language versions of a text say differently."),
    "propose": ("proposals", "Proposals to the partner, drafted from evidence and ranked."),
    "publish": ("publish", "What is public as pages, feeds and data for an ordinary web server."),
    "measures": ("axes", "Trade measures of every country and product."),
    "axes": ("axes", "New axes of cooperation for two countries, ranked with the reasons."),
    "backtest": ("axes", "Does the ranking of axes tell what comes? The verdict on a trade table."),
}


class Lazy(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"servanda.cli.{COMMANDS[name][0]}")
        return translated(getattr(module, f"{name}_command"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(gettext("Commands")):
            formatter.write_dl([(name, gettext(text)) for name, (_, text) in COMMANDS.items()])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        translated(self)
        super().format_help_text(ctx, formatter)


def _speak(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value:
        os.environ["SERVANDA_LANG"] = value
    speak(value)


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lang",
    envvar="SERVANDA_LANG",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help="Language of messages.",
)
@click.version_option(package_name="servanda")
def cli() -> None:
    """Servanda: the working system of a bilateral cooperation mechanism.

    SERVANDA_HOME names the folder of the register; DATABASE_URL replaces its database.
    """


def main(arguments: Sequence[str] | None = None) -> Any:
    """Entry point: runs the command and turns known faults into one clear line and exit 1 (2: wrong use)."""
    speak()
    try:
        cli(args=arguments, standalone_mode=True)
    except KeyboardInterrupt:
        click.echo("", err=True)
        sys.exit(130)


if __name__ == "__main__":
    main()
