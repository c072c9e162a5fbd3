"""`servanda measures`, `servanda axes`, `servanda backtest`: from trade tables, without a register."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from servanda.cli.setting_up import fail, language, print_json, say, start_django

LANGUAGES = ("ar", "en", "fr", "ru")
SHOWN = 40
BAR_AFTER = 2.0  # seconds


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


@contextmanager
def _bar() -> Iterator[Callable[[str, float], None]]:
    """A progress bar on standard error that appears where the work takes longer than BAR_AFTER seconds, on a terminal only."""
    with tqdm(total=100, delay=BAR_AFTER, disable=None, file=sys.stderr, leave=False, unit="%") as bar:
        yield lambda stage, part: (bar.update(max(0, round(100 * part) - bar.n)), None)[1]


def _answer(work: Callable[[], Any]) -> Any:
    from servanda.axes.errors import TradeError

    try:
        return work()
    except TradeError as error:
        start_django()
        from servanda.register.words import told

        fail(told(error.message, error.data))
    except RuntimeError as error:
        if "interrupted" not in str(error).lower():
            raise
        raise click.Abort from None  # Ctrl-C while the engine works comes back as this


def _countries(text: str) -> str | list[str]:
    file = Path(text)
    if not file.is_file():
        return text
    try:
        return file.read_text(encoding="utf-8-sig").split()
    except (OSError, UnicodeDecodeError):
        start_django()
        fail("{file} cannot be read as text.", file=text)


def _table_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options of all commands that read a table."""
    for option in (
        click.option("--pad-codes", is_flag=True, help="Restore leading zeros that product codes lost."),
        click.option("--good-rows", is_flag=True, help="Set faulty rows aside and count them."),
        click.option(
            "--countries", default="default", show_default=True, help="default, all, or a file of codes."
        ),
        click.option("--trade", required=True, help="File, folder or engine address of the trade table."),
    ):
        command = option(command)
    return command


@click.command("measures")
@_table_options
@click.option("--year", type=int, help="One year; without it the average of the last three.")
@click.option(
    "--updates",
    type=click.IntRange(1, 100_000),
    help="Updates of fitness; without it until the ranks are stable.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def measures_command(
    trade: str,
    countries: str,
    good_rows: bool,
    pad_codes: bool,
    year: int | None,
    updates: int | None,
    as_json: bool,
) -> None:
    """Complexity, fitness and opportunity of every country and product of a trade table."""
    from servanda.axes import measures

    chosen = _countries(countries)
    with _bar() as progress:
        found = _answer(
            lambda: measures(
                trade, year, chosen, updates, good_rows=good_rows, pad_codes=pad_codes, progress=progress
            )
        ).as_json()
    if as_json:
        print_json(found)
        return
    ranked = sorted(
        found["countries"].items(), key=lambda c: -(c[1]["eci"] if c[1]["eci"] is not None else -99)
    )
    for code, row in ranked:
        click.echo(f"{code:<6} ECI {row['eci']}  fitness {row['fitness']}  diversity {row['diversity']}")
    _tell_findings(found)


@click.command("axes")
@click.argument("a")
@click.argument("b")
@_table_options
@click.option("--years", help="Years averaged: 2019, 2017-2019 or 2017,2019; without it the last three.")
@click.option("--no-gravity", is_flag=True, help="Leave the gravity model out: the static ease ranks.")
@click.option(
    "--lang", type=click.Choice(LANGUAGES), help="Language of the document; else that of the command line."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option(
    "-o",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write: .pdf, .docx, .html or .json.",
)
def axes_command(
    a: str, b: str, trade: str, countries: str, good_rows: bool, pad_codes: bool, years: str | None,
    no_gravity: bool, lang: str | None, as_json: bool, out: Path | None,
) -> None:  # fmt: skip
    """New axes of cooperation between A and B in both directions, ranked with the reasons. A screening."""
    asked, chosen = _years(years), _countries(countries)
    options = {
        "years": asked,
        "countries": chosen,
        "gravity": not no_gravity,
        "good_rows": good_rows,
        "pad_codes": pad_codes,
    }
    if out is not None:
        _write(a, b, trade, options, lang, out)
        return
    from servanda.axes import axes

    with _bar() as progress:
        found = _answer(lambda: axes(a, b, trade, progress=progress, **options)).as_json()  # type: ignore[arg-type]
    if as_json:
        print_json(found)
        return
    start_django()
    from django.utils.translation import override

    from servanda.register.words import word

    with override(lang or language()):
        for direction, ranking in found["directions"].items():
            click.echo(direction)
            for axis in ranking["axes"]:
                low, high = axis["interval"]
                untapped = axis["components"]["untapped_gravity"]
                untapped = axis["components"]["untapped_static"] if untapped is None else untapped
                click.echo(
                    f"  {axis['rank']:>3}  [{low}–{high}]  {word('sector', axis['sector'])}  {untapped:.9g}"
                )
        _tell_findings(found)


def _tell_findings(found: dict[str, Any]) -> None:
    """What the reader of the figures must know, on standard error."""
    start_django()
    from servanda.axes.errors import FINDINGS
    from servanda.register.words import told

    for one in found["findings"]:
        data = {
            k: ", ".join(map(str, v[:SHOWN])) if isinstance(v, list) else v for k, v in one["data"].items()
        }
        click.echo(told(FINDINGS[one["code"]], data), err=True)


def _write(a: str, b: str, trade: str, options: dict[str, Any], lang: str | None, out: Path) -> None:
    """The axes as a document with pictures and the method, or as JSON with everything that the page shows."""
    import json

    start_django()
    from servanda.documents.formats import FORMATS, save
    from servanda.documents.pdf import NotTypeset

    ending = out.suffix.lower().lstrip(".")
    if ending not in (*FORMATS, "json"):
        fail("{file} has no ending that can be written: .pdf, .docx, .html or .json.", 2, file=out.name)
    from servanda.axes import whole_of
    from servanda.axes.labelling import label_of

    with _bar() as progress:
        result = _answer(lambda: whole_of(a, b, trade, progress=progress, **options))
    if ending == "json":
        content = json.dumps(result, ensure_ascii=False, indent=1).encode()
    else:
        from datetime import date

        from django.utils import timezone

        from servanda.documents.axes import document

        on: date = timezone.localdate()
        chosen, said = lang or language(), label_of(trade)
        made = document(
            result,
            chosen,
            result["pair"][0],
            on,
            table=said.title_in(chosen),
            source=said.source_in(chosen),
            unit=said.unit,
            illustration=said.illustration,
        )
        try:
            content = FORMATS[ending].write(made)
        except NotTypeset as error:
            fail(error.message, **error.data)
    try:
        save(out, content)
    except OSError as error:
        fail("{file} cannot be written: {problem}.", file=str(out), problem=error.strerror or str(error))
    click.echo(say("{file} is written.", file=str(out)))


@click.command("backtest")
@_table_options
@click.option(
    "--pair",
    "pairs",
    nargs=2,
    multiple=True,
    metavar="A B",
    help="A pair, both directions; may be given again. Without it twelve countries drawn.",
)
@click.option(
    "--horizon",
    default=5,
    show_default=True,
    type=click.IntRange(1, 50),
    help="Years between ranking and outcome.",
)
@click.option("--to", "later", type=int, help="The year of the outcome; without it the last one.")
@click.option("--no-gravity", is_flag=True, help="Leave the gravity model out: the static ease ranks.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def backtest_command(
    trade: str, countries: str, good_rows: bool, pad_codes: bool, pairs: tuple[tuple[str, str], ...], horizon: int,
    later: int | None, no_gravity: bool, as_json: bool,
) -> None:  # fmt: skip
    """Did the ranking of some years ago tell growth or entry better than the trade gap and past growth?"""
    from servanda.axes import backtest

    chosen = _countries(countries)
    with _bar() as progress:
        found = _answer(
            lambda: backtest(
                trade, list(pairs) or None, horizon, later=later, countries=chosen, gravity=not no_gravity,
                good_rows=good_rows, pad_codes=pad_codes, progress=progress,
            )
        ).as_json()  # fmt: skip
    if as_json:
        print_json(found)
        return
    start_django()
    click.echo(
        say(
            "Ranked on {signal}, growth from {start} to {later}; {n} directions.",
            signal=found["ranked_on"],
            start=found["grown_from"],
            later=found["grown_to"],
            n=len(found["directions"]),
        )
    )
    for name, outcome in found["outcomes"].items():
        figures = "  ".join(f"{signal} {value}" for signal, value in outcome["metrics"].items()) or "–"
        click.echo(f"  {name:<7} {outcome['products']:>6}  {figures}")
    if found["verdict"] == "predicts":
        click.echo(say("Verdict: predicts. The ranking wins against chance, the trade gap and past growth."))
    else:
        click.echo(say("Verdict: screening. The ranking does not win against chance and all its rivals."))
    if found["rivals_missing"]:
        click.echo(say("Past growth could not be compared: the table has no earlier year."))
