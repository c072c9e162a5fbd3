"""The main job, as an officer does it, in Arabic and in English."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.data
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_statement_is_read_and_the_relationship_shows_it(
    visit: Callable[..., Any], shared: Path, language: str
):
    text = (shared / "statements" / "ar-russia-morocco-working-committee.txt").read_text(encoding="utf-8")
    page = visit("secretary", language)
    page.goto("/read/")
    page.fill("#text", text)
    page.fill("#published", "2025-10-16")
    page.click("main form button")
    page.wait_for_url("**/read/*/")
    assert page.locator("mark").count() > 10
    first = page.locator("[data-draft]").first
    first.focus()
    page.keyboard.press("a")  # accept by keyboard
    page.wait_for_load_state()
    page.locator(".draft.accepted").first.wait_for()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('[data-draft]')")
    page.goto("/relationships/MA/RU/")
    assert "روسيا والمغرب توقعان مذكرة تفاهم" in page.inner_text("main")


def test_an_act_is_recorded_corrected_and_seen_in_the_journal(visit: Callable[..., Any]):
    page = visit("officer", "en")
    page.goto("/act/instrument/ma-ru-2016-investment/notification/")
    page.fill("#f-by", "RU")
    page.fill("#happened_on", "2026-03-02")
    page.click("main form button")
    page.wait_for_url("**/instrument/ma-ru-2016-investment/")
    assert "In force" in page.inner_text("main")
    page.locator("table a", has_text="Notification").last.click()
    page.wait_for_load_state()
    page.click("a:has-text('Correct')")
    page.fill("#reason_why", "The note is dated a day later")
    page.fill("#happened_on", "2026-03-03")
    page.click("main form button")
    page.wait_for_url("**/instrument/ma-ru-2016-investment/")
    assert "3 Mar 2026" in page.inner_text("main")


def test_the_as_of_date_changes_everything(visit: Callable[..., Any]):
    page = visit("officer", "en")
    page.goto("/instruments/?party=RU&on=2017-06-01")
    assert "Provisionally applied" in page.inner_text("main")
    assert "joint working committee" not in page.inner_text("main")


def test_what_if_folds_without_recording(visit: Callable[..., Any]):
    page = visit("officer", "en")
    page.goto("/what-if/")
    page.click("main form button")
    page.wait_for_load_state()
    assert "In force" in page.inner_text("main")
    assert "notice of non-renewal" in page.inner_text("main")


def test_an_import_is_tried_and_its_rows_accounted_for(visit: Callable[..., Any], tmp_path: Path):
    file = tmp_path / "register.csv"
    head = "id,uuid,title,bi_multi,subject,parties,signed_date,signed_place,adopted_date,adopted_effective,"
    head += "in_force_date,in_force_effective,provisional_in_force_date,terminated_date,terminated_effective,"
    head += "withdrawn_date,withdrawn_effective,references,document_url\n"
    good = (
        "1,u,Treaty of friendship,BI,FRIENDSHIP,MOROCCO ; UNITED KINGDOM,1856-12-09,Tangier" + "," * 11 + "\n"
    )
    bad = "2,u,Treaty of nothing,BI,FRIENDSHIP,MOROCCO ; UNITED KINGDOM,1856-13-45,Tangier" + "," * 11 + "\n"
    file.write_text(head + good + bad, encoding="utf-8")
    page = visit("administrator", "en")
    page.goto("/import/")
    page.set_input_files("#file", str(file))
    page.select_option("#map", "uk-treaties")
    page.click("button[value=try]")
    page.wait_for_url("**/import/*/")
    page.locator("text=1856-13-45").first.wait_for()
    assert "Nothing was written" in page.inner_text("main")
