"""The statements of blocks: what a board is read by."""

from collections.abc import Sequence

from sqlalchemy import (
    Integer,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    select,
    type_coerce,
)

from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Expression, Prepared, one_of
from industrack_core.store.engine.statements import in_window

_job, _crew, _customer, _location = schema.job, schema.job_crew, schema.customer, schema.location
_device, _times = schema.device, schema.time_entry

ABOUT: tuple[Expression, ...] = (
    _location.c.address,
    _customer.c.phone,
    _job.c.note,
    _location.c.site_note,
    _customer.c.kind,
)
"""What blocks and the queue's entries say of customer, place and job besides."""

UNDER_WAY = ("started", "paused")
_mates = _crew.alias("mates")
_HAS_PHONES = exists(select(_device.c.id).where(_device.c.state == literal_column("'active'")))
_TOLD = and_(_job.c.delivery == literal_column("'dispatched'"), _job.c.status == literal_column("'not_started'"))
# The least far of the crew; looked up only where it is shown: the rows themselves come from an index without it.
_RECEIPT = case(
    (
        and_(_HAS_PHONES, _TOLD),
        select(func.min(_mates.c.receipt)).where(_mates.c.job_id == _crew.c.job_id).scalar_subquery(),
    ),
    else_=literal_column("0"),
)

# What of a member of a crew and of actual times alarms go by, and only where they do: of the time, what began too early
# to be this visit (the planned minutes were over before it was planned to begin) was another day's, or another's crew.
_mate = _crew.alias("mate")
_VISIT = case(
    (
        and_(
            exists(select(_device.c.id)),
            _job.c.status.in_([literal_column(f"'{each}'") for each in ("not_started", "on_travel", *UNDER_WAY)]),
        ),
        select(_mate.c.status)
        .where(_mate.c.job_id == _crew.c.job_id, _mate.c.employee_id == _crew.c.employee_id)
        .scalar_subquery(),
    ),
    else_=literal_column("''"),
)
BEGUN = case(
    (
        _job.c.status.in_([literal_column(f"'{each}'") for each in UNDER_WAY]),
        select(func.coalesce(func.min(_times.c.starts_at), literal_column("0")))
        .where(
            _times.c.job_id == _job.c.id,
            _times.c.kind == literal_column("'job'"),
            _times.c.starts_at > _job.c.starts_at - _job.c.minutes,
            _times.c.employee_id.in_(select(_mate.c.employee_id).where(_mate.c.job_id == _times.c.job_id)),
        )
        .scalar_subquery(),
    ),
    else_=literal_column("0"),
)
"""The minute since 1970 UTC at which work that goes on began, 0 where no phone said."""

_BLOCK_COLUMNS: tuple[Expression, ...] = (
    _crew.c.employee_id, _job.c.id, _job.c.version, _crew.c.starts_at, _crew.c.ends_at, _job.c.number,
    _job.c.description, _customer.c.name, _job.c.status, _job.c.priority, _job.c.delivery, _job.c.billing,
    _job.c.service_type_id, _job.c.color_id, _job.c.crew, *ABOUT, type_coerce(_RECEIPT, Integer),
    type_coerce(_VISIT, Text), type_coerce(BEGUN, Integer),
)  # fmt: skip


# The lower bound on the start, by the longest job there is, keeps the range scan of (employee, start) inside
# the window: without it every employee's whole history is read. Outer joins, though no side of them is ever
# absent but the location: they hold the engine to this order.
_CREWS_JOBS = (
    _crew.outerjoin(_job, _job.c.id == _crew.c.job_id)
    .outerjoin(_customer, _customer.c.id == _job.c.customer_id)
    .outerjoin(_location, _location.c.id == _job.c.location_id)
)
BLOCKS = Prepared(
    select(*_BLOCK_COLUMNS)
    .select_from(_CREWS_JOBS)
    .where(
        one_of(_crew.c.employee_id, "employees"),
        *in_window(_crew.c.starts_at),
    ),
    "employees",
)
# Rows that come with news: in one statement what a frame says besides, on each line.
HEARD = Prepared(
    select(
        select(schema.ledger.c.revision).scalar_subquery(),
        select(schema.ledger.c.longest_minutes).scalar_subquery(),
        *_BLOCK_COLUMNS,
    )
    .select_from(_CREWS_JOBS)
    .where(one_of(_crew.c.employee_id, "employees"), *in_window(_crew.c.starts_at)),
    "employees",
)
# One row at least, with revision and longest job; time off rides along, so that a board is two statements.
FRAME = Prepared(
    select(schema.ledger.c.revision, schema.ledger.c.longest_minutes, schema.time_off).select_from(
        schema.ledger.outerjoin(
            schema.time_off,
            and_(schema.time_off.c.ends_at > bindparam("low"), schema.time_off.c.starts_at < bindparam("high")),
        )
    )
)


def by_start(*kept: Expression, lists: Sequence[str] = ()) -> Prepared:
    """The same blocks for everybody, by way of the jobs' starts; of the jobs, those that are `kept`, by `lists`."""
    return Prepared(
        select(*_BLOCK_COLUMNS)
        .select_from(
            _job.join(_crew, _crew.c.job_id == _job.c.id)
            .outerjoin(_customer, _customer.c.id == _job.c.customer_id)
            .outerjoin(_location, _location.c.id == _job.c.location_id)
        )
        .where(
            *in_window(_job.c.starts_at),
            *kept,
        ),
        *lists,
    )


# What sums, filters and exceptions look through.
ALL_BLOCKS = by_start()


# The index of (employee, start, end) holds all that is asked: no job is looked at. Thousands of jobs are at a few
# times: what is the same is put together before it is sorted by hours. A plain `/` is a whole division.
_TIMES = (
    select(_crew.c.starts_at.label("start"), _crew.c.ends_at.label("end"))
    .where(
        one_of(_crew.c.employee_id, "employees"),
        _crew.c.starts_at >= bindparam("low"),
        _crew.c.starts_at < bindparam("high"),
    )
    .distinct()
    .subquery("times")
)
_HOUR = literal_column("times.start / 60", Integer)
HOURS = Prepared(
    select(type_coerce(func.min(_TIMES.c.start), Integer), type_coerce(func.max(_TIMES.c.end), Integer)).group_by(
        _HOUR
    ),
    "employees",
)
NOW = Prepared(select(_job.c.id, _job.c.crew, _job.c.in_queue).where(one_of(_job.c.id, "jobs")), "jobs")
