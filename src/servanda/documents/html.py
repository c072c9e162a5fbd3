"""A document as one HTML page: nothing is loaded, it prints well, and every number leads to its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from servanda.documents.model import (
    Block,
    Document,
    Facts,
    Figures,
    Items,
    Paragraph,
    Picture,
    Run,
    Section,
    Sources,
    Table,
    Text,
)

STYLE = Path(__file__).with_name("document.css")
NOTHING = mark_safe("")


def write(document: Document) -> bytes:
    """The page as UTF-8 bytes."""
    # Our own sheet, no part of which comes from data.
    style = mark_safe(STYLE.read_text(encoding="utf-8"))  # noqa: S308
    page = format_html(
        '<!doctype html>\n<html lang="{}" dir="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="generator" content="{}">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}</body>\n</html>\n',
        document.language,
        document.direction,
        document.author,
        document.footer,
        style,
        body(document),
    )
    return page.encode("utf-8")


def body(document: Document) -> SafeString:
    """The document as an <article>, for a page of its own or within another; the title is an <h1>."""
    return format_html(
        '<article class="document" lang="{}" dir="{}">\n<header><p class="kicker">{} <strong>{}</strong></p>\n<h1>{}</h1>\n'
        '<dl class="particulars">{}</dl></header>\n{}</article>\n',
        document.language,
        document.direction,
        document.kicker,
        document.marking,
        document.title,
        format_html_join(
            "",
            "<div><dt>{}</dt> <dd>{}</dd></div>",
            ((document.labels.labelled.format(label=label), value) for label, value in document.particulars),
        ),
        _blocks(document, document.blocks, 2),
    )


def _join(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _blocks(document: Document, blocks: Sequence[Block], level: int) -> SafeString:
    return _join(_block(document, block, level) for block in blocks)


def _block(document: Document, block: Block, level: int) -> SafeString:
    match block:
        case Section():
            heading = mark_safe(f"h{min(level, 6)}")  # noqa: S308
            return format_html(
                "<section><{}>{}</{}>\n{}</section>\n",
                heading,
                _text(document, block.title),
                heading,
                _blocks(document, block.blocks, level + 1),
            )
        case Paragraph():
            return format_html('<p class="{}">{}</p>\n', block.style, _text(document, block.text))
        case Figures():
            rows = ((f.value, f.label, _notes(document, f.notes, mark_safe(" "))) for f in block.figures)
            return format_html(
                '<ul class="figures">{}</ul>\n',
                format_html_join("", "<li><strong>{}</strong> <span>{}</span>{}</li>", rows),
            )
        case Items():
            lines = ((_text(document, line),) for line in block.lines)
            return format_html('<ul class="items">{}</ul>\n', format_html_join("", "<li>{}</li>", lines))
        case Facts():
            facts = ((label, _text(document, text)) for label, text in block.facts)
            return format_html(
                '<dl class="facts">{}</dl>\n', format_html_join("", "<dt>{}</dt><dd>{}</dd>", facts)
            )
        case Table():
            return _table(document, block)
        case Picture():
            # Drawn by us, and gone through shape by shape (svg._harmless).
            return format_html("<figure>{}</figure>\n", mark_safe(block.drawn.svg))  # noqa: S308
        case Sources():
            return _sources(document, block)


def _run(document: Document, run: Run) -> SafeString:
    content: SafeString = format_html("{}", run.text)
    if run.code:
        return format_html('<code dir="ltr">{}</code>', content)
    if run.strong:
        content = format_html("<strong>{}</strong>", content)
    if run.language:
        return format_html('<bdi lang="{}" dir="{}">{}</bdi>', run.language, run.direction or "auto", content)
    return format_html("<bdi>{}</bdi>", content) if run.direction else content


def _text(document: Document, text: Text) -> SafeString:
    runs = _join(_run(document, run) for run in text.runs)
    return format_html("{}{}", runs, _notes(document, text.notes, mark_safe("&nbsp;")))


def _notes(document: Document, notes: Sequence[int], before: SafeString = NOTHING) -> SafeString:
    if not notes:
        return NOTHING
    links = format_html_join(document.comma, '<a href="#source-{}">{}</a>', document.ranges(notes))
    return format_html('{}<span class="notes">[{}]</span>', before, links)


def _cell(document: Document, texts: Sequence[Text]) -> SafeString:
    lines = (("aside" if t.aside else "line", _text(document, t)) for t in texts)
    return format_html_join("", '<div class="{}">{}</div>', lines)


def _table(document: Document, table: Table) -> SafeString:
    noted = any(row.notes for row in table.rows)
    heads = [(c.holds, c.label) for c in table.columns]
    if noted:
        heads.append(("sources", document.labels.sources))
    rows = []
    for row in table.rows:
        cells = [
            (column.holds, _cell(document, cell))
            for column, cell in zip(table.columns, row.cells, strict=True)
        ]
        if noted:
            cells.append(("sources", _notes(document, row.notes)))
        rows.append((format_html_join("", '<td class="{}">{}</td>', cells),))
    return format_html(
        '<div class="scroll"><table><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table></div>\n',
        format_html_join("", '<th scope="col" class="{}">{}</th>', heads),
        format_html_join("", "<tr>{}</tr>\n", rows),
    )


def _sources(document: Document, block: Sources) -> SafeString:
    rows = ((s.number, document.figure(s.number), _text(document, s.line), s.entry) for s in block.sources)
    return format_html(
        '<ul class="sources">{}</ul>\n',
        format_html_join(
            "",
            '<li id="source-{}"><strong>{}</strong> <span>{} <code dir="ltr">{}</code></span></li>\n',
            rows,
        ),
    )
