"""Deciding: merging and taking back, two officers at once, text and drafts linked both ways, notes on the text."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from servanda.journal.models import JournalEntry
from servanda.register.models import Record
from servanda.web.models import ReadingDesk
from servanda.web.reading_desk import HAND
from tests.web.reading_tools import decide, decided, numbers, opened, signed_in

pytestmark = pytest.mark.django_db
TEXT = """Moscow, 16 October 2025. Today the Foreign Minister of Morocco, Nasser Bourita, and the Foreign Minister of Russia,
Sergey Lavrov, held talks in Moscow. The two ministers signed a memorandum of understanding on fisheries. The two sides agreed to hold
regular political consultations."""


def test_merged_drafts_are_one_act_with_the_evidence_of_both():
    officer = signed_in("amina")
    desk = opened(officer, TEXT)
    (number,) = numbers(desk, "instruments")
    words = "memorandum of understanding on fisheries"
    hand = {"quote": words, "kind": "instruments", "type": "memorandum", "stage": "signed"}
    officer.post(f"/read/{desk.id}/by-hand/", {**hand, "title": "MoU on fisheries", "place": "Moscow"})
    page = officer.get(f"/read/{desk.id}/").content.decode()
    assert f'<option value="{HAND}">' in page.split(f'id="draft-{number}"')[1].split("</article>")[0]
    decide(officer, desk, HAND, "merge", into=str(number))
    assert decided(desk)[str(HAND)] == {"state": "merged", "by": "amina", "into": number}
    assert "With what was merged into it" in officer.get(f"/read/{desk.id}/").content.decode()
    decide(officer, desk, number, "accept")
    record = Record.objects.get(kind="instrument")
    assert record.title == "MoU on fisheries"  # what the reader left open came from the other one
    evidence = json.loads(JournalEntry.objects.filter(subject=record.subject, act="signature").get().evidence)
    assert len(evidence) == 2
    assert all(TEXT[e["start"] : e["end"]] == e["quote"] for e in evidence)


def test_merging_asks_for_another_open_draft_of_the_same_kind():
    officer = signed_in("amina")
    desk = opened(officer, TEXT)
    (instrument,), people = numbers(desk, "instruments"), numbers(desk, "persons")
    for into in (str(people[0]), str(instrument), "", "777"):
        assert "Choose another open draft" in decide(officer, desk, instrument, "merge", into=into)
    decide(officer, desk, people[1], "refuse")
    assert "Choose another open draft" in decide(officer, desk, people[0], "merge", into=str(people[1]))
    assert list(decided(desk)) == [str(people[1])]


def test_refusing_and_merging_can_be_taken_back_but_not_what_was_recorded():
    officer = signed_in("amina")
    desk = opened(officer, TEXT)
    one, other = numbers(desk, "persons")
    decide(officer, desk, one, "refuse")
    decide(officer, desk, one, "reopen")
    assert decided(desk) == {}
    decide(officer, desk, one, "merge", into=str(other))
    decide(officer, desk, other, "accept")
    assert "has been decided on meanwhile" in decide(officer, desk, one, "reopen")
    assert "stands in the journal" in decide(officer, desk, other, "reopen")
    assert JournalEntry.objects.filter(act="person").count() == 1


@pytest.mark.parametrize("first", ["accept", "refuse", "merge"])
@pytest.mark.parametrize("second", ["accept", "refuse", "merge"])
def test_two_officers_at_one_draft_the_second_is_told_who_was_first(first: str, second: str):
    amina, boris = signed_in("amina"), signed_in("boris")
    desk = opened(amina, TEXT)
    one, other = numbers(desk, "persons")
    decide(amina, desk, one, first, into=str(other))
    before, standing = JournalEntry.objects.count(), decided(desk)
    told = decide(boris, desk, one, second, into=str(other))
    assert "amina has already decided on this draft" in told
    assert JournalEntry.objects.count() == before
    assert decided(desk) == standing


def test_text_and_drafts_lead_to_each_other():
    officer = signed_in("amina")
    desk = opened(officer, TEXT)
    page = officer.get(f"/read/{desk.id}/").content.decode()
    to_text = set(re.findall(r'href="#(span-\d+-\d+)"', page))
    in_text = set(re.findall(r'id="(span-\d+-\d+)"', page))
    assert to_text == in_text
    assert len(to_text) >= desk.total
    to_drafts = set(re.findall(r'class="ref"[^>]* href="#(draft-\d+)"', page))
    assert (
        to_drafts
        == set(re.findall(r'<article [^>]*id="(draft-\d+)"', page))
        == {f"draft-{n}" for n in range(desk.total)}
    )


def test_one_kind_alone_is_listed_and_stays_so_after_a_decision():
    officer = signed_in("amina")
    desk = opened(officer, TEXT)
    page = officer.get(f"/read/{desk.id}/?kind=persons").content.decode()
    assert set(re.findall(r'<article [^>]*id="draft-(\d+)"', page)) == {
        str(n) for n in numbers(desk, "persons")
    }
    answer = officer.post(
        f"/read/{desk.id}/{numbers(desk, 'persons')[0]}/", {"decision": "refuse", "kind": "persons"}
    )
    assert "?kind=persons#draft-" in answer["Location"]


def test_what_is_odd_about_a_text_is_told_on_its_page():
    officer = signed_in("amina")
    odd = TEXT.replace("memorandum", "\u202ememorandum").replace("Moscow", "Mоscow", 1)
    arabic = "\nأجرى وزير الشؤون الخارجية المغربي ناصر بوريطة مباحثات مع وزير الخارجية الروسي في موسكو اليوم الخميس."
    page = officer.get(f"/read/{opened(officer, odd + arabic).id}/").content.decode()
    assert "hidden marks that turn its direction" in page
    assert "Letters of two alphabets" in page
    assert "Passages:" in page
    assert "Arabic" in page
    assert "What should be known" not in officer.get(f"/read/{opened(officer, TEXT).id}/").content.decode()


def test_tracked_changes_and_old_encodings_are_told_on_the_page():
    officer = signed_in("amina")
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:p><w:r><w:t>{' '.join(TEXT.split())}</w:t></w:r><w:ins><w:r><w:t> Added.</w:t></w:r></w:ins></w:p>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>'
        )
    russian = "Сегодня Министр иностранных дел России Сергей Лавров провёл в Москве переговоры с Министром иностранных дел Марокко."
    for name, content, words in (
        ("a.docx", data.getvalue(), "tracked changes"),
        ("b.txt", russian.encode("cp1251"), "not in UTF-8"),
    ):
        officer.post("/read/", {"file": SimpleUploadedFile(name, content), "circle": "public"})
        desk = ReadingDesk.objects.get(name=name)
        assert words in officer.get(f"/read/{desk.id}/").content.decode()
