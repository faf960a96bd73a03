"""The job, its three state machines, and what follows from a change of it (domain 1 and 3)."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.job_parts import Attachment, FormOnJob, JobItem, JobTask, WrittenNote
from industrack_core.domain.text.labelled import Labelled
from industrack_core.domain.time.span import Span


class WorkStatus(Labelled):
    """The technician's word to the office."""

    NOT_STARTED = "not_started"
    ON_TRAVEL = "on_travel"
    STARTED = "started"
    PAUSED = "paused"
    COMPLETED = "completed"
    DECLINED = "declined"


class Delivery(StrEnum):
    """The office's word to the technician."""

    SAVED = "saved"
    DISPATCHED = "dispatched"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        return "Changed since dispatch" if self is Delivery.CHANGED else self.value.title()


class Billing(StrEnum):
    """What became of a completed job."""

    NONE = "none"
    APPROVED = "approved"
    INVOICED = "invoiced"

    @property
    def label(self) -> str:
        """As a person reads it."""
        return "not approved" if self is Billing.NONE else self.value.capitalize()


class Priority(Labelled):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


MAX_JOB_MINUTES = 31 * 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of work. `starts_at` is aware UTC or None; `minutes` is the planned duration, always known.

    `status_reason` says why it is paused or declined. `recurrence` is an RFC 5545 rule (recurrence.py), empty for
    none, and `series_id` the same number in all jobs that one rule made. `equipment` are ids of the customer's
    equipment. `field_notes` come from the technicians and are never changed here. `external_key` and `import_digest`
    say which row of which import it came from, and what that row said.
    """

    id: int = 0
    version: int = 0
    number: str = ""
    customer_id: int
    location_id: int | None = None
    description: str = ""
    status: WorkStatus = WorkStatus.NOT_STARTED
    service_type_id: int | None = None
    priority: Priority = Priority.MEDIUM
    color_id: int | None = None
    starts_at: datetime | None = None
    minutes: int = 60
    crew: tuple[int, ...] = ()
    note: str = ""
    status_reason: str = ""
    recurrence: str = ""
    series_id: int | None = None
    items: tuple[JobItem, ...] = ()
    equipment: tuple[int, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    forms: tuple[FormOnJob, ...] = ()
    tasks: tuple[JobTask, ...] = ()
    field_notes: tuple[WrittenNote, ...] = ()
    calendar_id: int | None = None
    estimate_id: int | None = None
    delivery: Delivery = Delivery.SAVED
    billing: Billing = Billing.NONE
    overlap_accepted: bool = False
    external_key: str | None = None
    import_digest: str = ""

    @property
    def ends_at(self) -> datetime | None:
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None

    @property
    def span(self) -> Span | None:
        """Planned time, or None while the job has no start."""
        ends_at = self.ends_at
        return Span(self.starts_at, ends_at) if self.starts_at and ends_at else None

    @property
    def in_queue(self) -> bool:
        """Start blank or crew empty (domain 1, derived)."""
        return self.starts_at is None or not self.crew

    @property
    def can_recur(self) -> bool:
        """Whether its recurrence may be set or changed (domain 1, derived)."""
        return self.status is WorkStatus.NOT_STARTED

    @property
    def lacks(self) -> str:
        """What keeps the job in the queue, in words; empty on the board."""
        missing = [word for word, absent in (("time", self.starts_at is None), ("crew", not self.crew)) if absent]
        return " ".join(f"no {word}" for word in missing)


_NEXT = {
    WorkStatus.NOT_STARTED: WorkStatus.STARTED,
    WorkStatus.ON_TRAVEL: WorkStatus.STARTED,
    WorkStatus.STARTED: WorkStatus.COMPLETED,
    WorkStatus.PAUSED: WorkStatus.STARTED,
}


def next_status(status: WorkStatus) -> WorkStatus | None:
    """What a job usually becomes next (domain 3); None where nothing follows by itself."""
    return _NEXT.get(status)


_NOT_DELIVERED = (
    "version",
    "delivery",
    "overlap_accepted",
    "billing",
    "calendar_id",
    "external_key",
    "import_digest",
    "series_id",
    "field_notes",
    "status",
    "status_reason",
)
"""What may change in a dispatched job without anything new for the technicians."""


def after_edit(before: Job, after: Job) -> Job:
    """`after` with its delivery moved on: a dispatched job that changed is Changed since dispatch.

    One that lost its crew or its time is recalled: Saved again. A declined job whose crew changed
    stays Declined until it is dispatched again (domain 3).
    """
    if before.delivery is Delivery.SAVED:
        return after
    if after.in_queue:
        return replace(after, delivery=Delivery.SAVED)
    same = all(
        getattr(before, name) == getattr(after, name) for name in Job.__dataclass_fields__ if name not in _NOT_DELIVERED
    )
    return after if same else replace(after, delivery=Delivery.CHANGED)
