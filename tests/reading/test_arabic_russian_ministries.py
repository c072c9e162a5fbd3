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
