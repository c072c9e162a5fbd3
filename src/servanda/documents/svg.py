"""Specifications of charts made into SVG of shapes and text alone, and that into dots."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from lxml import etree

FONTS = Path(__file__).parent / "fonts"
#: What a drawing may consist of; everything else is taken out.
ELEMENTS = frozenset({"svg", "g", "path", "rect", "line", "text", "tspan", "circle", "clipPath", "defs"})
ATTRIBUTES = frozenset(
    {
        "class", "clip-path", "d", "dx", "dy", "fill", "fill-opacity", "font-family", "font-size", "font-style", "font-weight",
        "height", "id", "opacity", "r", "cx", "cy", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
        "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor", "transform", "viewBox", "width", "x", "x1", "x2", "y",
        "y1", "y2",
    }
)  # fmt: skip


@lru_cache(maxsize=1)
def _converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


@lru_cache(maxsize=128)
def drawn_svg(spec: bytes, numbers: bytes, title: str, language: str) -> str:
    """A Vega-Lite specification as SVG that may stand in a page. `numbers` is how figures are written."""
    made = _converter().vegalite_to_svg(
        spec.decode(), format_locale=orjson.loads(numbers), allowed_base_urls=[]
    )
    return _harmless(made, title, language)


@lru_cache(maxsize=32)
def as_png(svg: str, scale: float) -> bytes:
    """A drawing in dots, `scale` to the pixel."""
    return bytes(_converter().svg_to_png(svg, scale=scale))


def _harmless(svg: str, title: str, language: str) -> str:
    """Only shapes and text of the list above: nothing that a page's policy refuses, nothing in another language."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(svg.encode("utf-8"), parser)
    for element in list(root.iter()):
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name not in ELEMENTS:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for attribute in list(element.attrib):
            if attribute not in ATTRIBUTES:
                del element.attrib[attribute]
    # In a right-to-left page "start" and "end" of a text would change sides under a drawing computed left to right.
    root.set("direction", "ltr")
    root.set("class", "chart")
    root.set("role", "img")
    root.set("lang", language)
    root.set("aria-label", " ".join(title.split()))
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")
