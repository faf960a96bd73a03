"""Tables. Columns carry the names of the domain's fields; instants are whole minutes since 1970 UTC.

Integer minutes because a date column costs 2.7 times the raw read on SQLite, and sorts wrongly there
when zones differ. Lists that nobody searches by (weekly hours, tags, estimate lines) are JSON text.
`job_crew`, `job_word`, `customer_word`, `item_word` and `item_stock` hold nothing of their own: they
are indexes, kept by the one writer.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, default: str = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def _record(name: str, *columns: Column[str] | Column[int] | CheckConstraint | Index | UniqueConstraint) -> Table:
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("version", Integer, nullable=False),
        *columns,
        sqlite_strict=True,
    )


def _flag(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _amount(name: str) -> Column[int]:
    """Thousandths, or minor units of money: more than 32 bits hold."""
    return Column(name, BigInteger().with_variant(Integer(), "sqlite"), nullable=False, server_default="0")


ledger = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("next_id", Integer, nullable=False),
    Column("longest_minutes", Integer, nullable=False),
    CheckConstraint("id = 1", name="single"),
    sqlite_strict=True,
)

numbering = Table(
    "numbering",
    metadata,
    Column("kind", Text, primary_key=True),
    _text("prefix"),
    Column("next_number", Integer, nullable=False),
    sqlite_strict=True,
)

company = _record(
    "company",
    _text("name"),
    _text("zone"),
    _text("currency"),
    Column("first_weekday", Integer, nullable=False),
    Column("clock24", Integer, nullable=False),
    Column("day_first", Integer, nullable=False),
    _text("country"),
)

calendar = _record(
    "calendar",
    _text("name"),
    Column("opens", Integer, nullable=False),
    Column("closes", Integer, nullable=False),
    Column("job_minutes", Integer, nullable=False),
    Column("slot_minutes", Integer, nullable=False),
    _text("group_ids", "[]"),
    Column("is_default", Integer, nullable=False),
    CheckConstraint("job_minutes > 0 AND slot_minutes > 0", name="minutes"),
)

employee = _record(
    "employee",
    _text("first_name"),
    _text("last_name"),
    _text("phone"),
    _text("email"),
    _text("role"),
    _text("skills", "[]"),
    _text("hours", "[]"),
    _text("state"),
)
Index("ix_employee_name", employee.c.last_name, employee.c.first_name)

time_off = _record(
    "time_off",
    Column("employee_id", Integer, ForeignKey("employee.id"), nullable=False),
    Column("starts_at", Integer, nullable=False),
    Column("ends_at", Integer, nullable=False),
    _text("reason"),
    CheckConstraint("ends_at > starts_at", name="order"),
)
Index("ix_time_off_ends_at", time_off.c.ends_at, time_off.c.starts_at)

employee_group = _record(
    "employee_group",
    _text("name"),
    _text("member_ids", "[]"),
    Column("supervisor_id", Integer, ForeignKey("employee.id")),
)

job_color = _record("job_color", _text("name"), _text("hue"), _flag("retired"))

service_type = _record(
    "service_type",
    _text("name"),
    Column("color_id", Integer, ForeignKey("job_color.id")),
    _text("skills", "[]"),
    _flag("retired"),
)
Index("ix_service_type_name", service_type.c.name)

customer = _record(
    "customer",
    _text("number"),
    _text("kind"),
    _text("name"),
    _text("contact"),
    _text("phone"),
    _text("mobile"),
    _text("email"),
    _text("billing_address"),
    _text("payment_terms"),
    _text("tags", "[]"),
    _text("internal_note"),
    UniqueConstraint("number"),
)
Index("ix_customer_name", customer.c.name)

location = _record(
    "location",
    Column("customer_id", Integer, ForeignKey("customer.id"), nullable=False),
    _text("name"),
    _text("address"),
    Column("is_main", Integer, nullable=False),
    _text("site_note"),
)
Index("ix_location_customer_id", location.c.customer_id)

customer_word = Table(
    "customer_word",
    metadata,
    # byte order, so that the words beginning with what is typed are one range on both engines
    Column("word", Text(collation="C").with_variant(Text(), "sqlite"), primary_key=True),
    Column("customer_id", Integer, ForeignKey("customer.id"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("ix_customer_word_customer_id", customer_word.c.customer_id)

estimate = _record(
    "estimate",
    _text("number"),
    Column("customer_id", Integer, ForeignKey("customer.id"), nullable=False),
    Column("location_id", Integer, ForeignKey("location.id")),
    _text("description"),
    _text("status"),
    _text("made_on"),
    _text("lines", "[]"),
    Column("total", BigInteger().with_variant(Integer(), "sqlite"), nullable=False),
    UniqueConstraint("number"),
)

job = _record(
    "job",
    _text("number"),
    Column("customer_id", Integer, ForeignKey("customer.id"), nullable=False),
    Column("location_id", Integer, ForeignKey("location.id")),
    _text("description"),
    _text("status"),
    Column("service_type_id", Integer, ForeignKey("service_type.id")),
    _text("priority"),
    Column("color_id", Integer, ForeignKey("job_color.id")),
    Column("starts_at", Integer),
    Column("minutes", Integer, nullable=False),
    _text("crew"),
    _text("note"),
    _text("status_reason"),
    _text("recurrence"),
    Column("series_id", Integer),
    _text("items", "[]"),
    _text("equipment", "[]"),
    _text("attachments", "[]"),
    _text("forms", "[]"),
    _text("tasks", "[]"),
    _text("field_notes", "[]"),
    Column("calendar_id", Integer, ForeignKey("calendar.id")),
    Column("estimate_id", Integer, ForeignKey("estimate.id")),
    _text("delivery"),
    _text("billing"),
    Column("overlap_accepted", Integer, nullable=False),
    Column("external_key", Text),
    _text("import_digest"),
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

tag = _record("tag", _text("name"), _flag("retired"))

hold_reason = _record("hold_reason", _text("name"), _flag("in_field_app"), _flag("retired"))

task_template = _record("task_template", _text("name"), _text("lines", "[]"), _flag("retired"))

job_template = _record(
    "job_template",
    _text("name"),
    _text("description"),
    Column("service_type_id", Integer, ForeignKey("service_type.id")),
    _text("priority"),
    Column("color_id", Integer, ForeignKey("job_color.id")),
    Column("minutes", Integer, nullable=False),
    _text("items", "[]"),
    _text("forms", "[]"),
    _text("tasks", "[]"),
    _text("note"),
    _flag("retired"),
)

number_series = _record("number_series", _text("kind"), _flag("automatic"), _text("prefix"), UniqueConstraint("kind"))

form = _record("form", _text("name"), _text("questions", "[]"), _text("presets", "[]"), _flag("retired"))

form_answer = _record(
    "form_answer",
    Column("form_id", Integer, nullable=False),
    Column("job_id", Integer, nullable=False),
    _text("who"),
    Column("at", Integer, nullable=False),
    _text("questions", "[]"),
    _text("answers", "[]"),
)
Index("ix_form_answer_job_id", form_answer.c.job_id)

inventory_item = _record(
    "inventory_item",
    _text("name"),
    _text("sku"),
    _text("kind"),
    _amount("price"),
    _amount("cost"),
    _amount("counted"),
    _amount("reorder_point"),
    _text("vendor"),
    _flag("retired"),
)
Index("ix_inventory_item_name", inventory_item.c.name)

item_stock = Table(
    "item_stock",
    metadata,
    Column("item_id", Integer, ForeignKey("inventory_item.id"), primary_key=True, autoincrement=False),
    _amount("reserved"),
    _amount("used"),
    _amount("received"),
    sqlite_strict=True,
)

item_word = Table(
    "item_word",
    metadata,
    Column("word", Text(collation="C").with_variant(Text(), "sqlite"), primary_key=True),
    Column("item_id", Integer, ForeignKey("inventory_item.id"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("ix_item_word_item_id", item_word.c.item_id)

equipment = _record(
    "equipment",
    Column("customer_id", Integer, ForeignKey("customer.id"), nullable=False),
    Column("location_id", Integer, ForeignKey("location.id")),
    _text("name"),
    _text("maker"),
    _text("model"),
    _text("serial"),
    _text("service_note"),
    _flag("retired"),
)
Index("ix_equipment_customer_id", equipment.c.customer_id)

purchase_order = _record(
    "purchase_order",
    _text("number"),
    _text("vendor"),
    Column("job_id", Integer),
    _text("status"),
    Column("due_on", Text),
    _text("lines", "[]"),
    _text("note"),
    UniqueConstraint("number"),
)
Index("ix_purchase_order_job_id", purchase_order.c.job_id)

outbox = _record(
    "outbox",
    Column("job_id", Integer, nullable=False),
    _text("job_number"),
    Column("employee_id", Integer, ForeignKey("employee.id"), nullable=False),
    _text("errand"),
    Column("written_at", Integer, nullable=False),
    _text("payload"),
)
Index("ix_outbox_employee_id", outbox.c.employee_id, outbox.c.id)
Index("ix_outbox_job_id", outbox.c.job_id)

snooze = _record(
    "snooze",
    Column("job_id", Integer, nullable=False),
    _text("kind"),
    Column("starts_at", Integer, nullable=False),
    Column("until", Integer),
)
Index("ix_snooze_job_id", snooze.c.job_id)

job_word = Table(
    "job_word",
    metadata,
    Column("word", Text(collation="C").with_variant(Text(), "sqlite"), primary_key=True),
    Column("job_id", Integer, ForeignKey("job.id"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Words of numbers and descriptions by which jobs are found."""
Index("ix_job_word_job_id", job_word.c.job_id)

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
    _text("who"),
    _text("act"),
    _text("line"),
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
    _text("kind"),
    Column("record_id", Integer, nullable=False),
    Column("version_before", Integer, nullable=False),
    Column("version_after", Integer, nullable=False),
    Column("before", Text),
    Column("after", Text),
    _text("digest_before"),
    _text("digest_after"),
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
