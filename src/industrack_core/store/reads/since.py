"""What acts changed since a revision, for what is kept of a day and not read anew: which records, and how jobs were."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from industrack_core.domain.board.places import JobStand
from industrack_core.domain.kinds import Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.codec import columns_of
from industrack_core.store.engine.prepared import Row
from industrack_core.store.reads.stands import laid_back, stands_of
from industrack_core.store.writing.act_names import LARGE_ACTS

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SINCE = AsText("reads.since_statements:SINCE")
_NOW = AsText("reads.since_statements:NOW", "jobs")
_JOBS_OF = AsText("reads.since_statements:JOBS_OF", "entries", "visits", "times")

MOST_CHANGES = 200
"""Of more changes than that it is not told what they were."""
OF_JOBS = (Kind.OUTBOX, Kind.VISIT, Kind.TIME_ENTRY)
"""Records that change what a block says of its job, and not always the job."""
_NONE = (0,)
_STANDS = ("crew", "starts_at", "minutes", "status")


class Since(NamedTuple):
    """What acts changed since a revision that was known: the newest `revision` is now, `longest` the minutes of the
    longest job. `kinds` are those of which anything changed, `changed` those of which anything that was there before;
    `jobs` are others, or shown otherwise, `before` and `now` how they stood, without those that have no time or crew.
    """

    revision: int
    longest: int
    kinds: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    jobs: frozenset[int] = frozenset()
    before: Mapping[int, JobStand] = {}
    now: Mapping[int, JobStand] = {}

    @property
    def crews(self) -> set[int]:
        """Everybody who did or does one of the jobs."""
        return {each for stands in (self.before, self.now) for stand in stands.values() for each in stand.crew}


def read_since(connection: "Connection", known: int) -> Since | None:
    """What acts changed since the revision `known`; None where that is more than can be told."""
    rows = _SINCE.rows(connection, known=known)
    revision, longest, act = rows[0][:3]
    if act is None:
        # fewer acts than were known: a server that came back from a backup
        return Since(revision, longest) if revision == known else None
    if len(rows) > MOST_CHANGES or any(row[2] in LARGE_ACTS for row in rows):
        return None
    changes = [row[3:8] for row in rows if row[3] is not None]
    found = {row[4]: row[8:] for row in rows if row[3] == Kind.JOB}
    others = _jobs_of(connection, changes) - found.keys()
    jobs = found.keys() | others
    found |= {row[0]: row[1:] for row in _NOW.rows(connection, jobs=sorted(others))} if others else {}
    now = {job: dict(zip(_STANDS, row, strict=True)) for job, row in found.items() if row[0] is not None}
    kinds, changed = (frozenset(kind for kind, _, seen, *_ in changes if seen or new) for new in (True, False))
    return Since(revision, longest, kinds, changed, frozenset(jobs), stands_of(laid_back(now, changes)), stands_of(now))


def _jobs_of(connection: "Connection", changes: Collection[Row]) -> set[int]:
    """The jobs of changed records that belong to one, or did."""
    ids: dict[str, set[int]] = {kind: set() for kind in OF_JOBS}
    left: set[int] = set()
    for kind, record_id, _, _, before in changes:
        if kind in ids:
            ids[kind].add(record_id)
            left.add(columns_of(before).get("job_id") or 0 if before is not None else 0)
    if not any(ids.values()):
        return set()
    entries, visits, times = (sorted(ids[kind]) or _NONE for kind in OF_JOBS)
    return (left | set(_JOBS_OF.column(connection, entries=entries, visits=visits, times=times))) - {0}
