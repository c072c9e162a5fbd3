"""`servanda instruments | show | findings`."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from servanda.cli.parties import known_party
from servanda.cli.setting_up import fail, language, print_json, say, with_register
from servanda.cli.types import DAY, on_or_today

AHEAD = 3  # intervals to come that are printed; --json has them all
DUE = 12
CIRCLES = click.Choice(["public", "joint", "internal", "restricted"])


def _subject(id: str) -> str:
    return id if "/" in id else f"instrument/{id}"


@click.command("instruments")
@click.option(
    "--party", "parties", multiple=True, help="Party code; given twice: instruments that have both."
)
@click.option("--on", type=DAY, help="The day of the status (default today).")
@click.option("--status", "statuses", multiple=True, help="Only in this status; can be given several times.")
@click.option("--sector", default="", help="Only in this field of cooperation.")
@click.option("--text", default="", help="Only with these words.")
@click.option("--circle", type=CIRCLES, default="internal", help="For whom the output is made.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@with_register
def instruments_command(
    parties: tuple[str, ...],
    on: date | None,
    statuses: tuple[str, ...],
    sector: str,
    text: str,
    circle: str,
    as_json: bool,
) -> None:
    """List instruments with their status at the end of a day, newest first."""
    from servanda.domain.entry import Circle
    from servanda.register import queries, vocabulary, words
    from servanda.register.visibility import operator

    unknown = [s for s in statuses if s not in queries.STATUSES]
    if unknown:
        fail(
            "{status} is no status: choose among {known}.",
            2,
            status=unknown[0],
            known=", ".join(queries.STATUSES),
        )
    if sector and sector not in vocabulary.SECTOR:
        fail(
            "{sector} is no field of cooperation: choose among {known}.",
            2,
            sector=sector,
            known=", ".join(vocabulary.SECTOR),
        )
    asked = queries.Filters(
        on=on_or_today(on),
        parties=[known_party(p, circle) for p in parties],
        statuses=statuses,
        sector=sector,
        text=text,
    )
    found = queries.listed(list(queries.instruments(operator(Circle(circle)), asked)))
    lang = language()
    if as_json:
        print_json(
            [
                {
                    "id": line.record.subject,
                    "title": queries.title(line.record, lang)[0],
                    "parties": line.parties,
                    "status": line.status,
                    "since": line.since,
                    "until": line.until,
                    "flags": line.flags,
                }
                for line in found
            ]
        )
        return
    for line in found:
        title = queries.title(line.record, lang)[0]
        flags = ", ".join(words.flags(line.flags, lang))
        status = words.word("status", line.status) + (f" ({flags})" if flags else "")
        click.echo(f"{line.record.on or '—'!s:<10}  {status:<24}  {' '.join(line.parties):<8}  {title}")
        click.echo(f"            {line.record.subject}")
    click.echo(say("{n} instruments.", n=len(found)))


def found_json(found: Any, lang: str) -> dict[str, Any]:
    """An instrument as `show --json` gives it."""
    from servanda.register import words

    titles = found.view.titles
    return {
        "id": found.subject,
        "title": titles.get(lang) or found.view.title,
        "titles": titles,
        "type": found.view.type,
        "parties": list(found.view.parties),
        "sectors": list(found.view.sectors),
        "timeline": [
            {"since": i.since, "until": i.until, "status": i.status, "flags": i.flags}
            | words.reasons(i.why, lang)
            for i in found.intervals
        ],
        "deadlines": [
            {
                "subject": found.subject,
                "title": titles.get(lang) or found.view.title,
                "what": d.what,
                "opens": d.opens,
                "last_day": d.last_day,
                "last_safe_day": d.safe_day,
                "owed_by": d.owed_by or None,
                "estimated": d.estimated,
                "met": d.met,
                **words.reasons(d.why, lang),
            }
            for d in found.deadlines
        ],
        "findings": [
            {
                "code": f.code,
                "severity": f.severity,
                "entries": f.entries,
                "text": words.finding(f.code, f.data, lang),
            }
            for f in found.findings
        ],
    }


@click.command("show")
@click.argument("id")
@click.option("--on", type=DAY, help="The day of the status (default today).")
@click.option("--as-known", default="", help="From what had been recorded by this instant or day.")
@click.option("--circle", type=CIRCLES, default="internal", help="For whom the output is made.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@with_register
def show_command(id: str, on: date | None, as_known: str, circle: str, as_json: bool) -> None:
    """One instrument: its timeline, deadlines and findings, each with its why."""
    from servanda.domain.entry import Circle
    from servanda.register import instrument, words
    from servanda.register.visibility import operator

    if as_known and instrument.instant_of(as_known) is None:
        fail("{text} is no instant: write it as 2026-01-31 or 2026-01-31T12:00:00Z.", 2, text=as_known)
    day = on_or_today(None)
    found = instrument.look(operator(Circle(circle)), _subject(id), as_known, day)
    if found is None and as_known and instrument.look(operator(Circle(circle)), _subject(id), "", day):
        _nothing_known(_subject(id), as_known, day, as_json)
        return
    if found is None:
        fail("There is no instrument {id} in this register.", id=_subject(id))
    lang = language()
    current = found.at(on_or_today(on))
    if as_json:
        answer = found_json(found, lang)
        answer["on"] = on_or_today(on)
        answer["status"] = current.status if current else None
        answer |= words.reasons(current.why if current else [], lang)
        print_json(answer)
        return
    click.echo(found.view.titles.get(lang) or found.view.title)
    click.echo(f"{found.subject}  {' – '.join(words.shown('party', p, lang) for p in found.view.parties)}")
    day = on_or_today(on)
    ahead = [i for i in found.intervals if i.since > day][:AHEAD]
    for i in [*(i for i in found.intervals if i.since <= day), *ahead]:
        mark = "▸" if i is current else " "
        flags = words.flags(i.flags, lang)
        click.echo(
            f"{mark} {i.since} – {i.until or '…'!s:<10}  {words.word('status', i.status)}  {', '.join(flags)}"
        )
        for line in i.why:
            entry = f" [{words.word('act', line['act'])} {line['on']}]" if "entry" in line else ""
            click.echo(f"      {words.sentence(line['text'], line['data'], lang)}{entry}")
    for d in [d for d in found.deadlines if (d.met is None or d.met > day) and (d.last_day or day) >= day][
        :DUE
    ]:
        click.echo(f"! {d.last_day or d.opens}  {words.word('deadline', d.what)}  {d.owed_by}")
    for f in found.findings:
        click.echo(f"? {words.word('severity', f.severity)}: {words.finding(f.code, f.data, lang)}")


def _nothing_known(subject: str, instant: str, on: date, as_json: bool) -> None:
    """The answer about an instrument that came on record only after the instant asked for: nothing, and no fault."""
    said = say("Nothing of {id} was on record at {instant}.", id=subject, instant=instant)
    if not as_json:
        click.echo(said)
        return
    none: dict[str, list[str]] = {key: [] for key in ("parties", "timeline", "deadlines", "findings", "why")}
    print_json({"id": subject, "title": "", **none, "on": on, "status": None})
    click.echo(said, err=True)


@click.command("findings")
@click.option("--code", default="", help="Only findings of this code.")
@click.option("--circle", type=CIRCLES, default="internal", help="For whom the output is made.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@with_register
def findings_command(code: str, circle: str, as_json: bool) -> None:
    """Contradictions and gaps in the record, with the entries concerned."""
    import json

    from servanda.domain.entry import Circle
    from servanda.register import queries, words
    from servanda.register.visibility import operator

    lang = language()
    rows = queries.findings(operator(Circle(circle)), code)
    if as_json:
        print_json(
            [
                {
                    "code": f.code,
                    "severity": f.severity,
                    "subject": f.record.subject,
                    "entries": json.loads(f.entries),
                    "text": words.finding(f.code, json.loads(f.data), lang),
                }
                for f in rows.iterator(chunk_size=2000)
            ]
        )
        return
    n = 0
    for f in rows.iterator(chunk_size=2000):
        n += 1
        click.echo(f"{f.code:<28}  {f.record.subject:<34}  {words.finding(f.code, json.loads(f.data), lang)}")
    click.echo(say("{n} findings.", n=n))
