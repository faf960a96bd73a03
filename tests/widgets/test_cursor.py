"""The cursor: on a record and a time, whatever moves around it; crowded rows fold; nothing is out of range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.board.board import Row
from industrack_tui.widgets.timeline.axis import Axis, zoomed
from industrack_tui.widgets.timeline.cursor import View
from industrack_tui.widgets.timeline.geometry import Line
from tests.widgets.boards import DAY, START, block, crowd, row


def view_of(
    rows: list[Row], width: int = 60, height: int = 12, zoom: int = 15, minute: int = 600, tall: int = 1
) -> View:
    view = View()
    view.choose_tall(tall)
    view.resize(width, height)
    view.show_roster(each.employee_id for each in rows)
    view.show_window(Axis.whole(START, START + DAY, zoomed(zoom), 15), START + minute)
    view.show_rows(rows, replace=True)
    return view


def people(count: int) -> list[Row]:
    return [row([block(each, 600, 660, each)], (), each) for each in range(1, count + 1)]


def test_lines_down_up_and_pages_stop_at_the_ends() -> None:
    view = view_of(people(50))
    for _ in range(60):
        view.move_lines(1)
        assert view.line in view.lines()
    assert view.line == Line(49, 0)
    view.page(-1)
    assert view.line == Line(38, 0)
    for _ in range(9):
        view.page(-1)
    assert (view.line, view.top) == (Line(0, 0), Line(0, 0))
    view.move_lines(10**9)
    assert view.line == Line(49, 0)
    assert len(view.lines()) == 12


def test_steps_answer_when_they_would_leave_the_day() -> None:
    view = view_of(people(1), minute=0)
    assert view.move_steps(-1) == -1
    assert view.minute == START
    assert view.move_steps(95) == 0
    assert view.move_steps(1) == 1
    assert view.minute == START + DAY - 15


@pytest.mark.parametrize("by", [1, -1, 4])
@pytest.mark.parametrize("width", [20, 60, 97])
def test_where_the_window_goes_next_is_where_it_goes(width: int, by: int) -> None:
    view = view_of(people(3), width=width, zoom=5, minute=600)
    seen = 0
    while True:
        left, there = view.left, view.at_the_edge(by)
        if view.move_steps(by):
            break
        if view.left != left:
            assert there is not None
            assert (there.left, there.minute, there.lines()) == (view.left, view.minute, view.lines())
            seen += 1
    assert there is None
    assert seen


def test_the_cursor_is_on_the_job_under_it_and_on_its_own_lane() -> None:
    view = view_of([row([block(1, 600, 660), block(2, 630, 700)])])
    assert view.block is not None
    assert view.block.job_id == 1
    view.move_lines(1)
    view.to_minute(START + 645)
    assert view.block.job_id == 2


def test_after_rows_above_grew_the_cursor_is_on_its_job_and_screen_line() -> None:
    rows = people(20)
    view = view_of(rows)
    view.move_lines(15)
    place = view.lines().index(view.line)
    grown = [crowd(5, 1), crowd(4, 2), *rows[2:]]
    assert view.show_rows(grown, replace=True) == [1, 2]
    assert view.employee_id == 16
    assert view.lines().index(view.line) == place
    assert view.block is not None
    assert view.block.job_id == 16


def test_the_cursor_goes_with_its_job_to_another_lane() -> None:
    view = view_of([row([block(2, 600, 660)])])
    assert view.block is not None
    view.show_rows([row([block(1, 590, 640), block(2, 600, 660)])], replace=True)
    assert view.line == Line(0, 1)
    assert view.block.job_id == 2


def test_a_job_that_is_gone_leaves_the_cursor_on_its_cell() -> None:
    view = view_of([crowd(3)])
    view.move_lines(2)
    view.show_rows([row()], replace=True)
    assert (view.line, view.minute, view.block) == (Line(0, 0), START + 600, None)


def test_employees_that_come_and_go_do_not_move_it() -> None:
    view = view_of(people(10))
    view.move_lines(4)
    view.show_roster([99, 98, *range(1, 11)])
    assert view.employee_id == 5
    view.show_roster([5, 7])
    assert view.employee_id == 5
    view.show_roster([])
    assert view.employee_at(view.line.row) is None
    assert view.lines() == []


def test_a_crowded_row_is_a_strip_that_unfolds_and_folds_again() -> None:
    view = view_of([crowd(30), *people(5)[1:]], height=24)
    assert view.is_strip(0)
    assert view.lanes_of(0) == 2
    assert view.lane(Line(0, 0)) == view.lane(Line(0, 1)) == ()
    assert view.block is None
    assert view.toggle_expanded()
    assert view.lanes_of(0) == 30
    assert not view.is_strip(0)
    view.move_lines(20)
    assert view.toggle_expanded()
    assert view.lanes_of(0) == 2
    assert view.line == Line(0, 0)
    assert view.line in view.lines()
    view.move_lines(1)
    assert view.line == Line(1, 0), "a strip is one step"
    assert not view.toggle_expanded()


@pytest.mark.parametrize(
    ("count", "height", "tall"),
    [(16, 32, 2), (16, 42, 2), (16, 61, 3), (17, 32, 1), (60, 32, 2), (40, 32, 1), (60, 20, 1), (1, 32, 3), (0, 32, 1)],
)
def test_rows_are_as_tall_as_all_fit(count: int, height: int, tall: int) -> None:
    view = view_of(people(count), height=height, tall=0)
    assert view.tall == tall
    view.choose_tall(3)
    assert view.tall == 3
    view.choose_tall(0)
    assert view.tall == tall


def test_a_new_overlap_keeps_the_height_and_another_day_fits_it_again() -> None:
    rows = people(16)
    view = view_of(rows, height=32, tall=0)
    view.show_rows([crowd(2, 1), *rows[1:]], replace=True)
    assert view.tall == 2
    view.show_window(Axis.whole(START + DAY, START + 2 * DAY, 80, 15), START + DAY)
    view.show_rows([crowd(4, 1), *rows[1:]], replace=True)
    assert view.tall == 1


@pytest.mark.parametrize(("lanes", "tall"), [(1, 2), (2, 2), (3, 2), (4, 1)])
def test_an_overlap_or_two_make_nobodys_words_go(lanes: int, tall: int) -> None:
    """One of eight people may be out of sight for that, and no more."""
    view = view_of([crowd(lanes, 1), *people(16)[1:]], height=32, tall=0)
    assert view.tall == tall
    assert 16 - len({line.row for line in view.lines()}) <= 2


def test_rows_of_a_new_day_are_tall_only_when_all_are_known() -> None:
    view = View()
    view.resize(60, 32)
    view.show_roster(range(1, 17))
    view.show_window(Axis.whole(START, START + DAY, 80, 15), START)
    assert view.tall == 2
    view.show_rows([crowd(4, 1)], replace=False)
    view.show_rows(people(16)[1:], replace=False)
    assert view.tall == 1


def test_going_to_a_hidden_job_unfolds_its_row() -> None:
    view = view_of([crowd(30)], height=12)
    hidden = view.rows[1].lanes[20][0]
    view.to_block(hidden)
    assert view.block == hidden
    assert view.line in view.lines()


def test_w_and_capital_w_visit_the_same_jobs() -> None:
    view = view_of([crowd(3, 1), row((), (), 2), *[each for each in people(4) if each.employee_id > 2]], minute=0)
    seen = []
    while view.next_block(1):
        assert view.block is not None
        seen.append(view.block.job_id)
    assert seen == [100, 101, 102, 3, 4]
    back = []
    while view.next_block(-1):
        back.append(view.block.job_id if view.block else None)
    assert back == seen[-2::-1]


def test_a_click_is_a_cell_or_nothing() -> None:
    view = view_of(people(3))
    assert view.click(view.axis.column(START + 600) - view.left, 1)
    assert (view.employee_id, view.block and view.block.job_id) == (2, 2)
    assert not view.click(5, 9)
    assert not view.click(5, -1)
    assert not view.click(10**6, 1)


@pytest.mark.parametrize("count", [0, 1])
def test_no_rows_and_a_screen_of_one_cell(count: int) -> None:
    view = view_of(people(count), width=1, height=1)
    for by in (1, -1):
        view.move_lines(by)
        view.page(by)
        view.move_steps(by)
        view.scroll(by * 3, by * 5)
        view.follow()
        view.next_block(by)
        view.toggle_expanded()
    view.resize(0, 0)
    assert view.lines() == [Line(0, 0)] * count
    assert START <= view.minute < START + DAY


MOVES = st.one_of(
    st.tuples(st.just("move_lines"), st.integers(-30, 30)), st.tuples(st.just("page"), st.sampled_from([1, -1])),
    st.tuples(st.just("move_steps"), st.integers(-8, 8)), st.tuples(st.just("next_block"), st.sampled_from([1, -1])),
    st.tuples(st.just("to_minute"), st.integers(START - 99, START + DAY + 99)),
)  # fmt: skip


@given(
    st.lists(st.integers(0, 20), min_size=1, max_size=9), st.integers(1, 80), st.integers(1, 30),
    st.lists(MOVES, max_size=12),
)  # fmt: skip
def test_whatever_is_pressed_the_cursor_is_in_sight(
    sizes: list[int], width: int, height: int, moves: list[tuple[str, int]]
) -> None:
    view = view_of([crowd(size, employee) for employee, size in enumerate(sizes, 1)], width, height)
    for name, argument in moves:
        getattr(view, name)(argument)
        assert view.line in view.lines()
        assert view.axis.start <= view.minute < view.axis.end
        first, last = view.axis.extent(view.minute, view.minute + view.axis.step)
        assert view.left <= first
        assert width < last - first or last <= view.left + width
        assert len(view.lines()) == min(height, sum(view.lanes_of(each) for each in range(len(sizes))))
