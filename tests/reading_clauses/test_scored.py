"""The gold agreements are found by their digests, and the scored half keeps the target of the fields exact."""

from __future__ import annotations

import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


@pytest.mark.data
@pytest.mark.skipif(
    not SHARED.exists(), reason="../shared is absent: the agreements' texts are not in the repository"
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_nine_tenths_of_the_fields_of_the_scored_half_are_exact(
    language: str, tmp_path: pathlib.Path
) -> None:
    subprocess.run(
        [
            sys.executable,
            ROOT / "evaluation/clauses/materialise.py",
            tmp_path,
            "--half",
            "scored",
            "--language",
            language,
        ],
        check=True,
    )
    scorer = SHARED / "scoring" / "score_clauses.py"
    done = subprocess.run(
        [sys.executable, scorer, tmp_path, sys.executable, "-m", "servanda.reading.clauses"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "no JSON" not in done.stdout
    assert done.returncode == 0, done.stdout
