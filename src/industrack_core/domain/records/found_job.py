"""A job that was looked for."""

from industrack_core.domain.named_tuple import NamedTuple


class FoundJob(NamedTuple):
    """`start` in minutes since 1970 UTC, or None; `employee_id` is the first of the crew, None in the queue."""

    job_id: int
    number: str
    description: str
    customer: str
    status: str
    start: int | None
    employee_id: int | None
    address: str = ""
    customer_kind: str = ""

    @property
    def in_queue(self) -> bool:
        return self.start is None or self.employee_id is None
