"""What a day holds, for a view over many days."""

from industrack_core.domain.board.alarms import RED, ExceptionKind
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.named_tuple import NamedTuple


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
    first of them, what is wrong with any of them (the worst first), and who has time off. Alarms that are `mild` are
    amber: most of the day is late, and this by little (see `DayAlarms`).
    """

    jobs: int
    minutes: int
    first: tuple[DayJob, ...] = ()
    alarms: tuple[ExceptionKind, ...] = ()
    off: tuple[int, ...] = ()
    mild: tuple[ExceptionKind, ...] = ()

    def is_red(self, kind: ExceptionKind) -> bool:
        """Whether one of its alarms is."""
        return kind in RED and kind not in self.mild
