"""The public site: every address with its bytes, made one by one; the same for the export and for the preview."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from servanda.domain.parties import name_of
from servanda.publishing import linked_data, pages
from servanda.publishing.pages import Content
from servanda.publishing.public import KINDS, Gone, Public, Version, place, slug
from servanda.register import details
from servanda.register.models import Record

LANGUAGES = ("ar", "en", "fr", "ru")
RIGHT_TO_LEFT = frozenset({"ar"})
STYLE = Path(__file__).with_name("public.css")
IN_FEED = 50
WITHDRAWN = b"# Addresses whose content was withdrawn. A web server can answer them with 410 Gone.\n"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".atom": "application/atom+xml",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
}


class Site:
    """The public register on a day as addresses and bytes; the same register and day give the same bytes.

    on       the day for which the status of instruments is given
    address  where the site will stand, for what must be absolute: hreflang, feeds, sitemap, JSON-LD
    """

    def __init__(self, on: date, address: str) -> None:
        self.address = address.rstrip("/") + "/"
        self.public = Public.gather(on)
        self._records = {place(s): r for s, r in self.public.by_subject.items() if r.kind in KINDS}
        self._pairs = {pages.pair_place(a, b): (a, b) for a, b in self.public.pairs()}
        self._lists = {
            pages.list_place(kind, year): (kind, year)
            for kind in KINDS
            if self.public.of_kind(kind)
            for year in ("", *self.public.by_year(kind))
        }
        self._gone: dict[str, Gone] = {}
        for left in self.public.gone.values():
            where = place(left.subject)
            self._gone[f"{where}.html"] = left
            if left.kind == "statement":
                self._gone |= {f"{where}/{slug(id)}.html": left for id in left.ids}

    def paths(self) -> Iterator[str]:
        """Every address of the site, records first in all languages."""
        for inner in self.inner():
            yield from (f"{language}/{inner}" for language in LANGUAGES)
        for inner in self._gone:
            yield from (f"{language}/{inner}" for language in LANGUAGES)
        yield from (f"feed.{language}.atom" for language in LANGUAGES)
        yield from ("index.html", "public.css", "sitemap.xml", "withdrawn.txt")
        yield from (f"data/{kind}s.json" for kind in KINDS)

    def inner(self) -> Iterator[str]:
        """The addresses of pages within a language, without those of what was withdrawn."""
        yield "index.html"
        yield from self._pairs
        yield from self._lists
        for where, record in sorted(self._records.items()):
            yield f"{where}.html"
            if record.kind == "statement":
                yield from (pages.version_place(record.subject, v) for v in self.public.versions(record))

    def make(self, path: str) -> bytes | None:
        """The bytes of an address; None where there is none."""
        first, _, inner = path.partition("/")
        if first in LANGUAGES and inner:
            with override(first):
                return self._page(first, inner)
        if path == "public.css":
            return STYLE.read_bytes()
        if path == "index.html":
            return render_to_string("publishing/door.html", {"languages": settings.LANGUAGES}).encode()
        if path == "sitemap.xml":
            return self._sitemap()
        if path == "withdrawn.txt":
            return WITHDRAWN + "".join(f"/{c}/{inner}\n" for inner in self._gone for c in LANGUAGES).encode()
        if first == "data" and inner in {f"{k}s.json" for k in KINDS}:
            return self._data(inner.removesuffix("s.json"))
        for language in LANGUAGES:
            if path == f"feed.{language}.atom":
                with override(language):
                    return self._feed(language)
        return None

    def is_gone(self, path: str) -> bool:
        """Whether an address only says that what stood there was withdrawn (410 Gone)."""
        first, _, inner = path.partition("/")
        return first in LANGUAGES and inner in self._gone

    # -- pages ------------------------------------------------------------------------------------

    def _found(self, inner: str) -> tuple[Record | None, Version | None]:
        where = inner.removesuffix(".html")
        if where in self._records:
            return self._records[where], None
        record = self._records.get(posixpath.dirname(where))
        if record is not None and record.kind == "statement":
            for version in self.public.versions(record):
                if pages.version_place(record.subject, version) == inner:
                    return record, version
        return None, None

    def _page(self, language: str, inner: str) -> bytes | None:
        data: dict[str, Any] = {}
        if not inner.endswith(".html"):
            return None
        if inner == "index.html":
            content = pages.start(self.public, language)
        elif inner in self._pairs:
            content = pages.relationship(self.public, *self._pairs[inner], language)
        elif inner in self._lists:
            listed = pages.listing(self.public, *self._lists[inner], language)
            if listed is None:
                return None
            content = listed
        elif inner in self._gone:
            content = pages.gone(self._gone[inner], language)
        else:
            record, version = self._found(inner)
            if record is None:
                return None
            if version:
                content = pages.version(self.public, record, version, language)
            else:
                content = pages.record(self.public, record, language)
                data = linked_data.of(record, self.public, language, f"{self.address}{language}/{inner}")
        return self._set(content, data, language, inner)

    def _set(self, content: Content, data: dict[str, Any], language: str, inner: str) -> bytes:
        depth = "../" * inner.count("/")
        for section in content.sections:
            for line in section.lines:
                line.to = line.to and depth + line.to
            for deed in section.deeds:
                if deed.subject and deed.subject.to:
                    deed.subject.to = depth + deed.subject.to
        tongues = [
            (code, name, f"{depth}../{code}/{inner}", f"{self.address}{code}/{inner}")
            for code, name in settings.LANGUAGES
        ]
        context = {
            "content": content,
            "language": language,
            "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
            "home": f"{depth}index.html",
            "root": f"{depth}../",
            "here": f"{self.address}{language}/{inner}",
            "default": f"{self.address}en/{inner}",
            "tongues": tongues,
            "data": linked_data.script(data) if data else "",
            "day": pages._day(self.public.on, language),
        }
        return render_to_string("publishing/page.html", context).encode()

    # -- feeds and data ---------------------------------------------------------------------------

    def _latest(self) -> list[tuple[str, Record]]:
        dated = [(self.public.changed.get(r.subject, ""), r) for r in self._records.values()]
        return sorted(((at, r) for at, r in dated if at), key=lambda p: (p[0], p[1].subject), reverse=True)

    def _feed(self, language: str) -> bytes:
        """Atom (RFC 4287): what changed last, newest first."""
        latest = self._latest()[:IN_FEED]
        newest = latest[0][0] if latest else f"{self.public.on.isoformat()}T00:00:00+00:00"
        own = f"{self.address}feed.{language}.atom"
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">',
            f"<id>{escape(own)}</id>",
            f"<title>{escape(gettext('Public register'))}</title>",
            f"<updated>{_instant(newest)}</updated>",
            "<author><name>Servanda</name></author>",
            f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>',
            f'<link rel="alternate" type="text/html" href={quoteattr(f"{self.address}{language}/index.html")}/>',
        ]
        for at, record in latest:
            where = f"{self.address}{language}/{place(record.subject)}.html"
            parties = ", ".join(name_of(p, language) for p in self.public.parties(record.subject))
            lines += [
                "<entry>",
                f"<id>{escape(where)}</id>",
                f"<title>{escape(_xml(details.title(record, language)[0]))}</title>",
                f"<updated>{_instant(at)}</updated>",
                f'<link rel="alternate" type="text/html" href={quoteattr(where)}/>',
                f"<summary>{escape(_xml(parties))}</summary>",
                "</entry>",
            ]
        return ("\n".join([*lines, "</feed>"]) + "\n").encode()

    def _sitemap(self) -> bytes:
        """Sitemap (sitemaps.org 0.9) with the languages of each page beside each other."""
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
        ]
        for inner in self.inner():
            others = "".join(
                f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(f"{self.address}{code}/{inner}")}/>'
                for code in LANGUAGES
            )
            lines += [
                f"<url><loc>{escape(f'{self.address}{code}/{inner}')}</loc>{others}</url>"
                for code in LANGUAGES
            ]
        return ("\n".join([*lines, "</urlset>"]) + "\n").encode()

    def _data(self, kind: str) -> bytes:
        """The records of a kind as one JSON list, with their acts by entry id."""
        found = []
        for record in sorted(self.public.of_kind(kind), key=lambda r: r.subject):
            item: dict[str, Any] = {
                "subject": record.subject,
                "titles": json.loads(record.titles),
                "type": record.type,
                "parties": self.public.parties(record.subject),
                "sectors": self.public.sectors(record.subject),
                "on": record.on,
                "pages": {c: f"{self.address}{c}/{place(record.subject)}.html" for c in LANGUAGES},
                "acts": [
                    {"entry": a.id, "act": a.name, "on": a.on, "stands": a.counts, "content": a.body}
                    for a in self.public.acts(record.subject)
                ],
            }
            if kind == "instrument":
                item["status"] = self.public.status.get(record.subject, (None, None))[0]
                item["status_on"] = self.public.on
                item["timeline"] = [
                    {"since": s, "until": u, "status": status}
                    for s, u, status in self.public.timeline(record)
                ]
            if kind == "statement":
                item["versions"] = [
                    {"number": v.number, "entry": v.id, "titles": v.view.titles}
                    for v in self.public.versions(record)
                ]
                item["reports"] = [a.id for a in self.public.reported(record)]
            found.append(item)
        return (json.dumps(found, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def content_type(path: str) -> str:
    """The media type by which an address is served."""
    return TYPES[posixpath.splitext(path)[1]]


def _instant(text: str) -> str:
    """An instant as RFC 3339 asks."""
    return datetime.fromisoformat(text).isoformat()


def _xml(text: str) -> str:
    """The text without the control characters that XML 1.0 has no way to write."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")
