"""Exports: what stands in the file, that nothing in it acts, and that it is there whole or not at all."""

import csv
import io
import resource
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from threading import Event

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from industrack_core.desk.desk import Desk
from industrack_core.desk.values.new_file import new_private_file
from industrack_core.domain.acts.acts import AddJob, SaveRecord
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.errors import UsageError
from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.field.records import TimeEntry
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.time.span import Span, day_span
from industrack_core.exchange.exports import list_rows, sheet_out, sheet_xlsx
from industrack_core.exchange.exports.cell_guard import guarded, guarded_where_read, unguarded
from industrack_core.exchange.exports.exports import KINDS, ExportReport, export_list
from industrack_core.exchange.exports.sheet import Shape
from tests.exchange.offices import demo_desk
from tests.store.small_company import MORA, at

WIDEST = 24
LETTER = 1  # as an XLSX file calls it
FORMULAS = ("=1+1", "+49 30 1", "-5", "@x", "\t=1", "\r1", "＝1", " =1", "'=1", "''+1", "' -")


@pytest.fixture
def demo(sqlite_url: str) -> Iterator[Desk]:
    with closing(demo_desk(sqlite_url)) as opened:
        # nobody in the demo has a phone that would tell of times
        for each in opened.office().employees[:6]:
            shift = TimeEntry(
                employee_id=each.id, kind=EntryKind.SHIFT, starts_at=at("8:00", 20), ends_at=at("16:30", 20)
            )
            assert isinstance(opened.perform(SaveRecord(shift)), Done)
        yield opened


def rows_of(desk: Desk, kind: str, window: Span | None = None) -> list[dict[str, str]]:
    file = io.BytesIO()
    report = export_list(desk, kind, file, window=window)
    rows = list(csv.DictReader(io.StringIO(file.getvalue().decode(), newline=""), strict=True))
    if kind != "approved":
        assert report.rows == len(rows)
    return rows


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_xlsx_says_the_same_as_csv(demo: Desk, tmp_path: Path, kind: str) -> None:
    plain = rows_of(demo, kind)
    assert len(plain) > 5
    file = tmp_path / "list.xlsx"
    export_list(demo, kind, file)
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    header, *rows = sheet.iter_rows(max_row=len(plain) + 1)
    columns = [str(cell.value) for cell in header]
    assert columns == list(plain[0])
    for expected, cells in zip(plain, rows, strict=True):
        for column, cell in zip(columns, cells, strict=True):
            assert cell.data_type in ("s", "n", "d"), "never a formula, never a link"
            assert told(cell.value) == told(number_of(expected[column], cell.value))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_xlsx_opens_and_prints_readable(demo: Desk, tmp_path: Path, kind: str) -> None:
    count = len(rows_of(demo, kind))
    export_list(demo, kind, tmp_path / "list.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None
    columns = [str(cell.value) for cell in sheet[1]]
    last = sheet.cell(count + 1, len(columns)).coordinate
    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.print_title_rows) == (f"A1:{last}", "A2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", LETTER)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    for place, column in enumerate(sheet.iter_cols(max_row=count + 1), 1):
        # neighbours of one width stand in the file as one
        width = next(
            each.width for each in sheet.column_dimensions.values() if (each.min or 0) <= place <= (each.max or 0)
        )
        longest = max((len(told(cell.value)) for cell in column[1:]), default=0)
        assert min(longest, WIDEST) <= width, columns[place - 1]
        assert width <= WIDEST + 2
        assert all(cell.alignment.wrap_text for cell in column if len(str(cell.value or "")) > WIDEST)


@pytest.mark.parametrize("kind", sorted(kind for kind, table in KINDS.items() if table.summed))
def test_a_row_of_totals_stands_under_what_can_be_added(demo: Desk, tmp_path: Path, kind: str) -> None:
    rows = rows_of(demo, kind)
    export_list(demo, kind, tmp_path / "list.xlsx")
    formulas = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    values = openpyxl.load_workbook(tmp_path / "list.xlsx", data_only=True).active
    assert formulas is not None
    assert values is not None
    assert (formulas.max_row, values.cell(len(rows) + 2, 1).value) == (len(rows) + 2, "Total")
    for place, name in enumerate(rows[0], 1):
        said, value = formulas.cell(len(rows) + 2, place).value, values.cell(len(rows) + 2, place).value
        if name in KINDS[kind].summed:
            letter = get_column_letter(place)
            assert said == f"=SUBTOTAL(109,{letter}2:{letter}{len(rows) + 1})"
            assert abs(Decimal(str(value)) - sum(Decimal(row[name] or 0) for row in rows)) < Decimal("0.001")
        else:
            assert said in (None, "Total")


def test_every_sheet_has_the_totals_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xlsx, "MOST_SHEET_ROWS", 4)
    shape = Shape("Rows", ("what", "n"), ("n",))
    with open(tmp_path / "x.xlsx", "wb") as out, sheet_out.open_table("xlsx", out, shape, marked=True) as table:
        for number in range(3):
            table.write(["a", number])
    book = openpyxl.load_workbook(tmp_path / "x.xlsx", data_only=True)
    said = [[tuple(cell.value for cell in row) for row in sheet] for sheet in book]
    head, total = ("what", "n"), "Total of this sheet"
    assert said == [[head, ("a", 0), ("a", 1), (total, 1)], [head, ("a", 2), (total, 2)]]


def number_of(text: str, other: object) -> object:
    return Decimal(text) if isinstance(other, int | float) else text


def told(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    if isinstance(value, Decimal):
        return f"{float(value):g}"
    return f"{value:g}" if isinstance(value, int | float) else str(value or "")


def test_every_job_of_the_demo_stands_there_once(demo: Desk) -> None:
    rows = rows_of(demo, "job")
    numbers = [row["Number"] for row in rows]
    assert len(numbers) == len(set(numbers))
    planned = [each.job.number for each in demo.jobs()]
    waiting = [each.number for each in demo.queue().entries if each.start is None]
    assert numbers == [*planned, *sorted(waiting, key=numbers.index)]
    assert set(numbers) == {*planned, *waiting}


def test_what_technicians_wrote_stands_with_their_jobs(demo: Desk) -> None:
    written = {each.job.number: each.job for each in demo.jobs() if each.job.field_notes}
    assert len(written) > 10
    office = demo.office()
    for row in rows_of(demo, "job"):
        notes = written[row["Number"]].field_notes if row["Number"] in written else ()
        said = [f"{office.employees_by_id[each.employee_id].short_name}: {each.text}" for each in notes]
        assert row["Field notes"] == "\n".join(said)


def test_jobs_without_a_time_come_last_on_both_engines(desk: Desk) -> None:
    for number in range(3):
        draft = JobDraft(customer=MORA, description=f"Some day {number}")
        assert isinstance(desk.perform(AddJob(draft, frozenset(FindingKind))), Done)
    rows = rows_of(desk, "job")
    assert [row["Description"] for row in rows][-3:] == ["Some day 0", "Some day 1", "Some day 2"]
    assert len(list(desk.jobs_without_time(page=2))) == sum(not row["Start"] for row in rows)


def test_days_narrow_jobs(desk: Desk) -> None:
    window = Span(at("0:00", 25), at("23:00", 25))
    assert {row["Start"][:10] for row in rows_of(desk, "job", window)} == {"2026-11-25"}


def test_days_narrow_times_by_their_start(demo: Desk) -> None:
    friday = day_span(at("12:00", 20).date(), demo.office().zone)
    assert len(rows_of(demo, "time_entry", friday)) == len(rows_of(demo, "time_entry")) == 6
    assert rows_of(demo, "time_entry", day_span(at("12:00", 21).date(), demo.office().zone)) == []


def test_approved_jobs_have_lines_hours_and_totals(demo: Desk) -> None:
    rows = rows_of(demo, "approved")
    assert {row["Job"] for row in rows} == {each.job.number for each in demo.jobs() if each.job.billing == "approved"}
    for number in {row["Job"] for row in rows}:
        mine = [row for row in rows if row["Job"] == number]
        total = sum(Decimal(row["Line total"] or 0) for row in mine)
        assert [row["Job total"] for row in mine] == [f"{total:.2f}", *[""] * (len(mine) - 1)]
        assert [bool(row["Hours"]) for row in mine] == [True, *[False] * (len(mine) - 1)]
        for row in mine:
            assert row["Customer"]
            if row["Line total"]:
                assert abs(Decimal(row["Quantity"]) * Decimal(row["Price"]) - Decimal(row["Line total"])) < Decimal(
                    "0.01"
                )


def test_long_lists_are_read_page_by_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_rows, "PAGE", 3)
    for number in range(10):
        assert isinstance(desk.perform(SaveRecord(Customer(number=f"C-{number}", name=f"N{number}"))), Done)
    told: list[int] = []
    export_list(desk, "customer", io.BytesIO(), lambda report: told.append(report.rows))
    assert told == [3, 6, 9, 12]
    assert [row["Number"] for row in rows_of(desk, "customer")][:3] == ["C-0", "C-1", "C-2"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_marked(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@given(st.text(alphabet="'=+-@\t\r\n ＝＋－＠a1"))
def test_marking_and_unmarking_are_inverse(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert unguarded(guarded_where_read(text)) == text
    assert guarded(text)[:1] not in tuple("=+-@\t\r＝＋－＠")


def test_numbers_below_zero_stay_numbers(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    with open(file, "wb") as out, sheet_out.open_table("csv", out, Shape("x", ("a", "b")), marked=True) as table:
        table.write([Decimal("-5.00"), "-5.00"])
    assert file.read_bytes() == b"\xef\xbb\xbfa,b\r\n-5.00,'-5.00\r\n"


def test_more_rows_than_a_sheet_has_go_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xlsx, "MOST_SHEET_ROWS", 3)
    file = tmp_path / "x.xlsx"
    with open(file, "wb") as out, sheet_out.open_table("xlsx", out, Shape("Rows", ("n",)), marked=True) as table:
        for number in range(5):
            table.write([number])
    book = openpyxl.load_workbook(file)
    assert [[cell.value for cell in sheet["A"]] for sheet in book] == [["n", 0, 1], ["n", 2, 3], ["n", 4]]
    assert book.sheetnames == ["Rows", "Rows 2", "Rows 3"]


def test_a_file_that_is_there_stays(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("mine")
    with pytest.raises(FileExistsError):
        export_list(desk, "customer", file)
    assert file.read_text() == "mine"
    export_list(desk, "customer", file, replace=True)
    assert file.read_text(encoding="utf-8-sig").startswith("Number,Name")
    assert file.stat().st_mode & 0o077 == 0
    assert [each.name for each in tmp_path.glob("*customers*")] == ["customers.csv"]


@pytest.mark.parametrize("name", ["customers.csv", "customers.xlsx"])
def test_a_stopped_export_leaves_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    stop = Event()

    def after_a_page(report: ExportReport) -> None:
        stop.set()

    monkeypatch.setattr(list_rows, "PAGE", 1)
    report = export_list(desk, "customer", tmp_path / name, after_a_page, stop)
    assert (report.interrupted, report.rows) == (True, 1)
    assert not [*tmp_path.glob("*customers*"), *tmp_path.glob(".*")]


def test_a_failure_midway_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"

    def write() -> None:
        with new_private_file(file) as out:
            out.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write()
    assert not list(tmp_path.iterdir())


def test_a_file_that_came_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"

    def write() -> None:
        with new_private_file(file) as out:
            out.write(b"ours")
            file.write_text("theirs")

    with pytest.raises(FileExistsError):
        write()
    assert [each.read_text() for each in tmp_path.iterdir()] == ["theirs"]


def test_names_say_the_form(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ends in neither"):
        export_list(desk, "approved", tmp_path / "approved.ods")
    export_list(desk, "approved", tmp_path / "approved.txt", form="csv")
    assert (tmp_path / "approved.txt").exists()


@pytest.mark.parametrize("place", ["", "no/x.csv"])
def test_places_that_are_none(desk: Desk, tmp_path: Path, place: str) -> None:
    with pytest.raises(OSError, match=r"directory|No such"):
        export_list(desk, "customer", tmp_path / place, form="csv")


def test_hostile_texts_stay_texts(desk: Desk, tmp_path: Path) -> None:
    name = '=HYPERLINK("http://x","y")'
    assert isinstance(desk.perform(SaveRecord(Customer(number="+1", name=name, phone="+1 212 555 0100"))), Done)
    (row,) = [row for row in rows_of(desk, "customer") if row["Name"].startswith("'=")]
    assert (row["Number"], row["Name"]) == ("'+1", f"'{name}")
    export_list(desk, "customer", tmp_path / "c.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx").active
    assert sheet is not None
    (found,) = [cell for column in sheet.iter_cols() for cell in column if str(cell.value).startswith("=")]
    assert (found.value, found.data_type, found.hyperlink) == (name, "s", None)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_full_disk_is_one_error_and_leaves_nothing(demo: Desk, tmp_path: Path, form: str) -> None:
    folder, before = tmp_path / "lists", resource.getrlimit(resource.RLIMIT_FSIZE)
    folder.mkdir()
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            export_list(demo, "job", folder / "jobs", form=form)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(folder.iterdir()) == []
