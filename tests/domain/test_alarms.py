"""What is wrong with a job, in tables: the same rules for blocks, header and list."""

from dataclasses import dataclass, field

import pytest

from industrack_core.domain.board.alarms import (
    Alarm,
    DayAlarms,
    ExceptionKind,
    alarm_of,
    doubled,
    short_duration,
)
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.telling import ToldRows, day_alarms
from tests.widgets import boards

NOW = 29_600_870
DECLINED, LATE, OVER, OVERLAP, UNSENT, UNHEARD, _, _, CHANGED, _ = ExceptionKind


def job(start: int, end: int, job_id: int = 1, **changes: object) -> Block:
    """A dispatched job, its times in minutes from now."""
    given = {"delivery": "dispatched"} | changes
    return boards.block(job_id, 0, 0)._replace(start=NOW + start, end=NOW + end, **given)  # type: ignore[arg-type]


@dataclass
class Case:
    start: int
    end: int
    words: str
    kind: ExceptionKind | None = None
    is_red: bool = False
    changes: dict[str, str | int] = field(default_factory=dict)


CASES = [
    Case(-40, 60, "40m late", LATE, True),
    Case(-40, 60, "40m late", LATE, True, {"status": "on_travel"}),
    Case(-1, 60, "1m late", LATE, True),
    Case(0, 60, ""),
    Case(-99, 60, "99m late", LATE, True),
    Case(-100, 60, "1h40 late", LATE, True),
    Case(-120, 60, "2h late", LATE, True),
    Case(-3000, 60, "2d late", LATE, True),
    Case(-85, -25, "25m over", OVER, True, {"status": "started"}),
    Case(-85, -25, "25m over", OVER, True, {"status": "paused"}),
    Case(-85, 0, "", changes={"status": "started"}),
    Case(-85, -25, "", changes={"status": "completed"}),
    Case(-85, -25, "declined", DECLINED, True, {"status": "declined"}),
    Case(600, 700, "declined", DECLINED, True, {"status": "declined"}),
    Case(-85, -25, "", changes={"status": "started", "begun": NOW - 60}),
    Case(-85, -25, "1m over", OVER, True, {"status": "started", "begun": NOW - 61}),
    Case(-85, 20, "15m over", OVER, True, {"status": "paused", "begun": NOW - 120}),
    Case(-85, -25, "", changes={"status": "completed", "begun": NOW - 120}),
    Case(-85, 20, "declined", DECLINED, True, {"status": "started", "visit": "declined"}),
    Case(60, 90, "declined", DECLINED, True, {"status": "not_started", "visit": "declined"}),
    Case(-85, 20, "", changes={"status": "completed", "visit": "declined"}),
    Case(-85, 20, "", changes={"status": "started", "visit": "not_started"}),
    Case(60, 90, "not sent", UNSENT, False, {"delivery": "saved"}),
    Case(61, 90, "", changes={"delivery": "saved"}),
    Case(60, 90, "not received", UNHEARD, False, {"receipt": 2}),
    Case(61, 90, "", changes={"receipt": 2}),
    Case(-5, 90, "5m late", LATE, True, {"delivery": "saved"}),
    Case(240, 300, "changed", CHANGED, False, {"delivery": "changed"}),
    Case(241, 300, "", changes={"delivery": "changed"}),
    Case(30, 300, "changed", CHANGED, False, {"delivery": "changed", "status": "on_travel"}),
    Case(-5, 300, "", changes={"delivery": "changed", "status": "started"}),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_job_alone(case: Case) -> None:
    alarm = alarm_of(job(case.start, case.end)._replace(**case.changes), NOW)  # type: ignore[arg-type]
    told = (alarm.words, alarm.kind, alarm.is_red) if alarm is not None else ("", None, False)
    assert told == (case.words, case.kind, case.is_red)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [({}, LATE), ({"start": NOW + 5}, OVERLAP), ({"start": NOW + 5, "delivery": "saved"}, OVERLAP),
     ({"status": "declined"}, DECLINED), ({"status": "started"}, OVERLAP)],
)  # fmt: skip
def test_the_worst_is_said(changes: dict[str, object], kind: ExceptionKind) -> None:
    alarm = alarm_of(job(-5, 60)._replace(**changes), NOW, {1})  # type: ignore[arg-type]
    assert alarm is not None
    assert alarm.kind is kind


def test_what_is_quiet_gives_way_to_the_next_until_the_job_is_moved() -> None:
    late = job(-5, 60)
    quiet = {(1, LATE, late.start)}
    assert alarm_of(late, NOW, (), quiet) is None
    assert alarm_of(late, NOW, {1}, quiet) == Alarm(OVERLAP, 0, False)
    moved = alarm_of(late._replace(start=late.start - 15), NOW, (), quiet)
    assert moved is not None
    assert moved.kind is LATE


def test_the_one_that_begins_later_overlaps_with_the_one_that_goes_on() -> None:
    first, second, third, done = job(10, 90, 1), job(20, 30, 2), job(80, 99, 3), job(10, 90, 4, status="completed")
    assert [(a.job_id, b.job_id) for a, b in doubled([third, second, done, first], NOW)] == [(2, 1), (3, 1)]
    assert not doubled([job(10, 20, 1), job(20, 30, 2)], NOW)
    gone = job(10, 90, 4, visit="declined")
    assert not doubled([gone, job(20, 30, 2)], NOW), "who declined is free"
    assert not doubled([job(-60, -10, 1), job(-30, 30, 2)], NOW), "what is over is no overlap any more"


def test_a_day_counts_each_job_once_by_its_worst_and_sorts_red_before_amber() -> None:
    rows = {
        1: [job(-40, 60, 1), job(200, 230, 2, delivery="changed"), job(-90, -60, 3, status="completed")],
        2: [job(-40, 60, 1, employee_id=2), job(-30, 5, 4), job(-70, -20, 5, status="started")],
        3: [job(90, 120, 6, status="declined"), job(500, 560, 7), job(510, 560, 8)],
    }
    day, worst = day_alarms(rows, NOW)
    assert day == DayAlarms({DECLINED: 1, LATE: 2, OVER: 1, OVERLAP: 1, CHANGED: 1}, 7)
    assert [(each.job_id, alarm.words) for alarm, each in worst] == [
        (1, "40m late"), (4, "30m late"), (5, "20m over"), (6, "declined"), (2, "changed"), (8, "overlaps"),
    ]  # fmt: skip
    assert day.total == 6


def test_every_mark_of_a_change_is_counted_as_urgent_or_as_later() -> None:
    """A block has the mark as soon as its crew knows it otherwise; it hurts within four hours of the start."""
    rows = {
        1: [job(240, 300, 1, delivery="changed"), job(241, 260, 2, delivery="changed")],
        2: [job(241, 260, 2, delivery="changed", employee_id=2), job(600, 700, 3, delivery="changed")],
        3: [job(-40, 60, 4, delivery="changed"), job(300, 330, 5, delivery="changed", status="started")],
    }
    day, _ = day_alarms(rows, NOW)
    assert (day.counts, day.later) == ({LATE: 1, OVERLAP: 1, CHANGED: 1}, 1)
    quiet, _ = day_alarms({2: rows[2], 3: []}, NOW, {(2, CHANGED, NOW + 241)})
    assert (quiet.counts, quiet.later) == ({}, 2)


def test_where_most_is_red_a_few_minutes_are_amber() -> None:
    late = [job(-14, 60, 1), job(-15, 60, 2), job(400, 430, 3)]
    calm, worst = day_alarms({1: late[:1], 2: late[1:2], 3: late[2:]}, NOW)
    assert calm.is_calm
    assert [(each.job_id, alarm.is_red) for alarm, each in worst] == [(2, True), (1, False)]
    assert alarm_of(late[0], NOW, calm=True) == Alarm(LATE, 14, False)
    assert alarm_of(late[1], NOW, calm=True) == Alarm(LATE, 15, True)
    half, _ = day_alarms({1: late[:1], 3: late[2:]}, NOW)
    assert not half.is_calm
    assert not DayAlarms({}, 0).is_calm
    declined = job(60, 90, status="declined")
    assert alarm_of(declined, NOW, calm=True) == Alarm(DECLINED, 0, True)


def test_days_to_come_do_not_make_a_late_day_less_late() -> None:
    rows = {
        1: [job(-14, 60, 1)],
        2: [job(-15, 60, 2)],
        3: [job(2000 + 100 * each, 2050 + 100 * each, 3 + each) for each in range(9)],
    }
    assert not day_alarms(rows, NOW)[0].is_calm
    calm, worst = day_alarms(rows, NOW, (), NOW + 600)
    assert calm.is_calm
    assert [(each.job_id, alarm.is_red) for alarm, each in worst] == [(2, True), (1, False)]
    assert calm.total == 2


@pytest.mark.parametrize(
    ("minutes", "said"), [(1, "1m"), (99, "99m"), (100, "1h40"), (150, "2h30"), (1439, "23h59"), (1440, "1d")]
)
def test_a_short_duration_is_one_word(minutes: int, said: str) -> None:
    assert short_duration(minutes) == said


def test_rows_that_are_the_same_are_not_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a save only the rows that it changed; at another minute, or once something keeps quiet, all."""
    judged: list[int] = []

    def counted(row: list[Block], now: int) -> list[tuple[Block, Block]]:
        judged.append(row[0].job_id)
        return doubled(row, now)

    monkeypatch.setattr("industrack_core.domain.board.telling.doubled", counted)
    rows = {who: [job(-30 - who, 60)._replace(job_id=who)] for who in (3, 1, 2)}
    told = ToldRows[Block]()
    first = day_alarms(rows, NOW, told=told)
    assert judged == [1, 2, 3]
    again = day_alarms({**rows, 2: [job(30, 60)._replace(job_id=2)], 4: rows[3]}, NOW, told=told)
    assert judged == [1, 2, 3, 2, 3]
    assert again[0].total == first[0].total - 1
    assert day_alarms(rows, NOW, told=told) == first
    assert judged[5:] == [2], "4 is gone, 2 is as it was"
    for now, quiet in ((NOW + 1, frozenset()), (NOW + 1, {(1, LATE, NOW - 31)})):
        judged.clear()
        assert day_alarms(rows, now, quiet, told=told) == day_alarms(rows, now, quiet)
        assert judged == [1, 2, 3] * 2
