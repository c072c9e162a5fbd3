"""Every kind of finding that a record can show, whatever its subject."""

from servanda.domain.commitments.findings import COMMITMENT_FINDINGS
from servanda.domain.dialogue.findings import DIALOGUE_FINDINGS
from servanda.domain.instruments.findings import FINDINGS, FindingKind
from servanda.domain.mechanisms.findings import MECHANISM_FINDINGS
from servanda.domain.reconciliation.findings import LIST_FINDINGS
from servanda.domain.sessions.findings import SESSION_FINDINGS

FINDING_KINDS: dict[str, FindingKind] = {
    **FINDINGS,
    **COMMITMENT_FINDINGS,
    **MECHANISM_FINDINGS,
    **SESSION_FINDINGS,
    **DIALOGUE_FINDINGS,
    **LIST_FINDINGS,
}
