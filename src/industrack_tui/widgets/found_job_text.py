"""A job that was found, in the width there is: for whom, where, what; when, and who goes."""

from collections.abc import Iterable
from typing import Final
from zoneinfo import ZoneInfo

from industrack_core.domain.board.block_words import customer_in, street_in, work_in
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.found_job import FoundJob
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import MONTH_NAMES, clock_text


def told_when(job: FoundJob, zone: ZoneInfo) -> str:
    """`Tue 24 Nov 26 09:00`, or that it has no time."""
    if job.start is None:
        return "no time"
    local = instant_of(job.start).astimezone(zone)
    return f"{local:%a} {local.day} {MONTH_NAMES[local.month - 1]} {local:%y} {clock_text(local)}"


_WHEN: Final = 20
_LEAST_WORK: Final = 12
_LEAST_PLACE: Final = 20
_WITH_STATUS: Final = 110
_STATUS: Final = 14


class FoundColumns(NamedTuple):
    """Cells of the columns, each with the blank behind it; 0 leaves one out. The customer has most of what is free."""

    number: int
    when: int
    who: int
    status: int
    customer: int
    address: int
    work: int

    @classmethod
    def of(cls, width: int, jobs: Iterable[FoundJob]) -> "FoundColumns":
        """For these jobs in so many cells."""
        number = min(16, max((cell_width(job.number) for job in jobs), default=4) + 1)
        status = _STATUS if width >= _WITH_STATUS else 0
        when, who = _WHEN, 11 if width < _WITH_STATUS else 18
        rest = max(0, width - 1 - number - when - who - status)
        if rest < _LEAST_PLACE:  # for whom and where before who goes, and when
            rest, who = rest + who, 0
        if rest < _LEAST_PLACE:
            rest, when = max(0, width - 1 - number), 0
        work = rest // 3 if rest // 3 >= _LEAST_WORK else 0
        customer = (rest - work + 1) // 2
        return cls(number, when, who, status, customer, rest - work - customer, work)


def found_line(job: FoundJob, who: str, zone: ZoneInfo, columns: FoundColumns, ellipsis: str) -> str:
    """The job as a line. `who` goes, or that it waits."""

    def cut(text: str, cells: int) -> str:
        return pad(clip(text, max(0, cells - 1), ellipsis), cells)

    return " " + "".join([
        cut(job.number, columns.number),
        cut(customer_in(job.customer, columns.customer - 1, job.customer_kind, ellipsis), columns.customer),
        cut(street_in(job.address, columns.address - 1, ellipsis), columns.address),
        cut(work_in(job.description, columns.work - 1, ellipsis), columns.work) if columns.work else "",
        cut(told_when(job, zone), columns.when),
        cut(who, columns.who),
        cut(WorkStatus(job.status).label, columns.status) if columns.status else "",
    ])  # fmt: skip


def found_whole(job: FoundJob) -> str:
    """What the line may have no room for."""
    parts = (job.customer, job.address, job.description, WorkStatus(job.status).label)
    return " · ".join(part for part in parts if part)
