"""Time off as it is typed: whole days or a stretch of time, and what is printed read back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.time.entry import EntryError, format_off, parse_off
from industrack_core.domain.time.span import Span, day_span

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 24, 15, 37, tzinfo=UTC)  # a Tuesday, 10:37 in New York


def read(text: str, zone: ZoneInfo = ZONE, now: datetime = NOW) -> Span:
    return parse_off(text, now=now, zone=zone)


@pytest.mark.parametrize(
    ("text", "first", "days"),
    [
        ("24 dec - 2 jan", date(2026, 12, 24), 10),
        ("dec 24 - jan 2", date(2026, 12, 24), 10),
        ("tomorrow", date(2026, 11, 25), 1),
        ("fri", date(2026, 11, 27), 1),
        ("mon - fri", date(2026, 11, 30), 5),
        ("fri - mon", date(2026, 11, 27), 4),
        ("2026-12-24 - 2027-01-02", date(2026, 12, 24), 10),
        ("today - tomorrow", date(2026, 11, 24), 2),
        ("1 may - 30 apr", date(2027, 5, 1), 366),
        ("1 nov - 7 nov", date(2026, 11, 1), 7),  # a day of 25 hours is among them
    ],
)
def test_whole_days_begin_and_end_at_the_companys_midnight(text: str, first: date, days: int) -> None:
    assert read(text) == day_span(first, ZONE, days)


def test_a_stretch_of_time_is_in_the_companys_zone() -> None:
    assert read("fri 13-17") == Span(datetime(2026, 11, 27, 18, tzinfo=UTC), datetime(2026, 11, 27, 22, tzinfo=UTC))
    assert read("mon 8 - wed 12").minutes == 52 * 60
    assert read("1 nov 0:00-4:00").minutes == 5 * 60  # the clocks go back


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Nothing was typed"),
        ("fri 13", "Until when?"),
        ("24 dec 2026 - 2 jan 2026", "must not come before"),
        ("24 dec - 13:00", "Both ends of a range need a time"),
        ("1 jan 2027 - 1 jan 2031", "1,462 days"),
        ("8 mar 2026 2:30-4", "does not exist"),
        ("1 nov 2026 1:30-4", "happens twice"),
        ("30 feb - 2 mar", "there is no 30"),
        ("1 jan 1990", "outside 2000 to 2100"),
        ("holidays", "is no day or time"),
    ],
)
def test_what_cannot_be_meant_is_said(text: str, sentence: str) -> None:
    with pytest.raises(EntryError, match=r"^\S") as refused:
        read(text)
    assert sentence in refused.value.sentence


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("24 dec - 2 jan", "Thu 24 Dec 2026 - Sat 2 Jan 2027"),
        ("fri", "Fri 27 Nov 2026"),
        ("fri 13-17", "Fri 27 Nov 2026 13:00-17:00"),
        ("mon 8 - wed 12", "Mon 30 Nov 2026 08:00 - Wed 2 Dec 2026 12:00"),
        ("1 nov 1:30 first - 4", "Sun 1 Nov 2026 01:30 first-04:00"),
    ],
)
def test_it_is_printed_with_its_year(text: str, printed: str) -> None:
    assert format_off(read(text), ZONE) == printed


@given(
    st.sampled_from(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]),
    st.integers(0, 60 * 24 * 365 * 3), st.integers(1, 14 * 1440), st.booleans(),
)  # fmt: skip
def test_what_is_printed_is_read_back(zone_name: str, at: int, minutes: int, whole: bool) -> None:
    zone = ZoneInfo(zone_name)
    starts_at = datetime(2026, 1, 2, tzinfo=UTC) + timedelta(minutes=at)
    span = Span(starts_at, starts_at + timedelta(minutes=minutes))
    if whole:
        span = day_span(starts_at.astimezone(zone).date(), zone, 1 + minutes // 1440)
    assert read(format_off(span, zone), zone) == span
