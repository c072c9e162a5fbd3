"""`servanda journal verify | rebuild | export | history`."""

from __future__ import annotations

import json
import sys
from typing import Any

import click
from tqdm import tqdm

from servanda.cli.setting_up import fail, print_json, say, with_register


@click.group("journal")
def journal_command() -> None:
    """Verify, rebuild, export the journal; the history of a subject."""


@journal_command.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@with_register
def verify(as_json: bool) -> None:
    """Check the chain to its end, and every computed row against a fresh fold. Exit 1 where something is wrong."""
    from servanda.journal.models import JournalEntry
    from servanda.journal.queries import FAULTS
    from servanda.register.verification import verify as check

    total = JournalEntry.objects.count()
    bars = {
        "entries": tqdm(total=total, desc=say("Entries"), disable=None, file=sys.stderr),
        "subjects": tqdm(desc=say("Subjects"), disable=None, file=sys.stderr),
    }

    def progress(what: str, n: int) -> None:
        bars[what].update(n - bars[what].n)

    faults = list(check(progress))
    for bar in bars.values():
        bar.close()
    if as_json:
        print_json({"entries": total, "faults": [{"code": f.code, "seq": f.seq, **f.data} for f in faults]})
    else:
        for fault in faults:
            click.echo(say(FAULTS[fault.code], **fault.data))
        click.echo(say("{n} entries verified, {faults} faults.", n=total, faults=len(faults)))
    sys.exit(bool(faults))


@journal_command.command()
@with_register
def rebuild() -> None:
    """Drop all computed rows and fold them again from the journal."""
    from servanda.register.services import rebuild as build

    with tqdm(desc=say("Subjects"), disable=None, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        n = build(progress)
    click.echo(say("{n} subjects folded.", n=n))


@journal_command.command()
@click.option("-o", "--out", type=click.File("wb"), default="-", help="File; standard output without it.")
@with_register
def export(out: Any) -> None:
    """Write all entries and computed rows, one canonical JSON object a line, in a fixed order."""
    from servanda.register.dump import lines

    for line in lines():
        out.write(line)


@journal_command.command()
@click.argument("subject")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--circle", default="internal", help="For whom the output is made.")
@with_register
def history(subject: str, as_json: bool, circle: str) -> None:
    """Every entry on one subject, oldest first, with what each corrects or withdraws."""
    from servanda.domain.entry import Circle
    from servanda.register.visibility import entries, operator

    if "/" not in subject:
        subject = f"instrument/{subject}"
    rows = list(entries(operator(Circle(circle))).filter(subject=subject).order_by("seq"))
    if not rows:
        fail("There is no subject {subject} in the journal.", subject=subject)
    found = [
        {
            "seq": r.seq,
            "id": r.id,
            "act": r.act,
            "on": r.happened_on,
            "recorded_at": r.recorded_at,
            "recorded_by": r.recorded_by,
            "side": r.side,
            "circle": r.circle,
            "body": json.loads(r.body),
            "evidence": json.loads(r.evidence),
            "corrects": r.corrects,
            "withdraws": r.withdraws,
            "reason": r.reason,
            "digest": r.digest,
        }
        for r in rows
    ]
    if as_json:
        return print_json(found)
    for line in found:
        click.echo(
            f"{line['seq']:>7}  {line['on'] or '—'}  {line['act']:<22} {line['recorded_at'][:19]}  {line['id']}"
        )
        for word in ("corrects", "withdraws", "reason"):
            if line[word]:
                click.echo(f"         {word}: {line[word]}")
