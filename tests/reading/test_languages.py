"""Russian, French, English: names, stages, days, encounters in short sentences of the field's wording."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.reading import read
from servanda.reading.languages.ru import MORPHOLOGY


@pytest.mark.parametrize(
    ("written", "case", "name"),
    [
        ("Сергеем Лавровым", "ablt", "Сергей Лавров"),
        ("Александром Вучичем", None, "Александр Вучич"),
        ("Нарендрой Моди", "ablt", "Нарендра Моди"),
        ("Николом Пашиняном", "ablt", "Никол Пашинян"),
        ("Си Цзиньпина", "gent", "Си Цзиньпин"),
        ("Эмомали Рахмоном", "ablt", "Эмомали Рахмон"),
        ("Касым-Жомартом Токаевым", "ablt", "Касым-Жомарт Токаев"),
        ("Ангелой Меркель", "ablt", "Ангела Меркель"),
    ],
)
def test_a_russian_name_is_given_in_the_nominative(written: str, case: str | None, name: str) -> None:
    assert " ".join(MORPHOLOGY("ru").nominative(written.split(), case)) == name


@pytest.mark.parametrize(
    ("language", "sentence", "stage"),
    [
        ("ru", "Россия и Марокко подписали меморандум о взаимопонимании.", "signed"),
        ("ru", "По итогам переговоров между Россией и Марокко планируется подписать меморандум.", "expected"),
        ("ru", "Президент Киргизии подписал закон о ратификации соглашения с Узбекистаном.", "ratified"),
        ("ru", "Россия и Марокко не подписали меморандум.", None),
        ("fr", "La France et le Maroc ont signé un mémorandum d’entente.", "signed"),
        ("fr", "L’accord entre la France et le Maroc est entré en vigueur lundi.", "in_force"),
        ("fr", "La France et le Maroc n’ont pas signé d’accord.", None),
        ("en", "France and Morocco signed a memorandum of understanding.", "signed"),
        ("en", "The agreement between France and Morocco entered into force on Monday.", "in_force"),
        ("en", "France and Morocco are to sign a treaty next month.", "expected"),
        ("en", "France and Morocco did not sign the treaty.", None),
        ("en", "France and Morocco could sign a treaty.", None),
    ],
)
def test_the_stage_of_an_instrument(language: str, sentence: str, stage: str | None) -> None:
    reading = read(sentence, date(2024, 5, 2), language=language)
    assert [d.facts["stage"] for d in reading.of("instruments")] == ([stage] if stage else [])


@pytest.mark.parametrize(
    ("language", "sentence", "kind", "parties"),
    [
        ("ru", "Состоялся телефонный разговор Владимира Путина с Премьер-министром Индии Нарендрой Моди. Россия и Индия сотрудничают.", "call", ["IN", "RU"]),
        ("ru", "В Москве прошли российско-марокканские переговоры.", "talks", ["MA", "RU"]),
        ("ru", "Президент Сербии Александар Вучич посетит Россию с официальным визитом.", "visit", ["RS", "RU"]),
        ("fr", "Le ministre marocain des Affaires étrangères, Nasser Bennani, effectue une visite officielle en France.", "visit", ["FR", "MA"]),
        ("en", "Foreign Minister Bob Carr of Australia held talks with the Jordanian Foreign Minister, Nasser Judeh.", "talks", ["AU", "JO"]),
        ("en", "Kenya's Minister for Foreign Affairs, Mr Moses Wetang'ula, is on an official visit to Australia.", "visit", ["AU", "KE"]),
    ],
)  # fmt: skip
def test_an_encounter_and_its_parties(language: str, sentence: str, kind: str, parties: list[str]) -> None:
    reading = read(sentence, date(2024, 5, 2), language=language)
    assert [(d.facts["type"], d.facts["parties"]) for d in reading.of("encounters")] == [(kind, parties)]


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "Senator Carr met Mr Nasser Judeh. The minister, Bob Carr, left.", {"Bob Carr", "Nasser Judeh"}),
        ("fr", "M. Mher Grigoryan a rencontré S.E.M. Jean Dupont.", {"Mher Grigoryan", "Jean Dupont"}),
        ("ru", "Министр иностранных дел Сергей Лавров встретился с Хаканом Фиданом. Позже Лавров вылетел в Баку.", {"Сергей Лавров", "Хакан Фидан"}),
    ],
)  # fmt: skip
def test_a_person_is_named_once_by_the_fullest_form(language: str, sentence: str, names: set[str]) -> None:
    reading = read(sentence, date(2024, 5, 2), language=language)
    assert {d.facts["name"] for d in reading.of("persons")} == names


@pytest.mark.parametrize(
    ("language", "sentence", "ordinal"),
    [
        (
            "ru",
            "В Рабате состоялось восьмое заседание межправительственной российско-марокканской комиссии.",
            8,
        ),
        ("fr", "La 8e session de la commission mixte franco-marocaine s’est tenue à Rabat.", 8),
        ("en", "The Pakistan-Uzbekistan Joint Commission held its 8th session in Tashkent.", 8),
        ("en", "The eighth session of the Pakistan-Uzbekistan Joint Commission was held in Tashkent.", 8),
        ("ar", "عقدت الدورة الثامنة للجنة المشتركة بين المغرب والسنغال في الرباط.", 8),
    ],
)
def test_the_ordinal_of_a_session(language: str, sentence: str, ordinal: int) -> None:
    reading = read(sentence, date(2024, 5, 2), language=language)
    assert [(d.facts["type"], d.facts["session"]) for d in reading.of("bodies")] == [
        ("joint_commission", ordinal)
    ]
