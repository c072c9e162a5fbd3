"""Instruments and their time: `fold(entries)` gives status, timeline, deadlines, duties and findings."""

from servanda.domain.instruments.findings import FINDINGS, PUBLISHED_REASONS, Finding
from servanda.domain.instruments.fold import HORIZON_MONTHS, InstrumentState, fold
from servanda.domain.instruments.rules import RULES
from servanda.domain.instruments.state import (
    Awaited,
    Cause,
    Deadline,
    Ending,
    Flags,
    Held,
    Interval,
    Owed,
    Point,
    SafeDay,
    Status,
)

__all__ = [
    "FINDINGS",
    "HORIZON_MONTHS",
    "PUBLISHED_REASONS",
    "RULES",
    "Awaited",
    "Cause",
    "Deadline",
    "Ending",
    "Finding",
    "Flags",
    "Held",
    "InstrumentState",
    "Interval",
    "Owed",
    "Point",
    "SafeDay",
    "Status",
    "fold",
]
