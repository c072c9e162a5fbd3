"""A mechanism at work, as its secretary does it, in Arabic and in English: from the plan of a session to the next agenda."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from .test_pages import violations

pytestmark = pytest.mark.browser
TODAY = datetime.now().astimezone().date()
NAMES = {"ar": "لجنة التجربة", "en": "Committee of the trial"}
QUAY = {"ar": "بناء رصيف جديد في ميناء الدار البيضاء", "en": "Build a new quay in the port of Casablanca"}
QUAY_RU = "Построить новый причал в порту Касабланки"
SILO_RU = "Принять к сведению состояние элеваторов"
SILO = {"ar": "إحاطة علمًا بوضع المخازن", "en": "Take note of the state of the silos"}


def submit(page: Any) -> None:
    page.locator("main form:not(.filters):not(.inline) .actions button").last.click()
    page.wait_for_load_state()


def found_committee(page: Any, language: str) -> str:
    """A committee that meets every year; the address of its page."""
    page.goto("/new/mechanism/")
    page.fill(f'[name="names.{language}"]', NAMES[language])
    page.select_option('[name="kind"]', "working_group")
    page.fill('[name="parties"]', "MA, RU")
    page.fill('[name="mandate.0.texts.en"]', "Follow the works in the ports")
    page.fill('[name="mandate.0.texts.ar"]', "تتبع الأشغال في الموانئ")
    page.fill('[name="mandate.0.texts.ru"]', "Следить за работами в портах")
    page.fill('[name="every_months"]', "12")
    page.check('[name="alternating"]')
    page.fill('[name="first_host"]', "MA")
    page.fill('[name="agenda_days"]', "30")
    page.fill('[name="happened_on"]', (TODAY - timedelta(days=500)).isoformat())
    page.select_option('[name="circle"]', "joint")
    submit(page)
    page.wait_for_url("**/mechanism/*/")
    return str(page.url)


def plan(page: Any, mechanism: str, begins: date, language: str) -> str:
    page.goto(mechanism)
    page.click('a[href$="/plan/"]')
    page.fill('[name="begins"]', begins.isoformat())
    page.fill('[name="place"]', "Rabat")
    page.fill('[name="languages"]', f"{language}, ru")
    submit(page)
    page.wait_for_url("**/session/*/")
    return str(page.url)


def reach(page: Any, session: str, stage: str, on: date = TODAY) -> None:
    page.goto(session)
    page.locator("details.steps > summary").click()
    page.fill("#step-on", on.isoformat())
    if stage == "held":
        page.fill("#step-begins", on.isoformat())
        page.fill("#step-ends", on.isoformat())
    page.click(f'button[name="stage"][value="{stage}"]')
    page.wait_for_load_state()
    assert page.locator(".stages [aria-current] ").count() == 1


def stage_of(page: Any) -> int:
    """How many stages stand as reached."""
    return int(page.locator(".stages li.reached").count())


def read_minutes(page: Any, session: str, language: str, folder: Path) -> None:
    """The minutes in both languages: on the page without a difference, as a file, and read back after an edit."""
    page.goto(session)
    page.click('a[href$="/minutes/"]')
    page.wait_for_load_state()
    assert page.locator('input[name="lang"]:checked').evaluate_all("all => all.map(e => e.value)") == [
        code for code in ("ar", "ru", "fr", "en") if code in (language, "ru")
    ]
    text = page.inner_text("table.minutes")
    assert QUAY[language] in text
    assert QUAY_RU in text
    assert SILO_RU in text
    decisions = page.locator("table.minutes tr.decision")
    assert decisions.count() == 2
    assert page.locator("tr.decision td.missing").count() == 0
    assert page.locator("table.differences").count() == 0
    with page.expect_download() as sent:
        page.click('a[href*="/minutes.docx"], a.button[href*="docx"]')
    original = folder / "minutes.docx"
    sent.value.save_as(original)
    edited = Document(str(original))
    for cell in (c for t in edited.tables for r in t.rows for c in r.cells):
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                if SILO_RU in run.text:
                    run.text = run.text.replace(SILO_RU, f"{SILO_RU} Рабата")
    edited.save(str(original))
    page.set_input_files('input[name="file"]', str(original))
    page.locator('form:has(input[name="file"]) button').click()
    page.wait_for_load_state()
    assert page.locator('input[name="take"]').count() == 1
    assert "Рабата" in page.inner_text(".worddiff ins")
    page.fill("#reason", "Edited in Word")
    page.locator('form:has(input[name="take"]) button').click()
    page.wait_for_load_state()
    page.goto(f"{session}minutes/")
    assert f"{SILO_RU} Рабата" in page.inner_text("table.minutes")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_whole_cycle_of_a_session(visit: Callable[..., Any], language: str, tmp_path: Path):
    page = visit("secretary", language)
    mechanism = found_committee(page, language)
    assert page.locator("p.message.error").count() == 1  # its first session is overdue
    page.goto("/")
    assert NAMES[language] in page.inner_text("main")

    # Planned; the agenda drafts itself; an item is moved by keyboard.
    session = plan(page, mechanism, TODAY, language)
    page.goto(f"{session}agenda/")
    keys = page.locator('input[name="row"]').evaluate_all("all => all.map(e => e.value)")
    assert keys == ["adoption", "task-1", "ready", "awaiting", "topic-1", "other-business", "next-session"]
    page.locator("[data-row] select").nth(1).focus()
    page.keyboard.press("Alt+ArrowUp")
    moved = page.locator('input[name="row"]').evaluate_all("all => all.map(e => e.value)")
    assert moved[:2] == ["task-1", "adoption"]
    page.keyboard.press("Alt+ArrowDown")
    page.locator('button[value="save"]').first.click()
    page.wait_for_url(session)
    assert page.locator("ol.agenda > li").count() == len(keys)
    for stage in ("invited", "agenda_agreed", "held"):
        reach(page, session, stage)
    assert stage_of(page) == 4

    # Decided by keyboard: a digit for the kind, Ctrl+Enter records, the next can be typed at once.
    page.goto(f"{session}hall/?item=task-1")
    page.locator(f'textarea[name="text.{language}"]').fill(QUAY[language])
    page.locator('textarea[name="text.ru"]').fill(QUAY_RU)
    page.fill('[name="name.RU"]', "Rosmorport")
    page.fill('[name="name.MA"]', "ANP")
    page.locator(f'textarea[name="text.{language}"]').focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/hall/?item=task-1#decide")
    page.locator("ol.decisions > li").first.wait_for()
    page.locator("body").press("6")
    assert page.locator('input[name="kind"]:checked').get_attribute("value") == "take_note"
    assert page.locator('[data-kinds="commitment"]').is_hidden()
    page.keyboard.type(SILO[language])
    page.locator('textarea[name="text.ru"]').fill(SILO_RU)
    page.keyboard.press("Control+Enter")
    page.locator("ol.decisions > li").nth(1).wait_for()
    assert SILO[language] in page.locator("ol.decisions > li").nth(1).inner_text()

    # The minutes, with a remark of the other delegation that is settled before they are agreed.
    reach(page, session, "minutes_drafted")
    read_minutes(page, session, language, tmp_path)
    reach(page, session, "minutes_circulated")
    page.locator(
        "summary", has=page.locator("xpath=self::*[following-sibling::form//select[@id='r-about']]")
    ).click()
    page.fill(f"#r-text-{language}", "12 m" if language == "en" else "12 مترًا")
    page.locator("form:has(#r-about) button").click()
    page.wait_for_load_state()
    page.locator('form:has(input[name="key"]) button').click()
    page.wait_for_load_state()
    for stage in ("minutes_agreed", "minutes_signed"):
        reach(page, session, stage)
    assert stage_of(page) == 8
    assert page.locator('a[href*="/hall/?decision="]').count() == 0

    # Both sides report: they differ, and it shows.
    address = page.locator('ol.decisions a[href^="/commitment/"]').first.get_attribute("href")
    subject = re.sub(r"^/|/$", "", str(address))
    for by, progress in (("MA", "done"), ("RU", "blocked")):
        page.goto(f"/act/{subject}/commitment_report/")
        box = page.locator('[name="by"]')
        box.select_option(by) if box.evaluate("e => e.tagName") == "SELECT" else box.fill(by)
        page.select_option('[name="progress"]', progress)
        page.fill('[name="happened_on"]', TODAY.isoformat())
        page.select_option('[name="circle"]', "joint")
        submit(page)
    page.goto(session)
    assert page.locator(".status.differs").count() == 1

    # The next agenda carries it, with the minutes to approve.
    following = plan(page, mechanism, TODAY + timedelta(days=365), language)
    page.goto(f"{following}agenda/")
    keys = page.locator('input[name="row"]').evaluate_all("all => all.map(e => e.value)")
    assert keys[:3] == ["adoption", "last-minutes", "review-last"]
    page.locator('button[value="save"]').first.click()
    page.wait_for_url(following)
    item = page.locator("#item-review-last")
    assert QUAY[language] in item.inner_text()
    assert item.locator(".status.differs").count() == 1


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_screens_of_a_session_are_accessible_with_everything_on_them(
    browser: Any, site: str, axe: str, language: str
):
    context = browser.new_context(base_url=site, bypass_csp=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("#id_login", "secretary")
    page.fill("#id_password", "pacta sunt servanda")
    page.click("main form button")
    page.wait_for_url("**/")
    page.click(f'.tongues button[value="{language}"]')
    page.wait_for_load_state()
    faults = {}
    for address in (
        "/session/ma-ru-commission-7/",
        "/session/ma-ru-commission-7/minutes/?lang=ar,ru,fr",
        "/session/ma-ru-commission-8/agenda/?draft=1",
        "/session/ma-ru-commission-8/hall/",
        "/session/ma-ru-commission-8/delegation/RU/",
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        faults[address] = violations(page, axe)
    context.close()
    assert {a: f for a, f in faults.items() if f} == {}
