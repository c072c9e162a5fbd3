"""Wordings of ministries that publish in English: each case stands for a class of them."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.reading import read

DAY = date(2025, 3, 12)


def _facts(text: str, kind: str, *fields: str, day: date = DAY) -> list[tuple[object, ...]]:
    return [tuple(d.facts[f] for f in fields) for d in read(text, day).of(kind)]


COURTESY = (
    "Kenya and Thailand hold talks\n\n"
    "The Foreign Minister of Kenya, Amos Kiprop, held talks with the Foreign Minister of Thailand, Somchai Wattana, in Nairobi today."
    " They discussed tourism.\n\n"
)


def test_a_call_on_somebody_else_is_another_encounter() -> None:
    text = COURTESY + "Minister Wattana also paid a courtesy call on President Daniel Kibet.\n"
    assert _facts(text, "encounters", "type", "parties") == [
        ("talks", ["KE", "TH"]),
        ("meeting", ["KE", "TH"]),
    ]


def test_the_talks_told_of_again_are_no_other_encounter() -> None:
    text = COURTESY + "During the talks Minister Wattana thanked Minister Kiprop for the welcome.\n"
    assert _facts(text, "encounters", "type", "parties") == [("talks", ["KE", "TH"])]


def test_two_meetings_in_one_sentence() -> None:
    text = (
        "Foreign Minister Martin Tamm of Estonia is on an official visit to Singapore.\n\n"
        "He called on Senior Minister Tan Wei Liang and met Foreign Minister Lim Boon Keng of Singapore.\n"
    )
    kinds = [t for t, _ in _facts(text, "encounters", "type", "parties")]
    assert kinds == ["visit", "meeting", "meeting"]


def test_hosting_a_session_is_no_meeting() -> None:
    text = "The Foreign Minister of Hungary said that Hungary would host the next session of the Joint Commission with Pakistan in Budapest.\n"
    assert "meeting" not in [t for (t,) in _facts(text, "encounters", "type")]
    text = "The Foreign Minister of Hungary, Peter Szabo, hosted the Foreign Minister of Pakistan, Iqbal Dar, in Budapest.\n"
    assert _facts(text, "encounters", "type", "parties") == [("meeting", ["HU", "PK"])]


@pytest.mark.parametrize(
    ("sentence", "drafts"),
    [
        ("The Foreign Secretary called on President Salim Bouzid of Algeria and met Prime Minister Karim Alaoui of Algeria.", 2),
        ("The Foreign Secretary of the United Kingdom called on Algeria and Morocco to hold talks.", 0),
        ("The Foreign Secretary of the United Kingdom called for talks between Algeria and Morocco.", 0),
    ],
)  # fmt: skip
def test_whoever_is_called_upon_to_talk_has_not_talked(sentence: str, drafts: int) -> None:
    text = f"The Foreign Secretary of the United Kingdom is visiting Algeria.\n\n{sentence}\n"
    assert len([t for (t,) in _facts(text, "encounters", "type") if t in ("meeting", "talks")]) == drafts


def test_the_next_round_is_another_one() -> None:
    text = (
        "Annual High Level Consultations between Australia and Vanuatu concluded in Port Vila today.\n\n"
        "The next round of talks between Australia and Vanuatu will be held in Canberra.\n"
    )
    assert [t for (t,) in _facts(text, "encounters", "type")] == ["talks", "talks"]


def test_an_acronym_in_brackets_names_the_body_from_there_on() -> None:
    text = (
        "The Second Session of the Kenya–Thailand Joint Commission for Cooperation (JCC) was held in Nairobi today.\n\n"
        "The two countries agreed to establish a joint technical committee. The third session of the JCC will be held in Bangkok.\n"
    )
    assert set(_facts(text, "bodies", "type", "session")) == {
        ("joint_commission", 2), ("joint_commission", 3), ("working_group", None)
    }  # fmt: skip


def test_a_body_founded_by_an_agreement_is_not_founded_now() -> None:
    text = "The European Union and Armenia held the sixth meeting of the Partnership Council established by the Agreement in Brussels.\n"
    assert _facts(text, "bodies", "action", "session") == [("convened", 6)]
    text = "The European Union and Armenia established a Partnership Council.\n"
    assert _facts(text, "bodies", "action") == [("created",)]


def test_a_sign_of_money_names_no_state() -> None:
    text = "The Philippines and Viet Nam agreed to increase bilateral trade to US$10 billion.\n\nThe two Foreign Ministers met in Manila.\n"
    assert {tuple(p) for (p,) in _facts(text, "undertakings", "by")} == {("PH", "VN")}


def test_where_a_text_was_issued_says_whose_it_is() -> None:
    text = (
        "Deputy Prime Minister and Foreign Minister Muhammad Iqbal Dar received a telephone call today from the Foreign Minister"
        " of Hungary, Peter Szabo.\n\nThe two leaders reviewed bilateral relations.\n\nIslamabad\n12 March 2025\n"
    )
    assert _facts(text, "encounters", "type", "parties") == [("call", ["HU", "PK"])]


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("In 2019, the two countries signed a memorandum of understanding on tourism.", "existing"),
        ("Today, the two countries signed a memorandum of understanding on tourism.", "signed"),
        ("I was pleased to sign a memorandum of understanding on tourism.", "signed"),
    ],
)
def test_a_signature_of_another_year_is_history(sentence: str, stage: str) -> None:
    text = f"Foreign Minister Peter Drake of Australia is visiting Vanuatu.\n\nAustralia and Vanuatu are partners. {sentence}\n"
    assert _facts(text, "instruments", "type", "stage") == [("memorandum", stage)]


def test_early_entry_into_force_is_wanted_not_so() -> None:
    text = "The Ministers of Japan and Peru would promote the early entry into force of the Treaty on Extradition between Japan and Peru.\n"
    assert ("in_force",) not in _facts(text, "instruments", "stage")
    text = "The Treaty on Extradition between Japan and Peru entered into force today.\n"
    assert _facts(text, "instruments", "stage") == [("in_force",)]


def test_who_leads_a_side_is_of_that_side() -> None:
    text = (
        "The third Foreign Office Consultations between Bangladesh and the Netherlands were held today in The Hague. Foreign Secretary"
        " Rafiqul Hasan led the Bangladesh side while Mr. Pieter van Dijk, Director General, led the Dutch side.\n"
    )
    assert {tuple(f) for f in _facts(text, "persons", "name", "party")} >= {("Rafiqul Hasan", "BD"), ("Pieter van Dijk", "NL")}  # fmt: skip


def test_a_conference_of_many_is_attended_by_ones_own_side() -> None:
    text = "Visit to Germany\n\nI will travel to Germany from 1 to 3 March 2025, Australian Foreign Minister Peter Drake said. I will attend the annual Munich Security Conference.\n"
    assert ("conference", ["AU"]) in _facts(text, "encounters", "type", "parties")
    assert not any(t == "conference" for (t,) in _facts("Australia and Germany welcomed the outcome of the Munich Security Conference.\n", "encounters", "type"))  # fmt: skip


def test_my_colleague_is_of_the_speakers_side() -> None:
    text = (
        "Visit by the Iranian Foreign Minister\n\nIranian Foreign Minister Kamal Rahimi visited Australia from 10 to 12 March."
        " Dr Rahimi and I discussed trade between Australia and Iran.\n\n"
        "He also had a meeting with my colleague, the Minister for Trade Mark Vance.\n"
    )
    assert ("Mark Vance", "AU") in {tuple(f) for f in _facts(text, "persons", "name", "party")}
    assert [t for (t,) in _facts(text, "encounters", "type")] == ["visit", "talks", "meeting"]


@pytest.mark.parametrize(
    ("sentence", "drafts"),
    [
        ("We will provide two patrol boats to Fiji.", 1),
        ("In Madrid I will launch an exhibition.", 0),
        ("The determination of people to make an impression is great.", 0),
        ("Fiji agreed to an expansion of the centre.", 1),
        ("Both countries are committed to their citizens.", 0),
    ],
)
def test_who_can_bind_a_state(sentence: str, drafts: int) -> None:
    text = f"I met the Foreign Minister of Fiji, Jone Vakatale, in Canberra today, Australian Foreign Minister Peter Drake said.\n\n{sentence}\n"
    assert len(_facts(text, "undertakings", "by")) == drafts


def test_security_is_no_matter_of_finance() -> None:
    text = "Kenya and Ghana signed an agreement on cooperation in the field of security.\n"
    assert _facts(text, "sectors", "code") == [("security",)]
    text = "Kenya and Ghana signed an agreement on cooperation in the field of securities.\n"
    assert _facts(text, "sectors", "code") == [("finance",)]


def test_each_issue_is_a_topic_of_its_own() -> None:
    text = "The Foreign Ministers of Kenya and Ghana met today. They discussed the situation in Gaza, the release of hostages and Security Council reform.\n"
    assert len(_facts(text, "topics")) == 3


def test_received_on_a_working_visit_to_the_country() -> None:
    text = (
        "ABU DHABI, 12th March, 2025 -- Sheikh Khalid Al Nuaimi, Minister of Foreign Affairs of the United Arab Emirates, received today in"
        " Abu Dhabi Yerlan Akhmetov, Minister of Foreign Affairs of Kazakhstan, who is on a working visit to the country.\n\n"
        "The two sides discussed tourism and preparations for the 13th session of the Joint Committee, to be held in Astana next month.\n"
    )
    assert sorted(_facts(text, "encounters", "type", "parties")) == [
        ("session", ["AE", "KZ"]), ("talks", ["AE", "KZ"]), ("visit", ["AE", "KZ"])
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Seven MoUs were exchanged in the presence of the leaders of India and Sri Lanka.", [("memorandum", "signed", True)]),
        ("India and Sri Lanka signed a General Cooperation Agreement.", [("agreement", "signed", None)]),
        ("India and Sri Lanka reached general agreement on fisheries.", []),
        ("India and Sri Lanka signed a memorandum on tourism.", [("memorandum", "signed", None)]),
        ("The bank and the Ministry of Finance signed a memorandum of understanding.", []),
        ("The memorandum on tourism between India and Sri Lanka is ready for signature.", [("memorandum", "expected", None)]),
        ("India and Sri Lanka discussed security arrangements on the border.", []),
    ],
)  # fmt: skip
def test_instruments_and_what_only_sounds_so(sentence: str, expected: list[tuple[object, ...]]) -> None:
    text = f"The Foreign Ministers of India and Sri Lanka met in Colombo today.\n\n{sentence}\n"
    drafts = read(text, DAY).of("instruments")
    assert [(d.facts["type"], d.facts["stage"], d.facts.get("plural")) for d in drafts] == expected


def test_an_agreement_ratified_is_not_told_again_by_its_signature() -> None:
    text = (
        "Parliament on Wednesday ratified the Air Services Agreement between the Government of Ghana and the Government of Jamaica.\n\n"
        "The Agreement, signed in Kingston in June 2023, would open direct flights between Ghana and Jamaica.\n"
    )
    assert _facts(text, "instruments", "stage") == [("ratified",)]


def test_a_city_in_a_name_is_no_place() -> None:
    text = "In Belgrade, the Foreign Minister of Ireland will meet President Milan Jovic of Serbia.\n"
    assert ("Milan Jovic",) in _facts(text, "persons", "name")
    text = (
        "The Foreign Minister of Ireland, Simon Byrne, met Foreign Minister Luca Rossi of Italy in Milan.\n"
    )
    assert _facts(text, "encounters", "place") == [("Milan",)]


def test_the_number_of_a_body_with_a_longer_name() -> None:
    text = "Foreign Ministers of Germany and Morocco met for the second German-Moroccan Multidimensional Strategic Dialogue in Berlin today.\n"
    assert _facts(text, "bodies", "type", "session") == [("political_consultations", 2)]


def test_negotiations_of_a_treaty_are_no_encounter() -> None:
    text = "The Foreign Ministers of Ghana and Barbados said negotiations were under way between Ghana and Barbados on an extradition treaty.\n"
    assert _facts(text, "encounters", "type") == []
    text = "The Foreign Ministers of Ghana and Barbados held talks in Accra today.\n"
    assert _facts(text, "encounters", "type") == [("talks",)]


def test_an_organisation_and_a_state_in_one_compound() -> None:
    text = "EU-Armenia: sixth meeting of the Partnership Council\n\nThe sixth meeting of the EU-Armenia Partnership Council was held in Brussels today.\n"
    assert _facts(text, "encounters", "type", "parties") == [("session", ["AM", "EU"])]


def test_he_is_the_guest_of_the_sentence_before() -> None:
    text = (
        "External Affairs Minister will travel to Colombo, Sri Lanka, next week, India's spokesperson said."
        " Sri Lanka and India will hold their Joint Commission there.\n\n"
        "Prime Minister Adam Clarke of the United Kingdom is on a visit to India. He held talks with the Prime Minister today in Mumbai.\n"
    )
    assert ("talks", ["GB", "IN"]) in _facts(text, "encounters", "type", "parties")


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        (
            "Kenya is assisting Somalia to deliver basic services such as education and sanitation.",
            {"development_aid", "education", "water"},
        ),
        (
            "The two countries discussed projects in critical minerals, including in tourism.",
            {"mining", "tourism"},
        ),
        ("Somalia joined the Belt and Road, and the security environment was tense.", set()),
    ],
)
def test_fields_in_which_one_helps_the_other(sentence: str, codes: set[str]) -> None:
    text = f"The Foreign Ministers of Kenya and Somalia met in Nairobi today.\n\n{sentence}\n"
    assert {c for (c,) in _facts(text, "sectors", "code")} - {"transport", "environment", "security"} == codes
    assert not ({"transport", "environment"} & {c for (c,) in _facts(text, "sectors", "code")})


def test_ministers_who_met_for_a_session_held_it() -> None:
    text = "Papua New Guinea and Australian Ministers met in Canberra on 10 March 2025 for the 23rd Papua New Guinea-Australia Ministerial Forum.\n"
    assert _facts(text, "encounters", "type", "parties") == [("session", ["AU", "PG"])]


@pytest.mark.parametrize(
    "sentence",
    [
        "Brazil has signed similar agreements with thirteen countries.",
        "The entry into force follows the exchange of notes by which Brazil and Morocco notified each other.",
        "Negotiations with Morocco are under way.",
    ],
)
def test_what_is_told_beside_an_entry_into_force(sentence: str) -> None:
    text = f"The Agreement on Investments between Brazil and Morocco entered into force yesterday.\n\n{sentence}\n"
    assert _facts(text, "instruments", "type", "stage") == [("agreement", "in_force")]
    assert _facts(text, "encounters", "type") == []


def test_an_instrument_in_use_of_which_the_end_tells_since_when() -> None:
    text = (
        "The European Union and Armenia reviewed the implementation of the Partnership Agreement in Brussels.\n\n"
        "The EU-Armenia Comprehensive and Enhanced Partnership Agreement entered into force on 1 March 2021.\n"
    )
    assert _facts(text, "instruments", "type", "stage") == [("agreement", "in_force")]
