"""What a calendar is told: jobs as an employee was sent them."""

from datetime import datetime

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.held import Fields
from industrack_core.domain.records.job import WorkStatus


@dataclass(frozen=True, slots=True)
class LinkOwner:
    """Whose a calendar's address is: the link's id, the employee's, and what they are called."""

    link: int
    employee_id: int
    employee: str


@dataclass(frozen=True, slots=True)
class DispatchedJob:
    """A job as it was sent, by the entry of the outbox that counts now; `said` is its payload, `status` as it is now.

    `written_at` is when it was sent (aware UTC).
    """

    job_id: int
    entry_id: int
    status: WorkStatus
    written_at: datetime
    said: Fields
