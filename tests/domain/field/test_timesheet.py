"""A timesheet: minutes of each day by kind, and what is to be looked at."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.records import TimeEntry
from industrack_core.domain.field.timesheet import (
    OPEN_TOO_LONG,
    day_times,
    is_forgotten,
    marks_said,
    minutes_of,
    paid_minutes,
)

ZONE = ZoneInfo("America/New_York")
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


def entry(kind: EntryKind, start: datetime, minutes: int | None, *mark: Mark) -> TimeEntry:
    end = start + timedelta(minutes=minutes) if minutes is not None else None
    return TimeEntry(employee_id=1, kind=kind, starts_at=start, ends_at=end, mark=mark)


def test_minutes_count_on_the_day_on_which_they_began_in_the_companys_zone() -> None:
    late = datetime(2026, 11, 24, 4, 30, tzinfo=UTC)  # Monday 23:30 in New York
    days = day_times(
        [
            entry(EntryKind.SHIFT, late, 120),
            entry(EntryKind.JOB, datetime(2026, 11, 24, 15, 0, tzinfo=UTC), 45),
            entry(EntryKind.JOB, datetime(2026, 11, 24, 16, 0, tzinfo=UTC), 15, Mark.AUTO),
            entry(EntryKind.TRAVEL, datetime(2026, 11, 30, 16, 0, tzinfo=UTC), 15),
        ],
        MONDAY, 7, NOW, ZONE,
    )  # fmt: skip
    assert [each.day for each in days] == [MONDAY + timedelta(days=count) for count in range(7)]
    assert days[0].minutes == {EntryKind.SHIFT: 120, EntryKind.TRAVEL: 0, EntryKind.JOB: 0, EntryKind.BREAK: 0}
    assert days[1].minutes[EntryKind.JOB] == 60
    assert days[1].marks == ("by itself",)
    assert sum(sum(each.minutes.values()) for each in days) == 180, "the next week's is not this one's"


def test_what_is_open_counts_until_now_and_is_told_after_sixteen_hours() -> None:
    running = entry(EntryKind.SHIFT, NOW - timedelta(hours=2), None)
    assert day_times([running], date(2026, 11, 24), 1, NOW, ZONE)[0].minutes[EntryKind.SHIFT] == 120
    assert not is_forgotten(running, NOW)
    old = entry(EntryKind.SHIFT, NOW - OPEN_TOO_LONG, None)
    assert is_forgotten(old, NOW)
    assert not is_forgotten(entry(EntryKind.SHIFT, NOW - OPEN_TOO_LONG, 480), NOW), "it ended"
    found = [each.marks for each in day_times([old], date(2026, 11, 23), 2, NOW, ZONE)]
    assert ("still open",) in found


def test_a_time_of_no_length_counts_nothing_nor_does_one_that_lies_ahead() -> None:
    assert minutes_of(entry(EntryKind.JOB, NOW, 0), NOW) == 0
    assert minutes_of(entry(EntryKind.JOB, NOW + timedelta(minutes=5), None), NOW) == 0


def test_marks_are_said_once_in_one_order() -> None:
    assert marks_said(each for each in (Mark.AMENDED, Mark.CLOCK, Mark.AMENDED)) == "clock was wrong, amended"
    assert marks_said(()) == ""


@pytest.mark.parametrize(
    ("shift", "travel", "job", "rest", "without", "with_breaks"),
    [(480, 60, 300, 30, 450, 480), (0, 60, 300, 30, 360, 390), (0, 0, 0, 0, 0, 0), (20, 0, 0, 30, 0, 20)],
)
def test_a_shift_is_paid_without_its_breaks_unless_those_are_paid(
    shift: int, travel: int, job: int, rest: int, without: int, with_breaks: int
) -> None:
    minutes = dict(zip(EntryKind, (shift, travel, job, rest), strict=True))
    assert (paid_minutes(minutes, False), paid_minutes(minutes, True)) == (without, with_breaks)
