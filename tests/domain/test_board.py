"""Lanes and shades of the board."""

from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.board.board import Block, QueueEntry, Row, Shade, lanes, overlapping
from industrack_core.domain.board.working_hours import shades, working_minutes
from industrack_core.domain.records.office import Employee, Shift, TimeOff
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import day_span

NEW_YORK = ZoneInfo("America/New_York")
EVERY_DAY_9_TO_17 = tuple(Shift(weekday, 540, 1020) for weekday in range(7))


def block(job_id: int, start: int, end: int) -> Block:
    return Block(1, job_id, 1, start, end, str(job_id), "", "", "", "", "", "", None, None, "1,2", "", "", "", "")


BLOCKS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=25).map(
    lambda pairs: [block(number, start, start + length) for number, (start, length) in enumerate(pairs)]
)


def touch(one: Block, other: Block) -> bool:
    return one.start < other.end and other.start < one.end


@given(BLOCKS)
def test_lanes_hold_every_block_once_and_none_that_overlap(blocks: list[Block]) -> None:
    spread = lanes(blocks)
    assert sorted(item for lane in spread for item in lane) == sorted(blocks)
    for lane in spread:
        assert all(one.end <= other.start for one, other in pairwise(lane))


@given(BLOCKS)
def test_lanes_are_as_few_as_the_most_at_one_moment(blocks: list[Block]) -> None:
    busiest = max((sum(item.start <= minute < item.end for item in blocks) for minute in range(81)), default=0)
    assert len(lanes(blocks)) == busiest


@given(BLOCKS, st.randoms())
def test_lanes_do_not_depend_on_the_order_of_reading(blocks: list[Block], dice: object) -> None:
    shuffled = blocks[:]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert lanes(shuffled) == lanes(blocks)


@given(BLOCKS, BLOCKS)
def test_work_of_another_time_moves_nothing(blocks: list[Block], others: list[Block]) -> None:
    later = [item._replace(start=item.start + 100, end=item.end + 100, job_id=item.job_id + 100) for item in others]
    both = {item.job_id: number for number, lane in enumerate(lanes([*blocks, *later])) for item in lane}
    alone = {item.job_id: number for number, lane in enumerate(lanes(blocks)) for item in lane}
    assert alone.items() <= both.items()


@given(BLOCKS)
def test_overlapping_names_those_that_share_time(blocks: list[Block]) -> None:
    expected = {one.job_id for one in blocks for other in blocks if one is not other and touch(one, other)}
    row = Row(1, lanes(blocks))
    assert overlapping(row) == expected
    assert row.blocks == sorted(blocks, key=lambda item: (item.start, item.job_id))


def test_crew_and_what_is_lacking() -> None:
    assert block(1, 0, 1).crew_ids == (1, 2)
    entry = QueueEntry(1, 1, None, 60, "1", "", "", "", "", "", None, None, "", "", "", "", "")
    assert (entry.lacks, entry.crew_ids) == ("no time no crew", ())
    assert (entry._replace(start=5).lacks, entry._replace(crew="3").lacks) == ("no crew", "no time")


@pytest.mark.parametrize(
    ("day", "before", "worked", "whole"),
    [
        (date(2026, 11, 24), 9 * 60, 8 * 60, 24 * 60),
        (date(2026, 3, 8), 8 * 60, 8 * 60, 23 * 60),  # clocks go forward at 2
        (date(2026, 11, 1), 10 * 60, 8 * 60, 25 * 60),  # clocks go back at 2
    ],
)
def test_hours_keep_the_wall_clock_on_days_of_clock_change(day: date, before: int, worked: int, whole: int) -> None:
    window = day_span(day, NEW_YORK)
    low = minute_of(window.starts_at)
    employee = Employee(last_name="Ruiz", hours=EVERY_DAY_9_TO_17)
    assert shades(employee, window, (), NEW_YORK) == (
        Shade(low, low + before, ""),
        Shade(low + before + worked, low + whole, ""),
    )


def test_a_shift_past_midnight_reaches_into_the_next_day() -> None:
    window = day_span(date(2026, 11, 24), NEW_YORK)  # a Tuesday
    low = minute_of(window.starts_at)
    monday_night = (Shift(0, 22 * 60, 30 * 60),)
    assert working_minutes(monday_night, window, NEW_YORK) == ((low, low + 6 * 60),)
    both = (*monday_night, Shift(1, 5 * 60, 8 * 60))
    assert working_minutes(both, window, NEW_YORK) == ((low, low + 8 * 60),)


def test_unknown_hours_shade_nothing_and_no_shift_that_day_shades_all() -> None:
    window = day_span(date(2026, 11, 22), NEW_YORK)  # a Sunday
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    assert shades(Employee(last_name="Ruiz"), window, (), NEW_YORK) == ()
    weekdays = Employee(last_name="Ruiz", hours=EVERY_DAY_9_TO_17[:5])
    assert shades(weekdays, window, (), NEW_YORK) == (Shade(low, high, ""),)


def test_time_off_is_cut_to_the_window_and_says_why() -> None:
    window = day_span(date(2026, 11, 24), NEW_YORK)
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    long = TimeOff(
        employee_id=1,
        starts_at=datetime(2026, 11, 1, tzinfo=UTC),
        ends_at=datetime(2026, 12, 1, tzinfo=UTC),
        reason="trip",
    )
    past = TimeOff(employee_id=1, starts_at=long.starts_at, ends_at=window.starts_at)
    assert shades(Employee(last_name="Ruiz"), window, (long, past), NEW_YORK) == (Shade(low, high, "trip"),)
