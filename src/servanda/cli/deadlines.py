"""`servanda deadlines`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from servanda.cli.parties import known_party
from servanda.cli.setting_up import fail, language, print_json, say, with_register
from servanda.cli.types import DAY, on_or_today


@click.command("deadlines")
@click.option("--from", "start", type=DAY, required=True, help="First day of the period.")
@click.option("--to", "end", type=DAY, required=True, help="Last day of the period.")
@click.option("--party", default="", help="Only of instruments of this party.")
@click.option("--circle", default="internal", help="For whom the output is made.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--ics", type=click.Path(dir_okay=False, path_type=Path), help="Write a calendar file instead.")
@with_register
def deadlines_command(
    start: date, end: date, party: str, circle: str, as_json: bool, ics: Path | None
) -> None:
    """What is owed, opens, closes, expires or renews in a period, with the last safe day before each last day."""
    from servanda.domain.entry import Circle
    from servanda.register import calendar, queries, words
    from servanda.register.visibility import operator

    if end < start:
        fail("The period ends on {end}, before it begins on {start}.", 2, start=start, end=end)
    lang, today = language(), on_or_today(None)
    found = queries.deadlines(
        operator(Circle(circle)), start, end, known_party(party, circle) if party else ""
    )
    if ics:
        ics.write_bytes(calendar.calendar(found, lang))
        click.echo(say("{n} deadlines written to {file}.", n=found.count(), file=ics), err=True)
        return
    if as_json:
        print_json(
            [
                {
                    "subject": d.record.subject,
                    "title": queries.title(d.record, lang)[0],
                    "what": d.what,
                    "opens": d.opens,
                    "last_day": d.last_day,
                    "last_safe_day": d.safe_day,
                    "owed_by": d.owed_by or None,
                    "estimated": queries.estimated(d, today),
                    **words.reasons(json.loads(d.why), lang),
                }
                for d in found
            ]
        )
        return
    for d in found:
        safe = say("safe until {day}", day=d.safe_day) if d.safe_day else ""
        owed = words.shown("party", d.owed_by, lang) if d.owed_by else ""
        last = d.last_day or say("since {day}", day=d.opens)
        click.echo(f"{last!s:<16}  {words.word('deadline', d.what):<40}  {owed:<20}  {safe}")
        click.echo(f"                  {queries.title(d.record, lang)[0]}  ({d.record.subject})")
    click.echo(say("{n} deadlines.", n=found.count()))
