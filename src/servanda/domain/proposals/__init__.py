"""Proposals: where one stands, from its acts."""

from servanda.domain.proposals.fold import ProposalState, fold

__all__ = ["ProposalState", "fold"]
