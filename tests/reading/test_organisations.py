"""Organisations named in a text: what is a name and what is none, whose they are, how a list would have them."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from servanda.reading import read
from servanda.reading.faults import ReadingFault
from servanda.reading.outcome import KINDS

NAMED = [
    (
        "en",
        "The Kenyan Ministry of Energy hosted the delegation.",
        [("Ministry of Energy", "KE", "ministry")],
    ),
    (
        "en",
        "The Ministry of Health of the Republic of Zambia and the Bank of Namibia signed an arrangement.",
        [("Ministry of Health", "ZM", "ministry"), ("Bank of Namibia", "NA", "other")],
    ),
    (
        "en",
        "Officials of the Ministry of Trade, Industry and Tourism met the Mauritius Ports Authority.",
        [
            ("Ministry of Trade, Industry and Tourism", None, "ministry"),
            ("Mauritius Ports Authority", "MU", "agency"),
        ],
    ),
    (
        "en",
        "Botswana's Ministry of Education and the Central Bank of Malawi agreed on it.",
        [("Ministry of Education", "BW", "ministry"), ("Central Bank of Malawi", "MW", "other")],
    ),
    (
        "fr",
        "Le ministère togolais de l’Énergie et des Mines a reçu l’Agence tunisienne de coopération internationale.",
        [
            ("Ministère de l’Énergie et des Mines", "TG", "ministry"),
            ("Agence tunisienne de coopération internationale", "TN", "agency"),
        ],
    ),
    (
        "fr",
        "Une convention lie le ministère de l’Agriculture, de l’Élevage et de la Pêche du Gabon à l’Office national des forêts.",
        [
            ("Ministère de l’Agriculture, de l’Élevage et de la Pêche", "GA", "ministry"),
            ("Office national des forêts", None, "office"),
        ],
    ),
    (
        "ru",
        "В Министерстве энергетики Республики Сербия прошла встреча с Министерством экономики и торговли Кубы.",
        [
            ("Министерство энергетики", "RS", "ministry"),
            ("Министерство экономики и торговли", "CU", "ministry"),
        ],
    ),
    (
        "ru",
        "Протокол подписан Федеральной таможенной службой и Национальным агентством по развитию инвестиций Киргизии.",
        [
            ("Федеральная таможенная служба", None, "agency"),
            ("Национальное агентство по развитию инвестиций", "KG", "agency"),
        ],
    ),
    (
        "ru",
        "Об этом сообщили в МИД Вьетнама и в Минтрансе Монголии.",
        [("Министерство иностранных дел", "VN", "ministry"), ("Министерство транспорта", "MN", "ministry")],
    ),
    (
        "ar",
        "جرى اللقاء بوزارة التجارة والصناعة الكينية، ثم زار الوفد الوكالة المغربية للتعاون الدولي.",
        [("وزارة التجارة والصناعة", "KE", "ministry"), ("الوكالة المغربية للتعاون الدولي", "MA", "agency")],
    ),
    (
        "ar",
        "وقدم الوفد عرضا للهيئة العامة للطيران المدني ووزارة التعليم العالي والبحث العلمي الجزائرية.",
        [
            ("الهيئة العامة للطيران المدني", None, "agency"),
            ("وزارة التعليم العالي والبحث العلمي", "DZ", "ministry"),
        ],
    ),
]
NONE = [
    ("en", "The ministry welcomed the visit. The Ministry thanked the agency and the National Agency."),
    ("en", "The World Bank, the European Commission and the African Development Bank took part."),
    ("en", "The Joint Commission met; the United Nations Office on Drugs and Crime observed."),
    ("en", "The foreign ministries of both countries met a company and a bank."),
    (
        "fr",
        "Le ministère a remercié la Banque mondiale, la Commission mixte et la Banque africaine de développement.",
    ),
    ("fr", "L’agence de presse a interrogé les autorités et le bureau exécutif."),
    ("ru", "Министерство поблагодарило Межправительственную комиссию и Всемирный банк."),
    (
        "ru",
        "Министерства двух стран и министерства других государств договорились. Замминистра энергетики прибыл.",
    ),
    ("ar", "وأكدت الوزارة ذلك ورحب البنك الدولي واللجنة المشتركة والهيئة والسلطة الفلسطينية."),
    ("ar", "وقال وزير الخارجية إن وزارتي الخارجية في البلدين ستواصلان العمل، وذلك في مصلحة العمل المشترك."),
]


@pytest.mark.parametrize(("language", "text", "expected"), NAMED)
def test_what_is_named(language: str, text: str, expected: list[tuple[str, str | None, str]]):
    found = read(text, language=language).organisations
    assert [(o.name, o.party, o.kind) for o in found] == expected
    assert all(o.language == language for o in found)


@pytest.mark.parametrize(("language", "text"), NONE)
def test_what_is_no_name(language: str, text: str):
    assert read(text, language=language).organisations == []


def test_each_stands_once_with_all_its_places():
    text = "The Ministry of Energy of Ghana met us. Later the Ministry of Energy agreed. The ministry left."
    (found,) = read(text).organisations
    assert [e.quote for e in found.evidence] == ["Ministry of Energy of Ghana", "Ministry of Energy"]
    assert found.party == "GH"


def test_of_two_states_one_of_nobody_is_not_told_apart():
    text = (
        "The Ghanaian Ministry of Energy met the Ministry of Energy of Togo. The Ministry of Energy agreed."
    )
    found = read(text).organisations
    assert [(o.party, len(o.evidence)) for o in found] == [("GH", 1), ("TG", 1)]


def test_who_comes_from_it_says_whose_it_is():
    text = "The Omani delegation from the Ministry of Transport and Communications arrived in Nairobi."
    assert [o.party for o in read(text).organisations] == ["OM"]


def test_the_reading_of_the_schema_has_none_of_it():
    reading = read("The Kenyan Ministry of Energy hosted talks.")
    assert reading.organisations
    assert set(reading.as_json()) == {"id", "language", "published", "source", *KINDS}
    assert "Ministry of Energy" not in json.dumps(reading.as_json()["persons"])


_PIECES = [text for _, text, _ in NAMED] + [text for _, text in NONE]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6), st.integers(0, 60))
def test_every_place_is_in_the_text(pieces: list[str], cut: int):
    text = "\n\n".join(pieces)[cut:]
    try:
        found = read(text).organisations
    except ReadingFault:  # what was cut off left too little
        assume(False)
    for o in found:
        assert o.evidence == sorted(set(o.evidence))
        for e in o.evidence:
            assert e.quote
            assert text[e.start : e.end] == e.quote
    assert len({(o.name, o.party, o.language) for o in found}) == len(found)
