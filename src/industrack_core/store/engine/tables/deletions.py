"""The table of what was deleted: like the tables of words and keys it holds nothing that the journal does not."""

from sqlalchemy import Column, Index, Integer

from industrack_core.store.engine.columns import record_table, text_column

deletion = record_table(
    "deletion",
    text_column("kind"),
    text_column("part"),
    text_column("label"),
    text_column("who"),
    Column("at", Integer, nullable=False),
)
"""A record that is deleted now. `version` is the revision of the act, `part` the list's filter, `at` in minutes.

The id is the record's, less than nothing: in the tables of words and keys the two are never the same.
"""
Index("ix_deletion_at", deletion.c.at, deletion.c.id)
Index("ix_deletion_part_at", deletion.c.part, deletion.c.at, deletion.c.id)
