"""What the assessment counts is what the register says: states on several days, commitments, as known, circles; the command."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from servanda.assessment import assess
from servanda.assessment.rating import load
from servanda.cli.assess import assess_command
from servanda.domain.acts.commitments import Commitment
from servanda.domain.acts.consent import Notification, Signature
from servanda.domain.acts.register import Description, FinalClausesStated
from servanda.domain.clauses import FinalClauses
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register.assessing import Asked, facts
from servanda.register.models import Interval
from servanda.register.queries import on_day
from servanda.register.services import record
from servanda.register.visibility import PUBLIC, Viewer, operator, records

pytestmark = pytest.mark.django_db
RECORDER = Recorder("amina", "MA")
THEN, LATER = datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 5, 1, 12, tzinfo=UTC)
EVERYTHING = operator(Circle.INTERNAL)
CLAUSES = FinalClausesStated(
    clauses=FinalClauses.model_validate(
        {"entry_into_force": {"rule": "on_later_notification"}, "term": {"kind": "indefinite"}}
    )
)
DAYS = [date(1999, 1, 1), date(2001, 6, 1), date(2003, 6, 1), date(2012, 1, 1), date(2026, 6, 1)]


@pytest.fixture(autouse=True)
def register() -> None:
    public, drafts = Circle.PUBLIC, []
    for n in range(8):
        subject = f"instrument/i{n}"
        drafts += [
            Draft(subject, Description(titles={"en": f"Agreement {n}"}, parties=("MA", "RU")), circle=public),
            Draft(subject, CLAUSES, circle=public),
            Draft(subject, Signature(), on=date(2001 + n, 2, 1), circle=public),
        ]
        if n < 6:
            drafts += [
                Draft(subject, Notification(by=side), on=date(2002 + n, 2, day), circle=public)
                for side, day in (("MA", 1), ("RU", 20))
            ]
    other = Description(titles={"en": "With another"}, parties=("MA", "FR"))
    drafts.append(Draft("instrument/other", other, circle=public))
    drafts.append(Draft("instrument/other", Signature(), on=date(2002, 1, 1), circle=public))
    record(drafts, RECORDER, at=THEN)
    record(
        [
            Draft("instrument/secret", Description(titles={"en": "Secret"}, parties=("MA", "RU"))),
            Draft("instrument/secret", Signature(), on=date(2002, 3, 1), circle=Circle.INTERNAL),
            Draft(
                "commitment/c",
                Commitment(texts={"en": "Exchange lists"}, parties=("MA", "RU"), due=date(2020, 1, 1)),
                on=date(2019, 1, 1),
                circle=public,
            ),
        ],
        RECORDER,
        at=LATER,
    )


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("viewer", [EVERYTHING, PUBLIC])
def test_counts_by_state_are_the_registers_own_statuses(day: date, viewer: Viewer) -> None:
    mine = records(viewer).filter(kind="instrument").exclude(subject="instrument/other")
    rows = Interval.objects.filter(on_day(day), record__in=mine).values_list("record__subject", "status")
    measure = assess(facts(viewer, Asked("MA", "RU", on=day)))["by_status"]
    assert {f.key: f.value for f in measure.figures} == Counter(status for _, status in rows)
    assert {(c.subject, f.key) for f in measure.figures for c in f.counted} == set(rows)


def test_the_days_differ() -> None:
    def on(day: date) -> dict[str, float | None]:
        return {f.key: f.value for f in assess(facts(PUBLIC, Asked("MA", "RU", on=day)))["by_status"].figures}

    assert on(DAYS[0]) == {}
    assert on(DAYS[1]) == {"signed": 1}
    assert on(DAYS[2]) == {"in_force": 2, "signed": 1}
    assert on(DAYS[4]) == {"in_force": 6, "signed": 2}


def test_as_known_has_nothing_that_was_recorded_later() -> None:
    def found(instant: datetime | None) -> tuple[set[str], int]:
        made = facts(EVERYTHING, Asked("MA", "RU", on=DAYS[4], as_known=instant))
        return {i.subject for i in made.instruments}, len(made.commitments)

    before, now = found(datetime(2026, 4, 1, tzinfo=UTC)), found(None)
    assert "instrument/secret" not in before[0]
    assert "instrument/secret" in now[0]
    assert (before[1], now[1]) == (0, 1)
    assert found(datetime(2026, 1, 1, tzinfo=UTC)) == (set(), 0)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(assess_command, list(arguments))


def test_the_command_traces_each_point_to_entries() -> None:
    done = run("MA", "RU", "--on", "2026-06-01", "--method", "record", "--json", "--lang", "en")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    by_code = {i["code"]: i for i in data["rating"]["indicators"]}
    assert by_code["in_use"]["points"] == 0
    assert {c["subject"] for c in by_code["in_use"]["counted"]} == {f"instrument/i{n}" for n in range(6)}
    assert all(c["entries"] for c in by_code["in_use"]["counted"])
    assert by_code["kept"]["points"] is None  # one commitment is too few
    # signature to later notification: a year and 19 days, some with a leap day
    assert by_code["time_to_force"]["points"] == 75
    assert data["rating"]["points"] is None  # 45 of 100 parts of the weight
    said = run("MA", "RU", "--on", "2026-06-01", "--method", "record", "--lang", "ar")
    assert "لا تقييم" in said.stdout
    assert "instrument/i0" in said.stdout


def test_the_files_have_the_rating_and_numbered_sources(tmp_path: Path) -> None:
    out = tmp_path / "a.html"
    done = run("MA", "RU", "--on", "2026-06-01", "--method", "record", "--lang", "en", "-o", str(out))
    assert done.exit_code == 0, done.output
    text = out.read_text("utf-8")
    title = load("record").titles["en"]
    assert title in text
    assert "No rating: less than half of the weight could be rated." in text
    cited = {int(n) for n in re.findall(r'href="#source-(\d+)"', text)}
    listed = {int(n) for n in re.findall(r'id="source-(\d+)"', text)}
    assert cited
    assert cited <= listed
    assert listed == set(range(1, len(listed) + 1))
    ids = set(re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", text))
    counted = json.loads(run("MA", "RU", "--on", "2026-06-01", "--method", "record", "--json").stdout)
    entries = {e for i in counted["rating"]["indicators"] for c in i["counted"] for e in c["entries"]}
    assert entries <= ids  # each point leads to its entries in the file too
    plain = tmp_path / "b.html"
    assert run("MA", "RU", "--on", "2026-06-01", "--lang", "en", "-o", str(plain)).exit_code == 0
    assert title not in plain.read_text("utf-8")


def test_the_files_of_the_page_have_the_rating_and_no_entry_that_the_reader_may_not_see() -> None:
    data = Client().get("/relationships/MA/RU/assessment.json?on=2026-06-01&lang=en").json()
    assert data["rating"]["title"] == load("record").titles["en"]
    assert {i["code"] for i in data["rating"]["indicators"]} >= {"in_use", "kept", "time_to_force"}
    page = Client().get("/relationships/MA/RU/assessment.html?on=2026-06-01&lang=en").content.decode()
    assert load("record").titles["en"] in page
    hidden = set(JournalEntry.objects.exclude(circle="public").values_list("id", flat=True))
    assert hidden
    assert not [i for i in hidden if i in page or i in json.dumps(data)]


def test_the_command_refuses_in_the_users_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SERVANDA_LANG", "fr")
    wrong = tmp_path / "m.toml"
    wrong.write_text("levels = 3\n", "utf-8")
    done = run("MA", "RU", "--method", str(wrong))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "indicators manque" in done.stderr
    assert run("MA", "RU", "--method", "none").exit_code == 2
    assert run("MA", "MA").exit_code == 2
    assert run("MA", "RU", "--as-known", "yesterday").exit_code == 2
    assert run("MA", "RU", "--from", "2026-01-01", "--to", "2025-01-01").exit_code == 2
    assert run("FR", "RU").exit_code == 1


def test_the_page_rates_and_shows_no_more_than_the_reader_may_see() -> None:
    page = Client().get("/relationships/MA/RU/assessment/?on=2026-06-01", headers={"accept-language": "en"})
    assert page.status_code == 200
    text = page.content.decode()
    assert 'id="rating"' in text
    assert "instrument/i0" in text
    assert "Secret" not in text
    assert "instrument/secret" not in text
    lists = Client().get("/relationships/MA/RU/lists/")
    assert "secret" not in lists.content.decode()
    assert 'type="file"' not in lists.content.decode()
