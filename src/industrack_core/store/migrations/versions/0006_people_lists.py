"""Lists of time off and of filled forms: their order, and the words they are found by."""

from alembic import op

from industrack_core.store.derived.anew import make_anew

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_index("ix_employee_state", "employee", ["state", "id"])
    op.create_index("ix_time_off_employee_id", "time_off", ["employee_id", "starts_at"])
    op.create_index("ix_time_off_starts_at", "time_off", ["starts_at", "id"])
    op.create_index("ix_form_answer_form_id", "form_answer", ["form_id", "at", "id"])
    op.create_index("ix_form_answer_at", "form_answer", ["at", "id"])
    make_anew("list_word")
