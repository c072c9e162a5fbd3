"""Run by itself in a process of its own: write the text of a PDF, DOCX or HTML file, in UTF-8.

Arguments: file, kind (pdf, docx, html), memory in bytes, processor seconds, most characters. It imports nothing of
Servanda, so that it can run isolated; whatever happens here (an abort included) reaches the caller as an exit
status only. Of tracked changes in a DOCX the text as it would stand once they are accepted is given.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
SILENT = frozenset(["script", "style", "noscript", "template", "svg", "iframe", "object", "head"])


def _pdf(file: str) -> Iterator[str]:
    from pypdf import PdfReader

    for page in PdfReader(file).pages:
        yield page.extract_text() + "\n"


def _docx(file: str) -> Iterator[str]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    with zipfile.ZipFile(file) as package, package.open("word/document.xml") as source:
        root = etree.parse(source, parser).getroot()
    for paragraph in root.iter(f"{W}p"):
        for piece in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"):
            # A text box holds paragraphs of its own; what was moved away stands at its new place.
            if next(piece.iterancestors(f"{W}p")) is not paragraph or _moved_away(piece):
                continue
            name = piece.tag[len(W) :]
            yield {"t": piece.text or "", "tab": "\t", "noBreakHyphen": "\u2011"}.get(name, "\n")
        yield "\n"


def _moved_away(piece: object) -> bool:
    return next(piece.iterancestors(f"{W}moveFrom", f"{W}del"), None) is not None  # type: ignore[attr-defined]


def _html(file: str) -> Iterator[str]:
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    with open(file, "rb") as source:
        tree = etree.parse(source, parser).getroot()
    if tree is None:
        return
    silent = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else "script"
        if event == "start":
            silent += name in SILENT
            if not silent:
                if name in BLOCKS:
                    yield "\n"
                yield node.text or ""
        else:
            silent -= name in SILENT
            if not silent:
                if name in BLOCKS:
                    yield "\n"
                yield node.tail or ""


def main(file: str, kind: str, memory: str, seconds: str, most: str) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    except ImportError:
        pass  # not on this system; time is limited by the caller all the same
    left = int(most)
    for piece in {"pdf": _pdf, "docx": _docx, "html": _html}[kind](file):
        sys.stdout.buffer.write(piece[:left].encode("utf-8", errors="replace"))
        left -= len(piece)
        if left <= 0:
            sys.exit(3)


if __name__ == "__main__":
    main(*sys.argv[1:])
