"""Which tables a database of the past has, and which kinds are brought when."""

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema

WHOLE_KINDS = (
    Kind.COMPANY, Kind.CALENDAR, Kind.EMPLOYEE, Kind.TIME_OFF, Kind.EMPLOYEE_GROUP, Kind.JOB_COLOR, Kind.SERVICE_TYPE,
    Kind.TAG, Kind.HOLD_REASON, Kind.TASK_TEMPLATE, Kind.JOB_TEMPLATE, Kind.NUMBER_SERIES, Kind.FORM, Kind.SNOOZE,
    Kind.DEVICE, Kind.FIELD_SETTINGS, Kind.OFFICE_ROLE, Kind.OFFICE_USER, Kind.HOLIDAY,
)  # fmt: skip
"""Kinds of which there are few: they are there from the beginning."""
KINDS_OF_JOBS = (Kind.OUTBOX, Kind.VISIT, Kind.TIME_ENTRY)
"""Kinds that the board shows with a job, and which name their job."""
KINDS_OF_CARDS = (Kind.FORM_ANSWER, Kind.PURCHASE_ORDER, Kind.FIELD_NOTE, Kind.FIELD_FILE, Kind.FIELD_REPORT)
"""Kinds that its card shows besides."""
_ASKED_FOR = (Kind.JOB, Kind.CUSTOMER, Kind.LOCATION, Kind.EQUIPMENT, Kind.ESTIMATE, Kind.INVENTORY_ITEM)
_MADE = (
    schema.job_crew, schema.job_word, schema.customer_word, schema.job_overlap, schema.job_sum, schema.crew_sum,
    schema.item_stock,
)  # fmt: skip
PAST_TABLES = (
    *(schema.TABLES[kind] for kind in (*WHOLE_KINDS, *KINDS_OF_JOBS, *KINDS_OF_CARDS, *_ASKED_FOR)), *_MADE,
    schema.ledger, schema.device_state, schema.archive, schema.archived_job, schema.journal, schema.journal_change,
)  # fmt: skip
