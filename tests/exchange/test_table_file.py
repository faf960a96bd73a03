"""Spreadsheets that people send: read by a process with limits, and refused with a sentence when they are none."""

import io
import zipfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import xlsxwriter

from industrack_core.exchange.exports.cell_guard import marked_number
from industrack_core.exchange.imports import xlsx_child
from industrack_core.exchange.imports.import_report import ImportFailed
from industrack_core.exchange.imports.job_import import import_jobs, open_jobs
from industrack_core.exchange.imports.table_file import open_table_file
from tests.exchange.offices import empty_desk, plain_map


def book(path: Path, *rows: list[Any], sheet: str = "People", more: str = "") -> Path:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    if more:
        made.create_sheet(more).append(["Other", "Sheet"])
    made.save(path)
    return path


def read(path: Path, sheet: str | None = None) -> tuple[list[str], list[tuple[int, list[str]]], str]:
    with open_table_file(path, sheet=sheet) as file:
        rows = [row for row in file.rows() if isinstance(row, tuple)]
        assert len(rows) == len(list(file.rows()))
        return file.header, rows, f"{file.encoding} {file.sheet}"


def test_cells_of_every_kind_become_text(tmp_path: Path) -> None:
    file = book(
        tmp_path / "a.xlsx", ["Name", "What"], ["whole", 4930901820], ["part", 1.5], ["day", date(2026, 3, 1)],
        ["moment", datetime.fromisoformat("2026-03-01T09:30")], ["yes", True], ["text", "=not a formula"],
        ["lines", "one\ntwo"], ["comma", 'a, "b"; c'], [None, None], ["after", "an empty row"],
    )  # fmt: skip
    header, rows, what = read(file)
    assert (header, what) == (["Name", "What"], "XLSX People")
    assert rows == [
        (2, ["whole", "4930901820"]), (3, ["part", marked_number("1.5")]), (4, ["day", "2026-03-01"]),
        (5, ["moment", "2026-03-01 09:30"]), (6, ["yes", "TRUE"]), (7, ["text", ""]), (8, ["lines", "one\u2028two"]),
        (9, ["comma", 'a, "b"; c']), (11, ["after", "an empty row"]),
    ]  # fmt: skip


def test_a_formula_is_what_it_showed_last(tmp_path: Path) -> None:
    """openpyxl takes `=...` for a formula and computes nothing, so its cell shows nothing; Excel leaves the value."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Sum"])
        sheet.write_string(1, 0, "=1+1")
        sheet.write_formula(1, 1, "=1+1", None, 7)
    assert read(tmp_path / "a.xlsx")[1] == [(2, ["=1+1", "7"])]


def test_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    shown = [
        (2113, "00000", "02113"), (2113, "General", "2113"), (2113.5, "00000", marked_number("2113.5")),
        (1234.5, "#,##0.00", marked_number("1234.5")), (1234, "#,##0", "1234"),
        (5, '0 "kg"', "5"), (5, "[$€-407] 00", "5"), (7, '"D-"00000', "D-00007"),
        (2125550101, "[<=9999999]###-####;(###) ###-####", "(212) 555-0101"),
        (5550101, "[<=9999999]###-####;(###) ###-####", "555-0101"), (12345, "000\\-00\\-0000", "000-01-2345"),
        (date(2026, 3, 2), "dd.mm.yyyy", "2026-03-02"), (datetime.fromisoformat("2026-03-02T00:00"), "m/d/yy h:mm",
        "2026-03-02 00:00"), (46083.375, "d mmm yyyy", "2026-03-02"), (46083.375, "h:mm AM/PM", "09:00"),
        (0.375, "h:mm:ss AM/PM", "09:00"), (0.9236111111, "hh:mm", "22:10"), (0, "hh:mm", "00:00"),
        (0.0625, "[h]:mm", "1:30"), (1.0625, "[h]:mm:ss", "25:30"), (0.25001157, "h:mm:ss", "06:00:01"),
        ("02113", "00000", "02113"), (0, 32, "00:00"), (0.375, 33, "09:00"),
    ]  # fmt: skip
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as made:
        sheet = made.add_worksheet()
        sheet.write_row(3, 2, ["Cell", "Plain"])
        for row, (value, code, _) in enumerate(shown, 4):
            sheet.write(row, 2, value, made.add_format({"num_format": code}))
            sheet.write(row, 3, 1)
    assert [cells[0] for _, cells in read(tmp_path / "a.xlsx")[1]] == [text for _, _, text in shown]


def test_the_sheet_that_is_asked_for_is_read_as_it_is_shown(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as made:
        for name, code in (("One", "000"), ("Two & <more>", "00000")):
            sheet = made.add_worksheet(name)
            sheet.write(0, 0, "Name")
            sheet.write(2, 0, 7, made.add_format({"num_format": code}))
    assert read(tmp_path / "a.xlsx", "Two & <more>")[1] == [(3, ["00007"])]


def test_formats_that_cannot_be_read_cost_nothing(tmp_path: Path) -> None:
    with zipfile.ZipFile(book(tmp_path / "a.xlsx", ["Name"], [7])) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    for broken in (b"<styleSheet><cellXfs><xf numFmtId='x'/></cellXfs></styleSheet>", b"<styleSheet>"):
        file = packed(tmp_path / "b.xlsx", {**parts, "xl/styles.xml": broken})
        try:
            assert read(file)[1] == [(2, ["7"])]
        except ImportFailed as refused:
            assert "cannot be read" in str(refused)  # noqa: PT017 (by the library, before us)


def test_lines_are_those_of_the_sheet_wherever_it_begins(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as made:
        sheet = made.add_worksheet("Late")
        sheet.write_row(4, 2, ["Name", "Phone"])
        sheet.write_row(6, 2, ["Ada", "555"])
    assert read(tmp_path / "a.xlsx") == (["Name", "Phone"], [(7, ["Ada", "555"])], "XLSX Late")


def test_sheets_go_by_name(tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", ["Name"], ["Ada"], more="Second")
    assert read(file, "Second")[0] == ["Other", "Sheet"]
    with pytest.raises(ImportFailed, match="it has no sheet 'Third'; there are People, Second"):
        read(file, "Third")
    (tmp_path / "a.csv").write_text("Name\nAda\n")
    with pytest.raises(ImportFailed, match="is no spreadsheet"):
        read(tmp_path / "a.csv", "Second")


def test_what_is_inside_decides(tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", ["Name"], ["Ada"]).rename(tmp_path / "customers.csv")
    assert read(file)[2] == "XLSX People"


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "is empty|no XLSX"),
        (b"Name,Phone\nAda,555\n", "it is no XLSX file"),
        (b"PK\x03\x04 and nothing more", "it is no XLSX file"),
        (b"\xd0\xcf\x11\xe0 old", "of the old kind"),
    ],
)
def test_files_that_are_no_spreadsheet(tmp_path: Path, content: bytes, wrong: str) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    with pytest.raises(ImportFailed, match=wrong):
        read(file)


def test_a_zip_that_is_none_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="no XLSX file that can be read"):
        read(packed(tmp_path / "a.xlsx", {"hello.txt": b"hello"}))


def test_a_damaged_one(tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", ["Name"], ["Ada"])
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 200] = bytes(200)
    file.write_bytes(content)
    with pytest.raises(ImportFailed, match=r"cannot be read|more memory or time"):
        read(file)


@pytest.mark.parametrize("size", [xlsx_child.MOST_UNPACKED + 1, 20 * 1024 * 1024])
def test_zip_bombs_are_refused_before_they_are_unpacked(tmp_path: Path, size: int) -> None:
    """By what they would unpack to, or by how much smaller they are."""
    bomb = packed(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": bytes(size)})
    assert bomb.stat().st_size < 1024 * 1024
    with pytest.raises(ImportFailed, match=r"it would unpack to \d+ MB"):
        read(bomb)


def test_a_bomb_that_lies_about_its_size_meets_the_limits(tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", ["Name"])
    with zipfile.ZipFile(file) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    rows = b"".join(b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>' % (n, n) for n in range(1, 300))
    head, tail = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
        b"</sheetData></worksheet>",
    )
    # one cell at the far corner: a reader that makes room for every cell between wants hundreds of gigabytes
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    parts["xl/worksheets/sheet1.xml"] = head + rows + far + tail
    with pytest.raises(ImportFailed, match="more memory or time to read than a list should"):
        read(packed(tmp_path / "b.xlsx", parts))


def test_the_limits_are_the_child_s_alone(tmp_path: Path) -> None:
    import resource

    read(book(tmp_path / "a.xlsx", ["Name"], ["Ada"]))
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] != xlsx_child.SECONDS


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1e300, "1e+300"),
        (12345678901234.0, "12345678901234"),
        (-0.5, marked_number("-0.5")),
        (float("nan"), "nan"),
        ("a\r\nb\x00", "a\u2028b"),
    ],
)
def test_texts_of_cells(cell: object, text: str) -> None:
    assert xlsx_child.cell_text(cell) == text


def test_refusals_of_the_check() -> None:
    with pytest.raises(xlsx_child.Refusal, match="no XLSX"):
        xlsx_child.refuse_oversized(io.BytesIO(b"nothing"))


def test_a_day_and_a_time_in_cells_of_their_own(tmp_path: Path, sqlite_url: str) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["No", "Client", "Day", "From", "To", "ZIP"])
        day, clock, code = (made.add_format({"num_format": each}) for each in ("dd.mm.yyyy", "h:mm:ss AM/PM", "00000"))
        for row, (begins, ends) in enumerate([(0.375, 0.4375), (22 / 24, 2 / 24), (0.5, 0)], 1):
            sheet.write_row(row, 0, [row, "Ada"])
            sheet.write(row, 2, 46083, day)
            sheet.write(row, 3, begins, clock)
            sheet.write(row, 4, ends, clock)
            sheet.write(row, 5, 2113, code)
    text = (
        'name = "x"\nzone = "America/New_York"\nkey = { columns = ["No"] }\n'
        'fields = { customer = "Client", location = "ZIP" }\nduration = { end_columns = ["Day", "To"] }\n'
        'start = { columns = ["Day", "From"], formats = ["%d.%m.%Y %H:%M"] }\n'
    )
    with closing(empty_desk(sqlite_url)) as desk, open_jobs(tmp_path / "a.xlsx", plain_map(tmp_path, text)) as jobs:
        report = import_jobs(desk, jobs)
        found = sorted((listed.job.starts_at, listed.job.minutes, listed.address) for listed in desk.jobs()
                       if listed.job.starts_at)  # fmt: skip
    assert report.bad == []
    assert [(each.astimezone(ZoneInfo("America/New_York")).hour, minutes, where) for each, minutes, where in found] == [
        (9, 90, "02113"), (12, 60, "02113"), (22, 240, "02113"),
    ]  # fmt: skip


def test_jobs_come_from_spreadsheets_too(tmp_path: Path, sqlite_url: str) -> None:
    """A date is a date there, and a map reads it as ISO 8601; one of another locale is a text, and told."""
    file = book(
        tmp_path / "jobs.xlsx", ["Id", "Customer", "Who", "What", "Note", "When"],
        ["1", "Ada", "Bo", "fix", "", datetime.fromisoformat("2026-11-24T09:00")],
        ["2", "Ada", "Bo", "fix", "", "24.11.2026 09:00"],
    )  # fmt: skip
    with closing(empty_desk(sqlite_url)) as desk, open_jobs(file, plain_map(tmp_path)) as jobs:
        report = import_jobs(desk, jobs)
        (listed,) = desk.jobs()
    assert listed.job.starts_at == datetime(2026, 11, 24, 14, tzinfo=UTC)
    assert [bad.sentence for bad in report.bad] == [
        'line 3, When, "24.11.2026 09:00": no date and time in a form that the map names'
    ]
