"""Encounters and bodies in the wordings of francophone ministries: with whom, where, once or twice."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.reading import read

DAY = date(2025, 3, 12)


def _facts(text: str, kind: str, *fields: str, day: date = DAY) -> list[tuple[object, ...]]:
    return [tuple(d.facts[f] for f in fields) for d in read(text, day).of(kind)]


def test_the_next_session_is_another_one() -> None:
    text = (
        "La 15e session de la Commission mixte entre le Maroc et le Portugal s'est tenue mercredi à Rabat.\n\n"
        "La prochaine session de la Commission mixte se tiendra à Lisbonne en 2027.\n"
    )
    assert _facts(text, "encounters", "type", "place") == [("session", "Rabat"), ("session", "Lisbonne")]


@pytest.mark.parametrize("numeral", ["VIIIe", "VIIIème", "huitième", "8e", "8ème"])
def test_numerals_of_sessions(numeral: str) -> None:
    text = f"La {numeral} session de la Commission mixte algéro-tunisienne s'est tenue à Alger.\n"
    assert _facts(text, "bodies", "session", "parties") == [(8, ["DZ", "TN"])]


def test_a_body_of_an_organisation_and_a_state_with_its_number_after() -> None:
    text = "Le Conseil de partenariat entre l'Union européenne et l'Arménie a tenu sa cinquième réunion à Bruxelles.\n"
    assert _facts(text, "bodies", "type", "session", "parties") == [("joint_commission", 5, ["AM", "EU"])]


def test_a_visit_put_off_is_none() -> None:
    text = (
        "Report de la visite du ministre vietnamien\n\nLa visite de travail que le ministre des Affaires étrangères du"
        " Viêt Nam devait effectuer à Luxembourg les 5 et 6 février 2025 a été reportée à une date ultérieure.\n"
    )
    assert _facts(text, "encounters", "type") == []


def test_what_the_two_have_discussed_is_talks() -> None:
    text = (
        "Le Président de la République française effectue une visite d'État au Maroc.\n\n"
        "Les deux chefs d'État ont évoqué la situation au Sahel.\n"
    )
    assert sorted(_facts(text, "encounters", "type", "parties")) == [
        ("talks", ["FR", "MA"]),
        ("visit", ["FR", "MA"]),
    ]


def test_these_talks_are_those_just_told_of() -> None:
    text = (
        "Syrie – Le ministre français s'est entretenu hier par téléphone avec son homologue syrien.\n\n"
        "Le ministre délégué français, M. Benjamin Haddad, s'entretiendra avec le président serbe Aleksandar Vučić. Ces"
        " entretiens porteront sur l'adhésion de la Serbie à l'Union européenne.\n"
    )
    assert sorted(_facts(text, "encounters", "type", "parties")) == [
        ("call", ["FR", "SY"]),
        ("talks", ["FR", "RS"]),
    ]


def test_letters_of_credence_are_a_meeting_with_each() -> None:
    text = (
        "Le président congolais Denis Sassou-N'Guesso a reçu, ce mardi, les lettres de créance des nouveaux ambassadeurs de"
        " Turquie, du Brésil et de l'Inde.\n"
    )
    assert _facts(text, "encounters", "type", "parties") == [
        ("meeting", ["CG", "TR"]),
        ("meeting", ["BR", "CG"]),
        ("meeting", ["CG", "IN"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Le Maroc et la Tunisie ont signé un accord. Le ministre marocain de l'Intérieur avait effectué une visite en Tunisie.\n",
        "Le Maroc et la Tunisie ont signé un accord. Le ministre tunisien a fait une visite d'inspection au Maroc.\n",
    ],
)
def test_visits_that_are_no_news(text: str) -> None:
    assert _facts(text, "encounters", "type") == []


def test_the_visit_of_which_a_text_tells_in_passing() -> None:
    text = "Le président algérien a été reçu par le président italien à Rome, au terme de sa visite d'État.\n"
    assert ("visit", ["DZ", "IT"]) in _facts(text, "encounters", "type", "parties")


def test_a_technical_committee_that_met_held_a_session() -> None:
    text = "Le comité technique mixte tuniso-libyen chargé du point de passage de Ras Jedir s'est réuni jeudi à Zarzis.\n"
    assert _facts(text, "encounters", "type", "parties") == [("session", ["LY", "TN"])]


def test_a_body_of_states_with_names_of_several_words() -> None:
    text = "La 24e réunion de la commission de partenariat Luxembourg-Cabo Verde s'est tenue à Praia.\n"
    assert _facts(text, "bodies", "session", "parties") == [(24, ["CV", "LU"])]


def test_a_dialogue_to_be_founded_is_no_talks() -> None:
    text = "La France et le Kazakhstan ont décidé d'instituer un dialogue stratégique annuel.\n"
    assert _facts(text, "encounters", "type") == []
    assert _facts(text, "bodies", "type", "action") == [("political_consultations", "created")]


def test_what_somebody_is_told_to_do_is_no_encounter() -> None:
    text = (
        "Réunion interministérielle au Sénégal : le Ministre de l'Élevage est chargé des actions suivantes.\n"
        "- échanger avec les autorités mauritaniennes et maliennes pour faciliter l'importation de moutons.\n"
    )
    assert _facts(text, "encounters", "type") == []


def test_consultations_to_come_are_talks_apart() -> None:
    text = (
        "Le ministre arménien a eu un entretien avec le ministre français. Des consultations politiques entre les ministères"
        " des deux pays auront lieu à Erevan au printemps prochain.\n"
    )
    assert _facts(text, "encounters", "type", "parties") == [
        ("talks", ["AM", "FR"]),
        ("talks", ["AM", "FR"]),
    ]


def test_several_who_travel_to_one_place() -> None:
    text = "Les Premiers ministres italien Giorgia Meloni et néerlandais Mark Rutte se sont rendus dimanche à Tunis.\n"
    assert _facts(text, "encounters", "type", "parties") == [
        ("visit", ["IT", "TN"]),
        ("visit", ["NL", "TN"]),
    ]


def test_what_the_sides_examined_belongs_to_the_meeting_before() -> None:
    text = (
        "Sous la médiation de l'Angola, une réunion ministérielle entre la République démocratique du Congo et le Rwanda s'est"
        " tenue à Luanda. Les parties ont examiné le plan angolais.\n"
    )
    assert _facts(text, "encounters", "type", "parties") == [("talks", ["CD", "RW"])]


def test_a_delegation_that_is_awaited_comes_on_a_visit() -> None:
    text = "Une délégation italienne est attendue la semaine prochaine à Tunis.\n"
    assert _facts(text, "encounters", "type", "parties") == [("visit", ["IT", "TN"])]


def test_a_call_named_in_the_headline_only() -> None:
    text = (
        "Entretien téléphonique avec M. Bassirou Diomaye Faye, Président du Sénégal\n\nLe Président de la République s'est"
        " entretenu ce mercredi avec M. Bassirou Diomaye Faye. Il a fait part de sa volonté d'intensifier le partenariat entre la"
        " France et le Sénégal. Ils sont convenus de se rencontrer prochainement.\n"
    )
    assert _facts(text, "encounters", "type", "parties", "date") == [
        ("call", ["FR", "SN"], "2025-03-12"),
        ("meeting", ["FR", "SN"], None),
    ]


def test_a_statesman_without_a_post_is_a_person() -> None:
    text = "Irakli Kobakhidzé est arrivé lundi à Erevan pour une visite officielle.\n"
    assert _facts(text, "persons", "name", "party") == [("Irakli Kobakhidzé", "GE")]
    assert _facts(text, "encounters", "type", "parties") == [("visit", ["AM", "GE"])]


def test_states_joined_after_their_commission() -> None:
    text = (
        "Le Sénégal a signé un accord avec le Royaume d'Espagne. Madame le Ministre a rendu compte de la tenue de la 3ème session"
        " de la Commission mixte Sénégal – Turquie.\n"
    )
    assert _facts(text, "bodies", "session", "parties") == [(3, ["SN", "TR"])]


def test_a_city_that_names_a_gathering_is_no_party() -> None:
    text = (
        "Le Président sénégalais Bassirou Diomaye Faye a reçu le ministre turc. Le Président de la République a informé le Conseil"
        " de sa participation au Forum de Paris sur la Paix et de la visite d'amitié qu'il a effectuée en République islamique de"
        " Mauritanie, où il s'est entretenu avec son homologue, Monsieur Mohamed Ould Cheikh El GHAZOUANI.\n"
    )
    found = _facts(text, "encounters", "type", "parties")
    assert ("visit", ["MR", "SN"]) in found
    assert ("talks", ["MR", "SN"]) in found


def test_the_cabinet_whose_president_has_no_state() -> None:
    text = (
        "Conseil des ministres du Sénégal\n\nLe Président de la République a rendu compte au Conseil de la visite d'amitié qu'il a"
        " effectuée à Abidjan, à l'invitation du Président Alassane OUATTARA.\n\nIl a engagé le Ministre à préparer, avec la partie"
        " ivoirienne, la Commission mixte.\n\nLe Ministre de la Pêche a fait le point sur l'accord de pêche avec l'Union"
        " européenne.\n\nLe Président a reçu en audience le Directeur général de la FAO, M. Qu Dongyu.\n"
    )
    found = _facts(text, "encounters", "type", "parties")
    assert ("visit", ["CI", "SN"]) in found
    assert ("meeting", ["FAO", "SN"]) in found


def test_a_meeting_of_high_level_with_its_number() -> None:
    text = "Première réunion de haut niveau Mauritanie-Espagne\n\nLes deux dirigeants ont signé un accord à Nouakchott.\n"
    assert _facts(text, "bodies", "type", "session", "parties") == [("joint_commission", 1, ["ES", "MR"])]
    assert _facts(text, "encounters", "type", "parties") == [("session", ["ES", "MR"])]


def test_consultations_that_a_memorandum_is_about_are_none() -> None:
    text = "L'Algérie et la Slovénie ont signé un mémorandum relatif aux consultations politiques entre les deux ministères.\n"
    assert _facts(text, "encounters", "type") == []
    assert _facts(text, "bodies", "type") == []


def test_a_session_that_a_state_will_host() -> None:
    text = (
        "Le ministre a rendu compte de la première session de la commission mixte nigéro-togolaise, tenue à Lomé. Il a annoncé que"
        " le Niger accueillera la deuxième session.\n"
    )
    assert _facts(text, "bodies", "session", "action") == [(1, "convened"), (2, "announced")]


def test_a_surname_that_is_a_capital_too() -> None:
    text = "Le Président de la République du Cap-Vert, M. José Tavares Lima, effectuera une visite d’État au Sénégal.\n"
    assert _facts(text, "persons", "name") == [("José Tavares Lima",)]
    assert _facts(text, "encounters", "type", "parties") == [("visit", ["CV", "SN"])]


def test_data_and_papers_are_exchanged_without_talks() -> None:
    text = "La Tunisie et la Belgique ont échangé les instruments de ratification de la convention.\n"
    assert _facts(text, "encounters", "type") == []


def test_who_is_met_stands_after_with() -> None:
    text = (
        "Le ministre des Affaires étrangères de Mauritanie s'est entretenu hier à Marrakech, Royaume du Maroc, avec la"
        " secrétaire d'État finlandaise, Mme Johanna Virtanen.\n"
    )
    assert _facts(text, "encounters", "type", "parties") == [("talks", ["FI", "MR"])]


def test_a_state_in_brackets_is_a_place() -> None:
    text = "Le ministre algérien, M. Ahmed Attaf, s'est entretenu à Accra (Ghana) avec son homologue nigérian, M. Yusuf Bello.\n"
    assert _facts(text, "encounters", "parties") == [(["DZ", "NG"],)]


def test_a_talk_that_was_a_call() -> None:
    text = (
        "La ministre canadienne des Affaires étrangères s'est entretenue aujourd'hui avec le ministre français, M. Luc Morel."
        "\n\nAu cours de l'entretien téléphonique, les ministres ont évoqué la situation en Haïti.\n"
    )
    assert _facts(text, "encounters", "type", "parties") == [("call", ["CA", "FR"])]


def test_an_arrival_is_a_visit_and_a_term_that_has_come_is_none() -> None:
    text = "La présidente du Congrès américain, Mme Ann Lewis, est arrivée samedi à Erevan, en Arménie.\n"
    assert _facts(text, "encounters", "type", "parties") == [("visit", ["AM", "US"])]
    text = "Le président du Bénin est arrivé à échéance de son mandat. Le Togo et le Bénin coopèrent.\n"
    assert _facts(text, "encounters", "type") == []


@pytest.mark.parametrize(
    "text",
    [
        "Les deux pays, la France et l'Algérie, veulent renforcer leur dialogue et approfondir leur concertation.\n",
        "Deux jours pour échanger sur des sujets d'intérêt commun entre le Cameroun et le Tchad.\n",
        "La ministre belge a rencontré à Kinshasa, en RDC, des représentants de la société civile.\n",
    ],
)
def test_what_is_no_encounter_of_two_sides(text: str) -> None:
    assert _facts(text, "encounters", "type") == []


def test_a_session_to_come_is_not_where_they_talked() -> None:
    text = (
        "Le président gabonais a achevé sa visite au Togo. Avec son homologue togolais, il a évoqué les questions bilatérales."
        " Une réunion de la commission mixte devrait être organisée à Libreville.\n"
    )
    assert sorted(t for (t,) in _facts(text, "encounters", "type")) == ["session", "talks", "visit"]


def test_a_dialogue_is_a_body_only_where_it_meets() -> None:
    text = "Ils ont convenu de renforcer le dialogue politique entre la France et les Comores.\n"
    assert _facts(text, "bodies", "type") == []
    text = "Le deuxième dialogue politique entre la France et les Comores s'est tenu à Moroni.\n"
    assert _facts(text, "bodies", "type", "session") == [("political_consultations", 2)]


def test_a_group_with_its_subject_and_its_number() -> None:
    text = "Le Groupe de travail conjoint Maroc-Espagne sur la migration a tenu sa 20e réunion à Madrid.\n"
    assert _facts(text, "bodies", "type", "session") == [("working_group", 20)]


def test_a_body_that_has_been_founded() -> None:
    text = (
        "Entre le Cameroun et le Sénégal, un comité de suivi des recommandations des sessions a été créé.\n"
    )
    assert _facts(text, "bodies", "type", "action") == [("working_group", "created")]


def test_a_meeting_of_three_and_a_presidential_council_that_is_no_body() -> None:
    text = (
        "La première réunion consultative entre le président algérien, le président tunisien et le président du conseil"
        " présidentiel libyen s'est tenue à Tunis. Les trois parties ont convenu de se revoir. Les trois chefs d'État ont"
        " également discuté de la question libyenne.\n"
    )
    assert _facts(text, "bodies", "type") == []
    assert _facts(text, "encounters", "type", "parties") == [("talks", ["DZ", "LY", "TN"])]


def test_delegations_gathered_in_a_city() -> None:
    text = (
        "La force mixte tchado-soudanaise sera réactivée, ont convenu les deux délégations réunies à N'Djamena du 9 au 11"
        " mars. Elles ont décidé d'ouvrir un poste frontalier.\n"
    )
    assert _facts(text, "encounters", "type", "parties") == [("talks", ["SD", "TD"])]


def test_support_in_international_forums_is_no_conference() -> None:
    text = (
        "Le Vietnam et la France ont décidé de continuer de se soutenir au sein des forums internationaux.\n"
    )
    assert _facts(text, "encounters", "type") == []
