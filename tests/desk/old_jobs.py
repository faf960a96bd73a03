"""An office with jobs of long ago: what is archived in tests."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from industrack_core.desk.archiving import archive_office
from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, SaveRecord, SetBilling, SetStatus
from industrack_core.domain.archives import Archived, ToArchive
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Billing, Job, WorkStatus
from industrack_core.domain.records.job_parts import Attachment, ItemKind, JobItem
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.upgrade import Upgrade
from tests.desk.office import YES, done
from tests.store.small_company import ANA, LINDQVIST, MORA, NOW, ZONE, desk_at, draft

THEN = datetime(2025, 3, 3, 14, 0, tzinfo=UTC)
BEFORE = datetime(2026, 1, 1, tzinfo=ZONE).astimezone(UTC)
JOBS = ToArchive(minute_of(BEFORE))


def old_job(desk: Desk, day: int, billing: Billing = Billing.INVOICED, **changes: object) -> Job:
    """A job that was completed in spring 2025, and is as its billing says by now."""
    starts = THEN + timedelta(days=day)
    given = draft(starts_at=starts, crew=(ANA,), customer=MORA if day % 3 == 0 else LINDQVIST, **changes)
    job_id = next(each.id for each in done(desk.perform(AddJob(given, accepted=YES))).changes if each.kind == "job")
    for make in (
        lambda job: SetStatus(job.id, job.version, WorkStatus.COMPLETED, accepted=YES),
        lambda job: SetBilling(job.id, job.version, Billing.APPROVED, accepted=YES),
        lambda job: SetBilling(job.id, job.version, billing, accepted=YES),
    ):
        job = desk.job(job_id)
        assert job is not None
        if job.billing is not billing:
            done(desk.perform(make(job)))
    job = desk.job(job_id)
    assert job is not None
    return job


def item(desk: Desk) -> int:
    """An inventory item, of which there are 100."""
    record = InventoryItem(name="Filter", sku="F", kind=ItemKind.PART, counted=100_000)
    return done(desk.perform(SaveRecord(record))).changes[0].id


def worked_in_2025(url: str, count: int = 8, attachment: Attachment | None = None) -> tuple[list[Job], int]:
    """That many jobs of spring 2025, each of which took two of an item; and the item."""
    clock = [THEN]
    with closing(desk_at(url, clock=lambda: clock[0])) as desk:
        item_id = item(desk)
        jobs = []
        for day in range(count):
            clock[0] = THEN + timedelta(days=day, hours=8)
            parts = (JobItem(item_id=item_id, name="Filter", kind=ItemKind.PART, quantity=2000),)
            files = (attachment,) if attachment and day == 0 else ()
            jobs.append(old_job(desk, day, items=parts, attachments=files))
        return jobs, item_id


def archived(url: str, file: Path, asked: ToArchive = JOBS) -> Archived:
    """What became of archiving to a file."""
    return archive_office(url, file, asked, at=NOW, leave=Upgrade())
