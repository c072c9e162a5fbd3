"""Likely ancestors: reworded, in another language, in another script; and what is not alike."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.domain.commitments.likeness import likely, wording
from servanda.register.commitments import likely_ancestors
from servanda.register.visibility import Viewer, operator
from tests.commitments.register import promise, record

PROMISES = {
    "veterinary": {
        "en": "Agree the veterinary certificates for meat and fishery products.",
        "ar": "الاتفاق على الشهادات البيطرية الخاصة باللحوم ومنتجات الصيد.",
        "ru": "Согласовать ветеринарные сертификаты на мясо и рыбную продукцию.",
    },
    "flights": {"fr": "Ouvrir une ligne directe entre Agadir et Saint-Pétersbourg.", "en": "Open a direct route between Agadir and Saint Petersburg."},
    "scholarships": {"ru": "Увеличить число стипендий для марокканских студентов до 50 в год.", "en": "Raise the number of scholarships for Moroccan students to 50 a year."},
    "diplomas": {"en": "Prepare an agreement on the mutual recognition of diplomas.", "fr": "Préparer un accord sur la reconnaissance mutuelle des diplômes."},
    "gas": {"en": "Draw up a road map for supplies of liquefied natural gas."},
}  # fmt: skip
OTHERS = [(key, wording(texts)) for key, texts in PROMISES.items()]


def first(texts: dict[str, str], sectors=()) -> str:
    found = likely(wording(texts, sectors), OTHERS)
    return found[0].key if found else ""


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        ({"en": "Both sides shall sign veterinary certificates for meat products."}, "veterinary"),
        ({"ar": "توقيع الشهادات البيطرية للحوم"}, "veterinary"),
        ({"ru": "Стороны подпишут ветеринарные сертификаты на рыбную продукцию"}, "veterinary"),
        ({"fr": "Signer l’accord de reconnaissance mutuelle des diplômes"}, "diplomas"),
        ({"ru": "Открыть прямой рейс Агадир — Санкт-Петербург"}, "flights"),
        ({"ar": "فتح خط مباشر بين أكادير وسانت بطرسبورغ"}, "flights"),
    ],
)
def test_a_reworded_promise_finds_its_ancestor(texts: dict[str, str], wanted: str):
    assert first(texts) == wanted


@pytest.mark.parametrize(
    "texts",
    [
        {"en": "Hold days of Moroccan culture in Moscow and Kazan."},
        {"fr": "Échanger chaque année les statistiques du commerce extérieur."},
        {"ar": "دراسة التسويات بالعملات الوطنية"},
    ],
)
def test_a_new_promise_finds_none(texts: dict[str, str]):
    assert first(texts) == ""


def test_the_words_in_common_are_told():
    (best, *_) = likely(wording({"en": "Sign the veterinary certificates for meat."}), OTHERS)
    assert "veterinary" in best.shared


@pytest.mark.django_db
def test_ancestors_come_through_the_one_filter_and_are_never_linked_by_themselves():
    record(
        promise("old", date(2018, 1, 1), texts=PROMISES["veterinary"]),
        promise("hidden", date(2018, 1, 1), circle="internal", texts=PROMISES["veterinary"]),
        promise("elsewhere", date(2018, 1, 1), "BR", texts=PROMISES["veterinary"]),
    )
    text = "Подписать ветеринарные сертификаты на мясо"
    found = likely_ancestors(operator(), text, "mechanism/ru")
    assert {a.subject for a in found} == {"commitment/old", "commitment/hidden"}
    from servanda.domain.entry import Circle

    outside = likely_ancestors(Viewer("reader", Circle.JOINT), text, "mechanism/ru")
    assert [a.subject for a in outside] == ["commitment/old"]
    assert found[0].record.ties.filter(relation="restates").count() == 0
    assert likely_ancestors(operator(), text, "mechanism/ru", before=date(2017, 1, 1)) == []
