"""What technicians wrote leaves the row of their job: each note is a record, as phones report them.

The journal is told the same, so that a job with notes can still be undone and restored. Notes that cannot be read, or
whose writer is unknown, stay where they are: they are shown from there.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

Row = dict[str, Any]
_NAMED = '%"field_notes":"[{%'


def upgrade() -> None:
    connection = op.get_bind()
    people = set(connection.execute(sa.text("SELECT id FROM employee")).scalars())
    next_id: int = connection.execute(sa.text("SELECT max(next_record_id) FROM ledger")).scalar() or 1
    for job_id in _with_notes(connection):
        found = connection.execute(sa.text("SELECT * FROM job WHERE id = :id"), {"id": job_id}).mappings().first()
        row = dict(found) if found is not None else None
        changes = _changes_of(connection, job_id)
        notes = _notes(row, changes)
        if notes is None or not {each["employee_id"] for each in notes} <= people:
            continue
        for note in notes:
            _write(connection, next_id, job_id, note)
            next_id += 1
        if row is not None:
            connection.execute(sa.text("UPDATE job SET field_notes = '[]' WHERE id = :id"), {"id": job_id})
        _retell(connection, row, changes)
    connection.execute(sa.text("UPDATE ledger SET next_record_id = :next"), {"next": next_id})


def _with_notes(connection: sa.Connection) -> list[int]:
    """Jobs that have notes in their row, or that were deleted or made with some."""
    return list(
        connection.execute(
            sa.text(
                "SELECT id FROM job WHERE field_notes <> '[]' UNION SELECT record_id FROM journal_change"
                " WHERE kind = 'job' AND (version_after = 0 AND before LIKE :named"
                " OR version_before = 0 AND after LIKE :named) ORDER BY 1"
            ),
            {"named": _NAMED},
        ).scalars()
    )


def _changes_of(connection: sa.Connection, job_id: int) -> list[Row]:
    """What the journal has of a job, the newest first."""
    found = connection.execute(
        sa.text(
            "SELECT revision, position, before, after, digest_before, digest_after FROM journal_change"
            " WHERE kind = 'job' AND record_id = :id ORDER BY revision DESC, position DESC"
        ),
        {"id": job_id},
    )
    return [dict(each) for each in found.mappings()]


def _notes(row: Row | None, changes: list[Row]) -> list[Row] | None:
    """All notes that the job ever had, by their old ids; None where some cannot be read."""
    try:
        texts = [row["field_notes"]] if row is not None else []
        for change in changes:
            texts += [kept["field_notes"] for kept in _kept(change) if "field_notes" in kept]
        parts = [each for text in texts for each in msgspec.json.decode(text)]
        notes = {
            each["id"]: {
                "employee_id": each["employee_id"],
                "text": each["text"],
                "at": datetime.fromisoformat(each["at"]),
            }
            for each in parts
        }
    except (msgspec.MsgspecError, ValueError, TypeError, KeyError):
        return None
    return [notes[each] for each in sorted(notes)]


def _kept(change: Row) -> Iterator[Row]:
    for side in ("before", "after"):
        if change[side] is not None:
            yield msgspec.json.decode(change[side])


def _write(connection: sa.Connection, note_id: int, job_id: int, note: Row) -> None:
    connection.execute(
        sa.text(
            "INSERT INTO field_note (id, version, job_id, employee_id, key, at, text, gone)"
            " VALUES (:id, 1, :job, :who, :key, :at, :text, 0)"
        ),
        {"id": note_id, "job": job_id, "who": note["employee_id"], "key": f"{note_id:016x}",
         "at": int(note["at"].timestamp()) // 60, "text": note["text"]},
    )  # fmt: skip


def _retell(connection: sa.Connection, row: Row | None, changes: list[Row]) -> None:
    """The journal of a job as if its notes had never stood in its row: digests that were right are right again."""
    write = sa.text(
        "UPDATE journal_change SET before = :before, after = :after, digest_before = :digest_before,"
        " digest_after = :digest_after WHERE revision = :revision AND position = :position"
    )
    for change in changes:
        earlier = _earlier(row, change["before"])
        told = {
            **change,
            "before": _without(change["before"]),
            "after": _without(change["after"]),
            "digest_before": _digest_anew(earlier, change["digest_before"]),
            "digest_after": _digest_anew(row, change["digest_after"]),
        }
        if told != change:
            connection.execute(write, told)
        row = earlier


def _earlier(row: Row | None, before: str | None) -> Row | None:
    return None if before is None else {**(row or {}), **msgspec.json.decode(before)}


def _without(text: str | None) -> str | None:
    if text is None:
        return None
    kept = msgspec.json.decode(text)
    if "field_notes" not in kept:
        return text
    return msgspec.json.encode({**kept, "field_notes": "[]"}).decode()


def _digest_anew(row: Row | None, known: str) -> str:
    """The digest without the notes, where the known one was that of the row."""
    return _digest({**row, "field_notes": "[]"}) if row is not None and _digest(row) == known else known


def _digest(row: Row) -> str:
    content = sorted((name, value) for name, value in row.items() if name != "version")
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:32]
