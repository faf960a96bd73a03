"""Keeps what lists are sorted by (`list_key`) and found by (`list_word`) in step with what a transaction writes."""

from collections.abc import Sequence

from sqlalchemy import Connection

from industrack_core.domain.list_words import KEYED, WORDED, list_words, sort_key
from industrack_core.store import schema
from industrack_core.store.codec import RowValues
from industrack_core.store.statements import deletion, insertion, parts_of

Changes = Sequence[tuple[str, tuple[RowValues | None, RowValues | None]]]


def is_listed(kind: str, row: RowValues | None) -> bool:
    """Whether a row stands in its list: jobs do once they are completed."""
    return row is not None and (kind != "job" or row["status"] == "completed")


def keep_lists(connection: Connection, changes: Changes) -> None:
    """Bring keys and words up to date with `changes`, which are written already."""
    stale_keys: list[int] = []
    stale_words: list[int] = []
    keys: list[RowValues] = []
    words: list[RowValues] = []
    for kind, (before, after) in changes:
        if kind in KEYED and _differs(kind, before, after, KEYED[kind]):
            if is_listed(kind, before) and before is not None:
                stale_keys.append(before["id"])
            if is_listed(kind, after) and after is not None:
                keys += [
                    {"list": f"{kind}.{column}", "key": sort_key(after[column]), "record_id": after["id"]}
                    for column in KEYED[kind]
                ]
        if kind in WORDED and _differs(kind, before, after, WORDED[kind]):
            if before is not None:
                stale_words.append(before["id"])
            if after is not None:
                texts = [after[column] for column in WORDED[kind]]
                words += [{"list": kind, "word": word, "record_id": after["id"]} for word in sorted(list_words(texts))]
    for part in parts_of(stale_keys):
        deletion(schema.list_key, "record_id").run(connection, values=part)
    for part in parts_of(stale_words):
        deletion(schema.list_word, "record_id").run(connection, values=part)
    insertion(schema.list_key).run_many(connection, keys)
    insertion(schema.list_word).run_many(connection, words)


def _differs(kind: str, before: RowValues | None, after: RowValues | None, columns: Sequence[str]) -> bool:
    if is_listed(kind, before) != is_listed(kind, after):
        return True
    if before is None or after is None:
        return before is not after
    return is_listed(kind, after) and any(before[column] != after[column] for column in columns)
