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
    "/relationships/MA/RU/assessment/?from=2010-01-01",
    "/relationships/MA/RU/lists/",
    "/assessment/?mechanism=mechanism/ma-ru-commission",
    "/assessment/?sector=fisheries",
    "/relationships/MA/RU/axes/",
    "/trade/",
    "/relationships/MA/RU/indicators/",
    "/record/indicator/illustration-students-ma-ru/",
    "/instruments/",
    "/instruments/?party=RU&status=in_force&on=2019-10-16",
    "/instrument/ma-ru-2016-investment/",
    "/record/person/bourita/",
    "/mechanisms/",
    "/mechanism/ma-ru-commission/",
    "/mechanism/ma-ru-commission/plan/",
    "/session/ma-ru-commission-7/",
    "/session/ma-ru-commission-7/minutes/",
    "/session/ma-ru-commission-8/agenda/",
    "/session/ma-ru-commission-8/delegation/MA/",
    "/session/ma-ru-commission-8/hall/",
    "/session/ma-ru-commission-8/papers/",
    "/topics/",
    "/topic/sahel/",
    "/follow-up/?since_session=session/ma-ru-commission-7&group=session&column=text&column=ours&column=indicators",
    "/follow-up/",
    "/commitment/ma-ru-7-nuclear-training/",
    "/commitment/ma-ru-7-fisheries-training/",
    "/commitment/ma-ru-7-fisheries-vessels/report/",
    "/commitment/ma-ru-7-veterinary/thread/",
    "/my-commitments/",
    "/to-be-settled/mechanism/ma-ru-commission/",
    "/deadlines/",
    "/relationships/MA/RU/proposals/",
    "/relationships/MA/RU/proposals/?view=board",
    "/findings/",
    "/search/?q=fisheries",
    "/since/?scope=MA+RU&how=day&since=2020-01-01",
    "/journal/",
    "/mine/",
    "/sheets/",
    "/read/",
    "/read/amendments/",
    "/statements/?about=Sahel",
    "/concordance/",
    "/write/session/ma-ru-commission-7/?lang=ar&lang=ru",
    "/write/instrument/ma-ru-2016-investment/?lang=fr",
    "/import/",
    "/import/figures/",
    "/what-if/",
    "/read/sent/",
    "/public/en/index.html",
    "/public/ar/instrument/ma-ru-2016-investment.html",
    "/accounts/",
    "/accounts/new/",
    "/new/instrument/",
    "/act/instrument/ma-ru-2016-investment/notification/",
    "/instrument/ma-ru-2016-investment/file/",
    "/instrument/ma-ru-2016-investment/clauses/",
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


@pytest.mark.parametrize("language", ["ar", "en"])
def test_publishing_is_accessible_while_it_runs_and_when_it_is_done(
    browser: Any, site: str, axe: str, language: str
):
    """What only a publisher sees: the page, and the page of an export."""
    context = browser.new_context(base_url=site, bypass_csp=True, locale=language)
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("#id_login", "publisher")
    page.fill("#id_password", "pacta sunt servanda")
    page.click("main form button")
    page.wait_for_url("**/")
    page.click(f'.tongues button[value="{language}"]')
    page.wait_for_load_state()
    page.goto("/publish/")
    assert violations(page, axe) == []
    page.click("main form .actions button")
    page.wait_for_selector("#outcome .success", timeout=180_000)
    assert violations(page, axe) == []
    page.goto(f"/public/{language}/index.html")
    assert violations(page, axe) == []
    context.close()


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


AGREEMENT = """Article 7
The Parties hereby establish a Joint Commission on investment. It shall meet once a year, alternately in each country.
Article 8
This Agreement shall enter into force on the date of receipt of the later of the notifications. It shall remain in force for five
years and shall be tacitly renewed for successive periods of five years, unless denounced six months before its expiry.
Done at Moscow on 15 March 2016 in the Arabic, Russian and English languages."""


@pytest.mark.parametrize("language", ["ar", "en"])
def test_clauses_marked_in_a_text_are_accessible_and_linked_both_ways(
    browser: Any, site: str, axe: str, language: str
):
    context = browser.new_context(
        base_url=site, bypass_csp=True, locale=language, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("#id_login", "officer")
    page.fill("#id_password", "pacta sunt servanda")
    page.click("main form button")
    page.wait_for_url("**/")
    page.click(f'.tongues button[value="{language}"]')
    page.wait_for_load_state()
    page.goto("/instrument/ma-ru-2016-energy/clauses/")
    page.fill("#text", AGREEMENT)
    page.click('button[value="read"]')
    page.locator("mark").first.wait_for()
    assert violations(page, axe) == []
    page.locator("[data-draft] > details > summary").first.click()
    page.wait_for_timeout(100)
    assert violations(page, axe) == []
    page.locator("mark .ref").first.click()
    assert "#draft-" in page.url
    page.locator(".draft .quote a").first.click()
    assert "#span-" in page.url
    # Text and rules stand side by side, the text at the reader's beginning.
    text, rules = (page.locator(s).bounding_box() for s in (".desk .text", ".desk .drafts"))
    assert (text["x"] > rules["x"]) == (language == "ar")
    box = page.locator('input[name="take"]').last
    before = box.is_checked()
    page.locator("[data-draft]:has(input[name=take])").last.focus()
    page.keyboard.press("a")
    assert box.is_checked() != before
    page.click('button[value="look"]')
    page.wait_for_load_state()
    assert page.locator('input[name="take"]').last.is_checked() != before
    context.close()
