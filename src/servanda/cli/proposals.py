"""`servanda propose A B`: proposals drafted from evidence."""

from __future__ import annotations

from datetime import date

import click

from servanda.cli.setting_up import language, print_json, say, with_register
from servanda.cli.types import DAY, on_or_today


@click.command("propose")
@click.argument("a")
@click.argument("b")
@click.option("--on", type=DAY, help="The day whose evidence counts (default: today).")
@click.option("--write", is_flag=True, help="Record what is new; without it nothing is written.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@with_register
def propose_command(a: str, b: str, on: date | None, write: bool, as_json: bool) -> None:
    """What could be proposed to the partner, each with the evidence behind it, ranked.

    What was proposed before is not proposed again; what was refused comes back only when its evidence has changed.
    """
    from tqdm import tqdm

    from servanda.journal.services import Recorder
    from servanda.proposals import services
    from servanda.proposals.rules import RULES
    from servanda.proposals.scoring import ranked_score
    from servanda.proposals.wording import written
    from servanda.register.installation import own_side
    from servanda.register.visibility import operator

    viewer, day, lang = operator(), on_or_today(on), language()
    with tqdm(total=len(RULES), disable=None, leave=False) as bar:
        drafted = services.find(viewer, a.upper(), b.upper(), day, told=lambda _rule: bar.update())
    scored = sorted(
        drafted.new,
        key=lambda f: (-ranked_score({c: k.share for c, k in f.criteria.items()}), f.mark),
    )
    if write:
        services.draft(viewer, a.upper(), b.upper(), day, Recorder("operator", own_side()))
    if as_json:
        print_json(
            {
                "new": [
                    {
                        "kind": f.kind,
                        "title": written(f.title, viewer, lang),
                        "text": written(f.text, viewer, lang),
                        "score": round(ranked_score({c: k.share for c, k in f.criteria.items()}), 3),
                        "criteria": {c: round(k.share, 3) for c, k in f.criteria.items()},
                        "evidence": [{"subject": g.subject, "entries": list(g.entries)} for g in f.grounds],
                    }
                    for f in scored
                ],
                "standing": len(drafted.standing),
                "refused": len(drafted.refused),
                "renewed": [subject for subject, _ in drafted.renewed],
                "settled": drafted.settled,
            }
        )
        return
    for f in scored:
        share = ranked_score({c: k.share for c, k in f.criteria.items()})
        click.echo(f"{share:.2f}  {written(f.title, viewer, lang)}")
        click.echo(f"      {written(f.text, viewer, lang)}")
    click.echo(
        say(
            "New: {new}; standing already: {standing}; refused before and unchanged: {refused}.",
            new=len(drafted.new),
            standing=len(drafted.standing),
            refused=len(drafted.refused),
        )
    )
    if drafted.renewed or drafted.settled:
        click.echo(
            say(
                "Drafts renewed, because the evidence has changed: {renewed}; put aside, because it is settled: {settled}.",
                renewed=len(drafted.renewed),
                settled=len(drafted.settled),
            )
        )
