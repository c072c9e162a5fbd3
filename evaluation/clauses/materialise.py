"""Lay gold excerpts beside their annotations, for `../shared/scoring/score_clauses.py`.

The agreements' texts are not kept in this repository: an annotation says where its excerpt lies in
`../shared/data/nl-bilateral-treaties` (identifier, code-point offsets) and the SHA-256 of the excerpt in UTF-8.
Our own Arabic and Russian texts are kept with their annotations and are copied along.

    python evaluation/clauses/materialise.py DIR [--half dev|scored] [--language en …]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
from collections.abc import Iterator
from typing import Any

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared"
TREATIES = SHARED / "data" / "nl-bilateral-treaties" / "treaties.jsonl"


def treaties() -> dict[str, str]:
    """Texts of the treaty set by identifier."""
    with TREATIES.open(encoding="utf8") as lines:
        return {row["bwbv"]: row["text"] for row in map(json.loads, lines)}


def gold(half: str, languages: set[str] | None = None) -> Iterator[tuple[dict[str, Any], str]]:
    """Each annotation of a half (`dev` or `scored`) with its excerpt; raises ValueError where a text has changed."""
    texts: dict[str, str] | None = None
    for path in sorted((HERE / "gold" / half).glob("*.json")):
        annotation = json.loads(path.read_text(encoding="utf8"))
        if languages and annotation["language"] not in languages:
            continue
        if texts is None:
            texts = treaties()
        where = annotation["source"]
        excerpt = texts[where["bwbv"]][where["start"] : where["end"]]
        if hashlib.sha256(excerpt.encode()).hexdigest() != where["sha256"]:
            raise ValueError(f"{path.name}: the text is not the one that was annotated")
        for spans in annotation["evidence"].values():
            for span in spans:
                span["quote"] = excerpt[span["start"] : span["end"]]
        yield annotation, excerpt
    for path in sorted((HERE / "own" / half).glob("*.json")):
        annotation = json.loads(path.read_text(encoding="utf8"))
        if not languages or annotation["language"] in languages:
            yield annotation, path.with_suffix(".txt").read_text(encoding="utf8")


def materialise(directory: pathlib.Path, halves: tuple[str, ...], languages: set[str] | None = None) -> int:
    """Write `<id>.txt` and `<id>.json` of the halves into `directory`; the number of agreements written."""
    directory.mkdir(parents=True, exist_ok=True)
    count = 0
    for half in halves:
        for annotation, excerpt in gold(half, languages):
            stem = directory / annotation["id"]
            stem.with_suffix(".txt").write_text(excerpt, encoding="utf8", newline="")
            stem.with_suffix(".json").write_text(
                json.dumps(annotation, ensure_ascii=False, indent=1) + "\n", encoding="utf8"
            )
            count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--half", choices=["dev", "scored"], action="append")
    parser.add_argument("--language", nargs="*")
    args = parser.parse_args()
    count = materialise(
        args.directory, tuple(args.half or ("dev", "scored")), set(args.language) if args.language else None
    )
    print(f"{count} agreements in {args.directory}")


if __name__ == "__main__":
    main()
