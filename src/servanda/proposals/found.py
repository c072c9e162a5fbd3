"""A proposal as a rule finds it: what it is about, what it rests on, how it stands by each criterion."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


class Said(NamedTuple):
    """A sentence of the catalogues (N_) and what fills it. Values `title:…` are titles of subjects, in each language."""

    message: str
    data: Mapping[str, Any] = {}


class Ground(NamedTuple):
    """A record behind the proposal with the entries of it that matter, or a figure said in words."""

    subject: str = ""
    entries: tuple[str, ...] = ()
    said: Said | None = None


class Criterion(NamedTuple):
    """A share of 1 by one criterion, and why."""

    share: float
    why: Said


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule proposes.

    kind      of `servanda.domain.acts.proposals.ProposalKind`
    key       what, beside the kind, makes it the same proposal: subjects, a sector, a standard instrument
    evidence  what it rests on as texts that change when the evidence does (entry ids, days, figures)
    """

    kind: str
    key: tuple[str, ...]
    parties: tuple[str, ...]
    title: Said
    text: Said
    grounds: tuple[Ground, ...]
    criteria: Mapping[str, Criterion]
    evidence: Sequence[str]
    sectors: tuple[str, ...] = ()
    mechanism: str = ""

    @property
    def mark(self) -> str:
        """The same for the same proposal, whenever and by whomever it is drafted."""
        return f"{self.kind}:{'|'.join(self.key)}"

    @property
    def basis(self) -> str:
        """Digest of the evidence: another one means that something has changed."""
        return hashlib.sha256("\x1f".join(sorted(self.evidence)).encode()).hexdigest()[:32]
