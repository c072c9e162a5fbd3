"""Organisations on the page *Read*, by keyboard alone: from the name to its words and back, recorded as new; clean for axe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.test_pages import violations
from tests.browser.test_reading import brought_in, open_page

pytestmark = pytest.mark.browser
TEXTS = {
    "en": "Nairobi, 16 October 2025. The Foreign Minister of Kenya, Musalia Mudavadi, met the Foreign Minister of Oman. "
    "The Omani Ministry of Energy and the Ministry of Trade, Industry and Tourism of Kenya will sign a memorandum.",
    "ar": "نيروبي 16 أكتوبر 2025. التقى وزير الخارجية الكيني موساليا مودافادي وزير الخارجية العماني بدر البوسعيدي. "
    "وستوقع وزارة الطاقة العمانية مذكرة تفاهم مع وزارة التجارة والصناعة الكينية والوكالة المغربية للتعاون الدولي.",
}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_organisation_is_recorded_by_keyboard(
    browser: Any, site: str, axe: str, language: str, visit: Callable[..., Any]
):
    page = open_page(browser, site, language)
    brought_in(page, TEXTS[language])
    first = page.locator("#organisation-1")
    link = first.locator("a[href^='#named-']").first
    words = link.inner_text().strip("«»")
    link.focus()
    page.keyboard.press("Enter")
    target = page.evaluate("location.hash")
    following = page.evaluate(
        "(id) => document.querySelector(id + ' ~ [data-at], ' + id + ' ~ mark').textContent", target
    )
    assert words.split()[0] in following
    page.locator(target).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#organisation-1"
    assert violations(page, axe) == []
    first.locator("button[value=new]").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    told = page.locator("#organisation-1 a[href*='organisation']").last
    assert told.inner_text()
    assert page.locator("#organisation-1 button").count() == 0
    assert violations(page, axe) == []
    page.context.close()
