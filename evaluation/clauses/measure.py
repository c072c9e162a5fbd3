"""Share of fields exact by half and language, and the misses of the development half.

    python evaluation/clauses/measure.py

Fields are compared as `../shared/scoring/score_clauses.py` compares them; that scorer itself is run by the tests.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from materialise import gold

from servanda.reading.clauses import read_clauses

FIELDS = (
    "parties",
    "signed",
    "entry_into_force",
    "provisional_application",
    "term",
    "renewal",
    "notice",
    "survival",
    "amendment",
    "authentic_languages",
    "prevailing_language",
)


def comparable(field: str, value: Any) -> Any:
    """What counts of a field: order, place and absent keys do not."""
    if field in {"parties", "authentic_languages"}:
        return sorted(value or [])
    if field == "notice":
        return sorted(str(sorted(item.items(), key=str)) for item in value or [])
    value = value or {} if isinstance(value, dict | None) else value
    if field == "signed":
        return value.get("date")
    if field == "provisional_application":
        return value.get("from")
    if field == "prevailing_language":
        return value or None
    if isinstance(value, dict):
        delay = value.get("delay") or {}
        rest = {key: said for key, said in value.items() if key != "delay" and said not in (None, False)}
        return rest | {f"delay {key}": said for key, said in delay.items()}
    return value


def main() -> None:
    misses: list[str] = []
    print(f"{'half':8}{'language':10}{'agreements':>11}{'fields exact':>14}   fields missed")
    for half in ("dev", "scored"):
        right: Counter[str] = Counter()
        total: Counter[str] = Counter()
        agreements: Counter[str] = Counter()
        missed: dict[str, Counter[str]] = {}
        begun = time.perf_counter()
        for annotation, text in gold(half):
            language = annotation["language"]
            agreements[language] += 1
            read = read_clauses(text).as_json()
            for field in FIELDS:
                want, got = comparable(field, annotation.get(field)), comparable(field, read[field])
                total[language] += 1
                right[language] += want == got
                if want != got:
                    missed.setdefault(language, Counter())[field] += 1
                    if half == "dev":
                        misses.append(f"{annotation['id']} {field}: gold {want}, read {got}")
        seconds = time.perf_counter() - begun
        for language in sorted(total):
            share = right[language] / total[language]
            which = ", ".join(f"{field} {n}" for field, n in missed.get(language, Counter()).most_common())
            print(f"{half:8}{language:10}{agreements[language]:>11}{share:>14.3f}   {which}")
        print(f"{half:8}{sum(agreements.values()) / seconds:.0f} agreements a second")
    print("\n".join(misses))


if __name__ == "__main__":
    main()
