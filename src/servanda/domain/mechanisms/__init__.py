"""Mechanisms: who sits on each side, which sessions were held, when the next falls due, where, and what was missed."""

from servanda.domain.mechanisms.findings import MECHANISM_FINDINGS
from servanda.domain.mechanisms.fold import MechanismState, Meeting, Member, Task, fold
from servanda.domain.mechanisms.rhythm import Due
from servanda.domain.mechanisms.rules import MECHANISM_RULES

__all__ = [
    "MECHANISM_FINDINGS",
    "MECHANISM_RULES",
    "Due",
    "MechanismState",
    "Meeting",
    "Member",
    "Task",
    "fold",
]
