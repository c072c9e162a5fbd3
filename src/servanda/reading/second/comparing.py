"""Two readings of one text beside each other: what both say, what only one says, and in which fields they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from servanda.reading.outcome import KINDS
from servanda.reading.second.likeness import same_name

#: The fields in which two drafts of one fact can differ, by kind. Titles and quotations are words, not facts.
FIELDS = {
    "instruments": ("type", "stage", "parties", "date", "place"),
    "encounters": ("type", "parties", "persons", "place", "date"),
    "bodies": ("type", "parties", "action", "session"),
    "undertakings": ("by",),
    "persons": ("post", "party"),
    "sectors": (),
    "topics": (),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """One fact as both readers have it.

    kind     one of KINDS
    first    position of the first reader's draft among its kind; None where it has none
    second   the same for the second reader
    differs  the fields in which they differ
    """

    kind: str
    first: int | None
    second: int | None
    differs: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """both, differs, first (only), second (only)."""
        if self.first is None:
            return "second"
        if self.second is None:
            return "first"
        return "differs" if self.differs else "both"


def compare(first: dict[str, Any], second: dict[str, Any]) -> list[Pair]:
    """The drafts of both readings, one to one, in the order of the first and then what only the second has.

    Two drafts are of one fact where their evidence overlaps (persons: the name but for endings; sectors: the code). Of
    several that could be, those that agree in more fields belong together.
    """
    found = []
    for kind in KINDS:
        ours, theirs = first.get(kind) or [], second.get(kind) or []
        scored = sorted(
            (
                (-score, i, j)
                for i, a in enumerate(ours)
                for j, b in enumerate(theirs)
                if (score := _alike(kind, a, b))
            ),
        )
        partner: dict[int, int] = {}
        for _, i, j in scored:
            if i not in partner and j not in partner.values():
                partner[i] = j
        for i, a in enumerate(ours):
            at = partner.get(i)
            found.append(Pair(kind, i, at, differing(kind, a, theirs[at]) if at is not None else ()))
        found += [Pair(kind, None, j) for j in range(len(theirs)) if j not in partner.values()]
    return found


def differing(kind: str, a: dict[str, Any], b: dict[str, Any]) -> tuple[str, ...]:
    """The fields in which two drafts of one fact differ; a field that one leaves open differs too."""
    return tuple(f for f in FIELDS[kind] if not _same(f, a.get(f), b.get(f)))


def _same(field: str, a: Any, b: Any) -> bool:
    if field == "persons":
        left, right = list(a or ()), list(b or ())
        return len(left) == len(right) and all(any(same_name(x, y) for y in right) for x in left)
    if isinstance(a, list) or isinstance(b, list):
        return set(a or ()) == set(b or ())
    if field in ("place", "post") and a and b:
        return same_name(str(a), str(b))
    return (a or None) == (b or None)


def _overlap(a: dict[str, Any], b: dict[str, Any]) -> int:
    return sum(
        max(0, min(e["end"], f["end"]) - max(e["start"], f["start"]))
        for e in a.get("evidence", ())
        for f in b.get("evidence", ())
    )


def _alike(kind: str, a: dict[str, Any], b: dict[str, Any]) -> int:
    """How well two drafts fit to be of one fact; 0 where they cannot be."""
    if kind == "persons":
        return int(same_name(str(a.get("name") or ""), str(b.get("name") or "")))
    if kind == "sectors":
        return int(a.get("code") == b.get("code"))
    shared = _overlap(a, b)
    if not shared:
        return 0
    agreed = len(FIELDS[kind]) - len(differing(kind, a, b))
    return (agreed + 1) * 1000 + min(shared, 999)
