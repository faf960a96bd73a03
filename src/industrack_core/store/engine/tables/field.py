"""Phones, and what technicians report with them. Jobs are named without a foreign key: reports outlive them."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine.columns import (
    count_column,
    flag_column,
    metadata,
    partial_index,
    record_table,
    seconds_column,
    text_column,
)


def _employee() -> Column[int]:
    return Column("employee_id", Integer, ForeignKey("employee.id"), nullable=False)


device = record_table(
    Kind.DEVICE,
    _employee(),
    text_column("name"),
    text_column("token_hash"),
    text_column("next_hash"),
    text_column("state"),
    Column("paired_at", Integer, nullable=False),
    UniqueConstraint("token_hash"),
)
partial_index("ix_device_next_hash", device.c.next_hash, unique=True, where="next_hash <> ''")
Index("ix_device_employee_id", device.c.employee_id)

pairing = record_table(
    Kind.PAIRING, _employee(), text_column("code_hash"), seconds_column("expires_s"), Column("device_id", Integer)
)
Index("ix_pairing_code_hash", pairing.c.code_hash)
Index("ix_pairing_employee_id", pairing.c.employee_id)

field_report = record_table(
    Kind.FIELD_REPORT,
    Column("device_id", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    _employee(),
    count_column("job_id"),
    text_column("entry"),
    text_column("kind"),
    *(seconds_column(name) for name in ("at_s", "said_s", "received_s")),
    text_column("body"),
    text_column("digest"),
    text_column("verdict"),
    text_column("text"),
    UniqueConstraint("device_id", "seq"),
)
Index("ix_field_report_employee_id", field_report.c.employee_id, field_report.c.id)
Index("ix_field_report_job_id", field_report.c.job_id, field_report.c.id)
Index("ix_field_report_received_s", field_report.c.received_s, field_report.c.id)
Index("ix_field_report_verdict", field_report.c.verdict, field_report.c.received_s, field_report.c.id)

visit = record_table(
    Kind.VISIT,
    Column("job_id", Integer, nullable=False),
    _employee(),
    text_column("status"),
    text_column("reason"),
    flag_column("arrived"),
    Column("since_at", Integer, nullable=False),
    UniqueConstraint("job_id", "employee_id"),
)
Index("ix_visit_employee_id", visit.c.employee_id, visit.c.status)

time_entry = record_table(
    Kind.TIME_ENTRY,
    _employee(),
    Column("job_id", Integer),
    text_column("kind"),
    Column("starts_at", Integer, nullable=False),
    Column("ends_at", Integer),
    text_column("mark", "[]"),
    count_column("device_id"),
)
_entry, _what = time_entry.c, (time_entry.c.kind, time_entry.c.ends_at, time_entry.c.job_id)
# with all that reports count: where they look for a year of times, no time itself is looked at
Index("ix_time_entry_employee_id", _entry.employee_id, _entry.starts_at, *_what)
Index("ix_time_entry_job_id", _entry.job_id, _entry.kind, _entry.employee_id, _entry.starts_at, _entry.ends_at)
Index("ix_time_entry_starts_at", _entry.starts_at, _entry.id, *_what)
partial_index("ix_time_entry_open", time_entry.c.employee_id, where="ends_at IS NULL")

field_note = record_table(
    Kind.FIELD_NOTE,
    Column("job_id", Integer, nullable=False),
    _employee(),
    text_column("key"),
    Column("at", Integer, nullable=False),
    text_column("text"),
    flag_column("gone"),
)
Index("ix_field_note_job_id", field_note.c.job_id)

field_file = record_table(
    Kind.FIELD_FILE,
    Column("job_id", Integer, nullable=False),
    _employee(),
    text_column("key"),
    text_column("kind"),
    text_column("name"),
    text_column("digest"),
    count_column("size"),
    text_column("type"),
    text_column("caption"),
    Column("at", Integer, nullable=False),
    text_column("answer_key"),
    flag_column("stored"),
)
Index("ix_field_file_job_id", field_file.c.job_id)
Index("ix_field_file_digest", field_file.c.digest)

field_settings = record_table(
    Kind.FIELD_SETTINGS,
    *(count_column(name) for name in (
        "window_s", "days_back", "days_ahead", "past_visits", "sync_s", "wifi_only", "longest_edge", "amend_today",
        "see_prices", "completes_all", "auto_shift", "paid_breaks", "bodies_days",
    )),
    text_column("address"),
    *(text_column(name) for name in ("language", "dispatch_text", "recall_text", "travel_text")),
    count_column("silent_minutes"),
)  # fmt: skip

calendar_link = record_table(
    Kind.CALENDAR_LINK,
    _employee(),
    text_column("name"),
    text_column("secret_hash"),
    Column("made_at", Integer, nullable=False),
    UniqueConstraint("secret_hash"),
)
Index("ix_calendar_link_employee_id", calendar_link.c.employee_id)

device_state = Table(
    "device_state",
    metadata,
    Column("device_id", Integer, primary_key=True, autoincrement=False),
    seconds_column("last_sync_s"),
    text_column("build"),
    *(seconds_column(name) for name in ("skew_s", "unsent_reports", "unsent_files")),
    text_column("storage"),
    sqlite_strict=True,
)
"""When a phone was last heard of, and how it is; and when a calendar was last read. No record, not in the journal."""
