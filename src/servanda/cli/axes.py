"""`servanda measures` and `servanda axes`: from trade tables, without a register."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from servanda.cli.setting_up import fail, print_json, start_django


def _years(text: str | None) -> list[int] | None:
    """`2019`, `2017-2019` or `2017,2019` as years."""
    if not text:
        return None
    try:
        years: list[int] = []
        for part in text.split(","):
            first, _, last = part.partition("-")
            years += range(int(first), int(last or first) + 1)
    except ValueError:
        start_django()
        fail("{text} are no years: write 2019, 2017-2019 or 2017,2019.", 2, text=text)
    return years


def _answer(work: Callable[[], Any]) -> Any:
    from servanda.axes.errors import TradeError

    try:
        return work()
    except TradeError as error:
        start_django()
        from servanda.register.words import told

        fail(told(error.message, error.data))


def _countries(text: str) -> str | list[str]:
    file = Path(text)
    return file.read_text(encoding="utf-8").split() if file.is_file() else text


@click.command("measures")
@click.option("--trade", required=True, help="File, folder or engine address of the trade table.")
@click.option("--year", type=int, help="One year; without it the average of the last three.")
@click.option("--countries", default="default", show_default=True, help="default, all, or a file of codes.")
@click.option("--updates", type=int, help="Updates of fitness; without it until the ranks are stable.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def measures_command(
    trade: str, year: int | None, countries: str, updates: int | None, as_json: bool
) -> None:
    """Complexity, fitness and opportunity of every country and product of a trade table."""
    from servanda.axes import measures

    found = _answer(lambda: measures(trade, year, _countries(countries), updates)).as_json()
    if as_json:
        print_json(found)
        return
    ranked = sorted(
        found["countries"].items(), key=lambda c: -(c[1]["eci"] if c[1]["eci"] is not None else -99)
    )
    for code, row in ranked:
        click.echo(f"{code:<6} ECI {row['eci']}  fitness {row['fitness']}  diversity {row['diversity']}")


@click.command("axes")
@click.argument("a")
@click.argument("b")
@click.option("--trade", required=True, help="File, folder or engine address of a table in BACI's shape.")
@click.option("--years", help="Years averaged: 2019, 2017-2019 or 2017,2019; without it the last three.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def axes_command(a: str, b: str, trade: str, years: str | None, as_json: bool) -> None:
    """New axes of cooperation between A and B in both directions, ranked with the reasons. A screening."""
    from servanda.axes import axes

    asked = _years(years)
    found = _answer(lambda: axes(a, b, trade, asked)).as_json()
    if as_json:
        print_json(found)
        return
    start_django()
    from servanda.register.words import word

    for direction, ranking in found["directions"].items():
        click.echo(direction)
        for axis in ranking["axes"]:
            click.echo(f"  {axis['rank']:>3}  {word('sector', axis['sector'])}  {axis['interval']}")
