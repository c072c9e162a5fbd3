"""Regions by the M49 list: the table is what the tool makes of the published list, and every region has a name in four languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.regions import table

from servanda.assessment.depth import depth
from servanda.domain.cooperation import Cooperation, PeerFact
from servanda.domain.parties.regions import region_name, regions

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "code-lists" / "UNSD-M49-en.csv"
TABLE = Path(__file__).parents[2] / "src" / "servanda" / "domain" / "parties" / "data" / "regions.tsv"


@pytest.mark.data
def test_the_table_is_made_of_the_published_list() -> None:
    if not PUBLISHED.exists():
        pytest.skip("the published list lies beside the checkout")
    assert table(PUBLISHED) == TABLE.read_text("utf-8")


def test_states_stand_in_their_regions_the_narrowest_first() -> None:
    found = regions()
    assert found["MA"] == ("015", "002")
    assert found["BR"] == ("005", "419", "019")
    assert found["RU"] == ("151", "150")
    assert "SU" not in found
    assert len(found) > 240


@pytest.mark.parametrize("language", ["ar", "ru", "fr", "en"])
def test_every_region_has_a_name(language: str) -> None:
    codes = {code for some in regions().values() for code in some}
    assert {c for c in codes if region_name(c, language) == c} == set()


def peers(*codes: str) -> tuple[PeerFact, ...]:
    return tuple(
        PeerFact(f"instrument/{q}{n}", "MA", q, "agreement", (sector,), "in_force", None)
        for q in codes
        for n, sector in enumerate(("taxation", "trade", "trade", "trade", "trade"))
    )


@pytest.mark.parametrize(
    ("codes", "region", "among"),
    [
        (("AR", "CL", "PE", "CO", "UY", "MX", "FR"), "005", {"AR", "CL", "PE", "CO", "UY"}),
        (("AR", "CL", "PE", "MX", "CU", "FR"), "419", {"AR", "CL", "PE", "MX", "CU"}),
        (("AR", "CL", "US", "CA", "MX", "FR"), "019", {"AR", "CL", "US", "CA", "MX"}),
        (("AR", "CL", "FR", "ES", "IT", "CN"), "", {"AR", "CL", "FR", "ES", "IT", "CN"}),
    ],
)
def test_comparable_partners_are_those_of_the_narrowest_region_with_five(
    codes: tuple[str, ...], region: str, among: set[str]
) -> None:
    from datetime import date

    found = Cooperation("MA", "BR", date(2026, 1, 1), None, date(2026, 1, 1), peers=peers(*codes))
    figures = [f for f in depth(found, regions()).figures if f.data["side"] == "MA"]
    assert figures
    assert {f.data["region"] for f in figures} == {region}
    assert {q for f in figures for q in f.data["among"]} == among
