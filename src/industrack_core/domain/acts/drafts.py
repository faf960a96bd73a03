"""What a form holds of a job, and what is made in place with it."""

from datetime import date, datetime
from enum import StrEnum

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.customer import CustomerKind
from industrack_core.domain.records.job import Priority, WorkStatus
from industrack_core.domain.records.job_parts import Attachment, FormOnJob, JobItem, JobTask
from industrack_core.domain.records.purchase import OrderLine


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCustomer:
    """A customer created in place; `address` becomes its billing address and main location."""

    name: str
    kind: CustomerKind = CustomerKind.COMPANY
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLocation:
    """A service location created in place, at the customer of the job."""

    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEquipment:
    """Equipment of the customer's created in place, at the job's location."""

    name: str
    maker: str = ""
    model: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrder:
    """A purchase order created with the job; its number is taken when it is saved."""

    vendor: str = ""
    due_on: date | None = None
    lines: tuple[OrderLine, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDraft:
    """What a form holds: all that a person can say about a job in one save. Times are aware UTC.

    An empty `number` asks for the next one. `new_location` goes before `location_id`. Ids of parts are 0 while
    they are new. `tags` and `internal_note` are the customer's, `site_note` the location's: None leaves them alone,
    anything else is based on the versions given.
    """

    customer: int | NewCustomer | None = None
    location_id: int | None = None
    new_location: NewLocation | None = None
    number: str = ""
    description: str = ""
    status: WorkStatus = WorkStatus.NOT_STARTED
    status_reason: str = ""
    service_type_id: int | None = None
    priority: Priority = Priority.MEDIUM
    color_id: int | None = None
    starts_at: datetime | None = None
    minutes: int = 60
    recurrence: str = ""
    crew: tuple[int, ...] = ()
    items: tuple[JobItem, ...] = ()
    equipment: tuple[int, ...] = ()
    new_equipment: tuple[NewEquipment, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    forms: tuple[FormOnJob, ...] = ()
    tasks: tuple[JobTask, ...] = ()
    new_orders: tuple[NewOrder, ...] = ()
    note: str = ""
    tags: tuple[str, ...] | None = None
    internal_note: str | None = None
    site_note: str | None = None
    customer_version: int = 0
    location_version: int = 0
    calendar_id: int | None = None
    estimate_id: int | None = None
    estimate_version: int = 0


class Scope(StrEnum):
    """Which jobs of a series a change is for."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"
