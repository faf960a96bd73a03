"""What the office's forms show beside a record: the jobs that somebody still has, and the numbers that come next."""

from datetime import datetime

from sqlalchemy import Connection, Integer, bindparam, or_, select

from industrack_core.domain.records.found_job import FoundJob
from industrack_core.domain.time.minute import minute_of
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.writing.numbers import next_numbers

_crew, _job, _customer = schema.job_crew, schema.job, schema.customer
_AHEAD = Prepared(
    select(_job.c.id, _job.c.number, _job.c.description, _customer.c.name, _job.c.status, _job.c.starts_at)
    .join(_crew, _crew.c.job_id == _job.c.id)
    .join(_customer, _customer.c.id == _job.c.customer_id)
    .where(
        _crew.c.employee_id == bindparam("of_employee"),
        or_(_crew.c.ends_at > bindparam("now"), _crew.c.starts_at.is_(None)),
        _job.c.status.not_in(("completed", "declined")),
    )
    .order_by(_crew.c.starts_at.is_(None), _crew.c.starts_at, _job.c.id)
    .limit(bindparam("most", type_=Integer))
)


def read_jobs_ahead(connection: Connection, employee_id: int, now: datetime, limit: int) -> list[FoundJob]:
    """Jobs of an employee that are not over, by start; those without a time come last."""
    rows = _AHEAD.rows(connection, of_employee=employee_id, now=minute_of(now), most=limit)
    return [
        FoundJob(job_id, number, description, customer, status, start, employee_id)
        for job_id, number, description, customer, status, start in rows
    ]


def read_next_number(connection: Connection, kind: str) -> tuple[str, int]:
    """Prefix and number that the next record of a kind would get by itself."""
    numbers = next_numbers(connection, kind)
    return numbers.prefix, numbers.free[0]
