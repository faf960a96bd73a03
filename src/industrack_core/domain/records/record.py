"""Every kind of record there is: which value it is, and which kind a value is of."""

from collections.abc import Mapping

from industrack_core.domain.board.exceptions import SnoozedException
from industrack_core.domain.field.records import (
    CalendarLink,
    Device,
    FieldFile,
    FieldNote,
    FieldReport,
    FieldSettings,
    Pairing,
    TimeEntry,
    Visit,
)
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer, Equipment, Location
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.form import Form, FormAnswer
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Calendar, Company, Employee, Group, JobColor, ServiceType, TimeOff
from industrack_core.domain.records.outbox import OutboxEntry
from industrack_core.domain.records.purchase import PurchaseOrder
from industrack_core.domain.records.settings import (
    HoldReason,
    Holiday,
    JobTemplate,
    NumberSeries,
    OfficeRole,
    OfficeUser,
    Tag,
    TaskTemplate,
)

NamedRecord = (
    Calendar | Group | ServiceType | JobColor | Tag | HoldReason | TaskTemplate | JobTemplate | Form | InventoryItem
    | OfficeRole
)  # fmt: skip
"""Records that go by their name: no two of a kind that are in use are called the same."""

Retirable = NamedRecord | Equipment | Location
"""Records that leave the pickers when they are deleted, and stay on what uses them."""

SettingsRecord = (
    Retirable | NumberSeries | PurchaseOrder | Company | Employee | TimeOff | Customer | Estimate | TimeEntry
    | FieldSettings | OfficeUser | Holiday
)  # fmt: skip
"""What `SaveRecord` takes: every record that has a form of its own, but jobs."""

FieldRecord = Device | Pairing | FieldReport | Visit | TimeEntry | FieldNote | FieldFile | FieldSettings | CalendarLink
"""What phones and their reports are kept as."""

Record = SettingsRecord | Job | OutboxEntry | FormAnswer | SnoozedException | FieldRecord

Change = tuple[Record | None, Record | None]
"""A record before and after; None before creates, None after deletes."""

NumberedRecord = Job | Customer | Estimate | PurchaseOrder
"""Records that have numbers which people know them by."""

KINDS: Mapping[type, Kind] = {
    Company: Kind.COMPANY,
    Calendar: Kind.CALENDAR,
    OfficeRole: Kind.OFFICE_ROLE,
    OfficeUser: Kind.OFFICE_USER,
    Employee: Kind.EMPLOYEE,
    TimeOff: Kind.TIME_OFF,
    Holiday: Kind.HOLIDAY,
    Group: Kind.EMPLOYEE_GROUP,
    JobColor: Kind.JOB_COLOR,
    ServiceType: Kind.SERVICE_TYPE,
    Customer: Kind.CUSTOMER,
    Location: Kind.LOCATION,
    Estimate: Kind.ESTIMATE,
    Tag: Kind.TAG,
    HoldReason: Kind.HOLD_REASON,
    TaskTemplate: Kind.TASK_TEMPLATE,
    JobTemplate: Kind.JOB_TEMPLATE,
    NumberSeries: Kind.NUMBER_SERIES,
    Form: Kind.FORM,
    InventoryItem: Kind.INVENTORY_ITEM,
    Equipment: Kind.EQUIPMENT,
    Job: Kind.JOB,
    PurchaseOrder: Kind.PURCHASE_ORDER,
    FormAnswer: Kind.FORM_ANSWER,
    OutboxEntry: Kind.OUTBOX,
    SnoozedException: Kind.SNOOZE,
    Device: Kind.DEVICE,
    Pairing: Kind.PAIRING,
    FieldReport: Kind.FIELD_REPORT,
    Visit: Kind.VISIT,
    TimeEntry: Kind.TIME_ENTRY,
    FieldNote: Kind.FIELD_NOTE,
    FieldFile: Kind.FIELD_FILE,
    FieldSettings: Kind.FIELD_SETTINGS,
    CalendarLink: Kind.CALENDAR_LINK,
}
"""Of which kind the values of a type are."""

RECORD_TYPES: Mapping[str, type[Record]] = {kind: record_type for record_type, kind in KINDS.items()}


def kind_of(record: Record) -> Kind:
    """The kind of a record."""
    return KINDS[type(record)]


def subject_of(change: Change) -> Record:
    """What a change is about: the record as it will be, or as it was."""
    before, after = change
    subject = after if after is not None else before
    assert subject is not None, "a change has a record on one side at least"
    return subject
