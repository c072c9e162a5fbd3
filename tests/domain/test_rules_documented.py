"""docs/rules.md has every rule and finding of the code, with its source or severity, and nothing else."""

import re
from pathlib import Path

from servanda.domain.clauses import Conventions
from servanda.domain.instruments import FINDINGS, RULES

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")


def rows(heading: str) -> dict[str, list[str]]:
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [
        [c.strip() for c in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")
    ]
    return {re.sub("`", "", row[0]): row[1:] for row in cells[2:]}


def test_every_rule_stands_in_the_table_with_its_source_and_an_example():
    table = rows("Rules")
    assert set(table) == set(RULES)
    for code, (source, example) in table.items():
        assert source == RULES[code].source
        assert len(example) > 20


def test_every_finding_stands_in_the_table_with_its_severity_and_an_example():
    table = rows("Findings")
    assert set(table) == set(FINDINGS)
    for code, (severity, example) in table.items():
        assert severity == FINDINGS[code].severity
        assert len(example) > 10


def test_every_convention_stands_in_the_table():
    assert set(Conventions.model_fields) <= set(rows("How days are counted"))


def test_every_rule_and_finding_is_shown_by_a_case():
    """The cases are the worked examples: each code comes out of at least one of them."""
    from servanda.domain import cases

    seen: set[str] = set()
    for file in (Path(__file__).parents[1] / "cases").glob("*.yaml"):
        for case in cases.read(file.read_text(encoding="utf-8")):
            parties = [None, *(e.party for e in case.expected)]
            for party in dict.fromkeys(parties):
                result = cases.run(case)
                state = result.state.of(party) if party else result.state
                seen |= {c.rule for i in state.timeline for c in i.causes}
                seen |= {d.cause.rule for d in state.deadlines} | {o.cause.rule for o in state.owed}
                seen |= {f.code for f in state.findings}
    assert not (set(RULES) | set(FINDINGS)) - seen
