"""`servanda read` and `servanda clauses`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from servanda.cli.setting_up import print_json, say, start_django
from servanda.cli.types import DAY

Answer = dict[str, Any]


def _files(given: Iterable[Path]) -> list[Path]:
    """The files, folders taken apart."""
    found: list[Path] = []
    for path in given:
        found += (
            sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            if path.is_dir()
            else [path]
        )
    return found


def _text(file: Path) -> str:
    """The text of a file in whatever encoding. Raises IntakeError, OSError."""
    from servanda.register.intake.encodings import encoding_of

    data = file.read_bytes()
    try:
        return data.decode("utf-8")  # as it came: no newline or mark is changed, offsets count in this
    except UnicodeDecodeError:
        return data.decode(encoding_of(file), errors="strict")


def _told(error: Exception) -> str:
    start_django()
    from servanda.register.faults import reason
    from servanda.register.words import told

    if isinstance(error, OSError):
        return told("{file} cannot be read: {problem}.", {"file": error.filename, "problem": reason(error)})
    if isinstance(error, UnicodeDecodeError):
        return say("The file is not text in an encoding that is known, or it is cut off.")
    message, data = getattr(error, "message", ""), getattr(error, "data", {})
    return told(message, data) if message else str(error)


def _answers(
    files: list[Path], read: Callable[[str], Answer], out: Path | None, bar: bool
) -> Iterator[Answer]:
    """One answer for each file; a file that cannot be read is an answer too, and the others go on."""
    from servanda.reading.faults import ReadingFault
    from servanda.register.intake.faults import IntakeError

    for file in tqdm(files, disable=None if bar else True, file=sys.stderr, unit=""):
        if out and (out / f"{file.stem}.json").exists():
            continue
        try:
            yield {**read(_text(file)), "id": file.stem}
        except (OSError, UnicodeDecodeError, IntakeError, ReadingFault) as error:
            yield {"id": file.stem, "error": _told(error)}


def _give(
    files: list[Path],
    answers: Iterator[Answer],
    out: Path | None,
    as_json: bool,
    show: Callable[[Answer], None],
) -> None:
    failed = False
    if out:
        out.mkdir(parents=True, exist_ok=True)
        for answer in answers:
            failed |= "error" in answer
            fresh = out / f".{answer['id']}.new"
            fresh.write_text(json.dumps(answer, ensure_ascii=False, indent=1), encoding="utf-8")
            fresh.replace(out / f"{answer['id']}.json")
    else:
        found = list(answers)
        failed = any("error" in a for a in found)
        if as_json:
            print_json(found[0] if len(files) == 1 else found)
            if failed and len(files) == 1:
                click.echo(found[0]["error"], err=True)
        else:
            for answer in found:
                if "error" in answer:
                    click.echo(f"{answer['id']}: {answer['error']}", err=True)
                else:
                    show(answer)
    sys.exit(failed)


@click.command("read")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--published", type=DAY, help="Day of publication; relative dates are resolved against it.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write one JSON file for each text here."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def read_command(files: tuple[Path, ...], published: date | None, out: Path | None, as_json: bool) -> None:
    """Read official statements into draft acts with evidence. Needs no register.

    Files or folders; with --out the work can be stopped and taken up again.
    """
    from servanda.reading import read

    named = _files(files)

    def one(text: str) -> Answer:
        return read(text, published).as_json()

    _give(named, _answers(named, one, out, len(named) > 1), out, as_json, _show)


def _show(answer: Answer) -> None:
    start_django()
    from servanda.register.words import word

    click.echo(f"{answer['id']} ({answer['language']})")
    families = {"instruments": "type", "encounters": "encounter", "bodies": "mechanism", "sectors": "sector"}
    for kind in ("instruments", "encounters", "bodies", "undertakings", "persons", "sectors", "topics"):
        for draft in answer[kind]:
            code = draft.get("type") or draft.get("code") or ""
            head = word(families[kind], code) if kind in families else draft.get("name", "")
            facts = [word("stage", draft["stage"])] if draft.get("stage") else []
            facts += [str(draft[k]) for k in ("action", "session", "post", "date", "place") if draft.get(k)]
            facts += draft.get("parties") or draft.get("by") or []
            quote = draft["evidence"][0]["quote"] if draft["evidence"] else ""
            click.echo(f"  {say(kind)}: {head} {' · '.join(facts)}")
            click.echo(f"      «{quote}»")


@click.command("clauses")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write one JSON file for each text here."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def clauses_command(files: tuple[Path, ...], out: Path | None, as_json: bool) -> None:
    """Read the final clauses of agreements: entry into force, term, renewal, notice. Needs no register."""
    from servanda.reading.clauses import read_clauses

    named = _files(files)

    def one(text: str) -> Answer:
        return read_clauses(text).as_json()

    _give(named, _answers(named, one, out, len(named) > 1), out, as_json, _show_clauses)


def _show_clauses(answer: Answer) -> None:
    start_django()
    from servanda.register.clause_acts import clauses_read, mechanism_values
    from servanda.register.clause_words import body_lines, field_lines

    click.echo(answer["id"])
    for field, clauses in clauses_read(answer).items():
        for line in field_lines(clauses, field):
            click.echo(f"  {line}")
    if answer["joint_body"]:
        for line in body_lines(mechanism_values(answer)):
            click.echo(f"  {line}")
