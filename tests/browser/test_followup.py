"""The follow-up in a real browser: the matrix by keyboard alone, and the focal point's two clicks, in Arabic and in English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_report_is_written_from_the_matrix_by_keyboard(visit: Callable[..., Any], language: str):
    page = visit("officer", language)
    page.goto(
        "/follow-up/?session=session/ma-ru-commission-7&state=open&column=text&column=ours&column=state"
    )
    rows = page.locator("[data-line]")
    assert rows.count() > 3
    page.locator("body").press("j")
    page.keyboard.press("ArrowDown")
    second = rows.nth(1)
    assert second.evaluate("row => row === document.activeElement")
    name = second.get_attribute("id")
    page.keyboard.press("e")
    page.wait_for_selector("[data-editing] [name=progress]")
    assert page.evaluate("() => document.activeElement.name") == "progress"
    page.keyboard.press("Escape")
    page.wait_for_selector("[data-editing]", state="detached")
    # the hands stay on the keys: the row takes the focus once it has settled
    page.wait_for_function("name => document.activeElement.id === name", arg=name)
    page.keyboard.press("e")
    page.wait_for_selector("[data-editing] [name=progress]")
    page.select_option("[data-editing] [name=progress]", "blocked")
    page.locator("[data-editing] button:not([type=button])").press("Enter")
    page.wait_for_selector(f"#{name}:not([data-editing])")
    assert page.locator(f"#{name} td.ours .status.blocked").count() == 1
    page.wait_for_function("name => document.activeElement.id === name", arg=name)
    page.keyboard.press("x")
    assert page.locator(f"#{name} [name=subject]").is_checked()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_focal_point_reports_in_two_clicks(visit: Callable[..., Any], language: str):
    page = visit("focal", language)
    page.goto("/my-commitments/")
    assert "ma-ru-7-diplomas" not in page.content()
    page.locator('a.button[href$="/report/"]').first.click()
    page.wait_for_load_state()
    assert page.locator("[name=progress]:checked").count() == 1  # the last word is proposed
    page.locator("button[value=submitted]").click()
    page.wait_for_load_state()
    assert "/commitment/" in page.url
    assert page.locator("section.draft").count() >= 1
