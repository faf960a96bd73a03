"""The window of loaded rows of a list: where the cursor is, what is read next, what is let go."""

import pytest

from industrack_core.domain.records.listing import ListRow
from industrack_tui.lists.row_window import MOST, PAGE, RowWindow


def rows(first: int, count: int) -> tuple[ListRow, ...]:
    return tuple(ListRow(each, 1, {"number": str(each)}, (each,)) for each in range(first, first + count))


def window(count: int = 300, index: int = 0, *, first: int = 0, before: bool = False, after: bool = True) -> RowWindow:
    return RowWindow(rows(first, count), index, 0, before, after).at(index, 10)


@pytest.mark.parametrize(
    ("index", "by", "ends"),
    [(0, 1, 1), (0, -1, 0), (5, -9, 0), (299, 1, 299), (150, 1000, 299)],
)
def test_the_cursor_stays_on_what_is_loaded_and_in_sight(index: int, by: int, ends: int) -> None:
    moved = window(index=index).stepped(by, 10)
    assert moved.index == ends
    assert moved.top <= moved.index < moved.top + 10


@pytest.mark.parametrize(
    ("index", "before", "after", "reads"),
    [(100, True, True, ""), (10, True, True, "before"), (10, False, True, ""), (290, True, True, "after"),
     (290, True, False, ""), (39, True, True, "before"), (40, True, True, ""), (259, True, True, ""),
     (260, True, True, "after")],
)  # fmt: skip
def test_rows_are_read_near_an_end_that_has_more(index: int, before: bool, after: bool, reads: str) -> None:
    seen = window(index=index, before=before, after=after)
    assert (seen.wants_before is not None, seen.wants_after is not None) == (reads == "before", reads == "after")


def test_paging_on_lets_go_of_what_is_far_behind_and_keeps_the_record_under_the_cursor() -> None:
    seen = window(MOST, MOST - 1)
    read_on = seen.with_after(rows(MOST, PAGE), more=True)
    assert len(read_on.rows) == MOST
    assert read_on.current == seen.current
    assert read_on.has_before
    assert read_on.index - read_on.top == seen.index - seen.top


def test_paging_back_lets_go_of_the_end() -> None:
    seen = window(MOST, 0, first=1000, before=True, after=False)
    read_back = seen.with_before(rows(900, PAGE), more=False)
    assert len(read_back.rows) == MOST
    assert read_back.current == seen.current
    assert read_back.has_after
    assert not read_back.has_before
    assert [row.id for row in read_back.rows[:2]] == [900, 901]


def test_what_was_read_again_stands_where_it_stood_on_the_screen() -> None:
    seen = window(index=120)
    fresh = RowWindow(rows(60, 200), 60, 0, True, True)
    again = seen.renewed(fresh, 10)
    assert again.current is not None
    assert again.current.id == 120
    assert again.index - again.top == seen.index - seen.top


def test_an_empty_list_has_no_cursor() -> None:
    empty = RowWindow().stepped(3, 10)
    assert empty.current is None
    assert (empty.wants_before, empty.wants_after) == (None, None)


def test_while_there_is_room_nothing_is_let_go() -> None:
    seen = window(50, 45)
    on, back = seen.with_after(rows(50, 10), more=False), window(50, 5, first=10).with_before(rows(0, 10), more=False)
    assert [row.id for row in on.rows] == [row.id for row in back.rows] == list(range(60))
    assert (on.index, on.top, on.has_before, on.has_after) == (45, seen.top, False, False)
    assert (back.index, back.top, back.has_before, back.has_after) == (15, 10, False, True)
    whole = RowWindow(rows(0, 3))
    assert (whole.wants_before, whole.wants_after) == (None, None)


@pytest.mark.parametrize(
    ("by", "top", "index"), [(3, 53, 55), (6, 56, 56), (-4, 46, 55), (-5, 45, 54), (-80, 0, 9), (999, 290, 290)]
)
def test_scrolling_takes_the_cursor_along_only_where_it_must(by: int, top: int, index: int) -> None:
    scrolled = RowWindow(rows(0, 300), 55, 50).scrolled(by, 10)
    assert (scrolled.top, scrolled.index) == (top, index)


@pytest.mark.parametrize(("index", "by", "top"), [(58, 1, 50), (59, 1, 51), (59, 3, 53), (51, -1, 50), (50, -1, 49)])
def test_a_step_past_the_edge_of_what_is_in_sight_scrolls_by_that_much(index: int, by: int, top: int) -> None:
    assert RowWindow(rows(0, 300), index, 50).stepped(by, 10).top == top


def test_one_row_too_many_is_one_that_can_be_read_again() -> None:
    assert window(MOST, 0).with_after(rows(MOST, 1), more=False).has_before
    assert window(MOST, 0, first=1, after=False).with_before(rows(0, 1), more=False).has_after
