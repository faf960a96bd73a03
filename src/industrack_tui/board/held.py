"""What is in the hand: a job of the board or of the queue, as it was taken up. Pure."""

from industrack_core.domain.board.board import Block, QueueEntry
from industrack_core.domain.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """What is in the hand, as it was taken up. Times are minutes since 1970 UTC."""

    job_id: int
    version: int
    number: str
    text: str
    customer: str
    crew: tuple[int, ...]
    employee_id: int | None
    start: int | None
    minutes: int
    queued: bool
    service_type_id: int | None = None

    @classmethod
    def of(cls, job: Block | QueueEntry) -> "Held":
        """From the board or from the queue."""
        text = f"{job.number} {job.description}"
        if isinstance(job, Block):
            length = job.end - job.start
            return cls(
                job.job_id, job.version, job.number, text, job.customer, job.crew_ids, job.employee_id, job.start,
                length, False, job.service_type_id,
            )  # fmt: skip
        return cls(job.job_id, job.version, job.number, text, job.customer, job.crew_ids, None, job.start, job.minutes,
                   True, job.service_type_id)  # fmt: skip

    def crew_with(self, employee_id: int) -> tuple[int, ...]:
        """The crew when this member's part goes to somebody else; a job of the queue goes to them alone."""
        if self.queued or self.employee_id is None:
            return (employee_id,)
        return tuple(employee_id if each == self.employee_id else each for each in self.crew)
