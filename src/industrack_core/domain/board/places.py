"""Where jobs stand in rows: what moves when one of them is changed."""

from collections.abc import Collection, Iterable, Mapping

from industrack_core.domain.board.board import Block, Row
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.time.span import Span

Stand = tuple[int, int, int, int]
"""A job, in whose row, from which minute to which (since 1970 UTC)."""


class JobStand(NamedTuple):
    """Who does a job, from which minute to which (since 1970 UTC), and how far it is."""

    crew: frozenset[int]
    start: int
    end: int
    status: str


class JobNews(NamedTuple):
    """How a job stood before what is told of it, and stands now; None where it has no time or crew, or is not there.
    Whether it `waits` in the queue now."""

    before: JobStand | None
    now: JobStand | None
    waits: bool

    @property
    def stays(self) -> JobStand | None:
        """Where it stands, if it stood there before: nothing but words of it changed, or how far it is."""
        before, now = self.before, self.now
        return now if before is not None and now is not None and before[:3] == now[:3] else None


class RowsWanted(NamedTuple):
    """Rows of these people that news are to bring along."""

    window: Span
    employee_ids: tuple[int, ...]


class RowsHeard(NamedTuple):
    """What stands in rows by employee, as of the news that it came with."""

    window: Span
    lanes: Mapping[int, tuple[tuple[Block, ...], ...]]


def job_places(jobs: Collection[int], rows: Iterable[Row]) -> frozenset[Stand]:
    """Where these jobs stand in the rows."""
    return frozenset(
        (block.job_id, row.employee_id, block.start, block.end)
        for row in rows
        for lane in row.lanes
        for block in lane
        if block.job_id in jobs
    )


def stand_still(jobs: Collection[int], before: Collection[Stand], after: Collection[Stand]) -> bool:
    """Whether each of these jobs stood somewhere, and stands there: then no hours of work are others than before."""
    return before == after and {job_id for job_id, *_ in before} == set(jobs)
