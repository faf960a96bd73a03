"""What kinds of records there are. Journal, outbox, exports and the schema keep them by these values.

A table is called as the kind whose records it keeps; a column, a field or a part of a form that holds or shows a record
is called as the kind of that record.
"""

from enum import StrEnum


class Kind(StrEnum):
    """A kind of record, in an order in which they can be inserted: what is referred to comes first."""

    COMPANY = "company"
    CALENDAR = "calendar"
    OFFICE_ROLE = "office_role"
    OFFICE_USER = "office_user"
    EMPLOYEE = "employee"
    TIME_OFF = "time_off"
    HOLIDAY = "holiday"
    EMPLOYEE_GROUP = "employee_group"
    JOB_COLOR = "job_color"
    SERVICE_TYPE = "service_type"
    CUSTOMER = "customer"
    LOCATION = "location"
    ESTIMATE = "estimate"
    TAG = "tag"
    HOLD_REASON = "hold_reason"
    TASK_TEMPLATE = "task_template"
    JOB_TEMPLATE = "job_template"
    NUMBER_SERIES = "number_series"
    FORM = "form"
    INVENTORY_ITEM = "inventory_item"
    EQUIPMENT = "equipment"
    JOB = "job"
    PURCHASE_ORDER = "purchase_order"
    FORM_ANSWER = "form_answer"
    OUTBOX = "outbox"
    SNOOZE = "snooze"
    DEVICE = "device"
    PAIRING = "pairing"
    FIELD_REPORT = "field_report"
    VISIT = "visit"
    TIME_ENTRY = "time_entry"
    FIELD_NOTE = "field_note"
    FIELD_FILE = "field_file"
    FIELD_SETTINGS = "field_settings"
    CALENDAR_LINK = "calendar_link"

    @property
    def noun(self) -> str:
        """What people call one of them: `purchase order`."""
        return _NOUNS.get(self, self.value.replace("_", " "))

    @property
    def plural(self) -> str:
        """What people call several of them: `purchase orders`."""
        if self in _UNCOUNTED:
            return self.noun
        return f"{self.noun[:-1]}ies" if self.noun.endswith("y") and self.noun[-2] not in "aeo" else f"{self.noun}s"


def noun_of(kind: str) -> str:
    """What people call a record of a kind that is told by its value; of a value that is none, the value itself."""
    return Kind(kind).noun if kind in set(Kind) else kind


_NOUNS = {
    Kind.OFFICE_ROLE: "role",
    Kind.OFFICE_USER: "user",
    Kind.EMPLOYEE_GROUP: "group",
    Kind.JOB_COLOR: "color",
    Kind.INVENTORY_ITEM: "item",
    Kind.NUMBER_SERIES: "numbering",
    Kind.FORM_ANSWER: "filled form",
    Kind.DEVICE: "phone",
}
_UNCOUNTED = frozenset({Kind.TIME_OFF, Kind.EQUIPMENT, Kind.NUMBER_SERIES, Kind.OUTBOX, Kind.FIELD_SETTINGS})

NUMBERED = (Kind.JOB, Kind.CUSTOMER, Kind.ESTIMATE, Kind.PURCHASE_ORDER)
"""Kinds whose records have numbers that people know them by."""
SAYS_WHO = (Kind.OFFICE_USER, Kind.OFFICE_ROLE, Kind.CALENDAR, Kind.EMPLOYEE_GROUP)
"""What decides who sits at a console, and whom and what they see."""
