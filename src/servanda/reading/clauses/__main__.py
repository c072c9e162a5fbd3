"""`python -m servanda.reading.clauses [clauses] FILE… [--json]`: the final clauses of files as JSON."""

from __future__ import annotations

import json
import pathlib
import sys

from . import read_clauses


def main(arguments: list[str]) -> int:
    files = [item for item in arguments if not item.startswith("--")]
    if files[:1] == ["clauses"]:
        files = files[1:]
    if not files:
        print(__doc__, file=sys.stderr)
        return 2
    answers = []
    failed = False
    for name in files:
        try:
            text = pathlib.Path(name).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            failed = True
            answers.append({"id": pathlib.Path(name).stem, "error": str(problem)})
            continue
        answers.append({"id": pathlib.Path(name).stem, **read_clauses(text).as_json()})
    json.dump(answers[0] if len(answers) == 1 else answers, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
