"""The wording of ministries: what each sentence must and must not give, in the four languages."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.reading import read

DAY = date(2025, 11, 27)


def facts(text: str, kind: str, *fields: str) -> list[tuple[object, ...]]:
    """The given fields of the drafts of one kind."""
    return [tuple(d.facts[f] for f in fields) for d in read(text, DAY).of(kind)]


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        (
            "Fiji and New Zealand held talks in Wellington. The Prime Ministers agreed to:\n(a) establish a joint committee on climate;\n"
            "(b) double two-way trade by 2030.\n3. The Leaders expressed concern over the situation in Sudan.\n",
            ["establish a joint committee on climate", "double two-way trade by 2030"],
        ),
        (
            "Президенты Узбекистана и Республики Корея договорились:\n– учредить Комитет стратегического сотрудничества;\n"
            "– открыть в Ташкенте филиал университета.\n",
            ["учредить Комитет стратегического сотрудничества", "открыть в Ташкенте филиал университета"],
        ),
        (
            "La Tunisie et la Libye se félicitent. Les deux parties ont décidé ce qui suit :\n- créer un conseil d’affaires tuniso-libyen ;\n"
            "- relancer la commission mixte.\n",
            ["créer un conseil d’affaires tuniso-libyen", "relancer la commission mixte"],
        ),
        (
            "أجرى العراق وتركيا محادثات. وقرر الجانبان ما يلي:\n1. تشكيل لجنة دائمة للمياه.\n2. تسريع مشروع طريق التنمية.\n",
            ["تشكيل لجنة دائمة للمياه", "تسريع مشروع طريق التنمية"],
        ),
    ],
)
def test_a_list_after_agreed_gives_an_undertaking_for_each_item(text: str, actions: list[str]) -> None:
    assert [d.evidence[0].quote for d in read(text, DAY).of("undertakings")] == actions


def test_an_enumeration_goes_on_after_a_relative_clause() -> None:
    text = (
        "Le Maroc et le Kenya s’engagent à créer une commission mixte, dont la réunion est prévue à Nairobi, "
        "à faciliter l’exportation d’engrais et à ouvrir une liaison aérienne."
    )
    assert len(read(text, DAY).of("undertakings")) == 3


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("Le Togo et la Turquie ont signé un accord. L’accord entrera en vigueur trente jours après la ratification.", ["signed"]),
        ("Peru and Sweden discussed prospects for signing an agreement on visas.", ["proposed"]),
        ("The Treaty on Extradition between Chile and the Philippines is being finalised.", ["negotiated"]),
        ("Le Gouvernement belge a approuvé le projet de loi autorisant la ratification de l’accord entre la Belgique et le Maroc.", ["signed"]),
        ("Россия и Иордания подписали протокол о внесении изменений в Соглашение.", ["signed", "existing"]),
        ("Соглашение между Россией и Иорданией о взаимной отмене визовых требований вступило в силу.", ["in_force"]),
        ("دخلت اتفاقية تجنب الازدواج الضريبي بين سلطنة عمان وجمهورية إستونيا حيز التنفيذ.", ["in_force"]),
        ("لم توقع الجزائر وموريتانيا بروتوكول التعاون.", []),
        ("Australia and Japan welcomed the Nuclear Non-Proliferation Treaty.", []),
    ],
)  # fmt: skip
def test_the_stage_is_what_the_sentence_says(text: str, stages: list[str]) -> None:
    assert [s for (s,) in facts(text, "instruments", "stage")] == stages


def test_an_invitation_announces_a_visit_beside_the_one_reported() -> None:
    text = (
        "Le Premier ministre de Madagascar effectue une visite officielle à Maurice. Le Premier ministre de Madagascar "
        "a invité son homologue mauricien à effectuer une visite à Antananarivo en 2026."
    )
    assert facts(text, "encounters", "type", "parties") == [("visit", ["MG", "MU"])] * 2


def test_who_leads_a_delegation_belongs_to_its_state() -> None:
    text = (
        "India and Vietnam held consultations in Hanoi. The Indian delegation was led by Ms. Riva Das, Secretary, while the "
        "Vietnamese side was headed by Deputy Foreign Minister Nguyen Minh Vu."
    )
    assert facts(text, "persons", "name", "party") == [("Riva Das", "IN"), ("Nguyen Minh Vu", "VN")]


def test_three_parties_are_three() -> None:
    text = (
        "Les ministres de l’Angola, de la République démocratique du Congo et de la Zambie ont signé un accord. "
        "Les trois ministres prépareront un protocole douanier."
    )
    assert facts(text, "instruments", "parties")[0] == (["AO", "CD", "ZM"],)


def test_an_issue_that_no_lexicon_knows_is_a_topic_where_issues_are_listed() -> None:
    text = (
        "Tunisia and Malta held talks in Tunis. Tunisia and Malta exchanged views on regional and international issues, including irregular migration and "
        "reform of global taxation."
    )
    quotes = [d.evidence[0].quote for d in read(text, DAY).of("topics")]
    assert quotes == ["irregular migration", "reform of global taxation"]


def test_a_line_with_the_writer_s_name_names_no_person() -> None:
    text = "L’Arménie et la France ont signé un accord de coopération lundi à Erevan.\n\nKrikor Amirzayan\n"
    assert facts(text, "persons", "name") == []
