"""Tables. Columns carry the names of the domain's fields; instants are whole minutes since 1970 UTC.

Integer minutes because a date column costs 2.7 times the raw read on SQLite, and sorts wrongly there
when zones differ. Lists that nobody searches by (weekly hours, tags, estimate lines) are JSON text.
`job_crew`, the tables of words and keys, `item_stock`, `estimate_sum`, `job_sum`, `crew_sum` and `job_overlap` hold
nothing of their own: they are indexes, kept by the one writer.
"""

from collections.abc import Mapping

from sqlalchemy import Table

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine.columns import metadata
from industrack_core.store.engine.tables.archives import archive, archived_job, stock_away
from industrack_core.store.engine.tables.customers import (
    customer,
    customer_word,
    equipment,
    estimate,
    estimate_sum,
    location,
)
from industrack_core.store.engine.tables.deletions import deletion
from industrack_core.store.engine.tables.field import (
    calendar_link,
    device,
    device_state,
    field_file,
    field_note,
    field_report,
    field_settings,
    pairing,
    time_entry,
    visit,
)
from industrack_core.store.engine.tables.jobs import (
    crew_sum,
    form_answer,
    job,
    job_crew,
    job_overlap,
    job_sum,
    job_word,
    outbox,
    snooze,
)
from industrack_core.store.engine.tables.journal import attachment_content, journal, journal_change
from industrack_core.store.engine.tables.lists import list_key, list_word
from industrack_core.store.engine.tables.office import (
    calendar,
    company,
    employee,
    employee_group,
    form,
    hold_reason,
    holiday,
    job_color,
    job_template,
    ledger,
    number_series,
    numbering,
    office_role,
    office_user,
    schema_version,
    service_type,
    tag,
    task_template,
    time_off,
)
from industrack_core.store.engine.tables.stock import inventory_item, item_stock, item_word, purchase_order, stock_move

__all__ = [
    "TABLES", "archive", "archived_job", "attachment_content", "calendar", "calendar_link", "company", "crew_sum",
    "customer", "customer_word",
    "deletion", "device", "device_state", "employee", "employee_group", "equipment", "estimate", "estimate_sum",
    "field_file", "field_note", "field_report", "field_settings", "form", "form_answer", "hold_reason",
    "holiday",
    "inventory_item", "item_stock", "item_word", "job", "job_color", "job_crew", "job_overlap", "job_sum",
    "job_template", "job_word", "journal", "journal_change", "ledger", "list_key", "list_word", "location",
    "metadata", "number_series", "numbering", "office_role", "office_user", "outbox", "pairing", "purchase_order",
    "schema_version", "service_type", "snooze", "stock_away", "stock_move", "tag", "task_template", "time_entry",
    "time_off", "visit",
]  # fmt: skip

TABLES: Mapping[str, Table] = {kind: metadata.tables[kind.value] for kind in Kind}
"""The record tables by kind, in an order in which rows can be inserted."""
