"""All that a job is made of: parts, inventory, equipment, forms, purchase orders, templates, the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORD = sa.Text(collation="C").with_variant(sa.Text(), "sqlite")
_JOB_TEXTS = (
    ("status_reason", ""), ("recurrence", ""), ("items", "[]"), ("equipment", "[]"), ("attachments", "[]"),
    ("forms", "[]"), ("tasks", "[]"), ("field_notes", "[]"),
)  # fmt: skip


def upgrade() -> None:
    for table in ("job_color", "service_type"):
        op.add_column(table, sa.Column("retired", sa.Integer(), server_default="0", nullable=False))
    op.add_column("company", sa.Column("country", sa.Text(), server_default="", nullable=False))
    for name, default in _JOB_TEXTS:
        op.add_column("job", sa.Column(name, sa.Text(), server_default=default, nullable=False))
    op.add_column("job", sa.Column("series_id", sa.Integer(), nullable=True))
    op.create_index(
        "ix_job_series_id",
        "job",
        ["series_id", "starts_at"],
        sqlite_where=sa.text("series_id IS NOT NULL"),
        postgresql_where=sa.text("series_id IS NOT NULL"),
    )
    op.execute(
        "INSERT INTO numbering (kind, prefix, next_number)"
        " VALUES ('estimate', 'E', 1001), ('purchase_order', 'PO', 1001)"
    )
    _create_lists()
    _create_records()


def _create_lists() -> None:
    op.create_table(
        "form",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("questions", sa.Text(), server_default="[]", nullable=False),
        sa.Column("presets", sa.Text(), server_default="[]", nullable=False),
        sa.Column("retired", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form")),
        sqlite_strict=True,
    )
    op.create_table(
        "hold_reason",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("in_field_app", sa.Integer(), server_default="0", nullable=False),
        sa.Column("retired", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold_reason")),
        sqlite_strict=True,
    )
    op.create_table(
        "inventory_item",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("sku", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("price", _BIG, server_default="0", nullable=False),
        sa.Column("cost", _BIG, server_default="0", nullable=False),
        sa.Column("counted", _BIG, server_default="0", nullable=False),
        sa.Column("reorder_point", _BIG, server_default="0", nullable=False),
        sa.Column("vendor", sa.Text(), server_default="", nullable=False),
        sa.Column("retired", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_item")),
        sqlite_strict=True,
    )
    op.create_index("ix_inventory_item_name", "inventory_item", ["name"])
    op.create_table(
        "number_series",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("automatic", sa.Integer(), server_default="0", nullable=False),
        sa.Column("prefix", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_series")),
        sa.UniqueConstraint("kind", name=op.f("uq_number_series_kind")),
        sqlite_strict=True,
    )
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("retired", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sqlite_strict=True,
    )
    op.create_table(
        "task_template",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("lines", sa.Text(), server_default="[]", nullable=False),
        sa.Column("retired", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_template")),
        sqlite_strict=True,
    )
    op.create_table(
        "item_stock",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reserved", _BIG, server_default="0", nullable=False),
        sa.Column("used", _BIG, server_default="0", nullable=False),
        sa.Column("received", _BIG, server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["inventory_item.id"], name=op.f("fk_item_stock_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_item_stock")),
        sqlite_strict=True,
    )
    op.create_table(
        "item_word",
        sa.Column("word", _WORD, nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["inventory_item.id"], name=op.f("fk_item_word_item_id")),
        sa.PrimaryKeyConstraint("word", "item_id", name=op.f("pk_item_word")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_item_word_item_id", "item_word", ["item_id"])
    op.create_table(
        "job_template",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("service_type_id", sa.Integer(), nullable=True),
        sa.Column("priority", sa.Text(), server_default="", nullable=False),
        sa.Column("color_id", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("items", sa.Text(), server_default="[]", nullable=False),
        sa.Column("forms", sa.Text(), server_default="[]", nullable=False),
        sa.Column("tasks", sa.Text(), server_default="[]", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("retired", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["color_id"], ["job_color.id"], name=op.f("fk_job_template_color_id")),
        sa.ForeignKeyConstraint(["service_type_id"], ["service_type.id"], name=op.f("fk_job_template_service_type_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_template")),
        sqlite_strict=True,
    )


def _create_records() -> None:
    op.create_table(
        "attachment_content",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_attachment_content")),
        sqlite_strict=True,
    )
    op.create_table(
        "form_answer",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Text(), server_default="[]", nullable=False),
        sa.Column("answers", sa.Text(), server_default="[]", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_answer")),
        sqlite_strict=True,
    )
    op.create_index("ix_form_answer_job_id", "form_answer", ["job_id"])
    op.create_table(
        "purchase_order",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("vendor", sa.Text(), server_default="", nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("lines", sa.Text(), server_default="[]", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_order")),
        sa.UniqueConstraint("number", name=op.f("uq_purchase_order_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_purchase_order_job_id", "purchase_order", ["job_id"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("job_number", sa.Text(), server_default="", nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("errand", sa.Text(), server_default="", nullable=False),
        sa.Column("written_at", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_outbox_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_strict=True,
    )
    op.create_index("ix_outbox_employee_id", "outbox", ["employee_id", "id"])
    op.create_index("ix_outbox_job_id", "outbox", ["job_id"])
    op.create_table(
        "equipment",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("maker", sa.Text(), server_default="", nullable=False),
        sa.Column("model", sa.Text(), server_default="", nullable=False),
        sa.Column("serial", sa.Text(), server_default="", nullable=False),
        sa.Column("service_note", sa.Text(), server_default="", nullable=False),
        sa.Column("retired", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_equipment_customer_id")),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_equipment_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment")),
        sqlite_strict=True,
    )
    op.create_index("ix_equipment_customer_id", "equipment", ["customer_id"])
