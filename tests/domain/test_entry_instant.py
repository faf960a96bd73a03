"""Instants as machines write them, pasted where a day or a time is typed."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.time.entry import (
    EntryError,
    format_off,
    format_when,
    parse_clock,
    parse_day,
    parse_off,
    parse_when,
)
from tests.domain.test_entry_inverse import instants, near_clock_changes, zones
from tests.domain.test_entry_when import NEW_YORK, NOW, local, read, refusal


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("2026-11-24T14:00:00Z", "2026-11-24 09:00"), ("2026-11-24t14:00z", "2026-11-24 09:00"),
        ("2026-11-24T14:00:00.123456Z", "2026-11-24 09:00"), ("2026-11-24T14:00:00,5Z", "2026-11-24 09:00"),
        ("2026-11-24 14:00:00 UTC", "2026-11-24 09:00"), ("2026-11-24 14:00 GMT", "2026-11-24 09:00"),
        ("20261124T140000Z", "2026-11-24 09:00"), ("20261124T1400Z", "2026-11-24 09:00"),
        ("2026-11-24T14:00:00+01:00", "2026-11-24 08:00"), ("2026-11-24 14:00:00+01", "2026-11-24 08:00"),
        ("2026-11-24 14:00 +0530", "2026-11-24 03:30"), ("2026-11-24T14:00:00+00:00", "2026-11-24 09:00"),
        ("2026-11-24T14:00:00-05:00", "2026-11-24 14:00"), ("2026-11-24T14:00-05:00", "2026-11-24 14:00"),
        ("2026-11-24T14:00:00-0330", "2026-11-24 12:30"), ("2026-11-24 14:00:00-08", "2026-11-24 17:00"),
        ("2026-11-24T09:00:00-11:00", "2026-11-24 15:00"), ("2026-11-24T14:00:00\u221205:00", "2026-11-24 14:00"),
        ("2026-11-24T02:00:00Z", "2026-11-23 21:00"), ("2026-12-31T23:30:00-08:00", "2027-01-01 02:30"),
        ("2026-11-24T00:00:00+14:00", "2026-11-23 05:00"), ("2026-11-01T05:30:00Z", "2026-11-01 01:30"),
        ("2026-11-01T06:30:00Z", "2026-11-01 01:30"), ("tue 2026-11-24T14:00Z", "2026-11-24 09:00"),
    ],
)  # fmt: skip
def test_an_instant_is_the_companys_day_and_time(text: str, understood: str) -> None:
    for day in (None, date(2027, 1, 5)):
        when = read(text, base=day)
        assert (local(when.starts_at), when.ends_at) == (understood, None)
        assert (when.has_date, when.has_time) == (True, True)
    named = parse_day(text, now=NOW, zone=NEW_YORK) if not text.startswith("tue") else date(2026, 11, 24)
    assert named.isoformat() == understood[:10]


def test_the_pass_of_a_time_that_comes_twice_is_known() -> None:
    first, second = (read(f"2026-11-01T0{hour}:30:00Z").starts_at for hour in (5, 6))
    assert second - first == timedelta(hours=1)
    written = [format_when(each, NEW_YORK, today=date(2026, 11, 23)) for each in (first, second)]
    assert [text.split()[-1] for text in written] == ["first", "second"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-11-24T14:00Z - 2026-11-24T15:30Z", "2026-11-24 09:00", "2026-11-24 10:30"),
        ("2026-11-24T14:00:00+01:00 to 2026-11-24T15:00:00+01:00", "2026-11-24 08:00", "2026-11-24 09:00"),
        ("2026-11-24T14:00Z-11", "2026-11-24 09:00", "2026-11-24 11:00"),
        # a stretch of the company's own time, as before
        ("2026-11-24 09:00-11:00", "2026-11-24 09:00", "2026-11-24 11:00"),
        ("2026-11-24T14:00-16:00", "2026-11-24 14:00", "2026-11-24 16:00"),
        ("2026-11-24 22:00-02:00", "2026-11-24 22:00", "2026-11-25 02:00"),
    ],
)
def test_stretches(text: str, start: str, end: str) -> None:
    when = read(text)
    assert when.ends_at is not None
    assert (local(when.starts_at), local(when.ends_at)) == (start, end)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-11-24T09:00-11:00", "could be the end or an offset from UTC: type 2026-11-24 09:00 - 11:00, or"),
        ("2026-11-24 09:00:00-11", "could be the end or an offset"),
        ("2026-02-30T14:00:00Z", "February 2026 has 28 days"), ("2026-13-01T14:00:00Z", "no month 13"),
        ("2026-11-24T25:00:00Z", "25:00 is no time"), ("2026-11-24T14:61Z", "14:61 is no time"),
        ("2026-11-24T14:00+05:75", "is no offset from UTC"),
        ("1999-11-24T14:00:00Z", "1999"), ("2000-01-01T00:00:00Z", "1999"), ("9999-12-31T23:59:59-12:00", "9999"),
        ("0000-01-01T00:00:00Z", "0"), ("2026-11-24T14:00Z 15:00", "two times"), ("mon 2026-11-24T14:00Z", "Tuesday"),
        ("2026-11-24T14:00Z first", "happens only once"), ("2026-11-24T14:00:00Zulu", "no day or time"),
    ],
)  # fmt: skip
def test_what_is_none_is_refused_in_words(text: str, words: str) -> None:
    assert words in refusal(text).sentence


def test_what_the_question_suggests_is_understood() -> None:
    asked = refusal("2026-11-24T09:00-11:00")
    assert asked.suggestion is not None
    assert local(read(asked.suggestion).starts_at) == "2026-11-24 09:00"
    other = asked.sentence.removesuffix(".").rsplit("or ", 1)[1]
    assert local(read(other).starts_at) == "2026-11-24 15:00"


def test_time_off_and_times_of_day() -> None:
    off = parse_off("2026-11-24T14:00Z - 2026-11-25T15:00Z", now=NOW, zone=NEW_YORK)
    assert format_off(off, NEW_YORK) == "Tue 24 Nov 2026 9:00 - Wed 25 Nov 2026 10:00".replace(" 9:", " 09:")
    with pytest.raises(EntryError, match="no time of day"):
        parse_clock("2026-11-24T14:00Z")


offsets = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(instants, zones, offsets)
def test_any_instant_in_any_offset_is_that_minute(instant: datetime, zone: ZoneInfo, offset: timezone) -> None:
    # the first and last days of the years that can be typed may be another year's elsewhere
    if 2000 < instant.astimezone(offset).year < 2100 and 2000 < instant.astimezone(zone).year < 2100:
        text = instant.astimezone(offset).isoformat()
        assert parse_when(text, now=NOW, zone=zone).starts_at == instant


@given(near_clock_changes())
def test_also_where_clocks_change(given_: tuple[datetime, ZoneInfo]) -> None:
    instant, zone = given_
    assert parse_when(instant.astimezone(UTC).isoformat(), now=NOW, zone=zone).starts_at == instant
