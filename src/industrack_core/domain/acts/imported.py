"""What files bring in: rows as values, and the acts that make records of them. One batch is undone as one."""

from datetime import datetime

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.customer import CustomerKind
from industrack_core.domain.records.job import Priority, WorkStatus
from industrack_core.domain.records.job_parts import ItemKind
from industrack_core.domain.records.office import EmployeeState
from industrack_core.domain.records.settings import Holiday


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedJob:
    """One row of an import. Employee, location and service type go by name and are created when new; so is the
    customer, who is known by every sign that the row gives.

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
    customer_number: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class ImportJobs:
    """Create or update jobs by external key; one batch is undone as one.

    A row whose job somebody edited since its last import, or whose work does not permit what the row says
    (`job_permits`; what would ask counts as refused), is left alone and told in a warning;
    with `strict` it refuses the whole act. `names` are pairs: an employee's name as rows have it, and the one that the
    whole file means by it.
    """

    rows: tuple[ImportedJob, ...]
    source: str
    batch: str
    strict: bool = False
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCustomer:
    """One row of an import of customers; None where the file has no such column: what is there stays.

    `number` says who it is; without one a customer of the same name and main address is the same.
    """

    row: int
    name: str
    number: str | None = None
    kind: CustomerKind | None = None
    contact: str | None = None
    phone: str | None = None
    mobile: str | None = None
    email: str | None = None
    billing_address: str | None = None
    payment_terms: str | None = None
    tags: tuple[str, ...] | None = None
    internal_note: str | None = None
    address: str | None = None
    site_note: str | None = None


@dataclass(frozen=True, slots=True)
class ImportCustomers:
    """Create or update customers; one batch is undone as one."""

    rows: tuple[ImportedCustomer, ...]
    source: str
    batch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedItem:
    """One row of an import of inventory items; None where it says nothing: what is there stays.

    `on_hand` is what is there now, whatever came and went before. Amounts as in `InventoryItem`.
    """

    row: int
    name: str
    sku: str | None = None
    kind: ItemKind | None = None
    price: int | None = None
    cost: int | None = None
    on_hand: int | None = None
    reorder_point: int | None = None
    vendor: str | None = None
    retired: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedEmployee:
    """One row of an import of employees; None where it says nothing: what is there stays."""

    row: int
    last_name: str
    first_name: str | None = None
    phone: str | None = None
    email: str | None = None
    role: str | None = None
    skills: tuple[str, ...] | None = None
    state: EmployeeState | None = None


@dataclass(frozen=True, slots=True)
class ImportRecords:
    """Create or update items, or employees; one batch is undone as one."""

    rows: tuple[ImportedItem, ...] | tuple[ImportedEmployee, ...]
    source: str
    batch: str


FILE_ACTS = (ImportJobs, ImportCustomers, ImportRecords)
"""Acts whose `rows` are those of a file."""


@dataclass(frozen=True, slots=True)
class TakeHolidays:
    """Keep the holidays of a `place` (`DE-BE`) in a year. A day that the office has from there already, or one that is
    called so, stays as it is."""

    days: tuple[Holiday, ...]
    place: str
    year: int


Import = ImportJobs | ImportCustomers | ImportRecords | TakeHolidays
"""Acts that bring in what was made elsewhere."""
