"""The two sides' lists of treaties compared: found by both, by one side only, and what they say differently. Pure."""

from servanda.domain.reconciliation.matching import Difference, Outcome, Pair, Row, differences, reconcile

__all__ = ["Difference", "Outcome", "Pair", "Row", "differences", "reconcile"]
