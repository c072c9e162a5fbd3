"""The parts of the engine that no language owns: patterns, lexicons, packs, faults."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from servanda.reading import read, reader
from servanda.reading.engine import LIMIT, Reader
from servanda.reading.faults import EmptyText, LanguageUnknown, NotText, PackFault, TooLong
from servanda.reading.languages.plain import Morphology
from servanda.reading.lexicon import Lexicon, Mention, Sense
from servanda.reading.pattern import Pattern, PatternFault, View
from servanda.reading.tokens import split

PACKS = Path(__file__).parent / "packs"


def _view(text: str, *mentions: Mention) -> View:
    tokens = list(split(text, 0, frozenset(), ()))
    for t in tokens:
        t.keys = {t.text.lower(): 0}
    starting: dict[int, list[Mention]] = {}
    by_class: dict[str, list[Mention]] = {}
    for m in mentions:
        starting.setdefault(m.lo, []).append(m)
        by_class.setdefault(m.cls, []).append(m)
    marks = frozenset(i for i, t in enumerate(tokens) if t.text == ",")
    return View(tokens, starting, by_class, marks)


def _found(pattern: str, view: View) -> list[tuple[int, int]]:
    return [(m.lo, m.hi) for m in Pattern(pattern, Morphology("xx")).matches(view)]


def test_a_gap_of_two_dots_stops_at_a_clause_mark_and_one_of_three_does_not() -> None:
    view = _view("alpha , beta gamma")
    assert _found("alpha ..3 gamma", view) == []
    assert _found("alpha ...3 gamma", view) == [(0, 4)]


def test_a_gap_does_not_run_over_a_forbidden_class() -> None:
    view = _view("sign one two three", Mention("neg", "-", 1, 2))
    assert _found("sign ..3 three", view) == [(0, 4)]
    assert _found("sign ..3-<neg> three", view) == []


def test_alternatives_options_and_what_must_not_follow() -> None:
    view = _view("they agreed to act")
    assert _found("( we | they ) agreed", view) == [(0, 2)]
    assert _found("agreed not? to", view) == [(1, 3)]
    assert _found("agreed !to", view) == []
    assert _found("^ they ..9 act $", view) == [(0, 4)]


def test_a_capture_gives_the_mention_and_its_values_can_be_limited() -> None:
    memo = Mention("instrument", "memorandum", 1, 2)
    view = _view("sign memorandum", memo)
    (match,) = Pattern("sign x=<instrument:memorandum|treaty>", Morphology("xx")).matches(view)
    assert match.captures["x"] is memo
    assert _found("sign x=<instrument:treaty>", view) == []


@pytest.mark.parametrize("wrong", ["", "( a", "a )", "<open", "x=<a"])
def test_a_pattern_that_cannot_be_read_says_so(wrong: str) -> None:
    with pytest.raises(PatternFault):
        Pattern(wrong, Morphology("xx"))


def _lexicon(*rows: tuple[str, str, str]) -> Lexicon:
    lexicon = Lexicon(Morphology("xx"))
    for cls, value, phrase in rows:
        lexicon.add(Sense.of(cls, value), phrase)
    return lexicon


def _mentions(lexicon: Lexicon, text: str) -> list[tuple[str, str, int, int]]:
    return [(m.cls, m.value, m.lo, m.hi) for m in lexicon.mentions(_view(text).tokens)]


def test_a_longer_phrase_hides_a_shorter_one_of_its_class_but_not_of_another() -> None:
    lexicon = _lexicon(
        ("a", "short", "joint"), ("a", "long", "joint [working] group"), ("b", "other", "group")
    )
    assert _mentions(lexicon, "joint working group") == [("a", "long", 0, 3), ("b", "other", 2, 3)]


def test_a_mask_hides_what_stands_in_it() -> None:
    lexicon = _lexicon(("instrument", "agreement", "agreement"), ("mask", "-", "in agreement with"))
    assert [m[0] for m in _mentions(lexicon, "in agreement with them")] == ["mask"]


def test_any_word_and_alternatives_in_a_phrase() -> None:
    lexicon = _lexicon(("body", "c", "mixed * commission/committee"))
    assert _mentions(lexicon, "mixed trade committee") == [("body", "c", 0, 3)]


# --- packs ------------------------------------------------------------------------------------------------


def test_a_spanish_pack_reads_without_any_python_of_its_own() -> None:
    text = (
        "España y Marruecos firman un memorando de entendimiento sobre energías renovables\n\n"
        "El ministro de Asuntos Exteriores español, José Luis Ibarra, y su homólogo marroquí, Nasser Bennani, "
        "firmaron ayer en Rabat un memorando de entendimiento en materia de energías renovables. Los dos ministros "
        "presidieron la duodécima reunión de la comisión mixta hispano-marroquí. Ambos ministros acordaron reforzar "
        "la formación profesional y abrir un centro cultural. No firmaron ningún acuerdo de pesca."
    )
    reading = Reader([PACKS / "es"]).read(text, date(2024, 3, 13))
    assert reading.language == "es"
    (instrument,) = reading.of("instruments")
    assert instrument.facts == {
        "type": "memorandum", "parties": ["ES", "MA"], "stage": "signed", "date": "2024-03-12",
    }  # fmt: skip
    assert [b.facts["session"] for b in reading.of("bodies")] == [12]
    assert [u.evidence[0].quote for u in reading.of("undertakings")] == [
        "reforzar la formación profesional",
        "abrir un centro cultural",
    ]
    assert {p.facts["name"]: p.facts["party"] for p in reading.of("persons")} == {
        "José Luis Ibarra": "ES",
        "Nasser Bennani": "MA",
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("pack.toml", 'language = "es"', 'language = "es"\ncolour = "red"', "pack.toml: colour"),
        ("pack.toml", "[dates]", "[dates", "pack.toml"),
        ("rules.toml", "<sign> ...8-<instrument> x=<instrument>", "<signs> x=<instrument>", "es-signed"),
        ("rules.toml", 'stage = "expected"', 'stage = "hoped"', "es-expected"),
        ("rules.toml", 'id = "es-talks"', 'id = "es-signed"', "id used twice"),
        ("rules.toml", "x=<session> ..5 <body>", "<session> ..5 <body>", "es-session"),
        ("lexicon.tsv", "instrument\ttreaty", "instrument\tpact", "lexicon.tsv: line"),
        ("lexicon.tsv", "instrument\ttreaty\t", "instrument\ttreaty ", "columns"),
        ("states.tsv", "MX\tadj", "MX\tadjective", "states.tsv: line"),
    ],
)
def test_a_fault_in_a_pack_names_the_file_and_the_place(
    tmp_path: Path, file: str, old: str, new: str, place: str
) -> None:
    pack = tmp_path / "es"
    shutil.copytree(PACKS / "es", pack)
    source = (pack / file).read_text(encoding="utf8")
    assert old in source
    (pack / file).write_text(source.replace(old, new, 1), encoding="utf8")
    with pytest.raises(PackFault) as fault:
        Reader([pack]).pack("es")
    assert fault.value.code == "pack"
    assert place in str(fault.value)


@pytest.mark.parametrize("language", ["ar", "en", "fr", "ru"])
def test_every_pack_that_ships_keeps_to_the_schema(language: str) -> None:
    assert reader().pack(language).rules


def test_importing_the_room_loads_neither_packs_nor_dictionaries() -> None:
    code = "import sys, servanda.reading; print([m for m in ('babel', 'pydantic', 'simplemma', 'pymorphy3') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- texts that are none --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n\t", "\u200f\u202e ..."])
def test_an_empty_text(text: str) -> None:
    with pytest.raises(EmptyText) as fault:
        read(text)
    assert fault.value.code == "empty"


def test_binary_is_no_text() -> None:
    with pytest.raises(NotText):
        read("PK\x03\x04\x14\x00\x00\x00" * 200)


def test_a_text_that_is_too_long() -> None:
    with pytest.raises(TooLong) as fault:
        read("слово " * (LIMIT // 5))
    assert fault.value.data["limit"] == LIMIT


@pytest.mark.parametrize(
    "text",
    [
        "两国外交部长今天在北京签署了谅解备忘录。",
        "დღეს თბილისში ხელი მოეწერა მემორანდუმს.",
        "Hoy los ministros firmaron un memorando de entendimiento en Madrid sobre comercio exterior y turismo.",
        "Os ministros das Relações Exteriores do Brasil e de Marrocos assinaram hoje em Brasília um acordo.",
        "De ministers van Buitenlandse Zaken ondertekenden vandaag een memorandum van overeenstemming.",
        "Підписано угоду між Україною і Їхніми сусідами, її дію ще не визначено.",
    ],
)
def test_a_language_without_a_pack(text: str) -> None:
    with pytest.raises(LanguageUnknown) as fault:
        read(text)
    assert fault.value.data["languages"] == ("ar", "en", "fr", "ru")


@pytest.mark.parametrize(
    "text",
    [
        "\x00The Ministers\x00 signed an agreement between France and Spain.\x00",
        "\u202eThe Ministers of France and Spain\u202c signed a treaty.",
        "Τhe Мinisters signed an аgreement",
        "signed " * 3000,
        "(" * 5000 + " the agreement",
        "وقع وقع وقع " * 2000,
        "Министр " * 3000,
        "a." * 5000 + " the and of",
    ],
)
def test_odd_texts_are_read_or_refused_with_a_reason(text: str) -> None:
    begun = time.perf_counter()
    with contextlib.suppress(LanguageUnknown):
        assert read(text).spans_ok()
    assert time.perf_counter() - begun < 10


def test_passages_in_two_languages_are_read_each_in_its_own() -> None:
    text = (
        "The Foreign Ministers of France and Morocco signed a memorandum of understanding today.\n\n"
        "وقعت فرنسا والمغرب اليوم مذكرة تفاهم في مجال الطاقة، وذلك خلال زيارة رسمية إلى الرباط.\n\n"
        "两国外交部长今天签署了备忘录。\n"
    )
    reading = read(text, date(2025, 5, 6))
    assert [p.language for p in reading.passages] == ["en", "ar", None]
    (instrument,) = reading.of("instruments")
    assert len(instrument.evidence) == 2
    assert "".join(text[p.start : p.end] for p in reading.passages) == text
