"""`servanda demo`: a register of public facts, built through the same acts as a user would record."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import click
import yaml
from tqdm import tqdm

from servanda.cli import (
    demonstration_lists,
    demonstration_proposals,
    demonstration_statements,
    demonstration_trade,
)
from servanda.cli.installation import prepare, serve
from servanda.cli.setting_up import database_faults, fail, say

RELATIONSHIPS = ("parties", "ma-ru", "br-ma", "ma-nl", "ma-ru-commitments", "ma-ru-sessions", "indicators")
PASSWORD = "pacta sunt servanda"  # noqa: S105 (the demonstration's, shown on its sign-in page)
OFFICE = "Illustrative desk"
# One account for each role: (name, role, circle, desks, offices, organisation)
ACCOUNTS = [
    ("reader", "reader", "joint", "", "", ""),
    ("focal", "focal_point", "internal", "", "", "organisation/ma-fisheries"),
    ("officer", "officer", "internal", "RU", "Europe desk", ""),
    ("secretary", "secretary", "internal", "RU BR NL", "Secretariat of the commission", ""),
    ("publisher", "publisher", "internal", "", "Press office", ""),
    ("administrator", "administrator", "internal", "", "", ""),
    ("auditor", "auditor", "restricted", "", "Inspectorate", ""),
]


@click.command("demo")
@click.option("--no-serve", is_flag=True, help="Build the register and stop.")
@click.option("--port", default=8000, show_default=True)
def demo_command(no_serve: bool, port: int) -> None:
    """Build the demonstration register, and serve it on this machine."""
    home = Path(os.environ.get("SERVANDA_HOME") or Path(__file__).resolve().parents[3] / "var")
    mark = home / "demonstration"
    if home.exists() and not mark.exists() and any(p.name != "secret.key" for p in home.iterdir()):
        # Said before Django starts, which would make files there.
        click.echo(
            f"{home} holds a register that is no demonstration: name another folder in SERVANDA_HOME.",
            err=True,
        )
        sys.exit(1)
    home.mkdir(parents=True, exist_ok=True)
    mark.touch()
    prepare("MA")
    with database_faults():
        build()
        demonstration_statements.record()
        demonstration_lists.keep()
        demonstration_trade.write(home / "trade" / "illustration")
        show_axes()
        demonstration_proposals.draft()
    click.echo(
        say(
            "Accounts: {names}; the password of each is “{password}”.",
            names=", ".join(a[0] for a in ACCOUNTS),
            password=PASSWORD,
        )
    )
    if not no_serve:
        serve("127.0.0.1", port)


def show_axes() -> None:
    """Compute the axes of the demonstration's first pair, so that page, brief and proposals have them."""
    from servanda.trade import results
    from servanda.trade.tables import table

    if found := table("illustration"):
        results.compute(results.Asked(found, "MA", "RU"))


def build() -> None:
    """Record the demonstration where it is not recorded yet, and make its accounts."""
    from django.contrib.auth.hashers import make_password

    from servanda.journal.models import JournalEntry
    from servanda.web.models import User

    password = make_password(PASSWORD)  # one for all: it is no secret, and making it is meant to take long
    for name, role, circle, desks, offices, organisation in ACCOUNTS:
        if not User.objects.filter(username=name).exists():
            User.objects.create(
                username=name,
                password=password,
                role=role,
                circle=circle,
                desks=desks,
                offices=offices,
                organisation=organisation,
            )
    entries = list(_entries())
    done = JournalEntry.objects.filter(recorded_by="demonstration").count()
    if done >= len(entries):
        return
    if done:
        fail("The demonstration was built half; remove its folder and build it again.")
    _record(entries)


def _entries() -> Iterator[dict[Any, Any]]:
    for name in RELATIONSHIPS:
        text = files("servanda.cli").joinpath(f"demonstration/{name}.yaml").read_text(encoding="utf-8")
        yield from yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (a safe one)


def _record(entries: list[dict[Any, Any]]) -> None:
    """Record subject by subject, all in one transaction: the demonstration is there or it is not."""
    from django.db import transaction

    from servanda.domain.acts.base import REGISTRY
    from servanda.domain.entry import Circle, Evidence
    from servanda.journal.services import Draft, Recorder
    from servanda.register.services import record

    recorder = Recorder(person="demonstration", side="MA", office=OFFICE)
    with (
        transaction.atomic(),
        tqdm(total=len(entries), desc=say("Entries"), disable=None, file=sys.stderr) as bar,
    ):
        named: dict[str, str] = {}  # the entries that others speak of: their name in the file → their id
        for _, group in groupby(entries, key=lambda e: e["subject"]):
            together = list(group)
            # An act that speaks of an entry is recorded after it; all others of a subject at once.
            portions = [[e] for e in together] if any("id" in e for e in together) else [together]
            for portion in portions:
                drafts = []
                for e in portion:
                    on = e.get("on", e.get(True))  # YAML 1.1 reads a bare `on` as true
                    assert on is None or isinstance(on, date)
                    body = {
                        k: named[v[1:]] if isinstance(v, str) and v.startswith("@") else v
                        for k, v in e["body"].items()
                    }
                    drafts.append(
                        Draft(
                            e["subject"],
                            REGISTRY[e["act"]].model_validate(body),
                            on=on,
                            circle=Circle(e["circle"]),
                            evidence=(Evidence(document=e["source"]),),
                        )
                    )
                recorded = record(drafts, recorder)
                named |= {e["id"]: r.id for e, r in zip(portion, recorded, strict=True) if "id" in e}
                bar.update(len(drafts))
