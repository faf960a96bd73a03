"""The statements that find the first jobs of many days: of everybody, or of some employees."""

from typing import Final

from sqlalchemy import Integer, bindparam, select, text

from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, one_of
from industrack_core.store.engine.repeated import Repeated
from industrack_core.store.engine.statements import ANYBODY

_crew = schema.job_crew
MANY_DAYS: Final = 42
"""Of so many days, those of a month, first jobs are read in one statement."""
FEW_DAYS: Final = 7
"""Of so many they are, where they come from people's own rows."""
_SHOWN = "SELECT job.id, job.starts_at, job.number, job.description, customer.name, job.status, customer.kind FROM "
_DAYS = f"(VALUES {', '.join(f'(:low{each}, :high{each})' for each in range(MANY_DAYS))}) AS day"
_BEGIN = "starts_at >= day.column1 AND starts_at < day.column2"
_OF_ALL = f"SELECT id, starts_at FROM job WHERE {_BEGIN} AND in_queue = 0 ORDER BY starts_at, id LIMIT :most"  # noqa: S608
# Of so many that begin first, until enough are theirs; all of it is in the index of (start, job, employee, end). A sum,
# so that the list is looked up in and not gone through.
_OF_SOME = (
    "SELECT DISTINCT job_id AS id, starts_at FROM (SELECT job_id, starts_at, employee_id FROM job_crew"  # noqa: S608
    f" WHERE {_BEGIN} AND {ANYBODY} ORDER BY starts_at, job_id LIMIT :walked) AS early"
    " WHERE employee_id + 0 IN :employees ORDER BY starts_at, job_id LIMIT :most"
)


def _of_days(first: str, *lists: str) -> dict[str, Prepared]:
    """What is shown of the jobs of each day that a query about one `day` finds, by engine."""
    # neither of the two goes well, or at all, the other's way
    ways = {
        "sqlite": f"{_DAYS} CROSS JOIN job CROSS JOIN customer ON customer.id = job.customer_id"  # noqa: S608
        f" WHERE job.id IN (SELECT id FROM ({first}) AS first)",
        "postgresql": f"{_DAYS} CROSS JOIN LATERAL ({first}) AS first JOIN job ON job.id = first.id"
        " JOIN customer ON customer.id = job.customer_id",
    }
    each = [bindparam(name, type_=Integer, expanding=True) for name in lists]
    return {engine: Prepared(text(_SHOWN + way).bindparams(*each), *lists) for engine, way in ways.items()}


def _first_of_theirs() -> Repeated:
    """Ids of the first jobs of some days, from the rows of a few people."""
    start = _crew.c.starts_at
    begun = (
        select(_crew.c.job_id, start)
        .distinct()
        .where(one_of(_crew.c.employee_id, "employees"), start >= bindparam("low"), start < bindparam("high"))
        .order_by(start, _crew.c.job_id)
        .limit(bindparam("most", type_=Integer))
    )
    return Repeated(begun, FEW_DAYS, ("low", "high"), "employees")


FIRST_JOBS, THEIRS_AMONG_FIRST = _of_days(_OF_ALL), _of_days(_OF_SOME, "employees")
FIRST_OF_THEIRS = _first_of_theirs()
SHOWN_JOBS = Prepared(
    text(f"{_SHOWN}job JOIN customer ON customer.id = job.customer_id WHERE job.id IN :jobs").bindparams(
        bindparam("jobs", type_=Integer, expanding=True)
    ),
    "jobs",
)
