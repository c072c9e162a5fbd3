"""`servanda said` and `servanda amendments`."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from servanda.cli.setting_up import database_faults, fail, print_json, say, start_django
from servanda.cli.types import DAY

CIRCLES = ("public", "joint", "internal", "restricted")


@click.command("said")
@click.argument("words", nargs=-1)
@click.option(
    "--party", "given", multiple=True, help="Only statements of this party: code or name. Twice: of both."
)
@click.option("--person", default="", help="Only statements that name this person, in whatever script.")
@click.option("--since", type=DAY, help="Published on this day or later.")
@click.option("--until", type=DAY, help="Published on this day or earlier.")
@click.option(
    "--circle",
    type=click.Choice(CIRCLES[:3]),
    default="internal",
    show_default=True,
    help="For whom the output is made.",
)
@click.option("--limit", default=50, show_default=True, help="The most statements that are listed.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def said_command(
    words: tuple[str, ...],
    given: tuple[str, ...],
    person: str,
    since: date | None,
    until: date | None,
    circle: str,
    limit: int,
    as_json: bool,
) -> None:
    """What do they say about X? Statements in all four languages, found by words of any of them."""
    start_django()
    from servanda.domain.entry import Circle
    from servanda.domain.parties import parties, resolve
    from servanda.register import sayings
    from servanda.register.visibility import operator

    codes = [name.upper() if name.upper() in parties() else resolve(name).code for name in given]
    for name, code in zip(given, codes, strict=True):
        if code is None:
            fail("{name} is no party that is known: give its code (MA) or its name in full.", name=name)
    asked = sayings.Asked(" ".join(words), tuple(c for c in codes if c), person, since, until)
    viewer = operator(Circle(circle))
    with database_faults():
        found = sayings.find(viewer, asked)
        total = found.statements.count()
        listed = sayings.quoted(viewer, found, found.statements[: max(limit, 0)])
        answers = [_answer(s) for s in listed]
    if as_json:
        print_json({"total": total, "looked_for": found.looked_for, "statements": answers})
        return
    for a in answers:
        click.echo(
            f"{a['on'] or '—'} · {' '.join(a['parties'])} · {a['title']}"
            + (f" ({a['source']})" if a["source"] else "")
        )
        for q in a["quotations"]:
            click.echo(f"    [{q['language']}] «{q['text']}»")
    click.echo(say("Statements found: {n}", n=total))


def _answer(saying: Any) -> dict[str, Any]:
    record = saying.record
    return {
        "subject": record.subject,
        "title": record.title,
        "language": saying.language,
        "languages": saying.languages,
        "on": record.on.isoformat() if record.on else None,
        "parties": [p.party for p in record.parties.order_by("pk")],
        "source": saying.source,
        "quotations": [{"text": q.text, "language": q.language} for q in saying.quotations],
    }


@click.command("amendments")
@click.option("--kind", default="", help="Only drafts of this kind, such as instruments.")
@click.option("--language", default="", help="Only texts in this language.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def amendments_command(kind: str, language: str, as_json: bool) -> None:
    """Where the reader is weak: what officers amended, refused, merged and added, by kind, language and field."""
    start_django()
    from servanda.register.visibility import operator
    from servanda.register.words import word
    from servanda.web.reading_amendments import OUTCOMES, report

    with database_faults():
        found = report(operator(), kind, language)
    if as_json:
        print_json(found.as_json())
        return
    for (of_kind, code), counted in found.counts.items():
        if (kind and of_kind != kind) or (language and code != language):
            continue
        parts = [f"{word('draft_outcome', o)} {counted[o]}" for o in OUTCOMES if counted[o]]
        click.echo(f"{word('draft', of_kind)}, {word('language', code)}: {' · '.join(parts)}")
    for x in found.lines:
        click.echo(
            f"  {word('draft_one', x.kind)}, {word('draft_outcome', x.outcome)}: «{' … '.join(x.quotes)}»"
        )
        for name, before, after in x.changes:
            click.echo(f"      {word('draft_field', name)}: {_value(before)} → {_value(after)}")


def _value(value: Any) -> str:
    return (
        ", ".join(map(str, value))
        if isinstance(value, list)
        else str(value if value not in (None, "") else "—")
    )
