"""What is read for alarms is a part of what is not finished: what is told of it is the same as of the whole."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, SetStatus
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.day_now import LiveAsked
from industrack_core.domain.board.exceptions import GOOD_FOR, LiveDay
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span, day_span, local_day
from tests.desk.office import YES, done
from tests.exchange.offices import NOW, demo_desk
from tests.store.small_company import ANA, BEN, ZONE, at, draft

DAY = date(2026, 11, 23)


def whole(desk: Desk, people: Sequence[int], window: Span, today_ends: int | None) -> LiveDay:
    """The same made of everything that is not finished."""
    rows: dict[int, list[Block]] = {}
    for block in desk.all_blocks(window):
        if block.employee_id in people and block.status != "completed":
            rows.setdefault(block.employee_id, []).append(block)
    part = desk.live_day(LiveAsked(people, window, today_ends))
    return replace(part, rows=rows, rest=frozenset())


def check(desk: Desk, people: Sequence[int], now: datetime, windows: Collection[Span], ends: int | None) -> int:
    """Alarms within the hour are those of the whole; answers how many there were."""
    told = 0
    for window in windows:
        part, every = desk.live_day(LiveAsked(people, window, ends)), whole(desk, people, window, ends)
        assert part.good_until == minute_of(now) + GOOD_FOR
        for later in (0, 1, 29, GOOD_FOR):
            minute = minute_of(now) + later
            assert part.alarms(minute)[0] == every.alarms(minute)[0], (window, later)
            assert sorted(part.alarms(minute)[1]) == sorted(every.alarms(minute)[1])
            told += every.alarms(minute)[0].total
    return told


@pytest.mark.parametrize("hours", [-10, -3, 0, 2, 5])
def test_a_company_at_work_is_told_of_alike(tmp_path: Path, hours: int) -> None:
    now = NOW + timedelta(hours=hours)
    desk = demo_desk(str(tmp_path / "demo.db"), now)
    try:
        office = desk.office()
        people = office.row_ids(office.default_calendar)
        today = local_day(now, office.zone)
        ends = minute_of(day_span(today, office.zone).ends_at)
        spans = [
            day_span(today + timedelta(days=first), office.zone, days)
            for first, days in ((-1, 1), (0, 1), (1, 1), (-1, 7), (-7, 7), (3, 7))
        ]
        assert check(desk, people, now, spans, ends) > 0
        check(desk, people[::2], now, spans, None)
    finally:
        desk.close()


def test_what_has_an_alarm_long_before_its_time_is_read(desk: Desk) -> None:
    """Declined, changed, twice at once; and of who is free by then, nothing but that there is a job."""
    far = DAY + timedelta(days=3)

    def added(who: int, hour: str) -> int:
        act = AddJob(draft(starts_at=at(hour, far.day), minutes=60, crew=(who,)), YES)
        return done(desk.perform(act)).changed_id("job") or 0

    jobs, calm = [added(ANA, f"{hour}:00") for hour in (8, 10, 12)], added(BEN, "8:00")
    done(desk.perform(SetStatus(jobs[0], 1, WorkStatus.DECLINED, "ill")))
    window = day_span(far, ZONE)
    assert read(desk, window) == {ANA: {jobs[0]}}
    assert desk.live_day(LiveAsked([ANA, BEN], window)).rest == {*jobs, calm}
    assert desk.live_day(LiveAsked([ANA], window)).rest == set(jobs)
    assert desk.live_day(LiveAsked([ANA, BEN], window, minute_of(window.starts_at))).rest == frozenset()
    twice = added(ANA, "12:30")
    assert read(desk, window) == {ANA: {*jobs, twice}}
    check(desk, [ANA, BEN], desk.clock(), [window], None)


def read(desk: Desk, window: Span) -> dict[int, set[int]]:
    """The ids of the jobs that are read, by employee."""
    return {
        who: {block.job_id for block in row} for who, row in desk.live_day(LiveAsked([ANA, BEN], window)).rows.items()
    }
