"""Customers from a file, by keys: looked at, told, imported, interrupted, undone. As the database has it then."""

from contextlib import closing
from pathlib import Path

from industrack_core.domain.records.listing import ListQuery
from industrack_tui.lists.screen import ListScreen
from industrack_tui.office.importing import ImportDialog, Stage
from tests.console.seat import Seat, other_desk, seated

_MANY = 3000


def count(url: str) -> int:
    """How many customers there are, as somebody else sees it."""
    with closing(other_desk(url)) as desk:
        return desk.list_count(ListQuery("customer", "name")) or 0


def written(directory: Path, *lines: str) -> Path:
    file = directory / "customers.csv"
    file.write_text("".join(f"{line}\n" for line in ("Name,Phone,Address", *lines)))
    return file


async def look(seat: Seat, path: Path) -> ImportDialog:
    """The dialog with what importing the file would do."""
    await seat.press("g", "c", "I")
    await seat.write(str(path))
    await seat.press("enter")
    return seat.top(ImportDialog)


async def test_a_file_is_looked_at_then_imported_and_undone_as_one(demo: str, tmp_path: Path) -> None:
    file = written(tmp_path, "Hudson Glass,914 555 0199,9 Kiln Road", "Kiln & Sons,,8 Kiln Road")
    before = count(demo)
    async with seated(demo) as seat:
        await look(seat, file)
        assert "Would import: 2 new, 0 changed, 0 unchanged, 0 bad." in seat.text
        assert "Name as name" in seat.text
        assert count(demo) == before
        await seat.press("enter")
        seat.top(ListScreen)
        assert seat.said == "Imported: 2 new, 0 changed, 0 unchanged, 0 bad."
        assert count(demo) == before + 2
        await seat.press("u")
    assert count(demo) == before


async def test_nothing_is_written_without_a_yes(demo: str, tmp_path: Path) -> None:
    before = count(demo)
    async with seated(demo) as seat:
        await look(seat, written(tmp_path, "Hudson Glass,,"))
        await seat.press("escape")
        seat.top(ListScreen)
    assert count(demo) == before


async def test_bad_rows_and_probable_doubles_are_told_with_their_lines(demo: str, tmp_path: Path) -> None:
    file = written(tmp_path, ",914 555 0199,", "G. Russo,555-0154,", "Hudson Glass,,")
    before = count(demo)
    async with seated(demo, (80, 24)) as seat:
        dialog = await look(seat, file)
        assert "line 2, Name: a customer needs a name" in seat.text
        await seat.press("enter")
        assert dialog.stage is Stage.OVER
        assert "Imported: 2 new, 0 changed, 0 unchanged, 1 bad." in seat.text
        await seat.press("escape")
        assert seat.said.startswith("Imported: 2 new")
    assert count(demo) == before + 2


async def test_a_file_that_cannot_be_read_is_told_in_a_sentence(demo: str, tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 not a spreadsheet")
    async with seated(demo) as seat:
        await look(seat, tmp_path / "none.csv")
        assert "There is no file" in seat.text
        await seat.press("enter", "escape")
        await look_again(seat, tmp_path / "bad.xlsx")
        assert "damaged" in seat.text
        await seat.press("escape")
        seat.top(ListScreen)


async def look_again(seat: Seat, path: Path) -> None:
    await seat.press("I")
    await seat.write(str(path))
    await seat.press("enter")


async def test_esc_interrupts_and_whole_chunks_stay(demo: str, tmp_path: Path) -> None:
    file = written(tmp_path, *(f"Firm {number},,{number} Kiln Road" for number in range(_MANY)))
    before = count(demo)
    async with seated(demo) as seat:
        dialog = await look(seat, file)
        assert f"Would import: {_MANY:,} new" in seat.text
        seat._send("enter", None)
        await seat.until(lambda: dialog.stage is Stage.IMPORTING and "esc interrupt" in seat.text)
        await seat.press("escape")
        assert dialog.stage is Stage.OVER
        assert "Interrupted: what is counted is in." in seat.text
        report = dialog.report
        assert report is not None
        assert report.interrupted
        assert count(demo) == before + report.new
        assert report.new < _MANY
        await seat.press("escape")
        seat.top(ListScreen)


async def test_a_viewer_imports_nothing(demo: str) -> None:
    async with seated(demo, read_only=True) as seat:
        await seat.press("g", "c", "I")
        assert "read-only" in seat.said


async def test_what_is_in_is_told_when_the_database_goes_away_meanwhile(demo: str, tmp_path: Path) -> None:
    file = written(tmp_path, *(f"Firm {number},,{number} Kiln Road" for number in range(_MANY)))
    before, aside = count(demo), tmp_path / "aside.sqlite"
    async with seated(demo) as seat:
        dialog = await look(seat, file)
        seat._send("enter", None)
        await seat.until(lambda: dialog.stage is Stage.IMPORTING and dialog.so_far is not None)
        Path(demo).rename(aside)
        await seat.until(lambda: dialog.stage is Stage.OVER)
        aside.rename(demo)
        await seat.settle()
        report = dialog.report
        assert report is not None
        assert "demo.sqlite" in seat.prose
        assert report.counted in seat.prose
        assert "Not complete: what is counted is in. Import the file again to complete it." in seat.prose
        assert 0 < count(demo) - before == report.new < _MANY
        await seat.press("escape")
        assert seat.said == report.counted


async def test_items_and_employees_come_in_from_their_lists(demo: str, tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text("Name,SKU,Price,On hand\nKiln brick,KB-1,2.50,12\nKiln door,KD-1,,\n,KX,,\n")
    (tmp_path / "people.csv").write_text('Name,Phone\n"Okafor, Ngozi",914 555 0199\n')
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "i", "I")
        assert "Import items" in seat.text
        await seat.write(str(tmp_path / "items.csv"))
        await seat.press("enter")
        assert "Would import: 2 new, 0 changed, 0 unchanged, 1 bad." in seat.prose
        assert "New: 2 items (Kiln brick, Kiln door)." in seat.prose
        assert "line 4, Name: an item needs a name" in seat.prose
        await seat.press("enter", "escape")
        seat.top(ListScreen)
        assert seat.said.startswith("Imported: 2 new")
        await seat.press("g", "p", "I")
        await seat.write(str(tmp_path / "people.csv"))
        await seat.press("enter", "enter")
        seat.top(ListScreen)
        assert seat.said == "Imported: 1 new, 0 changed, 0 unchanged, 0 bad."
        assert "Ngozi" in seat.text
        await seat.press("u")
        assert "Ngozi" not in seat.text
