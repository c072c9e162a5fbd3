"""The partner's list kept: one act with its rows, newer ones replacing older, compared again without the file, findings rebuilt byte for byte."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from servanda.domain.acts.consent import EntryIntoForceStated, Signature
from servanda.domain.acts.lists import PartnerList
from servanda.domain.acts.register import Description
from servanda.domain.acts.repair import Withdrawal
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register import dump, kept_lists, queries, services, words
from servanda.register.intake.maps.loading import parse_map
from servanda.register.kept_lists import Kept, NotKept, compare, current, kept
from servanda.register.models import Record
from servanda.register.verification import verify
from servanda.register.visibility import PUBLIC, Viewer, operator

pytestmark = pytest.mark.django_db
MAP = """
[register]
name = "Treaties of Russia"
language = "en"
circle = "joint"
harvested = 2020-01-01
[key]
columns = ["no"]
[titles]
en = "title"
[parties]
columns = "parties"
separators = ";"
[dates]
formats = ["%Y-%m-%d"]
signed = "signed"
in_force = "force"
[status]
columns = "status"
[status.classes]
before_force = ["waits"]
in_force = ["lives"]
ended = ["over"]
"""
ROWS = """no,title,parties,signed,force,status
1,Agreement on fisheries,Morocco;Russia,2001-02-01,2001-06-01,lives
2,Convention on double taxation,Morocco;Russia,2004-05-06,,waits
3,Agreement on air services,Russia;France,2005-01-01,,lives
4,Agreement on tourism,Morocco;Russia,2010-03-05,2010-09-01,over
"""
AMINA = Recorder("amina", "MA")
TODAY = date(2026, 5, 1)
INTERNAL = operator(Circle.INTERNAL)
JOINT = operator(Circle.JOINT)


@pytest.fixture(autouse=True)
def register() -> None:
    drafts = []
    for name, title, day, force, circle in (
        ("fish", "Agreement on fisheries", date(2001, 2, 1), date(2001, 6, 1), Circle.PUBLIC),
        ("tour", "Agreement on tourism", date(2010, 3, 4), date(2010, 9, 1), Circle.PUBLIC),
        ("rail", "Protocol on railways", date(2012, 3, 4), date(2012, 9, 1), Circle.PUBLIC),
        ("arms", "Protocol on defence", date(2011, 3, 4), None, Circle.INTERNAL),
    ):
        subject = f"instrument/{name}"
        described = Description(titles={"en": title}, parties=("MA", "RU"), type="agreement")
        drafts += [
            Draft(subject, described, circle=circle),
            Draft(subject, Signature(place="Rabat"), on=day, circle=circle),
        ]
        if force:
            drafts.append(Draft(subject, EntryIntoForceStated(), on=force, circle=circle))
    services.record(drafts, AMINA)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "list.csv").write_text(ROWS, "utf-8")
    return tmp_path / "list.csv"


def keep(file: Path, *, viewer: Viewer = INTERNAL, map_text: str = MAP, **more: object) -> Kept | None:
    made, _ = kept_lists.keep(
        viewer,
        file,
        parse_map(map_text),
        "MA",
        "RU",
        AMINA,
        TODAY,
        file_name="list.csv",
        map_name="ru",
        **more,
    )  # type: ignore[arg-type]
    return made


def codes(viewer: Viewer = INTERNAL) -> list[str]:
    return sorted(f.code for f in queries.findings(viewer) if f.code.startswith("list_"))


def test_an_import_is_one_act_that_says_who_when_whose_whence_and_holds_the_rows(file: Path) -> None:
    one = keep(file)
    assert one is not None
    row = JournalEntry.objects.get(subject=one.subject)
    assert (row.act, row.recorded_by, row.happened_on, row.circle) == (
        "partner_list",
        "amina",
        TODAY,
        "joint",
    )
    act = one.act
    assert (act.party, act.other, act.source, act.file_name, act.map_name) == (
        "RU",
        "MA",
        "Treaties of Russia",
        "list.csv",
        "ru",
    )
    assert act.digest == __import__("hashlib").sha256(ROWS.encode()).hexdigest()
    assert (act.as_of, act.elsewhere, act.repeated, act.rejected) == (date(2020, 1, 1), 1, 0, 0)
    assert [(r.row, r.signed) for r in act.rows] == [
        (2, date(2001, 2, 1)),
        (3, date(2004, 5, 6)),
        (5, date(2010, 3, 5)),
    ]


def test_the_comparison_is_renewed_without_the_file_when_our_record_changes(file: Path) -> None:
    one = keep(file)
    file.unlink()
    assert codes() == [
        "list_ours_only",
        "list_ours_only",
        "list_signature_differs",
        "list_status_differs",
        "list_theirs_only",
    ]
    described = Description(
        titles={"en": "Convention on double taxation"}, parties=("MA", "RU"), type="convention"
    )
    services.record(
        [
            Draft("instrument/tax", described, circle=Circle.PUBLIC),
            Draft("instrument/tax", Signature(), on=date(2004, 5, 6), circle=Circle.PUBLIC),
        ],
        AMINA,
    )
    assert "list_theirs_only" not in codes()
    signature = JournalEntry.objects.get(subject="instrument/tour", act="signature")
    services.record(
        [
            Draft(
                "instrument/tour",
                Signature(place="Rabat"),
                on=date(2010, 3, 5),
                circle=Circle.PUBLIC,
                corrects=signature.id,
                reason="read again",
            )
        ],
        AMINA,
    )
    assert codes() == ["list_ours_only", "list_ours_only", "list_status_differs"]
    assert one is not None
    assert compare(INTERNAL, one).outcome.counts["both"] == 3


def test_findings_say_what_differs_in_words_and_name_both_entries(file: Path) -> None:
    one = keep(file)
    assert one is not None
    found = queries.findings(INTERNAL, "list_signature_differs").get()
    text = words.finding(found.code, json.loads(found.data), "en")
    assert text == (
        "«Agreement on tourism»: signed on 4 Mar 2010 by our record, on 5 Mar 2010 by the list of Russia."
    )
    ids = json.loads(found.entries)
    assert one.entry.id in ids
    assert JournalEntry.objects.filter(id__in=ids, subject="instrument/tour").exists()
    status = queries.findings(INTERNAL, "list_status_differs").get()
    assert words.finding(status.code, json.loads(status.data), "en") == (
        "«Agreement on tourism» on 1 Jan 2020: In force by our record, Ended by the list of Russia."
    )
    alone = queries.findings(INTERNAL, "list_theirs_only").get()
    assert "Convention on double taxation" in words.finding(alone.code, json.loads(alone.data), "fr")


def test_each_circle_sees_the_comparison_with_what_it_may_know(file: Path) -> None:
    keep(file)
    assert codes(PUBLIC) == []
    assert codes(JOINT).count("list_ours_only") == 1
    assert codes(INTERNAL).count("list_ours_only") == 2
    told = " ".join(json.dumps(json.loads(f.data)) for f in queries.findings(JOINT))
    assert "defence" not in told


def test_a_newer_list_replaces_the_older_and_both_stay(file: Path) -> None:
    first = keep(file)
    file.write_text(ROWS.replace("2010-03-05", "2010-03-04"), "utf-8")
    second = keep(file, map_text=MAP.replace("2020-01-01", "2022-01-01"))
    assert first
    assert second
    assert [k.subject for k in kept(INTERNAL, "MA", "RU")] == [second.subject, first.subject]
    assert "list_signature_differs" not in codes()
    states = {r.subject: json.loads(r.state)["newest"] for r in Record.objects.filter(kind="list")}
    assert states == {first.subject: False, second.subject: True}
    assert current(INTERNAL, "MA", "RU", on=date(2021, 1, 1)).subject == first.subject  # type: ignore[union-attr]
    assert current(INTERNAL, "MA", "RU", on=date(2019, 1, 1)).subject == first.subject  # type: ignore[union-attr]
    services.record(
        [
            Draft(
                second.subject,
                Withdrawal(reason="x"),
                withdraws=second.entry.id,
                reason="x",
                circle=Circle.JOINT,
            )
        ],
        AMINA,
    )
    assert "list_signature_differs" in codes()


def test_as_known_shows_the_list_that_was_on_record_then(file: Path) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    one = keep(file)
    assert one
    assert current(INTERNAL, "MA", "RU", as_known=before) is None
    after = one.entry.recorded_at + timedelta(seconds=1)
    assert current(INTERNAL, "MA", "RU", as_known=after).subject == one.subject  # type: ignore[union-attr]
    assert compare(INTERNAL, one, as_known=before - timedelta(days=1)).outcome.counts["ours"] == 0


def test_the_same_file_again_adds_nothing(file: Path) -> None:
    assert keep(file) is not None
    n = JournalEntry.objects.count()
    assert keep(file) is None
    assert JournalEntry.objects.count() == n
    assert keep(file, circle=Circle.INTERNAL) is not None  # for another circle it is another act


def test_on_another_day_statuses_follow_their_dates(file: Path) -> None:
    one = keep(file)
    assert one is not None
    early = {r.row: r.status for r in one.act.rows}
    assert early == {2: "in_force", 3: "before_force", 5: "ended"}
    rows = {r.key: r.status for r in one.rows(date(2001, 3, 1))}
    assert rows == {"2": "before_force"}  # signed by then, in force later; the others were not signed yet
    later = compare(INTERNAL, one, date(2001, 3, 1)).outcome
    assert later.counts == {
        "ours": 1,
        "theirs": 1,
        "both": 1,
        "differing": 0,
        "ours_only": 0,
        "theirs_only": 0,
    }


def test_bad_rows_keep_nothing_unless_the_good_ones_are_asked_for(file: Path) -> None:
    file.write_text(ROWS + "5,Agreement on rail,Morocco;Russia,2001-13-45,,lives\n", "utf-8")
    with pytest.raises(NotKept) as refused:
        keep(file)
    assert refused.value.code == "rejected"
    fault = refused.value.data["read"].rejected[0].faults[0]
    assert (fault.row, fault.field, fault.value) == (6, "signed", "2001-13-45")
    assert not JournalEntry.objects.filter(act="partner_list").exists()
    one = keep(file, good_rows=True)
    assert one is not None
    assert one.act.rejected == 1


def test_a_list_without_a_row_of_the_two_or_for_restricted_eyes_is_refused(file: Path) -> None:
    file.write_text("no,title,parties,signed,force,status\n1,X,Russia;France,2001-01-01,,lives\n", "utf-8")
    with pytest.raises(NotKept) as refused:
        keep(file)
    assert refused.value.code == "empty"
    with pytest.raises(NotKept) as refused:
        keep(file, circle=Circle.RESTRICTED)
    assert refused.value.code == "restricted"


def test_rebuild_and_verify_agree_byte_for_byte(file: Path) -> None:
    keep(file)
    file.write_text(ROWS.replace("tourism", "hotels"), "utf-8")
    keep(file)
    before = b"".join(dump.lines())
    services.rebuild()
    assert b"".join(dump.lines()) == before
    assert list(verify()) == []


def test_a_list_is_no_use_of_an_instrument(file: Path) -> None:
    """That the partner lists it does not wake a dormant instrument."""
    from servanda.proposals.known import Known
    from servanda.proposals.rules.dormant import unused

    before = {f.mark for f in unused(Known(INTERNAL, "MA", "RU", TODAY))}
    keep(file)
    assert {f.mark for f in unused(Known(INTERNAL, "MA", "RU", TODAY))} == before
    assert before


def test_the_act_is_read_back_as_it_was_written(file: Path) -> None:
    one = keep(file)
    assert one is not None
    body = json.loads(JournalEntry.objects.get(subject=one.subject).body)
    assert PartnerList.read(1, body) == one.act
