"""What lists are sorted and found by."""

from sqlalchemy import Column, Index, Integer, Table

from industrack_core.store.engine.columns import metadata, text_column, word_column

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
