"""Where a time is: columns, slots, lines; also on days with a clock change."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import day_span
from industrack_tui.widgets.timeline.axis import ZOOMS, Axis, zoomed
from industrack_tui.widgets.timeline.geometry import (
    Line,
    block_at,
    distance,
    fitted_left,
    lines_from,
    moved,
)
from tests.widgets.boards import DAY, START, block

CHANGES = [
    ("America/New_York", date(2026, 3, 8), 23), ("America/New_York", date(2026, 11, 1), 25),
    ("Europe/London", date(2026, 3, 29), 23), ("Europe/London", date(2026, 10, 25), 25),
    ("Australia/Lord_Howe", date(2026, 10, 4), 23.5), ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
]  # fmt: skip
LANES = st.lists(st.integers(1, 20), min_size=1, max_size=12)


def axis_of(day: date, zone: str, zoom: int) -> Axis:
    window = day_span(day, ZoneInfo(zone))
    return Axis.whole(minute_of(window.starts_at), minute_of(window.ends_at), zoomed(zoom), 15)


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize(("zone", "day", "hours"), CHANGES)
def test_a_day_with_a_clock_change_has_its_own_length(zone: str, day: date, hours: float, zoom: int) -> None:
    axis = axis_of(day, zone, zoom)
    assert axis.columns == -(-hours * 60 // zoom)
    assert all(axis.column(axis.minute(column)) == column for column in range(axis.columns))
    assert axis.snapped(axis.end - 1) < axis.end
    assert axis.snapped(10**9) == axis.snapped(axis.end - 1)
    assert axis.snapped(0) == axis.start


@given(st.sampled_from(ZOOMS), st.integers(-3000, 3000), st.integers(1, 4000))
def test_an_extent_is_in_the_window_and_never_empty(zoom: int, start: int, length: int) -> None:
    axis = Axis.whole(START, START + DAY, zoomed(zoom), 15)
    if start < DAY and start + length > 0:
        first, last = axis.extent(START + start, START + start + length)
        assert 0 <= first < last <= axis.columns


@given(st.sampled_from(ZOOMS), st.integers(0, DAY - 1))
def test_a_slot_holds_its_minute(zoom: int, minute: int) -> None:
    axis = Axis.whole(START, START + DAY, zoomed(zoom), 15)
    slot = axis.snapped(START + minute)
    assert slot <= START + minute < slot + axis.step
    assert axis.snapped(slot) == slot


@given(LANES, st.data())
def test_lines_are_walked_and_counted_alike(lanes: list[int], data: st.DataObject) -> None:
    every = [Line(row, lane) for row, count in enumerate(lanes) for lane in range(count)]
    first = data.draw(st.integers(0, len(every) - 1))
    second = data.draw(st.integers(first, len(every) - 1))
    height = data.draw(st.integers(1, 30))
    assert lines_from(every[first], height, len(lanes), lanes.__getitem__) == every[first : first + height]
    assert distance(every[first], every[second], 10**6, lanes.__getitem__) == second - first
    assert distance(every[first], every[second], 3, lanes.__getitem__) == min(3, second - first)
    assert moved(every[first], second - first, len(lanes), lanes.__getitem__) == every[second]
    assert moved(every[second], first - second, len(lanes), lanes.__getitem__) == every[first]
    assert moved(every[first], 10**6, len(lanes), lanes.__getitem__) == every[-1]
    assert moved(every[first], -(10**6), len(lanes), lanes.__getitem__) == every[0]


@given(st.integers(0, 300), st.integers(1, 200), st.integers(1, 300), st.data())
def test_the_cursor_is_kept_in_sight(left: int, width: int, columns: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, columns - 1))
    last = data.draw(st.integers(first + 1, min(columns, first + max(1, width // 2))))
    fitted = fitted_left(left, width, columns, first, last)
    assert 0 <= fitted <= max(0, columns - width)
    assert fitted <= first
    assert last - first > width or last <= fitted + width


def test_the_block_that_covers_the_cells_start_comes_first() -> None:
    lane = (block(1, 540, 545), block(2, 545, 600))
    assert block_at(lane, START + 540, START + 555) == lane[0]
    assert block_at(lane, START + 545, START + 560) == lane[1]
    assert block_at(lane, START + 600, START + 615) is None
    assert block_at((), START, START + 15) is None
