"""Company days, clock changes and spans."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.time.span import (
    Span,
    TimeDoesNotExist,
    TimeIsAmbiguous,
    YearOutOfRange,
    day_span,
    format_clock,
    format_span,
    hour_marks,
    local_day,
    to_utc,
)
from industrack_core.domain.time.zones import company_zone

NEW_YORK = ZoneInfo("America/New_York")
ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu",
        "America/Sao_Paulo", "Asia/Beirut", "America/Havana", "America/St_Johns", "Pacific/Chatham",
    )
]  # fmt: skip
zones = st.sampled_from(ZONES)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
minutes = st.integers(0, 2 * 24 * 60)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def wall(text: str) -> datetime:
    """A wall-clock time, which has no zone."""
    return datetime.fromisoformat(text)


def test_a_span_has_two_utc_ends_in_order() -> None:
    span = Span(utc(2026, 11, 23, 9), utc(2026, 11, 23, 10, 30))
    assert span.minutes == 90
    assert span.contains(span.starts_at)
    assert not span.contains(span.ends_at)
    with pytest.raises(ValueError, match="after it starts"):
        Span(span.starts_at, span.starts_at)
    with pytest.raises(ValueError, match="in UTC"):
        Span(span.starts_at.astimezone(NEW_YORK), span.ends_at)
    with pytest.raises(ValueError, match="in UTC"):
        Span(span.starts_at.replace(tzinfo=None), span.ends_at)


@given(minutes, minutes, minutes, minutes)
def test_two_spans_overlap_where_both_hold_an_instant(a: int, b: int, c: int, d: int) -> None:
    zero = utc(2026, 1, 1)
    one = Span(zero + timedelta(minutes=a), zero + timedelta(minutes=a + b + 1))
    other = Span(zero + timedelta(minutes=c), zero + timedelta(minutes=c + d + 1))
    assert one.overlaps(other) == other.overlaps(one)
    later = max(one.starts_at, other.starts_at)
    if one.overlaps(other):
        assert one.contains(later)
        assert other.contains(later)
    elif one.starts_at <= other.starts_at:
        assert one.ends_at <= other.starts_at


@pytest.mark.parametrize(
    ("zone", "day", "hours", "starts"),
    [
        ("America/New_York", date(2027, 3, 14), 23, utc(2027, 3, 14, 5)),
        ("America/New_York", date(2026, 11, 1), 25, utc(2026, 11, 1, 4)),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5, utc(2026, 10, 3, 13, 30)),
        ("Asia/Kathmandu", date(2026, 11, 1), 24, utc(2026, 10, 31, 18, 15)),
        ("America/Sao_Paulo", date(2018, 11, 4), 23, utc(2018, 11, 4, 3)),
        ("Asia/Beirut", date(2026, 3, 29), 23, utc(2026, 3, 28, 22)),
        ("America/Havana", date(2026, 11, 1), 25, utc(2026, 11, 1, 4)),
    ],
)
def test_a_company_day_has_the_hours_its_clock_shows(zone: str, day: date, hours: float, starts: datetime) -> None:
    span = day_span(day, ZoneInfo(zone))
    assert span.minutes == hours * 60
    assert span.starts_at == starts


@given(st.dates(date(2000, 1, 1), date(2100, 12, 30)), zones)
def test_company_days_touch_and_begin_on_their_own_day(day: date, zone: ZoneInfo) -> None:
    today, both = day_span(day, zone), day_span(day, zone, days=2)
    tomorrow = day_span(day + timedelta(days=1), zone)
    assert today.ends_at == tomorrow.starts_at
    assert both == Span(today.starts_at, tomorrow.ends_at)
    assert local_day(today.starts_at, zone) == day
    assert local_day(today.starts_at - timedelta(minutes=1), zone) == day - timedelta(days=1)


def test_days_outside_the_calendar_are_refused() -> None:
    for day in (date(1999, 12, 31), date(2101, 1, 1), date.max, date.min):
        with pytest.raises(YearOutOfRange):
            day_span(day, NEW_YORK)
    with pytest.raises(YearOutOfRange):
        day_span(date(2100, 12, 31), NEW_YORK, days=2)
    with pytest.raises(ValueError, match="at least one"):
        day_span(date(2026, 1, 1), NEW_YORK, days=0)
    with pytest.raises(TimeDoesNotExist):
        day_span(date(2011, 12, 30), ZoneInfo("Pacific/Apia"))
    for instant in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        with pytest.raises(YearOutOfRange):
            local_day(instant, NEW_YORK)


def test_a_skipped_time_names_its_neighbours_and_the_change() -> None:
    with pytest.raises(TimeDoesNotExist) as refused:
        to_utc(wall("2027-03-14 02:30"), NEW_YORK, fold=1)
    gap = refused.value
    assert (gap.before, gap.after) == (wall("2027-03-14 01:30"), wall("2027-03-14 03:30"))
    assert (gap.gap_starts, gap.gap_ends) == (wall("2027-03-14 02:00"), wall("2027-03-14 03:00"))
    with pytest.raises(TimeDoesNotExist) as refused:
        to_utc(wall("2026-10-04 02:10"), ZoneInfo("Australia/Lord_Howe"))
    assert refused.value.gap_ends - refused.value.gap_starts == timedelta(minutes=30)


def test_a_doubled_time_carries_both_instants() -> None:
    twice = wall("2026-11-01 01:30")
    with pytest.raises(TimeIsAmbiguous) as refused:
        to_utc(twice, NEW_YORK)
    assert refused.value.first == to_utc(twice, NEW_YORK, fold=0) == utc(2026, 11, 1, 5, 30)
    assert refused.value.second == to_utc(twice, NEW_YORK, fold=1) == utc(2026, 11, 1, 6, 30)
    with pytest.raises(ValueError, match="no zone"):
        to_utc(utc(2026, 11, 1), NEW_YORK)
    with pytest.raises(YearOutOfRange):
        to_utc(wall("9999-12-31 23:59"), NEW_YORK)


@given(days, st.integers(0, 1439), zones, st.integers(0, 1))
def test_a_wall_clock_time_comes_back_from_utc(day: date, minute: int, zone: ZoneInfo, fold: int) -> None:
    local = wall(f"{day} 00:00") + timedelta(minutes=minute)
    gap = None
    try:
        instant = to_utc(local, zone, fold)
    except TimeDoesNotExist as refused:
        gap = refused
    if gap:
        assert gap.gap_starts <= local < gap.gap_ends
        assert to_utc(gap.before, zone, 0) < to_utc(gap.after, zone, 0)
        return
    assert instant.tzinfo is UTC
    assert instant.astimezone(zone).replace(tzinfo=None, fold=0) == local


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/New_York", date(2026, 6, 1), list(range(24))),
        ("America/New_York", date(2027, 3, 14), [0, 1, *range(3, 24)]),
        ("America/New_York", date(2026, 11, 1), [0, 1, *range(1, 24)]),
        ("Asia/Kathmandu", date(2026, 6, 1), list(range(24))),
        ("Australia/Lord_Howe", date(2026, 10, 4), [0, 1, *range(3, 24)]),
        ("Australia/Lord_Howe", date(2026, 4, 5), list(range(24))),
        ("America/Sao_Paulo", date(2018, 11, 4), list(range(1, 24))),
    ],
)
def test_hour_marks_follow_the_wall_clock(zone: str, day: date, hours: list[int]) -> None:
    there = ZoneInfo(zone)
    marks = hour_marks(day_span(day, there), there)
    assert [hour for _, hour in marks] == hours
    assert [(at.astimezone(there).hour, at.astimezone(there).minute) for at, _ in marks] == [(h, 0) for h in hours]
    assert sorted(at for at, _ in marks) == [at for at, _ in marks]


def test_hour_marks_of_a_crooked_span_start_at_the_next_hour() -> None:
    span = Span(utc(2026, 6, 1, 4, 7).replace(second=9), utc(2026, 6, 1, 6))
    assert hour_marks(span, NEW_YORK) == [(utc(2026, 6, 1, 5), 1)]


@pytest.mark.parametrize(
    ("starts", "ends", "text"),
    [
        (utc(2026, 11, 24, 13, 30), utc(2026, 11, 24, 15), "08:30-10:00"),
        (utc(2026, 11, 25, 3), utc(2026, 11, 25, 7), "Tue 22:00 - Wed 02:00"),
        (utc(2026, 11, 25, 3), utc(2026, 12, 4, 7), "Tue 24 Nov 22:00 - Fri 4 Dec 02:00"),
        (utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6, 30), "01:30 first-01:30 second"),
    ],
)
def test_a_span_is_written_as_short_as_it_stays_clear(starts: datetime, ends: datetime, text: str) -> None:
    assert format_span(Span(starts, ends), NEW_YORK) == text


@pytest.mark.parametrize(
    ("clock", "said"),
    [("00:00", "12:00am"), ("00:30", "12:30am"), ("09:05", "9:05am"), ("12:00", "12:00pm"), ("23:59", "11:59pm")],
)
def test_a_clock_of_twice_twelve_hours(clock: str, said: str) -> None:
    hour, minute = map(int, clock.split(":"))
    for clock24, written in ((True, clock), (False, said)):
        zone = company_zone("America/New_York", clock24=clock24)
        instant = datetime(2026, 11, 24, hour, minute, tzinfo=zone).astimezone(UTC)
        assert format_clock(instant, zone) == written


def test_hours_that_come_twice_are_told_apart_on_either_clock() -> None:
    zone = company_zone("America/New_York", clock24=False)
    said = [format_clock(datetime(2026, 11, 1, hour, 30, tzinfo=UTC), zone) for hour in (5, 6)]
    assert said == ["1:30am first", "1:30am second"]
