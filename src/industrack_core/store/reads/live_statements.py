"""The statements of what an eye may be needed for."""

from sqlalchemy import Integer, Table, bindparam, func, literal_column, or_, select, type_coerce, union_all

from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.time.minute import QUARTER
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Expression, Prepared, one_of
from industrack_core.store.reads.block_statements import UNDER_WAY, by_start

_job, _crew = schema.job, schema.job_crew
_sum, _overlap = schema.job_sum, schema.job_overlap
_UNFINISHED = _job.c.status != WorkStatus.COMPLETED
_STATES: list[Expression] = [literal_column(f"'{each}'") for each in ("declined", *UNDER_WAY)]
_TURNED_DOWN = _crew.c.status == literal_column("'declined'")


def _presses(about: Table, starts_at: Expression) -> tuple[Expression, ...]:
    """Whether jobs in such a state, or some of them, may need an eye."""
    return starts_at < bindparam("until"), about.c.delivery == literal_column("'changed'"), about.c.status.in_(_STATES)


PRESSING = by_start(
    _UNFINISHED,
    or_(*_presses(_job, _job.c.starts_at), _TURNED_DOWN, one_of(_crew.c.employee_id, "crowded")),
    lists=("crowded",),
)
# What acts add up says between which starts there is such a job at all: of a day to come, or of one that is done,
# nowhere, and none of its thousands is looked at.
_BEGINS = type_coerce(_sum.c.quarter * literal_column(str(QUARTER)), Integer)
_SUMMED = select(_BEGINS.label("first"), (_BEGINS + literal_column(str(QUARTER))).label("end")).where(
    _sum.c.quarter >= bindparam("first_quarter"),
    _sum.c.quarter <= bindparam("last_quarter"),
    _sum.c.jobs > literal_column("0"),
    _sum.c.status != literal_column("'completed'"),
    or_(*_presses(_sum, _BEGINS)),
)
_DECLINED = select(_crew.c.starts_at, _crew.c.starts_at + literal_column("1")).where(
    _TURNED_DOWN, _crew.c.starts_at > bindparam("earliest"), _crew.c.starts_at < bindparam("high")
)
_PLACES = union_all(_SUMMED, _DECLINED).subquery()
BETWEEN = Prepared(
    select(type_coerce(func.min(_PLACES.c.first), Integer), type_coerce(func.max(_PLACES.c.end), Integer))
)
REST = Prepared(
    select(_job.c.id, _crew.c.employee_id)
    .join(_crew, _crew.c.job_id == _job.c.id)
    .where(
        _job.c.starts_at >= bindparam("first"),
        _job.c.starts_at < bindparam("last"),
        _crew.c.ends_at > bindparam("low"),
        _UNFINISHED,
    )
)
CROWDED = Prepared(
    select(_overlap.c.employee_id)
    .distinct()
    .where(
        _overlap.c.starts_at > bindparam("earliest"),
        _overlap.c.starts_at < bindparam("high"),
        _overlap.c.until > bindparam("now"),
    )
)
OF_JOBS = by_start(one_of(_job.c.id, "jobs"), lists=("jobs",))
