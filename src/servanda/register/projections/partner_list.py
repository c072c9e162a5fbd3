"""A kept list's rows: what it is, and, for the newest one of its two sides, what it and our record do not agree on.

The comparison is made with the instruments as readers of the level see them, on the day for which the list speaks: a day that
never moves, so that a rebuild gives the same bytes. Instruments are folded before lists (`register.services.project`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servanda.domain.entry import Circle, Entry
from servanda.domain.reconciliation.findings import CODE_OF, LIST_FINDINGS
from servanda.register.projections.view import View

if TYPE_CHECKING:
    from servanda.domain.cooperation import ListedTreaty
    from servanda.domain.reconciliation import Difference
    from servanda.register.kept_lists import Kept

_AS_STATUS = {"before_force": "signed"}  # the same words as for our own


def partner_list(subject: str, found: list[Entry], level: int) -> View | None:
    """The rows of one list as readers of a level know it."""
    from servanda.register import kept_lists  # it records, and recording folds
    from servanda.register.visibility import operator

    one = kept_lists.of(subject, found)
    if one is None:
        return None
    act = one.act
    view = View(
        title=act.source or act.file_name,
        on=one.day,
        parties=tuple(sorted((act.party, act.other))),
        state={
            "party": act.party,
            "other": act.other,
            "entry": one.entry.id,
            "rows": len(act.rows),
            "newest": False,
        },
        text=act.file_name,
    )
    viewer = operator(list(Circle)[min(level, Circle.INTERNAL.level)])
    newest = kept_lists.newest_of(level, act.other, act.party)
    if newest is None or newest.subject != subject:
        return view
    made = kept_lists.compare(viewer, one)
    view.state |= {"newest": True, "counts": dict(made.outcome.counts)}
    for pair in made.outcome.pairs:
        view.ties.append(("listed", pair.ours.key))
        for difference in pair.differences:
            view.findings.append(_differs(one, pair.ours, pair.theirs, difference))
    for row in made.outcome.ours_only:
        view.ties.append(("not_listed", row.key))
        view.findings.append(_missing("list_ours_only", one, row))
    for row in made.outcome.theirs_only:
        view.findings.append(_missing("list_theirs_only", one, row))
    view.ties.sort()
    view.findings.sort(key=lambda f: (f[0], str(f[3].get("subject", "")), f[3].get("row", 0)))
    return view


Finding = tuple[str, str, list[str], dict[str, Any]]


def _differs(one: Kept, ours: ListedTreaty, theirs: ListedTreaty, d: Difference) -> Finding:
    code = CODE_OF[d.field]
    data = _data(one, ours) | {"subject": ours.key, "row": int(theirs.key)}
    if d.field == "parties":
        data |= {"a": d.ours.split(), "b": d.theirs.split()}
    else:
        data |= {"ours": _AS_STATUS.get(d.ours, d.ours), "theirs": _AS_STATUS.get(d.theirs, d.theirs)}
    if d.field == "status":
        data["day"] = one.day.isoformat()
    return code, LIST_FINDINGS[code].severity, [*ours.entries, *theirs.entries], data


def _missing(code: str, one: Kept, row: ListedTreaty) -> Finding:
    data = _data(one, row)
    if code == "list_ours_only":
        data["subject"] = row.key
    else:
        data["row"] = int(row.key)
    return code, LIST_FINDINGS[code].severity, [*dict.fromkeys([*row.entries, one.entry.id])], data


def _data(one: Kept, row: ListedTreaty) -> dict[str, Any]:
    data: dict[str, Any] = {"title": dict(row.titles), "party": one.act.party}
    if row.signed:
        data["signed"] = row.signed.isoformat()
    return data
