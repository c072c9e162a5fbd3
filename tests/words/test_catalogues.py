"""Every text is there in four languages, with its placeholders, in the language's own letters and typography."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

import pytest
from django.utils.translation import ngettext, override

from .catalogues_and_glossary import LANGUAGES, texts, tool

SCRIPT = {"ar": "ARABIC", "fr": "LATIN", "ru": "CYRILLIC"}
# Names of formats, programs, commands and codes; they are the same in every language.
NAMES = frozenset(
    [
        "Alt",
        "Ctrl",
        "Enter",
        "CSV",
        "https",
        "Word",
        "JSON",
        "XLSX",
        "DOCX",
        "XLS",
        "PDF",
        "PNG",
        "JPEG",
        "YAML",
        "TOML",
        "DTD",
        "UTF",
        "PostgreSQL",
        "SQLite",
        "parquet",
        "csv",
        "xlsx",
        "jsonl",
        "Servanda",
        "servanda",
        "init",
        "http",
        "Ctrl",
        "C",
        "ISO",
        "SHA",
        "alpha",
        "Pacta",
        "sunt",
        "MA",
        "EU",
        "MB",
        "MiB",
        "kB",
        "ms",
        "utf",
        "cp1251",
        "cp1252",
        "cp1256",
        "en",
        "fr",
        "ru",
        "ar",
        "pt",
        "a",
        "b",
        "e",
        "j",
        "k",
        "r",
        "key",
        "value",
        "serial",
        "T12",
        "Z",
        "d",
        "m",
        "B",
        "b",
        "Y",
        "y",
        "H",
        "M",
        "S",
        "P",
        "parent",
        "docs",
        "md",
        "pdf",
        "docx",
        "txt",
        "html",
        "ics",
        "expect",
        "BACI",
        "RSS",
        "json",
        "Atom",
        "HTML",
    ]
)
# What stands in a map of an import: `file.delimiter`, `formats = ["%d.%m.%Y"]`.
SETTING = re.compile(
    r"--[a-z-]+|SERVANDA_[A-Z_]+(?:=yes)?|DATABASE_URL|[a-z]+(?:\.[a-z_]+)+|\bdates\b|\bformats\b|\brecords\b"
)


def letters(text: str) -> str:
    """What is left of a text without placeholders."""
    return tool().PLACEHOLDER.sub(" ", text)


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_text_has_its_words(language: str) -> None:
    missing = [(t.room, t.english[0]) for t in texts(language) if not t.forms or not all(t.forms)]
    assert not missing, f"{len(missing)} texts without words in {language}: {missing[:10]}"


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_placeholders_are_those_of_the_source_text(language: str) -> None:
    faults = [f for room in tool().rooms() for f in tool().faults(room, language) if "placeholders" in f]
    assert not faults


@pytest.mark.parametrize(("language", "forms"), [("ar", 6), ("fr", 2), ("ru", 3)])
def test_plural_texts_have_as_many_forms_as_the_language(language: str, forms: int) -> None:
    plural = [t for t in texts(language) if len(t.english) > 1]
    assert plural
    assert [t for t in plural if len(t.forms) != forms] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", {1: "يوم واحد", 2: "يومان", 3: "3 أيام", 11: "11 يومًا", 100: "100 يوم", 103: "103 أيام"}),
        ("fr", {0: "0 jour", 1: "1 jour", 2: "2 jours", 11: "11 jours"}),
        ("ru", {1: "1 день", 2: "2 дня", 5: "5 дней", 11: "11 дней", 21: "21 день", 112: "112 дней"}),
    ],
)
def test_numbers_take_the_form_that_grammar_asks_for(language: str, said: dict[int, str]) -> None:
    with override(language):
        assert {n: ngettext("{n} day", "{n} days", n).format(n=n) for n in said} == said


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_no_english_is_left_in_arabic_and_russian(language: str) -> None:
    left = []
    for text in texts(language):
        for form in text.forms:
            words = re.findall(r"[A-Za-z]+\d*", SETTING.sub(" ", letters(form)))
            left += [(text.room, word, form) for word in words if word not in NAMES]
    assert not left


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_is_in_the_script_of_its_language(language: str) -> None:
    wrong = []
    for text in texts(language):
        for english, form in zip(text.english * 6, text.forms, strict=False):
            signs = [c for c in letters(form) if c.isalpha()]
            own = [c for c in signs if unicodedata.name(c).startswith(SCRIPT[language])]
            if not own and re.search(r"[a-z]{3}", letters(english)):
                wrong.append((text.room, form))
            strange = {c for c in signs if unicodedata.name(c).split()[0] not in (SCRIPT[language], "LATIN")}
            if strange:
                wrong.append((text.room, form))
    assert not wrong


def test_no_english_sentence_stands_in_french() -> None:
    """Words may be alike («Signature»); a sentence of four words or more never is."""
    same = [t for t in texts("fr") if len(letters(t.english[0]).split()) > 3 and t.english[0] in t.forms]
    assert not same
    english = re.compile(r"\b(the|and|of|is|are|not|with|from|this|has|that)\b")
    left = [(t.room, f) for t in texts("fr") for f in t.forms if english.search(letters(f))]
    assert not left


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_text_has_the_same_words_in_every_room(language: str) -> None:
    """Django joins the catalogues of all rooms: two translations of one text would be a matter of chance."""
    said = defaultdict(set)
    for text in texts(language):
        said[text.english, text.context].add(text.forms)
    assert {key: forms for key, forms in said.items() if len(forms) > 1} == {}


def test_french_typography() -> None:
    wrong = []
    for text in texts("fr"):
        for form in text.forms:
            plain = form.replace("key: value", "").replace("init", "")
            if (
                "'" in plain
                or re.search(r" [:;!?»]|« ", plain)
                or re.search(r"\w[;!?](\s|$)", letters(plain))
            ):
                wrong.append((text.room, form))
    assert not wrong


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_quotation_marks_are_those_of_the_language(language: str) -> None:
    """English marks stand only where they show what to type (a search for “words together”)."""
    wrong = [
        (t.room, f)
        for t in texts(language)
        for f in t.forms
        if re.search(r"[“”„]", f) and not t.english[0].startswith("Type words in any")
    ]
    assert not wrong


@pytest.mark.parametrize("sign", [",", ";", "?"])
def test_arabic_has_its_own_punctuation(sign: str) -> None:
    """Latin commas stand only between things that are typed in Latin letters or figures."""
    wrong = [
        (t.room, f)
        for t in texts("ar")
        for f in t.forms
        if re.search(rf"[\u0621-\u064a]\s*{re.escape(sign)}", f)
    ]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_ends_as_its_source_does(language: str) -> None:
    """A label gets no full stop; a sentence may lose it in Russian, where a day ends with «г.» already."""
    wrong = [
        (t.room, f)
        for t in texts(language)
        for f in t.forms
        if f.endswith(".") and t.english[0][-1] not in ".)…"
    ]
    assert not wrong
    colon = [
        (t.room, f)
        for t in texts(language)
        for f in t.forms
        if f.rstrip().endswith(":") != t.english[0].endswith(":")
    ]
    assert not colon


def test_no_russian_sentence_puts_a_full_stop_after_a_day() -> None:
    """CLDR ends Russian days with «г.»: a second full stop would follow it."""
    days = re.compile(
        r"\{(day|date|end|start|on|at|last_day|ended|in_force|computed|ended_on)\}\.$|%\((day|at)\)s\.$"
    )
    assert [(t.room, f) for t in texts("ru") for f in t.forms if days.search(f)] == []
