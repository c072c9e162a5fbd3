"""*Read* by keyboard alone, in Arabic and in Russian: deciding, selecting words of the text, going from text to text."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_pages import violations
from tests.web.reading_texts import MEETING

pytestmark = pytest.mark.browser
#: Two lines, words of one byte and more, marks that are not seen, mark-up that is text.
TEXTS = {
    "ar": "\u200f" + MEETING["ar"] + "\nواتفق الوزيران على «تعزيز التعاون» <b>& الحوار</b> 🇲🇦 بين البلدين.",
    "ru": MEETING["ru"] + "\nСтороны условились <b>& решили</b> 🇲🇦 продолжить «диалог» двух стран.",
}
WORDS = {"ar": "الحوار", "ru": "«диалог» двух стран"}


def brought_in(page: Any, text: str) -> str:
    page.goto("/read/")
    page.fill("#text", text)
    page.fill("#published", "2025-10-16")
    page.click("main form button")
    page.wait_for_url("**/read/*-*/")
    return str(page.url)


def open_page(browser: Any, site: str, language: str) -> Any:
    context = browser.new_context(
        base_url=site, bypass_csp=True, locale=language, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("#id_login", "secretary")
    page.fill("#id_password", "pacta sunt servanda")
    page.click("main form button")
    page.wait_for_url("**/")
    page.click(f'.tongues button[value="{language}"]')
    page.wait_for_load_state()
    return page


def landed(page: Any) -> None:
    """The hands stay on the keys: after a decision an open draft takes the focus."""
    page.wait_for_function("document.activeElement.matches('.draft.open')")


def select(page: Any, words: str) -> None:
    """Select words of the text as a mouse would, across whatever elements they stand in."""
    page.evaluate(
        """(words) => {
            const text = document.querySelector("[data-text]");
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at >= 0 && node.parentElement.closest("[data-at]")) {
                    getSelection().setBaseAndExtent(node, at, node, at + words.length);
                    return;
                }
            }
            throw new Error("not there");
        }""",
        words,
    )


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_every_decision_has_its_key(browser: Any, site: str, axe: str, language: str):
    page = open_page(browser, site, language)
    address = brought_in(page, TEXTS[language])
    assert violations(page, axe) == []
    text, drafts = (page.locator(s).bounding_box() for s in (".desk .text", ".desk .drafts"))
    assert (text["x"] > drafts["x"]) == (language == "ar")  # the text at the reader's beginning
    for key in "jkaemruts":
        assert page.locator(f'kbd:text-is("{key}")').count(), key
    page.keyboard.press("5")  # persons alone
    page.wait_for_url("**kind=persons")
    people = page.locator("[data-draft]")
    assert people.count() == 2
    page.keyboard.press("j")
    focused = page.evaluate("document.activeElement.id")
    page.keyboard.press("t")  # to its words in the text, and back
    assert page.evaluate("document.activeElement.matches('.ref')")
    page.keyboard.press("Enter")
    page.wait_for_function("id => document.activeElement.id === id", arg=focused)
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.name") == "into"
    assert violations(page, axe) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".draft.merged").wait_for()
    landed(page)
    page.locator(".draft.merged").focus()
    page.keyboard.press("u")  # and taken up again
    page.locator(".draft.merged").wait_for(state="detached")
    landed(page)
    page.locator("[data-draft]").first.focus()
    page.keyboard.press("e")
    page.locator("details[open] input[name=name]").first.wait_for()
    page.locator("[data-draft]").first.focus()
    page.keyboard.press("r")
    page.locator(".draft.refused").wait_for()
    landed(page)
    page.keyboard.press("a")
    page.locator(".draft.accepted").wait_for()
    assert violations(page, axe) == []
    later = brought_in(page, TEXTS[language] + "\n.")
    page.keyboard.press("p")
    page.wait_for_url(address)
    page.keyboard.press("n")
    page.wait_for_url(later)
    page.context.close()


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_words_are_selected_by_keyboard_and_the_offsets_are_those_of_the_text(
    browser: Any, site: str, axe: str, language: str
):
    page = open_page(browser, site, language)
    brought_in(page, TEXTS[language])
    sent = TEXTS[language].replace("\n", "\r\n")  # a form sends its lines so
    page.locator("[data-draft]").first.focus()
    page.keyboard.press("s")
    assert page.locator("#selecting").is_visible()
    assert violations(page, axe) == []
    page.keyboard.type("nothing can be written here")
    page.keyboard.press("Delete")
    assert "nothing" not in page.locator("[data-text]").inner_text()
    page.keyboard.press("End")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "select-kind"
    quote, start = page.input_value("#select-quote"), int(page.input_value("[name=start]"))
    assert len(quote) > 8
    assert sent[start:].startswith(quote)
    # After mark-up, an emoji and an unseen mark the offsets still hold.
    select(page, WORDS[language])
    page.wait_for_function(
        "words => document.getElementById('select-quote').value === words", arg=WORDS[language]
    )
    assert int(page.input_value("[name=start]")) == sent.index(WORDS[language])
    page.select_option("#select-kind", "undertakings")
    page.locator("#select-kind").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/by-hand/?**")
    assert violations(page, axe) == []
    assert page.input_value("[name=by]") == "MA, RU"
    page.locator("main form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#draft-10000")
    made = page.locator("#draft-10000")
    assert WORDS[language] in made.inner_text()
    made.focus()
    page.keyboard.press("a")
    page.locator("#draft-10000.accepted").wait_for()
    page.context.close()


def test_escape_leaves_the_text_with_nothing_taken(browser: Any, site: str):
    page = open_page(browser, site, "ru")
    brought_in(page, TEXTS["ru"])
    page.locator("[data-draft]").first.focus()
    page.keyboard.press("s")
    page.keyboard.press("Escape")
    assert page.locator("[data-text][contenteditable]").count() == 0
    assert page.locator("#selecting").is_hidden()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('[data-draft]')")
    page.context.close()


def test_a_queue_of_files_is_read_while_the_page_looks_on(visit: Callable[..., Any], tmp_path: Path):
    files = []
    mine = f"{time.time_ns()}.txt"  # the queue is the whole server's
    for name, data in (
        ("a.txt", MEETING["en"].encode()),
        (mine, MEETING["ru"].encode("cp1251")),
        ("c.png", b"\x89PNG\r\n\x1a\n" + b"0" * 99),
    ):
        (tmp_path / name).write_bytes(data)
        files.append(str(tmp_path / name))
    page = visit("secretary", "en")
    broken: list[str] = []
    page.on("console", lambda m: broken.append(m.text) if "Content Security Policy" in m.text else None)
    page.on("pageerror", lambda e: broken.append(str(e)))
    page.goto("/read/")
    page.set_input_files("#file", files)
    page.click("main form button")
    page.locator("text=The file is a picture").first.wait_for()
    page.locator("#reading-queue:not([hx-get])").wait_for()
    assert page.locator(".queue li", has_text=mine).locator(".status").inner_text().endswith("open")
    page.locator(".queue li", has_text=mine).locator("a").click()
    page.locator("text=not in UTF-8").wait_for()
    assert broken == []


def test_without_scripts_words_are_typed(browser: Any, site: str):
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("#id_login", "secretary")
    page.fill("#id_password", "pacta sunt servanda")
    page.click("main form button")
    brought_in(page, MEETING["en"])
    page.fill("#select-quote", "the situation in the Sahel")
    page.select_option("#select-kind", "topics")
    page.click("form.select button")
    page.wait_for_url("**/by-hand/?**")
    page.click("main form button")
    page.wait_for_url("**#draft-10000")
    assert page.locator("#draft-10000 .quote").inner_text() == "the situation in the Sahel"
    page.click("#draft-10000 button[value=accept]")
    page.locator("#draft-10000.accepted").wait_for()
    context.close()
