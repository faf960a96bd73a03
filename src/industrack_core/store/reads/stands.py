"""How jobs stood before acts that the journal has."""

from collections.abc import Collection, Mapping

from industrack_core.domain.board.places import JobStand
from industrack_core.domain.kinds import Kind
from industrack_core.store.engine.codec import RowValues, columns_of
from industrack_core.store.engine.prepared import Row


def laid_back(now: Mapping[int, RowValues], changes: Collection[Row]) -> dict[int, RowValues]:
    """Jobs as they were before these changes, the newest of which comes first."""
    then: dict[int, RowValues] = dict(now)
    for kind, record_id, version, _, before in changes:
        if kind != Kind.JOB:
            continue
        if version and before is not None:
            then[record_id] = {**then.get(record_id, {}), **columns_of(before)}
        else:
            then.pop(record_id, None)
    return then


def stands_of(jobs: Mapping[int, RowValues]) -> dict[int, JobStand]:
    """How jobs stand whose rows these are; those are left out that have no time or crew."""
    found: dict[int, JobStand] = {}
    for job_id, row in jobs.items():
        crew, start = frozenset(int(each) for each in filter(None, str(row["crew"]).split(","))), row["starts_at"]
        if crew and start is not None:
            found[job_id] = JobStand(crew, start, start + row["minutes"], row["status"])
    return found
