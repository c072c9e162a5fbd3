"""Commitments: what both sides say of a promise, the difference, the silence, and the thread back to the first time."""

from servanda.domain.commitments.findings import COMMITMENT_FINDINGS
from servanda.domain.commitments.fold import fold
from servanda.domain.commitments.rhythm import Meeting, Rhythm
from servanda.domain.commitments.state import CommitmentState, Figure, Pending, Position, Standing
from servanda.domain.commitments.thread import Link, Thread, thread_of

__all__ = [
    "COMMITMENT_FINDINGS",
    "CommitmentState",
    "Figure",
    "Link",
    "Meeting",
    "Pending",
    "Position",
    "Rhythm",
    "Standing",
    "Thread",
    "fold",
    "thread_of",
]
