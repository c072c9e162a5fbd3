"""Each wording of treaty practice in each language: what is written, what must be read."""

from __future__ import annotations

import datetime as dt
import pathlib
from typing import Any

import pytest
import yaml

from servanda.reading.clauses import read_clauses

CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
    for path in sorted((pathlib.Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf8"))
]


def entry_in_words(entry: dict[str, Any] | None) -> str | None:
    if entry is None:
        return None
    words = [entry["rule"]]
    if entry["date"]:
        words.append(entry["date"])
    if entry["delay"]:
        words.append(f"{entry['delay']['n']} {entry['delay']['unit']}")
    if entry["months_following"] is not None:
        day = "first_day" if entry["first_day_of_following_month"] else "last_day"
        words.append(f"{day} {entry['months_following']}")
    return " ".join(words)


def joined(*parts: Any) -> str:
    return " ".join(str(part) for part in parts if part is not None)


def said(read: dict[str, Any], field: str) -> Any:
    """A field of a reading in the short form of the cases."""
    signed = read["signed"] or {}
    match field:
        case "entry":
            return entry_in_words(read["entry_into_force"])
        case "provisional":
            return (read["provisional_application"] or {}).get("from")
        case "term":
            return joined(read["term"]["kind"], read["term"]["n"], read["term"]["date"])
        case "renewal":
            return joined(read["renewal"]["kind"], read["renewal"]["n"], read["renewal"]["unit"])
        case "notice":
            return sorted(joined(n["purpose"], n["n"], n["unit"], n["reference"]) for n in read["notice"])
        case "signed":
            return signed.get("date")
        case "place":
            return signed.get("place")
        case "languages":
            return read["authentic_languages"]
        case "prevailing":
            return read["prevailing_language"]
        case _:
            return read[field]


def expected(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        # YAML reads the code of Norway as a truth value.
        return ["NO" if item is False else item for item in value]
    return value


@pytest.mark.parametrize(("language", "case"), CASES)
def test_wording_is_read(language: str, case: dict[str, Any]) -> None:
    read = read_clauses(case["text"], language).as_json()
    fields = {key: value for key, value in case.items() if key not in {"name", "text"}}
    assert fields
    for field, value in fields.items():
        want = expected(value)
        got = said(read, field)
        if isinstance(want, list) and field in {"notice", "parties"}:
            want, got = sorted(want), sorted(got)
        assert got == want, field
