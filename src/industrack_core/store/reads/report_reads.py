"""What reports count: jobs and times of a period, as plain rows, each in one statement whatever the office holds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, Integer, bindparam, exists, select

from industrack_core.domain.archives import Archive
from industrack_core.domain.time.minute import QUARTER
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, Row, Rows, one_of, parts_of
from industrack_core.store.reads import report_estimates
from industrack_core.store.reads.archives import newest_archive_after
from industrack_core.store.reads.board_reads import AWAY, LONGEST
from industrack_core.store.reads.kept import KeptTo
from industrack_core.store.reads.kept_rows import ForAnybody
from industrack_core.store.reads.report_stretches import AS_PLANNED, PLANNED, REPORTED, THESE_AS_PLANNED
from industrack_core.store.reads.report_sums import (
    ACTUAL,
    BEGINS,
    DELAYS_BY,
    ENDED,
    HOURS_BY,
    IN_USE,
    IS_COMPLETED,
    IS_WORK,
    START,
    TIMED_JOBS,
    of_jobs,
    row_count,
)
from industrack_core.store.reads.report_visits import FIXED_BY, FOLLOWED, FOLLOWING
from industrack_core.store.reads.report_worth import DONE, LATER, SPLIT, WORTH_BY

_job, _crew, _time, _customer = schema.job, schema.job_crew, schema.time_entry, schema.customer
_LOW, _HIGH = bindparam("low", type_=Integer), bindparam("high", type_=Integer)
_DAY: Final = 24 * 60
_LONGEST_TIME: Final = 31 * _DAY
"""No time that somebody reports goes on for longer."""
_NO_DAY: Final = -1
"""So that no list is empty."""
Worth = tuple[int | None, str, int, int, bool]

_BEGUN = of_jobs(select(_job.c.id, _job.c.starts_at, _job.c.service_type_id).where(*BEGINS, IN_USE))
_COUNT_BEGUN = of_jobs(select(row_count()).select_from(_job).where(*BEGINS, IN_USE))
_TIMED = of_jobs(
    select(_job.c.id, _job.c.starts_at, _job.c.service_type_id, _time.c.employee_id)
    .select_from(_job.join(_time, _time.c.job_id == _job.c.id))
    .where(*BEGINS, IN_USE, IS_WORK)
    .group_by(_job.c.starts_at, _job.c.id, _time.c.employee_id)
)
_NO_TIME = of_jobs(
    select(row_count())
    .select_from(_job)
    .where(_job.c.starts_at.is_(None), IS_COMPLETED, ~exists().where(_time.c.job_id == _job.c.id, ENDED))
)
_LATER = Prepared(LATER)
_FOLLOWING = Prepared(FOLLOWING, "ids")
_BEHIND = Prepared(
    select(
        _job.c.id, _job.c.number, _customer.c.name, _job.c.description, _job.c.status, _job.c.billing, _job.c.starts_at,
        _job.c.minutes, ACTUAL,
    )
    .join(_customer, _customer.c.id == _job.c.customer_id)
    .where(one_of(_job.c.id, "ids")),
    "ids",
)  # fmt: skip


class ReportReads:
    """What one snapshot holds of the minutes from `low` to `high`: all of it, or what somebody sees who is `kept`."""

    def __init__(self, connection: Connection, kept: KeptTo | None = None) -> None:
        self._connection, self.kept = connection, kept
        self._longest: int = LONGEST.one(connection)[0]

    def archive_after(self, low: int) -> Archive | None:
        """An archive that has jobs of then, which nothing here counts."""
        return newest_archive_after(self._connection, low)

    def planned(self, low: int, high: int) -> Rows:
        """Employee; ids, starts and ends of what is planned then, declined jobs aside: texts of lists, in no order."""
        return PLANNED.rows(self._connection, self.kept, earliest=low - self._longest, low=low, high=high)

    def as_planned(self, low: int, high: int, now: int, forgotten: int) -> Rows:
        """Employee; ids, starts and ends, as texts, of completed jobs of then of which they reported no work that takes
        known minutes: what goes on does, unless it was `forgotten`, as for `times`."""
        values = {"earliest": low - self._longest, "low": low, "high": high, "now": now, "since": now - forgotten}
        return AS_PLANNED.rows(self._connection, self.kept, **values)

    def these_as_planned(self, low: int, high: int, now: int, forgotten: int, jobs: Sequence[int]) -> Iterator[Row]:
        """Of these jobs alone: employee, job, start and end of each."""
        values = {"earliest": low - self._longest, "low": low, "high": high, "now": now, "since": now - forgotten}
        for part in parts_of(jobs):
            yield from THESE_AS_PLANNED.rows(self._connection, self.kept, ids=part, **values)

    def times(self, low: int, high: int, now: int, forgotten: int) -> Rows:
        """Employee; ids of jobs (0 for none), starts and ends of the work reported of then, as texts; the same of the
        travel. What goes on ends `now`, unless it was `forgotten`: that many minutes ago or more."""
        earliest, since = low - _LONGEST_TIME, now - forgotten
        values = {"earliest": earliest, "low": low, "high": high, "now": now, "since": since}
        return REPORTED.rows(self._connection, self.kept, **values)

    def away(self, low: int, high: int) -> Rows:
        """Employee, start and end of the time off of then."""
        return AWAY.rows(self._connection, low=low, high=high)

    def begun(self, low: int, high: int) -> Rows:
        """Job, start and service type of what is planned to begin then, declined jobs aside."""
        return _BEGUN.rows(self._connection, self.kept, low=low, high=high)

    def hours(self, low: int, high: int, by: str) -> Rows:
        """Start or service type; how many jobs are planned to begin then, declined ones aside, and the minutes of all
        who do them; of how many work was reported, these minutes of who reported any, and what they reported."""
        return HOURS_BY[by].rows(self._connection, self.kept, low=low, high=high)

    def count_begun(self, low: int, high: int) -> int:
        """How many jobs are planned to begin then, declined ones aside."""
        return int(_COUNT_BEGUN.rows(self._connection, self.kept, low=low, high=high)[0][0])

    def delays(self, low: int, high: int, by: str, grace: int) -> Rows:
        """Start, service type or employee; of how many jobs (or of how many employee's parts) of then work was
        reported, of how many it is known when they began, how many are over; the minutes by which starts were late and
        ends were over, each more than `grace` and ends more than a tenth of the plan, as texts by commas, None for
        none."""
        return DELAYS_BY[by].rows(self._connection, self.kept, low=low, high=high, grace=grace)

    def count_timed(self, low: int, high: int) -> int:
        """Of how many jobs of then somebody reported work, of whom they see."""
        return int(TIMED_JOBS.rows(self._connection, self.kept, low=low, high=high)[0][0])

    def timed(self, low: int, high: int) -> Rows:
        """Job, planned start, service type and employee, for each person who reported work on a job of then."""
        return _TIMED.rows(self._connection, self.kept, low=low, high=high)

    def worth(self, bounds: Sequence[int], by: str) -> Iterator[Worth]:
        """Of completed jobs that were done between the first and the last of the bounds: a minute between the same two
        of them as when they were, or their service type; billing, how many, what their items come to, and whether
        actual times say when they were done. Bounds are at quarters of an hour."""
        split = [_NO_DAY, *sorted({bound // _DAY for bound in bounds if bound % _DAY})]
        more = {SPLIT: split} if by == START else {}
        for statement, values, is_actual in self._done(WORTH_BY[by], bounds[0], bounds[-1]):
            for key, billing, jobs, items in statement.rows(self._connection, self.kept, **values, **more):
                yield key * QUARTER if by == START else key, billing, jobs, total_of(items), is_actual

    def completed(self, low: int, high: int) -> Iterator[tuple[int, int, int | None]]:
        """Job, when it was done, and service type, of completed jobs that were done then."""
        for statement, values, _ in self._done(DONE, low, high):
            yield from statement.rows(self._connection, self.kept, **values)

    def _done(
        self, statements: Sequence[ForAnybody], low: int, high: int
    ) -> Iterator[tuple[ForAnybody, Mapping[str, int], bool]]:
        planned, reported = statements
        later = _LATER.rows(self._connection, earliest=high - _LONGEST_TIME, high=high)
        within = {"low": low, "high": high}
        yield planned, {"earliest": low - self._longest - 1, **within}, False
        yield reported, {"earliest": low - _LONGEST_TIME, "later": len(later), **within}, True

    def completed_without_time(self) -> int:
        """How many completed jobs have neither a planned nor an actual time."""
        return int(_NO_TIME.rows(self._connection, self.kept)[0][0])

    def fixed(self, low: int, high: int, by: str, now: int, within: int) -> Rows:
        """Start or service type; how many completed jobs at a location were planned to begin then, and of how many it
        is known whether another followed within so many minutes."""
        return FIXED_BY[by].rows(self._connection, self.kept, low=low, high=high, now=now, within=within)

    def followed(self, low: int, high: int, now: int, within: int) -> Rows:
        """Job, start and service type of those of which it is known, and after which another begins there in time."""
        until = high + self._longest + within
        return FOLLOWED.rows(self._connection, self.kept, low=low, high=until, last=high, now=now, within=within)

    def following(self, jobs: Sequence[int], within: int) -> Rows:
        """Each of these jobs with one of no same series that follows there in time: the equipment of both, as kept."""
        return [row for part in parts_of(jobs) for row in _FOLLOWING.rows(self._connection, ids=part, within=within)]

    def estimates(self, first: str, last: str) -> Rows:
        """Estimate, status, day and total of those made on these days."""
        return report_estimates.read_made(self._connection, self.kept, first, last)

    def estimate_steps(self, ids: Sequence[int]) -> Iterator[tuple[int, str, int]]:
        """Estimate, status and when it took that (seconds since 1970 UTC), each step as the journal has it."""
        return report_estimates.read_steps(self._connection, ids)

    def jobs(self, ids: Sequence[int]) -> Rows:
        """What a list says of these jobs, in no order (see JobBehind)."""
        return [row for part in parts_of(ids) for row in _BEHIND.rows(self._connection, ids=part)]


class _Line(msgspec.Struct, gc=False):
    """What of a job's item its price is made of."""

    quantity: int
    price: int


_LINES = msgspec.json.Decoder(list[list[_Line]])


def total_of(items: str) -> int:
    """What items come to, as they are kept, those of several jobs by commas: each line rounded half up by itself."""
    lists = _LINES.decode("".join(("[", items, "]")))
    return sum([(each.quantity * each.price + 500) // 1000 for lines in lists for each in lines])
