"""How many party mentions of real registers resolve; the figures are printed with what is left."""

import csv
from collections import Counter

import pytest

from servanda.domain.parties import Naming, resolve

pytestmark = pytest.mark.data


def share(title: str, mentions: Counter[str], lang: str, naming: Naming) -> float:
    left: Counter[str] = Counter()
    for name, times in mentions.items():
        if resolve(name, lang=lang, naming=naming).code is None:
            left[name] = times
    found = 1 - left.total() / mentions.total()
    print(
        f"\n{title}: {found:.2%} of {mentions.total()} mentions, {len(mentions)} names, {len(left)} unresolved"
    )
    for name, times in left.most_common(20):
        near = ", ".join(
            f"{c.code} {c.score:.2f}" for c in resolve(name, lang=lang, naming=naming).candidates[:3]
        )
        print(f"  {times:5}  {name}  [{near}]")
    return found


def test_the_united_kingdom_s_register(shared):
    with (shared / "data/uk-treaties/uk_treaties.csv").open(encoding="utf-8", newline="") as lines:
        mentions = Counter(
            p for row in csv.DictReader(lines) for p in row["parties"].split(" ; ") if p.strip()
        )
    assert share("United Kingdom", mentions, "en", Naming(case_marks_territory=True)) >= 0.99


def test_brazil_s_register(shared):
    with (shared / "data/brazil-concordia/bilaterais_brasil.csv").open(encoding="utf-8", newline="") as lines:
        mentions = Counter(row["parceiro"] for row in csv.DictReader(lines))
    assert share("Brazil", mentions, "pt", Naming()) >= 0.99


@pytest.mark.parametrize("lang", ["English", "French", "Russian", "Arabic"])
def test_official_names_of_states_lead_to_the_right_state(shared, lang):
    wrong = {}
    with (shared / "data/code-lists/country-codes.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for form in ("Formal", "Short"):
                name = row[f"UNTERM {lang} {form}"].replace("*", "").strip()
                if name and resolve(name).code != row["ISO3166-1-Alpha-2"]:
                    wrong[name] = resolve(name).code
    assert wrong == {}
