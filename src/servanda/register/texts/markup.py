"""Texts in mark-up: pages, feeds, mails. Scripts and styles are no text; nothing is fetched, no entity is expanded."""

from __future__ import annotations

import email
import email.message
import email.policy
import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree, html

from servanda.domain.wording import N_
from servanda.register.texts.coming_in import TextIn, TextRefused, decoded, texts_of

_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "svg",
        "iframe",
        "object",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "tr",
        "table",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
    ]
) | {"br", "hr", "address", "td", "th"}
_DAY_NAMES = (
    "article:published_time",
    "date",
    "dc.date",
    "dcterms.date",
    "datepublished",
    "pubdate",
    "og:published_time",
)
#: The most items of a feed, parts of a mail, or levels of mark-up that are looked at.
_MOST = 2000
_DEEP = 200


def page(text: str) -> TextIn:
    """The text of an HTML page: paragraphs on lines of their own, scripts, styles and menus left out."""
    try:
        parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
        root = html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise TextRefused("empty" if "empty" in str(fault).lower() else "damaged") from None
    pieces: list[str] = []
    _collect(root, pieces)
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(pieces).split("\n"))
    shown = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if not shown:
        raise TextRefused("empty")
    return TextIn(shown + "\n", _published(root))


def _collect(root: Any, pieces: list[str]) -> None:
    """The visible text under an element, without recursion: deep mark-up is no danger."""
    todo: list[Any] = [root]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        if not isinstance(item.tag, str):
            if item.tail:
                pieces.append(item.tail)
            continue
        silent, block = item.tag in _SILENT, item.tag in _BLOCKS
        if item.tail and item is not root:
            todo.append(item.tail)
        if silent:
            continue
        if block:
            todo.append("\n")
        todo.extend(reversed(item))
        if item.text:
            todo.append(item.text)
        if block:
            pieces.append("\n")


def _published(root: Any) -> date | None:
    for meta in root.iter("meta"):
        named = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if named in _DAY_NAMES and (day := _iso(meta.get("content") or "")):
            return day
    for time in root.iter("time"):
        if day := _iso(time.get("datetime") or ""):
            return day
    return None


def _iso(value: str) -> date | None:
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def feed(data: bytes, text: str) -> list[TextIn]:
    """The items of an RSS or Atom feed, each a text with its title as headline."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise TextRefused("damaged")
    found = []
    items = [
        e for e in root.iter() if isinstance(e.tag, str) and etree.QName(e).localname in ("item", "entry")
    ]
    for item in items[:_MOST]:
        fields: dict[str, str] = {}
        for child in item:
            if not isinstance(child.tag, str):
                continue
            name = etree.QName(child).localname
            inner = (
                "".join(child.itertext()) if len(child) == 0 else etree.tostring(child, encoding="unicode")
            )
            if len(inner) > len(fields.get(name, "")):
                fields[name] = inner
        title = _plain(fields.get("title", "")).strip()
        body = max(
            (_plain(fields.get(n, "")) for n in ("encoded", "content", "description", "summary")), key=len
        )
        if (shown := f"{title}\n\n{body.strip()}".strip()) and any(c.isalnum() for c in shown):
            day = next(
                (d for n in ("pubDate", "published", "date", "updated") if (d := _day(fields.get(n, "")))),
                None,
            )
            found.append(TextIn(shown + "\n", day))
    if not found:
        raise TextRefused("no_items")
    return found


def _plain(value: str) -> str:
    if "<" not in value and "&" not in value:
        return value
    try:
        return page(f"<div>{value}</div>").text
    except TextRefused:
        return ""


def _day(value: str) -> date | None:
    if day := _iso(value):
        return day
    try:
        return parsedate_to_datetime(value.strip()).date()
    except (ValueError, TypeError, IndexError):
        return None


def mail(data: bytes) -> list[TextIn]:
    """The body of a mail with its subject as headline, then each attachment that is a text."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    day = None
    try:
        sent = message["date"]
        day = sent.datetime.date() if sent is not None and isinstance(sent.datetime, datetime) else None
    except (AttributeError, ValueError, TypeError):
        day = None
    try:
        subject = str(message["subject"] or "").strip()
    except (ValueError, IndexError):
        subject = ""
    found: list[TextIn] = []
    body = message.get_body(preferencelist=("plain", "html"))
    left: list[str] = []
    if body is not None:
        text, notes = _part_text(body)
        if text.strip():
            found.append(TextIn(f"{subject}\n\n{text.strip()}\n".lstrip(), day, notes))
    for part in list(message.iter_attachments())[:_MOST] if message.is_multipart() else ():
        name = part.get_filename() or ""
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        try:
            found += [
                TextIn(t.text, t.published or day, t.notes)
                for t in (texts_of(name, content) if not name.lower().endswith(".eml") else [])
            ]
        except TextRefused:
            left.append(name or part.get_content_type())
    if not found:
        raise TextRefused("empty")
    if left:
        note = (N_("Attachments without text were left out: {names}."), {"names": ", ".join(left)})
        found[0] = TextIn(found[0].text, found[0].published, (*found[0].notes, note))
    return found


def _part_text(part: email.message.MIMEPart) -> tuple[str, tuple[tuple[str, dict[str, Any]], ...]]:
    """The text of a part in the encoding that it declares, else in the one found."""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return "", ()
    charset = part.get_content_charset()
    try:
        text, notes = (raw.decode(charset), ()) if charset else decoded(raw)
    except (LookupError, UnicodeDecodeError):
        text, notes = decoded(raw)
    text = text.replace("\r\n", "\n")
    if part.get_content_subtype() == "html":
        try:
            text = page(text).text
        except TextRefused:
            text = ""
    return text, notes
