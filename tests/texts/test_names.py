"""Persons across scripts."""

from itertools import combinations

import pytest

from servanda.domain.texts import Decision, name_key, same_person

PEOPLE = [
    ["Лавров", "Lavrov", "لافروف"],
    ["Бурита", "Bourita", "بوريطة"],
    ["Патрушев", "Patrushev", "Patrouchev", "باتروشيف"],
    ["Путин", "Poutine", "Putin", "بوتين"],
    ["Мухаммед", "Mohammed", "محمد"],
    [
        "Сергей Лавров",
        "Sergey Lavrov",
        "Sergueï Lavrov",
        "سيرغي لافروف",
        "سيرجي لافروف",
        "Лавров Сергей Викторович",
        "S. Lavrov",
    ],
    ["Абдель Кадер Мессахель", "Abdelkader Messahel", "عبد القادر مساهل"],
    ["Mohamed Benaïssa", "Mohammed Ben Aissa", "محمد بن عيسى"],
    ["H.E. Mr. Nasser Bourita", "г-н Насер Бурита", "معالي السيد ناصر بوريطة"],
]


@pytest.mark.parametrize("names", PEOPLE, ids=lambda names: names[0])
def test_one_person_in_every_script(names: list[str]):
    for a, b in combinations(names, 2):
        found, back = same_person(a, b), same_person(b, a)
        assert found.decision in (Decision.SAME, Decision.POSSIBLE), (a, b, found)
        assert found.score >= 0.85, (a, b, found)
        assert found.score == pytest.approx(back.score)


def test_the_examples_of_the_concordance_have_one_key():
    for names in PEOPLE[:5]:
        assert len({name_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Сергей Лавров", "Sergey Shoigu"), ("Иван Лавров", "Sergey Lavrov"), ("حسن روحاني", "Hussein Rouhani"), ("Hassan", "حسين"),
        ("Ahmed Attaf", "محمد عطاف"), ("Мария Захарова", "Marina Zakharova"), ("Petrov", "Петровский"), ("Ivanov", "إيفانوفا"), ("Nabil", "نبيلة"),
        ("", "Lavrov"), ("1234", "5678"),
    ],
)  # fmt: skip
def test_two_persons_are_not_made_one(a: str, b: str):
    assert same_person(a, b).decision is not Decision.SAME


def test_a_family_name_alone_is_only_possible():
    assert same_person("Лавров", "Sergey Lavrov").decision is Decision.POSSIBLE


def test_a_key_ignores_order_titles_and_case():
    assert name_key("LAVROV Sergey") == name_key("Mr. Sergey Lavrov") == name_key("Сергей Лавров")
    assert name_key("") == name_key("…") == ""
