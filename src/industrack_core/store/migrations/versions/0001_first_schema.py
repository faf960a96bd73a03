"""The first schema: the office, customers, jobs, estimates, and the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "calendar",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("job_minutes", sa.Integer(), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("group_ids", sa.Text(), server_default="[]", nullable=False),
        sa.Column("is_default", sa.Integer(), nullable=False),
        sa.CheckConstraint("job_minutes > 0 AND slot_minutes > 0", name=op.f("ck_calendar_minutes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar")),
        sqlite_strict=True,
    )
    op.create_table(
        "company",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("zone", sa.Text(), server_default="", nullable=False),
        sa.Column("currency", sa.Text(), server_default="", nullable=False),
        sa.Column("first_weekday", sa.Integer(), nullable=False),
        sa.Column("clock24", sa.Integer(), nullable=False),
        sa.Column("day_first", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
        sqlite_strict=True,
    )
    op.create_table(
        "customer",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("contact", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("mobile", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("billing_address", sa.Text(), server_default="", nullable=False),
        sa.Column("payment_terms", sa.Text(), server_default="", nullable=False),
        sa.Column("tags", sa.Text(), server_default="[]", nullable=False),
        sa.Column("internal_note", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("number", name=op.f("uq_customer_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_customer_name", "customer", ["name"], unique=False)
    op.create_table(
        "employee",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.Text(), server_default="", nullable=False),
        sa.Column("last_name", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("skills", sa.Text(), server_default="[]", nullable=False),
        sa.Column("hours", sa.Text(), server_default="[]", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employee")),
        sqlite_strict=True,
    )
    op.create_index("ix_employee_name", "employee", ["last_name", "first_name"], unique=False)
    op.create_table(
        "job_color",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("hue", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_color")),
        sqlite_strict=True,
    )
    op.create_table(
        "journal",
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("act", sa.Text(), server_default="", nullable=False),
        sa.Column("line", sa.Text(), server_default="", nullable=False),
        sa.Column("batch", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_journal")),
        sa.UniqueConstraint("act_id", name=op.f("uq_journal_act_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_journal_batch", "journal", ["batch"], unique=False)
    op.create_index("ix_journal_who", "journal", ["who", "revision"], unique=False)
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("next_id", sa.Integer(), nullable=False),
        sa.Column("longest_minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_ledger_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
        sqlite_strict=True,
    )
    op.create_table(
        "numbering",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), server_default="", nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_numbering")),
        sqlite_strict=True,
    )
    op.create_table(
        "customer_word",
        sa.Column("word", sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_customer_word_customer_id")),
        sa.PrimaryKeyConstraint("word", "customer_id", name=op.f("pk_customer_word")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_customer_word_customer_id", "customer_word", ["customer_id"], unique=False)
    op.create_table(
        "employee_group",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("member_ids", sa.Text(), server_default="[]", nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["supervisor_id"], ["employee.id"], name=op.f("fk_employee_group_supervisor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employee_group")),
        sqlite_strict=True,
    )
    op.create_table(
        "journal_change",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("version_before", sa.Integer(), nullable=False),
        sa.Column("version_after", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("digest_before", sa.Text(), server_default="", nullable=False),
        sa.Column("digest_after", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["journal.revision"], name=op.f("fk_journal_change_revision")),
        sa.PrimaryKeyConstraint("revision", "position", name=op.f("pk_journal_change")),
        sqlite_strict=True,
    )
    op.create_index("ix_journal_change_record", "journal_change", ["kind", "record_id", "revision"], unique=False)
    op.create_table(
        "location",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("is_main", sa.Integer(), nullable=False),
        sa.Column("site_note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_location_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
        sqlite_strict=True,
    )
    op.create_index("ix_location_customer_id", "location", ["customer_id"], unique=False)
    op.create_table(
        "service_type",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("color_id", sa.Integer(), nullable=True),
        sa.Column("skills", sa.Text(), server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(["color_id"], ["job_color.id"], name=op.f("fk_service_type_color_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_type")),
        sqlite_strict=True,
    )
    op.create_index("ix_service_type_name", "service_type", ["name"], unique=False)
    op.create_table(
        "time_off",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_time_off_order")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_time_off_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_off")),
        sqlite_strict=True,
    )
    op.create_index("ix_time_off_ends_at", "time_off", ["ends_at", "starts_at"], unique=False)
    op.create_table(
        "estimate",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("made_on", sa.Text(), server_default="", nullable=False),
        sa.Column("lines", sa.Text(), server_default="[]", nullable=False),
        sa.Column("total", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_estimate_customer_id")),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_estimate_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimate")),
        sa.UniqueConstraint("number", name=op.f("uq_estimate_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("service_type_id", sa.Integer(), nullable=True),
        sa.Column("priority", sa.Text(), server_default="", nullable=False),
        sa.Column("color_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("crew", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=True),
        sa.Column("estimate_id", sa.Integer(), nullable=True),
        sa.Column("delivery", sa.Text(), server_default="", nullable=False),
        sa.Column("billing", sa.Text(), server_default="", nullable=False),
        sa.Column("overlap_accepted", sa.Integer(), nullable=False),
        sa.Column("external_key", sa.Text(), nullable=True),
        sa.Column("import_digest", sa.Text(), server_default="", nullable=False),
        sa.Column("in_queue", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_job_minutes")),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendar.id"], name=op.f("fk_job_calendar_id")),
        sa.ForeignKeyConstraint(["color_id"], ["job_color.id"], name=op.f("fk_job_color_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_job_customer_id")),
        sa.ForeignKeyConstraint(["estimate_id"], ["estimate.id"], name=op.f("fk_job_estimate_id")),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_job_location_id")),
        sa.ForeignKeyConstraint(["service_type_id"], ["service_type.id"], name=op.f("fk_job_service_type_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("external_key", name=op.f("uq_job_external_key")),
        sa.UniqueConstraint("number", name=op.f("uq_job_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_job_customer_id", "job", ["customer_id"], unique=False)
    op.create_index(
        "ix_job_in_queue",
        "job",
        ["id"],
        unique=False,
        sqlite_where=sa.text("in_queue = 1"),
        postgresql_where=sa.text("in_queue = 1"),
    )
    op.create_index("ix_job_location_id", "job", ["location_id"], unique=False)
    op.create_index("ix_job_starts_at", "job", ["starts_at", "id"], unique=False)
    op.create_table(
        "job_crew",
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=True),
        sa.Column("ends_at", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_job_crew_employee_id")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_crew_job_id")),
        sa.PrimaryKeyConstraint("job_id", "employee_id", name=op.f("pk_job_crew")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_job_crew_employee_id", "job_crew", ["employee_id", "starts_at", "ends_at", "job_id"], unique=False
    )
    op.execute("INSERT INTO ledger (id, revision, next_id, longest_minutes) VALUES (1, 0, 1, 60)")
    op.execute("INSERT INTO numbering (kind, prefix, next_number) VALUES ('job', '', 1001), ('customer', 'C', 1001)")
