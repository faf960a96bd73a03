"""CONTRIBUTING's recipes for a field of a job and the migration for it, followed on a toy."""

from contextlib import closing
from pathlib import Path

import pytest

from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.outcomes import Done
from industrack_core.store.engine.schema_state import REVISIONS
from tests.recipes import House
from tests.store.small_company import desk_at, draft


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The sources, to be changed."""
    return House(tmp_path)


_NEXT = f"{int(REVISIONS[-1]) + 1:04}"
_MIGRATION = f'''"""How one comes through the gate."""

import sqlalchemy as sa
from alembic import op

revision = "{_NEXT}"
down_revision = "{REVISIONS[-1]}"


def upgrade() -> None:
    op.add_column("job", sa.Column("gate_code", sa.Text(), server_default="", nullable=False))
'''
_UPGRADED = """
from datetime import UTC, datetime
from dataclasses import replace
from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.acts import EditJob, Redo, Undo
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.kinds import Kind
from industrack_core.domain.upgrade import Upgrade
desk = open_desk({url!r}, clock=lambda: datetime(2026, 11, 24, 9, tzinfo=UTC), upgrade=Upgrade(uncopied=True))
job = desk.job({job_id})
assert job.gate_code == "", job
done = desk.perform(EditJob(job.id, job.version, replace(draft_of(job), gate_code=" 4711 ")))
assert done.line == "Saved 1001 Furnace: gate code 4711 added.", done
assert desk.history(Kind.JOB, job.id)[0].changes[0].field == "Gate code"
assert desk.perform(Undo()) and desk.job(job.id).gate_code == ""
assert desk.perform(Redo()) and desk.job(job.id).gate_code == "4711"
desk.close()
"""
_SCHEMA = """
from tests.store.test_schema import test_migrations_and_tables_agree as agree
agree({url!r})
"""
_FILLED = """
await seat.press("w", "enter")
await seat.into("gate_code", "4711")
await seat.press("f2")
assert "gate code 4711 added" in seat.status, seat.status
await seat.press("enter")
assert seat.form.text("gate_code") == "4711"
"""


def with_the_field(house: House) -> None:
    """Follow the recipe, in the order of its steps."""
    house.change(
        "industrack_core/domain/records/job.py", '    note: str = ""\n', '    note: str = ""\n    gate_code: str = ""\n'
    )
    house.change(
        "industrack_core/domain/acts/drafts.py",
        '    note: str = ""\n    tags',
        '    note: str = ""\n    gate_code: str = ""\n    tags',
    )
    house.change(
        "industrack_core/desk/jobs/jobs.py",
        "        note=draft.note.strip(),\n",
        "        note=draft.note.strip(),\n        gate_code=draft.gate_code.strip(),\n",
    )
    house.change(
        "industrack_core/store/engine/tables/jobs.py",
        '    text_column("status_reason"),\n',
        '    text_column("gate_code"),\n    text_column("status_reason"),\n',
    )
    house.write(f"industrack_core/store/migrations/versions/{_NEXT}_gate_code.py", _MIGRATION)
    house.change("industrack_core/store/engine/schema_state.py", f'"{REVISIONS[-1]}"', f'"{REVISIONS[-1]}", "{_NEXT}"')
    house.asked("from tools.make_texts import main\nmain()")
    house.add("industrack_core/domain/acts/history.py", '    "delivery": "Delivery"', '    "gate_code": "Gate code",\n')
    house.add("industrack_tui/forms/job/telling.py", '    "tags": "Tags"', '    "gate_code": "Gate code",\n')
    field = '    across(fields.text("gate_code", "Gate code")),\n'
    house.add("industrack_tui/forms/job/details_part.py", "    Said(_origin),", field)


def test_a_field_and_its_migration_are_values_a_column_words_and_a_slot(house: House, company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        made = desk.perform(AddJob(draft(description="Furnace")))
        assert isinstance(made, Done)
    with_the_field(house)
    house.asked(_UPGRADED.format(url=company_url, job_id=made.changed_id("job")))


def test_a_migrated_schema_is_that_of_the_tables(house: House, database_url: str) -> None:
    with_the_field(house)
    house.asked(_SCHEMA.format(url=database_url))


def test_a_field_is_typed_and_shown(house: House) -> None:
    with_the_field(house)
    house.at_the_console(_FILLED)
