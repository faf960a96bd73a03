"""Reads: columns in, frozen pictures out. Each is a constant number of statements, whatever the office holds."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    case,
    func,
    literal,
    select,
    tuple_,
    type_coerce,
)

from industrack_core.domain.board import Block, Queue, QueueEntry
from industrack_core.domain.customer import Customer, CustomerCard, Location
from industrack_core.domain.job import Job
from industrack_core.domain.minute import minute_of
from industrack_core.domain.office import (
    Calendar,
    Company,
    Employee,
    Group,
    JobColor,
    Office,
    ServiceType,
    TimeOff,
)
from industrack_core.domain.span import Span
from industrack_core.store import schema
from industrack_core.store.codec import KINDS, R, from_row

_job, _crew, _customer, _location = schema.job, schema.job_crew, schema.customer, schema.location

_ABOUT: tuple[ColumnElement[Any], ...] = (
    _location.c.address,
    _customer.c.phone,
    _job.c.note,
    _location.c.site_note,
)

_BLOCK_COLUMNS: tuple[ColumnElement[Any], ...] = (
    _crew.c.employee_id, _job.c.id, _job.c.version, _crew.c.starts_at, _crew.c.ends_at, _job.c.number,
    _job.c.description, _customer.c.name, _job.c.status, _job.c.priority, _job.c.delivery, _job.c.billing,
    _job.c.service_type_id, _job.c.color_id, _job.c.crew, *_ABOUT,
)  # fmt: skip

_ENTRY_COLUMNS: tuple[ColumnElement[Any], ...] = (
    _job.c.id, _job.c.version, _job.c.starts_at, _job.c.minutes, _job.c.number, _job.c.description,
    _customer.c.name, _job.c.status, _job.c.priority, _job.c.delivery, _job.c.service_type_id, _job.c.color_id,
    _job.c.crew, *_ABOUT,
)  # fmt: skip


def blocks_statement(employee_ids: Sequence[int], window: Span) -> Select[Any]:
    """Blocks of these employees in the window, the revision first in every row (one row even without blocks).

    The lower bound on the start, by the longest job there is, keeps the range scan of
    (employee, start) inside the window: without it every employee's whole history is read.
    """
    ledger = schema.ledger
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    in_window = and_(
        _crew.c.employee_id.in_(employee_ids),
        _crew.c.starts_at > low - ledger.c.longest_minutes,
        _crew.c.starts_at < high,
        _crew.c.ends_at > low,
    )
    joined = (
        ledger.outerjoin(_crew, in_window)
        .outerjoin(_job, _job.c.id == _crew.c.job_id)
        .outerjoin(_customer, _customer.c.id == _job.c.customer_id)
        .outerjoin(_location, _location.c.id == _job.c.location_id)
    )
    return select(ledger.c.revision, *_BLOCK_COLUMNS).select_from(joined)


def read_blocks(connection: Connection, employee_ids: Sequence[int], window: Span) -> tuple[int, list[Block]]:
    """Revision and blocks, in no order: `lanes` sorts them."""
    # the driver's own tuples: all columns are numbers and texts, and a wrapper per row costs a third of the read
    with closing(connection.execute(blocks_statement(employee_ids, window))) as result:
        rows: Sequence[Any] = result.cursor.fetchall()
    make = Block._make
    return rows[0][0], [make(row[1:]) for row in rows if row[2] is not None]


def read_time_off(connection: Connection, window: Span) -> list[TimeOff]:
    """Everybody's time off that touches the window."""
    table = schema.time_off
    statement = select(table).where(
        table.c.ends_at > minute_of(window.starts_at), table.c.starts_at < minute_of(window.ends_at)
    )
    return [from_row(TimeOff, row) for row in connection.execute(statement).mappings()]


def read_revision(connection: Connection) -> int:
    """The revision of the newest act."""
    revision: int = connection.execute(select(schema.ledger.c.revision)).scalar_one()
    return revision


def _all(connection: Connection, record_type: type[R], *order: ColumnElement[Any]) -> tuple[R, ...]:
    table = schema.TABLES[KINDS[record_type]]
    rows = connection.execute(select(table).order_by(*order, table.c.id)).mappings()
    return tuple(from_row(record_type, row) for row in rows)


def _inactive_with_jobs(connection: Connection, now: datetime) -> frozenset[int]:
    employee = schema.employee
    later = select(_crew.c.job_id).where(_crew.c.employee_id == employee.c.id, _crew.c.ends_at > minute_of(now))
    statement = select(employee.c.id).where(employee.c.state == "inactive", later.exists())
    return frozenset(connection.scalars(statement))


def read_office(connection: Connection, now: datetime) -> Office:
    """Company, employees in row order, groups, calendars (default first) and settings lists."""
    employee, calendar = schema.employee, schema.calendar
    return Office(
        revision=read_revision(connection),
        company=_all(connection, Company)[0],
        employees=_all(connection, Employee, func.lower(employee.c.last_name), func.lower(employee.c.first_name)),
        groups=_all(connection, Group, schema.employee_group.c.name),
        calendars=_all(connection, Calendar, calendar.c.is_default.desc(), calendar.c.name),
        colors=_all(connection, JobColor),
        service_types=_all(connection, ServiceType, schema.service_type.c.name),
        inactive_with_jobs=_inactive_with_jobs(connection, now),
    )


def read_queue(connection: Connection, limit: int) -> Queue:
    """The unassigned queue: high priority first, then by planned time (those with one first), then by age."""
    ledger = schema.ledger
    total = (
        select(type_coerce(func.count(), Integer))
        .select_from(_job)
        .where(_job.c.in_queue == literal(1))
        .scalar_subquery()
    )
    rank = case({"high": 0, "medium": 1}, value=_job.c.priority, else_=2)
    waiting = (
        select(*_ENTRY_COLUMNS)
        .join(_customer, _customer.c.id == _job.c.customer_id)
        .outerjoin(_location, _location.c.id == _job.c.location_id)
        .where(_job.c.in_queue == literal(1))
        .order_by(rank, _job.c.starts_at.is_(None), _job.c.starts_at, _job.c.id)
        .limit(limit)
    )
    revision, count = connection.execute(select(ledger.c.revision, total)).one()
    entries = tuple(QueueEntry._make(row) for row in connection.execute(waiting))
    return Queue(revision, entries, count)


def read_job(connection: Connection, job_id: int) -> Job | None:
    """The job with that id."""
    row = connection.execute(select(_job).where(_job.c.id == job_id)).mappings().first()
    return from_row(Job, row) if row else None


def read_customer(connection: Connection, customer_id: int) -> CustomerCard | None:
    """A customer with its locations, the main one first."""
    row = connection.execute(select(_customer).where(_customer.c.id == customer_id)).mappings().first()
    if row is None:
        return None
    statement = (
        select(_location)
        .where(_location.c.customer_id == customer_id)
        .order_by(_location.c.is_main.desc(), _location.c.name, _location.c.id)
    )
    locations = tuple(from_row(Location, found) for found in connection.execute(statement).mappings())
    return CustomerCard(from_row(Customer, row), locations)


class ListedJob(NamedTuple):
    """A job of a list, with the names that its ids stand for."""

    job: Job
    customer: str
    address: str

    @property
    def position(self) -> tuple[int, int]:
        """Where it stands in the order by start: the minute and the id."""
        return (minute_of(self.job.starts_at) if self.job.starts_at else 0, self.job.id)


def read_jobs(connection: Connection, window: Span | None, after: tuple[int, int], limit: int) -> list[ListedJob]:
    """A page of scheduled jobs that touch the window, by (start minute, id) beyond the pair `after`."""
    statement = (
        select(_job, _customer.c.name.label("customer"), _location.c.address.label("address"))
        .join(_customer, _customer.c.id == _job.c.customer_id)
        .outerjoin(_location, _location.c.id == _job.c.location_id)
        .where(tuple_(_job.c.starts_at, _job.c.id) > tuple_(*after))
        .order_by(_job.c.starts_at, _job.c.id)
        .limit(limit)
    )
    if window is not None:
        low, high = minute_of(window.starts_at), minute_of(window.ends_at)
        longest = select(schema.ledger.c.longest_minutes).scalar_subquery()
        statement = statement.where(
            _job.c.starts_at > low - longest, _job.c.starts_at < high, _job.c.starts_at + _job.c.minutes > low
        )
    rows = connection.execute(statement).mappings()
    return [ListedJob(from_row(Job, row), row["customer"], row["address"] or "") for row in rows]


def read_last_touch(connection: Connection, kind: str, record_id: int) -> tuple[str, datetime] | None:
    """Who changed a record last, and when (aware UTC)."""
    journal, change = schema.journal, schema.journal_change
    statement = (
        select(journal.c.who, journal.c.at)
        .join(change, change.c.revision == journal.c.revision)
        .where(change.c.kind == kind, change.c.record_id == record_id)
        .order_by(journal.c.revision.desc())
        .limit(1)
    )
    row = connection.execute(statement).first()
    return (row[0], datetime.fromtimestamp(row[1], UTC)) if row else None


def read_import_digests(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    """What the rows of imported jobs said, by external key; keys of no job are left out."""
    found: dict[str, str] = {}
    for first in range(0, len(keys), 500):
        wanted = _job.c.external_key.in_(keys[first : first + 500])
        rows = connection.execute(select(_job.c.external_key, _job.c.import_digest).where(wanted))
        found.update((key, digest) for key, digest in rows)
    return found


def read_is_founded(connection: Connection) -> bool:
    """Whether the database holds a company."""
    return connection.execute(select(schema.company.c.id).limit(1)).first() is not None
