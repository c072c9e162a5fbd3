"""The joint body that an agreement founds, in four languages: name, kind, rhythm, place, agenda; and what is none."""

from __future__ import annotations

from typing import Any

import pytest

from servanda.reading.clauses import read_clauses

ENGLISH = """Article 7
The Parties shall establish a Joint Commission on economic and technical cooperation, which shall supervise the implementation
of this Agreement. The Commission shall meet every two years, alternately in Rabat and in Nairobi, or at the request
of either Party. The agenda shall be agreed through diplomatic channels at least forty-five days before each session."""
FRENCH = """Article 8
Il est institué une Commission mixte de coopération culturelle chargée de suivre l'application du présent Accord.
Elle se réunit une fois par an, alternativement dans chacun des deux pays. L'ordre du jour est arrêté au plus tard un mois avant
la session."""
RUSSIAN = """Статья 6
Стороны создают Межправительственную комиссию по торгово-экономическому сотрудничеству. Заседания комиссии проводятся раз в
два года поочередно в каждом из государств. Повестка дня согласовывается не позднее чем за 30 дней до заседания."""
ARABIC = """المادة السابعة
ينشئ الطرفان لجنة مشتركة للتعاون في مجال الطاقة والصناعة تتولى متابعة تنفيذ هذا الاتفاق. تجتمع اللجنة مرة كل سنة بالتناوب في كل من البلدين.
ويتفق الطرفان على جدول الأعمال قبل ثلاثين يوما من موعد الدورة."""


@pytest.mark.parametrize(
    ("text", "language", "name", "kind", "every", "agenda"),
    [
        (ENGLISH, "en", "Joint Commission on economic and technical cooperation", "joint_commission", (2, "years"), (45, "days")),
        (FRENCH, "fr", "Commission mixte de coopération culturelle", "joint_commission", (1, "years"), (1, "months")),
        (RUSSIAN, "ru", "Межправительственную комиссию по торгово-экономическому сотрудничеству", "joint_commission", (2, "years"), (30, "days")),
        (ARABIC, "ar", "لجنة مشتركة للتعاون في مجال الطاقة والصناعة", "joint_commission", (1, "years"), (30, "days")),
    ],
)  # fmt: skip
def test_name_rhythm_place_and_agenda(
    text: str, language: str, name: str, kind: str, every: tuple[int, str], agenda: tuple[int, str]
):
    body = founded(text, language)
    assert body is not None
    assert (body["name"], body["kind"]) == (name, kind)
    assert body["every"] == dict(zip(("n", "unit"), every, strict=True))
    assert body["agenda_deadline"] == dict(zip(("n", "unit"), agenda, strict=True))
    assert body["alternation"] is True
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in body["evidence"])


def founded(text: str, language: str = "en") -> dict[str, Any] | None:
    body: dict[str, Any] | None = read_clauses(text, language).as_json()["joint_body"]
    return body


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Parties hereby establish a Joint Committee. It shall meet at the request of either Party.", "en"),
        ("Il est créé un Comité mixte. Il se réunit à la demande de l'une des Parties.", "fr"),
        ("Создаётся Совместная рабочая группа. Совместная рабочая группа проводит заседания по мере необходимости.", "ru"),
        ("تشكل لجنة مشتركة. وتجتمع اللجنة عند الحاجة.", "ar"),
    ],
)  # fmt: skip
def test_a_body_without_rhythm_meets_when_needed(text: str, language: str):
    body = founded(text, language)
    assert body is not None
    assert (body["every"], body["when_needed"], body["alternation"]) == (None, True, False)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The certificates shall be drawn up by the Joint Commission referred to in Article 22 of the Convention.", "en"),
        ("A session of the Intergovernmental Oceanographic Commission will be held in the host country.", "en"),
        ("Le modèle est établi par la Commission technique mixte visée à l'article 36 de la Convention.", "fr"),
        ("The disputes shall be settled through the diplomatic channel within six months.", "en"),
    ],
)  # fmt: skip
def test_a_body_that_is_only_referred_to_is_not_founded(text: str, language: str):
    assert founded(text, language) is None


def test_where_the_chair_alternates_the_place_is_not_said_to():
    text = "Il est créé une commission mixte. Les sessions seront présidées, alternativement, par les chefs des délégations."
    body = founded(text, "fr")
    assert body is not None
    assert body["alternation"] is False


def test_a_working_group_is_told_from_a_commission():
    body = founded("The Parties shall set up a joint working group. The group shall meet twice a year.")
    assert body is not None
    assert (body["kind"], body["every"]) == ("working_group", {"n": 6, "unit": "months"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Done at Oslo on 3 May 2012 in the English language.\nFor the Government of the Kingdom of Norway\n"
            "(sd.) O. d'HANSENMinister of Trade\nFor the Government of the Republic of Kenya\n(sd.) P. Ph. MWANGI\n",
            [("O. d'HANSEN", "NO"), ("P. Ph. MWANGI", "KE")],
        ),
        (
            "حررت في الرباط بتاريخ 15 مارس 2016 باللغتين العربية والروسية.\n\nعن حكومة المملكة المغربية\nناصر بوريطة\nوزير الشؤون الخارجية\n"
            "\nعن حكومة روسيا الاتحادية\nالسيد سيرغي لافروف\n",
            [("ناصر بوريطة", "MA"), ("سيرغي لافروف", "RU")],
        ),
        (
            "Совершено в Рабате 15 марта 2016 года на русском и арабском языках.\nЗа Правительство Российской Федерации\nС.В. Лавров\n"
            "За Правительство Королевства Марокко\nНасер Бурита\n",
            [("С.В. Лавров", "RU"), ("Насер Бурита", "MA")],
        ),
        (
            "Done at Dodoma on 23 November 1971.\nFor the Government of the Kingdom of Norway\n\nFor the Government of the United "
            "Republic of Tanzania\n\n####Overenskomst mellom regjeringene\n",
            [],
        ),
    ],
)  # fmt: skip
def test_signatories_under_their_places(text: str, names: list[tuple[str, str]]):
    read = read_clauses(text).as_json()
    assert [(s["name"], s["party"]) for s in read["signatories"]] == names
