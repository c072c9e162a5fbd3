"""The content of each kind of page, as headed sections of facts, links and acts; the template only sets it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from servanda.domain.parties import name_of
from servanda.domain.texts import cldr
from servanda.publishing.public import KINDS, Act, Public, Version, place, slug
from servanda.register import details, journal_text, words
from servanda.register.installation import own_side
from servanda.register.models import Record


@dataclass(slots=True)
class Line:
    """One line of a list: text in its language, the page it leads to (within the language), what stands beside."""

    text: str
    lang: str = ""
    to: str = ""
    beside: list[str] = field(default_factory=list)


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


@dataclass(slots=True)
class Content:
    """What one page says: title with its language, kicker above it, a word of warning, sections."""

    title: str
    title_lang: str
    kicker: str = ""
    notice: str = ""
    sections: list[Section] = field(default_factory=list)


def _day(value: Any, language: str) -> str:
    return cldr.day(value, language, own_side())


def line(record: Record, public: Public, language: str) -> Line:
    """A record in a list: its title leads to its page where its kind has one."""
    text, code = details.title(record, language)
    beside = [words.word("kind", record.kind)] if record.kind not in KINDS else []
    if record.on:
        beside.append(_day(record.on, language))
    if record.subject in public.status:
        beside.append(words.word("status", public.status[record.subject][0]))
    return Line(text, code, f"{place(record.subject)}.html" if record.kind in KINDS else "", beside)


def _lists(chosen: Iterable[tuple[str, list[Record]]], public: Public, language: str) -> list[Section]:
    return [
        Section(words.word("kinds", kind), lines=[line(r, public, language) for r in found])
        for kind, found in chosen
        if found
    ]


def start(public: Public, language: str) -> Content:
    """The start page: relationships and every kind of record."""
    found = Content(gettext("Public register"), language, gettext("Cooperation on record"))
    pairs = [
        Line(cldr.listed([name_of(a, language), name_of(b, language)], language), language, pair_place(a, b))
        for a, b in public.pairs()
    ]
    if pairs:
        found.sections.append(Section(gettext("Relationships"), lines=pairs))
    found.sections += _lists([(k, public.of_kind(k)) for k in KINDS], public, language)
    return found


def pair_place(a: str, b: str) -> str:
    """The address of a relationship's page within a language."""
    return f"relationship/{slug(a)}-{slug(b)}.html"


def relationship(public: Public, a: str, b: str, language: str) -> Content:
    """Everything public that has both parties."""
    title = cldr.listed([name_of(a, language), name_of(b, language)], language)
    shared = [(k, [r for r in public.of_kind(k) if {a, b} <= set(public.parties(r.subject))]) for k in KINDS]
    return Content(title, language, gettext("Relationship"), sections=_lists(shared, public, language))


def record(public: Public, subject: Record, language: str) -> Content:
    """One record: what is known of it, its titles, its course, what it is tied to, its acts."""
    text, code = details.title(subject, language)
    found = Content(text, code, words.word("kind", subject.kind))
    found.sections.append(Section(gettext("Particulars"), facts=_particulars(public, subject, language)))
    titles = json.loads(subject.titles)
    if len(titles) > 1:
        lines = [Line(t, c, beside=[words.word("language", c)]) for c, t in titles.items()]
        found.sections.append(Section(gettext("Titles"), lines=lines))
    if subject.kind == "instrument":
        course = [
            (
                f"{_day(since, language)} – {_day(until, language) if until else '…'}",
                words.word("status", status),
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
            status=words.word("status", status), day=_day(since, language)
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


def _of_statement(public: Public, subject: Record, language: str) -> list[Section]:
    found = []
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
        if name == "sectors":
            value = [words.word("sector", s) for s in value]
        elif name in ("host", "next_host"):
            value = name_of(value, language)
        if isinstance(value, dict) and value and set(value) <= set(words.FAMILIES["language"]):
            (label, _), *_rest = journal_text.fields_of(act.name, {name: value}, language)
            for code, text in value.items():
                found.append((f"{label} ({words.word('language', code)})", str(text)))
        else:
            found += journal_text.fields_of(act.name, {name: value}, language)
    return found
