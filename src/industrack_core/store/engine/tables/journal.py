"""Who did what when, and the contents of files."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from industrack_core.store.engine.columns import metadata, text_column

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
