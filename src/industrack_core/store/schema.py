"""Tables. Columns carry the names of the domain's fields; instants are whole minutes since 1970 UTC.

Integer minutes because a date column costs 2.7 times the raw read on SQLite, and sorts wrongly there
when zones differ. Lists that nobody searches by (weekly hours, tags, estimate lines) are JSON text.
`job_crew`, the tables of words and keys, `item_stock` and `estimate_sum` hold nothing of their own: they are
indexes, kept by the one writer.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    column,
    table,
    text,
)

from industrack_core.store import schema_deletion
from industrack_core.store.columns import (
    amount_column,
    flag_column,
    metadata,
    record_table,
    text_column,
    word_column,
)

deletion = schema_deletion.deletion

ledger = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("next_record_id", Integer, nullable=False),
    Column("longest_minutes", Integer, nullable=False),
    CheckConstraint("id = 1", name="single"),
    sqlite_strict=True,
)

schema_version = table("alembic_version", column("version_num", Text))
"""The number of the schema, in the table of the migrations."""

numbering = Table(
    "numbering",
    metadata,
    Column("kind", Text, primary_key=True),
    text_column("prefix"),
    Column("next_number", Integer, nullable=False),
    sqlite_strict=True,
)

company = record_table(
    "company",
    text_column("name"),
    text_column("zone"),
    text_column("currency"),
    Column("first_weekday", Integer, nullable=False),
    Column("clock24", Integer, nullable=False),
    Column("day_first", Integer, nullable=False),
    text_column("country"),
    *(text_column(name) for name in ("address", "phone", "email", "tax_number")),
    text_column("logo", "[]"),
    Column("estimate_days", Integer, nullable=False, server_default="30"),
)

calendar = record_table(
    "calendar",
    text_column("name"),
    Column("opens", Integer, nullable=False),
    Column("closes", Integer, nullable=False),
    Column("job_minutes", Integer, nullable=False),
    Column("slot_minutes", Integer, nullable=False),
    text_column("group_ids", "[]"),
    Column("is_default", Integer, nullable=False),
    flag_column("retired"),
    CheckConstraint("job_minutes > 0 AND slot_minutes > 0", name="minutes"),
)

employee = record_table(
    "employee",
    text_column("first_name"),
    text_column("last_name"),
    text_column("phone"),
    text_column("email"),
    text_column("role"),
    text_column("skills", "[]"),
    text_column("hours", "[]"),
    text_column("state"),
)
Index("ix_employee_name", employee.c.last_name, employee.c.first_name)
Index("ix_employee_state", employee.c.state, employee.c.id)

time_off = record_table(
    "time_off",
    Column("employee_id", Integer, ForeignKey("employee.id"), nullable=False),
    Column("starts_at", Integer, nullable=False),
    Column("ends_at", Integer, nullable=False),
    text_column("reason"),
    CheckConstraint("ends_at > starts_at", name="order"),
)
Index("ix_time_off_ends_at", time_off.c.ends_at, time_off.c.starts_at)
Index("ix_time_off_employee_id", time_off.c.employee_id, time_off.c.starts_at)
Index("ix_time_off_starts_at", time_off.c.starts_at, time_off.c.id)

employee_group = record_table(
    "employee_group",
    text_column("name"),
    text_column("member_ids", "[]"),
    Column("supervisor_id", Integer, ForeignKey("employee.id")),
    flag_column("retired"),
)

job_color = record_table("job_color", text_column("name"), text_column("hue"), flag_column("retired"))

service_type = record_table(
    "service_type",
    text_column("name"),
    Column("color_id", Integer, ForeignKey("job_color.id")),
    text_column("skills", "[]"),
    flag_column("retired"),
)
Index("ix_service_type_name", service_type.c.name)

customer = record_table(
    "customer",
    text_column("number"),
    text_column("kind"),
    text_column("name"),
    text_column("contact"),
    text_column("phone"),
    text_column("mobile"),
    text_column("email"),
    text_column("billing_address"),
    text_column("payment_terms"),
    text_column("tags", "[]"),
    text_column("internal_note"),
    text_column("attachments", "[]"),
    UniqueConstraint("number"),
)
Index("ix_customer_name", customer.c.name)

location = record_table(
    "location",
    Column("customer_id", Integer, ForeignKey("customer.id"), nullable=False),
    text_column("name"),
    text_column("address"),
    Column("is_main", Integer, nullable=False),
    text_column("site_note"),
    flag_column("retired"),
)
Index("ix_location_customer_id", location.c.customer_id)

customer_word = Table(
    "customer_word",
    metadata,
    word_column("word"),
    Column("customer_id", Integer, ForeignKey("customer.id"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("ix_customer_word_customer_id", customer_word.c.customer_id)

estimate = record_table(
    "estimate",
    text_column("number"),
    Column("customer_id", Integer, ForeignKey("customer.id"), nullable=False),
    Column("location_id", Integer, ForeignKey("location.id")),
    text_column("description"),
    text_column("status"),
    text_column("made_on"),
    Column("valid_until", Text),
    text_column("lines", "[]"),
    Column("total", BigInteger().with_variant(Integer(), "sqlite"), nullable=False),
    Column("discount_rate", Integer, nullable=False, server_default="0"),
    amount_column("discount_amount"),
    Column("tax_rate", Integer, nullable=False, server_default="0"),
    text_column("note"),
    text_column("attachments", "[]"),
    UniqueConstraint("number"),
)
Index("ix_estimate_customer_id", estimate.c.customer_id)
Index("ix_estimate_location_id", estimate.c.location_id)
Index("ix_estimate_made_on", estimate.c.made_on, estimate.c.id)
Index("ix_estimate_status", estimate.c.status, estimate.c.id)
Index("ix_estimate_total", estimate.c.total, estimate.c.id)
Index("ix_estimate_status_made_on", estimate.c.status, estimate.c.made_on, estimate.c.id)
Index("ix_estimate_status_total", estimate.c.status, estimate.c.total, estimate.c.id)

estimate_sum = Table(
    "estimate_sum",
    metadata,
    Column("status", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("total", BigInteger().with_variant(Integer(), "sqlite"), nullable=False),
    sqlite_strict=True,
)
"""How many estimates stand in each status, and what they come to."""

job = record_table(
    "job",
    text_column("number"),
    Column("customer_id", Integer, ForeignKey("customer.id"), nullable=False),
    Column("location_id", Integer, ForeignKey("location.id")),
    text_column("description"),
    text_column("status"),
    Column("service_type_id", Integer, ForeignKey("service_type.id")),
    text_column("priority"),
    Column("color_id", Integer, ForeignKey("job_color.id")),
    Column("starts_at", Integer),
    Column("minutes", Integer, nullable=False),
    text_column("crew"),
    text_column("note"),
    text_column("status_reason"),
    text_column("recurrence"),
    Column("series_id", Integer),
    text_column("items", "[]"),
    text_column("equipment", "[]"),
    text_column("attachments", "[]"),
    text_column("forms", "[]"),
    text_column("tasks", "[]"),
    text_column("field_notes", "[]"),
    Column("calendar_id", Integer, ForeignKey("calendar.id")),
    Column("estimate_id", Integer, ForeignKey("estimate.id")),
    text_column("delivery"),
    text_column("billing"),
    Column("overlap_accepted", Integer, nullable=False),
    Column("external_key", Text),
    text_column("import_digest"),
    Column("in_queue", Integer, nullable=False),
    UniqueConstraint("number"),
    UniqueConstraint("external_key"),
    CheckConstraint("minutes > 0", name="minutes"),
)
Index("ix_job_starts_at", job.c.starts_at, job.c.id)
Index("ix_job_customer_id", job.c.customer_id)
Index("ix_job_service_type_id", job.c.service_type_id, job.c.starts_at)
Index("ix_job_location_id", job.c.location_id)
Index(
    "ix_job_in_queue",
    job.c.id,
    sqlite_where=text("in_queue = 1"),
    postgresql_where=text("in_queue = 1"),
)
Index(
    "ix_job_series_id",
    job.c.series_id,
    job.c.starts_at,
    sqlite_where=text("series_id IS NOT NULL"),
    postgresql_where=text("series_id IS NOT NULL"),
)

Index(
    "ix_job_estimate_id",
    job.c.estimate_id,
    sqlite_where=text("estimate_id IS NOT NULL"),
    postgresql_where=text("estimate_id IS NOT NULL"),
)
_COMPLETED = text("status = 'completed'")
Index("ix_job_billing", job.c.billing, job.c.id, sqlite_where=_COMPLETED, postgresql_where=_COMPLETED)

job_crew = Table(
    "job_crew",
    metadata,
    Column("job_id", Integer, ForeignKey("job.id"), primary_key=True),
    Column("employee_id", Integer, ForeignKey("employee.id"), primary_key=True),
    Column("starts_at", Integer),
    Column("ends_at", Integer),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index(
    "ix_job_crew_employee_id",
    job_crew.c.employee_id,
    job_crew.c.starts_at,
    job_crew.c.ends_at,
    job_crew.c.job_id,
)

tag = record_table("tag", text_column("name"), flag_column("retired"))

hold_reason = record_table("hold_reason", text_column("name"), flag_column("in_field_app"), flag_column("retired"))

task_template = record_table("task_template", text_column("name"), text_column("lines", "[]"), flag_column("retired"))

job_template = record_table(
    "job_template",
    text_column("name"),
    text_column("description"),
    Column("service_type_id", Integer, ForeignKey("service_type.id")),
    text_column("priority"),
    Column("color_id", Integer, ForeignKey("job_color.id")),
    Column("minutes", Integer, nullable=False),
    text_column("items", "[]"),
    text_column("forms", "[]"),
    text_column("tasks", "[]"),
    text_column("note"),
    flag_column("retired"),
)

number_series = record_table(
    "number_series",
    text_column("kind"),
    flag_column("automatic"),
    text_column("prefix"),
    Column("first_number", Integer, nullable=False, server_default="0"),
    UniqueConstraint("kind"),
)

form = record_table(
    "form", text_column("name"), text_column("questions", "[]"), text_column("presets", "[]"), flag_column("retired")
)

form_answer = record_table(
    "form_answer",
    Column("form_id", Integer, nullable=False),
    Column("job_id", Integer, nullable=False),
    text_column("who"),
    Column("at", Integer, nullable=False),
    text_column("questions", "[]"),
    text_column("answers", "[]"),
)
Index("ix_form_answer_job_id", form_answer.c.job_id)
Index("ix_form_answer_form_id", form_answer.c.form_id, form_answer.c.at, form_answer.c.id)
Index("ix_form_answer_at", form_answer.c.at, form_answer.c.id)

inventory_item = record_table(
    "inventory_item",
    text_column("name"),
    text_column("sku"),
    text_column("kind"),
    amount_column("price"),
    amount_column("cost"),
    amount_column("counted"),
    amount_column("reorder_point"),
    text_column("vendor"),
    flag_column("retired"),
)
Index("ix_inventory_item_name", inventory_item.c.name)
_filtered = (inventory_item.c.retired, inventory_item.c.kind)
for _column in ("kind", "price", "cost", "reorder_point"):
    _sorted = (inventory_item.c[_column], inventory_item.c.id)
    Index(f"ix_inventory_item_{_column}", *_sorted)
    Index(f"ix_inventory_item_retired_{_column}", inventory_item.c.retired, *_sorted)
    if _column != "kind":
        Index(f"ix_inventory_item_retired_kind_{_column}", *_filtered, *_sorted)

item_stock = Table(
    "item_stock",
    metadata,
    Column("item_id", Integer, ForeignKey("inventory_item.id"), primary_key=True, autoincrement=False),
    amount_column("reserved"),
    amount_column("used"),
    amount_column("received"),
    amount_column("on_hand"),
    flag_column("short"),
    text_column("facet"),
    sqlite_strict=True,
)
"""`facet` is the item's kind, or that it is retired, as in `list_key`."""
Index("ix_item_stock_on_hand", item_stock.c.on_hand, item_stock.c.item_id)
Index("ix_item_stock_reserved", item_stock.c.reserved, item_stock.c.item_id)
Index("ix_item_stock_facet_on_hand", item_stock.c.facet, item_stock.c.on_hand, item_stock.c.item_id)
Index("ix_item_stock_facet_reserved", item_stock.c.facet, item_stock.c.reserved, item_stock.c.item_id)
_SHORT = text("short = 1")
Index("ix_item_stock_short", item_stock.c.item_id, sqlite_where=_SHORT, postgresql_where=_SHORT)

stock_move = Table(
    "stock_move",
    metadata,
    Column("item_id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("cause", Text, primary_key=True),
    Column("cause_id", Integer, primary_key=True, autoincrement=False),
    amount_column("counted"),
    amount_column("received"),
    amount_column("used"),
    amount_column("reserved"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Every change of an item's stock, by the act (revision) and the record that caused it; written once."""

item_word = Table(
    "item_word",
    metadata,
    word_column("word"),
    Column("item_id", Integer, ForeignKey("inventory_item.id"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("ix_item_word_item_id", item_word.c.item_id)

equipment = record_table(
    "equipment",
    Column("customer_id", Integer, ForeignKey("customer.id"), nullable=False),
    Column("location_id", Integer, ForeignKey("location.id")),
    text_column("name"),
    text_column("maker"),
    text_column("model"),
    text_column("serial"),
    text_column("service_note"),
    flag_column("retired"),
)
Index("ix_equipment_customer_id", equipment.c.customer_id)

purchase_order = record_table(
    "purchase_order",
    text_column("number"),
    text_column("vendor"),
    Column("job_id", Integer),
    text_column("status"),
    Column("due_on", Text),
    text_column("lines", "[]"),
    text_column("note"),
    amount_column("total"),
    UniqueConstraint("number"),
)
Index("ix_purchase_order_job_id", purchase_order.c.job_id)
Index("ix_purchase_order_status", purchase_order.c.status, purchase_order.c.id)
Index("ix_purchase_order_total", purchase_order.c.total, purchase_order.c.id)
Index("ix_purchase_order_status_total", purchase_order.c.status, purchase_order.c.total, purchase_order.c.id)

outbox = record_table(
    "outbox",
    Column("job_id", Integer, nullable=False),
    text_column("job_number"),
    Column("employee_id", Integer, ForeignKey("employee.id"), nullable=False),
    text_column("errand"),
    Column("written_at", Integer, nullable=False),
    text_column("payload"),
)
Index("ix_outbox_employee_id", outbox.c.employee_id, outbox.c.id)
Index("ix_outbox_job_id", outbox.c.job_id)

snooze = record_table(
    "snooze",
    Column("job_id", Integer, nullable=False),
    text_column("kind"),
    Column("starts_at", Integer, nullable=False),
    Column("until", Integer),
)
Index("ix_snooze_job_id", snooze.c.job_id)

job_word = Table(
    "job_word",
    metadata,
    word_column("word"),
    Column("job_id", Integer, ForeignKey("job.id"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Words of numbers and descriptions by which jobs are found."""
Index("ix_job_word_job_id", job_word.c.job_id)

list_key = Table(
    "list_key",
    metadata,
    word_column("list"),
    word_column("key"),
    Column("record_id", Integer, primary_key=True, autoincrement=False),
    text_column("facet"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The order of lists by their texts: `list` is `kind.column`, `key` the text as people sort it.

`facet` is what the list is filtered by, a status or a kind: so a filtered list has an order of its own too.
"""
Index("ix_list_key_record_id", list_key.c.record_id, list_key.c.list, list_key.c.facet)
Index("ix_list_key_facet", list_key.c.list, list_key.c.facet, list_key.c.key, list_key.c.record_id)

list_word = Table(
    "list_word",
    metadata,
    word_column("list"),
    word_column("word"),
    Column("record_id", Integer, primary_key=True, autoincrement=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Words by which records of a list are found, where the kind has no index of its own."""
Index("ix_list_word_record_id", list_word.c.record_id, list_word.c.list, list_word.c.word)

attachment_content = Table(
    "attachment_content",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)

journal = Table(
    "journal",
    metadata,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("act_id", Text, nullable=False),
    Column("at", BigInteger().with_variant(Integer(), "sqlite"), nullable=False),
    text_column("who"),
    text_column("act"),
    text_column("line"),
    Column("batch", Text),
    Column("undoes", Integer),
    Column("undone_by", Integer),
    UniqueConstraint("act_id"),
    sqlite_strict=True,
)
Index("ix_journal_who", journal.c.who, journal.c.revision)
Index("ix_journal_batch", journal.c.batch)

journal_change = Table(
    "journal_change",
    metadata,
    Column("revision", Integer, ForeignKey("journal.revision"), primary_key=True),
    Column("position", Integer, primary_key=True),
    text_column("kind"),
    Column("record_id", Integer, nullable=False),
    Column("version_before", Integer, nullable=False),
    Column("version_after", Integer, nullable=False),
    Column("before", Text),
    Column("after", Text),
    text_column("digest_before"),
    text_column("digest_after"),
    sqlite_strict=True,
)
Index("ix_journal_change_record", journal_change.c.kind, journal_change.c.record_id, journal_change.c.revision)

TABLES = {
    "company": company,
    "calendar": calendar,
    "employee": employee,
    "time_off": time_off,
    "employee_group": employee_group,
    "job_color": job_color,
    "service_type": service_type,
    "customer": customer,
    "location": location,
    "estimate": estimate,
    "tag": tag,
    "hold_reason": hold_reason,
    "task_template": task_template,
    "job_template": job_template,
    "number_series": number_series,
    "form": form,
    "inventory_item": inventory_item,
    "equipment": equipment,
    "job": job,
    "purchase_order": purchase_order,
    "form_answer": form_answer,
    "outbox": outbox,
    "snooze": snooze,
}
"""The record tables by kind, in an order in which rows can be inserted."""
