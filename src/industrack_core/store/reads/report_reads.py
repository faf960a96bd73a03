"""What reports count: jobs and times of a period, as plain rows, each in one statement whatever the office holds."""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from sqlalchemy import (
    Connection,
    Integer,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)

from industrack_core.domain.archives import Archive
from industrack_core.domain.field.entries import EntryKind
from industrack_core.store.engine import schema
from industrack_core.store.engine.compiled import Query
from industrack_core.store.engine.prepared import Expression, Prepared, Rows, one_of, parts_of
from industrack_core.store.reads import report_estimates
from industrack_core.store.reads.archives import newest_archive_after
from industrack_core.store.reads.board_reads import AWAY, LONGEST
from industrack_core.store.reads.kept import KeptTo
from industrack_core.store.reads.kept_rows import PEOPLE, THEIR_JOBS, ForAnybody, for_anybody, of_people

_job, _crew, _time, _customer = schema.job, schema.job_crew, schema.time_entry, schema.customer
_LOW, _HIGH = bindparam("low", type_=Integer), bindparam("high", type_=Integer)
NOT_DONE, REPORTED, AS_PLANNED = 0, 1, 2
"""Of somebody's part in a job: it is not completed; they reported work on it; it is completed, and they did not."""
_LONGEST_TIME: Final = 31 * 24 * 60
"""No time that somebody reports goes on for longer."""


def _of_jobs(whole: Query) -> ForAnybody:
    return for_anybody(whole, THEIR_JOBS.condition, *THEIR_JOBS.lists)


def _told(*values: str) -> list[Expression]:
    return [literal_column(f"'{each}'") for each in values]


_IS_WORK = _time.c.kind == _told(EntryKind.JOB)[0]
_ABOUT = (_job.c.starts_at > bindparam("earliest"), _job.c.starts_at < _HIGH)
_BEGINS = (_job.c.starts_at >= _LOW, _job.c.starts_at < _HIGH)
_HAS_REPORTED = exists().where(_time.c.job_id == _crew.c.job_id, _time.c.employee_id == _crew.c.employee_id, _IS_WORK)
_PLANNED = for_anybody(
    select(
        _job.c.id, _crew.c.employee_id, _crew.c.starts_at, _crew.c.ends_at,
        case((_job.c.status != _told("completed")[0], NOT_DONE), (_HAS_REPORTED, REPORTED), else_=AS_PLANNED),
    )
    .select_from(_job.join(_crew, _crew.c.job_id == _job.c.id))
    .where(*_ABOUT, _crew.c.ends_at > _LOW, _job.c.status != _told("declined")[0]),
    and_(of_people(_crew.c.employee_id), _crew.c.starts_at > bindparam("earliest"), _crew.c.starts_at < _HIGH),
    PEOPLE,
)  # fmt: skip
_TIMES = for_anybody(
    select(_time.c.job_id, _time.c.employee_id, _time.c.starts_at, _time.c.ends_at, _time.c.kind).where(
        _time.c.starts_at > bindparam("earliest"),
        _time.c.starts_at < _HIGH,
        or_(_time.c.ends_at.is_(None), _time.c.ends_at > _LOW),
        _time.c.kind.in_(_told(EntryKind.JOB, EntryKind.TRAVEL)),
    ),
    of_people(_time.c.employee_id),
    PEOPLE,
)

_CREW_SIZE = case(
    (_job.c.crew == _told("")[0], literal_column("0")),
    else_=func.length(_job.c.crew) - func.length(func.replace(_job.c.crew, *_told(",", ""))) + literal_column("1"),
)
_IN_USE = _job.c.status != _told("declined")[0]
_ACTUAL = (
    select(type_coerce(func.sum(_time.c.ends_at - _time.c.starts_at), Integer))
    .where(_time.c.job_id == _job.c.id, _IS_WORK, _time.c.ends_at.is_not(None))
    .scalar_subquery()
)
_BEGUN = _of_jobs(
    select(
        _job.c.id, _job.c.starts_at, _job.c.service_type_id, _job.c.minutes, type_coerce(_CREW_SIZE, Integer), _ACTUAL
    ).where(*_BEGINS, _IN_USE)
)  # fmt: skip
_COUNT_BEGUN = _of_jobs(select(type_coerce(func.count(), Integer)).where(*_BEGINS, _IN_USE))
_TIMED = _of_jobs(
    select(
        _job.c.id, _job.c.starts_at, _job.c.minutes, _job.c.service_type_id, _job.c.status, _time.c.employee_id,
        func.min(_time.c.starts_at), func.max(_time.c.ends_at),
        type_coerce(func.count() - func.count(_time.c.ends_at), Integer),
    )
    .select_from(_job.join(_time, _time.c.job_id == _job.c.id))
    .where(*_BEGINS, _IN_USE, _IS_WORK)
    .group_by(_job.c.id, _time.c.employee_id)
)  # fmt: skip
_ENDED = _IS_WORK & _time.c.ends_at.is_not(None)
_IS_COMPLETED = _job.c.status == _told("completed")[0]
_DONE = (_job.c.id, _job.c.service_type_id, _job.c.billing, _job.c["items"])
_other = _time.alias("other")
_AS_PLANNED = _of_jobs(
    select(*_DONE, _job.c.starts_at + _job.c.minutes).where(
        _ABOUT[0],
        _ABOUT[1],
        _IS_COMPLETED,
        _job.c.starts_at + _job.c.minutes >= _LOW,
        _job.c.starts_at + _job.c.minutes < _HIGH,
        ~exists().where(_time.c.job_id == _job.c.id, _ENDED),
    )
)
# of the reported times of a job the one that ended last: a look at the others costs less than grouping them
_ENDED_LATER = exists().where(
    _other.c.job_id == _time.c.job_id, _other.c.kind == _told(EntryKind.JOB)[0],
    or_(_other.c.ends_at > _time.c.ends_at, and_(_other.c.ends_at == _time.c.ends_at, _other.c.id > _time.c.id)),
)  # fmt: skip
_AS_REPORTED = _of_jobs(
    select(*_DONE, _time.c.ends_at)
    .select_from(_time.join(_job, _job.c.id == _time.c.job_id))
    .where(
        _time.c.starts_at > bindparam("earliest"), _time.c.starts_at < _HIGH, _time.c.ends_at >= _LOW,
        _time.c.ends_at < _HIGH, _IS_WORK, _IS_COMPLETED, ~_ENDED_LATER,
    )
)  # fmt: skip
_NO_TIME = _of_jobs(
    select(type_coerce(func.count(), Integer)).where(
        _job.c.starts_at.is_(None), _IS_COMPLETED, ~exists().where(_time.c.job_id == _job.c.id, _ENDED)
    )
)
_VISITS = (
    select(
        _job.c.location_id, _job.c.starts_at, _job.c.id, _job.c.status, _job.c.minutes, _job.c.service_type_id,
        _job.c.series_id, _job.c.equipment,
    )
    .where(*_BEGINS, _job.c.location_id.is_not(None), _IN_USE)
    .order_by(_job.c.location_id, _job.c.starts_at, _job.c.id)
)  # fmt: skip
_YES, _NO = literal_column("1", Integer), literal_column("0", Integer)
# a job of theirs is followed by anybody's
_VISITS_OF = ForAnybody(
    _VISITS.add_columns(_YES), _VISITS.add_columns(case((THEIR_JOBS.condition, _YES), else_=_NO)), *THEIR_JOBS.lists
)
_BEHIND = Prepared(
    select(
        _job.c.id, _job.c.number, _customer.c.name, _job.c.description, _job.c.status, _job.c.billing, _job.c.starts_at,
        _job.c.minutes, _ACTUAL,
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
        """Job, employee, start and end of what is planned then, declined jobs aside; and whether it was done, and how
        that is known (`NOT_DONE`, `REPORTED`, `AS_PLANNED`)."""
        return _PLANNED.rows(self._connection, self.kept, earliest=low - self._longest, low=low, high=high)

    def times(self, low: int, high: int) -> Rows:
        """Job, employee, start, end and kind of the work and the travel reported of then; the end may be open."""
        return _TIMES.rows(self._connection, self.kept, earliest=low - _LONGEST_TIME, low=low, high=high)

    def away(self, low: int, high: int) -> Rows:
        """Employee, start and end of the time off of then."""
        return AWAY.rows(self._connection, low=low, high=high)

    def begun(self, low: int, high: int) -> Rows:
        """Job, start, service type, minutes, how many do it, and the minutes of work that were reported of it (None for
        nothing), of what is planned to begin then, declined jobs aside."""
        return _BEGUN.rows(self._connection, self.kept, low=low, high=high)

    def count_begun(self, low: int, high: int) -> int:
        """How many jobs that is."""
        return int(_COUNT_BEGUN.rows(self._connection, self.kept, low=low, high=high)[0][0])

    def timed(self, low: int, high: int) -> Rows:
        """Job, planned start, minutes, service type, status, employee, first start, last end and how many times are
        open, of what is planned to begin then, for each person who reported work."""
        return _TIMED.rows(self._connection, self.kept, low=low, high=high)

    def completed(self, low: int, high: int) -> Iterator[tuple[int, int, int | None, str, int, bool]]:
        """Job, when it was done, service type, billing, what its items come to, and whether its actual times say so,
        of completed jobs that were done then."""
        planned = _AS_PLANNED.rows(self._connection, self.kept, earliest=low - self._longest - 1, low=low, high=high)
        reported = _AS_REPORTED.rows(self._connection, self.kept, earliest=low - _LONGEST_TIME, low=low, high=high)
        for rows, is_actual in ((planned, False), (reported, True)):
            for job, service, billing, items, done in rows:
                yield job, done, service, billing, total_of(items), is_actual

    def completed_without_time(self) -> int:
        """How many completed jobs have neither a planned nor an actual time."""
        return int(_NO_TIME.rows(self._connection, self.kept)[0][0])

    def at_locations(self, low: int, high: int, after: int) -> Rows:
        """Location, start, job, status, minutes, service type, series, equipment and whether they see it, by location
        and start, of what is planned to begin then, and so many minutes after what goes on at the end."""
        return _VISITS_OF.rows(self._connection, self.kept, low=low, high=high + self._longest + after)

    def estimates(self, first: str, last: str) -> Rows:
        """Estimate, status, day and total of those made on these days."""
        return report_estimates.read_made(self._connection, self.kept, first, last)

    def estimate_steps(self, ids: Sequence[int]) -> Iterator[tuple[int, str, int]]:
        """Estimate, status and when it took that (seconds since 1970 UTC), each step as the journal has it."""
        return report_estimates.read_steps(self._connection, ids)

    def jobs(self, ids: Sequence[int]) -> Rows:
        """What a list says of these jobs, in no order (see JobBehind)."""
        return [row for part in parts_of(ids) for row in _BEHIND.rows(self._connection, ids=part)]


class _Line(msgspec.Struct):
    """What of a job's item its price is made of."""

    quantity: int
    price: int


_LINES = msgspec.json.Decoder(list[_Line])


def total_of(items: str) -> int:
    """What the items of a job come to, as they are kept: each line rounded half up by itself."""
    return sum((each.quantity * each.price + 500) // 1000 for each in _LINES.decode(items)) if items != "[]" else 0
