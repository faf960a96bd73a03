"""What needs an eye and is no job, in tables: silent phones by when they synced and were at work, and the tray."""

import pytest

from industrack_core.domain.board.alarms import ExceptionKind
from industrack_core.domain.board.exceptions import LiveDay
from industrack_core.domain.board.matters import Heard, PhonesNow, Tray, matters, silent_since

NOW = 29_600_870


@pytest.mark.parametrize(
    ("synced", "at_work", "after", "silent"),
    [
        (-29, -120, 30, 0), (-30, -120, 30, 30), (-200, -120, 30, 120), (-200, -29, 30, 0), (-200, -30, 30, 30),
        (0, -120, 30, 0), (-200, -120, 0, 0), (-1000, None, 30, 0), (-30, -120, 31, 0),
    ],
)  # fmt: skip
def test_a_phone_is_silent_when_at_work_nothing_was_heard_of_it(
    synced: int, at_work: int | None, after: int, silent: int
) -> None:
    heard = Heard(1, NOW + synced, NOW + at_work if at_work is not None else 0)
    since = silent_since(heard, after, NOW)
    assert (NOW - since if since else 0) == silent


def test_what_waits_stands_before_who_is_silent_and_only_of_these_people() -> None:
    tray = (Tray(9, 1, NOW - 5, "late"), Tray(10, 3, NOW - 4, "another's"))
    heard = (Heard(2, NOW - 50, NOW - 60), Heard(1, NOW - 90, NOW - 200), Heard(3, NOW - 90, NOW - 200))
    told = matters(PhonesNow(tray, 1, heard, 30), {1, 2}, NOW)
    assert [(alarm.words, alarm.is_red, each.employee_id, each.report_id) for alarm, each in told] == [
        ("to decide", False, 1, 9), ("90m silent", False, 1, 0), ("50m silent", False, 2, 0),
    ]  # fmt: skip
    assert [each.minutes_until(NOW) for _, each in told] == [-5, -90, -50]


def test_they_are_counted_with_what_needs_an_eye() -> None:
    phones = PhonesNow((Tray(9, 1, NOW - 5, "late"),), 70, (Heard(1, NOW - 90, NOW - 200),), 30)
    day, worst = LiveDay({}, (), phones, frozenset({1})).alarms(NOW)
    assert day.counts == {ExceptionKind.FIELD: 70, ExceptionKind.SILENT: 1}
    assert day.total == 71
    assert len(worst) == 2
    assert LiveDay({}, (), PhonesNow(), frozenset({1})).alarms(NOW)[0].total == 0
