"""The days of a report: how they are typed, and the weeks and months in them."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.reports.period import MOST_DAYS, Period, months, parse_period, weeks, whole
from industrack_core.domain.reports.stretches import apart, shared, spread
from industrack_core.domain.time.entry import EntryError
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import day_span

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)  # a Thursday
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
PERIODS = st.builds(lambda first, days: Period(first, first + timedelta(days)), DAYS, st.integers(0, 360))
STRETCHES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: (pair[0], sum(pair))))


def typed(text: str, *, first_weekday: int = 0) -> Period:
    return parse_period(text, now=NOW, zone=ZONE, first_weekday=first_weekday, day_first=True)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("13 weeks", "2026-08-31", "2026-11-26"), ("1 week", "2026-11-23", "2026-11-26"),
        ("12 months", "2025-12-01", "2026-11-26"), ("1m", "2026-11-01", "2026-11-26"),
        ("2 years", "2024-12-01", "2026-11-26"), ("30 Days", "2026-10-28", "2026-11-26"),
        ("oct", "2026-10-01", "2026-10-31"), ("December", "2025-12-01", "2025-12-31"),
        ("feb 2024", "2024-02-01", "2024-02-29"), ("2025", "2025-01-01", "2025-12-31"),
        ("1 sep - 30 nov", "2026-09-01", "2026-11-30"), ("yesterday", "2026-11-25", "2026-11-25"),
    ],
)  # fmt: skip
def test_periods_as_people_type_them(text: str, first: str, last: str) -> None:
    assert typed(text) == Period(date.fromisoformat(first), date.fromisoformat(last))


def test_weeks_begin_as_the_company_s_do() -> None:
    assert typed("13 weeks", first_weekday=6).first == date(2026, 8, 30)


@pytest.mark.parametrize(
    "text", ["", "0 weeks", "9999 weeks", "tue 9-11", "14:00", "octopus", "1999", "2101", "5 years"]
)
def test_what_is_no_period_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(EntryError) as refused:
        typed(text)
    assert refused.value.sentence.endswith(".")


@given(PERIODS)
def test_what_is_said_of_a_period_reads_back(period: Period) -> None:
    assert typed(str(period)) == period


@given(PERIODS, st.integers(0, 6), st.sampled_from(["America/New_York", "Asia/Beirut", "Pacific/Apia", "UTC"]))
def test_weeks_and_months_fill_the_period_without_a_gap(period: Period, first_weekday: int, key: str) -> None:
    zone = ZoneInfo(key)
    for buckets in (weeks(period, zone, first_weekday), months(period, zone), whole(period, zone)):
        assert buckets[0].first == period.first
        assert len({each.label for each in buckets}) == len(buckets)
        assert [each.high for each in buckets[:-1]] == [each.low for each in buckets[1:]]
        assert all(each.low < each.high for each in buckets)
        assert buckets[0].low == minute_of(day_span(period.first, zone).starts_at)
        assert buckets[-1].high == minute_of(day_span(period.last, zone).ends_at)
    assert all(each.first.weekday() == first_weekday for each in weeks(period, zone, first_weekday)[1:])


@given(PERIODS)
def test_the_period_before_ends_where_this_one_begins(period: Period) -> None:
    assert period.moved(-1).last == period.first - timedelta(days=1)
    assert period.moved(1).first > period.last
    assert period.days <= period.moved(1).days + 3 <= MOST_DAYS


def test_whole_months_stay_whole_ones_and_begun_weeks_become_whole() -> None:
    assert typed("feb 2026").moved(1) == typed("mar 2026")
    assert str(typed("12 months").moved(-1)) == "1 Dec 2024 - 30 Nov 2025"
    assert str(typed("13 weeks").moved(-1)) == "1 Jun - 30 Aug 2026"
    with pytest.raises(EntryError, match="2000 to 2100"):
        Period(date(2000, 1, 1), date(2000, 12, 31)).moved(-1)


@given(STRETCHES, st.lists(st.integers(0, 90), min_size=2, unique=True).map(sorted))
def test_time_in_several_stretches_counts_once_and_in_its_week(stretches: list[tuple[int, int]], at: list[int]) -> None:
    minutes = {minute for low, high in stretches for minute in range(low, high)}
    counted = [len(minutes & set(range(low, high))) for low, high in pairwise(at)]
    starts, ends = apart([low for low, _ in stretches], [high for _, high in stretches])
    assert sum(ends) - sum(starts) == len(minutes)
    assert spread(starts, ends, at) == counted


@given(st.lists(st.integers(0, 90), unique=True).map(sorted), STRETCHES)
def test_what_is_shared_lies_in_both(ends: list[int], off: list[tuple[int, int]]) -> None:
    stretches = list(zip(ends[::2], ends[1::2], strict=False))
    both = [minute for low, high in shared(stretches, off) for minute in range(low, high)]
    theirs = {minute for low, high in stretches for minute in range(low, high)}
    assert both == sorted(theirs & {minute for low, high in off for minute in range(low, high)})
