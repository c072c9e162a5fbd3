"""Indicators: figures taken in from files of known shapes, every row counted once, shown as what each side reports."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from servanda.cli.main import cli
from servanda.domain.acts.indicators import IndicatorSeries, Observation, Observations
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from servanda.register.indicators import mirrors, own_series, series
from servanda.register.visibility import PUBLIC, operator
from servanda.trade.figures import FiguresReport, import_figures
from servanda.trade.groups import grouped
from servanda.trade.shapes import Asked, FiguresRefused, number
from servanda.web import import_task
from servanda.web.models import ImportTask, User

pytestmark = pytest.mark.django_db
RECORDER = Recorder("amina", "MA")
COMTRADE = """refYear,flowCode,reporterISO,partnerISO,cmdCode,cmdDesc,primaryValue
2022,X,MAR,RUS,TOTAL,All,100
2022,M,RUS,MAR,TOTAL,All,130
2023,X,MAR,RUS,TOTAL,All,110
2023,M,RUS,MAR,TOTAL,All,99
2023,X,MAR,RUS,0307,Molluscs,40
2023,X,MAR,FRA,TOTAL,All,900
"""
PAIR = Asked(frozenset({"MA", "RU"}))


def written(folder: Path, text: str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def counts(report: FiguresReport) -> tuple[int, ...]:
    assert report.rows == report.accepted + report.unchanged + report.duplicates + report.outside + len(
        report.rejected
    )
    return (report.accepted, report.unchanged, report.duplicates, report.outside, len(report.rejected))


def test_comtrade_rows_become_series_and_the_same_file_again_adds_nothing(tmp_path: Path):
    file = written(tmp_path, COMTRADE)
    first = import_figures(file, RECORDER, shape="comtrade", asked=PAIR)
    assert counts(first) == (5, 0, 0, 1, 0)
    assert (first.series, first.written) == (3, True)
    entries = JournalEntry.objects.count()
    again = import_figures(file, RECORDER, shape="comtrade", asked=PAIR)
    assert counts(again) == (0, 5, 0, 1, 0)
    assert JournalEntry.objects.count() == entries


def test_a_figure_that_changed_is_recorded_beside_the_earlier_one(tmp_path: Path):
    import_figures(written(tmp_path, COMTRADE), RECORDER, shape="comtrade", asked=PAIR)
    before = JournalEntry.objects.count()
    report = import_figures(
        written(tmp_path, COMTRADE.replace(",110", ",111")), RECORDER, shape="comtrade", asked=PAIR
    )
    assert (report.accepted, report.corrected, report.unchanged) == (1, 1, 4)
    assert JournalEntry.objects.count() == before + 1
    (total, *_) = [s for s in series(operator(), "MA", "RU") if not s.product and s.reported_by == "MA"]
    assert [(p.period, p.value) for p in total.points] == [("2022", Decimal(100)), ("2023", Decimal(111))]


def test_one_rejected_row_and_nothing_is_written(tmp_path: Path):
    text = (
        COMTRADE
        + "2023,Z,MAR,RUS,TOTAL,All,5\n2023,X,MAR,RUS,0102,x,-5\n20x3,X,MAR,RUS,0103,x,abc\n2023,X,MAR,RUS,TOTAL,All,112\n2023,X,MAR,RUS,TOTAL,All,110\n"
    )
    file = written(tmp_path, text)
    report = import_figures(file, RECORDER, shape="comtrade", asked=PAIR)
    assert counts(report) == (5, 0, 1, 1, 4)
    assert not report.written
    assert not JournalEntry.objects.exists()
    codes = [[w.code for w in wrong] for _, wrong in report.rejected]
    assert codes == [
        ["flow_unknown"],
        ["value_negative"],
        ["period_unknown", "value_unknown"],
        ["contradiction"],
    ]
    assert [row for row, _ in report.rejected] == [8, 9, 10, 11]
    good = import_figures(file, RECORDER, shape="comtrade", asked=PAIR, good_rows=True)
    assert good.written
    assert JournalEntry.objects.exists()


def test_mirror_figures_stand_side_by_side_and_neither_is_corrected(tmp_path: Path):
    import_figures(written(tmp_path, COMTRADE), RECORDER, shape="comtrade", asked=PAIR)
    (mirror,) = mirrors(series(operator(), "MA", "RU"))
    assert [(r.period, r.exports, r.imports, r.difference, r.share) for r in mirror.rows] == [
        ("2022", Decimal(100), Decimal(130), Decimal(30), Decimal("0.3")),
        ("2023", Decimal(110), Decimal(99), Decimal(-11), Decimal("-0.1")),
    ]


def test_periods_narrow_a_series(tmp_path: Path):
    import_figures(written(tmp_path, COMTRADE), RECORDER, shape="comtrade", asked=PAIR)
    assert {p.period for s in series(operator(), "RU", "MA", since="2023") for p in s.points} == {"2023"}
    assert {p.period for s in series(operator(), "RU", "MA", until="2022") for p in s.points} == {"2022"}
    assert series(operator(), "MA", "RU", about="students") == []


def test_the_world_banks_files_with_their_preamble(tmp_path: Path):
    text = (
        '"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-06-28",\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","2021","2022","2023",\n'
        '"Morocco","MAR","GDP (current US$)","NY.GDP.MKTP.CD","141818450000.5","130912558000","",\n'
        '"Russian Federation","RUS","GDP (current US$)","NY.GDP.MKTP.CD","1836892000000","..","2021420000000",\n'
        '"Arab World","ARB","GDP (current US$)","NY.GDP.MKTP.CD","1","2","3",\n'
    )  # fmt: skip
    file = written(tmp_path, text)
    report = import_figures(file, RECORDER, shape="wdi", asked=PAIR)
    assert counts(report) == (2, 0, 0, 1, 0)
    (gdp,) = own_series(operator(), "MA")
    assert (gdp.unit, gdp.source) == ("current US$", "World Bank, WDI")
    assert [(p.period, p.value) for p in gdp.points] == [
        ("2021", Decimal("141818450000.5")),
        ("2022", Decimal(130912558000)),
    ]
    everything = import_figures(file, RECORDER, shape="wdi", dry_run=True)
    assert [w.code for _, wrong in everything.rejected for w in wrong] == ["party_unknown"]


def test_baci_gives_the_pairs_totals(tmp_path: Path):
    text = "t,i,j,k,v,q\n2022,504,643,080510,10.5,1\n2022,504,643,160413,4.5,1\n2022,643,504,100199,7,1\n2022,251,504,100199,99,1\n2023,504,643,080510,11,1\n"
    file = written(tmp_path, text)
    report = import_figures(file, RECORDER, shape="baci", asked=PAIR)
    assert report.accepted == 4 + 4  # totals, and sums by sector
    both = series(operator(), "MA", "RU")
    found = {(s.origin, p.period): p.value for s in both for p in s.points if not s.product}
    by_sector = {(s.origin, s.group, p.period): p.value for s in both for p in s.points if s.group}
    assert by_sector == {
        ("MA", "agriculture", "2022"): Decimal("10.5"),
        ("MA", "fisheries", "2022"): Decimal("4.5"),
        ("RU", "agriculture", "2022"): Decimal(7),
        ("MA", "agriculture", "2023"): Decimal(11),
    }
    assert {tuple(x.sector for x in s.record.sectors.all()) for s in both if s.group} == {
        ("agriculture",),
        ("fisheries",),
    }
    assert found == {
        ("MA", "2022"): Decimal(15),
        ("RU", "2022"): Decimal(7),
        ("MA", "2023"): Decimal(11),
        ("RU", "2023"): Decimal(0),
    }
    with pytest.raises(FiguresRefused) as refused:
        import_figures(file, RECORDER, shape="baci")
    assert refused.value.code == "pair"


MAP = """[columns]
period = "Academic year"
value = "Students"
destination = "Host"
[constants]
about = "students"
source = "Ministry of Higher Education"
unit = "persons"
origin = "MA"
[names]
en = "Students from Morocco"
"""


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_map_of_ones_own(tmp_path: Path, ending: str):
    rows = [
        ("Academic year", "Host", "Students"),
        ("2021", "Russia", "1 200"),
        ("2022", "Russie", "1,350"),
        ("2022", "Россия", "1350"),
    ]
    file = tmp_path / f"t.{ending}"
    if ending == "csv":
        file.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    else:
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet()
            for n, row in enumerate(rows):
                sheet.write_row(n, 0, row)
    report = import_figures(file, RECORDER, map_file=written(tmp_path, MAP, "m.toml"))
    assert counts(report) == (2, 0, 1, 0, 0)
    (found,) = series(operator(), "MA", "RU", about="students")
    assert [(p.period, p.value) for p in found.points] == [("2021", Decimal(1200)), ("2022", Decimal(1350))]
    assert found.record.title == "Students from Morocco"


@pytest.mark.parametrize(
    "text",
    [
        "nonsense = [",
        "[columns]\nperiod = 'a'\n",
        MAP.replace("Host", "Nowhere"),
        MAP.replace('about = "students"', 'about = "x"'),
    ],
)
def test_a_map_that_cannot_be_used_is_refused(tmp_path: Path, text: str):
    from servanda.register.intake.faults import IntakeError

    file = written(tmp_path, "Academic year,Host,Students\n2021,Russia,5\n")
    with pytest.raises((FiguresRefused, IntakeError)):
        import_figures(file, RECORDER, map_file=written(tmp_path, text, "m.toml"))
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("12", "12"),
        ("-3.5", "-3.5"),
        ("1\u202f000", "1000"),
        ("x", None),
        ("NaN", None),
        ("Infinity", None),
    ],
)
def test_numbers_as_files_write_them(text: str, value: str | None):
    assert number(text) == (None if value is None else Decimal(value))


def test_a_series_of_a_circle_is_not_seen_outside_it():
    subject = "indicator/x"
    services.record(
        [
            Draft(
                subject,
                IndicatorSeries(about="visitors", parties=("MA", "RU"), names={"en": "Visitors"}),
                circle=Circle.INTERNAL,
            ),
            Draft(
                subject,
                Observations(values=(Observation(period="2023-Q1", value=Decimal(5)),)),
                circle=Circle.INTERNAL,
            ),
        ],
        RECORDER,
    )
    assert len(series(operator(), "MA", "RU")) == 1
    assert series(PUBLIC, "MA", "RU") == []
    assert Client().get("/relationships/MA/RU/indicators/").status_code == 404


def test_computed_rows_are_what_a_rebuild_gives(tmp_path: Path):
    from servanda.register.dump import lines
    from servanda.register.services import rebuild

    import_figures(written(tmp_path, COMTRADE), RECORDER, shape="comtrade", asked=PAIR)
    before = list(lines())
    rebuild()
    assert list(lines()) == before


def test_the_page_shows_series_table_chart_and_mirror(tmp_path: Path):
    import_figures(written(tmp_path, COMTRADE), RECORDER, shape="comtrade", asked=PAIR)
    client = Client()
    client.force_login(User.objects.create_user("o", role="officer", circle="internal"))
    page = client.get("/relationships/RU/MA/indicators/", follow=True).content.decode()
    assert page.count("<svg") == 2
    assert "130" in page
    assert "UN Comtrade" in page
    assert 'style="' not in page
    assert "0307 Molluscs" in page


def test_the_command_reports_in_the_shape_of_the_other_imports(tmp_path: Path):
    file = written(tmp_path, COMTRADE + "2023,Z,MAR,RUS,TOTAL,All,5\n")
    done = CliRunner().invoke(
        cli, ["import", "indicators", str(file), "--shape", "comtrade", "--pair", "MA", "RU", "--json"]
    )
    answer = json.loads(done.stdout)
    assert done.exit_code == 1
    assert answer["rows"] == answer["accepted"] + answer["unchanged"] + answer["duplicates"] + answer[
        "outside"
    ] + len(answer["rejected"])
    assert answer["rejected"][0]["row"] == 8
    assert answer["written"] is False
    neither = CliRunner().invoke(cli, ["import", "indicators", str(file)])
    assert neither.exit_code == 2


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> None:
    """What runs beside the request runs within it: a test sees one transaction."""

    class Now:
        def __init__(self, target, args, daemon):
            self.start = lambda: target(*args)

    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    monkeypatch.setattr(import_task.threading, "Thread", Now)
    monkeypatch.setattr(import_task.connection, "close", lambda: None)


def sent(text: str, name: str = "t.csv", **more: str) -> dict[str, object]:
    return {
        "file": SimpleUploadedFile(name, text.encode()),
        "shape": "comtrade",
        "a": "ma",
        "b": "RU",
        **more,
    }


def officer(circle: str = "internal") -> Client:
    client = Client()
    client.force_login(User.objects.create_user(f"officer-{circle}", role="officer", circle=circle))
    return client


def test_the_page_tries_then_writes_and_tells_of_every_row(at_once: None):
    client = officer()
    tried = client.post("/import/figures/", sent(COMTRADE, way="try", circle="joint"), follow=True)
    assert "Nothing was written." in tried.content.decode()
    assert not JournalEntry.objects.filter(subject__startswith="indicator/").exists()
    written = client.post("/import/figures/", sent(COMTRADE, way="write", circle="joint"), follow=True)
    task = written.context["task"]
    found = json.loads(task.outcome)
    assert (found["rows"], found["accepted"], found["outside"], found["series"]) == (6, 5, 1, 3)
    recorded = JournalEntry.objects.filter(subject__startswith="indicator/")
    assert {(e.circle, e.recorded_by) for e in recorded} == {("joint", "officer-internal")}
    again = client.post("/import/figures/", sent(COMTRADE, way="write", circle="joint"), follow=True)
    assert json.loads(again.context["task"].outcome)["unchanged"] == 5
    wrong = client.post(
        "/import/figures/", sent(COMTRADE + "2024,X,MAR,RUS,TOTAL,All,much\n", way="write"), follow=True
    )
    assert "“much” is no number." in wrong.content.decode()
    assert not list((import_task_home() / "coming").iterdir())  # what was sent is not kept


def import_task_home() -> Path:
    from django.conf import settings

    return Path(settings.HOME)


def test_nobody_records_figures_wider_than_they_may_see(at_once: None):
    client = officer("joint")
    page = client.get("/import/figures/").content.decode()
    assert 'value="joint"' in page
    assert 'value="internal"' not in page
    client.post("/import/figures/", sent(COMTRADE, way="write", circle="internal"))
    assert set(JournalEntry.objects.values_list("circle", flat=True)) == {"joint"}


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"shape": "comtrade"}, "Choose a file."),
        (sent(COMTRADE, "t.parquet"), "Figures are taken as CSV or XLSX."),
        (sent(COMTRADE, shape=""), "Choose what the file is"),
    ],
)
def test_what_cannot_be_begun_is_said_on_the_form(at_once: None, form: dict[str, object], told: str):
    answer = officer().post("/import/figures/", form)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not ImportTask.objects.exists()


def test_a_map_of_ones_own_from_the_page(at_once: None):
    text = 'names = {en = "Students"}\n[columns]\nperiod = "Year"\nvalue = "N"\n[constants]\nabout = "students"\nsource = "Ministry"\norigin = "MA"\ndestination = "RU"\n'
    form = sent(
        "Year,N\n2023,7\n2024,9\n", shape="", way="write", own_map=SimpleUploadedFile("m.toml", text.encode())
    )
    task = officer().post("/import/figures/", form, follow=True).context["task"]
    assert json.loads(task.outcome)["accepted"] == 2
    refused = sent("Year,N\n2023,7\n", shape="", own_map=SimpleUploadedFile("m.toml", b"columns = 3"))
    told = Client()
    told.force_login(User.objects.get(username="officer-internal"))
    assert told.post("/import/figures/", refused, follow=True).context["task"].state == "refused"


@pytest.mark.data
def test_real_figures_of_brazil_and_portugal_as_each_reports_them():
    folder = Path(__file__).resolve().parents[3] / "shared" / "data" / "comtrade-brazil-portugal"
    pair = frozenset({"BR", "PT"})
    for name, partner in (
        ("Brazil_2.1.1_top_export_partners.csv", "BR"),
        ("Portugal_3.1.1_top_import_partners.csv", ""),
    ):
        report = import_figures(folder / name, RECORDER, shape="comtrade", asked=Asked(pair, partner=partner))
        counts(report)
        assert report.written
        assert report.accepted >= 15
        assert report.outside > 3000
    (mirror,) = mirrors(series(operator(), "BR", "PT"))
    assert (mirror.by_origin.origin, mirror.by_destination.destination) == ("BR", "PT")
    assert len(mirror.rows) >= 15
    assert all(abs(row.share or 0) < 1 for row in mirror.rows)  # two tellings of one flow, not two flows
    assert any(row.difference for row in mirror.rows)


def test_single_products_are_grouped_to_sectors_at_their_finest_level_with_both_sides_beside_each_other(
    tmp_path: Path, client
):
    lines = ["refYear,flowCode,reporterDesc,partnerDesc,cmdCode,cmdDesc,primaryValue"]
    for flow, reporter, partner, factor in (
        ("X", "Morocco", "Russian Federation", 1),
        ("M", "Russian Federation", "Morocco", 2),
    ):
        for code, value in (("08", 99), ("080510", 10), ("080520", 5), ("030343", 4), ("TOTAL", 500)):
            lines.append(f"2022,{flow},{reporter},{partner},{code},x,{value * factor}")
    import_figures(
        written(tmp_path, "\n".join(lines) + "\n"),
        RECORDER,
        shape="comtrade",
        asked=PAIR,
        circle=Circle.PUBLIC,
    )
    groups = grouped(series(operator(), "MA", "RU"))
    assert {(g.sector, g.reported_by): (g.points["2022"], len(g.products)) for g in groups} == {
        ("agriculture", "MA"): (Decimal(15), 2),
        ("fisheries", "MA"): (Decimal(4), 1),
        ("agriculture", "RU"): (Decimal(30), 2),
        ("fisheries", "RU"): (Decimal(8), 1),
    }
    page = client.get("/relationships/MA/RU/indicators/", headers={"accept-language": "en"}).content.decode()
    assert "By sector, from the products on record" in page
