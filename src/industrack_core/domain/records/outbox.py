"""What technicians must hear: one entry per crew member, written with the act that causes it (domain 3)."""

from dataclasses import dataclass
from datetime import datetime

from industrack_core.domain.text.labelled import Labelled


class Errand(Labelled):
    """What an entry says: here is a job with all its details, or this job is not yours any more."""

    DISPATCH = "dispatch"
    RECALL = "recall"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEntry:
    """A message to one employee's device; `payload` is the job as JSON text, empty for a recall.

    `job_id` is kept when the job is deleted. `written_at` is aware UTC, in whole minutes.
    """

    id: int = 0
    version: int = 0
    job_id: int
    job_number: str
    employee_id: int
    errand: Errand
    written_at: datetime
    payload: str = ""
