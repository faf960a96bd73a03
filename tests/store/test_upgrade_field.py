"""An office of 0.5.0 gets what phones need: its dispatched jobs are found, its items can still be undone."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

from industrack_core.desk.desk import open_desk
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import EditJob, Undo
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.upgrade import Upgrade
from tests.desk.office import YES, done
from tests.store.old_office import tables_of
from tests.store.small_company import rows

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ITEMS = (
    '[{"id":50,"item_id":null,"kind":"part","name":"Valve \\",\\"one_off\\":true}","quantity":1000,"price":5,'
    '"one_off":true}]'
)


def office_of_0_5(url: str) -> None:
    """Ana has job 1, Ben had it; job 2 was never sent."""
    tables_of(url, "0012")
    rows(url, "INSERT INTO company (id, version, name, zone, currency, first_weekday, clock24, day_first)"
              " VALUES (1, 1, 'Old', 'UTC', 'USD', 0, 1, 0)")  # fmt: skip
    rows(url, "INSERT INTO calendar (id, version, name, opens, closes, job_minutes, slot_minutes, is_default)"
              " VALUES (2, 1, 'Default', 0, 1440, 60, 30, 1)")  # fmt: skip
    for employee, name in ((3, "Ana"), (4, "Ben")):
        rows(url, "INSERT INTO employee (id, version, last_name, state) VALUES (:id, 1, :name, 'active')",
             id=employee, name=name)  # fmt: skip
    rows(url, "INSERT INTO customer (id, version, number, kind, name) VALUES (5, 1, 'C1', 'person', 'Mora')")
    for job, delivery in ((6, "dispatched"), (7, "saved")):
        rows(url, "INSERT INTO job (id, version, number, customer_id, description, status, priority, starts_at,"
             " minutes, crew, items, delivery, billing, overlap_accepted, in_queue) VALUES (:id, 1, :number, 5,"
             " 'Boiler', 'not_started', 'medium', 29926860, 60, '3', :items, :delivery, 'none', 0, 0)",
             id=job, number=str(1000 + job), items=ITEMS, delivery=delivery)  # fmt: skip
        rows(url, "INSERT INTO job_crew VALUES (:id, 3, 29926860, 29926920)", id=job)
    for entry, who, errand in ((10, 4, "dispatch"), (11, 3, "dispatch"), (12, 4, "recall")):
        rows(url, "INSERT INTO outbox (id, version, job_id, job_number, employee_id, errand, written_at, payload)"
             " VALUES (:id, 1, 6, '1006', :who, :errand, 29926000, '{}')",
             id=entry, who=who, errand=errand)  # fmt: skip
    rows(url, "UPDATE ledger SET next_record_id = 100, longest_minutes = 60")


def test_dispatched_jobs_are_found_and_items_can_be_undone(database_url: str) -> None:
    office_of_0_5(database_url)
    with closing(open_desk(database_url, upgrade=Upgrade(uncopied=True), clock=lambda: NOW)) as desk:
        found = rows(
            database_url, "SELECT job_id, entry_id, receipt, status, length(tag) FROM job_crew ORDER BY job_id"
        )
        assert found == [(6, 11, 1, "", 8), (7, None, 0, "", 0)]
        assert len(str(rows(database_url, "SELECT key FROM company")[0][0])) == 16
        assert not desk.has_phones()
        job = desk.job(7)
        assert job is not None
        assert [(each.name, each.one_off, each.used) for each in job.items] == [('Valve ","one_off":true}', True, None)]
        done(desk.perform(EditJob(7, 1, replace(draft_of(job), description="Furnace"), YES)))
        done(desk.perform(Undo(YES)))
        assert rows(database_url, "SELECT description FROM job WHERE id = 7") == [("Boiler",)]
    assert not [each for each in check_database(database_url, lambda progress: None, repair=False)
                if "crews" in getattr(each, "what", "").lower()]  # fmt: skip
