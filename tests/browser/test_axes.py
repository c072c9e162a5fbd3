"""New axes in a real browser: asked for, waited for, seen; no rule of accessibility broken, nothing refused by the page's own policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_axes_are_computed_and_shown(visit: Callable[..., Any], axe: str, language: str):
    page = visit("officer", language)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto("/relationships/MA/RU/axes/")
    if not page.query_selector("article.document"):
        page.click("main form[method=post] button")
        page.wait_for_selector("#progress .button, #progress .error", timeout=240_000)
        assert not page.query_selector("#progress .error")
        page.goto("/relationships/MA/RU/axes/")
    drawings = page.query_selector_all("svg.chart")
    assert len(drawings) == 5
    for drawing in drawings:
        box = drawing.bounding_box()
        assert box["width"] > 200
        assert box["height"] > 40
    labels = page.locator("svg.chart").first.locator("text").all_text_contents()
    assert any("الزراعة" in text for text in labels) if language == "ar" else "Agriculture" in labels
    assert refused == []
    assert violations_without_policy(page, axe) == []


def violations_without_policy(page: Any, axe: str) -> list[str]:
    """axe-core by evaluation, which the page's policy does not reach."""
    page.evaluate(axe)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']][:3]}" for v in found["violations"]]
