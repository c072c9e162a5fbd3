"""The public site: no word of another circle in it, valid feeds and data, links that hold, versions, whole or nothing."""

from __future__ import annotations

import json
import posixpath
import sys
from datetime import date
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from click.testing import CliRunner
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from lxml import etree, html

from servanda.domain.acts.base import REGISTRY
from servanda.domain.acts.bodies import Mechanism, Session
from servanda.domain.acts.commitments import Commitment, CommitmentReport, Responsible
from servanda.domain.acts.consent import Notification, Signature
from servanda.domain.acts.dialogue import Encounter, Statement, Topic, Undertaking
from servanda.domain.acts.parties import Organisation, Person, Post
from servanda.domain.acts.register import Description
from servanda.domain.entry import Circle, Evidence
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.publishing import job
from servanda.publishing.export import NotWritten, export
from servanda.publishing.models import Publication
from servanda.publishing.public import KINDS
from servanda.publishing.site import Site
from servanda.register import services
from servanda.register.files import keep_text
from servanda.web.models import User

ON = date(2026, 6, 1)
ADDRESS = "https://register.example/public"
RECORDER = Recorder("canaryauthor", "MA", "Canaryoffice")
TEXT = "a" * 64
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
CIRCLES = [c.value for c in Circle]


def put(subject: str, act: object, on: date | None = None, circle: str = "public", **more: object) -> None:
    """Record one act with a note and evidence that carry canary words."""
    offices = ("Canaryoffice",) if circle == "restricted" else ()
    given = {"note": "canarynote", "evidence": (Evidence("canarydocument", quote="canaryquote"),), **more}
    services.record(
        [Draft(subject, act, on=on, circle=Circle(circle), offices=offices, **given)],  # type: ignore[arg-type]
        RECORDER,
    )


def build() -> None:
    """A small public register with a corrected statement, and an internal act on a public instrument."""
    titles = {"ar": "اتفاق <التجارة>", "en": "Agreement </script><b>on & trade", "fr": "Accord de commerce"}
    put("instrument/trade", Description(titles=titles, type="agreement", parties=("MA", "RU")))
    put("instrument/trade", Signature(place="Rabat"), date(2020, 1, 15), evidence=(Evidence(TEXT),))
    put("instrument/trade", Notification(by="RU"), date(2020, 5, 5), "internal")
    put("mechanism/body", Mechanism(names={"en": "Joint Commission"}, parties=("MA", "RU")))
    put("session/one", Session(mechanism="mechanism/body", ordinal=1, place="Rabat"), date(2021, 3, 1))
    put("encounter/visit", Encounter(kind="visit", parties=("MA", "RU"), place="Moscow"), date(2022, 3, 1))
    put("statement/said", Statement(titles={"en": "Firstwording"}, parties=("MA", "RU"), text=TEXT), ON)
    first = JournalEntry.objects.get(subject="statement/said")
    later = Statement(titles={"en": "Secondwording"}, parties=("MA", "RU"), text=TEXT)
    put("statement/said", later, ON, corrects=first.id, reason="canaryreason")
    put("undertaking/x", Undertaking(texts={"en": "Openpromise"}, by=("MA",), origin="statement/said"), ON)


def pages(site: Site) -> dict[str, bytes]:
    made = {path: site.make(path) for path in site.paths()}
    assert all(made.values())
    return made  # type: ignore[return-value]


@pytest.fixture
def site(db: None) -> Site:
    build()
    return Site(ON, ADDRESS)


# -- nothing of another circle ---------------------------------------------------------------------------

WORD = st.text("abcdefghjklmnopqrstuvwxyz", min_size=6, max_size=12)
RECORDS = st.lists(
    st.tuples(
        st.sampled_from([*KINDS, "undertaking"]),
        st.sampled_from(CIRCLES),
        WORD,
        st.integers(0, 5),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


def act_of(kind: str, word: str, other: str | None) -> object:
    names = {"en": f"Title {word}", "ar": f"عنوان {word}"}
    if kind == "instrument":
        return Description(titles=names, type="agreement", parties=("MA", "RU"))
    if kind == "statement":
        text = keep_text(f"{word}\n\nsaid {word}")
        return Statement(titles=names, parties=("MA", "RU"), source=word, text=text, texts={"ru": text})
    if kind == "mechanism":
        return Mechanism(names=names, parties=("MA", "RU"), part_of=other)
    if kind == "session":
        return Session(mechanism=other, ordinal=2, place=word)
    if kind == "encounter":
        return Encounter(
            kind="visit", parties=("MA", "RU"), place=word, mechanism=other, topics=(other,) if other else ()
        )
    if kind == "person":
        return Person(names=names, party="MA")
    if kind == "organisation":
        return Organisation(names=names, party="RU", part_of=other)
    if kind == "topic":
        return Topic(names=names, parties=("MA", "RU"), part_of=other)
    if kind == "commitment":
        named = Responsible(party="MA", organisation=other, name=word)
        return Commitment(
            texts=names,
            parties=("MA", "RU"),
            responsible=(named,),
            instrument=other,
            mechanism=other,
            session=other,
        )
    return Undertaking(texts=names, by=("MA",), origin=other)


class TestNoWordOfAnotherCircle(TestCase):
    """Random records of every circle that name each other; each hidden one carries its canary everywhere."""

    @settings(max_examples=25)
    @given(RECORDS)
    def test_a_public_page_never_says_it(self, found: list[tuple[str, str, str, int, bool, bool]]):
        subjects: list[str] = []
        openly = []
        for n, (kind, circle, word, other, also_inside, withdrawn) in enumerate(found):
            if (
                circle == "public" and withdrawn
            ):  # of a public record that was withdrawn no word is left either
                subject = f"{kind}/left{n}"
                put(subject, act_of(kind, f"canary{word}", None), date(2020, 1, 1 + n))
                entry = JournalEntry.objects.get(subject=subject)
                act = REGISTRY[entry.act].read(entry.version, json.loads(entry.body))
                put(subject, act, date(2020, 1, 1 + n), withdraws=entry.id, reason="canaryreason")
                subjects.append(subject)
                continue
            shown = f"open{word}" if circle == "public" else f"canary{word}"
            named = subjects[other % len(subjects)] if subjects and other else None
            subject = f"{kind}/{shown}{n}"
            put(subject, act_of(kind, shown, named), date(2020, 1, 1 + n), circle)
            if also_inside:  # a narrower act on the same subject
                put(subject, act_of(kind, f"canaryinside{word}", named), date(2020, 2, 1), "internal")
                if kind == "commitment":
                    for by, circle_, stage in (("MA", "internal", "approved"), ("RU", "public", "draft")):
                        remark = {"en": f"canaryremark{word}"}
                        report = CommitmentReport(by=by, progress="delayed", remark=remark, stage=stage)
                        put(subject, report, date(2020, 2, 1), circle_)
                put(subject, act_of(kind, f"canarylast{word}", named), date(2020, 2, 2), "restricted")
            subjects.append(subject)
            if circle == "public" and kind != "undertaking":
                openly.append(shown)
        made = pages(Site(ON, ADDRESS))
        leaks = [path for path, content in made.items() if b"canary" in (path.encode() + content).lower()]
        assert leaks == []
        everything = b"".join(made.values()).decode()
        assert [word for word in openly if word not in everything] == []


def test_notes_evidence_authors_offices_and_reasons_are_never_published(site: Site):
    made = pages(site)
    assert [p for p, content in made.items() if b"canary" in content.lower()] == []
    assert not any(b"Notification" in content for content in made.values())


# -- what is there ---------------------------------------------------------------------------------------


def test_every_link_leads_to_a_page_of_the_export(site: Site):
    made, followed = pages(site), 0
    for path, content in made.items():
        if not path.endswith(".html"):
            continue
        for element, name, link, _ in html.fromstring(content).iterlinks():
            link = urldefrag(link)[0]
            if not link:
                continue
            if link.startswith(ADDRESS + "/"):
                target = link.removeprefix(ADDRESS + "/")
            else:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
            assert target in made, (path, link, element.tag, name)
            followed += 1
    assert followed > 500


def test_each_page_names_itself_in_every_language(site: Site):
    for path, content in pages(site).items():
        if path.endswith(".html") and "/" in path:
            page, (language, _, inner) = html.fromstring(content), path.partition("/")
            assert page.get("lang") == language
            assert page.get("dir") == ("rtl" if language == "ar" else "ltr")
            found = {a.get("hreflang"): a.get("href") for a in page.xpath("//link[@hreflang]")}
            default = found.pop("x-default")
            assert found == {c: f"{ADDRESS}/{c}/{inner}" for c in ("ar", "en", "fr", "ru")}
            assert default == f"{ADDRESS}/en/{inner}"


@pytest.mark.parametrize(
    ("path", "type_", "expected"),
    [
        ("instrument/trade", "Legislation", {"legislationType": "agreement"}),
        ("mechanism/body", "GovernmentOrganization", {"name": "Joint Commission"}),
        ("session/one", "Event", {"startDate": "2021-03-01"}),
        ("encounter/visit", "Event", {"startDate": "2022-03-01"}),
        ("statement/said", "Article", {"headline": "Secondwording", "version": 2}),
    ],
)
def test_a_page_carries_its_object_of_schema_org(site: Site, path: str, type_: str, expected: dict):
    page = html.fromstring(site.make(f"en/{path}.html") or b"")
    (text,) = page.xpath("//script[@type='application/ld+json']/text()")
    found = json.loads(text)
    assert (found["@context"], found["@type"]) == ("https://schema.org", type_)
    assert found["url"] == f"{ADDRESS}/en/{path}.html"
    assert {k: found[k] for k in expected} == expected
    assert not page.xpath("//b")  # a title cannot end the element or bring markup


def test_the_feeds_are_atom_and_name_the_latest_first(site: Site):
    for language in ("ar", "en", "fr", "ru"):
        feed = etree.fromstring(site.make(f"feed.{language}.atom") or b"")
        assert feed.tag == f"{ATOM}feed"
        entries = feed.findall(f"{ATOM}entry")
        ids = [e.findtext(f"{ATOM}id") for e in entries]
        assert len(ids) == len(set(ids)) == 5
        moments = [e.findtext(f"{ATOM}updated") for e in entries]
        assert moments == sorted(moments, reverse=True)
        assert feed.findtext(f"{ATOM}updated") == moments[0]
        for entry in [feed, *entries]:
            assert all(entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        assert feed.findtext(f"{ATOM}author/{ATOM}name")


def test_the_sitemap_lists_every_page(site: Site):
    root = etree.fromstring(site.make("sitemap.xml") or b"")
    listed = [u.findtext(f"{MAP}loc") for u in root]
    pages_ = {f"{ADDRESS}/{p}" for p in site.paths() if p.endswith(".html") and "/" in p}
    assert len(listed) == len(set(listed))
    assert set(listed) == pages_


def test_a_corrected_statement_keeps_its_former_version(site: Site):
    today = (site.make("en/statement/said.html") or b"").decode()
    entries = [r.id for r in JournalEntry.objects.filter(subject="statement/said").order_by("seq")]
    old, new = ((site.make(f"en/statement/said/{i}.html") or b"").decode() for i in entries)
    assert "<title>Secondwording" in today
    assert "<title>Firstwording" in old
    assert "replaced by a later one" in old
    assert "replaced by a later one" not in new
    assert all(i in today for i in entries)


def test_a_statement_carries_the_acts_that_it_reports(site: Site):
    page = html.fromstring(site.make("en/statement/said.html") or b"")
    (section,) = page.xpath("//section[h2='Acts that it reports']")
    text = section.text_content()
    signature = JournalEntry.objects.get(act="signature")
    assert signature.id in text
    assert "Openpromise" in text
    (data,) = json.loads(site.make("data/statements.json") or b"")
    assert signature.id in data["reports"]
    assert [v["titles"]["en"] for v in data["versions"]] == ["Firstwording", "Secondwording"]


def test_the_data_give_the_status_of_the_day(site: Site):
    (item,) = json.loads(site.make("data/instruments.json") or b"")
    assert (item["subject"], item["status"], item["status_on"]) == (
        "instrument/trade",
        "signed",
        "2026-06-01",
    )
    assert [a["act"] for a in item["acts"]] == ["signature", "description"]


def test_the_same_register_and_day_give_the_same_bytes(site: Site):
    assert pages(site) == pages(Site(ON, ADDRESS))


# -- statements: text, withdrawal ------------------------------------------------------------------------


def issued() -> tuple[str, str]:
    """A statement in two languages, corrected once; returns the ids of its entries."""
    first = {
        "ar": keep_text("وقّع الوزيران مذكرة.\n\nالفقرة الثانية <b>"),
        "en": keep_text("The ministers signed."),
    }
    titles = {"ar": "بيان مشترك", "en": "Statement"}
    put(
        "statement/issued",
        Statement(titles=titles, texts=first, languages=("ar", "en"), parties=("MA", "RU")),
        ON,
    )
    old = JournalEntry.objects.get(subject="statement/issued")
    second = {**first, "en": keep_text("The two ministers signed a memorandum.")}
    new = Statement(titles=titles, texts=second, languages=("ar", "en"), parties=("MA", "RU"))
    put("statement/issued", new, ON, corrects=old.id, reason="canaryreason")
    return old.id, JournalEntry.objects.filter(subject="statement/issued").latest("seq").id


@pytest.mark.django_db
def test_a_statement_shows_its_words_in_each_language_and_version():
    old, new = issued()
    site = Site(ON, ADDRESS)
    page = html.fromstring(site.make("en/statement/issued.html") or b"")
    prose = {d.get("lang"): d for d in page.xpath("//div[@class='prose']")}
    assert list(prose) == ["en", "ar"]  # the page's own language first
    assert prose["ar"].get("dir") == "rtl"
    assert [p.text_content() for p in prose["ar"].xpath("p")] == ["وقّع الوزيران مذكرة.", "الفقرة الثانية <b>"]
    assert prose["en"].text_content().strip() == "The two ministers signed a memorandum."
    assert list(
        html.fromstring(site.make("ar/statement/issued.html") or b"").xpath("//div[@class='prose']/@lang")
    ) == ["ar", "en"]
    former = (site.make(f"en/statement/issued/{old}.html") or b"").decode()
    assert "The ministers signed." in former
    assert "The two ministers" not in former
    assert "The two ministers" in (site.make(f"en/statement/issued/{new}.html") or b"").decode()


@pytest.mark.django_db
def test_a_text_read_in_is_shown_in_its_language():
    text = keep_text("Министры подписали меморандум.")
    put("statement/read", Statement(titles={"ru": "Заявление"}, languages=("ru",), text=text), ON)
    page = html.fromstring(Site(ON, ADDRESS).make("fr/statement/read.html") or b"")
    (prose,) = page.xpath("//div[@class='prose']")
    assert (prose.get("lang"), prose.get("dir")) == ("ru", "ltr")
    assert "подписали" in prose.text_content()


@pytest.mark.django_db
def test_a_withdrawn_statement_keeps_its_addresses_without_its_words():
    old, new = issued()
    act = Statement(titles={"en": "x"})
    put("statement/issued", act, ON, withdraws=new, reason="canaryreason")  # the first version stands again
    assert "The ministers signed." in (Site(ON, ADDRESS).make("en/statement/issued.html") or b"").decode()
    put("statement/issued", act, ON, withdraws=old, reason="canaryreason")
    site = Site(ON, ADDRESS)
    paths = [p for p in site.paths() if "statement/issued" in p]
    assert len(paths) == 4 * 3
    for path in paths:
        page = html.fromstring(site.make(path) or b"")
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert site.is_gone(path)
    everything = b"".join(pages(site).values()).decode()
    assert "signed" not in everything
    assert "بيان مشترك" not in everything
    assert "canary" not in everything.lower()
    assert "was withdrawn on" in (site.make("en/statement/issued.html") or b"").decode()
    assert "/en/statement/issued.html" in (site.make("withdrawn.txt") or b"").decode()
    assert b"statement/issued" not in (site.make("sitemap.xml") or b"") + (site.make("feed.en.atom") or b"")
    assert json.loads(site.make("data/statements.json") or b"") == []
    assert Client().get("/public/en/statement/issued.html").status_code == 410


@pytest.mark.django_db
def test_a_public_word_on_what_is_not_public_gives_it_no_address():
    names = {"en": "canary"}
    put("commitment/inner", Commitment(texts=names, parties=("MA", "RU")), ON, "joint")
    put("commitment/inner", CommitmentReport(by="MA", progress="done", stage="approved"), ON)
    entry = JournalEntry.objects.get(act="commitment_report")
    put(
        "commitment/inner",
        CommitmentReport(by="MA", progress="done"),
        ON,
        withdraws=entry.id,
        reason="canaryreason",
    )
    assert not [p for p in Site(ON, ADDRESS).paths() if "inner" in p]


# -- the further kinds -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_persons_topics_commitments_and_organisations_have_pages():
    put("organisation/mfa", Organisation(names={"en": "Ministry"}, party="MA"))
    put("person/nb", Person(names={"en": "Nasser Bourita"}, party="MA"))
    put("person/nb", Post(titles={"en": "Minister"}, party="MA"), date(2017, 4, 5))
    put("topic/sahel", Topic(names={"en": "The Sahel"}, parties=("MA", "RU")))
    who = Responsible(party="MA", organisation="organisation/mfa")
    put(
        "commitment/c",
        Commitment(texts={"en": "Train ten officers"}, parties=("MA", "RU"), responsible=(who,)),
        date(2026, 1, 5),
    )
    told = CommitmentReport(by="RU", progress="delayed", remark={"en": "In autumn"})
    put("commitment/c", told, date(2026, 2, 1))
    put("commitment/c", CommitmentReport(by="MA", progress="done", stage="draft"), date(2026, 3, 1))
    site = Site(ON, ADDRESS)
    page = (site.make("en/commitment/c.html") or b"").decode()
    assert "In autumn" in page
    assert "Minister" in (site.make("en/person/nb.html") or b"").decode()
    assert "Ministry" in page
    types = {
        "person/nb": "Person",
        "organisation/mfa": "GovernmentOrganization",
        "topic/sahel": "DefinedTerm",
        "commitment/c": "Action",
    }
    for path, type_ in types.items():
        shown = html.fromstring(site.make(f"en/{path}.html") or b"")
        (text,) = shown.xpath("//script[@type='application/ld+json']/text()")
        assert json.loads(text)["@type"] == type_
    acts = json.loads(site.make("data/commitments.json") or b"")[0]["acts"]
    assert [a["content"].get("progress") for a in acts] == [
        None,
        "delayed",
    ]  # what waits for approval is no public act


@pytest.mark.django_db
def test_a_long_list_is_divided_by_year():
    for n in range(55):
        put(
            f"instrument/i{n}",
            Description(titles={"en": f"Agreement {n}"}, type="agreement", parties=("MA", "RU")),
        )
        put(f"instrument/i{n}", Signature(), date(1990 + n % 5, 1, 1))
    site = Site(ON, ADDRESS)
    start = html.fromstring(site.make("en/index.html") or b"")
    assert len(start.xpath("//a[starts-with(@href, 'instrument/')]")) == 50
    assert start.xpath("//a/@href[. = 'list/instrument.html']")
    years = html.fromstring(site.make("en/list/instrument.html") or b"").xpath("//main//li/a/@href")
    assert years == [f"../list/instrument-{y}.html" for y in range(1994, 1989, -1)]
    listed = sum(
        len(
            html.fromstring(site.make(f"en/list/instrument-{y}.html") or b"").xpath(
                "//a[contains(@href, '/instrument/i')]"
            )
        )
        for y in range(1990, 1995)
    )
    assert listed == 55


# -- writing ---------------------------------------------------------------------------------------------


def test_the_export_takes_the_place_of_an_earlier_one_whole(site: Site, tmp_path: Path):
    folder = tmp_path / "site"
    n = export(site, folder)
    (folder / "stale.html").write_text("x")
    heard: list[tuple[int, int]] = []
    assert export(site, folder, lambda done, of: heard.append((done, of))) == n
    assert heard[-1] == (n, n)
    assert not (folder / "stale.html").exists()
    assert (folder / "en/instrument/trade.html").read_bytes() == site.make("en/instrument/trade.html")
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_an_interrupted_export_leaves_the_earlier_one(site: Site, tmp_path: Path):
    folder = tmp_path / "site"
    export(site, folder)
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    def interrupt(done: int, of: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(site, folder, interrupt)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_folder_with_something_else_is_left_alone(site: Site, tmp_path: Path):
    (tmp_path / "mine.txt").write_text("kept")
    with pytest.raises(NotWritten):
        export(site, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_the_command_writes_and_refuses(site: Site, tmp_path: Path):
    from servanda.cli.publish import publish_command

    done = CliRunner().invoke(publish_command, [str(tmp_path / "out"), "--address", ADDRESS])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out/sitemap.xml").exists()
    (tmp_path / "full").mkdir()
    (tmp_path / "full/x").write_text("x")
    assert CliRunner().invoke(publish_command, [str(tmp_path / "full")]).exit_code == 1
    assert CliRunner().invoke(publish_command, [str(tmp_path / "n"), "--address", "there"]).exit_code == 2


# -- pages -----------------------------------------------------------------------------------------------


def test_the_preview_needs_no_sign_in_and_knows_only_its_own(site: Site):
    answer = Client().get("/public/en/instrument/trade.html")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert Client().get("/public/feed.ru.atom")["Content-Type"] == "application/atom+xml"
    for path in ("en/instrument/none.html", "../etc/passwd", "en/", "xx/index.html", "data/x.json"):
        assert Client().get(f"/public/{path}").status_code == 404


def test_the_preview_shows_the_public_record_to_whoever_is_signed_in(site: Site):
    client = Client()
    user = User.objects.create_user("auditor", role="auditor", circle="restricted", offices="Canaryoffice")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert "Notification" not in client.get("/public/en/instrument/trade.html").content.decode()


@pytest.mark.parametrize("role", User.Role.values)
def test_only_a_publisher_publishes(
    site: Site, tmp_path: Path, settings: object, role: str, monkeypatch: pytest.MonkeyPatch
):
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    client = Client()
    user = User.objects.create_user(role, role=role, circle="internal")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    allowed = role == "publisher"
    monkeypatch.setattr(job, "beside", lambda work: work())
    assert client.get("/publish/").status_code == (200 if allowed else 403)
    assert client.post("/publish/").status_code == (302 if allowed else 403)
    assert (tmp_path / "published/sitemap.xml").exists() == allowed
    assert Client().get("/publish/").status_code == 302


@pytest.fixture
def publisher(site: Site, tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Client:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    client = Client()
    user = User.objects.create_user("publisher", role="publisher", circle="internal")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_export_from_the_page_tells_how_it_goes(
    publisher: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    waiting: list = []
    monkeypatch.setattr(job, "beside", waiting.append)
    where = publisher.post("/publish/")["Location"]
    page = publisher.get(where).content.decode()
    assert "<progress" in page
    assert 'hx-trigger="load delay:1s"' in page
    assert "already" in publisher.post("/publish/", follow=True).content.decode()
    assert len(waiting) == 1
    waiting[0]()
    part = publisher.get(where, headers={"HX-Request": "true"}).content.decode()
    assert "files are published in" in part
    assert "<html" not in part
    assert (tmp_path / "published/en/instrument/trade.html").exists()
    assert (
        Publication.objects.get().files == sum(p.is_file() for p in (tmp_path / "published").rglob("*")) - 1
    )


def test_an_export_can_be_stopped_and_the_earlier_one_stays(
    publisher: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    waiting: list = []
    monkeypatch.setattr(job, "beside", waiting.append)
    publisher.post("/publish/")
    waiting.pop()()
    before = {p: p.read_bytes() for p in (tmp_path / "published").rglob("*") if p.is_file()}
    where = publisher.post("/publish/")["Location"]
    publisher.post(where)
    waiting.pop()()
    assert "The earlier export is as it was." in publisher.get(where).content.decode()
    assert {p: p.read_bytes() for p in (tmp_path / "published").rglob("*") if p.is_file()} == before
    assert Publication.objects.first().state == "stopped"


def test_what_went_wrong_is_told_on_its_page(
    publisher: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(job, "beside", lambda work: work())
    (tmp_path / "published").mkdir()
    (tmp_path / "published/mine.txt").write_text("kept")
    where = publisher.post("/publish/")["Location"]
    assert "not an earlier export" in publisher.get(where).content.decode()
    assert (tmp_path / "published/mine.txt").read_text() == "kept"
    Publication.objects.update(state="running", message="")
    assert "cut off when the program stopped" in publisher.get(where).content.decode()


@pytest.mark.parametrize("exchange", [True, False])
def test_the_folder_is_changed_in_one_step_or_in_two(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
):
    if not exchange:
        monkeypatch.setattr(sys.modules["servanda.publishing.export"], "_exchanged", lambda a, b: False)
    folder = tmp_path / "site"
    export(site, folder)
    (folder / "stale.html").write_text("x")
    export(site, folder)
    assert not (folder / "stale.html").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_whoever_was_cut_off_between_two_renamings_finds_the_former_export_again(site: Site, tmp_path: Path):
    folder = tmp_path / "site"
    export(site, folder)
    folder.rename(tmp_path / ".site.old")

    def interrupt(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(site, folder, interrupt)
    assert (folder / "en/instrument/trade.html").exists()


def test_the_preview_follows_the_journal(publisher: Client):
    assert "Latertitle" not in publisher.get("/public/en/index.html").content.decode()
    put("topic/later", Topic(names={"en": "Latertitle"}))
    assert "Latertitle" in publisher.get("/public/en/index.html").content.decode()
