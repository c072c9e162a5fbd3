"""`servanda fold`: what if, without a register."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from servanda.cli.setting_up import fail, language, print_json, say, start_django
from servanda.cli.types import DAY, on_or_today


@click.command("fold")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--on", type=DAY, help="Today: the day whose status is told, and which holidays are announced.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def fold_command(file: Path, on: date | None, as_json: bool) -> None:
    """Fold clauses and acts from a YAML file that are in no register.

    Gives timeline, deadlines, last safe days and findings, each with its why. Where the file says `expect`, it
    compares, and exits 1 on a difference.
    """
    from servanda.domain import cases

    start_django()
    from servanda.register.faults import reason

    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        fail("{file} cannot be read: {problem}.", file=file, problem=reason(error))
    except UnicodeDecodeError:
        fail("{file} is not text in UTF-8.", file=file)
    from servanda.register import words

    try:
        found = cases.read(text)
    except cases.CaseFileError as error:
        if as_json:
            print_json({"errors": [e.as_json() for e in error.errors]})
        for e in error.errors:
            case = f"{e.case}: " if e.case else ""
            click.echo(f"{case}{words.told(e.text, e.data)} {words.told(e.mend, e.data)}", err=True)
        sys.exit(1)
    results = [cases.run(case, on) for case in found]
    if as_json:
        answers = [r.as_json() for r in results]
        print_json(answers[0] if len(answers) == 1 and not text.lstrip().startswith("-") else answers)
    else:
        for result in results:
            _print(result, on_or_today(on))
    sys.exit(any(r.differences for r in results))


def _print(result: object, on: date) -> None:
    from servanda.domain.cases import CaseResult
    from servanda.domain.texts import cldr
    from servanda.register import words

    assert isinstance(result, CaseResult)
    lang, state = language(), result.state
    click.echo(result.case.name)
    for i in state.timeline:
        flags = ", ".join(words.flags(i.flags.as_json(), lang))
        mark = "▸" if i is state.at(on) else " "
        click.echo(
            f"{mark} {i.since} – {i.until or '…'!s:<10}  {words.word('status', i.status.value)}  {flags}"
        )
        for cause in i.causes:
            entries = f" [{', '.join(cause.entries)}]" if cause.entries else ""
            click.echo(f"      {words.sentence(cause.text, cause.data, lang)} ({cause.source}){entries}")
    for d in state.deadlines:
        safe = state.last_safe_day(d)
        line = f"! {d.last_day or d.opens}  {words.word('deadline', d.what)}  {d.owed_by or ''}"
        if safe.day:
            line += "  " + say("safe until {day}", day=safe.day)
        click.echo(line)
    for f in state.findings:
        click.echo(f"? {words.finding(f.code, f.data, lang)}")
    for difference in result.differences:
        click.echo(
            say(
                "≠ {what}: expected {expected}, found {found}",
                what=difference.what,
                expected=difference.expected,
                found=difference.found,
            )
        )
    if result.case.expected and not result.differences:
        click.echo("✓ " + say("as expected on {day}", day=cldr.day(on, lang)))
