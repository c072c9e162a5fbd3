"""Sessions of joint bodies: `fold(entries)` gives stage, delegations, agenda, decisions, remarks and findings."""

from servanda.domain.sessions.findings import SESSION_FINDINGS
from servanda.domain.sessions.fold import fold
from servanda.domain.sessions.state import (
    FROZEN,
    OVER,
    STAGES,
    Decided,
    Filed,
    Listed,
    Remarked,
    SessionState,
    Step,
)

__all__ = [
    "FROZEN",
    "OVER",
    "SESSION_FINDINGS",
    "STAGES",
    "Decided",
    "Filed",
    "Listed",
    "Remarked",
    "SessionState",
    "Step",
    "fold",
]
