"""Every kind of finding that a record can show, whatever its subject."""

from servanda.domain.commitments.findings import COMMITMENT_FINDINGS
from servanda.domain.instruments.findings import FINDINGS, FindingKind

FINDING_KINDS: dict[str, FindingKind] = {**FINDINGS, **COMMITMENT_FINDINGS}
