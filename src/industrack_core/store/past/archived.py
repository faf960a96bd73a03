"""Jobs that are in archives by now, in a database of the past."""

from sqlalchemy import Connection, bindparam, literal_column, select

from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, one_of
from industrack_core.store.engine.statements import insertion
from industrack_core.store.reads.archives import merged_into

_away = schema.archived_job
_AWAY = Prepared(select(_away).where(one_of(_away.c.customer_id, "customers")), "customers")
_KNOWN = Prepared(select(literal_column("1")).where(_away.c.job_id == bindparam("of_job")))


def bring_archived(there: Connection, here: Connection, customer_id: int) -> None:
    """Bring which jobs of the customer, and of those merged into it by now, are in archives.

    They are told as the customer's own: the log, which says who was merged into whom, is not `here`.
    """
    names = [column.name for column in _away.columns]
    rows = [dict(zip(names, row, strict=True)) for row in _AWAY.rows(there, customers=merged_into(there, customer_id))]
    fresh = [row | {"customer_id": customer_id} for row in rows if not _KNOWN.rows(here, of_job=row["job_id"])]
    insertion(_away).run_many(here, fresh)
