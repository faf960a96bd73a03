"""Reads for what lies beside the rows of a board: sums, months, what is busy, what keeps quiet."""

from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy import Connection, Integer, bindparam, func, literal_column, select, type_coerce

from industrack_core.domain.board.day_sums import DayJob, DaySum
from industrack_core.domain.board.exceptions import SnoozedException
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared, Row, one_of
from industrack_core.store.engine.statements import parts_of

_job, _crew, _customer, _snooze = schema.job, schema.job_crew, schema.customer, schema.snooze
_BUCKET = 15

_LONGEST = Prepared(select(schema.ledger.c.longest_minutes))
# The clocks of all zones differ by whole quarters of an hour, so sums by quarter can be put into any zone's days.
# A plain `/` is a whole division on both engines; SQLAlchemy would make a true one of it.
_QUARTER = literal_column("job.starts_at / 15", Integer)
_BY_QUARTER: Prepared = Prepared(
    select(
        _QUARTER,
        type_coerce(func.count(_job.c.id.distinct()), Integer),
        type_coerce(func.sum(_crew.c.ends_at - _crew.c.starts_at), Integer),
    )
    .join(_crew, _crew.c.job_id == _job.c.id)
    .where(_job.c.starts_at >= bindparam("low"), _job.c.starts_at < bindparam("high"))
    .group_by(_QUARTER)
)
_FIRST_JOBS = Prepared(
    select(_job.c.id, _job.c.starts_at, _job.c.number, _job.c.description, _customer.c.name, _job.c.status)
    .join(_customer, _customer.c.id == _job.c.customer_id)
    .where(
        _job.c.starts_at >= bindparam("low"),
        _job.c.starts_at < bindparam("high"),
        _job.c.in_queue == literal_column("0"),
    )
    .order_by(_job.c.starts_at, _job.c.id)
    .limit(bindparam("most", type_=Integer))
)
_PLANNED = Prepared(
    select(_crew.c.employee_id, _crew.c.starts_at, _crew.c.ends_at)
    .select_from(_job.join(_crew, _crew.c.job_id == _job.c.id))
    .where(
        _job.c.starts_at > bindparam("earliest"),
        _job.c.starts_at < bindparam("high"),
        _crew.c.ends_at > bindparam("low"),
        _job.c.status != "declined",
    )
)
_BUSY = Prepared(
    select(_crew.c.employee_id, _crew.c.starts_at, _crew.c.ends_at)
    .join(_job, _job.c.id == _crew.c.job_id)
    .where(
        one_of(_crew.c.employee_id, "employees"),
        _crew.c.starts_at > bindparam("earliest"),
        _crew.c.starts_at < bindparam("high"),
        _crew.c.ends_at > bindparam("low"),
        _crew.c.job_id != bindparam("except_job"),
        _job.c.status != "declined",
    ),
    "employees",
)
_AWAY = Prepared(
    select(schema.time_off.c.employee_id, schema.time_off.c.starts_at, schema.time_off.c.ends_at).where(
        schema.time_off.c.ends_at > bindparam("low"), schema.time_off.c.starts_at < bindparam("high")
    )
)
_SNOOZES = Prepared(select(_snooze).order_by(_snooze.c.id.desc()).limit(1000))


def read_snoozes(connection: Connection) -> list[SnoozedException]:
    """The newest words on exceptions that keep quiet."""
    return [record_of(SnoozedException, row) for row in _SNOOZES.rows(connection)]


def read_planned(connection: Connection, window: Span) -> dict[int, int]:
    """Planned minutes inside the window by employee; declined jobs do not count."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    longest = _LONGEST.one(connection)[0]
    found: dict[int, int] = {}
    for employee, start, end in _PLANNED.rows(connection, earliest=low - longest, low=low, high=high):
        found[employee] = found.get(employee, 0) + min(end, high) - max(start, low)
    return found


def read_busy(
    connection: Connection, employee_ids: Sequence[int], window: Span, except_job: int
) -> dict[int, list[tuple[int, int]]]:
    """When these employees are busy or off in the window, in minutes, in no order; declined jobs do not count."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    earliest = low - _LONGEST.one(connection)[0]
    wanted = set(employee_ids)
    found: dict[int, list[tuple[int, int]]] = {each: [] for each in employee_ids}
    for part in parts_of(list(employee_ids)):
        rows = _BUSY.rows(connection, employees=part, earliest=earliest, low=low, high=high, except_job=except_job)
        for employee, start, end in rows:
            found[employee].append((start, end))
    for employee, start, end in _AWAY.rows(connection, low=low, high=high):
        if employee in wanted:
            found[employee].append((start, end))
    return found


_day_job: Callable[[Row], DayJob] = partial(tuple.__new__, DayJob)


def read_days(connection: Connection, days: Sequence[Span], most: int) -> tuple[DaySum, ...]:
    """Sums of the jobs that begin on each of these days (in order, without gaps), and the first `most` of them."""
    bounds = [minute_of(day.starts_at) for day in days]
    last = minute_of(days[-1].ends_at)
    counts, minutes = [0] * len(days), [0] * len(days)
    place = 0
    for quarter, count, planned in sorted(_BY_QUARTER.rows(connection, low=bounds[0], high=last)):
        while place + 1 < len(days) and bounds[place + 1] <= quarter * _BUCKET:
            place += 1
        counts[place] += count
        minutes[place] += planned
    found = []
    for index, low in enumerate(bounds):
        high = bounds[index + 1] if index + 1 < len(bounds) else last
        first = _FIRST_JOBS.each(connection, _day_job, low=low, high=high, most=most) if counts[index] and most else []
        found.append(DaySum(counts[index], minutes[index], tuple(first)))
    return tuple(found)
