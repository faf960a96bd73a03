"""Items and employees from files: new ones named, who is there found again, and a second time changes nothing."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import xlsxwriter

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import SaveRecord, Undo
from industrack_core.domain.errors import UsageError
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.inventory import InventoryItem, StockedItem
from industrack_core.domain.records.job_parts import ItemKind
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import Employee, EmployeeState
from industrack_core.exchange.exports.exports import export_list
from industrack_core.exchange.imports import import_run, record_import
from industrack_core.exchange.imports.import_report import ImportFailed, ImportReport
from industrack_core.exchange.imports.record_import import open_records
from industrack_core.exchange.imports.record_map import KINDS, load_record_map
from tests.exchange.offices import demo_desk, empty_desk


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    with closing(empty_desk(sqlite_url)) as opened:
        yield opened


def bring(desk: Desk | None, directory: Path, kind: str, *lines: str, **options: Any) -> ImportReport:
    file = directory / "file.csv"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return bring_file(desk, file, kind, **options)


def bring_file(desk: Desk | None, file: Path, kind: str, **options: Any) -> ImportReport:
    named = options.pop("map", None)
    record_map = load_record_map(KINDS[kind], str(named)) if named else None
    with open_records(file, KINDS[kind], record_map) as records:
        return record_import.import_records(desk, records, **options)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.bad_count


def told(report: ImportReport) -> list[str]:
    return [bad.sentence for bad in report.bad] + [f"line {each.line}: {each.text}" for each in report.remarks]


def items_of(desk: Desk) -> dict[str, StockedItem]:
    ids = [row.id for row in desk.list_page(ListQuery("inventory_item", "name"), None, limit=500).rows]
    return {each.item.name: each for each in desk.stock(ids).values()}


def employees_of(desk: Desk) -> dict[str, Employee]:
    return {each.short_name: each for each in desk.office().employees}


ITEMS = ("Item No;Bezeichnung;Type;Sales Price;Cost;Qty on hand;Reorder point;Supplier",
         "A-1;Copper pipe;Material;2,50;1,10;12,5;4;Pipes & Co", "A-2;Boiler;Equipment;1.200,00;900;2;1;",
         ";Call-out;Service;80;;;;", "A-4;Hour;Labour;65,00;;;;")  # fmt: skip


def test_items_new_changed_unchanged_and_one_undo_on_both_engines(database_url: str, tmp_path: Path) -> None:
    with closing(empty_desk(database_url)) as desk:
        for dry in (True, False):
            report = bring(desk, tmp_path, "items", *ITEMS, dry_run=dry)
            assert counts(report) == (4, 0, 0, 0)
            assert report.made_too == "New: 4 items (Copper pipe, Boiler, Call-out, Hour)."
            assert "Item No as sku" in report.columns
        found = items_of(desk)
        pipe, boiler = found["Copper pipe"], found["Boiler"]
        assert (pipe.item.sku, pipe.item.price, pipe.item.cost, pipe.item.vendor) == ("A-1", 250, 110, "Pipes & Co")
        assert (pipe.stock.on_hand, pipe.item.reorder_point, boiler.item.price) == (12_500, 4000, 120_000)
        assert [found[name].item.kind for name in ("Boiler", "Call-out", "Hour")] == ["equipment", "service", "labor"]
        revision = desk.revision()
        assert counts(bring(desk, tmp_path, "items", *ITEMS)) == (0, 0, 4, 0)
        assert desk.revision() == revision
        second = ("SKU,Name,Price,On hand", "a-1,Copper tube,2.75,10", ",BOILER,,", "A-9,Valve,3,1")
        for dry in (True, False):
            report = bring(desk, tmp_path, "items", *second, dry_run=dry)
            assert counts(report) == (1, 1, 1, 0)
            assert report.made_too == "New: 1 item (Valve)."
        tube = items_of(desk)["Copper tube"]
        assert (tube.item.price, tube.stock.on_hand, tube.item.sku) == (275, 10_000, "a-1")
        assert isinstance(desk.perform(Undo()), Done)
        assert set(items_of(desk)) == {"Copper pipe", "Boiler", "Call-out", "Hour"}
        assert isinstance(desk.perform(Undo()), Done)
        assert items_of(desk) == {}


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (",,1", "line 2, Name: an item needs a name"),
        ("A1,Pipe,lots", 'line 2, Price, "lots": How much?'),
        ("A1,Pipe,-1", "line 2"),
        ("5.1E+09,Pipe,1", "a spreadsheet cut its digits off"),
        (f"A1,{'x' * 201},1", "too long: 201 characters"),
        ("B1,Valve,1", "item Valve (V-1) has the name: is it the same?"),
        (",Twin,1", "it could be item Twin (T-1) or item twin (T-2): which one is meant?"),
    ],
)
@pytest.mark.parametrize("dry", [True, False])
def test_bad_items_are_told_and_the_rest_goes_in(desk: Desk, tmp_path: Path, row: str, wrong: str, dry: bool) -> None:
    for name, sku in (("Valve", "V-1"), ("Twin", "T-1"), ("twin", "T-2")):
        assert isinstance(desk.perform(SaveRecord(InventoryItem(name=name, sku=sku))), Done)
    report = bring(desk, tmp_path, "items", "SKU,Name,Price", row, "Z9,Good,1", dry_run=dry)
    assert counts(report) == (1, 0, 0, 1)
    assert wrong in told(report)[0]
    assert ("Good" in items_of(desk)) is not dry


def test_doubles_other_currencies_and_words(desk: Desk, tmp_path: Path) -> None:
    lines = (
        "SKU,Name,Kind,Currency",
        "A,Pipe,part,USD",
        "a,Tube,part,",
        "B,PIPE,part,",
        "C,Hose,gadget,usd",
        "D,Nut,,EUR",
    )
    report = bring(desk, tmp_path, "items", *lines)
    assert counts(report) == (2, 0, 0, 3)
    assert told(report) == [
        'line 3, "Tube": the same item as in line 2', 'line 4, "PIPE": the same item as in line 2',
        'line 6, Currency, "EUR": prices here are in USD',
        "line 5: Kind gadget is left out, because it is none of equipment, labor, part, service",
    ]  # fmt: skip
    assert items_of(desk)["Hose"].item.kind is ItemKind.PART


def test_a_column_says_how_its_numbers_are_written(desk: Desk, tmp_path: Path) -> None:
    lines = ("Name;Price;On hand", "A;1.250;1.500", "B;2,75;2,5")
    report = bring(desk, tmp_path, "items", *lines)
    assert counts(report) == (2, 0, 0, 0)
    assert told(report) == [
        "line 2: Price 1.250 is read as 1250.00, because the column has 2,75 in it; "
        "On hand 1.500 is read as 1500, because the column has 2,5 in it"
    ]
    found = items_of(desk)
    assert (found["A"].item.price, found["A"].stock.on_hand) == (125_000, 1_500_000)


def test_every_number_that_a_column_decides_is_told_and_many_are_counted(desk: Desk, tmp_path: Path) -> None:
    rows = [f"N{place};1.{place:03d};0" for place in range(3)]
    report = bring(desk, tmp_path, "items", "Name;Price;On hand", *rows, "Z;2,75;2")
    assert [remark.line for remark in report.remarks] == [2, 3, 4]
    assert told(report)[2] == "line 4: Price 1.002 is read as 1002.00, because the column has 2,75 in it"
    many = [f"M{place};1.{place % 1000:03d};0" for place in range(1200)]
    for dry in (True, False):
        report = bring(desk, tmp_path, "items", "Name;Price;On hand", *many, "Z;2,75;2", dry_run=dry)
        assert report.remark_count == 21
        assert told(report)[-1] == (
            "line 1202: Price: 1,200 numbers in all are read by what others in the column say,"
            " the first 20 of them are told"
        )


def test_a_number_of_a_sheet_has_one_reading_whatever_texts_stand_beside_it(desk: Desk, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as made:
        rows = (["Name", "Price", "Qty"], ["A", 0.1 + 0.2, 1.234], ["1.5", "2,50", "2,5"], ["B", 1234.5, 12.5])
        sheet = made.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    report = bring_file(desk, tmp_path / "a.xlsx", "items")
    assert (counts(report), told(report)) == ((3, 0, 0, 0), [])
    found = items_of(desk)
    assert [(found[name].item.price, found[name].stock.on_hand) for name in ("A", "1.5", "B")] == [
        (30, 1234), (250, 2500), (123_450, 12_500)
    ]  # fmt: skip


def test_the_inventory_goes_out_and_comes_in_unchanged(sqlite_url: str, tmp_path: Path) -> None:
    with closing(demo_desk(sqlite_url)) as desk:
        first = next(iter(items_of(desk).values())).item
        from dataclasses import replace

        assert isinstance(desk.perform(SaveRecord(replace(first, retired=True))), Done)
        for form in ("csv", "xlsx"):
            file = tmp_path / f"items.{form}"
            count = export_list(desk, "inventory_item", file).rows
            revision = desk.revision()
            report = bring_file(desk, file, "items")
            assert counts(report) == (0, 0, count, 0), told(report)
            assert desk.revision() == revision


def test_a_thousand_that_may_be_a_decimal_is_a_bad_row(desk: Desk, tmp_path: Path) -> None:
    report = bring(desk, tmp_path, "items", "Name,Qty", 'Pipe,"1,234"')
    assert 'line 2, Qty, "1,234": This could be 1234 or 1.234' in told(report)[0]
    report = bring(desk, tmp_path, "items", "Name,Price", 'Pump,"1,500"')
    assert 'line 2, Price, "1,500": This could be 1500 or 1.5' in told(report)[0]


def test_counting_again_counts_what_is_there(desk: Desk, tmp_path: Path) -> None:
    bring(desk, tmp_path, "items", "Name,Qty", "Pipe,5")
    assert counts(bring(desk, tmp_path, "items", "Name,Qty", "Pipe,0")) == (0, 1, 0, 0)
    assert items_of(desk)["Pipe"].stock.on_hand == 0


# -- employees ---------------------------------------------------------------------------------

PEOPLE = ("First Name,Last Name,Cell,Email,Job Title,Skills,Status",
          "Kim,Roe,212 555 0101,kim@x.com,Plumber,\"gas, water\",Active", "Pat,Doe,,,,,Inactive")  # fmt: skip


def test_employees_new_changed_unchanged_and_one_undo_on_both_engines(database_url: str, tmp_path: Path) -> None:
    with closing(empty_desk(database_url)) as desk:
        for dry in (True, False):
            report = bring(desk, tmp_path, "employees", *PEOPLE, dry_run=dry)
            assert counts(report) == (2, 0, 0, 0)
            assert report.made_too == "New: 2 employees (Kim Roe, Pat Doe)."
        kim, pat = employees_of(desk)["Kim Roe"], employees_of(desk)["Pat Doe"]
        assert (kim.phone, kim.email, kim.role, kim.skills) == (
            "(212) 555-0101",
            "kim@x.com",
            "Plumber",
            ("gas", "water"),
        )
        assert (len(kim.hours), kim.state, pat.state) == (5, EmployeeState.ACTIVE, EmployeeState.INACTIVE)
        assert counts(bring(desk, tmp_path, "employees", *PEOPLE)) == (0, 0, 2, 0)
        second = ("Name,Phone,E-mail", '"ROE, kim",+1 212 555 0199,', "Pat DOE,,pat@x.com", "Ann Marie Lee,,")
        for dry in (True, False):
            assert counts(bring(desk, tmp_path, "employees", *second, dry_run=dry)) == (1, 2, 0, 0)
        assert employees_of(desk)["Kim Roe"].phone == "(212) 555-0199"
        ann = employees_of(desk)["Ann Marie Lee"]
        assert (ann.first_name, ann.last_name) == ("Ann Marie", "Lee")
        assert counts(bring(desk, tmp_path, "employees", *second)) == (0, 0, 3, 0)
        assert isinstance(desk.perform(Undo()), Done)
        assert set(employees_of(desk)) == {"Kim Roe", "Pat Doe"}


def test_whom_a_row_of_employees_means(desk: Desk, tmp_path: Path) -> None:
    for first, phone, email in (
        ("Kim", "212 555 0101", "kim@x.com"),
        ("Kim", "212 555 0102", ""),
        ("Ann", "", "ann@x.com"),
    ):
        assert isinstance(
            desk.perform(SaveRecord(Employee(first_name=first, last_name="Roe", phone=phone, email=email))), Done
        )
    rows = ("Kim Roe,,,a", "Kim Roe,2125550102,,b", "Ann Roe,,new@x.com,c", "Kim Roe,,ann@x.com,d", "Bo,212,,f",
            "Cy,,no-mail,g", ",,x@x.com,h", "Di,,,i", "DI,,,j", "Di,2125550105,,k")  # fmt: skip
    for dry in (True, False):
        report = bring(desk, tmp_path, "employees", "Name,Phone,E-mail,Role", *rows, dry_run=dry)
        assert counts(report) == (1, 1, 0, 8)
        assert sorted(bad.line for bad in report.bad) == [2, 4, 5, 6, 7, 8, 10, 11]
    both = "employee Kim Roe ((212) 555-0101) or employee Kim Roe ((212) 555-0102)"
    assert any(both in each for each in told(report))
    assert any("it may be the employee Di in line 9" in each for each in told(report))
    assert [each.role for each in desk.office().employees if each.first_name == "Kim"] == ["", "b"]
    assert counts(bring(desk, tmp_path, "employees", "Name,E-mail,Role", "Ann Lee,ANN@x.com,e")) == (0, 1, 0, 0)
    assert employees_of(desk)["Ann Lee"].role == "e"


def test_last_names_alone_and_first_names_alone(desk: Desk, tmp_path: Path) -> None:
    lines = ("Vorname,Nachname", "Kim,Roe", ",Doe", "Bo,")
    assert counts(bring(desk, tmp_path, "employees", *lines)) == (3, 0, 0, 0)
    assert sorted(each.name for each in desk.office().employees) == ["Bo", "Doe", "Roe, Kim"]


# -- both --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "named"), [("items", "an item"), ("employees", "an employee")])
def test_files_without_a_name_are_refused(desk: Desk, tmp_path: Path, kind: str, named: str) -> None:
    with pytest.raises(ImportFailed, match=f"no column for the name of {named}, only: Colour, Size"):
        bring(desk, tmp_path, kind, "Colour,Size", "red,1")
    assert counts(bring(None, tmp_path, kind, "Name", "A", "B", dry_run=True)) == (2, 0, 0, 0)


@pytest.mark.parametrize(
    ("kind", "text", "wrong"),
    [
        ("items", 'name = "x"\n[fields]\nprice = "P"', "missing required field `name`"),
        ("items", 'name = "x"\n[fields]\nname = "N"\nkind = { constant = "gadget" }', "gadget is no kind; there are"),
        ("employees", 'name = "x"\n[fields]\nphone = "P"', "name one of name, last_name"),
        ("employees", 'name = "x"\n[fields]\nname = "N"\nwage = "W"', "unknown field `wage`"),
    ],
)
def test_mistakes_in_a_map(tmp_path: Path, kind: str, text: str, wrong: str) -> None:
    (tmp_path / "map.toml").write_text(text)
    with pytest.raises(UsageError, match=wrong):
        load_record_map(KINDS[kind], str(tmp_path / "map.toml"))


def test_a_map_and_an_interruption(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_run, "CHUNK", 4)
    (tmp_path / "map.toml").write_text(
        'name = "x"\n[fields]\nname = "What"\nprice = "Euro"\nkind = { constant = "service" }\n'
    )
    lines = ("What;Euro", *(f"S{number};{number},50" for number in range(10)))
    stop = Event()
    first = bring(desk, tmp_path, "items", *lines, map=tmp_path / "map.toml", stop=stop,
                  progress=lambda report, done, size: stop.set())  # fmt: skip
    assert (first.interrupted, first.new) == (True, 4)
    assert counts(bring(desk, tmp_path, "items", *lines, map=tmp_path / "map.toml")) == (6, 0, 4, 0)
    assert items_of(desk)["S3"].item.price == 350
    assert isinstance(desk.perform(Undo()), Done)
    assert len(items_of(desk)) == 4
