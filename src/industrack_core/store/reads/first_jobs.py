"""The first jobs of some days, for a view over many: of everybody, or of some employees."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import starmap
from typing import Final

from sqlalchemy import Connection

from industrack_core.domain.board.day_sums import DayJob
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.store.engine.prepared import Prepared, Row, parts_of
from industrack_core.store.reads.day_statements import (
    AT_ONCE,
    FIRST_JOBS,
    FIRST_OF_THEIRS,
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
    if employee_ids is None:
        return starmap(DayJob, _first(connection, FIRST_JOBS, days, most=most))
    return starmap(DayJob, _first_of_theirs(connection, days, most, employee_ids))


def _first(connection: Connection, statement: Prepared, days: Sequence[BusyDay], **values: object) -> Iterator[Row]:
    """What a statement finds on these days, some days at once."""
    nothing = BusyDay(0, 0, 0)
    for begin in range(0, len(days), AT_ONCE):
        some = [*days[begin : begin + AT_ONCE], *[nothing] * AT_ONCE]
        for each in range(AT_ONCE):
            values[f"low{each}"], values[f"high{each}"], _ = some[each]
        yield from statement.rows(connection, **values)


def _first_of_theirs(
    connection: Connection, days: Sequence[BusyDay], most: int, employee_ids: Sequence[int]
) -> Iterator[Row]:
    """Theirs are most often among everybody's first; few people's, and what is not, come from their own rows."""
    lows, found = [day.low for day in days], [list[tuple[int, int]]() for _ in days]

    def note(rows: Iterator[Row]) -> None:
        for job_id, start in rows:
            found[bisect_right(lows, start) - 1].append((start, job_id))

    if len(employee_ids) > _FEW:
        note(_first(connection, THEIRS_AMONG_FIRST, days, walked=most * _WALKED, employees=employee_ids))
    lacking = [day for day, jobs in zip(days, found, strict=True) if len(jobs) < min(most, day.jobs)]
    for day in lacking:
        found[bisect_right(lows, day.low) - 1].clear()
    note(_first(connection, FIRST_OF_THEIRS, lacking, most=most, employees=employee_ids))
    shown = [job_id for jobs in found for _, job_id in sorted(jobs)[:most]]
    for part in parts_of(shown):
        yield from SHOWN_JOBS.rows(connection, jobs=part)
