"""The first jobs of some days, for a view over many: of everybody, or of some employees."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import starmap
from typing import Final

from sqlalchemy import Connection

from industrack_core.domain.board.day_sums import DayJob
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.store.engine.prepared import Prepared, Row, parts_of
from industrack_core.store.reads.first_statements import (
    FEW_DAYS,
    FIRST_JOBS,
    FIRST_OF_THEIRS,
    MANY_DAYS,
    SHOWN_JOBS,
    THEIRS_AMONG_FIRST,
)

_FEW: Final = 48
"""Of so many people at most the first jobs are looked for among their own."""
_WALKED: Final = 20
"""So many of everybody's jobs are looked through for each of some people's first."""


class BusyDay(NamedTuple):
    """A day from minute to minute, and how many jobs begin on it of those who are asked for."""

    low: int
    high: int
    jobs: int


def read_first_jobs(
    connection: Connection, days: Sequence[BusyDay], most: int, employee_ids: Sequence[int] | None
) -> Iterator[DayJob]:
    """The first `most` jobs of each of these days, which are in order; of everybody, or of some employees."""
    if employee_ids is not None:
        return _first_of_theirs(connection, days, most, employee_ids)
    statement = FIRST_JOBS[connection.dialect.name]
    return starmap(DayJob, _first(connection, statement, days, MANY_DAYS, most=most))


def _first(
    connection: Connection, statement: Prepared, days: Sequence[BusyDay], at_once: int, **values: object
) -> Iterator[Row]:
    """What a statement finds on these days, so many days at once."""
    nothing = BusyDay(0, 0, 0)
    for begin in range(0, len(days), at_once):
        some = [*days[begin : begin + at_once], *[nothing] * at_once]
        for each in range(at_once):
            values[f"low{each}"], values[f"high{each}"], _ = some[each]
        yield from statement.rows(connection, **values)


def _first_of_theirs(
    connection: Connection, days: Sequence[BusyDay], most: int, employee_ids: Sequence[int]
) -> Iterator[DayJob]:
    """Theirs are most often among everybody's first; few people's, and what is not, come from their own rows."""
    lows, found = [day.low for day in days], [list[DayJob]() for _ in days]
    if len(employee_ids) > _FEW:
        statement, whose = THEIRS_AMONG_FIRST[connection.dialect.name], {"employees": employee_ids}
        rows = _first(connection, statement, days, MANY_DAYS, walked=most * _WALKED, most=most, **whose)
        for job in starmap(DayJob, rows):
            found[bisect_right(lows, job.start) - 1].append(job)
    lacking: list[BusyDay] = []
    for day, jobs in zip(days, found, strict=True):
        if len(jobs) < min(most, day.jobs):
            lacking.append(day)
        else:
            yield from jobs
    rows = _first(connection, FIRST_OF_THEIRS, lacking, FEW_DAYS, most=most, employees=employee_ids)
    for part in parts_of([job_id for job_id, _ in rows]):
        yield from starmap(DayJob, SHOWN_JOBS.rows(connection, jobs=part))
