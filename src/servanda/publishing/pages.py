"""The content of each kind of page, as headed sections of facts, links and acts; the template only sets it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from servanda.domain.parties import name_of
from servanda.domain.texts import cldr
from servanda.publishing.public import KINDS, Act, Gone, Public, Version, place, slug
from servanda.register import details, journal_text, words
from servanda.register.installation import own_side
from servanda.register.models import Record
from servanda.register.versions import paragraphs, versions

NEWEST = 50  # records of a kind on the start page; all of them are listed by year
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ks", "ps", "ur", "yi"})


@dataclass(slots=True)
class Line:
    """One line of a list: text in its language, the page it leads to (within the language), what stands beside."""

    text: str
    lang: str = ""
    to: str = ""
    beside: list[str] = field(default_factory=list)

    def html(self) -> str:
        """The line as mark-up: thousands stand on a page, and an included template for each would take most of the time."""
        code = f' lang="{escape(self.lang)}"' if self.lang else ""
        shown = f"<bdi{code}>{escape(self.text)}</bdi>"
        if self.to:
            shown = f'<a href="{escape(self.to)}">{shown}</a>'
        return mark_safe(shown + "".join(f' <span class="beside">{escape(t)}</span>' for t in self.beside))  # noqa: S308


@dataclass(slots=True)
class Prose:
    """A text as it was issued, in its language (empty where it is not known), cut into paragraphs."""

    lang: str
    direction: str
    paragraphs: list[str]


@dataclass(slots=True)
class Deed:
    """One act as it is shown: anchor (the entry's id), day, name, labelled content, whether it counts."""

    id: str
    day: str
    name: str
    fields: list[tuple[str, str]]
    counts: bool
    subject: Line | None = None


@dataclass(slots=True)
class Section:
    """A part of a page under a heading."""

    heading: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)


@dataclass(slots=True)
class Content:
    """What one page says: title with its language, kicker above it, a word of warning, sections.

    gone  the page only says that what stood here was withdrawn: not for search engines, and answered with 410
    """

    title: str
    title_lang: str
    kicker: str = ""
    notice: str = ""
    sections: list[Section] = field(default_factory=list)
    gone: bool = False


def _day(value: Any, language: str) -> str:
    return cldr.day(value, language, own_side())


def line(record: Record, public: Public, language: str) -> Line:
    """A record in a list: its title leads to its page where its kind has one."""
    text, code = details.title(record, language)
    beside = [words.word("kind", record.kind)] if record.kind not in KINDS else []
    if record.on:
        beside.append(_day(record.on, language))
    if record.subject in public.status:
        beside.append(_status(record, public.status[record.subject][0]))
    return Line(text, code, f"{place(record.subject)}.html" if record.kind in KINDS else "", beside)


def _status(record: Record, code: str) -> str:
    return words.word("commitment_state" if record.kind == "commitment" else "status", code)


def _list(found: list[Record], public: Public, language: str, heading: str) -> Section:
    return Section(heading, lines=[line(r, public, language) for r in found])


def start(public: Public, language: str) -> Content:
    """The start page: relationships, and of every kind the newest records with the way to all."""
    found = Content(gettext("Public register"), language, gettext("Cooperation on record"))
    pairs = [
        Line(cldr.listed([name_of(a, language), name_of(b, language)], language), language, pair_place(a, b))
        for a, b in public.pairs()
    ]
    if pairs:
        found.sections.append(Section(gettext("Relationships"), lines=pairs))
    for kind in KINDS:
        if records := public.of_kind(kind):
            section = _list(records[:NEWEST], public, language, words.word("kinds", kind))
            if len(records) > NEWEST:
                number = cldr.number(len(records), language, own_side())
                section.lines.append(Line(gettext("All: {n}").format(n=number), language, list_place(kind)))
            found.sections.append(section)
    return found


def list_place(kind: str, year: str = "") -> str:
    """The address of the list of a kind within a language: its years, or the records of one year."""
    return f"list/{kind}-{year}.html" if year else f"list/{kind}.html"


def listing(public: Public, kind: str, year: str, language: str) -> Content | None:
    """The list of a kind: its years with how many records each has, or the records of one year."""
    by_year = public.by_year(kind)
    title = words.word("kinds", kind)
    if not year:
        lines = [
            Line(_year(y), language, list_place(kind, y), [cldr.number(len(r), language, own_side())])
            for y, r in by_year.items()
        ]
        return Content(
            title, language, gettext("Public register"), sections=[Section(gettext("By year"), lines=lines)]
        )
    if year not in by_year:
        return None
    back = Section(gettext("Other years"), lines=[Line(title, language, list_place(kind))])
    section = _list(by_year[year], public, language, _year(year))
    return Content(f"{title}: {_year(year)}", language, gettext("Public register"), sections=[section, back])


def _year(year: str) -> str:
    return gettext("Without a day") if year == "undated" else year


def pair_place(a: str, b: str) -> str:
    """The address of a relationship's page within a language."""
    return f"relationship/{slug(a)}-{slug(b)}.html"


def relationship(public: Public, a: str, b: str, language: str) -> Content:
    """Everything public that has both parties."""
    title = cldr.listed([name_of(a, language), name_of(b, language)], language)
    shared = [(kind, public.shared(a, b, kind)) for kind in KINDS]
    sections = [_list(found, public, language, words.word("kinds", k)) for k, found in shared if found]
    return Content(title, language, gettext("Relationship"), sections=sections)


def record(public: Public, subject: Record, language: str) -> Content:
    """One record: what is known of it, its titles, its course, what it is tied to, its acts."""
    text, code = details.title(subject, language)
    found = Content(text, code, words.word("kind", subject.kind))
    found.sections.append(Section(gettext("Particulars"), facts=_particulars(public, subject, language)))
    titles = json.loads(subject.titles)
    if len(titles) > 1:
        lines = [Line(t, c, beside=[words.word("language", c)]) for c, t in titles.items()]
        found.sections.append(Section(gettext("Titles"), lines=lines))
    if subject.kind == "commitment":
        found.sections += _of_commitment(public, subject, language)
    if subject.kind in ("instrument", "commitment"):
        course = [
            (
                f"{_day(since, language)} – {_day(until, language) if until else '…'}",
                _status(subject, status),
            )
            for since, until, status in public.timeline(subject)
        ]
        if course:
            found.sections.append(Section(gettext("Timeline"), facts=course))
    if subject.kind == "statement":
        found.sections += _of_statement(public, subject, language)
    tied = [
        Line(shown.text, shown.lang, shown.to, [words.word("relation", relation), *shown.beside])
        for relation, other in public.ties(subject.subject)
        if other.kind in KINDS
        for shown in [line(other, public, language)]
    ]
    if tied:
        found.sections.append(Section(gettext("Related records"), lines=tied))
    acts = [deed(a, language) for a in public.acts(subject.subject)]
    found.sections.append(Section(gettext("Acts"), deeds=acts))
    return found


def _particulars(public: Public, subject: Record, language: str) -> list[tuple[str, str]]:
    facts: list[tuple[str, str]] = []
    if said := details.kind_words(subject, language):
        facts.append((gettext("Kind"), said))
    if subject.subject in public.status:
        status, since = public.status[subject.subject]
        text = gettext("{status} since {day}").format(
            status=_status(subject, status), day=_day(since, language)
        )
        facts.append((gettext("Status on {day}").format(day=_day(public.on, language)), text))
    parties = [name_of(p, language) for p in public.parties(subject.subject)]
    if parties:
        facts.append((gettext("Parties"), cldr.listed(parties, language, own_side())))
    sectors = [words.word("sector", s) for s in public.sectors(subject.subject)]
    if sectors:
        facts.append((gettext("Sectors"), cldr.listed(sectors, language, own_side())))
    if subject.on:
        facts.append((gettext("Day"), _day(subject.on, language)))
    return facts + details.facts(subject, language)


def _of_commitment(public: Public, subject: Record, language: str) -> list[Section]:
    """What each side says of it: its approved word, never one that is still in clearance."""
    now, lines = public.position_of(subject.subject), []
    for position in now.get("positions", []):
        progress, remark = position.get("progress"), position.get("remark") or {}
        if not progress:
            continue
        code = language if language in remark else next(iter(remark), "")
        beside = [words.word("progress", progress)]
        if position.get("told_on"):
            beside.append(words.shown("day", position["told_on"], language))
        lines.append(Line(name_of(position["party"], language), language, beside=beside))
        if remark:
            lines.append(Line(remark[code], code))
    return [Section(gettext("What each side says"), lines=lines)] if lines else []


def _prose(state: dict[str, Any]) -> list[Prose]:
    """The words of a statement, in each language in which it was issued."""
    return [
        Prose(code, "rtl" if code in RIGHT_TO_LEFT else "ltr" if code else "auto", paragraphs(text))
        for code, text in versions(state)
    ]


def _words_of(state: dict[str, Any], language: str) -> list[Section]:
    """The text under a heading for each language; that of the page stands first."""
    prose = sorted(_prose(state), key=lambda p: p.lang != language)
    if len(prose) == 1:
        return [Section(gettext("Text"), prose=prose)]
    return [
        Section(gettext("Text ({language})").format(language=words.word("language", p.lang)), prose=[p])
        for p in prose
    ]


def gone(left: Gone, language: str) -> Content:
    """What stands at the address of something that was withdrawn: that it was, and when; none of its words."""
    kind = words.word("kind", left.kind)
    found = Content(gettext("Withdrawn"), language, kind, gone=True)
    said = gettext(
        "What was published at this address was withdrawn on {day}. Its words are no longer published; the address is kept."
    )
    found.notice = said.format(day=_day(left.on, language))
    return found


def _of_statement(public: Public, subject: Record, language: str) -> list[Section]:
    found = _words_of(json.loads(subject.state), language)
    acts = []
    for act in public.reported(subject):
        shown = deed(act, language)
        shown.subject = line(public.by_subject[act.subject], public, language)
        acts.append(shown)
    if acts:
        found.append(Section(gettext("Acts that it reports"), deeds=acts))
    versions = public.versions(subject)
    lines = []
    for version in reversed(versions):
        state = gettext("in its present wording") if version is versions[-1] else gettext("replaced")
        text = _version_name(version, language)
        lines.append(Line(text, language, version_place(subject.subject, version), [state]))
    found.append(Section(gettext("Versions"), lines=lines))
    return found


def _version_name(version: Version, language: str) -> str:
    number = cldr.number(version.number, language, own_side())
    return gettext("Version {n}, {day}").format(n=number, day=_day(version.recorded, language))


def version_place(subject: str, version: Version) -> str:
    """The address of a version within a language: it lasts, because an entry's id does."""
    return f"{place(subject)}/{slug(version.id)}.html"


def version(public: Public, subject: Record, shown: Version, language: str) -> Content:
    """A statement as it stood in one version."""
    versions, view = public.versions(subject), shown.view
    code = language if language in view.titles else next(iter(view.titles), "")
    found = Content(
        view.titles.get(code) or view.title or subject.subject, code, _version_name(shown, language)
    )
    if shown.number < len(versions):
        found.notice = gettext("This version was replaced by a later one. It is kept as it was published.")
    facts = [(words.word("language", c), t) for c, t in view.titles.items()]
    parties = [name_of(p, language) for p in view.parties]
    if parties:
        facts.append((gettext("Parties"), cldr.listed(parties, language, own_side())))
    sectors = [words.word("sector", s) for s in view.sectors]
    if sectors:
        facts.append((gettext("Sectors"), cldr.listed(sectors, language, own_side())))
    if view.on:
        facts.append((gettext("Day"), _day(view.on, language)))
    if view.state.get("source"):
        facts.append((gettext("Source"), view.state["source"]))
    if view.state.get("text"):
        facts.append((gettext("Digest of the text"), view.state["text"]))
    here = Line(*details.title(subject, language), f"{place(subject.subject)}.html")
    found.sections = [
        Section(gettext("Particulars"), facts=facts),
        *_words_of(view.state, language),
        Section(gettext("The statement today"), lines=[here]),
    ]
    return found


def deed(act: Act, language: str) -> Deed:
    """An act with its content in words."""
    name = gettext("Withdrawal") if act.withdrawal else words.word("act", act.name)
    fields = [] if act.withdrawal else _fields(act, language)
    return Deed(act.id, _day(act.on, language) if act.on else "", name, fields, act.counts or act.withdrawal)


def _fields(act: Act, language: str) -> list[tuple[str, str]]:
    """(label, text) of each stated field; a name in several languages takes a line for each."""
    found: list[tuple[str, str]] = []
    for name, value in act.body.items():
        if name in ("host", "next_host"):
            value = name_of(value, language)
        if isinstance(value, dict) and value and set(value) <= set(words.FAMILIES["language"]):
            (label, _), *_rest = journal_text.fields_of(act.name, {name: value}, language)
            for code, text in value.items():
                found.append((f"{label} ({words.word('language', code)})", str(text)))
        else:
            found += journal_text.fields_of(act.name, {name: value}, language)
    return found
