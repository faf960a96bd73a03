"""What reports count is read from indexes alone, and what the phones of some people reported is found by them."""

from alembic import op

revision = "0031"
down_revision = "0030"

_INDEXES = {
    "ix_job_starts_at": ("job", "starts_at", "id", "status", "minutes", "service_type_id", "location_id"),
    "ix_time_entry_employee_id": ("time_entry", "employee_id", "starts_at", "kind", "ends_at", "job_id"),
    "ix_time_entry_job_id": ("time_entry", "job_id", "kind", "employee_id", "starts_at", "ends_at"),
    "ix_time_entry_starts_at": ("time_entry", "starts_at", "id", "kind", "ends_at", "job_id"),
}


def upgrade() -> None:
    for name, (table, *columns) in _INDEXES.items():
        op.drop_index(name, table)
        op.create_index(name, table, columns)
    op.create_index("ix_field_report_employee_id", "field_report", ["employee_id", "id"])
