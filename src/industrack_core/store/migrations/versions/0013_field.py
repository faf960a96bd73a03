"""Phones, what technicians report with them, and how far the office's word got."""

import secrets
from typing import Any

import sqlalchemy as sa
from alembic import op

from industrack_core.store.derived.anew import make_anew

revision = "0013"
down_revision = "0012"

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Columns = list[sa.Column[Any]]
_SETTINGS = (
    "window_s", "days_back", "days_ahead", "past_visits", "sync_s", "wifi_only", "longest_edge", "amend_today",
    "see_prices", "completes_all", "auto_shift", "paid_breaks", "bodies_days",
)  # fmt: skip


def upgrade() -> None:
    _add_columns()
    _create_phones()
    _create_reported()
    connection = op.get_bind()
    for (company_id,) in connection.execute(sa.text("SELECT id FROM company")).all():
        key = {"key": secrets.token_hex(8), "id": company_id}
        connection.execute(sa.text("UPDATE company SET key = :key WHERE id = :id"), key)
    for table, column in (("job", "items"), ("job_template", "items")):
        _write_anew(connection, table, column)
    make_anew("job_crew")


def _write_anew(connection: sa.Connection, table: str, column: str) -> None:
    """Lines of items as they are written from now on: what is read and written back must be the same text."""
    for said in ("true", "false"):
        old, new = f',"one_off":{said}}}', f',"one_off":{said},"used":null,"by":null,"key":""}}'
        query = f"UPDATE {table} SET {column} = replace({column}, :old, :new) WHERE {column} <> '[]'"  # noqa: S608
        connection.execute(sa.text(query), {"old": old, "new": new})


def _texts(*names: str) -> Columns:
    return [sa.Column(name, sa.Text(), server_default="", nullable=False) for name in names]


def _counts(*names: str) -> Columns:
    return [sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in names]


def _seconds(*names: str) -> Columns:
    return [sa.Column(name, _BIG, server_default="0", nullable=False) for name in names]


def _number(name: str, *, needed: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=not needed)


def _table(name: str, *columns: sa.Column[Any], of_employee: bool = True, unique: tuple[str, ...] = ()) -> None:
    """A table of records, most often of an employee's."""
    rules: list[sa.Constraint] = [sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}"))]
    if of_employee:
        to = op.f(f"fk_{name}_employee_id")
        rules.append(sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=to))
    if unique:
        rules.append(sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{'_'.join(unique)}")))
    owner = [_number("employee_id")] if of_employee else []
    first = [sa.Column("id", sa.Integer(), autoincrement=False, nullable=False), _number("version")]
    op.create_table(name, *first, *owner, *columns, *rules, sqlite_strict=True)


def _add_columns() -> None:
    for table in ("employee", "customer"):
        op.add_column(table, *_texts("notify"))
    op.add_column("company", *_texts("key"))
    for column in (_number("entry_id", needed=False), *_counts("receipt"), *_texts("status", "tag")):
        op.add_column("job_crew", column)
    for column in (*_texts("key"), _number("employee_id", needed=False), *_counts("form_version")):
        op.add_column("form_answer", column)
    for column in (
        *_seconds("due_s", "sent_s", "received_s", "seen_s"),
        sa.Column("channel", sa.Text(), server_default="phone", nullable=False),
        *_texts("address"), *_counts("tries"), *_seconds("next_s"), *_texts("error"),
    ):  # fmt: skip
        op.add_column("outbox", column)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _create_phones() -> None:
    _table("device", *_texts("name", "token_hash", "next_hash", "state"), _number("paired_at"), unique=("token_hash",))
    op.create_index("ix_device_next_hash", "device", ["next_hash"], unique=True, **_where("next_hash <> ''"))
    op.create_index("ix_device_employee_id", "device", ["employee_id"])
    _table("pairing", *_texts("code_hash"), *_seconds("expires_s"), _number("device_id", needed=False))
    op.create_index("ix_pairing_code_hash", "pairing", ["code_hash"])
    op.create_index("ix_pairing_employee_id", "pairing", ["employee_id"])
    _table("field_settings", *_counts(*_SETTINGS), *_texts("address", "language"), of_employee=False)
    op.create_table(
        "device_state",
        sa.Column("device_id", sa.Integer(), autoincrement=False, nullable=False),
        *_seconds("last_sync_s"), *_texts("build"), *_seconds("skew_s", "unsent_reports", "unsent_files"),
        *_texts("storage"),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_device_state")),
        sqlite_strict=True,
    )  # fmt: skip


def _create_reported() -> None:
    _table(
        "field_report",
        _number("device_id"), _number("seq"), *_counts("job_id"), *_texts("entry", "kind"),
        *_seconds("at_s", "said_s", "received_s"), *_texts("body", "digest", "verdict", "text"),
        unique=("device_id", "seq"),
    )  # fmt: skip
    op.create_index("ix_field_report_job_id", "field_report", ["job_id", "id"])
    op.create_index("ix_field_report_received_s", "field_report", ["received_s", "id"])
    op.create_index("ix_field_report_verdict", "field_report", ["verdict", "received_s", "id"])
    _table(
        "visit", _number("job_id"), *_texts("status", "reason"), *_counts("arrived"), _number("since_at"),
        unique=("job_id", "employee_id"),
    )  # fmt: skip
    op.create_index("ix_visit_employee_id", "visit", ["employee_id", "status"])
    _table(
        "time_entry", _number("job_id", needed=False), *_texts("kind"), _number("starts_at"),
        _number("ends_at", needed=False), sa.Column("mark", sa.Text(), server_default="[]", nullable=False),
        *_counts("device_id"),
    )  # fmt: skip
    op.create_index("ix_time_entry_employee_id", "time_entry", ["employee_id", "starts_at"])
    op.create_index("ix_time_entry_job_id", "time_entry", ["job_id"])
    op.create_index("ix_time_entry_starts_at", "time_entry", ["starts_at", "id"])
    op.create_index("ix_time_entry_open", "time_entry", ["employee_id"], **_where("ends_at IS NULL"))
    _table("field_note", _number("job_id"), *_texts("key"), _number("at"), *_texts("text"), *_counts("gone"))
    op.create_index("ix_field_note_job_id", "field_note", ["job_id"])
    _table(
        "field_file", _number("job_id"), *_texts("key", "kind", "name", "digest"), *_counts("size"),
        *_texts("type", "caption"), _number("at"), *_texts("answer_key"), *_counts("stored"),
    )  # fmt: skip
    op.create_index("ix_field_file_job_id", "field_file", ["job_id"])
    op.create_index("ix_field_file_digest", "field_file", ["digest"])
