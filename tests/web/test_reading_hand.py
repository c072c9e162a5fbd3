"""A draft made by hand of words of the text: the span is right whatever the script, the marks and the line ends."""

from __future__ import annotations

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.journal.models import JournalEntry
from servanda.register.models import Record
from servanda.web.models import ReadingDesk
from servanda.web.reading_desk import HAND, Item, Quote
from servanda.web.reading_hand import _UNSEEN, NotFound, located
from servanda.web.reading_marks import marked
from tests.web.reading_tools import decide, decided, opened, signed_in

ARABIC = "أجرى وزير الشؤون الخارجية المغربي ناصر بوريطة مباحثات مع نظيره الروسي سيرغي لافروف.\r\nواتفق الوزيران على «تعزيز التعاون» <b>& الحوار</b>.\r\nواتفق الوزيران على عقد دورة جديدة."


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        (ARABIC, "واتفق الوزيران على عقد", "واتفق الوزيران على عقد"),
        (ARABIC, '"تعزيز التعاون" <b>&', "«تعزيز التعاون» <b>&"),
        ("the “Joint\r\n  Commission” met", 'the "Joint Commission" met', "the “Joint\r\n  Commission” met"),
        ("l’accord\u00a0: signé", "l'accord : signé", "l’accord\u00a0: signé"),
        ("𝐌orocco 🇲🇦 and «Россия» signed", "«Россия» signed", "«Россия» signed"),
        ("the \u202eParties\u202c agreed", "the Parties agreed", "the \u202eParties\u202c agreed"),
        ("الـمـغـرب وُقِّعَ الاتفاق", "المغرب وقع الاتفاق", "الـمـغـرب وُقِّعَ الاتفاق"),
    ],
)
def test_a_quotation_is_found_as_it_stands(text: str, quote: str, found: str):
    span = located(text, quote)
    assert text[span.start : span.end].strip("\u202c") == found.strip("\u202c")


def test_of_equal_words_the_selection_or_the_count_decides():
    text = "They agreed. 🇲🇦 They agreed."
    with pytest.raises(NotFound, match="several"):
        located(text, "They agreed.")
    assert located(text, "They agreed.", start="16").start == 16
    assert located(text, "They agreed.", which="2").start == text.rfind("They")
    assert located(text, "They agreed.", start="1").start == 0


@pytest.mark.parametrize(
    ("quote", "code"), [("", "empty"), (" \u200f ", "empty"), ("they met", "absent"), ("x" * 500, "long")]
)
def test_words_that_are_no_evidence_are_told(quote: str, code: str):
    with pytest.raises(NotFound, match=code):
        located("They agreed.", quote)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60), st.data())
def test_any_stretch_of_any_text_is_found_where_it_stands(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    asked = text[start:end]
    seen = re.sub(rf"[\s{_UNSEEN}]", "", asked)
    if not seen:
        with pytest.raises(NotFound, match="empty"):
            located(text, asked, start=str(start))
        return
    span = located(text, asked, start=str(start))
    assert len(re.sub(rf"[\s{_UNSEEN}]", "", text[span.start : span.end])) == len(seen)


@given(
    st.text("ab\r\n 🇲م<&а\u202e", max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 9)), max_size=5),
)
def test_the_stretches_of_the_page_give_the_text_back_with_their_places(
    text: str, spans: list[tuple[int, int]]
):
    items = []
    for number, (start, length) in enumerate(spans):
        end = min(len(text), start + length)
        if start < end:
            items.append(Item(number, "topics", {}, {}, {}, [Quote(start, end, text[start:end], 0)]))
    stretches = marked(text, items)
    assert "".join(s.text for s in stretches) == text
    for s in stretches:
        assert text.startswith(s.text, s.at)
        assert "\r" not in s.text[: -2 if s.text.endswith("\r\n") else -1]
        of = {i.number for i in items if i.quotes[0].start <= s.at and s.at + len(s.text) <= i.quotes[0].end}
        assert {int(n) for n in s.of.split()} == of
    begun = [i.number for s in stretches for i, _ in s.begins]
    assert sorted(begun) == [i.number for i in items]


def test_hidden_marks_and_words_of_two_alphabets_are_shown_where_they_stand():
    text = "Стороны подписали мeморандум.\u202e txet neddiH"
    item = Item(0, "instruments", {}, {}, {}, [Quote(8, 28, text[8:28], 0)])
    odd = [(s.text, s.odd.code, s.of) for s in marked(text, [item]) if s.odd]
    assert odd == [("мeморандум", "", "0"), ("\u202e", "U+202E", "")]
    assert not any(s.odd for s in marked("وقّع الوزيران \u200fمذكرة تفاهم", []))


@pytest.mark.django_db
def test_a_hidden_mark_is_named_on_the_page():
    officer = signed_in("amina")
    desk = opened(officer, ARABIC + "\n\u202eيلي ما")
    page = officer.get(f"/read/{desk.id}/").content.decode()
    assert 'data-code="U+202E"' in page
    assert page.count('class="odd"') == 1


@pytest.mark.django_db
def test_selected_words_become_a_draft_and_an_act_with_that_evidence():
    officer = signed_in("amina")
    desk = opened(officer, ARABIC)
    text = ARABIC
    start = text.rfind("واتفق الوزيران")
    asked = {"quote": "واتفق الوزيران على عقد دورة جديدة", "start": str(start), "kind": "undertakings"}
    page = officer.get(f"/read/{desk.id}/by-hand/", asked).content.decode()
    assert 'value="MA, RU"' in page  # the two parties of the text
    answer = officer.post(f"/read/{desk.id}/by-hand/", {**asked, "text": "Hold a session", "by": "ma، RU"})
    assert answer["Location"].endswith(f"#draft-{HAND}")
    desk.refresh_from_db()
    made = json.loads(desk.by_hand)[0]
    assert made["by"] == "amina"
    assert made["draft"]["evidence"] == [
        {"start": start, "end": start + len(asked["quote"]), "quote": asked["quote"]}
    ]
    shown = officer.get(f"/read/{desk.id}/").content.decode()
    assert "by hand" in shown
    decide(officer, desk, HAND, "accept")
    record = Record.objects.get(kind="undertaking", titles__contains="Hold a session")
    assert [p.party for p in record.parties.order_by("party")] == ["MA", "RU"]
    evidence = json.loads(JournalEntry.objects.filter(subject=record.subject).get().evidence)
    assert text[evidence[0]["start"] : evidence[0]["end"]] == evidence[0]["quote"] == asked["quote"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", ["instruments", "encounters", "bodies", "undertakings", "persons", "sectors", "topics"]
)
def test_every_kind_can_be_made_by_hand_and_accepted(kind: str):
    officer = signed_in("amina")
    desk = opened(
        officer, "The ministers of Morocco and Spain held talks in Rabat. A charter on olives was born."
    )
    chosen = {
        "instruments": {"type": "other", "stage": "proposed", "parties": "ES, MA"},
        "encounters": {"type": "talks", "parties": "ES, MA"},
        "bodies": {"type": "other", "action": "created", "parties": "ES, MA"},
        "sectors": {"code": "agriculture"},
    }.get(kind, {})
    asked = {"quote": "A charter on olives", "kind": kind}
    form = officer.get(f"/read/{desk.id}/by-hand/", asked).content.decode()
    fields = dict(re.findall(r'<input id="d\d+-(\w+)" name="\w+" type="\w+" value="([^"]*)"', form))
    posted = {**asked, **{k: html.unescape(v) for k, v in fields.items()}, **chosen}
    answer = officer.post(f"/read/{desk.id}/by-hand/", posted)
    assert answer.status_code == 302, answer.content.decode()
    decide(officer, desk, HAND, "accept")
    assert decided(desk)[str(HAND)]["state"] == "accepted"


@pytest.mark.django_db
def test_without_scripts_words_are_typed_and_what_lacks_is_asked():
    officer = signed_in("amina")
    desk = opened(
        officer, "The ministers of Morocco and Spain held talks in Rabat. They agreed. Again: They agreed."
    )
    address = f"/read/{desk.id}/by-hand/"
    assert 'name="quote"' in officer.get(address).content.decode()
    absent = officer.get(address, {"quote": "They quarrelled", "kind": "topics"})
    assert absent.status_code == 422
    assert "do not stand in the text" in absent.content.decode()
    twice = officer.get(address, {"quote": "They agreed.", "kind": "undertakings"})
    assert "2 times" in twice.content.decode()
    assert '<select id="which"' in twice.content.decode()
    second = officer.get(address, {"quote": "They agreed.", "kind": "undertakings", "which": "2"})
    assert second.status_code == 200
    empty = officer.post(address, {"quote": "held talks", "kind": "encounters", "parties": "ES, MA"})
    assert empty.status_code == 422
    assert "Say at least: Type" in empty.content.decode()
    wrong = officer.post(
        address, {"quote": "held talks", "kind": "encounters", "type": "talks", "parties": "Erewhon"}
    )
    assert "Erewhon is no party" in wrong.content.decode()
    named = {"quote": "held talks", "kind": "encounters", "type": "talks", "parties": "Испания، المغرب"}
    assert officer.post(address, named).status_code == 302
    assert json.loads(ReadingDesk.objects.get().by_hand)[0]["draft"]["parties"] == ["ES", "MA"]
    day = officer.post(
        address, {"quote": "held talks", "kind": "encounters", "type": "talks", "date": "tomorrow"}
    )
    assert "no date" in day.content.decode()


@pytest.mark.django_db
def test_what_the_text_carries_as_markup_stays_text():
    officer = signed_in("amina")
    desk = opened(
        officer, "<script>alert(1)</script> The ministers of Morocco and Spain held talks in Rabat today."
    )
    page = officer.get(f"/read/{desk.id}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
