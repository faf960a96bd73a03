"""What a day holds, for a view over many days."""

from dataclasses import dataclass
from typing import NamedTuple


class DayJob(NamedTuple):
    """A job as one line of a day: its start in minutes since 1970 UTC, what and for whom."""

    job_id: int
    start: int
    number: str
    description: str
    customer: str
    status: str


@dataclass(frozen=True, slots=True)
class DaySum:
    """How many jobs begin on a day, for how many minutes (each member of a crew counts), and the first of them."""

    jobs: int
    minutes: int
    first: tuple[DayJob, ...] = ()
