"""The demo's day that goes by itself: what technicians say when, and that a seed tells one day."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.field.steps import Step
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.time.span import Span, day_span
from industrack_core.domain.time.told_clock import ToldClock
from industrack_core.exchange.demo.demo import demo_company
from industrack_core.exchange.demo.demo_day import COLLEAGUE, DemoDay
from industrack_core.exchange.demo.demo_temper import Temper, next_step, temper_of

MORNING = datetime(2026, 11, 24, 13, tzinfo=UTC)
"""8 o'clock where the demo company is."""
CALM = Temper(sent_before=90, sets_out=15, late=0, over=0, pauses=False, declines=False)
LATE = Temper(90, 15, 30, 0, pauses=False, declines=False)
TIRED = Temper(90, 15, 0, 20, pauses=True, declines=False)
NO = Temper(90, 15, 0, 0, pauses=False, declines=True)


@pytest.mark.parametrize(
    ("status", "temper", "minute", "is_free", "following"),
    [
        (WorkStatus.NOT_STARTED, CALM, 984, True, None),
        (WorkStatus.NOT_STARTED, CALM, 985, True, Step.START_TRAVEL),
        (WorkStatus.NOT_STARTED, CALM, 985, False, None),
        (WorkStatus.NOT_STARTED, LATE, 1014, True, None),
        (WorkStatus.NOT_STARTED, LATE, 1015, True, Step.START_TRAVEL),
        (WorkStatus.NOT_STARTED, NO, 939, True, None),
        (WorkStatus.NOT_STARTED, NO, 940, False, Step.DECLINE),
        (WorkStatus.ON_TRAVEL, CALM, 999, True, None),
        (WorkStatus.ON_TRAVEL, CALM, 1000, True, Step.START_JOB),
        (WorkStatus.ON_TRAVEL, CALM, 1000, False, None),
        (WorkStatus.STARTED, CALM, 1059, True, None),
        (WorkStatus.STARTED, CALM, 1060, True, Step.COMPLETE),
        (WorkStatus.STARTED, LATE, 1060, True, None),
        (WorkStatus.STARTED, LATE, 1090, True, Step.COMPLETE),
        (WorkStatus.STARTED, TIRED, 1029, True, None),
        (WorkStatus.STARTED, TIRED, 1030, True, Step.PAUSE),
        (WorkStatus.STARTED, TIRED, 1040, True, None),
        (WorkStatus.STARTED, TIRED, 1080, True, Step.COMPLETE),
        (WorkStatus.PAUSED, TIRED, 1039, True, None),
        (WorkStatus.PAUSED, TIRED, 1040, True, Step.RESUME),
        (WorkStatus.COMPLETED, CALM, 5000, True, None),
        (WorkStatus.DECLINED, NO, 990, True, None),
    ],
)
def test_what_a_technician_does_when(
    status: WorkStatus, temper: Temper, minute: int, is_free: bool, following: Step | None
) -> None:
    assert next_step(status, 1000, 1060, minute, temper, is_free=is_free) is following


def test_most_jobs_go_as_planned_and_some_do_not() -> None:
    tempers = [temper_of(1, each) for each in range(1000)]
    assert 100 < sum(each.late >= 20 for each in tempers) < 200
    assert 100 < sum(each.over >= 15 for each in tempers) < 220
    assert 20 < sum(each.declines for each in tempers) < 70
    assert [temper_of(1, each) for each in range(1000)] == tempers
    assert [temper_of(2, each) for each in range(1000)] != tempers


def founded(path: Path) -> str:
    url = str(path)
    told = ToldClock(MORNING)
    with closing(open_desk(url, create=True, clock=told, founding_act=lambda d: demo_company(d.reserve_ids, told()))):
        return url


def played(url: str, seed: int, hours: float) -> list[str]:
    def opened(clock: Callable[[], datetime]) -> Desk:
        return open_desk(url, clock=clock)

    with closing(DemoDay(opened, MORNING, seed)) as day:
        return day.play_up_to(MORNING + timedelta(hours=hours))


def test_a_day_goes_by_and_a_seed_tells_one_day(tmp_path: Path) -> None:
    lines = played(founded(tmp_path / "one.sqlite"), 3, 5)
    assert lines == played(founded(tmp_path / "two.sqlite"), 3, 5)
    assert lines != played(founded(tmp_path / "three.sqlite"), 4, 5)
    told = "\n".join(lines)
    assert len(lines) > 80
    for words in ("Started", "Completed", "On Travel", "Dispatched", "Declined", f"{COLLEAGUE}: "):
        assert words in told, words


def test_nobody_begins_a_job_before_the_one_before_is_done(tmp_path: Path) -> None:
    def opened(clock: Callable[[], datetime]) -> Desk:
        return open_desk(url, clock=clock)

    url, begun = founded(tmp_path / "demo.sqlite"), 0
    with closing(DemoDay(opened, MORNING, 5)) as day:
        office = day.desk.office()
        today = day_span(MORNING.astimezone(office.zone).date(), office.zone)
        at_work = _at_work(day.desk, today)
        for minutes in range(10, 301, 10):
            day.play_up_to(MORNING + timedelta(minutes=minutes))
            now = _at_work(day.desk, today)
            for employee, jobs in now.items():
                fresh = jobs - at_work.get(employee, set())
                begun += len(fresh)
                assert not fresh or len(jobs) == 1, f"{employee} is at {jobs}"
            at_work = now
    assert begun > 20


def _at_work(desk: Desk, today: Span) -> dict[int, set[int]]:
    """Which jobs everybody is at, by who is first in their crew."""
    found: dict[int, set[int]] = {}
    for block in desk.all_blocks(today):
        if block.status in (WorkStatus.STARTED, WorkStatus.PAUSED) and block.employee_id == block.crew_ids[0]:
            found.setdefault(block.employee_id, set()).add(block.job_id)
    return found
