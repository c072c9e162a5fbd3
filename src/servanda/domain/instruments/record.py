"""The acts of one instrument sorted by kind and day, and who its parties are: what every rule reads from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from servanda.domain.clauses import NOTHING_STATED, FinalClauses
from servanda.domain.entry import Entry

#: What is known about an instrument, as against what happened to it: changes no status by its own day.
KNOWLEDGE = frozenset({"description", "final_clauses", "relation", "document", "published_status"})


def by_of(entry: Entry) -> str | None:
    """The party that acted, None where all did or the kind of act has no party."""
    return entry.act.__dict__.get("by")


def _order(entry: Entry) -> tuple[date, str, str]:
    return (entry.on or date.min, entry.act.__dict__.get("by") or "", entry.id)


class Record:
    """Dated acts by kind, in the order of their days whatever the order of recording.

    parties      codes; with those known by name only in `unresolved`
    required     whose consent is needed: parties and unresolved names; empty if nothing is known
    strangers    acts by a code that is no party: without effect, reported
    undated      acts without a day: without effect, reported
    """

    __slots__ = (
        "_places",
        "acts",
        "clauses",
        "first_day",
        "knowledge",
        "last_day",
        "parties",
        "required",
        "strangers",
        "undated",
        "unresolved",
    )

    def __init__(
        self,
        entries: Iterable[Entry],
        clauses: FinalClauses | None = None,
        parties: Sequence[str] | None = None,
    ) -> None:
        acts: dict[str, list[Entry]] = {}
        knowledge: dict[str, list[Entry]] = {}
        undated: list[Entry] = []
        first = last = None
        actors: set[str] = set()
        for entry in entries:
            name = entry.act.name
            if name in KNOWLEDGE:
                knowledge.setdefault(name, []).append(entry)
                continue
            on = entry.on
            if on is None:
                undated.append(entry)
                continue
            if first is None or on < first:
                first = on
            if last is None or on > last:
                last = on
            by = entry.act.__dict__.get("by")
            if by is not None:
                actors.add(by)
            if name in acts:
                acts[name].append(entry)
            else:
                acts[name] = [entry]
        for same in acts.values():
            if len(same) > 1:
                same.sort(key=_order)
        self.acts = acts
        self.knowledge = knowledge
        self.undated = undated
        self.first_day: date | None = first
        self.last_day: date | None = last
        self.unresolved: tuple[str, ...] = ()
        self._places: dict[str, tuple[str, date]] = {}
        self.strangers: list[Entry] = []
        self.clauses = clauses if clauses is not None else self._clauses()
        self.parties: tuple[str, ...] = tuple(parties) if parties is not None else self._parties()
        self.required: tuple[str, ...] = self.parties + self.unresolved
        if "succession" in acts:
            self._successions()
        if len(self.parties) > 1 and not self.unresolved:
            if not actors.issubset(self.parties):
                self._set_strangers_apart()
        elif not self.parties and not self.unresolved:
            seen = sorted(actors)
            self.required = tuple(seen) if len(seen) > 1 else (*seen, "")

    def of(self, kind: str) -> list[Entry]:
        """The dated acts of a kind, earliest first."""
        return self.acts.get(kind) or []

    @property
    def multilateral(self) -> bool:
        return len(self.required) > 2

    def party_of(self, entry: Entry) -> str | None:
        """The required party for which an act counts: a successor acts for its predecessor's place."""
        by = by_of(entry)
        if by is None or by in self.required:
            return by
        if by in self._places:
            return self._places[by][0]
        return self.unresolved[0] if len(self.unresolved) == 1 else by

    def _parties(self) -> tuple[str, ...]:
        found: tuple[str, ...] = ()
        for entry in self.descriptions():
            codes = entry.act.parties  # type: ignore[attr-defined]
            names = entry.act.parties_unresolved  # type: ignore[attr-defined]
            if codes or names:
                found, self.unresolved = codes, names
        return found

    def _clauses(self) -> FinalClauses:
        stated = self.knowledge.get("final_clauses")
        if not stated:
            return NOTHING_STATED
        return max(stated, key=_known).act.clauses  # type: ignore[attr-defined]

    def descriptions(self) -> list[Entry]:
        """The descriptions, the one that counts last."""
        found = self.knowledge.get("description") or []
        return sorted(found, key=_known) if len(found) > 1 else found

    def _successions(self) -> None:
        for entry in self.acts["succession"]:
            successor, predecessor = by_of(entry), entry.act.predecessor  # type: ignore[attr-defined]
            if not successor:
                continue
            if successor in self.parties:
                if predecessor and predecessor not in self.parties:  # what it did before counts
                    self._places.setdefault(predecessor, (successor, date.min))
            else:
                place = predecessor if predecessor in self.parties else successor
                self._places.setdefault(successor, (place, entry.on or date.min))

    def _has_place(self, entry: Entry) -> bool:
        place = self._places.get(by_of(entry) or "")
        return place is not None and entry.on is not None and entry.on >= place[1]

    def _set_strangers_apart(self) -> None:
        known = self.parties
        for name, same in self.acts.items():
            if name == "report":
                continue  # others may report on an instrument
            outside = [e for e in same if (by := by_of(e)) is not None and by not in known]
            if not outside:
                continue
            if self._places:
                outside = [e for e in outside if not self._has_place(e)]
            if name == "deposit":
                outside = [e for e in outside if e.act.kind != "accession"]  # type: ignore[attr-defined]
            if name == "succession" or not outside:
                continue
            self.strangers.extend(outside)
            gone = {id(e) for e in outside}
            self.acts[name] = [e for e in same if id(e) not in gone]


def _known(entry: Entry) -> tuple[date, object, str]:
    return (entry.on or date.min, entry.recorded_at, entry.id)
