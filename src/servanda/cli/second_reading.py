"""`servanda read --second`: the second reader asked from the command line; says before and after what is sent."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import click

from servanda.cli.setting_up import database_faults, fail, say, start_django
from servanda.domain.wording import N_

BEFORE = N_(
    "{n} files: each text, declared {circle}, is sent to {address} (model {model}), and nothing beside it."
)
AFTER = N_("{name}: sent at {when}, {characters} characters, SHA-256 {digest}.")
#: Seconds for which a busy service may be waited for, in all, for one text.
PATIENCE = 180


class SecondReader:
    """The second reader for one run of the command. Raises nothing of the line: a failure is part of the answer."""

    def __init__(self, circle: str, files: int) -> None:
        start_django()
        from servanda.domain.entry import Circle
        from servanda.register.words import word
        from servanda.second.address import BadAddress, configured
        from servanda.second.clearance import NotCleared, clear
        from servanda.second.models import Sending
        from servanda.second.services import Off

        self.circle = Circle(circle)
        with database_faults():
            try:
                address = configured()
                if address is None:
                    raise Off
                clear("", self.circle, address)  # the circle alone is judged: before anything is read
                Sending.objects.exists()  # nothing is sent that cannot be recorded
            except (Off, BadAddress, NotCleared) as error:
                fail(error.message, **_worded(error.data))
        data = {"address": address.completions, "model": address.model, "circle": word("circle", circle)}
        click.echo(say(BEFORE, n=files, **data), err=True)

    def __call__(self, name: str, text: str, first: dict[str, Any], published: date | None) -> dict[str, Any]:
        """What stands under `second` beside the first reader's drafts."""
        from servanda.reading.second import compare
        from servanda.register.words import told
        from servanda.second import queries, services
        from servanda.second.address import BadAddress
        from servanda.second.clearance import NotCleared

        asked = services.Asked(_operator(), "command", first["language"], published)
        with database_faults():
            try:
                sending = services.ask(text, self.circle, asked, PATIENCE)
            except (services.Off, BadAddress, NotCleared) as error:
                return {"sent": None, "error": told(error.message, _worded(error.data))}
        sent = {
            "when": sending.at.isoformat(timespec="seconds"),
            "by": sending.by,
            "address": sending.address,
            "model": sending.model,
            "digest": sending.digest,
            "characters": sending.characters,
            "circle": sending.circle,
        }
        click.echo(say(AFTER, name=name, **{k: sent[k] for k in ("when", "characters", "digest")}), err=True)
        if sending.problem:
            message, data = queries.problem(sending)
            return {"sent": sent, "error": told(message, data)}
        drafts = queries.drafts(sending)
        pairs = [
            {
                "kind": p.kind,
                "verdict": p.verdict,
                "first": p.first,
                "second": p.second,
                "differs": list(p.differs),
            }
            for p in compare(first, drafts)
        ]
        refused = [r.as_json() for r in queries.refused(sending)]
        return {"sent": sent, "drafts": drafts, "refused": refused, "comparison": pairs}


def _operator() -> str:
    return os.environ.get("USER") or os.environ.get("LOGNAME") or "operator"


def _worded(data: dict[str, Any]) -> dict[str, Any]:
    from servanda.register.words import word

    return {k: word("circle", v) if k == "circle" else v for k, v in data.items()}


def show(answer: dict[str, Any]) -> None:
    """The comparison in words, below the first reader's drafts."""
    second = answer["second"]
    if "error" in second:
        click.echo(f"  {say('Second reader')}: {second['error']}")
        return
    words = {
        "both": say("Both readers say so."),
        "first": say("Only the first reader says so."),
        "second": say("Only the second reader says so."),
    }
    from servanda.register.words import word

    for pair in second["comparison"]:
        found = (
            answer[pair["kind"]][pair["first"]]
            if pair["first"] is not None
            else second["drafts"][pair["kind"]][pair["second"]]
        )
        fields = ", ".join(word("draft_field", f) for f in pair["differs"])
        said = words.get(pair["verdict"]) or say("They differ in: {fields}", fields=fields)
        quote = found["evidence"][0]["quote"] if found.get("evidence") else ""
        click.echo(f"  {word('draft_one', pair['kind'])} «{quote}»: {said}")
    for one in second["refused"]:
        from servanda.reading.second import Refusal

        kind = word("draft_one", one["kind"])
        click.echo(f"  {kind}: {say(Refusal.MESSAGES[one['code']])} «{one['words']}»")
