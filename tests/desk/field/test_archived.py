"""Phones that still have a job, or reports of one, that went into an archive."""

from datetime import timedelta
from pathlib import Path

from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import SetBilling
from industrack_core.domain.records.job import Billing
from tests.desk.office import YES, done
from tests.desk.old_jobs import THEN, archived
from tests.desk.phones import Phone, dispatched, field_of, job_now
from tests.store.small_company import NOW, rows


def test_a_phone_that_has_an_archived_job_is_told_and_says_nothing_twice(company_url: str, tmp_path: Path) -> None:
    with field_of(company_url) as (field, office, clock):
        clock.now = THEN
        phone = Phone(field, clock)
        old = dispatched(office, clock, starts_at=THEN + timedelta(hours=1))
        phone.sync()
        for step in ("start_travel", "start_job", "complete"):
            assert phone.say("step", old.id, step=step) == "applied"
            clock.later(minutes=30)
        for billing in (Billing.APPROVED, Billing.INVOICED):
            job = job_now(office, old.id)
            done(office.perform(SetBilling(job.id, job.version, billing, YES)))
        clock.now = NOW
        job = dispatched(office, clock, starts_at=NOW + timedelta(hours=1))
        phone.tags = {each: tag for each, tag in phone.tags.items() if each != job.id}
        assert [each.job for each in phone.sync().jobs] == [job.id]
        assert phone.say("step", job.id, step="start_travel") == "applied"
        phone.tags[old.id] = "12345678"  # it was away, and shows it still
        assert archived(company_url, tmp_path / "old.industrack").went == 1
        before = rows(company_url, "SELECT count(*) FROM journal")

        assert phone.send(*phone.sent).last == len(phone.sent), "the answer was lost: all of it comes again"
        assert rows(company_url, "SELECT count(*) FROM journal") == before
        assert "12345678" in phone.sync().gone
        assert phone.say("note", old.id, key="a" * 16, text="The cellar key is at the neighbour's.") == "review"
        [(told,)] = rows(company_url, "SELECT text FROM field_report WHERE verdict = 'review'")
        assert told == f"Ana Ruiz reported something (note). Job {old.number} is in old.industrack."
        assert phone.say("step", job.id, step="start_job") == "applied"
    assert [each.sentence for each in check_database(company_url, lambda progress: None)] == []
