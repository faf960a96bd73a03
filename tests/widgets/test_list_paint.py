"""Lines of a list: the row under the cursor, marked rows, patches of color, headings, what had no room."""

from dataclasses import replace

import pytest

from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Company, Office
from industrack_tui.glyphs import UNICODE
from industrack_tui.lists.paint import ListPainter, Pieces, unseen
from industrack_tui.lists.row_window import RowWindow
from industrack_tui.lists.spec import Column, ListSpec
from industrack_tui.themes import Look

OFFICE = Office(1, Company(name="Northwind", zone="America/New_York"))
LOOK = Look("dark")
NAME, SUM = Column("name", "Name", 10, 1.0), Column("sum", "Sum", 6, to_the_right=True, sort="sum_key")
SPEC = ListSpec("tag", "Tags", "tag", (NAME, SUM), sort="name")
ROWS = (
    ListRow(1, 1, {"name": "Gold", "sum": "12"}, ("gold",)),
    ListRow(2, 1, {"name": "Old", "sum": "7", "retired": True}, ("old",)),
    ListRow(3, 1, {"name": "A very long name", "sum": "1234567"}, ("very",)),
)
ROLES = ("pick", "ground", "accent", "muted", "panel_accent", "panel_muted")
WIDTH = 20


def painter(*columns: Column) -> ListPainter:
    return ListPainter(replace(SPEC, columns=columns or SPEC.columns), OFFICE, LOOK, UNICODE)


def dressed(pieces: Pieces) -> list[tuple[str, str]]:
    """Each piece with the role whose style it has."""
    return [(text, next((role for role in ROLES if LOOK[role] == style), "")) for text, style, _ in pieces]


def painted(window: RowWindow, *marked: int, height: int = 9) -> list[list[tuple[str, str]]]:
    return [dressed(each) for each in painter().lines(window, WIDTH, height, marked)]


def test_the_row_under_the_cursor_and_marked_rows_say_so() -> None:
    gold, very = ("Gold            12  ", "ground"), ("A very lo…  12345…  ", "ground")
    assert painted(RowWindow(ROWS, 1), 1, 2) == [
        [("• ", "accent"), gold],
        [("›•Old              7  ", "pick")],
        [("  ", "accent"), very],
    ]
    assert painted(RowWindow(ROWS, 0))[1] == [("  ", "accent"), ("Old       ", "muted"), ("  ", "ground"),
                                              ("     7", "muted"), ("  ", "ground")]  # fmt: skip


def test_only_rows_in_sight_are_painted_each_once() -> None:
    assert [line[1][0][:4] for line in painted(RowWindow(ROWS, 0, 1), height=1)] == ["Old "]
    assert [line[1][0][:4] for line in painted(RowWindow(ROWS, 0, 1))] == ["Old ", "A ve"]
    lists = painter()
    first, again = (lists.lines(RowWindow(ROWS, 0), WIDTH, 9, ()) for _ in range(2))
    assert first[1] is again[1]
    assert lists.lines(RowWindow(ROWS, 0), WIDTH + 1, 9, ())[1] is not again[1]
    renamed = (ROWS[0], replace(ROWS[1], values={"name": "New"}))
    assert dressed(lists.lines(RowWindow(renamed, 0), WIDTH, 9, ())[1])[1] == ("New               ".ljust(20), "ground")


def test_a_list_without_rows_says_so() -> None:
    assert painted(RowWindow()) == [[("  Nothing here yet.", "muted")]]
    assert dressed(painter().lines(RowWindow(), WIDTH, 9, (), "No tags.")[0]) == [("  No tags.", "muted")]


@pytest.mark.parametrize(
    ("sort", "descending", "names"),
    [("name", False, ["Name ▲    ", "   Sum"]), ("sum_key", True, ["Name      ", " Sum ▼"]),
     ("sum", True, ["Name      ", "   Sum"])],
)  # fmt: skip
def test_the_heading_has_an_arrow_at_the_column_that_sorts(sort: str, descending: bool, names: list[str]) -> None:
    heading = dressed(painter().heading(WIDTH, sort, descending))
    assert [text for text, _ in heading[1::2]] == names
    assert [role for _, role in heading[1::2]] == ["panel_accent" if set(name) & set("▲▼") else "panel_muted"
                                                   for name in names]  # fmt: skip


def test_a_patch_of_color_stands_before_the_text_and_takes_of_its_room() -> None:
    lists = painter(replace(NAME, hue=lambda row, office: "blue" if row.id < 3 else ""), SUM)
    blue, here, plain = lists.lines(RowWindow(ROWS, 1), WIDTH, 9, ())
    assert [text for text, _, _ in blue] == ["  ", "   ", " Gold        12  "]
    assert blue[1].style == LOOK.patch("blue") == here[1].style
    assert [text for text, _, _ in here] == ["› ", "   ", " Old          7  "]
    assert [text for text, _, _ in plain] == ["  ", "A very lo…  12345…  "]


def test_what_has_no_room_is_told_with_its_label() -> None:
    assert unseen(ROWS[0], SPEC.columns, WIDTH, OFFICE) == ""
    assert unseen(ROWS[2], SPEC.columns, WIDTH, OFFICE) == "Name: A very long name   Sum: 1234567"
    assert unseen(ROWS[2], SPEC.columns, WIDTH + 6, OFFICE) == "Sum: 1234567"
    assert unseen(ROWS[0], (NAME, replace(SUM, rank=1)), 14, OFFICE) == "Sum: 12"
