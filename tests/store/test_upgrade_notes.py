"""What technicians wrote leaves the rows of their jobs: shown, undone, restored and printed as ever afterwards."""

import importlib
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from alembic.migration import MigrationContext
from alembic.operations import Operations

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import AddJob, DeleteJob, EditJob, Undo
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.time.minute import minute_of
from industrack_core.exchange.papers.day_sheets import day_sheets
from tests.desk.office import YES, done
from tests.store.small_company import ANA, BEN, DISPATCHED, NOW, RUNNING, TODAY, draft, plain_engine, rows

AT = minute_of(datetime(2026, 11, 23, 16, 30, tzinfo=UTC))
FILTER, VALVES = "Filter was black.", 'Two "valves" \u2014 5 \u00b0C'


def write(url: str, job_id: int, *texts: str, who: int = BEN) -> None:
    """Notes in the row of a job, as 0.5.0 had them."""
    said = [{"id": 500 + at, "employee_id": who, "at": "2026-11-23T16:30:00Z", "text": text}
            for at, text in enumerate(texts)]  # fmt: skip
    notes = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
    rows(url, "UPDATE job SET field_notes = :notes WHERE id = :id", notes=notes, id=job_id)


@contextmanager
def upgraded(url: str) -> Iterator[Desk]:
    """The office after the step that makes records of notes; no later one needs them in their rows."""
    step = importlib.import_module("industrack_core.store.migrations.versions.0016_field_notes")
    engine = plain_engine(url)
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        step.upgrade()
    engine.dispose()
    with closing(open_desk(url, who="mika", clock=lambda: NOW)) as desk:
        yield desk


def texts(desk: Desk, job_id: int) -> list[str]:
    job = desk.job(job_id)
    assert job is not None
    return [note.text for note in job.field_notes]


def test_notes_are_records_and_nobody_sees_a_difference(company_url: str) -> None:
    write(company_url, DISPATCHED, FILTER, VALVES)
    with upgraded(company_url) as desk:
        assert texts(desk, DISPATCHED) == [FILTER, VALVES]
        assert rows(company_url, "SELECT DISTINCT field_notes FROM job") == [("[]",)]
        found = rows(company_url, "SELECT job_id, employee_id, at, text, gone FROM field_note ORDER BY id")
        assert found == [(DISPATCHED, BEN, AT, FILTER, 0), (DISPATCHED, BEN, AT, VALVES, 0)]
        assert [each.text for each in desk.reports_of(DISPATCHED).notes] == [FILTER, VALVES]
        sheet = day_sheets(desk, desk.office(), TODAY.replace(day=25), [desk.office().employees_by_id[BEN]])[0]
        assert ("From the field", (f"Ben Okafor: {FILTER}", f"Ben Okafor: {VALVES}")) in sheet.jobs[0].parts
        assert not list(check_database(company_url, lambda progress: None, repair=False))


def test_a_job_that_was_edited_or_deleted_before_is_undone_with_its_notes(company_url: str) -> None:
    write(company_url, DISPATCHED, FILTER)
    with closing(open_desk(company_url, who="mika", clock=lambda: NOW)) as desk:
        added = done(desk.perform(AddJob(draft(), YES))).changed_id("job")
        assert added is not None
        write(company_url, added, VALVES)
        job, gone = desk.job(DISPATCHED), desk.job(added)
        assert job is not None
        assert gone is not None
        done(desk.perform(EditJob(job.id, job.version, replace(draft_of(job), description="Furnace"), YES)))
        done(desk.perform(DeleteJob(gone.id, gone.version, accepted=YES)))
    with upgraded(company_url) as desk:
        assert rows(company_url, "SELECT count(*) FROM journal_change WHERE before LIKE '%valves%'") == [(0,)]
        done(desk.perform(Undo(YES)))
        assert texts(desk, added) == [VALVES]
        done(desk.perform(Undo(YES)))
        assert texts(desk, DISPATCHED) == [FILTER]
        job = desk.job(DISPATCHED)
        assert job is not None
        assert job.description == "Boiler"


def test_notes_of_nobody_and_what_is_no_list_stay_where_they_are(company_url: str) -> None:
    write(company_url, DISPATCHED, FILTER, who=999)
    write(company_url, RUNNING, VALVES, who=ANA)
    rows(company_url, "UPDATE job SET field_notes = '[{' WHERE id NOT IN (:one, :other)", one=DISPATCHED, other=RUNNING)
    with upgraded(company_url) as desk:
        assert texts(desk, DISPATCHED) == [FILTER]
        assert texts(desk, RUNNING) == [VALVES]
        assert rows(company_url, "SELECT job_id FROM field_note") == [(RUNNING,)]
