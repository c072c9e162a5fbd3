"""Every page, in Arabic and in English, for an officer: it answers, it mirrors, axe-core finds no violation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
PAGES = [
    "/",
    "/relationships/",
    "/relationships/MA/RU/",
    "/relationships/MA/RU/axes/",
    "/trade/",
    "/instruments/",
    "/instruments/?party=RU&status=in_force&on=2019-10-16",
    "/instrument/ma-ru-2016-investment/",
    "/record/mechanism/ma-ru-committee/",
    "/record/person/bourita/",
    "/deadlines/",
    "/findings/",
    "/search/?q=fisheries",
    "/since/?scope=MA+RU&how=day&since=2020-01-01",
    "/journal/",
    "/mine/",
    "/read/",
    "/import/",
    "/what-if/",
    "/accounts/",
    "/accounts/new/",
    "/new/instrument/",
    "/act/instrument/ma-ru-2016-investment/notification/",
    "/instrument/ma-ru-2016-investment/file/",
]


def violations(page: Any, axe: str) -> list[str]:
    """What axe-core finds on the page as it stands. Run past the page's own content policy, which forbids it."""
    page.add_script_tag(content=axe)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']][:3]}" for v in found["violations"]]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_page_breaks_a_rule_of_accessibility(browser: Any, site: str, axe: str, language: str):
    context = browser.new_context(
        base_url=site, bypass_csp=True, locale=language, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto("/account/login/")
    faults = {"/account/login/": violations(page, axe)}
    page.fill("#id_login", "administrator")
    page.fill("#id_password", "pacta sunt servanda")
    page.click("main form button")
    page.wait_for_url("**/")
    page.click(f'.tongues button[value="{language}"]')
    page.wait_for_load_state()
    for address in PAGES:
        answer = page.goto(address)
        assert answer.status == 200, address
        faults[address] = violations(page, axe)
    context.close()
    assert {a: f for a, f in faults.items() if f} == {}


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr"), ("ru", "ltr")]
)
def test_switching_the_language_keeps_the_page(visit: Callable[..., Any], language: str, direction: str):
    page = visit("officer", language)
    page.goto("/instruments/?party=RU&on=2019-10-16")
    assert page.get_attribute("html", "dir") == direction
    page.click('.tongues button[value="fr"]')
    page.wait_for_load_state()
    assert page.url.endswith("/instruments/?party=RU&on=2019-10-16")
    assert page.get_attribute("html", "lang") == "fr"


def test_the_content_policy_is_never_broken(visit: Callable[..., Any]):
    page = visit("administrator", "en")
    broken: list[str] = []
    page.on("console", lambda m: broken.append(m.text) if "Content Security Policy" in m.text else None)
    page.on("pageerror", lambda e: broken.append(str(e)))
    for address in PAGES:
        page.goto(address)
    assert broken == []


def test_an_arabic_page_does_not_scroll_sideways(visit: Callable[..., Any]):
    page = visit("officer", "ar")
    for address in ("/", "/instruments/", "/relationships/MA/RU/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), address
