"""What was deleted, by whom and when, is a list: made here from what the journal says."""

from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

from industrack_core.domain.records.deletions import OWNED, PARTS, deleted_label
from industrack_core.domain.text.list_words import DELETION_KEYS, DELETION_WORDS, list_words, sort_key

revision = "0011"
down_revision = "0010"

_CHUNK = 2000
_RETIRING = (
    "calendar", "employee_group", "location", "equipment", "inventory_item", "job_color", "service_type", "tag",
    "hold_reason", "task_template", "job_template", "form",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "deletion",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in ("part", "label", "who")),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deletion")),
        sqlite_strict=True,
    )
    op.create_index("ix_deletion_at", "deletion", ["at", "id"])
    op.create_index("ix_deletion_part_at", "deletion", ["part", "at", "id"])
    connection = op.get_bind()
    for rows in _chunks([*_gone(connection), *_retired(connection)]):
        _write(connection, rows)


def _gone(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """Records that an act deleted which was not taken back, and that did not come back by another."""
    found = connection.execute(
        sa.text(
            "SELECT c.kind, c.record_id, c.before, j.revision, j.who, j.at, j.act FROM journal_change c"
            " JOIN journal j ON j.revision = c.revision WHERE c.version_after = 0 AND j.act <> 'Undo'"
            " AND j.undone_by IS NULL AND c.revision = (SELECT max(d.revision) FROM journal_change d"
            " WHERE d.kind = c.kind AND d.record_id = c.record_id) ORDER BY c.revision, c.position"
        )
    )
    rows = [(*row[:2], msgspec.json.decode(row[2]), *row[3:]) for row in found if row[0] in PARTS]
    customers = {(row[3], row[1]) for row in rows if row[0] == "customer"}
    for kind, record_id, before, revision, who, at, _ in rows:
        if kind in OWNED and (revision, before[OWNED[kind]]) in customers:
            continue
        yield _row(kind, record_id, before, (revision, who, at))


def _retired(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """Records that left the pickers; the act that did it is the last that said so of them."""
    touch = sa.text(
        "SELECT j.revision, j.who, j.at FROM journal_change c JOIN journal j ON j.revision = c.revision"
        " WHERE c.kind = :kind AND c.record_id = :record AND c.after LIKE :said"
        " ORDER BY c.revision DESC LIMIT 1"
    )
    for kind in _RETIRING:
        for found in connection.execute(sa.text(f"SELECT * FROM {kind} WHERE retired = 1")).mappings().all():  # noqa: S608
            act = connection.execute(touch, {"kind": kind, "record": found["id"], "said": '%"retired":1%'}).first()
            if act is not None:
                yield _row(kind, found["id"], dict(found), tuple(act))


def _row(kind: str, record_id: int, before: dict[str, Any], act: tuple[Any, ...]) -> dict[str, Any]:
    revision, who, at = act
    return {
        "id": -record_id, "version": revision, "kind": kind, "part": PARTS[kind],
        "label": deleted_label(kind, before), "who": who, "at": at // 60,
    }  # fmt: skip


def _chunks(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for first in range(0, len(rows), _CHUNK):
        yield rows[first : first + _CHUNK]


def _write(connection: sa.Connection, rows: list[dict[str, Any]]) -> None:
    connection.execute(
        sa.text(
            "INSERT INTO deletion (id, version, kind, part, label, who, at)"
            " VALUES (:id, :version, :kind, :part, :label, :who, :at)"
        ),
        rows,
    )
    keys = [
        {"list": f"deletion.{column}", "key": sort_key(row[column]), "record_id": row["id"], "facet": row["part"]}
        for row in rows
        for column in DELETION_KEYS
    ]
    connection.execute(
        sa.text("INSERT INTO list_key (list, key, record_id, facet) VALUES (:list, :key, :record_id, :facet)"), keys
    )
    words = [
        {"list": "deletion", "word": word, "record_id": row["id"]}
        for row in rows
        for word in sorted(list_words([row[column] for column in DELETION_WORDS]))
    ]
    if words:
        connection.execute(
            sa.text("INSERT INTO list_word (list, word, record_id) VALUES (:list, :word, :record_id)"), words
        )
