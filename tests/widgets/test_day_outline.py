"""Lines of a day are found one by one as they stand in the whole list."""

from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.board.board import DayStart
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import day_span, format_clock
from industrack_tui.widgets.period.day_outline import DayLine, DayOutline

DAYS = (
    ("UTC", date(2026, 11, 24)), ("America/New_York", date(2026, 11, 1)), ("Europe/London", date(2026, 3, 29)),
    ("Australia/Lord_Howe", date(2026, 4, 5)), ("Australia/Lord_Howe", date(2026, 10, 4)),
)  # fmt: skip


def listed(starts: list[DayStart], low: int, high: int, zone: ZoneInfo) -> list[DayLine]:
    """All lines, hour by hour."""
    hours: list[int] = []
    for minute in range(low, high, 15):
        hour = instant_of(minute).astimezone(zone).hour
        if not hours or hour != instant_of(hours[-1]).astimezone(zone).hour or minute - hours[-1] >= 60:
            hours.append(minute)
    lines = []
    for begins, ends in zip(hours, [*hours[1:], high], strict=True):
        label = format_clock(instant_of(begins), zone)
        here = [start for start in starts if begins <= start.minute < ends]
        labels = [label] + [""] * len(here)
        lines += [DayLine(start.minute, labels[at], start.job_id) for at, start in enumerate(here)]
        lines += [] if here else [DayLine(begins, label, None)]
    return lines


@given(st.sampled_from(DAYS), st.lists(st.integers(0, 23 * 60 - 1), max_size=40), st.integers(-90, 26 * 60))
def test_a_line_is_found_where_it_stands_among_all(day: tuple[str, date], offsets: list[int], minute: int) -> None:
    zone = ZoneInfo(day[0])
    span = day_span(day[1], zone)
    low, high = minute_of(span.starts_at), minute_of(span.ends_at)
    starts = sorted(DayStart(low + offset, job) for job, offset in enumerate(offsets, 1))
    outline, expected = DayOutline(starts, low, high, zone), listed(starts, low, high, zone)
    assert outline.count == len(expected)
    assert outline.lines(-3, 999) == expected
    assert outline.lines(7, 12) == expected[7:12]
    for at, line in enumerate(expected):
        if line.job_id is not None:
            assert outline.line_of(line.job_id) == at
    assert outline.line_of(-1) is None
    before = [at for at, line in enumerate(expected) if line.minute <= low + minute]
    assert outline.line_by(low + minute) == max(before, default=0)
