"""`servanda read` and `servanda clauses`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from servanda.cli.setting_up import print_json, say, start_django
from servanda.cli.types import DAY

Answer = dict[str, Any]
#: No file is read further than this; the intake says that it is too large.
_MOST_BYTES = 49 * 2**20


Notes = tuple[tuple[str, dict[str, Any]], ...]


def _files(given: Iterable[Path]) -> list[tuple[str, Path]]:
    """(id, file) of each file, folders taken apart. The id is the name without its ending where that is told apart."""
    found: list[tuple[Path, Path]] = []
    for path in given:
        if path.is_dir():
            found += [
                (p.relative_to(path), p)
                for p in sorted(path.rglob("*"))
                if p.is_file() and not any(part.startswith(".") for part in p.relative_to(path).parts)
            ]
        else:
            found.append((Path(path.name), path))
    stems = Counter(p.stem for _, p in found)
    named = [(p.stem if stems[p.stem] == 1 else "-".join(shown.parts), p) for shown, p in found]
    taken: Counter[str] = Counter()
    answer = []
    for name, path in named:
        taken[name] += 1
        answer.append((name if taken[name] == 1 else f"{name}~{taken[name]}", path))
    return answer


def _words(message: str, data: dict[str, Any]) -> str:
    start_django()
    from servanda.register.words import told

    return told(message, data)


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
    files: list[tuple[str, Path]],
    read: Callable[[str, str, date | None], tuple[Answer, Notes]],
    out: Path | None,
    bar: bool,
) -> Iterator[Answer]:
    """One answer for each text; a file that cannot be read is an answer too, and the others go on.

    The texts of a file that holds several are answered last one first, so that `out` holds the first one only when
    it holds all: that is how work is taken up again.
    """
    from servanda.reading.faults import ReadingFault
    from servanda.register.texts import TextRefused, texts_of

    for name, file in tqdm(files, disable=None if bar else True, file=sys.stderr, unit=""):
        if out and any((out / f"{done}.json").exists() for done in (name, f"{name}-1")):
            continue
        try:
            with file.open("rb") as stream:
                texts = texts_of(file.name, stream.read(_MOST_BYTES))
        except (OSError, TextRefused) as error:
            yield {"id": name, "error": _told(error)}
            continue
        several = list(enumerate(texts, 1))
        for number, one in reversed(several) if out else several:
            shown = name if len(texts) == 1 else f"{name}-{number}"
            try:
                answer, notes = read(shown, one.text, one.published)
            except ReadingFault as error:
                answer, notes = {"error": _told(error)}, ()
            said = [_words(message, data) for message, data in (*one.notes, *notes)]
            yield {**answer, "id": shown, **({"notes": said} if said else {})}


def _failed(answer: Answer) -> bool:
    """Whether the text was not read, or the second reader was asked and gave nothing."""
    return "error" in answer or "error" in answer.get("second", {})


def _give(
    files: list[tuple[str, Path]],
    answers: Iterator[Answer],
    out: Path | None,
    as_json: bool,
    show: Callable[[Answer], None],
) -> None:
    failed = False
    if out:
        out.mkdir(parents=True, exist_ok=True)
        for answer in answers:
            failed |= _failed(answer)
            fresh = out / f".{answer['id']}.new"
            fresh.write_text(json.dumps(answer, ensure_ascii=False, indent=1), encoding="utf-8")
            fresh.replace(out / f"{answer['id']}.json")
    else:
        found = list(answers)
        failed = any(map(_failed, found))
        if as_json:
            print_json(found[0] if len(found) == 1 and len(files) == 1 else found)
            if failed and len(found) == 1 and len(files) == 1:
                click.echo(found[0].get("error") or found[0]["second"]["error"], err=True)
        else:
            for answer in found:
                if "error" in answer:
                    click.echo(f"{answer['id']}: {answer['error']}", err=True)
                else:
                    show(answer)
                for note in answer.get("notes", ()):
                    click.echo(f"  ! {note}", err=True)
    sys.exit(failed)


@click.command("read")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--published", type=DAY, help="Day of publication; relative dates are resolved against it.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write one JSON file for each text here."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--second", is_flag=True, help="Ask the configured second reader too, and compare.")
@click.option(
    "--circle",
    type=click.Choice(["public", "joint", "internal", "restricted"]),
    default="internal",
    show_default=True,
    help="With --second: the circle of the texts; internal and restricted are never sent.",
)
def read_command(
    files: tuple[Path, ...],
    published: date | None,
    out: Path | None,
    as_json: bool,
    second: bool,
    circle: str,
) -> None:
    """Read official statements into draft acts with evidence. Needs no register, but for --second.

    Files or folders: plain text in whatever encoding, HTML, DOCX, PDF with a text layer, mails (.eml), feeds (RSS, Atom).
    With --out the work can be stopped and taken up again.
    """
    from servanda.reading import read
    from servanda.reading.remarks import remarks

    named = _files(files)
    asking = None
    if second:
        from servanda.cli.second_reading import SecondReader

        asking = SecondReader(circle, len(named))

    def one(name: str, text: str, day: date | None) -> tuple[Answer, Notes]:
        found = read(text, published or day)
        answer = found.as_json()
        if asking:
            answer["second"] = asking(name, text, answer, published or day)
        return answer, tuple(remarks(text, found))

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
    if "second" in answer:
        from servanda.cli.second_reading import show

        show(answer)


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

    def one(name: str, text: str, day: date | None) -> tuple[Answer, Notes]:
        return read_clauses(text).as_json(), ()

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
