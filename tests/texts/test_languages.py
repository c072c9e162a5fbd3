"""Which language a title or a passage is in."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.domain.texts import guess_language, language_of, passages

SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Exchange of Notes"), ("en", "Air Services Agreement"), ("fr", "Procès-verbal"), ("fr", "Echange de notes"),
        ("fr", "Protocole additionnel"), ("ru", "Протокол"), ("ru", "Обмен нотами"), ("ar", "مذكرة تفاهم"), ("ar", "محضر اجتماع"),
        ("other", "Acuerdo de cooperación"), ("other", "Ajuste Complementar"), ("other", "Abkommen über den Luftverkehr"),
        ("other", "Угода про торгівлю"), ("other", "موافقتنامه همکاری فرهنگی"), ("other", "中摩合作协定"), ("other", ""), ("other", "№ 12/2026"),
    ],
)  # fmt: skip
def test_a_short_title_is_enough(language: str, text: str):
    assert language_of(text) == language


def test_a_guess_names_other_languages_too():
    assert (
        guess_language("Acuerdo sobre el transporte aéreo entre el Reino de España y la República").code
        == "es"
    )
    assert guess_language("Угода між Урядом України та Урядом").code == "uk"
    assert guess_language("12").code == "und"


def test_a_text_in_three_languages_is_cut_into_passages():
    text = "Joint statement of the two ministers\n\nنص البيان المشترك للوزيرين\n\nСовместное заявление министров\nдвух стран\n"
    found = passages(text)
    assert [p.language for p in found] == ["en", "ar", "ru"]
    assert "".join(text[p.start : p.end] for p in found) == text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_passages_cover_any_text_without_gap(text: str):
    assert "".join(text[p.start : p.end] for p in passages(text)) == text


def share(titles: list[str], language: str) -> float:
    return sum(language_of(title) == language for title in titles) / len(titles)


@pytest.mark.data
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
def test_real_registers_are_in_their_language():
    with (SHARED / "data/uk-treaties/uk_treaties.csv").open(encoding="utf-8", newline="") as file:
        assert share([row["title"] for row in csv.DictReader(file)], "en") >= 0.995
    with (SHARED / "data/brazil-concordia/bilaterais_brasil.csv").open(encoding="utf-8", newline="") as file:
        assert share([row["titulo"] for row in csv.DictReader(file)], "other") >= 0.995
    with (SHARED / "data/nl-bilateral-treaties/treaties.jsonl").open(encoding="utf-8") as file:
        assert share([json.loads(line)["title_nl"] for line in file], "other") >= 0.995


@pytest.mark.data
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
@pytest.mark.parametrize(
    ("name", "language"),
    [("ar-press", "ar"), ("ru-president", "ru"), ("en-releases", "en"), ("fr-senegal", "fr")],
)
def test_headlines_are_in_their_language(name: str, language: str):
    with (SHARED / f"statements/raw/{name}.jsonl").open(encoding="utf-8") as file:
        headlines = [title for line in file if (title := json.loads(line).get("title"))]
    assert share(headlines, language) >= 0.95
