"""Statements of Arab and Russian-speaking ministries, all written for these tests: what they tell, and what they do not."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.reading import read
from servanda.reading.languages.ar import MORPHOLOGY
from servanda.reading.outcome import Draft

DAY = date(2024, 3, 12)
TALKS = "بحث وزير الخارجية التونسي محمد النفطي في تونس مع وزير خارجية جمهورية كينيا موساليا مودافادي العلاقات الثنائية. "
arabic = MORPHOLOGY("ar")


def drafts(text: str, kind: str, published: date = DAY) -> list[Draft]:
    return [d for d in read(text, published).drafts if d.kind == kind]


def quotes(text: str, kind: str) -> list[str]:
    return [e.quote for d in drafts(text, kind) for e in d.evidence]


def facts(text: str, kind: str, *names: str) -> list[tuple[object, ...]]:
    return [tuple(d.facts.get(n) for n in names) for d in drafts(text, kind)]


# --- Words --------------------------------------------------------------------------------------------


def test_an_alef_with_hamza_opens_no_article() -> None:
    assert "def" in arabic.keys("المدين")[1]
    assert "def" not in arabic.keys("إلمدين")[1]


def test_nobody_is_addressed_so_a_name_ending_in_kaf_is_no_state() -> None:
    assert "مالي" not in arabic.keys("ماليك")[0]
    assert "علاقات" in arabic.keys("علاقاتنا")[0]


@pytest.mark.parametrize("word", ["ستوفد", "وسيرسل", "سيبحث", "سيشارك", "ستدعم"])
def test_verbs_of_the_future_are_known_by_their_form(word: str) -> None:
    assert "later" in arabic.keys(word)[1]


@pytest.mark.parametrize(
    "word", ["سياسة", "السياحة", "سيادي", "ستين", "سنوات", "سندات", "سنغافورة", "سيارات"]
)
def test_nouns_that_begin_like_them_are_none(word: str) -> None:
    assert "later" not in arabic.keys(word)[1]


@pytest.mark.parametrize(
    ("name", "code"),
    [("تايلند", "TH"), ("قرغيزستان", "KG"), ("ملدوفا", "MD"), ("الأراضي المنخفضة", "NL"), ("بيلاروسيا", "BY"),
     ("المجر", "HU"), ("الدنمارك", "DK"), ("أفريقيا الوسطى", "CF"), ("الأوروغواي", "UY")],
)  # fmt: skip
def test_spellings_of_states(name: str, code: str) -> None:
    text = f"وقع وزير الخارجية المصري ووزير خارجية {name} اليوم مذكرة تفاهم."
    assert facts(text, "instruments", "parties") == [(sorted(["EG", code]),)]


# --- What is agreed ---------------------------------------------------------------------------------


def test_each_action_after_on_is_one() -> None:
    text = (
        TALKS
        + "واتفق الوزيران على تفعيل اتفاق النقل البحري المبرم بين البلدين، وعلى بدء دورات تدريبية في الأرشيف، على أن تعقد لجنة المتابعة اجتماعها في نيروبي."
    )
    found = quotes(text, "undertakings")
    assert [q.split()[0] for q in found] == ["تفعيل", "وعلى", "تعقد"]


@pytest.mark.parametrize(
    "sentence",
    [
        "وأضاف الوزير أن الاتفاق مع كينيا على وشك أن يرى النور.",
        "واتفق الوزيران على أن الوضع في المنطقة خطير.",
        "واتفق الوزيران على أهمية الحوار.",
        "وأكد الوزير التونسي حرص كينيا على الوحدة.",
        "وقرر مجلس الوزراء تعديل المادة الرابعة من النظام.",
    ],
)
def test_what_is_no_undertaking(sentence: str) -> None:
    assert drafts(TALKS + sentence, "undertakings") == []


def test_what_one_side_will_do_and_what_only_will_be() -> None:
    text = (
        TALKS
        + "وأعلن الوزير الكيني أن بلاده ستوفد بعثة من الخبراء إلى تونس. وأضاف أن كينيا ستشهد نموا كبيرا."
    )
    assert [(d.facts["by"], d.evidence[0].quote.split()[0]) for d in drafts(text, "undertakings")] == [
        (["KE"], "ستوفد")
    ]


def test_what_both_charge_their_experts_with() -> None:
    text = (
        TALKS
        + "وكلف الوزيران الخبراء بالانتهاء من إعداد التقرير. كما تم التأكيد على مواصلة التنسيق بين البلدين، وعلى أهمية السلم."
    )
    assert len(drafts(text, "undertakings")) == 2


# --- Instruments ------------------------------------------------------------------------------------


def test_a_ministry_of_municipalities_is_no_city() -> None:
    text = (
        "وافق مجلس الوزراء على مذكرة تفاهم بين وزارة البلدية في دولة قطر ووزارة الزراعة في جمهورية مولدوفا."
    )
    assert facts(text, "instruments", "type", "stage", "parties") == [
        ("memorandum", "ratified", ["MD", "QA"])
    ]
    assert (
        drafts("وقعت شركة الكهرباء في دولة قطر مذكرة تفاهم مع شركة من جمهورية مولدوفا.", "instruments") == []
    )


def test_how_it_will_enter_into_force_is_no_second_instrument() -> None:
    text = "وقع وزيرا داخلية ليبيا ومالطا اليوم مذكرة تفاهم بشأن الإنقاذ. وتدخل المذكرة حيز التنفيذ من تاريخ التوقيع عليها."
    assert facts(text, "instruments", "stage") == [("signed",)]


# --- Encounters and bodies ----------------------------------------------------------------------------


def test_letters_of_credence_are_presented_at_a_meeting() -> None:
    text = "سلم سفير الجمهورية اليمنية لدى الهند عبدالملك الإرياني اليوم نسخة من أوراق اعتماده إلى وكيل وزارة الخارجية الهندية رافي شارما. وجرى خلال اللقاء بحث التعاون بين البلدين."
    assert facts(text, "encounters", "type", "parties") == [("talks", ["IN", "YE"])]
    assert drafts("يحمل سفير اليمن لدى الهند أوراق اعتماده.", "encounters") == []


def test_a_general_is_no_team() -> None:
    text = "استقبل رئيس مجلس السيادة السوداني الفريق أول ركن عبد الفتاح البرهان اليوم المبعوث الخاص للرئيس التشادي محمد صالح النظيف."
    assert facts(text, "encounters", "parties") == [(["SD", "TD"],)]


def test_who_talks_to_a_newspaper_by_telephone_calls_no_counterpart() -> None:
    said = "قال وزير خارجية تشاد محمد صالح النظيف في اتصال هاتفي مع صحيفة الأهرام المصرية إن الوضع في بلاده مستقر."
    assert drafts(said, "encounters") == []
    called = "أجرى وزير خارجية تشاد محمد صالح النظيف اتصالا هاتفيا مع وزير خارجية مصر سامح شكري."
    assert facts(called, "encounters", "type") == [("call",)]


def test_a_commission_of_two_states_needs_no_other_name() -> None:
    text = (
        "وانعقدت في الدوحة أعمال اللجنة القطرية السنغافورية رفيعة المستوى برئاسة وزيري الخارجية في البلدين."
    )
    assert facts(text, "bodies", "type", "parties") == [("joint_commission", ["QA", "SG"])]
    assert (
        drafts("وانعقدت في الدوحة أعمال اللجنة القطرية لمكافحة الفساد بحضور سفير سنغافورة.", "bodies") == []
    )


# --- Newspapers -----------------------------------------------------------------------------------------


def test_a_column_that_names_agreements_in_passing_tells_nothing() -> None:
    column = (
        "هل نرفع الدعم؟\n\n"
        + "كتب كثيرون في الكويت عن أسعار البنزين، وعن رفع الدعم في الإمارات، ولم يقل أحد ماذا يصنع الناس. "
        * 6
    )
    text = column + "وبموجب الاتفاقية المبرمة سابقا لن يتغير شيء، كما قال الوزير."
    assert [d for d in read(text, DAY).drafts if d.kind != "persons"] == []
    news = "وقعت الكويت والإمارات اليوم اتفاقية بشأن الطاقة. " + column
    assert facts(news, "instruments", "stage") == [("signed",)]


# --- Topics ---------------------------------------------------------------------------------------------


def test_a_field_of_cooperation_is_no_issue_but_what_is_condemned_is() -> None:
    text = (
        TALKS
        + "وتناول اللقاء سبل التعاون في مجالات الطاقة والأمن الغذائي. وأدان الوزيران الهجمات في منطقة الساحل."
    )
    assert quotes(text, "topics") == ["منطقة الساحل"]


# --- Words that look like others ------------------------------------------------------------------------


def test_a_verb_that_begins_like_an_article_is_not_definite() -> None:
    text = (
        "التقى وزير خارجية تونس عثمان الجرندي اليوم وزير خارجية اليابان هاياشي يوشيماسا. "
        "وجدد الطرفان رغبتهما في عقد الدورة العاشرة للجنة المشتركة بطوكيو."
    )
    assert sorted(d.facts["type"] for d in drafts(text, "encounters")) == ["meeting", "session"]
    assert facts(text, "bodies", "action", "session") == [("announced", 10)]


def test_after_a_courtesy_a_name_begins() -> None:
    text = "استقبل وزير الخارجية السعودي فيصل بن فرحان اليوم وزيرة الخارجية في جامايكا السيدة كامينا جونسون سميث."
    assert ("كامينا جونسون سميث", "JM") in facts(text, "persons", "name", "party")


def test_the_ordinal_of_a_session_in_digits() -> None:
    text = "ترأس وزيرا خارجية الجزائر وموريتانيا اليوم أعمال الدورة الـ19 للجنة المشتركة الكبرى."
    assert facts(text, "bodies", "session") == [(19,)]
    assert facts(text.replace("الـ19", "في 19"), "bodies", "session") == [(None,)]


def test_initials_are_no_signature() -> None:
    text = TALKS + "كما تم التوقيع بالأحرف الأولى على اتفاقية للنقل الجوي."
    assert facts(text, "instruments", "stage") == [("initialled",)]
    assert facts(text.replace("بالأحرف الأولى ", ""), "instruments", "stage") == [("signed",)]


def test_the_occasion_of_a_meeting_is_no_encounter() -> None:
    text = (
        "التقى وزير خارجية تونس عثمان الجرندي وزير خارجية اليابان هاياشي يوشيماسا على هامش قمة تيكاد بتونس."
    )
    assert facts(text, "encounters", "type") == [("meeting",)]


def test_one_minister_who_receives_several_is_at_home() -> None:
    text = (
        "استقبل وزير الخارجية والمغتربين نبيل شاهين في مكتبه سفير أرمينيا فاهان بتروسيان، وجرى عرض للعلاقات اللبنانية - الأرمنية. "
        "كما تلقى الوزير شاهين اتصالا من وزير خارجية البرازيل ماورو فييرا، أشاد خلاله بالجانب اللبناني ودوره."
    )
    assert sorted(facts(text, "encounters", "type", "parties")) == [
        ("call", ["BR", "LB"]),
        ("talks", ["AM", "LB"]),
    ]


def test_one_war_is_one_issue() -> None:
    text = TALKS + "وتطرق الجانبان إلى الحرب الروسية الأوكرانية."
    assert quotes(text, "topics") == ["الحرب الروسية الأوكرانية"]


def test_who_arrives_after_a_comma_is_on_a_visit() -> None:
    text = "وصل وزير الخارجية العراقي فؤاد حسين، مساء أمس، إلى العاصمة البلغارية صوفيا."
    assert facts(text, "encounters", "type", "parties") == [("visit", ["BG", "IQ"])]
    assert (
        drafts("توجه وزير الخارجية العراقي فؤاد حسين إلى رئيس الحكومة البلغارية بالشكر.", "encounters") == []
    )


def test_several_calls_in_one_word_are_several() -> None:
    text = "تلقى وزير الخارجية المصري سامح شكري اليوم اتصالين هاتفيين من وزير الخارجية الأردني أيمن الصفدي ووزير الخارجية العراقي فؤاد حسين."
    assert sorted(facts(text, "encounters", "parties")) == [(["EG", "IQ"],), (["EG", "JO"],)]


def test_what_was_not_signed_is_still_negotiated() -> None:
    text = TALKS + "ولم يوقع الجانبان اتفاقية النقل البحري التي ما زالت موضع بحث بين الخبراء."
    assert facts(text, "instruments", "stage") == [("negotiated",)]
    assert drafts(TALKS + "ولم يوقع الجانبان أي اتفاقية للنقل البحري.", "instruments") == []


def test_notes_exchanged_are_an_instrument() -> None:
    text = "تبادلت وزارة الخارجية التونسية وسفارة الكاميرون بتونس اليوم مذكرتين شفويتين بشأن الإعفاء من التأشيرة."
    assert facts(text, "instruments", "type", "stage") == [("exchange_of_notes", "signed")]


# --- Russian --------------------------------------------------------------------------------------------

VISIT = "Министр иностранных дел Узбекистана Бахтиёр Саидов провёл в Ташкенте переговоры с министром иностранных дел Словакии Юраем Бланаром. "


@pytest.mark.parametrize(
    ("sentence", "by", "begins"),
    [
        ("Президент Словакии принял приглашение посетить Ташкент.", ["SK"], "Президент"),
        ("Юрай Бланар подтвердил, что направит в Самарканд экспертов.", ["SK"], "направит"),
        ("Посол подтвердил намерение Словакии провести в Братиславе форум.", ["SK"], "провести"),
        (
            "Министры поручили ведомствам двух стран в сжатые сроки подготовить план.",
            ["SK", "UZ"],
            "Министры",
        ),
    ],
)
def test_what_is_undertaken_in_russian(sentence: str, by: list[str], begins: str) -> None:
    found = drafts(VISIT + sentence, "undertakings")
    assert [(d.facts["by"], d.evidence[0].quote.split()[0]) for d in found] == [(by, begins)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Бахтиёр Саидов поблагодарил коллегу за готовность оказать помощь.",
        "Юрай Бланар сообщил, что сможет ответить позже.",
        "Стороны договорились об этом ранее.",
    ],
)
def test_what_is_not_undertaken_in_russian(sentence: str) -> None:
    assert drafts(VISIT + sentence, "undertakings") == []


def test_a_session_that_both_will_hold_is_announced() -> None:
    agreed = VISIT + "Стороны договорились ускорить работу и провести в Риге заседание Совместной комиссии."
    assert facts(agreed, "bodies", "action") == [("announced",)]
    held = VISIT + "В Ташкенте состоялось заседание Совместной комиссии."
    assert facts(held, "bodies", "action") == [("convened",)]


def test_a_government_that_approves_the_signing_does_not_ratify() -> None:
    text = "Правительство Армении одобрило предложение о подписании Соглашения между Правительством Республики Армения и Правительством Грузии о таможне."
    assert facts(text, "instruments", "stage") == [("expected",)]
    law = "Парламент Армении одобрил Соглашение между Правительством Республики Армения и Правительством Грузии о таможне."
    assert facts(law, "instruments", "stage") == [("ratified",)]


def test_two_states_that_initial_a_treaty_initial_one() -> None:
    text = VISIT + "Министры юстиции двух стран парафировали договор о передаче осуждённых лиц."
    assert [d.facts.get("plural") for d in drafts(text, "instruments")] == [None]
    several = VISIT + "Министры парафировали два договора."
    assert [d.facts.get("plural") for d in drafts(several, "instruments")] == [True]
