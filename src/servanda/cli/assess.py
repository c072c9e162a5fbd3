"""`servanda assess A B`: the record of a cooperation, measured."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from servanda.cli.parties import known_party
from servanda.cli.setting_up import fail, language, print_json, say, with_register
from servanda.cli.types import DAY, on_or_today


@click.command("assess")
@click.argument("parties", nargs=-1, metavar="[A B]")
@click.option("--from", "since", type=DAY, help="The first day of the period (default: the beginning).")
@click.option("--to", "until", type=DAY, help="The last day of the period (default: the day of --on).")
@click.option("--on", type=DAY, help="The day as of which states are given (default: --to, else today).")
@click.option("--as-known", default="", help="From what had been recorded by this instant or day.")
@click.option("--sector", default="", help="Only this field of cooperation.")
@click.option("--mechanism", default="", help="Only what this body decided and met for.")
@click.option("--session", default="", help="Only the commitments of this session.")
@click.option("--organisation", default="", help="Only the commitments of this organisation.")
@click.option(
    "--dormant",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    help="Years without a sign of life.",
)
@click.option(
    "--lang", "asked_language", type=click.Choice(["ar", "ru", "fr", "en"]), help="Language of the output."
)
@click.option(
    "--circle",
    type=click.Choice(["public", "joint", "internal"]),
    default="internal",
    show_default=True,
    help="For whom it is made.",
)
@click.option(
    "--method", "method_name", default="", help="Rate by this method: a TOML file, or record (shipped)."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="A file: .pdf, .docx or .html.")
@with_register
def assess_command(
    parties: tuple[str, ...],
    since: date | None,
    until: date | None,
    on: date | None,
    as_known: str,
    sector: str,
    mechanism: str,
    session: str,
    organisation: str,
    dormant: int,
    asked_language: str | None,
    circle: str,
    method_name: str,
    as_json: bool,
    out: Path | None,
) -> None:
    """The record of a cooperation, or without parties of what the options name: every measure with what it counts."""
    from servanda.assessment import rating
    from servanda.documents import assessment as documents
    from servanda.documents.formats import FORMATS, save
    from servanda.documents.pdf import NotTypeset
    from servanda.domain.entry import Circle
    from servanda.domain.parties import name_of
    from servanda.register import instrument, queries
    from servanda.register.assessing import Asked
    from servanda.register.visibility import operator
    from servanda.register.vocabulary import SECTOR

    kind = FORMATS.get(out.suffix.lower().removeprefix(".")) if out else None
    if out and kind is None:
        fail(
            "{file}: the ending says the format; choose among {known}.",
            2,
            file=out.name,
            known=", ".join(f".{n}" for n in FORMATS),
        )
    instant = instrument.instant_of(as_known)
    if as_known and instant is None:
        fail("{text} is no instant: write it as 2026-01-31 or 2026-01-31T12:00:00Z.", 2, text=as_known)
    day = on or until or on_or_today(None)
    if since and since > (until or day):
        fail("The period ends on {until}, before it begins on {since}.", 2, since=since, until=until or day)
    try:
        method = rating.load(method_name) if method_name else None
    except rating.MethodError as error:
        for fault in error.faults:
            click.echo(say(fault.message, **fault.data), err=True)
        raise SystemExit(2) from None
    viewer = operator(Circle(circle))
    if len(parties) not in (0, 2):
        fail(
            "Name two parties, or none for a mechanism, a session, an organisation, a sector or a period alone.",
            2,
        )
    first, second = [known_party(code, circle) for code in parties] or ["", ""]
    for scope, subject in (("mechanism", mechanism), ("session", session), ("organisation", organisation)):
        if subject and ((record := queries.record(viewer, subject)) is None or record.kind != scope):
            fail(
                "There is no {subject} that could be assessed: write it as {kind}/….",
                subject=subject,
                kind=scope,
            )
    if sector and sector not in SECTOR:
        fail("{text} is no sector: choose among {known}.", 2, text=sector, known=", ".join(sorted(SECTOR)))
    if first and first == second:
        fail("A relationship has two parties: {party} was given twice.", 2, party=first)
    lang = asked_language or language()
    asked = Asked(first, second, day, since, until, instant, sector, mechanism, session, organisation)
    try:
        made = documents.assessment(viewer, asked, dormant)
        if out and kind:
            save(out, kind.write(documents.document(viewer, made, lang, method)))
            click.echo(say("{file} is written.", file=out), err=True)
            return
    except documents.NothingToAssess as error:
        fail(error.message, **{k: name_of(v, lang) for k, v in error.data.items()})
    except NotTypeset as error:
        fail(error.message, **error.data)  # type: ignore[arg-type]
    except OSError as error:
        fail("{file} cannot be written: {problem}.", file=out, problem=error.strerror or type(error).__name__)
    if as_json:
        data = documents.as_json(made, lang)
        print_json({**data, "rating": documents.rating_json(made, method, lang)} if method else data)
        return
    if method:
        said = documents.said_rating(made, method, lang)
        click.echo(f"{said.title}\n  {said.verdict}\n  {said.covered}")
        for row in said.lines:
            click.echo(f"  {row.points:>12}  {row.label}: {row.value}  (× {row.weight})")
            for c in row.counted:
                click.echo(f"                {c.subject}  {' '.join(c.entries)}".rstrip())
        return
    for one in documents.said(made, lang, draw=False):
        click.echo(f"{one.title}")
        click.echo(f"  {one.formula}")
        if one.thin:
            click.echo(f"  {one.thin}")
        for line in one.lines:
            click.echo(f"  {line.value:>12}  {line.label}" + (f"  ({line.remark})" if line.remark else ""))
