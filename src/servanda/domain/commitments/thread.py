"""Lineage: which earlier promises a commitment restates, splits or merges, and how often it was promised so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Link:
    """One step of lineage: `subject` restates, splits or merges `of`, recorded by `entry` for a day."""

    subject: str
    kind: str
    of: tuple[str, ...]
    on: date | None
    entry: str


@dataclass(frozen=True, slots=True)
class Thread:
    """Where a commitment stands in its thread.

    promised   how many times in a row it has been promised, this time included (the longest way back)
    roots      the first promises of the thread; empty where it is the first itself
    restated   (day, later commitment) for each that took this one up
    circular   the recorded lineage comes back to this commitment
    """

    promised: int = 1
    roots: tuple[str, ...] = ()
    restated: tuple[tuple[date | None, str], ...] = ()
    circular: bool = False


ALONE = Thread()


def thread_of(
    subject: str, back: Mapping[str, Sequence[Link]], forward: Mapping[str, Sequence[Link]]
) -> Thread:
    """The thread of a commitment. `back`: links by the later commitment; `forward`: by each earlier one.

    A circle in the record is walked once and told; it never hangs and never counts twice.
    """
    circular = False
    roots: dict[str, None] = {}
    depth_of: dict[str, int] = {}

    def depth(name: str, path: tuple[str, ...]) -> int:
        nonlocal circular
        if name in depth_of:
            return depth_of[name]
        earlier = [a for link in back.get(name, ()) for a in link.of]
        known = [a for a in earlier if a not in path and a != name]
        if len(known) < len(earlier):
            circular = True
        if not known:
            if name != subject:
                roots.setdefault(name)
            depth_of[name] = 1
            return 1
        depth_of[name] = 1 + max(depth(a, (*path, name)) for a in known)
        return depth_of[name]

    promised = depth(subject, ())
    later = {(link.on, link.subject) for link in forward.get(subject, ()) if link.subject != subject}
    restated = tuple(sorted(later, key=lambda r: (r[0] or date.min, r[1])))
    return Thread(promised, tuple(sorted(roots)), restated, circular)


def members(
    subject: str, back: Mapping[str, Sequence[Link]], forward: Mapping[str, Sequence[Link]]
) -> list[str]:
    """Every commitment of the thread, both ways, this one included."""
    seen = {subject: None}
    waiting = [subject]
    while waiting:
        name = waiting.pop()
        near = [a for link in back.get(name, ()) for a in link.of]
        near += [link.subject for link in forward.get(name, ())]
        for other in near:
            if other not in seen:
                seen[other] = None
                waiting.append(other)
    return sorted(seen)
