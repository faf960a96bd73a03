"""What is no longer in the database, and in which files it lies. Written once, by archiving."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from industrack_core.store.engine.columns import (
    amount_column,
    count_column,
    flag_column,
    metadata,
    partial_index,
    seconds_column,
    text_column,
)

archive = Table(
    "archive",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    text_column("name"),
    text_column("digest"),
    Column("before_at", Integer, nullable=False),
    seconds_column("made_s"),
    count_column("jobs"),
    count_column("log_to"),
    count_column("log_gone"),
    text_column("head"),
    text_column("founding_act"),
    text_column("founding_id"),
    flag_column("done"),
    sqlite_strict=True,
)
"""A file with jobs that ended before a minute (since 1970 UTC; 0: no jobs), and with the log up to the act `log_to`;
its hash, and how many jobs were taken out for it so far. `founding_act` and `founding_id` are of the act that founded
the company, where the log up to it went into this file; `head` is the hash of the act `log_gone`, up to which it
went so far: with it the log that is left begins. `done`: all of it is taken out.
"""

archived_job = Table(
    "archived_job",
    metadata,
    Column("job_id", Integer, primary_key=True, autoincrement=False),
    Column("archive_id", Integer, ForeignKey("archive.id"), nullable=False),
    Column("customer_id", Integer, nullable=False),
    text_column("number"),
    Column("external_key", Text),
    sqlite_strict=True,
)
"""A job that is in an archive, and not here."""
Index("ix_archived_job_customer_id", archived_job.c.customer_id, archived_job.c.archive_id)
Index("ix_archived_job_number", archived_job.c.number)
partial_index("ix_archived_job_external_key", archived_job.c.external_key, where="external_key IS NOT NULL")

stock_away = Table(
    "stock_away",
    metadata,
    Column("item_id", Integer, primary_key=True, autoincrement=False),
    amount_column("used"),
    amount_column("reserved"),
    sqlite_strict=True,
)
"""What jobs that are not in this database took of an item, in thousandths: the stock goes on counting them."""
