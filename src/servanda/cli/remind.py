"""`servanda remind`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from servanda.cli.setting_up import fail, print_json, say, with_register
from servanda.cli.types import DAY, on_or_today

if TYPE_CHECKING:
    from servanda.web.notices.services import Planned


@click.command("remind")
@click.option("--on", type=DAY, help="The day for which it is done (default: today).")
@click.option("--dry-run", is_flag=True, help="Only tell what would be sent.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@with_register
def remind_command(on: date | None, dry_run: bool, as_json: bool) -> None:
    """Reminders before and on the day to act, escalation when it has passed, a digest once a week.

    Nobody is told of the same thing twice; a moved day arms the reminder again. Exit 1 where mail was refused.
    """
    from servanda.web.notices import services

    told: list[dict[str, object]] = []

    def tell(planned: Planned) -> None:
        subjects = [subject for _key, subject, _step in planned.keys]
        told.append({"to": planned.user.username, "kind": planned.letter.kind, "about": subjects})
        if not as_json:
            click.echo(f"{planned.user.username}  {planned.letter.kind}  {', '.join(subjects)}")

    outcome = services.run(on_or_today(on), dry_run, tell)
    if as_json:
        print_json(
            {
                "letters": told,
                "written": outcome.written,
                "sent": outcome.sent,
                "failed": outcome.failed,
                "without_address": outcome.without_address,
            }
        )
    else:
        click.echo(
            say(
                "{written} letters written, {sent} sent, {failed} refused, {without} persons without an address.",
                written=outcome.written,
                sent=outcome.sent,
                failed=outcome.failed,
                without=outcome.without_address,
            )
        )
    if outcome.failed:
        fail("The mail server refused {n} letters; they are tried again at the next run.", n=outcome.failed)
