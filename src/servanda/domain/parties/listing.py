"""The tables of codes in `docs/parties.md`, written from the data so that they cannot drift apart.

`python -m servanda.domain.parties.listing < docs/parties.md` prints the page with its tables renewed.
"""

from __future__ import annotations

import sys

from servanda.domain.parties.party import Kind, Party, parties, table

_BEGIN, _END = "<!-- {name}: begin -->", "<!-- {name}: end -->"


def _years(row: dict[str, str]) -> str:
    """When it existed, as the table states it."""
    since, until = row.get("since", ""), row.get("until", "")
    return f"{since or '…'} – {until or '…'}" if since or until else ""


def former_table() -> str:
    """Former States, territories without an ISO 3166-1 code, groups of them."""
    known = parties()
    lines = ["| code | kind | name | existed | followed by |", "|---|---|---|---|---|"]
    for row in sorted(table("former"), key=lambda r: r["code"]):
        entity = known[row["code"]]
        lines.append(
            f"| `{entity.code}` | {entity.kind} | {_name(entity)} | {_years(row)} "
            f"| {', '.join(entity.successors)} |"
        )
    return "\n".join(lines)


def organisation_table() -> str:
    """Organisations of States and their like."""
    lines = ["| code | name |", "|---|---|"]
    found = (e for e in parties().values() if e.kind is Kind.ORGANISATION)
    lines += [f"| `{e.code}` | {_name(e)} |" for e in sorted(found, key=lambda e: e.code)]
    return "\n".join(lines)


def _name(entity: Party) -> str:
    return entity.own_names["en"]


def renewed(page: str) -> str:
    """The page with both tables as the data have them now. Raises ValueError where a mark is missing."""
    for name, text in (("former", former_table()), ("organisations", organisation_table())):
        begin, end = _BEGIN.format(name=name), _END.format(name=name)
        if begin not in page or end not in page:
            raise ValueError(f"the page has no marks for the table {name!r}")
        before, _, rest = page.partition(begin)
        page = before + begin + "\n" + text + "\n" + end + rest.partition(end)[2]
    return page


if __name__ == "__main__":
    sys.stdout.write(renewed(sys.stdin.read()))
