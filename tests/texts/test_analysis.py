"""One analyser: what is indexed and what is asked meet, whatever case, accents, clitics and spelling."""

import sqlite3
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.domain.texts import index_terms, index_tsvector, query_terms, to_fts5, tokens

Finds = Callable[..., bool]


@pytest.fixture(scope="module")
def finds() -> Finds:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE titles USING fts5(terms, tokenize='ascii')")

    def ask(question: str, title: str, **how: bool) -> bool:
        connection.execute("DELETE FROM titles")
        connection.execute("INSERT INTO titles VALUES (?)", [index_terms(title)])
        match = to_fts5(query_terms(question, **how))
        return bool(connection.execute("SELECT 1 FROM titles WHERE titles MATCH ?", [match]).fetchall())

    return ask


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("والاتفاقيات", "اتفاقية بشأن الصيد"),
        ("اتفاقية", "تنفيذ الاتفاقيات"),
        ("تعاون", "برنامج للتعاون الثقافي"),
        ("سفينة", "تسليم السفن المحتجزة"),
        ("أسماء", "قائمة اسماء"),
        ("إنشاء", "انشاء لجنة"),
        ("المغربيّة", "العلاقات المغربية"),
        ("مسؤول", "زيارة مسئول"),
        ("شئون", "وزارة الشؤون الخارجية"),
        ("عـــلاقات", "علاقات"),
        ("соглашения", "Соглашение о торговле"),
        ("осужденные", "передача осуждённых"),
        ("взаимная защита", "о взаимной защите"),
        ("accord", "L’ACCORD-CADRE"),
        ("éducation", "EDUCATION"),
        ("education", "l'éducation nationale"),
        ("oeuvre", "les œuvres"),
        ("travail", "travaux publics"),
        ("revenu", "impôts sur les revenus"),
        ("cooperation", "Co-operation Agreement"),
        ("co-operation", "cooperation"),
        ("subcommittee", "Sub-Committees"),
        ("sub committee", "Sub-Saharan committee sub"),
        ("USSR", "Treaty with the U.S.S.R."),
        ("U.S.S.R.", "Treaty with the USSR"),
        ("organisation", "World Health Organization"),
        ("labor", "Labour Convention"),
        ("treaty", "TREATIES"),
        ("women", "the rights of a woman"),
        ("2025", "اتفاق ٢٠٢٥"),
        ("٢٠٢٥", "Accord de 2025"),
        ("8th session", "Eighth Session"),
        ("8e session", "huitième session"),
        ("8-е заседание", "восьмое заседание"),
        ("восьмое заседание", "VIII заседание"),
        ("الدورة الثامنة", "الدورة الـ8"),
        ("中摩", "中摩合作协定"),
        ("ＡＧＲＥＥＭＥＮＴ", "agreement"),
        ("ﻻﺋﺤﺔ", "لائحة"),
    ],
)
def test_the_question_finds_the_title(finds: Finds, question: str, title: str):
    assert finds(question, title)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("وزارة", "زيارة رسمية"),
        ("دولة", "الدولية"),
        ("حدود", "الحديد"),
        ("لجان", "اللجوء"),
        ("اجراءات", "الأجور"),
        ("معاهدة", "المعاهد العليا"),
        ("визит", "визы"),
        ("8th session", "eight sessions"),
        ("8th session", "session 8 of 18 states"),
        ("visa", "visant l'emploi"),
        ("réfugiés", "refuges de montagne"),
        ("日中", "中日"),
    ],
)
def test_the_question_does_not_find_what_only_looks_alike(finds: Finds, question: str, title: str):
    assert not finds(question, title)


def test_function_words_count_in_a_phrase_only(finds: Finds):
    assert finds("the agreement on trade", "Trade Agreement")
    assert finds('"agreement on trade"', "An Agreement on Trade")
    assert not finds('"agreement on trade"', "Agreement about Trade")
    assert finds("the", "The Hague")


def test_a_phrase_keeps_order_and_form_but_not_the_arabic_article(finds: Finds):
    assert finds('"marine marchande"', "La marine marchande")
    assert not finds('"marine marchande"', "marchande marine")
    assert not finds('"marine marchande"', "marines marchandes")
    assert finds("«مذكرة تفاهم»", "مشروع مذكرة التفاهم")


def test_a_phrase_does_not_reach_from_the_words_into_the_stems(finds: Finds):
    assert not finds('"trade agreement"', "Agreement on Trade")


def test_an_excluded_word_or_phrase_is_obeyed_and_a_hyphen_is_not_an_exclusion(finds: Finds):
    assert not finds("trade -fish", "Trade and fisheries")
    assert finds("trade -fish", "Trade and forests")
    assert not finds('trade -"sea fisheries"', "Trade and sea fisheries")
    assert finds("Россия - Марокко", "Россия и Марокко")
    assert finds("Sino-Russian", "Sino-Russian trade")


def test_the_last_word_may_be_unfinished_while_typing(finds: Finds):
    for typed, title in [
        ("trade agr", "Agreement on trade"),
        ("согл", "Соглашение"),
        ("الاتفا", "اتفاقية"),
        ("وزا", "لوزارتي"),
    ]:
        assert finds(typed, title, typing=True), typed
    assert not finds("trade agr", "Agreement on trade")
    assert not finds("agr trade", "Agreement on trade", typing=True)
    assert not finds("agr ", "Agreement", typing=True)


def test_languages_of_one_script_do_not_need_a_flag(finds: Finds):
    title = "Convention / Convention: pêches maritimes — sea fisheries; صيد; рыболовство"
    for question in ("pêche maritime", "fishery", "الصيد", "рыболовства"):
        assert finds(question, title)


def test_tokens_say_where_they_stand():
    text = "L’accord-cadre (№ 5) U.S.S.R. «ВТО» والاتفاقيات_x"
    found = tokens(text)
    assert [text[t.start : t.end] for t in found] == [t.text for t in found]
    assert [t.text for t in found] == ["L", "accord", "cadre", "5", "U.S.S.R.", "ВТО", "والاتفاقيات", "x"]
    assert found[6].terms[0] == "اتفاقيات"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_tokens_of_any_text_lie_in_it_in_order_and_are_the_index(text: str):
    found = tokens(text)
    ends = [0]
    for token in found:
        assert token.text == text.replace("_", " ")[token.start : token.end]
        assert ends[-1] <= token.start < token.end <= len(text)
        assert all(term.isalnum() for term in token.terms)
        ends.append(token.end)
    assert index_terms(text).split()[: len(found)] == [token.terms[0] for token in found]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abcdéèцшёوالتفعيلa'-8 ", max_size=40), st.sampled_from(["en", "fr", None]))
def test_a_known_language_only_narrows(text: str, lang: str | None):
    assert set(index_terms(text, lang).split()) <= set(index_terms(text).split())


def test_a_tsvector_gives_each_term_its_positions():
    assert index_tsvector("trade and trade", "en") == "'trade':1,3 'and':2 '0trade':4,5"
