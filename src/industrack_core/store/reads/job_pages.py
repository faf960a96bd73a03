"""Scheduled jobs page by page, in the order of their start."""

from sqlalchemy import ColumnElement, Connection, Integer, and_, bindparam, or_, select

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.job import Job
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.compiled import Query
from industrack_core.store.engine.prepared import Prepared, Row

_job, _customer, _location = schema.job, schema.customer, schema.location


class ListedJob(NamedTuple):
    """A job of a list, with the names that its ids stand for."""

    job: Job
    customer: str
    address: str

    @property
    def position(self) -> tuple[int, int]:
        """Where it stands in the order by start: the minute and the id."""
        return (minute_of(self.job.starts_at) if self.job.starts_at else 0, self.job.id)


_LONGEST = Prepared(select(schema.ledger.c.longest_minutes))


def _page(*conditions: ColumnElement[bool]) -> Query:
    # One plain lower bound on the start, beside the rest of the position: a row-value comparison would be
    # taken for the start of the range, and the window's bound would be tested on every job before it.
    beyond = and_(
        _job.c.starts_at >= bindparam("since"),
        or_(_job.c.starts_at > bindparam("minute"), _job.c.id > bindparam("job_id")),
    )
    return (
        select(_job, _customer.c.name, _location.c.address)
        .join(_customer, _customer.c.id == _job.c.customer_id)
        .outerjoin(_location, _location.c.id == _job.c.location_id)
        .where(beyond, *conditions)
        .order_by(_job.c.starts_at, _job.c.id)
        .limit(bindparam("most", type_=Integer))
    )


_PAGE = Prepared(_page())
_PAGE_OF_WINDOW = Prepared(
    _page(_job.c.starts_at < bindparam("high"), _job.c.starts_at + _job.c.minutes > bindparam("low"))
)


def read_jobs(connection: Connection, window: Span | None, after: tuple[int, int], limit: int) -> list[ListedJob]:
    """A page of scheduled jobs that touch the window, by (start minute, id) beyond the pair `after`."""
    minute, job_id = after
    position = {"minute": minute, "job_id": job_id, "most": limit}
    if window is None:
        return [_listed(row) for row in _PAGE.rows(connection, since=minute, **position)]
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    since = max(minute, low - _LONGEST.one(connection)[0] + 1)
    return [_listed(row) for row in _PAGE_OF_WINDOW.rows(connection, since=since, low=low, high=high, **position)]


def _listed(row: Row) -> ListedJob:
    customer, address = row[-2:]
    return ListedJob(record_of(Job, row[:-2]), customer, address or "")
