"""Keeps `job_overlap`: jobs that begin while another of the same person goes on, as `doubled` has it (domain/board).

`until` is the minute from which on the job, or every other that it overlaps, is over: until then it is one to look at.
Whatever changes when somebody is busy is looked at anew there, by the server alone.
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Integer, bindparam, select, text

from industrack_core.domain.field.records import Visit
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.record import Change
from industrack_core.domain.time.minute import minute_of
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of

Stretch = tuple[int, int, int]
"""An employee's id, from which minute to which."""
_DONE = (WorkStatus.COMPLETED, WorkStatus.DECLINED)
_crew = schema.job_crew


# in the order in which they begin, the latest end of those before: however many there are at once, each is read once
_FIND = Prepared(
    text(
        "INSERT INTO job_overlap (employee_id, job_id, starts_at, until)"
        " SELECT employee_id, job_id, starts_at, CASE WHEN before < ends_at THEN before ELSE ends_at END FROM ("
        "SELECT crew.employee_id, crew.job_id, crew.starts_at, crew.ends_at, max(crew.ends_at) OVER ("
        "ORDER BY crew.starts_at, crew.job_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before"
        " FROM job_crew crew JOIN job ON job.id = crew.job_id"
        " WHERE crew.employee_id = :who AND crew.starts_at > :since AND crew.starts_at < :high"
        " AND crew.status <> 'declined' AND job.status NOT IN ('completed', 'declined')"
        ") AS person WHERE before > starts_at AND starts_at >= :low"
    )
)
# the longest job bounds how far before it others began
_OF_JOBS = Prepared(
    text(
        "SELECT mine.employee_id, mine.job_id, mine.starts_at,"
        " CASE WHEN max(theirs.ends_at) < mine.ends_at THEN max(theirs.ends_at) ELSE mine.ends_at END"
        " FROM job_crew mine JOIN job_crew theirs ON theirs.employee_id = mine.employee_id"
        " AND theirs.starts_at > mine.starts_at - :longest AND theirs.starts_at <= mine.starts_at"
        " AND theirs.ends_at > mine.starts_at AND (theirs.starts_at < mine.starts_at OR theirs.job_id < mine.job_id)"
        " JOIN job my_job ON my_job.id = mine.job_id JOIN job their_job ON their_job.id = theirs.job_id"
        " WHERE mine.job_id IN :values"
        " AND mine.status <> 'declined' AND my_job.status NOT IN ('completed', 'declined')"
        " AND theirs.status <> 'declined' AND their_job.status NOT IN ('completed', 'declined')"
        " GROUP BY mine.employee_id, mine.job_id, mine.starts_at, mine.ends_at"
    ).bindparams(bindparam("values", type_=Integer, expanding=True)),
    "values",
)
_FORGET = Prepared(text("DELETE FROM job_overlap WHERE employee_id = :who AND starts_at >= :low AND starts_at < :high"))
OVERLAPS_KEPT = (_FORGET, _FIND)
"""What an act says that changes when somebody is busy."""
_LONGEST = Prepared(select(schema.ledger.c.longest_minutes))
_TIMES = Prepared(
    select(_crew.c.employee_id, _crew.c.starts_at, _crew.c.ends_at).where(
        one_of(_crew.c.job_id, "values"), _crew.c.starts_at.is_not(None)
    ),
    "values",
)


def keep_overlaps(connection: Connection, changes: Sequence[Change], longest: int) -> None:
    """Bring the overlaps up to date with `changes`, which are written already, no job longer than `longest` minutes."""
    changed: set[Stretch] = set()
    visited: set[int] = set()
    for before, after in changes:
        changed |= _stretches(before) ^ _stretches(after)
        if isinstance(before, Visit) or isinstance(after, Visit):
            visited |= _declined(before) ^ _declined(after)
    for part in parts_of(sorted(visited)):
        changed.update(_TIMES.rows(connection, values=part))
    wanted = [{"who": who, "low": low, "high": high} for who, low, high in _joined(changed)]
    _FORGET.run_many(connection, wanted)
    _FIND.run_many(connection, ({**each, "since": each["low"] - longest} for each in wanted))


def _stretches(record: object) -> set[Stretch]:
    """Whom a job keeps busy, and when."""
    if not isinstance(record, Job) or record.starts_at is None or record.status in _DONE:
        return set()
    start = minute_of(record.starts_at)
    return {(each, start, start + record.minutes) for each in record.crew}


def _declined(record: object) -> set[int]:
    """The job whose visit somebody declined."""
    return {record.job_id} if isinstance(record, Visit) and record.status is WorkStatus.DECLINED else set()


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """The same, where one goes on in another as one."""
    last: Stretch | None = None
    for who, low, high in sorted(stretches):
        if last is not None and last[0] == who and low <= last[2]:
            last = (who, last[1], max(last[2], high))
            continue
        if last is not None:
            yield last
        last = (who, low, high)
    if last is not None:
        yield last


def overlaps_of(connection: Connection, jobs: Sequence[Job]) -> Iterator[RowValues]:
    """What `job_overlap` must say of these jobs."""
    longest = _LONGEST.one(connection)[0]
    for part in parts_of([job.id for job in jobs]):
        for who, job_id, starts_at, until in _OF_JOBS.rows(connection, values=part, longest=longest):
            yield {"employee_id": who, "job_id": job_id, "starts_at": starts_at, "until": until}
