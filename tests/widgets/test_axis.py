"""The axis: one width for every hour, nights narrower, folds of a cell; columns and minutes belong together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.board.day_hours import NIGHT, Stretch
from industrack_tui.widgets.timeline.axis import DAY_ZOOMS, RATE, Axis, fit_axis, zoomed
from tests.widgets.boards import DAY, START


def axis(width: int, *stretches: tuple[float, float, int], days: int = 1) -> Axis:
    hours = tuple(Stretch(int(START + low * 60), int(START + high * 60), divisor) for low, high, divisor in stretches)
    return fit_axis(START, START + days * DAY, 15, hours, width)


def test_the_worked_example_fits_its_width() -> None:
    day = axis(74, (7, 21, 1), (22, 24, NIGHT))
    assert day.rate == 4.75 * RATE
    assert [(piece.column, piece.columns) for piece in day.pieces] == [(0, 1), (1, 67), (68, 1), (69, 4)]
    assert day.columns == 73
    first, last = day.extent(START + 8 * 60, START + 9 * 60 + 15)
    assert last - first in (5, 6)
    assert (day.step, day.step_at(START + 22 * 60)) == (15, 60)


@pytest.mark.parametrize("width", [26, 62, 74, 134, 172])
@pytest.mark.parametrize("days", range(1, 15))
def test_so_many_days_fit_every_width(width: int, days: int) -> None:
    shown = [(day * 24 + 7, day * 24 + 19, 1) for day in range(days)]
    fit = axis(width, *shown, days=days)
    assert sum(not piece.is_fold for piece in fit.pieces) == days
    assert fit.columns <= max(width, 2 * days + 1)
    if days < 5:
        assert fit.columns > width - days * 4, "and leave little of it"


def test_an_hour_is_quarters_of_a_cell_or_twentieths_below_one() -> None:
    for width in range(20, 300):
        rate = axis(width, (7, 19, 1)).rate
        assert rate % 5 == 0 if rate >= RATE else rate > 0
    assert axis(5000, (7, 19, 1)).rate == 30 * RATE


STRETCHES = st.lists(st.integers(0, 47), min_size=2, max_size=8, unique=True).map(sorted)


@st.composite
def axes(draw: st.DrawFn) -> Axis:
    """Any hours of two days, at any width or zoom."""
    hours = draw(STRETCHES)
    stretches = tuple(
        Stretch(START + low * 60, START + high * 60, draw(st.sampled_from([1, NIGHT])))
        for low, high in zip(hours[::2], hours[1::2], strict=False)
    )
    slot = draw(st.sampled_from([5, 15, 20, 30, 45, 60]))
    if draw(st.booleans()):
        return Axis(START, START + 2 * DAY, zoomed(draw(st.sampled_from(DAY_ZOOMS))), slot, stretches)
    return fit_axis(START, START + 2 * DAY, slot, stretches, draw(st.integers(10, 250)))


@given(axes())
def test_columns_and_minutes_are_each_others_inverse(drawn: Axis) -> None:
    assert [drawn.column(drawn.minute(column)) for column in range(drawn.columns)] == list(range(drawn.columns))
    minutes = [drawn.column(START + minute) for minute in range(0, 2 * DAY, 7)]
    assert minutes == sorted(minutes)
    assert (drawn.column(START - 1), drawn.column(START + 2 * DAY)) == (-1, drawn.columns)
    assert (drawn.minute(-3), drawn.minute(10**6)) == (START, START + 2 * DAY)


@given(axes(), st.integers(-3000, 6000), st.integers(1, 4000))
def test_an_extent_is_on_the_axis_and_never_empty(drawn: Axis, start: int, length: int) -> None:
    if start < 2 * DAY and start + length > 0:
        first, last = drawn.extent(START + start, START + start + length)
        assert 0 <= first < last <= drawn.columns


@given(axes(), st.integers(-100, 2 * DAY + 100))
def test_the_cursor_never_rests_on_a_fold_and_every_step_shows(drawn: Axis, minute: int) -> None:
    for place in (drawn.snapped(START + minute), drawn.slotted(START + minute)):
        assert not drawn.piece(place).is_fold
        assert START <= place < START + 2 * DAY
    place = drawn.snapped(START + minute)
    assert drawn.snapped(place) == place
    seen = [place]
    while (after := drawn.stepped(seen[-1], 1)) is not None:
        assert drawn.column(after) > drawn.column(seen[-1])
        seen.append(after)
    assert not any(piece.first > seen[-1] for piece in drawn.pieces if not piece.is_fold)
    for expected in reversed(seen[:-1]):
        place = drawn.stepped(seen.pop(), -1) or 0
        assert place == expected
    assert drawn.stepped(place, 0) == place


@given(axes(), st.integers(0, 2 * DAY - 1), st.integers(-30, 30))
def test_many_steps_are_as_one_by_one(drawn: Axis, minute: int, by: int) -> None:
    place: int | None = drawn.snapped(START + minute)
    assert place is not None
    at_once = drawn.stepped(place, by)
    for _ in range(abs(by)):
        place = drawn.stepped(place, 1 if by > 0 else -1) if place is not None else None
    assert at_once == place


def test_what_lies_in_a_fold_is_told_so() -> None:
    day = axis(74, (7, 19, 1))
    assert day.is_folded(START - 120, START + 120)
    assert day.is_folded(START + 20 * 60, START + 3 * DAY)
    assert not day.is_folded(START - 120, START + 421)
    assert not day.is_folded(START + 480, START + 481)
