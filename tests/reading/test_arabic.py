"""Arabic: forms, the founding report from end to end, and what is no fact."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.reading import read
from servanda.reading.languages.ar import MORPHOLOGY, noun_forms, verb_forms
from servanda.reading.outcome import Reading

STATEMENTS = Path(__file__).resolve().parents[3] / "shared" / "statements"
REPORT = STATEMENTS / "ar-russia-morocco-working-committee.txt"
PUBLISHED = date(2025, 10, 16)
arabic = MORPHOLOGY("ar")


@pytest.mark.parametrize(
    ("word", "key", "cut"),
    [
        ("والاتفاقيات", "اتفاقيات", 1),
        ("للجنة", "لجنه", 1),
        ("وبالتعاون", "تعاون", 2),
        ("زيارته", "زياره", 0),
        ("مُذَكِّرَة", "مذكره", 0),
        ("الاتفـــاقية", "اتفاقيه", 0),
        ("فوقّعا", "وقعا", 1),
    ],
)
def test_clitics_are_taken_off_and_counted(word: str, key: str, cut: int) -> None:
    keys, _ = arabic.keys(word)
    assert key in keys
    assert arabic.fold(word[: keys[key]]) == arabic.fold(word)[: len(arabic.fold(word[: keys[key]]))]
    assert keys[key] == cut


def test_the_preposition_is_not_the_name() -> None:
    assert arabic.fold("على") != arabic.fold("علي")


def test_nouns_and_verbs_are_inflected_from_the_lexicon() -> None:
    assert {"مذكرات", "مذكرتي", "مذكرتان"} <= set(noun_forms("مذكره"))
    forms = verb_forms("وقع", "وقع")
    assert {"وقع", "وقعت", "وقعا", "يوقعان", "ستوقع"} <= set(forms)
    assert "fut" in forms["سيوقع"]
    assert "past" in forms["وقعت"]


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئءًٌَُِّـ", min_size=1, max_size=12))
@settings(max_examples=150)
def test_the_letters_cut_off_never_exceed_the_word(word: str) -> None:
    keys, _ = arabic.keys(word)
    assert all(0 <= cut <= len(word) for cut in keys.values())


@pytest.fixture(scope="module")
def report() -> Reading:
    if not REPORT.is_file():
        pytest.skip("../shared is absent")
    return read(REPORT.read_text(encoding="utf8"), PUBLISHED)


def _one(reading: Reading, kind: str, **facts: Any) -> Any:
    found = [d for d in reading.of(kind) if all(d.facts.get(k) == v for k, v in facts.items())]
    assert len(found) == 1, [d.facts for d in reading.of(kind)]
    return found[0]


@pytest.mark.data
def test_the_report_the_memorandum_is_signed_on_the_day_of_publication(report: Reading) -> None:
    draft = _one(report, "instruments", stage="signed")
    assert draft.facts["type"] == "memorandum"
    assert draft.facts["parties"] == ["MA", "RU"]
    assert draft.facts["date"] == "2025-10-16"
    assert len(draft.evidence) == 3  # headline, lead and body


@pytest.mark.data
def test_the_report_the_committee_is_created_with_its_three_tasks(report: Reading) -> None:
    draft = _one(report, "bodies", action="created")
    assert draft.facts["type"] == "working_group"
    tasks = [t["evidence"][0]["quote"] for t in draft.facts["mandate"]]
    assert len(tasks) == 3
    assert "تقييم حصيلة التعاون القائم" in tasks[0]


@pytest.mark.data
def test_the_report_the_eighth_session_has_two_chairs(report: Reading) -> None:
    body = _one(report, "bodies", session=8)
    assert body.facts["type"] == "joint_commission"
    assert body.facts["action"] == "announced"
    session = _one(report, "encounters", type="session")
    assert session.facts["persons"] == ["ناصر بوريطة", "دميتري باتروشيف"]


@pytest.mark.data
def test_the_report_earlier_and_expected_instruments_are_not_taken_for_signed(report: Reading) -> None:
    assert _one(report, "instruments", stage="existing").facts["plural"] is True
    assert _one(report, "instruments", stage="expected").facts["plural"] is True


@pytest.mark.data
def test_the_report_against_its_gold_facts(report: Reading) -> None:
    gold = json.loads(REPORT.with_suffix(".json").read_text(encoding="utf8"))
    drafted = report.as_json()
    assert {(p["name"], p["party"]) for p in drafted["persons"]} == {
        (p["name"], p["party"]) for p in gold["persons"]
    }
    assert {s["code"] for s in gold["sectors"]} <= {s["code"] for s in drafted["sectors"]}
    for kind in ("undertakings", "topics"):
        for fact in gold[kind]:
            lo, hi = fact["evidence"][0]["start"], fact["evidence"][0]["end"]
            assert any(e["start"] < hi and lo < e["end"] for d in drafted[kind] for e in d["evidence"]), fact
    assert report.spans_ok()


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("وقع وزيرا خارجية تونس والجزائر اليوم مذكرة تفاهم.", "signed"),
        ("تم التوقيع على مذكرة تفاهم بين تونس والجزائر.", "signed"),
        ("من المتوقع أن توقع تونس والجزائر مذكرة تفاهم الشهر المقبل.", "expected"),
        ("ستوقع تونس والجزائر مذكرة تفاهم.", "expected"),
        ("صادقت الجزائر على مذكرة التفاهم مع تونس.", "ratified"),
        ("لم توقع تونس والجزائر مذكرة تفاهم.", None),
        ("نفت تونس توقيع مذكرة تفاهم مع الجزائر.", None),
    ],
)
def test_the_stage_of_an_instrument(sentence: str, stage: str | None) -> None:
    reading = read("اجتمع الوزيران في العاصمة. " + sentence, date(2024, 5, 2), language="ar")
    stages = [d.facts["stage"] for d in reading.of("instruments")]
    assert stages == ([stage] if stage else [])


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("25 شوال 1436هـ الموافق 10 أغسطس 2015م", "2015-08-10"),
        ("يوم 3 تشرين الأول 2015", "2015-10-03"),
        ("في ١٠ أغسطس ٢٠١٥", "2015-08-10"),
        ("يوم 2 غشت 2015", "2015-08-02"),
        ("الخميس 14 / 10 / 1436هـ الموافق 30 / 7 / 2015م", "2015-07-30"),
        ("أمس", "2015-08-11"),
        ("أول من أمس", "2015-08-10"),
        ("يوم الاثنين", "2015-08-10"),
    ],
)
def test_days_are_resolved(phrase: str, day: str) -> None:
    reading = read(f"وقعت مصر والأردن {phrase} اتفاقية تعاون.", date(2015, 8, 12), language="ar")
    assert [d.facts["date"] for d in reading.of("instruments")] == [day]


def test_without_a_day_of_publication_yesterday_stays_open() -> None:
    reading = read("وقعت مصر والأردن أمس اتفاقية تعاون.", language="ar")
    assert [d.facts["date"] for d in reading.of("instruments")] == [None]
