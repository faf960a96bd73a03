"""Which hours of a day a board shows: whole open hours, nights that have jobs, on days with a clock change too."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.board.board import JobHours
from industrack_core.domain.board.day_hours import Stretch, WeekHours, board_day, shown_hours, week_hours, window
from industrack_core.domain.records.office import Calendar, Shift
from industrack_core.domain.time.minute import instant_of, minute_of

LONDON = ZoneInfo("Europe/London")
DAY = date(2026, 11, 25)  # a Wednesday
DEFAULT = Calendar(name="Default", opens=0, closes=1440, is_default=True)
NOBODY = WeekHours()


def at(hours: float, day: date = DAY, zone: ZoneInfo = LONDON) -> int:
    """So many hours of the wall clock after a day's midnight."""
    wall = datetime(day.year, day.month, day.day, tzinfo=zone)
    return minute_of(wall + timedelta(hours=hours))


def works(*shifts: tuple[float, float]) -> WeekHours:
    """Everybody works these hours of each day."""
    hours = [tuple(Shift(day, int(low * 60), int(high * 60)) for day in range(7)) for low, high in shifts]
    return week_hours(hours, DEFAULT)


def shown(week: WeekHours, *jobs: tuple[float, float], days: int = 1, asked: float | None = None) -> list[str]:
    """What is shown, told in hours after the first day's midnight; nights in brackets."""
    hours = tuple(JobHours(at(start), at(end)) for start, end in jobs)
    minutes = frozenset([at(asked)] if asked is not None else [])
    found = []
    for first, last, divisor in shown_hours(DAY, days, week, hours, minutes, LONDON):
        text = f"{(first - at(0)) / 60:g}-{(last - at(0)) / 60:g}"
        found.append(text if divisor == 1 else f"({text})")
    return found


@pytest.mark.parametrize(
    ("week", "jobs", "expected"),
    [
        (works((7, 19)), [], ["7-19"]),
        (works((7.5, 16), (9, 18.25)), [], ["7-18.5"]),  # a whole hour to a half one
        (works((9, 12)), [], ["9-17"]),  # eight hours at least
        (works((20, 23)), [], ["16-24"]),
        (works((7, 19)), [(18, 20.25)], ["7-20.5"]),  # a job that ends a little later
        (works((7, 19)), [(5.5, 8)], ["5-19"]),  # a job that begins a little earlier
        (works((7, 19)), [(5.4, 8)], ["(5-7)", "7-19"]),
        (works((7, 19)), [(18, 20.25), (22, 26)], ["7-20.5", "(22-24)"]),  # the worked example
        (works((7, 19)), [(18, 23)], ["7-19", "(19-23)"]),  # what goes on into the night is seen
        (works((7, 19)), [(9, 60)], ["7-19"]),  # a job of days is seen in the open hours
        (works((7, 19)), [(2, 2.08)], ["(2-3)", "7-19"]),
        (works((0, 24)), [], ["0-24"]),
        (works((7, 19), (22, 30)), [], ["7-19", "(22-24)"]),  # who works at night has narrow hours
        (NOBODY, [], ["8-17"]),
        (NOBODY, [(6.5, 9), (12, 20)], ["6-20"]),
        (NOBODY, [(10, 11)], ["10-18"]),
        (NOBODY, [(22, 26)], ["16-24"]),
    ],
)
def test_a_day_shows_its_open_hours_and_the_nights_that_have_jobs(
    week: WeekHours, jobs: list[tuple[float, float]], expected: list[str]
) -> None:
    assert shown(week, *jobs) == expected


def test_a_night_goes_on_into_the_next_day() -> None:
    assert shown(works((7, 19)), (22, 26), days=2) == ["7-19", "(22-26)", "31-43"]
    assert shown(works((0, 24)), days=3) == ["0-72"]


def test_an_hour_that_somebody_asks_for_is_shown() -> None:
    assert shown(works((7, 19)), asked=3.5) == ["(3-4)", "7-19"]
    assert shown(works((7, 19)), asked=10) == ["7-19"]


def test_where_all_work_past_midnight_the_day_begins_with_the_shift() -> None:
    night = works((22, 30))
    assert night.begins == 22 * 60
    span = window(DAY, 1, night, LONDON)
    assert (minute_of(span.starts_at), minute_of(span.ends_at)) == (at(22), at(46))
    assert shown(night) == ["22-30"]
    assert shown(night, (30, 31)) == ["22-31"] or shown(night, (30, 31)) == ["22-30", "(30-31)"]
    assert board_day(at(26), night, LONDON) == DAY
    assert board_day(at(23), night, LONDON) == DAY
    assert board_day(at(21), night, LONDON) == DAY - timedelta(days=1)
    assert board_day(at(26), works((7, 19)), LONDON) == DAY + timedelta(days=1)


def test_a_calendar_of_its_own_has_its_own_hours() -> None:
    week = week_hours([(Shift(2, 0, 1440),)], Calendar(name="Late", opens=10 * 60, closes=20 * 60))
    assert shown(week) == ["10-20"]


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_on_a_day_with_a_clock_change_the_hours_are_the_wall_clocks(day: date, hours: int) -> None:
    span = window(day, 1, works((7, 19)), LONDON)
    assert span.minutes == hours * 60
    assert shown_hours(day, 1, works((7, 19)), (), frozenset(), LONDON) == (
        Stretch(at(7, day), at(19, day), 1),
    )  # fmt: skip
    (only,) = shown_hours(day, 1, works((0, 24)), (), frozenset(), LONDON)
    assert only.last - only.first == hours * 60


def test_a_day_that_the_zone_left_out_is_passed_over() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert window(date(2011, 12, 30), 1, NOBODY, apia).minutes == 24 * 60
    assert len(shown_hours(date(2011, 12, 29), 3, works((7, 19)), (), frozenset(), apia)) == 2


JOBS = st.lists(st.tuples(st.integers(0, 2 * 1440 - 1), st.integers(1, 5000)), max_size=12)


@given(JOBS, st.sampled_from([NOBODY, works((7, 19)), works((22, 30)), works((0, 24)), works((9, 12), (22, 30))]))
def test_every_job_is_shown_where_it_begins_or_goes_through_open_hours(
    jobs: list[tuple[int, int]], week: WeekHours
) -> None:
    span = window(DAY, 2, week, LONDON)
    low, high = minute_of(span.starts_at), minute_of(span.ends_at)
    hours = tuple(JobHours(low + start, low + start + length) for start, length in jobs)
    found = shown_hours(DAY, 2, week, hours, frozenset(), LONDON)
    assert list(found) == sorted(found)
    assert all(one.last <= two.first for one, two in pairwise(found))
    assert low <= found[0].first
    assert found[-1].last <= high
    assert all(instant_of(each).astimezone(LONDON).minute in (0, 30) for stretch in found for each in stretch[:2])
    for start, end in hours:
        assert any(first < end and last > start for first, last, _ in found)
