"""Lists of time off and of filled forms: their order, and the words they are found by."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from industrack_core.domain.list_words import list_words

revision = "0006"
down_revision = "0005"

_CHUNK = 5000
_WORDED = (("time_off", "reason"), ("form_answer", "who"))


def upgrade() -> None:
    op.create_index("ix_employee_state", "employee", ["state", "id"])
    op.create_index("ix_time_off_employee_id", "time_off", ["employee_id", "starts_at"])
    op.create_index("ix_time_off_starts_at", "time_off", ["starts_at", "id"])
    op.create_index("ix_form_answer_form_id", "form_answer", ["form_id", "at", "id"])
    op.create_index("ix_form_answer_at", "form_answer", ["at", "id"])
    connection = op.get_bind()
    write = sa.text("INSERT INTO list_word (list, word, record_id) VALUES (:list, :word, :record_id)")
    for table, column in _WORDED:
        # 0004 fills every list that there is by now
        connection.execute(sa.text("DELETE FROM list_word WHERE list = :list"), {"list": table})
        after = -(2**31)
        while rows := _chunk(table, column, after):
            found = [
                {"list": table, "word": word, "record_id": record_id}
                for record_id, text in rows
                for word in sorted(list_words([text]))
            ]
            if found:
                connection.execute(write, found)
            after = rows[-1][0]


def _chunk(table: str, column: str, after: int) -> list[Any]:
    """Some rows of a table by id: names are ours, never typed."""
    page = sa.text(f"SELECT id, {column} FROM {table} WHERE id > :after ORDER BY id LIMIT :most")  # noqa: S608
    return list(op.get_bind().execute(page, {"after": after, "most": _CHUNK}))
