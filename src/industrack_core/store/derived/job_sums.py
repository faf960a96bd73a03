"""Keeps `job_sum`: how many jobs begin in each quarter of an hour, in which states, as differences of records.

The clocks of all zones differ by whole quarters of an hour, so that the sums can be put into any zone's days, and
nothing is to be done when the company's zone changes.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from industrack_core.domain.records.job import Job
from industrack_core.domain.records.record import Change
from industrack_core.domain.time.minute import QUARTER, minute_of
from industrack_core.store.engine.prepared import Prepared

_ADD = Prepared(
    text(
        "INSERT INTO job_sum (quarter, status, delivery, jobs, minutes)"
        " VALUES (:quarter, :status, :delivery, :jobs, :minutes) ON CONFLICT (quarter, status, delivery)"
        " DO UPDATE SET jobs = job_sum.jobs + excluded.jobs, minutes = job_sum.minutes + excluded.minutes"
    )
)
SUMS_KEPT = (_ADD,)
"""What an act says that changes jobs."""


def keep_job_sums(connection: Connection, changes: Sequence[Change]) -> None:
    """Bring the sums up to date with `changes`. Where nothing is left, a row of zeros may stay."""
    moves: dict[tuple[int, str, str], list[int]] = {}
    for change in changes:
        for job, sign in zip(change, (-1, 1), strict=True):
            if isinstance(job, Job) and job.starts_at is not None and job.crew:
                key = (minute_of(job.starts_at) // QUARTER, job.status.value, job.delivery.value)
                move = moves.setdefault(key, [0, 0])
                move[0] += sign
                move[1] += sign * job.minutes * len(set(job.crew))
    _ADD.run_many(connection, [
        {"quarter": quarter, "status": status, "delivery": delivery, "jobs": jobs, "minutes": minutes}
        for (quarter, status, delivery), (jobs, minutes) in sorted(moves.items()) if jobs or minutes
    ])  # fmt: skip
