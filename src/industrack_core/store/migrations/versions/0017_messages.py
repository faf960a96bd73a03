"""Messages beside phones: their texts, and which of them wait."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_TEXTS = {
    "dispatch_text": "{day} {time}: job {job}, {description}. {customer}, {address}.",
    "recall_text": "Job {job} for {customer} is not yours any more.",
    "travel_text": "{technician} of {company} is on the way to you, planned for {time}.",
}


def upgrade() -> None:
    for name, said in _TEXTS.items():
        op.add_column("field_settings", sa.Column(name, sa.Text(), server_default="", nullable=False))
        op.get_bind().execute(sa.text(f"UPDATE field_settings SET {name} = :said"), {"said": said})  # noqa: S608
    for name, columns, condition in (
        ("ix_outbox_unsent", ["due_s", "id"], "sent_s = 0"),
        ("ix_outbox_messages", ["next_s"], "channel = 'notify' AND sent_s = 0"),
    ):
        where = sa.text(condition)
        op.create_index(name, "outbox", columns, sqlite_where=where, postgresql_where=where)
