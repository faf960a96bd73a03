"""Everything a person can do to the records, each a small frozen value for `desk.perform`.

An act names the records it is based on with the versions the person saw. `accepted` lists the kinds
of asking findings that the person said yes to.
"""

from dataclasses import dataclass
from datetime import datetime

from industrack_core.domain.customer import Customer, CustomerKind, Location
from industrack_core.domain.estimate import Estimate
from industrack_core.domain.job import Job, Priority, WorkStatus
from industrack_core.domain.office import (
    Calendar,
    Company,
    Employee,
    Group,
    JobColor,
    ServiceType,
    TimeOff,
)
from industrack_core.domain.outcomes import FindingKind

Accepted = frozenset[FindingKind]
NONE_ACCEPTED: Accepted = frozenset()


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
class JobDraft:
    """What a form holds: all that a person can say about a job in one save. Times are aware UTC."""

    customer: int | NewCustomer | None = None
    location_id: int | None = None
    description: str = ""
    service_type_id: int | None = None
    priority: Priority = Priority.MEDIUM
    color_id: int | None = None
    starts_at: datetime | None = None
    minutes: int = 60
    crew: tuple[int, ...] = ()
    note: str = ""
    calendar_id: int | None = None


@dataclass(frozen=True, slots=True)
class AddJob:
    """Create a job; its number is taken when it is saved."""

    draft: JobDraft
    accepted: Accepted = NONE_ACCEPTED


@dataclass(frozen=True, slots=True)
class EditJob:
    """Replace what the form holds of a job."""

    job_id: int
    version: int
    draft: JobDraft
    accepted: Accepted = NONE_ACCEPTED


@dataclass(frozen=True, slots=True)
class PlaceJob:
    """Give the job to one employee at a time; its duration stays."""

    job_id: int
    version: int
    employee_id: int
    starts_at: datetime
    accepted: Accepted = NONE_ACCEPTED


@dataclass(frozen=True, slots=True)
class UnassignJob:
    """Send the job back to the queue: the whole crew is taken off, the planned time stays as a wish."""

    job_id: int
    version: int
    accepted: Accepted = NONE_ACCEPTED


@dataclass(frozen=True, slots=True)
class AddEmployee:
    """Take a field employee on the board."""

    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back this person's last act that still stands."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Do again what this person took back last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedJob:
    """One row of an import. Employee, customer, location and service type go by name and are created when new.

    `key` says what makes a row the same job again. A field that is None was not in the map, and
    leaves what an already imported job has.
    """

    key: str
    customer: str
    location: str | None = None
    employee: str | None = None
    service_type: str | None = None
    number: str | None = None
    description: str | None = None
    note: str | None = None
    priority: Priority | None = None
    status: WorkStatus | None = None
    starts_at: datetime | None = None
    minutes: int | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class ImportJobs:
    """Create or update jobs by external key; one batch is undone as one.

    A row whose job somebody edited since its last import is left alone and told in a warning;
    with `strict` it refuses the whole act.
    """

    rows: tuple[ImportedJob, ...]
    source: str
    batch: str
    strict: bool = False


Record = Company | Calendar | Employee | TimeOff | Group | ServiceType | JobColor | Customer | Location | Estimate | Job


@dataclass(frozen=True, slots=True)
class LoadRecords:
    """Found a company: insert whole records with the ids they carry, which `Desk.reserve_ids` handed out.

    The journal holds one entry for the act and no single records: their history begins here, and
    there is nothing to go back to.
    """

    records: tuple[Record, ...]
    line: str


Act = AddJob | EditJob | PlaceJob | UnassignJob | AddEmployee | Undo | Redo | ImportJobs | LoadRecords
