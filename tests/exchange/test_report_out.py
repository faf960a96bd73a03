"""A report as text, JSON and files: what stands in them is what was counted."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.records.office import Office
from industrack_core.domain.reports.period import Period
from industrack_core.domain.reports.report import Measure, Report, ReportQuery, ReportRow, Unit
from industrack_core.domain.reports.report_names import Grouping, ReportName
from industrack_core.exchange.exports.report_out import bar, report_json, report_table, write_report
from tests.exchange.offices import demo_desk

MEASURES = (
    Measure("jobs", "Jobs", Unit.COUNT, summed=True), Measure("hours", "Hours", Unit.HOURS, summed=True),
    Measure("part", "Part %", Unit.SHARE), Measure("worst", "Worst", Unit.MINUTES),
    Measure("money", "Money", Unit.MONEY, summed=True),
)  # fmt: skip
REPORT = Report(
    ReportQuery(ReportName.UTILISATION, Period(date(2026, 10, 1), date(2026, 10, 31)), Grouping.EMPLOYEE), MEASURES,
    (
        ReportRow("7", "Ruiz, Ana", (1200, 90, 834, 125, 123450)),
        ReportRow("8", "=1+1", (3, 0, None, None, 0)),
    ),
    (1203, 90, 834, 125, 123450), ("Actual times of 212 of 240 jobs.",), 0, datetime(2026, 11, 1, 9, 30, tzinfo=UTC),
)  # fmt: skip


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    with closing(demo_desk(sqlite_url)) as opened:
        yield opened


@pytest.fixture
def office(desk: Desk) -> Office:
    return desk.office()


def test_as_text_with_a_bar_in_each_row(office: Office) -> None:
    assert list(report_table(REPORT, office, ascii_only=True)) == [
        "Utilisation by employee, 1 Oct - 31 Oct 2026",
        "",
        "            Jobs  Hours  Part %  Worst      Money",
        "Ruiz, Ana  1,200    1.5  83.4 %   2h05  $1,234.50  ####################",
        "=1+1           3    0.0       -      -      $0.00",
        "Total      1,203    1.5  83.4 %   2h05  $1,234.50",
        "",
        "Actual times of 212 of 240 jobs.",
    ]
    assert bar(100, 200, ascii_only=False) == "█" * 10
    assert bar(1, 300, ascii_only=False) == "▏"
    assert bar(5, 0, ascii_only=False) == bar(0, 5, ascii_only=False) == ""


def test_as_json_with_plain_numbers(office: Office) -> None:
    told = json.loads(report_json(REPORT, office))
    assert told["rows"][0] == {
        "key": "7", "label": "Ruiz, Ana", "jobs": 1200, "hours": 1.5, "part": 83.4, "worst": 125, "money": 1234.5,
    }  # fmt: skip
    assert told["rows"][1]["part"] is None
    assert (told["report"], told["by"], told["from"], told["to"]) == (
        "utilisation", "employee", "2026-10-01", "2026-10-31",
    )  # fmt: skip
    assert told["basis"] == ["Actual times of 212 of 240 jobs."]
    assert told["made_at"] == "2026-11-01T09:30:00Z"


def test_as_csv_a_formula_is_a_text(desk: Desk, office: Office) -> None:
    file = io.BytesIO()
    assert write_report(desk, office, REPORT, file, "csv") == ""
    rows = list(csv.reader(io.StringIO(file.getvalue().decode())))
    assert rows == [
        ["Employee", "Jobs", "Hours", "Part %", "Worst", "Money"],
        ["Ruiz, Ana", "1200", "1.50", "83.4", "125", "1234.50"],
        ["'=1+1", "3", "0.00", "", "", "0.00"],
    ]


def test_as_xlsx_with_sums_notes_and_a_chart(desk: Desk, office: Office, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_report(desk, office, REPORT, path, "xlsx")
    sheet = openpyxl.load_workbook(path)["Utilisation by employee"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=6)]
    assert cells[1] == ["Ruiz, Ana", 1200, 1.5, 83.4, 125, 1234.5]
    assert cells[3][:3] == ["Total", "=SUBTOTAL(109,B2:B3)", "=SUBTOTAL(109,C2:C3)"]
    assert cells[3][3] is None  # shares do not add up
    assert [cells[5][0], cells[6][0]] == ["1 Oct - 31 Oct 2026", "Actual times of 212 of 240 jobs."]
    (chart,) = vars(sheet)["_charts"]
    assert chart.series[0].val.numRef.f == "'Utilisation by employee'!$B$2:$B$3"
    with pytest.raises(FileExistsError):
        write_report(desk, office, REPORT, path, "xlsx")


def test_as_pdf_with_what_it_comes_to(desk: Desk, office: Office, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    assert write_report(desk, office, REPORT, path, "pdf") == ""
    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage().get_text_bounded()
    for said in ("Utilisation by employee", "Ruiz, Ana", "$1,234.50", "Total", "Actual times of 212 of 240 jobs."):
        assert said in text
