"""Parties: who they are, what they are called, and which one a register means by a name."""

from servanda.domain.parties.likeness import Candidate
from servanda.domain.parties.names import name_of, names
from servanda.domain.parties.party import Kind, Party, parties, party, predecessors, successors
from servanda.domain.parties.resolution import PLAIN, Capacity, Naming, Resolution, resolve

__all__ = [
    "PLAIN",
    "Candidate",
    "Capacity",
    "Kind",
    "Naming",
    "Party",
    "Resolution",
    "name_of",
    "names",
    "parties",
    "party",
    "predecessors",
    "resolve",
    "successors",
]
