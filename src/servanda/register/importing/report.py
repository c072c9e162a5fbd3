"""The outcome of an import: each row counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from servanda.register.intake.faults import Fault
from servanda.register.intake.records import Rejected


@dataclass(slots=True)
class Report:
    """rows = accepted + unchanged + duplicates + rejected; with_findings and corrected lie within accepted.

    gone      subjects imported before from this register that the file no longer has; reported, never withdrawn
    findings  what is odd about accepted rows, by code
    written   whether anything was written
    """

    rows: int = 0
    accepted: int = 0
    with_findings: int = 0
    corrected: int = 0
    unchanged: int = 0
    duplicates: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)
    linked: int = 0
    gone: list[str] = field(default_factory=list)
    duplicate_rows: list[int] = field(default_factory=list)
    written: bool = False

    def as_json(self, tell: Callable[[Fault], str]) -> dict[str, Any]:
        """The report as `import --json` prints it; `tell` gives a fault as a sentence in the reader's language."""

        def one(fault: Fault) -> dict[str, Any]:
            return {
                "row": fault.row,
                "field": fault.field,
                "value": fault.value,
                "code": fault.code,
                "message": tell(fault),
            }

        rejected = []
        for row in self.rejected:
            item = one(row.faults[0])
            if len(row.faults) > 1:
                item["faults"] = [one(f) for f in row.faults]
            rejected.append(item)
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "with_findings": self.with_findings,
            "corrected": self.corrected,
            "unchanged": self.unchanged,
            "duplicates": self.duplicates,
            "rejected": rejected,
            "findings": dict(sorted(self.findings.items())),
            "linked": self.linked,
            "gone": self.gone,
            "written": self.written,
        }
