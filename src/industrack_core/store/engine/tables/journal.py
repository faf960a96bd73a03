"""Who did what when, and the contents of files."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from industrack_core.store.engine.columns import metadata, partial_index, text_column

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
    text_column("chain"),
    text_column("via"),
    UniqueConstraint("act_id"),
    sqlite_strict=True,
)
"""`at` in seconds since 1970 UTC, never less than in the entry before; `chain` is empty in entries from before 0.7, and
so is `via`, by what an act came."""
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
    Column("was_start", Integer),
    Column("was_queued", Integer),
    sqlite_strict=True,
)
"""A record that an act changed. `was_start` is the start that a job left, in minutes since 1970 UTC, `was_queued` is 1
where it left the queue; both are null else. By them it is known what lay in a window, or waited, at any time."""
Index("ix_journal_change_record", journal_change.c.kind, journal_change.c.record_id, journal_change.c.revision)
partial_index(
    "ix_journal_change_was_start",
    journal_change.c.was_start,
    journal_change.c.revision,
    journal_change.c.record_id,
    where="was_start IS NOT NULL",
)
partial_index(
    "ix_journal_change_was_queued", journal_change.c.revision, journal_change.c.record_id, where="was_queued = 1"
)
partial_index("ix_journal_change_gone", journal_change.c.kind, journal_change.c.revision, where="version_after = 0")
