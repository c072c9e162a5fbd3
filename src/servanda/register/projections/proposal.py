"""A proposal's rows: what is proposed, where it stands, what each side has answered, what it became."""

from __future__ import annotations

from typing import Any

from servanda.domain.entry import Entry
from servanda.domain.proposals import ProposalState, fold
from servanda.register.projections.view import View


def proposal(subject: str, entries: list[Entry]) -> View | None:
    """The rows of one proposal."""
    state = fold(entries)
    return None if state is None else view(state)


def view(state: ProposalState) -> View:
    """The state as rows."""
    act = state.content
    content: dict[str, Any] = act.body()
    titles = dict(act.titles)
    grounds = act.grounds
    ties = [("ground", g.subject) for g in grounds if g.subject]
    ties += [("became", name) for name in state.became]
    ties += [
        (name, target)
        for name, target in (("merged_into", state.merged_into), ("tabled_at", state.session))
        if target
    ]
    if content.get("mechanism"):
        ties.append(("proposed_under", content["mechanism"]))
    amended = next((a.texts for a in reversed(state.answers) if a.answer == "amended" and a.texts), {})
    return View(
        titles=titles,
        title=next(iter(titles.values()), ""),
        type=state.stage,
        on=state.stages[0][1],
        parties=tuple(act.parties),
        sectors=tuple(dict.fromkeys(act.sectors)),
        ties=list(dict.fromkeys(ties)),
        state={
            "stage": state.stage,
            "kind": content.get("kind", "other"),
            "content": content,
            "wording": amended or dict(act.texts),
            "scores": content.get("scores", []),
            "mark": content.get("mark", ""),
            "basis": content.get("basis", ""),
            "stages": [
                {"stage": stage, "on": on.isoformat() if on else None, "entry": entry}
                for stage, on, entry in state.stages
            ],
            "answers": [
                {
                    "by": a.by,
                    "answer": a.answer,
                    "on": a.on.isoformat() if a.on else None,
                    "texts": a.texts,
                    "entry": a.entry,
                }
                for a in state.answers
            ],
            "became": list(state.became),
            "merged_into": state.merged_into,
        },
        text=" \n".join(act.texts.values()),
    )
