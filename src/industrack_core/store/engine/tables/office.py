"""The company, its people and its settings."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, column, table

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine.columns import (
    count_column,
    flag_column,
    metadata,
    record_table,
    seconds_column,
    text_column,
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("next_record_id", Integer, nullable=False),
    Column("longest_minutes", Integer, nullable=False),
    text_column("closed"),
    seconds_column("last_at"),
    text_column("chain"),
    CheckConstraint("id = 1", name="single"),
    sqlite_strict=True,
)
"""What is counted for all. `last_at` and `chain` are those of the newest entry of the journal."""

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
    Kind.COMPANY,
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
    text_column("key"),
    count_column("log_years"),
    flag_column("travel_counts"),
)

calendar = record_table(
    Kind.CALENDAR,
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

office_role = record_table(
    Kind.OFFICE_ROLE,
    text_column("name"),
    text_column("base"),
    text_column("rights", "[]"),
    flag_column("retired"),
)

office_user = record_table(
    Kind.OFFICE_USER,
    text_column("name"),
    text_column("login"),
    Column("role_id", Integer, ForeignKey("office_role.id")),
    text_column("calendar_ids", "[]"),
    text_column("state"),
    text_column("note"),
    flag_column("is_gateway"),
    UniqueConstraint("login"),
)
Index("ix_office_user_state", office_user.c.state, office_user.c.id)

employee = record_table(
    Kind.EMPLOYEE,
    text_column("first_name"),
    text_column("last_name"),
    text_column("phone"),
    text_column("email"),
    text_column("role"),
    text_column("skills", "[]"),
    text_column("hours", "[]"),
    text_column("state"),
    text_column("notify"),
)
Index("ix_employee_name", employee.c.last_name, employee.c.first_name)
Index("ix_employee_state", employee.c.state, employee.c.id)

time_off = record_table(
    Kind.TIME_OFF,
    Column("employee_id", Integer, ForeignKey("employee.id"), nullable=False),
    Column("starts_at", Integer, nullable=False),
    Column("ends_at", Integer, nullable=False),
    text_column("reason"),
    CheckConstraint("ends_at > starts_at", name="order"),
)
Index("ix_time_off_ends_at", time_off.c.ends_at, time_off.c.starts_at)
Index("ix_time_off_employee_id", time_off.c.employee_id, time_off.c.starts_at)
Index("ix_time_off_starts_at", time_off.c.starts_at, time_off.c.id)

holiday = record_table(
    Kind.HOLIDAY,
    text_column("day"),
    text_column("name"),
    Column("closed", Integer, nullable=False),
    text_column("country"),
)
Index("ix_holiday_day", holiday.c.day, holiday.c.id)

employee_group = record_table(
    Kind.EMPLOYEE_GROUP,
    text_column("name"),
    text_column("member_ids", "[]"),
    Column("supervisor_id", Integer, ForeignKey("employee.id")),
    flag_column("retired"),
)

job_color = record_table(Kind.JOB_COLOR, text_column("name"), text_column("hue"), flag_column("retired"))

service_type = record_table(
    Kind.SERVICE_TYPE,
    text_column("name"),
    Column("color_id", Integer, ForeignKey("job_color.id")),
    text_column("skills", "[]"),
    flag_column("retired"),
)
Index("ix_service_type_name", service_type.c.name)

tag = record_table(Kind.TAG, text_column("name"), flag_column("retired"))

hold_reason = record_table(Kind.HOLD_REASON, text_column("name"), flag_column("in_field_app"), flag_column("retired"))

task_template = record_table(
    Kind.TASK_TEMPLATE, text_column("name"), text_column("lines", "[]"), flag_column("retired")
)

job_template = record_table(
    Kind.JOB_TEMPLATE,
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
    Kind.NUMBER_SERIES,
    text_column("kind"),
    flag_column("automatic"),
    text_column("prefix"),
    Column("first_number", Integer, nullable=False, server_default="0"),
    UniqueConstraint("kind"),
)

form = record_table(
    Kind.FORM, text_column("name"), text_column("questions", "[]"), text_column("presets", "[]"), flag_column("retired")
)
