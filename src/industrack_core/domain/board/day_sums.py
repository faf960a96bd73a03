"""What a day holds, for a view over many days."""

from dataclasses import dataclass
from typing import NamedTuple

from industrack_core.domain.board.alarms import ExceptionKind


class DayJob(NamedTuple):
    """A job as one line of a day: its start in minutes since 1970 UTC, what and for whom."""

    job_id: int
    start: int
    number: str
    description: str
    customer: str
    status: str
    customer_kind: str = ""


@dataclass(frozen=True, slots=True)
class DaySum:
    """How many jobs begin on a day, for how many minutes (each member of a crew counts, declined jobs do not), the
    first of them, what is wrong with any of them (the worst first; overlaps are not looked for), and who has time off.
    """

    jobs: int
    minutes: int
    first: tuple[DayJob, ...] = ()
    alarms: tuple[ExceptionKind, ...] = ()
    off: tuple[int, ...] = ()
