"""Jobs, and what was made of them."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.outbox import OnPhone
from industrack_core.store.engine.columns import (
    amount_column,
    count_column,
    metadata,
    partial_index,
    record_table,
    seconds_column,
    text_column,
    word_column,
)

job = record_table(
    Kind.JOB,
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
    text_column(Kind.EQUIPMENT, "[]"),
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
Index(
    "ix_job_starts_at", job.c.starts_at, job.c.id, job.c.status, job.c.minutes, job.c.service_type_id, job.c.location_id
)
Index("ix_job_customer_id", job.c.customer_id, job.c.id)
Index("ix_job_service_type_id", job.c.service_type_id, job.c.starts_at)
Index("ix_job_location_id", job.c.location_id)
partial_index("ix_job_in_queue", job.c.id, where="in_queue = 1")
partial_index("ix_job_series_id", job.c.series_id, job.c.starts_at, where="series_id IS NOT NULL")
partial_index("ix_job_estimate_id", job.c.estimate_id, where="estimate_id IS NOT NULL")
partial_index("ix_job_unfinished", job.c.id, where="status <> 'completed'")
partial_index("ix_job_billing", job.c.billing, job.c.id, where="status = 'completed'")
partial_index("ix_job_under_way", job.c.starts_at, job.c.id, where="status IN ('started', 'paused')")
partial_index("ix_job_declined", job.c.starts_at, job.c.id, where="status = 'declined'")

job_sum = Table(
    "job_sum",
    metadata,
    Column("quarter", Integer, primary_key=True, autoincrement=False),
    word_column("status"),
    word_column("delivery"),
    count_column("jobs"),
    amount_column("minutes"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""How many jobs with a crew begin in a quarter of an hour (since 1970 UTC), and the minutes of all who do them."""

crew_sum = Table(
    "crew_sum",
    metadata,
    Column("employee_id", Integer, primary_key=True, autoincrement=False),
    Column("week", Integer, primary_key=True, autoincrement=False),
    word_column("team"),
    word_column("status"),
    *(amount_column(f"day{day}") for day in range(7)),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""What each employee has that begins on the days of a week of the company's, Mondays first: how many jobs, times 2**40,
and their minutes, in one number, so that many people's are added up as one.

`week` is how many whole weeks `date.toordinal` had counted before its Monday. `team` names all who are on a job of
several, so that it can be counted once; it is empty for one.
"""

job_overlap = Table(
    "job_overlap",
    metadata,
    Column("employee_id", Integer, primary_key=True, autoincrement=False),
    Column("job_id", Integer, primary_key=True, autoincrement=False),
    Column("starts_at", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Jobs that begin while another of the same person goes on, and the minute from which on one of the two is over."""
Index("ix_job_overlap_job_id", job_overlap.c.job_id)
Index("ix_job_overlap_starts_at", job_overlap.c.starts_at)

_ENTRY, _RECEIPT, _STATUS, _TAG = OnPhone._fields
job_crew = Table(
    "job_crew",
    metadata,
    Column("job_id", Integer, ForeignKey("job.id"), primary_key=True),
    Column("employee_id", Integer, ForeignKey("employee.id"), primary_key=True),
    Column("starts_at", Integer),
    Column("ends_at", Integer),
    Column(_ENTRY, Integer),
    count_column(_RECEIPT),
    text_column(_STATUS),
    text_column(_TAG),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Who does which job when, and what their phones have of it (`OnPhone`)."""
Index(
    "ix_job_crew_employee_id",
    job_crew.c.employee_id,
    job_crew.c.starts_at,
    job_crew.c.ends_at,
    job_crew.c.job_id,
)
# Of all rows, as ids are positive: only what says `ANYBODY` (engine/statements.py) goes by it. SQLite, which counts no
# rows, takes it else for the jobs of one employee as well, and goes through those of everybody. A sum, for a server
# concludes the plain condition from any list of ids.
partial_index(
    "ix_job_crew_starts_at",
    job_crew.c.starts_at,
    job_crew.c.job_id,
    job_crew.c.employee_id,
    job_crew.c.ends_at,
    where="employee_id + 0 > 0",
)
partial_index("ix_job_crew_declined", job_crew.c.starts_at, where="status = 'declined'")

form_answer = record_table(
    Kind.FORM_ANSWER,
    Column("form_id", Integer, nullable=False),
    Column("job_id", Integer, nullable=False),
    text_column("who"),
    Column("at", Integer, nullable=False),
    text_column("questions", "[]"),
    text_column("answers", "[]"),
    text_column("key"),
    Column("employee_id", Integer),
    count_column("form_version"),
)
Index("ix_form_answer_job_id", form_answer.c.job_id)
Index("ix_form_answer_form_id", form_answer.c.form_id, form_answer.c.at, form_answer.c.id)
Index("ix_form_answer_at", form_answer.c.at, form_answer.c.id)

outbox = record_table(
    Kind.OUTBOX,
    Column("job_id", Integer, nullable=False),
    text_column("job_number"),
    Column("employee_id", Integer, ForeignKey("employee.id"), nullable=False),
    text_column("errand"),
    Column("written_at", Integer, nullable=False),
    text_column("payload"),
    *(seconds_column(name) for name in ("due_s", "sent_s", "received_s", "seen_s")),
    text_column("channel", "phone"),
    text_column("address"),
    count_column("tries"),
    seconds_column("next_s"),
    text_column("error"),
)
Index("ix_outbox_employee_id", outbox.c.employee_id, outbox.c.id)
Index("ix_outbox_job_id", outbox.c.job_id)
partial_index("ix_outbox_unsent", outbox.c.due_s, outbox.c.id, where="sent_s = 0")
partial_index("ix_outbox_messages", outbox.c.next_s, where="channel = 'notify' AND sent_s = 0")

snooze = record_table(
    Kind.SNOOZE,
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
Index("ix_job_word_job_id", job_word.c.job_id, job_word.c.word)
