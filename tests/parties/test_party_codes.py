"""The codes: one for each party, of the documented shapes, and the page that lists them."""

import re
from pathlib import Path

from babel import Locale

from servanda.domain.parties import Kind, names, parties, predecessors, successors
from servanda.domain.parties.listing import renewed

PAGE = Path(__file__).resolve().parents[2] / "docs" / "parties.md"
SHAPES = re.compile(r"[A-Z]{2}|[A-Z]{4}|[A-Z]{2}-[A-Z0-9]{2,3}|[HT]-[A-Z]+(-[A-Z]+)*")
FORMER_ISO = {
    "SU",
    "YU",
    "CSXX",
    "CS",
    "DD",
    "AN",
    "YD",
    "NH",
    "PC",
    "PZ",
    "RH",
    "TP",
    "VD",
    "NT",
    "GEHH",
    "AIDJ",
}


def test_codes_have_the_documented_shapes():
    odd = [c for c, p in parties().items() if p.kind is not Kind.ORGANISATION and not SHAPES.fullmatch(c)]
    assert odd == []


def test_no_organisation_bears_the_code_of_a_land():
    lands = {c for c in Locale("en").territories if len(c) == 2} - {"EU", "UN"}
    assert not lands & {c for c, p in parties().items() if p.kind is Kind.ORGANISATION}


def test_former_iso_codes_are_used_where_they_exist():
    assert set(parties()) >= FORMER_ISO


def test_successors_exist_and_are_others():
    for code, entity in parties().items():
        assert code not in entity.successors
        assert [s for s in entity.successors if s not in parties() and s != "H-ANHALT"] == []


def test_succession_reads_both_ways():
    assert "RU" in successors("SU")
    assert "SU" in predecessors("RU")
    assert predecessors("FR") and "H-FREE-FRANCE" in predecessors("FR")  # noqa: PT018


def test_a_party_ends_after_it_begins():
    assert [c for c, p in parties().items() if p.since and p.until and p.since >= p.until] == []


def test_names_come_in_four_languages_and_from_cldr_where_it_knows_the_land():
    assert names("MA", "ar") == Locale("ar").territories["MA"]
    assert names("RU", "fr") == "Russie"
    assert names("SU", "ru") == "Советский Союз"
    assert names("VA", "en") == "Holy See"
    assert names("NATO", "fr").startswith("Organisation")
    assert names("MA", "ar-MA") == names("MA", "ar_MA")
    assert names("H-PRUSSIA", "de") == "Prussia"
    for code in parties():
        assert all(names(code, lang) for lang in ("ar", "fr", "ru", "en"))


def test_the_page_lists_every_code_as_the_data_have_it():
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page) == page
