"""Instruments in the wordings of francophone ministries and cabinets: their stages, parties, enumerations."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.reading import read

DAY = date(2025, 3, 12)


def _facts(text: str, kind: str, *fields: str, day: date = DAY) -> list[tuple[object, ...]]:
    return [tuple(d.facts[f] for f in fields) for d in read(text, day).of(kind)]


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


def test_an_amending_protocol_leaves_the_convention_as_it_was() -> None:
    text = "Signature d'un protocole à la convention fiscale entre le Luxembourg et l'Allemagne.\n"
    assert sorted(_facts(text, "instruments", "type", "stage")) == [
        ("convention", "existing"),
        ("protocol", "signed"),
    ]


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


def test_the_parties_of_an_agreement_stand_after_between() -> None:
    text = (
        "Le ministre arménien s'est rendu à Téhéran. L'accord de libre-échange entre l'Iran et l'Union économique eurasiatique,"
        " dont l'Arménie est membre, est entré en vigueur.\n"
    )
    assert _facts(text, "instruments", "stage", "parties") == [("in_force", ["EAEU", "IR"])]


def test_a_draft_law_of_the_cabinet_approves_nothing_yet() -> None:
    text = (
        "Le conseil a adopté un projet de loi portant approbation de l'accord de garantie conclu entre la République tunisienne et"
        " la Banque africaine de développement.\n"
    )
    assert _facts(text, "instruments", "stage", "parties") == [("signed", ["AFDB", "TN"])]


def test_a_denied_signature_far_from_its_verb() -> None:
    text = (
        "Le ministère tunisien a démenti jeudi les informations faisant état de la signature d'un accord avec l'Italie sur le"
        " retour des migrants.\n"
    )
    assert _facts(text, "instruments", "type") == []


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


@pytest.mark.parametrize(
    "text",
    [
        "Le Conseil des ministres a adopté un décret portant approbation de la convention de concession du port sec de"
        " Kaffrine. Le Sénégal poursuit ses échanges avec le Mali.\n",
        "Réuni mercredi, le Conseil des ministres du Sénégal a entendu une communication sur la ratification du Traité sur le"
        " plateau continental étendu. Le Président se rendra en Turquie.\n",
        "L'Arménie avait ratifié le traité fondateur de la CPI. Erevan coopère avec la France.\n",
        "Un accord de jumelage entre les villes de Cotonou et de Salvador a été signé. Le Bénin et le Brésil coopèrent.\n",
        "De nouveaux accords avec l'Italie sont évoqués à Tunis. La Tunisie y réfléchit.\n",
    ],
)
def test_what_is_no_instrument_between_two(text: str) -> None:
    assert _facts(text, "instruments", "type") == []


def test_a_bill_of_the_cabinet_between_two_is_one() -> None:
    text = (
        "Le Conseil des ministres du Sénégal a adopté le projet de loi n° 12-2025 autorisant le Président de la République à"
        " ratifier l'Accord de défense entre le Sénégal et l'Espagne et le décret relatif à la convention minière type.\n"
    )
    assert _facts(text, "instruments", "type", "stage", "parties") == [("agreement", "signed", ["ES", "SN"])]


def test_what_a_cabinet_approves_and_sends_to_parliament_is_signed() -> None:
    text = (
        "Le Conseil fédéral a approuvé mercredi l'accord de libre-échange entre les États de l'AELE et la Thaïlande."
        " L'accord sera soumis au Parlement. Une fois ratifié, l'accord facilitera les échanges.\n"
    )
    assert _facts(text, "instruments", "stage", "parties") == [("signed", ["EFTA", "TH"])]


def test_a_signature_that_a_cabinet_approves_is_to_come() -> None:
    text = "Le Conseil fédéral a approuvé la signature d'un accord de sécurité sociale entre la Suisse et le Pérou.\n"
    assert _facts(text, "instruments", "stage") == [("expected",)]


def test_this_agreement_is_the_one_told_of() -> None:
    text = (
        "Un décret porte ratification de l'accord de transport entre la Tunisie et l'Algérie. Cet accord a été signé à Tunis"
        " le 10 août 2024. Ledit accord facilitera le transit.\n"
    )
    assert _facts(text, "instruments", "type", "stage") == [("agreement", "ratified")]


def test_a_sentence_that_goes_on_an_enumeration() -> None:
    text = (
        "À l'issue de la commission mixte ivoiro-marocaine, plusieurs accords ont été signés. Il s'agit notamment d'un accord"
        " de coopération en matière de pêche et d'un mémorandum d'entente dans le domaine du tourisme.\n"
    )
    found = _facts(text, "instruments", "type", "stage")
    assert sorted(found) == [("agreement", "signed"), ("agreement", "signed"), ("memorandum", "signed")]


def test_a_sentence_that_only_speaks_of_one_goes_on_none() -> None:
    text = (
        "Plusieurs accords ont été signés entre le Togo et le Ghana. Le ministre a rappelé qu'un mémorandum d'entente"
        " relatif au tourisme est en cours de négociation.\n"
    )
    assert ("memorandum", "negotiated") in _facts(text, "instruments", "type", "stage")


def test_two_conventions_of_one_enumeration_are_two() -> None:
    text = (
        "Le Cameroun et le Sénégal ont signé la Convention de coopération judiciaire en matière de transfèrement, la"
        " Convention de coopération judiciaire en matière d'extradition et un protocole d'accord de coopération artisanale.\n"
    )
    found = [t for (t,) in _facts(text, "instruments", "type")]
    assert found == ["convention", "convention", "memorandum"]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Le Niger et le Togo ont déjà signé un accord de transit.\n", "existing"),
        (
            "La signature d'ici juin d'un accord de défense entre la Grèce et la France a été annoncée.\n",
            "expected",
        ),
        (
            "Le Rwanda et le Bénin négocient un accord aérien. Kigali pose des conditions avant la signature de l'accord.\n",
            "negotiated",
        ),
        (
            "Le Sénat a autorisé l'approbation de l'accord de défense entre la France et Djibouti.\n",
            "ratified",
        ),
    ],
)
def test_steps_taken_and_awaited(text: str, stage: str) -> None:
    assert _facts(text, "instruments", "stage") == [(stage,)]


def test_what_a_ministry_prepares_alone_is_no_instrument() -> None:
    text = (
        "Le ministre sénégalais de l'Agriculture a rappelé que son département a élaboré trente conventions de partenariat. Au"
        " Brésil, les producteurs sont organisés en coopératives.\n"
    )
    assert _facts(text, "instruments", "type") == []
    text = "Le Sénégal et le Brésil ont élaboré une convention de coopération agricole.\n"
    assert _facts(text, "instruments", "type", "stage") == [("convention", "negotiated")]
