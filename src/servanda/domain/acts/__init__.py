"""The kinds of act, one class each. Importing this package fills the registry."""

from servanda.domain.acts import (
    bodies,
    commitments,
    consent,
    dialogue,
    duration,
    indicators,
    lists,
    parties,
    proposals,
    record,
    register,
    repair,
    sessions,
)
from servanda.domain.acts.base import REGISTRY, Act, act

__all__ = [
    "REGISTRY",
    "Act",
    "act",
    "bodies",
    "commitments",
    "consent",
    "dialogue",
    "duration",
    "indicators",
    "lists",
    "parties",
    "proposals",
    "record",
    "register",
    "repair",
    "sessions",
]
