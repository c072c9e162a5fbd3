"""Scopes: what a subscription, a feed or “since” is about, as records that the one filter lets through."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from servanda.domain.wording import N_
from servanda.register import queries
from servanda.register.models import Record, Tie
from servanda.register.visibility import Viewer, records

#: By which relations a record belongs to a mechanism; to another record (a session, an instrument, a proposal).
UNDER_A_BODY = ("mechanism", "part_of", "committed_under", "proposed_under")
UNDER_A_RECORD = ("origin", "decided_at", "under_article", "proposed_by", "restates", "splits", "merges")
DEPTH = 4  # sub-committees of sub-committees: deeper than any commission has


class ScopeUnknown(ValueError):
    """A scope that names nothing this reader may see: `message` (N_) and `data`."""

    message = N_("{target} is no relationship, mechanism or record that you may see.")

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.data = {"target": target}


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything (`all`), a relationship (`relationship`, two codes with a space) or a subject (`subject`).

    A mechanism stands for itself, its sessions, its commitments and the bodies under it.
    """

    kind: str = "all"
    target: str = ""

    @property
    def text(self) -> str:
        """As it stands in an address: `all`, `MA RU`, `mechanism/…`."""
        return self.target or self.kind


def parse(text: str, viewer: Viewer) -> Scope:
    """The scope that a text names. Raises ScopeUnknown where it names nothing that `viewer` may see."""
    text = " ".join(text.split())
    if text in ("", "all"):
        return Scope()
    if "/" in text:
        if queries.record(viewer, text) is None:
            raise ScopeUnknown(text)
        return Scope("subject", text)
    parties = sorted(text.upper().replace("-", " ").split())
    if len(parties) != 2 or not queries.between(viewer, *parties).exists():
        raise ScopeUnknown(text)
    return Scope("relationship", " ".join(parties))


def records_in(viewer: Viewer, scope: Scope) -> QuerySet[Record]:
    """The records of a scope that `viewer` may see."""
    if scope.kind == "relationship":
        return queries.between(viewer, *scope.target.split())
    visible = records(viewer)
    if scope.kind == "all":
        return visible
    if not scope.target.startswith("mechanism/"):
        return visible.filter(Q(subject=scope.target) | Q(Exists(_tied(UNDER_A_RECORD, [scope.target]))))
    bodies = with_parts(viewer, scope.target)
    return visible.filter(Q(subject__in=bodies) | Q(Exists(_tied(UNDER_A_BODY, bodies))))


def _tied(relations: tuple[str, ...], targets: list[str]) -> QuerySet[Tie]:
    return Tie.objects.filter(record=OuterRef("pk"), relation__in=relations, target__in=targets)


def with_parts(viewer: Viewer, mechanism: str) -> list[str]:
    """A mechanism and the bodies under it, as subjects."""
    found, level = [mechanism], [mechanism]
    for _ in range(DEPTH):
        below = records(viewer).filter(kind="mechanism").filter(Exists(_tied(("part_of",), level)))
        level = [s for s in below.values_list("subject", flat=True) if s not in found]
        if not level:
            break
        found += sorted(level)
    return found
