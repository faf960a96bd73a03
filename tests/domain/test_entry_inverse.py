"""What is written is read back, and no text does more than be refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from industrack_core.domain.text.text import clean_line
from industrack_core.domain.time.entry import (
    EntryError,
    format_span,
    format_when,
    parse_day,
    parse_duration,
    parse_when,
)
from industrack_core.domain.time.span import Span, day_span, local_day

NAMES = ("America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo")
zones = st.sampled_from([ZoneInfo(name) for name in NAMES])
FIRST = datetime(2000, 1, 2, tzinfo=UTC)
MINUTES = int((datetime(2100, 12, 31, tzinfo=UTC) - FIRST) / timedelta(minutes=1))
instants = st.integers(0, MINUTES - 1).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@st.composite
def near_clock_changes(draw: st.DrawFn) -> tuple[datetime, ZoneInfo]:
    """Minutes around the last clock change of a random year."""
    zone, year = draw(zones), draw(st.integers(2001, 2099))
    hour = datetime(year, draw(st.sampled_from([2, 3, 4, 9, 10, 11])), 1, tzinfo=UTC)
    for _ in range(31 * 24):
        after = hour + timedelta(hours=1)
        if after.astimezone(zone).utcoffset() != hour.astimezone(zone).utcoffset():
            break
        hour = after
    return hour + timedelta(minutes=draw(st.integers(-90, 150))), zone


moments = st.one_of(st.tuples(instants, zones), near_clock_changes())


@settings(max_examples=250)
@given(moments, st.one_of(instants, st.none()))
def test_a_moment_is_read_back_to_the_minute(moment: tuple[datetime, ZoneInfo], other: datetime | None) -> None:
    instant, zone = moment
    now = other or instant + timedelta(days=3)
    text = format_when(instant, zone, today=local_day(now, zone))
    when = parse_when(text, now=now, zone=zone)
    assert when.starts_at == instant
    assert (when.has_date, when.has_time, when.ends_at) == (True, True, None)


@given(moments, st.integers(-185, 185))
def test_a_year_is_left_out_only_where_it_is_clear(moment: tuple[datetime, ZoneInfo], days: int) -> None:
    instant, zone = moment
    now = min(max(instant + timedelta(days=days), FIRST), datetime(2100, 12, 30, tzinfo=UTC))
    text = format_when(instant, zone, today=local_day(now, zone))
    assert parse_when(text, now=now, zone=zone).starts_at == instant


@given(moments, st.integers(1, 6 * 24 * 60))
def test_a_span_is_read_back_beside_its_own_day(moment: tuple[datetime, ZoneInfo], minutes: int) -> None:
    instant, zone = moment
    instant = min(instant, datetime(2100, 12, 24, tzinfo=UTC))
    span = Span(instant, instant + timedelta(minutes=minutes))
    day = local_day(instant, zone)
    now = day_span(day, zone).starts_at
    when = parse_when(format_span(span, zone), now=now, zone=zone, base=day)
    assert (when.starts_at, when.ends_at) == (span.starts_at, span.ends_at)


def test_a_moment_is_written_as_a_dispatcher_would() -> None:
    new_york, today = ZoneInfo("America/New_York"), date(2026, 11, 23)
    written = {
        datetime(2026, 11, 24, 19, tzinfo=UTC): "Tue 24 Nov 14:00",
        datetime(2027, 7, 1, 13, 5, tzinfo=UTC): "Thu 1 Jul 2027 09:05",
        datetime(2026, 11, 1, 5, 30, tzinfo=UTC): "Sun 1 Nov 01:30 first",
        datetime(2026, 11, 1, 6, 30, tzinfo=UTC): "Sun 1 Nov 01:30 second",
    }
    assert {instant: format_when(instant, new_york, today=today) for instant in written} == written


WORDS = [
    "today", "tom", "mon", "next", "next fri", "9", "24", "25:00", "9:30", "1430", "2pm", "13pm",
    "noon", "now", "eod",
    "+3d", "+2h", "in", "in 2h", "-", "to", "at", "first", "second", "1 dec", "30 feb", "feb",
    "2026-12-01", "9999-99-99",
    "24.12.", "3/4", "99/99", "2028", "1e400", "nan", "99999", "'", "h", "d", "m", "1.5h", "half",
    "an hour", ",", ":",
    "1 nov", "14 mar 2:30", "1:30", "0000-01-01", "31", "2101", "dec 1 2100", "٣", "\x00", "\ud800", "İ",
]  # fmt: skip
soups = st.lists(st.sampled_from(WORDS), max_size=7).flatmap(
    lambda parts: st.sampled_from([" ", "", "-"]).map(lambda blank: blank.join(parts))
)


def refusal_of(reader: Callable[[], object]) -> str | None:
    try:
        reader()
    except EntryError as refused:
        return refused.sentence
    return None


@settings(max_examples=700)
@given(st.one_of(soups, st.text(st.characters(), max_size=70)), zones, instants, st.booleans())
def test_any_text_is_read_or_refused_with_a_sentence(text: str, zone: ZoneInfo, now: datetime, flag: bool) -> None:
    base = local_day(now, zone) if flag else None
    readers = (
        lambda: parse_when(text, now=now, zone=zone, base=base, day_first=flag, clock24=flag),
        lambda: parse_day(text, now=now, zone=zone, day_first=flag),
        lambda: parse_duration(text),
    )
    for sentence in filter(None, map(refusal_of, readers)):
        assert sentence.endswith((".", "?"))
        assert clean_line(sentence) == sentence
