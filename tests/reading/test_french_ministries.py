"""Wordings of francophone ministries, agencies and cabinets: each case stands for a class of them."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.reading import read

DAY = date(2025, 3, 12)


def _facts(text: str, kind: str, *fields: str, day: date = DAY) -> list[tuple[object, ...]]:
    return [tuple(d.facts[f] for f in fields) for d in read(text, day).of(kind)]


def test_a_surname_of_several_words_is_the_same_person() -> None:
    text = (
        "Le Président algérien a reçu le ministre mauritanien des Affaires étrangères, M. Mohamed Salem Ould Merzoug. M. Ould"
        " Merzoug a remis un message.\n"
    )
    assert _facts(text, "persons", "name") == [("Mohamed Salem Ould Merzoug",)]


def test_a_list_of_commitments_after_a_colon() -> None:
    text = (
        "Le Maroc et la France ont publié une déclaration conjointe.\n\nLes deux pays s'engagent à :\n"
        "- développer les interconnexions électriques ;\n- coopérer contre l'immigration irrégulière.\n"
    )
    assert len(read(text, DAY).of("undertakings")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Fait à Alger, le 7 novembre 2023\nAbdelmadjid TEBBOUNE.\n",
        "L'accord est en vigueur.\n\nAbdelmadjid TEBBOUNE\nPrésident de la République\n",
    ],
)
def test_who_signs_a_text_is_a_person_of_it(text: str) -> None:
    act = "Décret portant ratification de l'accord entre l'Algérie et le Qatar relatif à la jeunesse.\n\n"
    assert _facts(act + text, "persons", "name") == [("Abdelmadjid TEBBOUNE",)]


def test_what_a_head_of_state_tells_his_ministers_is_no_undertaking() -> None:
    text = (
        "Le Président sénégalais s'est entretenu avec le Président chinois. Le Président de la République a instruit le"
        " Ministre de la Santé publique d'intensifier la sensibilisation.\n"
    )
    assert not read(text, DAY).of("undertakings")


def test_agreed_in_the_reflexive_perfect() -> None:
    text = (
        "Les deux dirigeants vietnamien et français se sont mis d'accord pour intensifier les échanges de délégations et"
        " promouvoir la coopération militaire.\n"
    )
    assert len(read(text, DAY).of("undertakings")) == 2


def test_fields_in_the_feminine_and_past_a_word_that_is_none() -> None:
    text = (
        "La première session de la Commission intergouvernementale de coopération commerciale Burkina-Russie s'est tenue à"
        " Ouagadougou. Les deux parties ont examiné la coopération dans les secteurs du nucléaire civil, de l'or et de la"
        " formation.\n"
    )
    assert {code for (code,) in _facts(text, "sectors", "code")} == {"trade", "nuclear", "education"}


def test_a_name_after_a_post_a_colon_and_a_courtesy() -> None:
    text = (
        "L'accord entre le Gabon et le Maroc est entré en vigueur.\n\nOnt été nommés : Consul général à Douala : M. Jean-Bernard"
        " Avouma.\n"
    )
    assert _facts(text, "persons", "name") == [("Jean-Bernard Avouma",)]


def test_issues_are_no_part_of_an_office_and_open_a_sentence() -> None:
    text = (
        "Le ministre sénégalais de l'Intégration africaine s'est entretenu avec son homologue vietnamien. Concernant la mer"
        " Orientale, les deux parties ont réaffirmé leur position.\n"
    )
    assert [d.evidence[0].quote for d in read(text, DAY).of("topics")] == ["mer Orientale"]


def test_an_office_of_several_fields_and_a_name_with_a_particle() -> None:
    text = (
        "Le ministre tunisien de l'Agriculture, des Ressources hydrauliques et de la Pêche, Abdelmonem Belati, s'est entretenu"
        " avec le Premier ministre cap-verdien, José Ulisses Correia e Silva.\n"
    )
    assert _facts(text, "persons", "name") == [("Abdelmonem Belati",), ("José Ulisses Correia e Silva",)]


def test_a_feast_before_a_post_is_nobody() -> None:
    text = (
        "Le Sénégal et la Gambie ont signé un accord. Évoquant la célébration du Grand Magal de Touba, le Président de la"
        " République a demandé au Ministre de l'Intérieur d'y veiller.\n"
    )
    assert _facts(text, "persons", "name") == []


def test_what_is_discussed_in_the_passive() -> None:
    text = (
        "Le ministre arménien s'est entretenu avec son homologue égyptien. Des questions relatives à la stabilité régionale ont"
        " été évoquées.\n"
    )
    assert [d.evidence[0].quote for d in read(text, DAY).of("topics")] == ["stabilité régionale"]


def test_an_approved_signature_is_no_undertaking() -> None:
    text = "Le Conseil a marqué son accord sur la signature de l'accord scientifique entre la Belgique et le Chili.\n"
    assert not read(text, DAY).of("undertakings")


def test_a_noun_in_re_is_no_action() -> None:
    text = (
        "Les deux dirigeants, français et indien, ont réaffirmé leur attachement à un ordre international fondé sur le droit. Ils"
        " ont signé un accord entre la France et l'Inde.\n"
    )
    assert not read(text, DAY).of("undertakings")


def test_two_who_hold_one_post() -> None:
    text = (
        "Les ministres des Affaires étrangères, Ararat Mirzoyan et Djeyhoun Baïramov, ont paraphé l'Accord entre la République"
        " d'Arménie et la République d'Azerbaïdjan.\n"
    )
    assert _facts(text, "persons", "name") == [("Ararat Mirzoyan",), ("Djeyhoun Baïramov",)]


def test_names_with_a_capital_before_the_apostrophe() -> None:
    text = (
        "Le ministre congolais de l'Aménagement du territoire a reçu le directeur général de la Banque africaine de"
        " développement, Serge N'Guessan, à N'Djamena.\n"
    )
    assert _facts(text, "persons", "name") == [("Serge N'Guessan",)]


def test_an_aim_that_two_set_themselves() -> None:
    text = (
        "Le Président sénégalais a été reçu par le Président turc. Ils se sont fixé l'objectif de porter le volume des échanges à"
        " un milliard de dollars.\n"
    )
    [found] = read(text, DAY).of("undertakings")
    assert found.evidence[0].quote.startswith("porter le volume")


def test_several_after_one_courtesy() -> None:
    text = (
        "Les ministres chargés de la Pêche de Madagascar, de Maurice et des Comores, MM. Rivo Andriamanana, Dev Ramsamy et Soilihi"
        " Mmadi, se sont réunis mercredi à Antananarivo.\n"
    )
    assert _facts(text, "persons", "name") == [("Rivo Andriamanana",), ("Dev Ramsamy",), ("Soilihi Mmadi",)]


def _issues(text: str) -> list[str]:
    return [d.evidence[0].quote for d in read(text, DAY).of("topics")]


def test_issues_of_an_enumeration_with_ainsi_que() -> None:
    text = (
        "Le ministre marocain et son homologue français se sont entretenus de la situation au Mali et de la crise humanitaire à"
        " Gaza, ainsi que de la question du Sahara occidental.\n"
    )
    assert _issues(text) == ["Mali", "crise humanitaire à Gaza", "question du Sahara occidental"]


def test_fields_named_as_interests_are_no_issues() -> None:
    text = (
        "Les ministres du Mali et du Niger se sont entretenus. Les discussions ont porté sur des sujets d'intérêt commun,"
        " notamment la sécurité et la culture.\n"
    )
    assert _issues(text) == []


def test_the_state_that_a_conference_is_about_is_its_issue() -> None:
    text = "La ministre canadienne participera le 13 mars à Paris, en France, à la Conférence de Paris sur la Syrie.\n"
    assert _facts(text, "encounters", "type", "parties") == [("conference", ["CA", "FR"])]
    assert _issues(text) == ["Syrie"]


def test_contacts_at_the_end_are_left_out() -> None:
    text = (
        "La ministre canadienne s'est entretenue avec son homologue chilien de la coopération dans le domaine minier.\n\n"
        "Personnes-ressources\n\nService des relations avec les médias et la télévision\n"
    )
    assert [c for (c,) in _facts(text, "sectors", "code")] == ["mining"]


def test_fields_that_a_further_sentence_adds() -> None:
    text = (
        "Les travaux de la commission mixte entre le Mali et le Burkina Faso ont porté sur les secteurs de la santé et de la"
        " défense. S'y ajoutent les mines, l'énergie et la justice.\n"
    )
    found = {c for (c,) in _facts(text, "sectors", "code")}
    assert found == {"health", "defence", "mining", "energy", "justice"}


def test_a_crisis_named_by_an_adjective_is_an_issue() -> None:
    text = "Les ministres algérien et tunisien se sont entretenus à Tunis. Les deux ministres ont évoqué la crise libyenne.\n"
    assert _issues(text) == ["crise libyenne"]


def test_the_code_of_a_cabinet_is_no_field_of_cooperation() -> None:
    text = (
        "Le Conseil de gouvernement de Mauritanie a adopté un projet de loi autorisant la ratification de l'accord entre la"
        " Mauritanie et l'Espagne relatif à l'eau potable.\n\nLe ministre de la Pêche a présenté un projet de loi portant code"
        " des mines.\n"
    )
    assert [c for (c,) in _facts(text, "sectors", "code")] == ["water"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "Le ministre grec s'est entretenu à Erevan avec son homologue arménien. Athènes et Erevan veulent une liaison"
            " aérienne entre la Grèce et l'Arménie.\n",
            {"aviation"},
        ),
        (
            "La France et l'Arménie ont signé un contrat. La France formera des médecins arméniens et assurera la livraison"
            " d'hélicoptères à Erevan.\n",
            {"health", "defence"},
        ),
        (
            "Le ministre tchadien s'est entretenu avec son homologue malien. Au Tchad, la récolte de coton a été bonne.\n",
            set(),
        ),
    ],
)
def test_fields_between_two_and_what_is_delivered(text: str, codes: set[str]) -> None:
    assert {c for (c,) in _facts(text, "sectors", "code")} == codes
