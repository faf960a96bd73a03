"""The statements of what a form reads about a job and its customer."""

from sqlalchemy import Integer, bindparam, func, literal, select, type_coerce

from industrack_core.domain.kinds import Kind
from industrack_core.store.derived.stock import STOCK_OF
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared

_job, _estimate, _equipment = schema.job, schema.estimate, schema.equipment
_ANY_ARCHIVED = select(schema.archived_job.c.job_id).limit(1).subquery()
COUNTS = Prepared(
    select(
        select(type_coerce(func.count(), Integer))
        .where(_job.c.customer_id == bindparam("of_customer"))
        .scalar_subquery(),
        select(type_coerce(func.count(), Integer))
        .where(_estimate.c.customer_id == bindparam("of_customer"))
        .scalar_subquery(),
        select(type_coerce(func.count(), Integer)).select_from(_ANY_ARCHIVED).scalar_subquery(),
    )
)
WORK_JOBS = Prepared(
    select(literal(Kind.JOB), _job.c.id, _job.c.number, _job.c.description, _job.c.status, _job.c.starts_at)
    .where(_job.c.customer_id == bindparam("of_customer"), _job.c.id < bindparam("below"))
    .order_by(_job.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
WORK_ESTIMATES = Prepared(
    select(_estimate)
    .where(_estimate.c.customer_id == bindparam("of_customer"))
    .order_by(_estimate.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
SERIES_NEXT = Prepared(
    select(_job.c.starts_at)
    .where(_job.c.series_id == bindparam("series"), _job.c.starts_at > bindparam("after", type_=Integer))
    .order_by(_job.c.starts_at)
    .limit(bindparam("most", type_=Integer))
)
LONGEST = Prepared(select(schema.ledger.c.longest_minutes))
STOCK = STOCK_OF
"""As what acts keep of an item says it."""
