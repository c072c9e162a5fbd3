"""Arabic and Russian news of ministries: names without capitals, who reports, what is one encounter, what is none."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.reading import read

DAY = date(2025, 9, 3)


def _encounters(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(d.facts["type"], tuple(d.facts["parties"])) for d in read(text, DAY).of("encounters")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("التقى الشيخ عبد الله بن زايد وزير الخارجية نظيره المصري سامح شكري.\n", {"الشيخ عبد الله بن زايد", "سامح شكري"}),
        ("استقبل جلالة الملك عبدالله الثاني بن الحسين سفير كندا.\n", {"عبدالله الثاني بن الحسين"}),
        ("اجتمع الدكتور أحمد بن حسن الحمادي الأمين العام للوزارة مع سفير اليابان.\n", {"أحمد بن حسن الحمادي"}),
        ("أكد الأمير خالد الفيصل لرجال الأمن شكره.\n", {"خالد الفيصل"}),
        ("عبدالله بن زايد يتلقى اتصالاً هاتفياً من وزير خارجية لاتفيا.\n", {"عبدالله بن زايد"}),
    ],
)  # fmt: skip
def test_an_arabic_name_ends_where_the_next_word_is_none(text: str, names: set[str]) -> None:
    found = {str(d.facts["name"]) for d in read(text, DAY).of("persons")}
    assert {n.removeprefix("الشيخ ") for n in found} == {n.removeprefix("الشيخ ") for n in names}


def test_a_post_after_an_arabic_name_is_its_own_and_says_for_whom() -> None:
    text = "اجتمع محمد الحداد وزير خارجية البحرين، والأمير سلطان بن فهد وزير الطاقة، مع وفد من فرنسا.\n"
    found = {str(d.facts["name"]): d.facts for d in read(text, DAY).of("persons")}
    assert found["محمد الحداد"]["party"] == "BH"
    assert "وزير الطاقة" in str(found["سلطان بن فهد"]["post"])


def test_the_agency_tells_whose_minister_receives() -> None:
    text = (
        "سمو وزير الخارجية يستقبل وزير خارجية أوزبكستان\n\nالرياض 11 ربيع الأول 1447 هـ الموافق 03 سبتمبر 2025 م واس\n"
        "استقبل سمو وزير الخارجية في مقر الوزارة بالرياض اليوم وزير خارجية جمهورية أوزبكستان بختيار سعيدوف. "
        "وجرى خلال الاستقبال استعراض العلاقات الثنائية.\n"
    )
    assert _encounters(text) == [("talks", ("SA", "UZ"))]


def test_a_cabinet_ratifies_what_is_between_ministries_in_two_states() -> None:
    text = (
        "قرر مجلس الوزراء الموافقة على مذكرة تفاهم بين وزارة الطاقة في المملكة العربية السعودية ووزارة الطاقة في "
        "جمهورية طاجيكستان للتعاون في مجال الطاقة، وتفويض وزير الاستثمار بالتباحث مع الجانب الأوغندي في شأن مشروع "
        "اتفاقية لتشجيع الاستثمار.\n"
    )
    found = {(d.facts["stage"], tuple(d.facts["parties"])) for d in read(text, DAY).of("instruments")}
    assert ("ratified", ("SA", "TJ")) in found
    assert not any(d.facts["stage"] == "signed" for d in read(text, DAY).of("instruments"))
    assert _encounters(text) == []


def test_issues_of_the_talks_are_not_their_parties() -> None:
    text = (
        "عقد وزير الخارجية المصري سامح شكري في روما مباحثات مع وزير الخارجية الإيطالي باولو جينتيلوني.\n"
        "وتطرقت المباحثات بين الوزيرين إلى العلاقات بين مصر وإيطاليا.\n"
        "وأوضح شكري أن المباحثات تناولت دور إيران ومستقبل سوريا.\n"
    )
    assert set(_encounters(text)) == {("talks", ("EG", "IT"))}


def test_a_challenge_is_no_field_of_cooperation() -> None:
    text = (
        "بحث وزيرا خارجية المغرب وإسبانيا التعاون في مجالات السياحة والصيد البحري.\n"
        "وأكد المغرب وإسبانيا أهمية التعاون لمواجهة التحديات المشتركة، وعلى رأسها الإرهاب والهجرة.\n"
    )
    codes = {d.facts["code"] for d in read(text, DAY).of("sectors")}
    assert {"tourism", "fisheries"} <= codes
    assert "migration" not in codes


def test_the_card_of_a_russian_name_is_its_fullest_form() -> None:
    text = (
        "В совещании приняли участие Председатель Совета Федерации Валентина Матвиенко Матвиенко Валентина Ивановна "
        "Председатель Совета Федерации , Секретарь Совета Безопасности Сергей Шойгу Шойгу Сергей Кужугетович .\n"
    )
    names = {str(d.facts["name"]) for d in read(text, DAY).of("persons")}
    assert names == {"Матвиенко Валентина Ивановна", "Шойгу Сергей Кужугетович"}


def test_initials_and_forename_are_one_person_and_an_arabic_surname_stays_whole() -> None:
    text = (
        "О разговоре Министра иностранных дел России С.В.Лаврова с Министром иностранных дел Омана Б.Х.Бусаиди\n\n"
        "3 сентября состоялся телефонный разговор Министра иностранных дел Российской Федерации Сергея Лаврова с "
        "Министром иностранных дел Султаната Оман Бадром Бен Хамадом Аль-Бусаиди.\n"
    )
    names = [str(d.facts["name"]) for d in read(text, DAY).of("persons")]
    assert len(names) == 2
    assert any("Аль-Бусаиди" in n and "Бен" in n for n in names)
    assert _encounters(text) == [("call", ("OM", "RU"))]


def test_a_meeting_told_twice_is_one() -> None:
    text = (
        "Министр иностранных дел Армении встретился с коллегой из Грузии\n\n"
        "Сегодня в Тбилиси министр иностранных дел Армении Арарат Мирзоян встретился с министром иностранных дел "
        "Грузии Макой Бочоришвили. Стороны обсудили торговлю и транспорт.\n"
    )
    assert _encounters(text) == [("talks", ("AM", "GE"))]


@pytest.mark.parametrize(
    "text",
    [
        "Президент встретился с губернатором Брянской области Александром Богомазом. Обсудили газ для Украины.\n",
        "Следующая встреча сборной России с командой Нигерии пройдёт в июне. Тренер доволен игроками.\n",
        "Михаил Мишустин примет участие в заседании Евразийского межправительственного совета в Казахстане.\n",
        "Того, кто приехал из регионов России, ждёт совещание по видеосвязи о жилье.\n",
        "اجتمع محافظ القاهرة مع أعضاء مجلس النواب لبحث مشكلات المواطنين، واتفق على عقد لقاءات دورية.\n",
        "يستقبل نادي الهلال السعودي نظيره القطري مساء اليوم في الدوري، ووقع النادي عقدا مع لاعب برازيلي.\n",
    ],
)
def test_what_is_at_home_or_among_many_gives_nothing(text: str) -> None:
    reading = read(text, DAY)
    assert not [
        d for kind in ("instruments", "encounters", "bodies", "undertakings") for d in reading.of(kind)
    ]


def test_officials_without_a_state_in_a_russian_text_are_not_of_the_state_visited() -> None:
    assert _encounters("Министр обороны завершил визит в Японию\n\nВ Токио министр Пётр Сидоров встретился "
                       "с премьер-министром Японии Дзюньитиро Коидзуми.\n")[0][1] == ("JP", "RU")  # fmt: skip
