"""Known faults of the locked libraries, by pip-audit; says so and goes on where no advisory service can be reached."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
COMMAND = [
    sys.executable,
    "-m",
    "pip_audit",
    "--disable-pip",
    "--require-hashes",
    "-r",
    str(LOCK),
    "--timeout",
    "5",
]


def main() -> int:
    """Exit 1 only where a fault is known."""
    try:
        run = subprocess.run(COMMAND, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        print("pip-audit: no answer in two minutes, left out")
        return 0
    if "ulnerabilit" in run.stdout + run.stderr and run.returncode and "onnection" not in run.stderr:
        print(run.stdout, run.stderr)
        return 1
    if run.returncode:
        print("pip-audit: the advisory service cannot be reached from here, left out")
        return 0
    print("pip-audit: no known fault")
    return 0


if __name__ == "__main__":
    sys.exit(main())
