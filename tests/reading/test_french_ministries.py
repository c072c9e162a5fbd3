"""Wordings of francophone ministries, agencies and cabinets: each case stands for a class of them."""

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


def test_what_is_sold_to_a_state_is_no_place() -> None:
    """«à l'Arménie» is no place as «à Erevan» or «en Arménie» are: the state is a party."""
    text = "Le ministre français des Armées a annoncé la signature d'un contrat portant sur la vente de canons à l'Arménie.\n"
    assert _facts(text, "instruments", "type", "stage", "parties") == [("contract", "signed", ["AM", "FR"])]


def test_a_language_is_no_state() -> None:
    text = (
        "L'OIF et le ministère ivoirien de l'Éducation nationale ont signé un protocole d'accord relatif à la formation des"
        " enseignants de français. L'OIF reste engagée aux côtés de la Côte d'Ivoire.\n"
    )
    assert _facts(text, "instruments", "parties") == [(["CI", "OIF"],)]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (
            "La Chambre des représentants a adopté jeudi le projet de loi portant assentiment à l'accord entre la"
            " Belgique et les Émirats arabes unis sur l'extradition.\n",
            "ratified",
        ),
        (
            "Le Conseil des ministres a adopté un projet de loi autorisant le Président de la République à ratifier"
            " l'accord de défense entre la Côte d'Ivoire et le Ghana, signé à Accra le 5 mai 2023.\n",
            "signed",
        ),
        (
            "Les deux parties ont réaffirmé l'importance de la mise en œuvre de l'accord de partenariat entre l'Union"
            " européenne et l'Arménie, entré en vigueur en mars 2021.\n",
            "existing",
        ),
        (
            "Le Sénégal et la Gambie prévoient de signer, à cette occasion, un accord sur le transit routier.\n",
            "expected",
        ),
    ],
)
def test_stages(text: str, stage: str) -> None:
    assert [s for (s,) in _facts(text, "instruments", "stage")] == [stage]


def test_agreements_and_conventions_counted_together_are_one_entry() -> None:
    text = "Le Maroc et la France ont procédé à la signature de vingt-deux accords et conventions.\n"
    assert _facts(text, "instruments", "type", "stage") == [("agreement", "signed")]


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


def test_what_a_head_of_state_tells_his_ministers_is_no_undertaking() -> None:
    text = (
        "Le Président sénégalais s'est entretenu avec le Président chinois. Le Président de la République a instruit le"
        " Ministre de la Santé publique d'intensifier la sensibilisation.\n"
    )
    assert not read(text, DAY).of("undertakings")


def test_an_amending_protocol_leaves_the_convention_as_it_was() -> None:
    text = "Signature d'un protocole à la convention fiscale entre le Luxembourg et l'Allemagne.\n"
    assert sorted(_facts(text, "instruments", "type", "stage")) == [
        ("convention", "existing"),
        ("protocol", "signed"),
    ]


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


def test_several_agreements_and_one_named_among_them() -> None:
    text = (
        "L'Algérie et l'Italie ont signé plus de quarante accords. Un accord de coopération dans le domaine de la santé a"
        " notamment été signé entre l'Algérie et l'Italie.\n"
    )
    assert _facts(text, "instruments", "stage") == [("signed",), ("signed",)]


def test_a_statement_to_the_press_is_no_instrument() -> None:
    text = (
        "Le ministre mauritanien a été reçu à Alger par le président algérien. Dans une déclaration à la presse, le ministre"
        " mauritanien a salué l'Algérie.\n"
    )
    assert _facts(text, "instruments", "type") == []


def test_a_technical_committee_that_met_held_a_session() -> None:
    text = "Le comité technique mixte tuniso-libyen chargé du point de passage de Ras Jedir s'est réuni jeudi à Zarzis.\n"
    assert _facts(text, "encounters", "type", "parties") == [("session", ["LY", "TN"])]


def test_issues_are_no_part_of_an_office_and_open_a_sentence() -> None:
    text = (
        "Le ministre sénégalais de l'Intégration africaine s'est entretenu avec son homologue vietnamien. Concernant la mer"
        " Orientale, les deux parties ont réaffirmé leur position.\n"
    )
    assert [d.evidence[0].quote for d in read(text, DAY).of("topics")] == ["mer Orientale"]


def test_instruments_in_the_items_of_a_list() -> None:
    text = (
        "La Commission mixte entre le Maroc et le Sénégal s'est tenue à Rabat. Les instruments juridiques suivants ont été"
        " signés :\n1. Mémorandum d'entente en matière d'infrastructures ;\n2. Convention de coopération dans le domaine de"
        " l'artisanat ;\n3. Protocole de coopération sanitaire.\n"
    )
    assert _facts(text, "instruments", "type", "stage") == [
        ("memorandum", "signed"),
        ("convention", "signed"),
        ("protocol", "signed"),
    ]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (
            "Djibouti et la Chine ont paraphé puis signé trois accords de don.\n",
            "signed",
        ),
        (
            "Le protocole entre le Saint-Siège et le Burkina Faso entre en vigueur ce même jour.\n",
            "in_force",
        ),
    ],
)
def test_further_stages(text: str, stage: str) -> None:
    assert [s for (s,) in _facts(text, "instruments", "stage")] == [stage]


def test_an_entry_into_force_that_is_awaited_is_none() -> None:
    text = "L'entrée en vigueur de l'accord entre Djibouti et la Chine sur les visas est attendue en 2026.\n"
    assert ("in_force",) not in _facts(text, "instruments", "stage")


def test_a_body_of_states_with_names_of_several_words() -> None:
    text = "La 24e réunion de la commission de partenariat Luxembourg-Cabo Verde s'est tenue à Praia.\n"
    assert _facts(text, "bodies", "session", "parties") == [(24, ["CV", "LU"])]


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


def test_a_dialogue_to_be_founded_is_no_talks() -> None:
    text = "La France et le Kazakhstan ont décidé d'instituer un dialogue stratégique annuel.\n"
    assert _facts(text, "encounters", "type") == []
    assert _facts(text, "bodies", "type", "action") == [("political_consultations", "created")]


def test_what_is_discussed_in_the_passive() -> None:
    text = (
        "Le ministre arménien s'est entretenu avec son homologue égyptien. Des questions relatives à la stabilité régionale ont"
        " été évoquées.\n"
    )
    assert [d.evidence[0].quote for d in read(text, DAY).of("topics")] == ["stabilité régionale"]


def test_a_convention_against_double_taxation_is_bilateral() -> None:
    text = (
        "Le protocole modifiant la convention contre les doubles impositions entre la Suisse et la Slovénie est entré en"
        " vigueur.\n"
    )
    assert sorted(_facts(text, "instruments", "type", "stage")) == [
        ("convention", "existing"),
        ("protocol", "in_force"),
    ]
    assert not read("La France et le Mali appliquent la convention contre la torture.\n", DAY).of(
        "instruments"
    )


def test_what_is_not_on_the_agenda_is_no_instrument() -> None:
    text = "Un accord de réadmission entre la Suisse et l'Albanie n'est pas à l'ordre du jour.\n"
    assert _facts(text, "instruments", "type") == []


def test_what_somebody_is_told_to_do_is_no_encounter() -> None:
    text = (
        "Réunion interministérielle au Sénégal : le Ministre de l'Élevage est chargé des actions suivantes.\n"
        "- échanger avec les autorités mauritaniennes et maliennes pour faciliter l'importation de moutons.\n"
    )
    assert _facts(text, "encounters", "type") == []


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (
            "Le Conseil des ministres a approuvé un avant-projet de loi portant assentiment à la Convention entre la Belgique et"
            " la République de Corée sur la double imposition.\n",
            "signed",
        ),
        (
            "Le président français et le président émirien ont assisté à l'échange d'un accord-cadre de coopération.\n",
            "signed",
        ),
        (
            "L'Accord de coopération en matière pénale entre l'Union des Comores et la République de Madagascar, dont les"
            " instruments de ratification ont été échangés hier, entrera en vigueur le 1er octobre.\n",
            "ratified",
        ),
    ],
)
def test_stages_of_bills_and_exchanges(text: str, stage: str) -> None:
    assert [s for (s,) in _facts(text, "instruments", "stage")] == [stage]


def test_consultations_to_come_are_talks_apart() -> None:
    text = (
        "Le ministre arménien a eu un entretien avec le ministre français. Des consultations politiques entre les ministères"
        " des deux pays auront lieu à Erevan au printemps prochain.\n"
    )
    assert _facts(text, "encounters", "type", "parties") == [
        ("talks", ["AM", "FR"]),
        ("talks", ["AM", "FR"]),
    ]


def test_an_approved_signature_is_no_undertaking() -> None:
    text = "Le Conseil a marqué son accord sur la signature de l'accord scientifique entre la Belgique et le Chili.\n"
    assert not read(text, DAY).of("undertakings")


def test_the_parties_of_an_agreement_stand_after_between() -> None:
    text = (
        "Le ministre arménien s'est rendu à Téhéran. L'accord de libre-échange entre l'Iran et l'Union économique eurasiatique,"
        " dont l'Arménie est membre, est entré en vigueur.\n"
    )
    assert _facts(text, "instruments", "stage", "parties") == [("in_force", ["EAEU", "IR"])]


def test_several_who_travel_to_one_place() -> None:
    text = "Les Premiers ministres italien Giorgia Meloni et néerlandais Mark Rutte se sont rendus dimanche à Tunis.\n"
    assert _facts(text, "encounters", "type", "parties") == [
        ("visit", ["IT", "TN"]),
        ("visit", ["NL", "TN"]),
    ]


def test_a_noun_in_re_is_no_action() -> None:
    text = (
        "Les deux dirigeants, français et indien, ont réaffirmé leur attachement à un ordre international fondé sur le droit. Ils"
        " ont signé un accord entre la France et l'Inde.\n"
    )
    assert not read(text, DAY).of("undertakings")


def test_a_draft_law_of_the_cabinet_approves_nothing_yet() -> None:
    text = (
        "Le conseil a adopté un projet de loi portant approbation de l'accord de garantie conclu entre la République tunisienne et"
        " la Banque africaine de développement.\n"
    )
    assert _facts(text, "instruments", "stage", "parties") == [("signed", ["AFDB", "TN"])]


def test_what_the_sides_examined_belongs_to_the_meeting_before() -> None:
    text = (
        "Sous la médiation de l'Angola, une réunion ministérielle entre la République démocratique du Congo et le Rwanda s'est"
        " tenue à Luanda. Les parties ont examiné le plan angolais.\n"
    )
    assert _facts(text, "encounters", "type", "parties") == [("talks", ["CD", "RW"])]


def test_a_denied_signature_far_from_its_verb() -> None:
    text = (
        "Le ministère tunisien a démenti jeudi les informations faisant état de la signature d'un accord avec l'Italie sur le"
        " retour des migrants.\n"
    )
    assert _facts(text, "instruments", "type") == []


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


def test_two_who_hold_one_post() -> None:
    text = (
        "Les ministres des Affaires étrangères, Ararat Mirzoyan et Djeyhoun Baïramov, ont paraphé l'Accord entre la République"
        " d'Arménie et la République d'Azerbaïdjan.\n"
    )
    assert _facts(text, "persons", "name") == [("Ararat Mirzoyan",), ("Djeyhoun Baïramov",)]


def test_who_reacts_to_an_agreement_is_no_party_of_it() -> None:
    text = (
        "L'Arménie et l'Azerbaïdjan ont signé un accord.\n\nMoscou a salué l'accord avec prudence, tandis que Téhéran a fait part"
        " de ses inquiétudes.\n"
    )
    assert _facts(text, "instruments", "stage", "parties") == [("signed", ["AM", "AZ"])]


def test_what_had_been_concluded_earlier_that_day_is_news() -> None:
    text = "Plus tôt dans la journée, Washington et Erevan avaient conclu trois mémorandums d'entente.\n"
    assert _facts(text, "instruments", "stage", "parties") == [("signed", ["AM", "US"])]


def test_a_signature_of_another_year_is_history() -> None:
    text = (
        "Le ministre marocain s'est entretenu avec le ministre italien. Ils se sont félicités de la signature, en 2023, du Plan"
        " d'action entre le Maroc et l'Italie.\n"
    )
    assert _facts(text, "instruments", "type", "stage") == [("action_plan", "existing")]


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


def test_a_list_led_to_by_a_short_sentence() -> None:
    text = (
        "L'Algérie et la Slovénie ont procédé à la signature de huit accords. Il s'agit notamment :\n\n- d'un accord de coopération"
        " dans le domaine de la science ;\n- d'un mémorandum d'entente dans le domaine de l'intelligence artificielle.\n"
    )
    assert _facts(text, "instruments", "type", "stage") == [
        ("agreement", "signed"),
        ("agreement", "signed"),
        ("memorandum", "signed"),
    ]


def test_consultations_that_a_memorandum_is_about_are_none() -> None:
    text = "L'Algérie et la Slovénie ont signé un mémorandum relatif aux consultations politiques entre les deux ministères.\n"
    assert _facts(text, "encounters", "type") == []
    assert _facts(text, "bodies", "type") == []


def test_the_text_that_was_initialled_is_the_one_negotiated() -> None:
    text = (
        "Canada – Sénégal : conclusion des négociations sur l’accord aérien\n\nLes délégations du Canada et du Sénégal ont conclu la"
        " négociation d’un accord relatif aux services aériens. Le texte a été paraphé par les chefs de délégation.\n"
    )
    assert _facts(text, "instruments", "type", "stage") == [("agreement", "initialled")]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "La Côte d’Ivoire et le Viêt Nam ont procédé, ce jeudi, à un échange de notes relatif aux visas.\n",
            ("exchange_of_notes", "signed"),
        ),
        (
            "La Belgique a notifié à la Tunisie l’accomplissement des procédures internes requises pour l’entrée en vigueur de"
            " l’accord sur la mobilité.\n",
            ("agreement", "ratified"),
        ),
        (
            "Projet de décret portant publication de l’accord de coopération militaire entre le Niger et la Türkiye.\n",
            ("agreement", "existing"),
        ),
        (
            "Projet d’ordonnance autorisant la ratification de l’accord de prêt entre le Niger et la Banque islamique de"
            " développement.\n",
            ("agreement", "signed"),
        ),
    ],
)
def test_stages_in_official_wording(text: str, fact: tuple[str, str]) -> None:
    assert _facts(text, "instruments", "type", "stage") == [fact]


def test_a_session_that_a_state_will_host() -> None:
    text = (
        "Le ministre a rendu compte de la première session de la commission mixte nigéro-togolaise, tenue à Lomé. Il a annoncé que"
        " le Niger accueillera la deuxième session.\n"
    )
    assert _facts(text, "bodies", "session", "action") == [(1, "convened"), (2, "announced")]


def test_two_agreements_of_different_years_and_subjects() -> None:
    text = (
        "Les deux ministres djiboutien et égyptien sont convenus de conclure, avant la fin de l’année, un accord sur le transport"
        " maritime. La mise en œuvre de l’accord commercial de 2004 a également été examinée.\n"
    )
    assert _facts(text, "instruments", "type", "stage") == [
        ("agreement", "expected"),
        ("agreement", "existing"),
    ]


def test_contracts_and_statements_in_preparation() -> None:
    text = (
        "Le ministre français s’est entretenu avec le ministre ouzbek. Ils ont fait le point sur les contrats en négociation et sur"
        " la préparation d’une déclaration conjointe.\n"
    )
    assert _facts(text, "instruments", "type", "stage") == [
        ("contract", "negotiated"),
        ("joint_statement", "negotiated"),
    ]


def test_several_after_one_courtesy() -> None:
    text = (
        "Les ministres chargés de la Pêche de Madagascar, de Maurice et des Comores, MM. Rivo Andriamanana, Dev Ramsamy et Soilihi"
        " Mmadi, se sont réunis mercredi à Antananarivo.\n"
    )
    assert _facts(text, "persons", "name") == [("Rivo Andriamanana",), ("Dev Ramsamy",), ("Soilihi Mmadi",)]


def test_a_surname_that_is_a_capital_too() -> None:
    text = "Le Président de la République du Cap-Vert, M. José Tavares Lima, effectuera une visite d’État au Sénégal.\n"
    assert _facts(text, "persons", "name") == [("José Tavares Lima",)]
    assert _facts(text, "encounters", "type", "parties") == [("visit", ["CV", "SN"])]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (
            "La Tunisie et la Belgique ont renouvelé jeudi, pour cinq ans, l’accord relatif au bureau régional.\n",
            "signed",
        ),
        ("Il est prévu que soit signé un accord de pêche entre le Cap-Vert et le Sénégal.\n", "expected"),
    ],
)
def test_renewed_and_to_be_signed(text: str, stage: str) -> None:
    assert [s for (s,) in _facts(text, "instruments", "stage")] == [stage]


def test_data_and_papers_are_exchanged_without_talks() -> None:
    text = "La Tunisie et la Belgique ont échangé les instruments de ratification de la convention.\n"
    assert _facts(text, "encounters", "type") == []
