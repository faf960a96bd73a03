"""The company for measuring: as big as asked, spread evenly, in parts that load one after the other."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import TypeGuard

import pytest

from benchmarks.big_company import RECORDS_A_PART, big_company
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.record import Record
from industrack_core.domain.time.span import day_span
from tests.exchange.offices import NOW


def test_loads_in_parts_and_fills_each_day(database_url: str) -> None:
    acts: list[Iterator[LoadRecords]] = []

    def founding(desk: Desk) -> LoadRecords:
        acts.append(big_company(desk.reserve_ids, NOW, employees=50, jobs=6000, customers=100))
        return next(acts[0])

    with closing(open_desk(database_url, create=True, clock=lambda: NOW, founding_act=founding)) as desk:
        further = [desk.perform(act) for act in acts[0]]
        assert further
        assert all(isinstance(outcome, Done) for outcome in further)
        office = desk.office()
        people = [employee.id for employee in office.employees]
        assert len(people) == 50
        board = desk.board(office, day_span(NOW.date(), office.zone), people)
        assert Counter(len(row.blocks) for row in board.rows) == {4: 50}
        assert all(len(row.lanes) == 1 for row in board.rows)
        assert sum(1 for _ in desk.jobs()) == 6000


def test_parts_are_small_and_repeatable() -> None:
    first = list(big_company(lambda size: 1, NOW, 10, 20_000, 10))
    again = list(big_company(lambda size: 1, NOW, 10, 20_000, 10))
    assert first == again
    assert max(len(act.records) for act in first) == RECORDS_A_PART


def test_days_apart_are_filled_by_others_and_what_is_added_lies_further_away() -> None:
    small, large = (
        [job for act in big_company(lambda size: 1, NOW, 10, jobs, 10, apart=5) for job in act.records if is_job(job)]
        for jobs in (200, 800)
    )
    assert large[:200] == small
    people = Counter((job.starts_at.date(), job.crew) for job in small if job.starts_at)
    assert set(people.values()) == {4}
    assert set(Counter(day for day, _ in people).values()) == {2}
    shown = {day for day, _ in people}
    assert not shown & {job.starts_at.date() for job in large[200:] if job.starts_at}
    assert (min(shown), max(shown)) == (NOW.date() - timedelta(days=12), NOW.date() + timedelta(days=12))


def is_job(record: Record) -> TypeGuard[Job]:
    return isinstance(record, Job)


def test_nothing_to_make_is_refused() -> None:
    with pytest.raises(ValueError, match="needs an employee"):
        next(big_company(lambda size: 1, NOW, 0, 1, 1))
