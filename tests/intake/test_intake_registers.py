"""The two registers whose maps ship with the product: counts that were taken from the files by hand."""

from collections import Counter

import pytest

from servanda.register.intake.cited import Catalogue, Known
from servanda.register.intake.mapping import read_instruments
from servanda.register.intake.maps import load_map
from servanda.register.intake.records import InstrumentRecord, StatusClass

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def british(shared) -> list[InstrumentRecord]:
    return list(read_instruments(shared / "data/uk-treaties/uk_treaties.csv", load_map("uk-treaties")))


@pytest.fixture(scope="module")
def brazilian(shared) -> list[InstrumentRecord]:
    return list(
        read_instruments(shared / "data/brazil-concordia/bilaterais_brasil.csv", load_map("brazil-concordia"))
    )


def early(records) -> int:
    return sum(
        1 for r in records if r.day("in_force") and r.day("signed") and r.day("in_force") < r.day("signed")
    )


def distinct(records) -> dict:
    return {(r.key, r.digest): r for r in records}


def test_no_british_row_is_rejected_and_the_early_ones_are_there(british):
    assert len(british) == 8134
    assert all(isinstance(r, InstrumentRecord) for r in british)
    assert early(british) == 212
    assert Counter(r.bilateral for r in british)[True] == 6063
    assert len({r.key for r in british}) == 8134


def test_british_capitals_keep_the_state_and_the_territory_apart(british):
    state = sum("MOROCCO" in r.cells["parties"].split(" ; ") for r in british)
    land = sum("Morocco" in r.cells["parties"].split(" ; ") for r in british)
    assert sum("MA" in r.parties for r in british) == state
    assert sum("MA" in r.territories for r in british) == land


def test_british_mentions_resolve(british):
    named = sum(len(r.parties) + len(r.territories) for r in british)
    left = Counter(u.name for r in british for u in r.unresolved)
    print(
        f"\nUnited Kingdom: {left.total()} of {left.total() + named} mentions stay by their name: {left.most_common(12)}"
    )
    assert left.total() / (left.total() + named) < 0.005
    assert Counter(f.code for r in british for f in r.findings) == {"party_unresolved": left.total()}


def test_british_russia_is_three_parties_by_the_day(british):
    empire = [r for r in british if "H-RUSSIAN-EMPIRE" in r.parties]
    assert len(empire) > 100
    assert max(r.day("signed") for r in empire).year <= 1917
    assert all(
        "RU" not in r.parties
        for r in british
        if "RUSSIAN FEDERATION" not in r.cells["parties"] and r.day("signed")
    )


def test_brazilian_duplicates_and_statuses(brazilian):
    assert len(brazilian) == 7873
    once = distinct(brazilian)
    assert len(once) == 4065
    assert len({r.key for r in brazilian}) == 4060
    assert early(brazilian) == 45
    assert early(once.values()) == 23
    words = {r.status.word for r in brazilian}
    assert len(words) == 14
    assert None not in {r.status.word_class for r in brazilian}
    in_force = [r for r in once.values() if r.status.word_class is StatusClass.IN_FORCE]
    assert sum(r.day("in_force") is None for r in in_force) == 129
    before = [r for r in once.values() if r.status.word_class is StatusClass.BEFORE_FORCE]
    assert len(before) == 376
    assert sum(r.day("in_force") is not None for r in before) == 29


def test_brazilian_parties(brazilian):
    left = Counter(u.name for r in brazilian for u in r.unresolved)
    print(f"\nBrazil stays by its name: {left}")
    assert left.total() <= 4
    once = distinct(brazilian).values()
    assert sum("RU" in r.parties for r in once) == 65
    assert sum("MA" in r.parties for r in once) == 21
    assert all(r.parties[0] == "BR" for r in once)


def linked(records) -> tuple[int, int, int]:
    """Of the citations: all, those that mean exactly one instrument of the register, those that could mean several."""
    catalogue = Catalogue(Known(str(r.row), r.titles, frozenset(r.parties), r.day("signed")) for r in records)
    found = [
        len(catalogue.meant(c, r.parties, r.day("signed"), str(r.row))) for r in records for c in r.citations
    ]
    return len(found), found.count(1), sum(n > 1 for n in found)


def test_complementary_adjustments_name_their_parent(brazilian):
    once = list(distinct(brazilian).values())
    adjustments = [
        r for r in once if r.titles["pt"].startswith(("Ajuste Complementar ao ", "Ajuste Complementar à "))
    ]
    cited = [r for r in adjustments if r.citations]
    every, one, several = linked(once)
    print(f"\nBrazil: {len(cited)} of {len(adjustments)} complementary adjustments name a parent;", end=" ")
    print(f"of {every} citations {one} lead to one instrument of the register, {several} to several")
    assert len(cited) / len(adjustments) > 0.98
    assert one > 200


def test_british_amendments_find_what_they_amend(british):
    every, one, several = linked(british)
    print(f"\nUnited Kingdom: of {every} citations {one} lead to one instrument, {several} to several")
    assert one > 600
    by_id = {r.key[0]: r for r in british}
    catalogue = Catalogue(Known(r.key[0], r.titles, frozenset(r.parties), r.day("signed")) for r in british)
    child = next(
        r
        for r in british
        if r.titles["en"].startswith("Protocol amending the Slavery Convention signed at Geneva")
    )
    (parent,) = catalogue.meant(child.citations[0], ["GB"], child.day("signed"), child.key[0])
    assert "Slavery" in by_id[parent.id].titles["en"]
