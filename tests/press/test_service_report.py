"""The analysis for the manager: one workbook with figures, charts, warnings, technicians, causes, lists; recorded with its purpose."""

from __future__ import annotations

import datetime as dt
import zipfile
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from dispatch_console.commands.people import SaveStaffRecord
from dispatch_console.commands.quality import AnswerComplaint, MakeComplaint, TellSuperior
from dispatch_console.commands.setup import SetSetting
from dispatch_console.commands.surveys import PassSurvey, SaveSurvey
from dispatch_console.domain.refused import Refused
from dispatch_console.press import service_report
from dispatch_console.queries.causes import CausesAndResults
from dispatch_console.queries.staff import Surveys
from dispatch_console.queries.statistics import Statistics
from tests.queries.test_statistics import FEBRUARY, lay


def sheet_rows(book, name):
    return [[c.value for c in row] for row in book[name].iter_rows(min_row=4)]


@pytest.fixture
def written(desk, tmp_path):
    """February of the half year, written, with one survey passed on and one not, and a certificate."""
    lay(desk)
    for need in ("要一台彩机", "已转交"):
        desk.do(SaveSurvey(customer_id=1, kind="revisit", on_day=dt.date(2026, 2, 9), need=need))
    passed = next(s for s in desk.ask(Surveys()) if s.need == "已转交")
    desk.do(PassSurvey(survey_id=passed.id, department="销售部"))
    desk.do(SaveStaffRecord(person_id=1, kind="exam", on_day=dt.date(2026, 2, 3), title="故障诊断", result="92"))
    desk.do(SetSetting(name=service_report.measure_name("models", "M1"), value="每季换定影膜"))
    path = tmp_path / "analysis.xlsx"
    rows = service_report.export(desk, "month", FEBRUARY, path, "月报")
    return desk, path, rows


@pytest.mark.requirement("R197", "R202", "R218")
def test_the_month_is_one_workbook_with_a_native_chart_for_every_picture(written):
    desk, path, rows = written
    counted = desk.ask(Statistics(day=FEBRUARY))
    with zipfile.ZipFile(path) as box:
        charts = [n for n in box.namelist() if n.startswith("xl/charts/")]
    assert len(charts) == len(counted.tiles) >= 9
    book = load_workbook(path)
    assert book.sheetnames == ["Figures", "Chart numbers", "Common problems", "Causes and results", "Technicians", "Parts wanted", "To pass on", "Lists", "图表"]
    lists = sheet_rows(book, "Lists")
    assert len(lists) == sum(len(b.lines) for t in counted.tiles if t.kind not in ("hours", "customers", "times") for b in t.bars)
    assert desk.store.raw_reader.execute('SELECT form, purpose, "rows" FROM export_log').fetchall() == [("service_analysis 2026-02", "月报", rows)]


@pytest.mark.requirement("R200")
def test_what_is_likely_to_come_and_the_groups_of_customers_stand_among_the_figures(desk, tmp_path):
    lay(desk)
    week = dt.date(2026, 2, 16)
    service_report.export(desk, "week", week, tmp_path / "week.xlsx", "周报")
    found = desk.ask(Statistics(day=week, period="week"))
    rows = {row[0]: row for row in sheet_rows(load_workbook(tmp_path / "week.xlsx"), "Figures")}
    coming = next(row for name, row in rows.items() if str(name).startswith("Jobs expected in"))
    assert coming[1] == found.expected.about and coming[6].startswith(f"from {found.expected.least} to {found.expected.most}: the mean of the six before")
    assert sum(str(name).startswith("Customers, group") for name in rows) == len(found.groups)


@pytest.mark.requirement("R202")
def test_each_chart_draws_the_rows_under_its_own_heading(written):
    desk, path, _rows = written
    book = load_workbook(path)
    numbers = book["Chart numbers"]
    counted = desk.ask(Statistics(day=FEBRUARY))
    for tile, chart in zip(counted.tiles, book["图表"]._charts, strict=True):
        series = chart.series[0]
        first, last = (int(part.rpartition("$")[2]) for part in series.val.numRef.f.partition("!")[2].split(":")) if ":" in series.val.numRef.f else (0, 0)
        if first:
            assert [numbers.cell(r, 1).value for r in range(first, last + 1)] == [str(b.label) for b in tile.bars]
            assert [round(numbers.cell(r, 2).value or 0, 6) for r in range(first, last + 1)] == [round(float(b.values[0] or 0), 6) for b in tile.bars]


@pytest.mark.requirement("R199", "R200")
def test_a_warned_model_stands_first_with_its_test_and_the_measure_that_was_typed(written):
    _desk, path, _rows = written
    first = sheet_rows(load_workbook(path), "Common problems")[0]
    assert first[1] == "M1" and first[6].startswith("clearly above its own past year: one-sided exact binomial test") and "Holm over" in first[6]
    assert first[7] == "每季换定影膜"


@pytest.mark.requirement("R193", "R194")
def test_the_technicians_stand_with_their_indicators_and_their_files(written):
    desk, path, _rows = written
    rows = sheet_rows(load_workbook(path), "Technicians")
    people = desk.ask(Statistics(day=FEBRUARY)).people
    assert [(r[1], r[2]) for r in rows] == [(a.name, a.jobs) for a in people]
    assert rows[0][10] == "02-03 故障诊断 92"


@pytest.mark.requirement("R203")
def test_what_was_not_passed_on_to_its_department_is_listed(written):
    _desk, path, _rows = written
    assert [r[5] for r in sheet_rows(load_workbook(path), "To pass on")] == ["要一台彩机"]


@pytest.mark.requirement("R174", "R198")
def test_the_quarter_tells_causes_and_results_of_what_went_wrong(desk, tmp_path):
    lay(desk)
    job = desk.store.raw_reader.execute("SELECT id FROM job WHERE number = 'T000800'").fetchone()[0]
    complaint = desk.do(MakeComplaint(job_id=job, said="又坏了")).result["complaint_id"]
    desk.do(TellSuperior(complaint_id=complaint, told_to="刘建国"))
    desk.do(AnswerComplaint(complaint_id=complaint, answer="换了件", how="satisfied"))
    path = tmp_path / "quarter.xlsx"
    service_report.export(desk, "quarter", FEBRUARY, path, "季报")
    rows = sheet_rows(load_workbook(path), "Causes and results")
    bad = desk.store.raw_reader.execute("SELECT count(*) FROM quality_check WHERE result='unsatisfied' AND tried_at >= '2025-12-31T16' AND tried_at < '2026-03-31T16'").fetchone()[0]
    assert [r[1:] for r in rows if r[1] == "Complaint"] == [["Complaint", "T000800", desk.ask(CausesAndResults(first=desk.today(), last=desk.today()))[-1].who, "又坏了", "", "", "换了件", "Satisfied"]]
    assert sum(r[1] == "Not satisfied" for r in rows) == bad > 0


def test_without_a_purpose_or_when_it_is_stopped_nothing_is_written(desk, tmp_path):
    path = tmp_path / "x.xlsx"
    with pytest.raises(Refused, match="purpose"):
        service_report.export(desk, "month", FEBRUARY, path, " ")
    steps = []
    with pytest.raises(Refused, match="Stopped"):
        service_report.export(desk, "month", FEBRUARY, path, "月报", tell=steps.append, stopped=lambda: len(steps) > 1)
    assert steps and not list(tmp_path.glob("*x.xlsx*")) and not desk.store.raw_reader.execute("SELECT 1 FROM export_log").fetchall()


@pytest.mark.requirement("R202", "R210")
def test_an_aim_is_a_line_of_its_own_in_the_same_native_chart(written, tmp_path):
    desk, _path, _rows = written
    desk.do(SetSetting(name="arrival_target", value="83"))
    path = tmp_path / "aims.xlsx"
    service_report.export(desk, "month", FEBRUARY, path, "月报")
    counted, book = desk.ask(Statistics(day=FEBRUARY)), load_workbook(path)
    numbers = book["Chart numbers"]
    space = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
    met = {}
    with zipfile.ZipFile(path) as box:
        for n, tile in enumerate(counted.tiles, 1):
            plot = ElementTree.fromstring(box.read(f"xl/charts/chart{n}.xml")).find(".//c:plotArea", space)
            lines, order = plot.findall("c:lineChart/c:ser", space), [o.get("val") for o in plot.findall(".//c:ser/c:order", space)]
            assert order == [str(k) for k in range(len(order))]
            assert len({a.get("val") for a in plot.findall("*/c:axId", space)}) == 2
            refs = [s.find("c:val/c:numRef/c:f", space).text.partition("!")[2].replace("$", "") for s in lines]
            if tile.aim:
                cells = numbers[refs[-1]]
                met[tile.kind] = [c[0].value for c in cells] if isinstance(cells, tuple) else [cells.value]
                assert len(met[tile.kind]) == len(tile.bars)
                head = lines[-1].find("c:tx/c:strRef/c:f", space).text.partition("!")[2].replace("$", "")
                assert numbers[head].value == "Aim"
            elif tile.kind != "satisfied":
                assert lines == []
    assert set(met) == {"zones", "satisfied"} and set(met["zones"]) == {83} and set(met["satisfied"]) == {90}
