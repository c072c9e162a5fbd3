"""What a native reader looks at first: cases, articles, prepositions, agreement, with pairs of every sort."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.domain.parties.party import Kind, parties
from servanda.writing import LANGUAGES, Body, Event, Instrument, Person, communique, invitation, notification
from servanda.writing.grammar import ar, en, fr, grammar, ru
from servanda.writing.pack import PackFault, checked, pack
from servanda.writing.text import Text


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        (
            "MA",
            {
                "gent": "Марокко",
                "ablt": "Марокко",
                "in": "в Марокко",
                "official_ablt": "Королевством Марокко",
            },
        ),
        ("RU", {"gent": "России", "in": "в России", "official_gent": "Российской Федерации"}),
        ("PH", {"gent": "Филиппин", "in": "на Филиппинах", "to": "на Филиппины"}),
        ("NL", {"ablt": "Нидерландами", "in": "в Нидерландах", "official_gent": "Королевства Нидерландов"}),
        ("US", {"gent": "Соединённых Штатов", "official_ablt": "Соединёнными Штатами Америки"}),
        ("KM", {"in": "на Коморских Островах", "official_gent": "Союза Коморских Островов"}),
        ("SA", {"gent": "Саудовской Аравии", "to": "в Саудовскую Аравию"}),
        ("KZ", {"ablt": "Казахстаном", "official_gent": "Республики Казахстан"}),
        ("CI", {"gent": "Кот-д’Ивуара", "in": "в Кот-д’Ивуаре"}),
        ("BR", {"gent": "Бразилии", "official_gent": "Федеративной Республики Бразилия"}),
        ("CD", {"gent": "Демократической Республики Конго", "ablt": "Демократической Республикой Конго"}),
        ("KR", {"gent": "Республики Корея", "in": "в Республике Корея"}),
        ("CU", {"in": "на Кубе"}),
    ],
)
def test_russian_states_in_their_cases(code: str, forms: dict[str, str]):
    found = ru.state(code)
    assert {name: found.get(name) for name in forms} == forms


def test_russian_prepositions_before_clusters():
    assert ru.smooth("Переговоры с Швецией прошли в Франции и в Вьетнаме") == (
        "Переговоры со Швецией прошли во Франции и во Вьетнаме"
    )
    assert ru.smooth("О одиннадцатом заседании 3 мая 2024 г..").startswith("Об одиннадцатом")


def test_russian_pairs_put_russia_first_and_agree():
    both = ru.pair("MA", "RU")
    assert both["femn_gent"] == "российско-марокканской"
    assert both["plur_loct"] == "российско-марокканских"
    assert ru.pair("US", "KM")["neut_nomn"] == "американо-коморское"


def test_russian_persons_decline_with_their_posts_or_not_at_all():
    man = ru.person(Person({"ru": "Сергей Лавров"}, {"ru": "Министр иностранных дел"}, "RU"))
    assert man["ablt"] == "Министром иностранных дел России Сергеем Лавровым"
    assert man["gent"] == "Министра иностранных дел России Сергея Лаврова"
    ours = ru.person(Person({"ru": "Насер Бурита"}, {"ru": "Министр иностранных дел"}, "MA"))
    assert ours["ablt"] == "Министром иностранных дел Марокко Насером Буритой"
    woman = ru.person(Person({"ru": "Мария Сантос"}, {"ru": "Министр иностранных дел"}, "PH"))
    assert woman["gent"] == "Министра иностранных дел Филиппин Марии Сантос"
    assert woman["made"] == "совершила"
    unknown = ru.person(Person({"ru": "Чхве Ихи"}, {}, "KR"))
    assert set(unknown) == {
        "",
        "name",
    }  # nothing shows whether a man or a woman: no cases, no verb that agrees


@pytest.mark.parametrize(
    ("code", "within", "of"),
    [
        ("MA", "au Maroc", "du Maroc"), ("RU", "en Russie", "de la Russie"), ("NL", "aux Pays-Bas", "des Pays-Bas"),
        ("PH", "aux Philippines", "des Philippines"), ("US", "aux États-Unis", "des États-Unis"),
        ("KM", "aux Comores", "des Comores"), ("SA", "en Arabie saoudite", "de l’Arabie saoudite"),
        ("KZ", "au Kazakhstan", "du Kazakhstan"), ("CI", "en Côte d’Ivoire", "de la Côte d’Ivoire"),
        ("BR", "au Brésil", "du Brésil"), ("KR", "en République de Corée", "de la République de Corée"),
        ("CD", "en République démocratique du Congo", "de la République démocratique du Congo"),
        ("CU", "à Cuba", "de Cuba"), ("OM", "à Oman", "d’Oman"), ("IR", "en Iran", "de l’Iran"),
        ("MX", "au Mexique", "du Mexique"), ("IL", "en Israël", "d’Israël"),
    ],
)  # fmt: skip
def test_french_prepositions_and_contractions(code: str, within: str, of: str):
    assert fr.state(code)["in"] == within
    assert fr.smooth(f"de {fr.state(code)['']}") == of


def test_french_agreement_elision_and_spaces():
    assert fr.pair("MA", "RU") == {
        "m": "maroco-russe",
        "f": "maroco-russe",
        "mp": "maroco-russes",
        "fp": "maroco-russes",
    }
    assert fr.pair("CI", "BR")["f"] == "ivoiro-brésilienne"
    assert fr.phrase("Convention d’extradition")["un"] == "une convention d’extradition"
    assert fr.phrase("Accord de pêche")["le"] == "l’accord de pêche"
    assert fr.smooth("à Le Caire : l’accord") == "au Caire\u00a0: l’accord"
    assert fr.smooth("par X, ministre, .") == "par X, ministre."


def test_arabic_articles_adjectives_and_agreement():
    assert ar.pair("MA", "RU") == {
        "m": "مغربي روسي", "f": "مغربية روسية", "the_m": "المغربي الروسي", "the_f": "المغربية الروسية",
    }  # fmt: skip
    assert ar.smooth("ل~اللجنة المشتركة") == "للجنة المشتركة"
    assert ar.smooth("ل~المملكة المغربية و~المغرب") == "للمملكة المغربية والمغرب"
    assert ar.smooth("ل~جمهورية كوريا") == "لجمهورية كوريا"
    man = ar.person(Person({"ar": "سيرغي لافروف"}, {"ar": "وزير الخارجية"}, "RU"))
    woman = ar.person(Person({"ar": "ماريا سانتوس"}, {"ar": "وزيرة الخارجية"}, "PH"))
    assert man[""] == "وزير الخارجية الروسي سيرغي لافروف"
    assert woman[""] == "وزيرة الخارجية الفلبينية ماريا سانتوس"


def test_english_articles():
    assert en.state("NL")[""] == "the Netherlands"
    assert en.state("MA")["official"] == "the Kingdom of Morocco"
    assert en.state("CD")["upper"] == "The Democratic Republic of the Congo"
    assert en.phrase("Agreement on trade")["a"] == "an agreement on trade"
    assert en.pair("MA", "RU")[""] == "Moroccan-Russian"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_can_be_written_about(language: str):
    """No state leaves a hole, a doubled space or an unfilled brace in a communiqué."""
    codes = [c for c, p in parties().items() if p.kind is Kind.STATE and len(c) == 2 and p.until is None]
    for code in codes:
        for a, b in ((code, "MA"), ("RU", code)):
            if a == b:
                continue
            of = Event(
                f"session/{code}",
                "session",
                (a, b),
                date(2024, 5, 3),
                body=Body("joint_commission"),
                ordinal=3,
            )
            for text in (communique(of, language), invitation(of, language)):
                assert text.title
                assert not {"{", "}", "[", "]", "~"} & set(text.plain), text.plain
                assert not [mark for mark in ("  ", " ,", "..") if mark in text.plain], text.plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_is_left_out(language: str):
    bare = Event("session/x", "session", ("CI", "BR"), body=Body("joint_commission"))
    text = communique(bare, language)
    assert 2 <= len(text.parts) <= 2
    assert not any(c.isdigit() for c in text.plain)
    note = notification(Instrument("agreement", {}, on=None), "CD", "KR", language)
    assert not any(c.isdigit() for c in note.plain)


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_wordings_and_the_subject_chooses(language: str):
    def lead(n: int) -> str:
        of = Event(
            f"session/{n}",
            "session",
            ("MA", "RU"),
            date(2024, 5, 3),
            body=Body("joint_commission"),
            ordinal=3,
        )
        return communique(of, language).parts[1].text

    said = {lead(n) for n in range(40)}
    assert len(said) >= 3
    assert lead(5) == lead(5)


def test_a_faulty_pack_says_where():
    with pytest.raises(PackFault) as fault:
        checked("xx.toml", 'language = "xx"')
    assert fault.value.pack == "xx.toml"
    from importlib.resources import files

    good = (files("servanda.writing") / "packs" / "en.toml").read_text(encoding="utf-8")
    with pytest.raises(PackFault, match="unknown value 'nobody'"):
        checked("en.toml", good.replace("{topics}.", "{nobody}.", 1))
    with pytest.raises(PackFault, match="chairs"):
        checked("en.toml", good.replace("chairs = [", "charis = [", 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_that_a_pack_asks_for_can_be_had(language: str):
    """A form that no value ever has would silence a wording for ever: each wording is used by some event."""
    assert grammar(language).state("MA")
    for name, wordings in pack(language).sentences.items():
        assert len(wordings) >= 3, name


def test_plain_text_and_parts_agree():
    of = Event(
        "talks/1",
        "talks",
        ("NL", "PH"),
        date(2024, 5, 3),
        decided=({"en": "Hold talks"}, {"en": "Open a post"}),
    )
    text: Text = communique(of, "en")
    assert "– hold talks;\n– open a post." in text.plain
