"""`make evaluate`: every table of quality, one after the other, development and scored halves apart.

    python evaluation/everything.py [search] [statements] [clauses] [writing]

Texts are read from `../shared` beside the checkout and laid out in a folder that is deleted afterwards.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PYTHON = sys.executable
SERVANDA = str(Path(PYTHON).parent / "servanda")
LANGUAGES = ("ar", "ru", "fr", "en")
HALVES = ("dev", "scored")


def run(*command: str) -> None:
    """Run a command in the checkout; its exit code (a target missed) stops nothing."""
    subprocess.run(command, cwd=ROOT, check=False)


def heading(text: str) -> None:
    """Print a heading."""
    print(f"\n== {text}", flush=True)


def search() -> None:
    """Recall and precision of the search, of names, of the language guess."""
    heading("Search, names, languages")
    run(PYTHON, "evaluation/search/evaluate.py")


def statements(folder: Path) -> None:
    """Precision, recall and F1 of the reader by kind and language, and its speed."""
    for half in HALVES:
        for language in LANGUAGES:
            heading(f"Statements: {language}, {half} half (seconds are those of one core)")
            out = folder / f"statements-{half}-{language}"
            quiet = {"stdout": subprocess.DEVNULL}
            command = [
                PYTHON,
                "-m",
                "evaluation.statements.texts",
                str(out),
                "--half",
                half,
                "--lang",
                language,
            ]
            subprocess.run(command, cwd=ROOT, check=True, **quiet)  # type: ignore[call-overload]
            for kept, told in (("gold", "texts of others"), ("own", "texts written for this project")):
                if (out / kept).exists():
                    print(f"-- {told}", flush=True)
                    run(PYTHON, "-m", "evaluation.reading.score", str(out / kept))


def clauses(folder: Path) -> None:
    """Share of fields of final clauses that are exact, by the shared scorer."""
    for half in HALVES:
        for language in ("en", "fr", "ar", "ru"):
            heading(f"Final clauses: {language}, {half} half")
            out = folder / f"clauses-{half}-{language}"
            run(PYTHON, "evaluation/clauses/materialise.py", str(out), "--half", half, "--language", language)
            for leaf in sorted({p.parent for p in out.rglob("*.json")}):
                run(PYTHON, str(SHARED / "scoring" / "score_clauses.py"), str(leaf), SERVANDA)


def writing() -> None:
    """How many random texts of each kind and language lose a fact when they are read again."""
    heading("Writing, read back")
    run(PYTHON, "-m", "tests.writing.many_texts", "200")


def main(wanted: list[str]) -> None:
    """Run the evaluations named, or all."""
    if not SHARED.exists():
        sys.exit("../shared is not beside the checkout: there is nothing to evaluate on")
    chosen = wanted or ["search", "statements", "clauses", "writing"]
    with tempfile.TemporaryDirectory(prefix="servanda-evaluation-") as folder:
        if "writing" in chosen:
            writing()
        if "search" in chosen:
            search()
        if "statements" in chosen:
            statements(Path(folder))
        if "clauses" in chosen:
            clauses(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
