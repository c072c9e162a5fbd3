"""Turn annotations written with quotes into annotations with offsets: offsets are computed, never counted.

    python -m evaluation.statements.compute_offsets WORKING_FILE...    writes evaluation/statements/{gold,own}/…
    python -m evaluation.statements.compute_offsets --show JSON...     prints annotations back in the working format
    python -m evaluation.statements.compute_offsets --text FILE N      prints the text of a raw record to annotate

The working format holds many documents. Working files of raw documents quote texts that are not ours to ship and stay
out of the repository; `--show` gives them back from the offsets. A line is empty, a comment (`#`), or one of these; fields
are separated by ` | `, `-` stands for null, parties are separated by commas:

    === id                                    begins a document
    language ar | half dev | published 2015-07-22
    source ar-press.jsonl 12                  record by line number; a template may follow: ` | {title}\\n\\n{content}`
    own where the facts come from             a statement written for this project; its text follows:
    text <<<                                  lines up to a line `>>>`
    I memorandum signed MA,RU 2025-10-16 | quote | quote      instrument; `plural` may stand after the date
    E visit MA,RU 2025-10-16 | @place | =name; name | quote   encounter; `@` and `=` are left out when unknown
    B joint_commission announced MA,RU 8 | quote              body
    M quote | quote                                           a task in the mandate of the body above
    U MA,RU | quote                                           undertaking
    P MA | name | post | quote                                person
    S energy | quote                                          sector
    T quote | quote                                           topic

A quote is found wherever its words stand, white space of any kind and length between them; ` [..] ` in a quote stands for
what lies between its two ends. `quote ##2` is its second occurrence (the first one otherwise). Names, posts and places
must stand in the text as well. Every fault is listed with its line, and nothing is written for a document with faults.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from evaluation.statements import texts

KINDS = ("instruments", "encounters", "bodies", "undertakings", "persons", "sectors", "topics")
LETTERS = dict(zip("IEBUPST", KINDS, strict=True))


class Fault(Exception):
    """A line of a working file that cannot be turned into an annotation."""


def locate(text: str, quote: str) -> dict[str, Any]:
    """`{"start", "end", "quote"}` of a quote in the text, in code points. Raises `Fault` where it does not stand there."""
    quote, _, nth = quote.partition("##")
    ends = [r"\s+".join(re.escape(word) for word in part.split()) for part in quote.split("[..]")]
    if not all(ends):
        raise Fault("empty quote")
    found = list(re.finditer(r"[\s\S]*?".join(ends), text))
    number = int(nth) if nth.strip() else 1
    if len(found) < number:
        raise Fault(f"the quote stands {len(found)} times in the text: {quote.strip()!r}")
    match = found[number - 1]
    return {"start": match.start(), "end": match.end(), "quote": match.group()}


def evidence(text: str, quotes: list[str]) -> list[dict[str, Any]]:
    if not quotes:
        raise Fault("no evidence")
    return [locate(text, quote) for quote in quotes]


def parties(field: str) -> list[str]:
    return [] if field == "-" else sorted(field.split(","))


def or_null(field: str) -> str | None:
    return None if field == "-" else field


def standing(text: str, words: str | None, what: str) -> str | None:
    """The words as given, checked to stand in the text."""
    if words is not None and " ".join(words.split()) not in " ".join(text.split()):
        raise Fault(f"{what} is not in the text: {words!r}")
    return words


def fact(text: str, line: str) -> tuple[str, dict[str, Any]]:
    """`(kind, fact)` of one line of a working file. Raises `Fault`."""
    head, *fields = (field.strip() for field in line[1:].split(" | "))
    words = head.split()
    match line[0]:
        case "I":
            kind, stage, sides, date, *plural = [*words, "-"][: max(4, len(words))]
            entry: dict[str, Any] = {
                "type": kind,
                "parties": parties(sides),
                "stage": stage,
                "date": or_null(date),
            }
            if plural == ["plural"] or plural == ["plural", "-"]:
                entry["plural"] = True
            elif plural:
                raise Fault(f"not understood: {plural}")
        case "E":
            kind, sides, date = words
            place = next((f[1:].strip() for f in fields if f.startswith("@")), None)
            names = next((f[1:].split(";") for f in fields if f.startswith("=")), [])
            fields = [f for f in fields if f[:1] not in ("@", "=")]
            entry = {
                "type": kind,
                "parties": parties(sides),
                "persons": [standing(text, name.strip(), "name") for name in names],
                "place": standing(text, place, "place"),
                "date": or_null(date),
            }
        case "B":
            kind, action, sides, session = words
            entry = {
                "type": kind,
                "parties": parties(sides),
                "action": action,
                "session": None if session == "-" else int(session),
            }
        case "U":
            entry = {"by": parties(words[0])}
        case "P":
            name, post, *fields = fields
            entry = {
                "name": standing(text, name, "name"),
                "post": standing(text, or_null(post), "post"),
                "party": or_null(words[0]),
            }
        case "S":
            entry = {"code": words[0]}
        case "T" | "M":
            entry, fields = {}, [head, *fields]
        case _:
            raise Fault(f"not understood: {line!r}")
    return line[0], {**entry, "evidence": evidence(text, fields)}


def documents(path: Path) -> list[list[tuple[int, str]]]:
    """The numbered lines of each document of a working file."""
    found: list[list[tuple[int, str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf8").split("\n"), 1):
        if line.startswith("=== "):
            found.append([])
        if found:
            found[-1].append((number, line))
    return found


def read_document(lines: list[tuple[int, str]], raw: Path) -> tuple[dict[str, Any], str, str, list[str]]:
    """`(annotation with quotes, text, half, faults)` of one document of a working file."""
    entry: dict[str, Any] = {"id": lines[0][1][4:].strip()}
    facts: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    text, half, faults = "", "", []
    waiting = iter(lines[1:])
    for number, line in waiting:
        line = line.rstrip()
        try:
            if not line or line.startswith("#"):
                continue
            if line.startswith("language "):
                given = dict(field.split(None, 1) for field in line.split(" | "))
                entry |= {"language": given["language"], "published": or_null(given["published"])}
                half = given["half"]
            elif line.startswith("source "):
                where, _, template = line[7:].partition(" | ")
                name, record = where.split()
                template = template.replace("\\n", "\n") or texts.TEMPLATES[name]
                entry["source"] = {"file": name, "record": int(record), "text": template}
                text = texts.text_of(entry["source"], raw=raw)
            elif line.startswith("own "):
                entry["source"] = f"own: {line[4:].strip()}"
            elif line == "text <<<":
                body = []
                for _, inner in waiting:
                    if inner == ">>>":
                        break
                    body.append(inner)
                text = "\n".join(body) + "\n"
            else:
                letter, found = fact(text, line)
                if letter == "M":
                    facts["bodies"][-1].setdefault("mandate", []).append(found)
                else:
                    facts[LETTERS[letter]].append(found)
        except (Fault, texts.TextNotFound, ValueError, KeyError, IndexError) as fault:
            faults.append(f"{number}: {fault!r}" if not isinstance(fault, Fault) else f"{number}: {fault}")
    if half not in texts.HALVES:
        faults.append(f"{lines[0][0]}: half {half!r}")
    return entry | facts, text, half, faults


def write_document(entry: dict[str, Any], text: str, half: str) -> Path:
    """Write one annotation where it belongs; returns its path. Raw texts are left out, with their quotes."""
    own = isinstance(entry["source"], str)
    path = texts.HERE / ("own" if own else "gold") / entry["language"] / half / f"{entry['id']}.json"
    for other in texts.HERE.glob(f"*/*/*/{entry['id']}.*"):
        other.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    if own:
        path.with_suffix(".txt").write_bytes(text.encode())
    else:
        entry = {**texts.without_quotes(entry), "sha256": texts.digest(text)}
    path.write_text(json.dumps(entry, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    return path


def shown(entry: dict[str, Any], text: str, half: str) -> str:
    """An annotation in the working format."""

    def quotes(found: dict[str, Any]) -> str:
        out = []
        for span in found["evidence"]:
            quote = " ".join(span["quote"].split())
            pattern = r"\s+".join(re.escape(word) for word in quote.split())
            starts = [m.start() for m in re.finditer(pattern, text)]
            nth = starts.index(span["start"]) + 1
            out.append(quote if nth == 1 else f"{quote} ##{nth}")
        return " | ".join(out)

    def sides(found: list[str]) -> str:
        return ",".join(found) or "-"

    out = [f"=== {entry['id']}"]
    out.append(f"language {entry['language']} | half {half} | published {entry['published'] or '-'}")
    if isinstance(entry["source"], str):
        out += [f"own {entry['source'].removeprefix('own: ')}", "text <<<", text.removesuffix("\n"), ">>>"]
    else:
        where = entry["source"]
        template = where["text"].replace("\n", "\\n")
        out.append(f"source {where['file']} {where['record']} | {template}")
    for f in entry["instruments"]:
        plural = " plural" if f.get("plural") else ""
        out.append(
            f"I {f['type']} {f['stage']} {sides(f['parties'])} {f['date'] or '-'}{plural} | {quotes(f)}"
        )
    for f in entry["encounters"]:
        place = f"@{f['place']} | " if f["place"] else ""
        names = f"={'; '.join(f['persons'])} | " if f["persons"] else ""
        out.append(f"E {f['type']} {sides(f['parties'])} {f['date'] or '-'} | {place}{names}{quotes(f)}")
    for f in entry["bodies"]:
        session = "-" if f["session"] is None else f["session"]
        out.append(f"B {f['type']} {f['action']} {sides(f['parties'])} {session} | {quotes(f)}")
        out += [f"M {quotes(task)}" for task in f.get("mandate", [])]
    out += [f"U {sides(f['by'])} | {quotes(f)}" for f in entry["undertakings"]]
    out += [
        f"P {f['party'] or '-'} | {f['name']} | {f['post'] or '-'} | {quotes(f)}" for f in entry["persons"]
    ]
    out += [f"S {f['code']} | {quotes(f)}" for f in entry["sectors"]]
    out += [f"T {quotes(f)}" for f in entry["topics"]]
    return "\n".join(out) + "\n"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.statements.compute_offsets",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--text", action="store_true")
    parser.add_argument("--raw", type=Path, default=texts.RAW)
    chosen = parser.parse_args(argv)
    if chosen.text:
        name, *numbers = chosen.files
        for number in numbers:
            source = {"file": name, "record": int(number), "text": texts.TEMPLATES[name]}
            print(texts.text_of(source, raw=chosen.raw))
        return 0
    if chosen.show:
        for name in chosen.files:
            path = Path(name).resolve()
            print(shown(*texts.load(path, chosen.raw), path.parent.name))
        return 0
    bad = 0
    for name in chosen.files:
        for lines in documents(Path(name)):
            entry, text, half, faults = read_document(lines, chosen.raw)
            if faults:
                bad += 1
                print("\n".join(f"{name}:{fault}" for fault in faults), file=sys.stderr)
            else:
                print(write_document(entry, text, half).relative_to(texts.HERE))
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
