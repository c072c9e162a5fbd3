"""The brief as a document: what it says, from what, and for whom. Golden files are in `golden/`.

After a wanted change: SERVANDA_GOLDEN=write python -m pytest -n0 tests/documents/test_brief.py, and look at the diff.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from servanda.documents.brief import NothingKnown, brief
from servanda.documents.brief.citing import MANY
from servanda.documents.brief.instruments import MOST
from servanda.documents.model import Document, Figures, Section, Sources, Table, as_data
from servanda.domain.acts.dialogue import Statement
from servanda.domain.acts.repair import Withdrawal
from servanda.domain.entry import Circle
from servanda.journal.services import Draft
from servanda.register import services, words
from servanda.register.models import RecordParty
from servanda.register.visibility import operator
from tests.documents.conftest import Made
from tests.documents.cooperation import AT, ON, SECRETARIAT, Cooperation, described

GOLDEN = Path(__file__).parent / "golden"


def sections(document: Document) -> dict[str, Section]:
    return {b.title.plain: b for b in document.blocks if isinstance(b, Section)}


def table(section: Section) -> list[list[str]]:
    [found] = [b for b in section.blocks if isinstance(b, Table)]
    return [[" / ".join(t.plain for t in cell) for cell in row.cells] for row in found.rows]


def notes_in(data: Any) -> Iterator[tuple[int, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "notes":
                yield from ((first, label) for first, label in value)
            else:
                yield from notes_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from notes_in(value)


@pytest.mark.parametrize("language", ["ar", "ru", "fr", "en"])
def test_the_document_is_the_golden_one(made: Made, language: str, monkeypatch: pytest.MonkeyPatch):
    # Words of other rooms stand as their codes: a change of wording there does not touch these files.
    monkeypatch.setattr(words, "word", lambda family, code: f"‹{family} {code}›")
    monkeypatch.setattr(words, "finding", lambda code, data, lang: f"‹finding {code}›")
    monkeypatch.setattr(words, "flags", lambda flags, lang: [f"‹flag {k}›" for k in sorted(flags)])
    data = as_data(made(language))
    for n, source in enumerate(data["blocks"][-1]["blocks"][-1]["sources"], 1):
        source["entry"] = f"entry {n}"
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    file = GOLDEN / f"{language}.json"
    if os.environ.get("SERVANDA_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_every_number_leads_to_a_source_and_every_source_is_used(made: Made):
    document = made()
    listed = [s.number for s in sections(document)["Sources"].blocks[-1].sources]
    assert listed == list(range(1, len(listed) + 1))
    used: set[int] = set()
    for first, label in notes_in(as_data(document)):
        last = int(label.split("–")[-1])
        assert int(label.split("–")[0]) == first
        used |= set(range(first, last + 1))
    assert used == set(listed)


def test_the_sources_are_the_entries_of_the_journal(made: Made, cooperation: Cooperation):
    recorded = {e.id for entries in cooperation.entries.values() for e in entries}
    cited = [s.entry for s in sections(made())["Sources"].blocks[-1].sources]
    assert len(set(cited)) == len(cited)
    assert set(cited) <= recorded


def test_figures_count_the_instruments_of_each_status(made: Made):
    [figures] = [b for b in sections(made())["Where it stands"].blocks if isinstance(b, Figures)]
    assert [f.value for f in figures.figures] == ["5", "3", "1", "1"]


def test_the_status_is_that_of_the_day(made: Made):
    in_2021 = sections(made(on=date(2021, 6, 1)))
    [figures] = [b for b in in_2021["Where it stands"].blocks if isinstance(b, Figures)]
    assert [f.value for f in figures.figures] == ["3", "3"]
    assert "Signed and not in force" not in in_2021
    assert "Undertakings" not in in_2021  # undertaken in 2025
    days = [row[0] for row in table(in_2021["Latest acts"])]
    assert all(day.endswith(("1960", "1999", "2018", "2020")) for day in days)


def test_before_any_act_it_says_so_in_one_sentence(cooperation: Cooperation):
    cooperation.record(
        "statement/late", (Statement(titles={"en": "Late"}, parties=("MA", "FR")), date(2025, 1, 1))
    )
    document = brief(operator(Circle.JOINT), "MA", "FR", date(1950, 1, 1), "en")
    assert [b.text.plain for b in document.blocks] == [
        "No act of this relationship is on record by 1 Jan 1950."
    ]


def test_nothing_known_is_an_error_with_a_code(cooperation: Cooperation):
    with pytest.raises(NothingKnown) as caught:
        brief(operator(Circle.JOINT), "MA", "NZ", ON, "en")
    assert caught.value.code == "nothing_known"
    assert caught.value.data == {"a": "MA", "b": "NZ", "circle": "joint"}


def test_what_is_awaited_says_from_whom(made: Made):
    [[title, signed, awaited]] = table(sections(made())["Signed and not in force"])
    assert "Accord relatif aux services aériens" in title
    assert signed == "1 Mar 2022"
    assert awaited.endswith(": Russia")


def test_a_term_ends_on_its_last_day_and_says_that_it_renews(made: Made):
    rows = table(sections(made())["In force"])
    assert "to 1 Nov 2028, then renewed" in next(row[3] for row in rows if "fisheries" in row[0])


def test_what_is_due_comes_with_its_safe_day(made: Made):
    session, row = table(sections(made())["Due in the next two years"])
    assert session[:2] == ["4 Dec 2025", "—"]  # the commission meets every two years: no note, so no safe day
    assert row[0] == "1 May 2027"
    assert row[1] == "2 Apr 2027 / estimated"


def test_a_duty_that_was_met_is_not_owed(made: Made, cooperation: Cooperation):
    assert [row[1] for row in table(sections(made())["Owed, without a last day"])] == ["Russia"]
    assert "Owed, without a last day" not in sections(made(on=date(2022, 2, 1)))


def test_sessions_to_come_stand_before_those_held(made: Made):
    bodies = {b.title.plain: b for b in sections(made())["Mechanisms and sessions"].blocks}
    rows = table(bodies["Joint commission on cooperation"])
    assert [row[0] for row in rows] == ["8", "7"]
    assert rows[0][3] == "ناصر بوريطة (Morocco) / دميتري باتروشيف (Russia)"


def test_a_withdrawn_entry_is_neither_told_nor_cited(made: Made, cooperation: Cooperation):
    [entry] = cooperation.entries["encounter/moscow"]
    services.record(
        [
            Draft(
                entry.subject,
                Withdrawal(reason="twice"),
                circle=Circle.JOINT,
                withdraws=entry.id,
                reason="twice",
            )
        ],
        SECRETARIAT,
        at=AT,
    )
    document = made()
    assert "Encounters" not in sections(document)
    assert entry.id not in json.dumps(as_data(document))


def test_titles_keep_their_own_language_and_direction(made: Made):
    runs = [r for r in _runs(as_data(made("en"))) if "مذكرة" in r["text"]]
    assert runs
    assert all((r["language"], r["direction"]) == ("ar", "rtl") for r in runs)
    in_arabic = [r for r in _runs(as_data(made("ar"))) if "مذكرة تفاهم لإحداث" in r["text"]]
    assert not any("language" in r for r in in_arabic)


def _runs(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield from data.get("runs", ())
        for value in data.values():
            yield from _runs(value)
    elif isinstance(data, list):
        for value in data:
            yield from _runs(value)


def test_a_large_relationship_stays_short_and_counts_all(made: Made, cooperation: Cooperation):
    for n in range(MOST + 7):
        subject = f"instrument/many-{n:03}"
        cooperation.record(subject, described({"en": f"Agreement number {n}"}, "agreement", "trade"))
        cooperation.course(subject, (date(2000, 1, 1), None, "in_force", {}, [0]))
    section = sections(made())["In force"]
    assert len(table(section)) == MOST
    assert (
        section.blocks[-1].text.plain
        == "10 further instruments are counted above and listed in the register."
    )
    [figures] = [b for b in sections(made())["Where it stands"].blocks if isinstance(b, Figures)]
    assert figures.figures[1].value == str(MOST + 10)
    assert isinstance(sections(made())["Sources"].blocks[-1], Sources)


def test_what_rests_on_very_many_entries_is_not_followed_one_by_one(made: Made, cooperation: Cooperation):
    for n in range(MANY + 20):
        subject = f"instrument/many-{n:03}"
        cooperation.record(subject, described({"en": f"Agreement number {n}"}, "agreement", "trade"))
        cooperation.course(subject, (date(2000, 1, 1), None, "in_force", {}, [0]))
    document = made()
    [figures] = [b for b in sections(document)["Where it stands"].blocks if isinstance(b, Figures)]
    assert figures.figures[0].notes == ()
    said, sources = sections(document)["Sources"].blocks[-2:]
    assert "more than 40 entries" in said.text.plain
    assert len(sources.sources) < MANY + 20  # those of the lines that are shown


def test_findings_of_which_the_same_is_said_share_a_line(made: Made, cooperation: Cooperation):
    for n in range(5):
        subject = f"instrument/unplaced-{n}"
        cooperation.record(subject, described({"en": f"Protocol {n}"}, "protocol"))
        cooperation.course(subject, (date(2001, 1, 1), None, "in_force", {}, [0]))
        cooperation.finding(subject, "place_unknown", "gap", [0])
    rows = [row for row in table(sections(made())["Findings"]) if "place" in row[1]]
    assert len(rows) == 1
    assert rows[0][2].endswith("and 3 more")


def test_parties_that_were_never_resolved_keep_their_name(made: Made, cooperation: Cooperation):
    cooperation.record(
        "statement/odd", (Statement(titles={"en": "Odd"}, parties=("MA", "FR")), date(2020, 1, 1))
    )
    RecordParty.objects.filter(party="FR").update(party="SERB-CROAT-SLOVENE STATE")
    document = brief(operator(Circle.JOINT), "MA", "SERB-CROAT-SLOVENE STATE", ON, "en")
    assert document.title == "Morocco – SERB-CROAT-SLOVENE STATE"
