"""Life-cycle cases: YAML that a treaty officer writes; read, folded, and compared with what it expects.

`read(text)` gives the cases of a file, `run(case)` folds one. Nothing of a case is in any register.
"""

from servanda.domain.cases.case import Case
from servanda.domain.cases.errors import CaseError, CaseFileError
from servanda.domain.cases.reader import read, read_data
from servanda.domain.cases.result import CaseResult, Difference, run

__all__ = ["Case", "CaseError", "CaseFileError", "CaseResult", "Difference", "read", "read_data", "run"]
