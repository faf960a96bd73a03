"""What a check finds besides derived tables: holes in the journal, attached files, pages of the file, backups."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from industrack_core.desk.keeping import back_up
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.records.job_parts import Attachment
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.engine import schema
from industrack_core.store.engine.columns import metadata
from industrack_core.store.engine.engine import database_place
from industrack_core.store.keeping.summing import DERIVED_TABLES
from tests.desk.office import done
from tests.desk.old_jobs import archived, worked_in_2025
from tests.store.every_kind import behind
from tests.store.small_company import LINDQVIST, desk_at, rows

FIRST, LAST = "(SELECT min(job_id) FROM archived_job)", "(SELECT max(job_id) FROM archived_job)"
FAULTS = {
    "UPDATE journal SET line = 'x' WHERE revision = 3": "Entries of the journal that are not as they were written",
    "UPDATE journal_change SET revision = 9999 WHERE revision = 5": "Changes of no act",
    "UPDATE archive SET jobs = 7": "Jobs of archives",
    f"UPDATE archived_job SET job_id = 18 WHERE job_id = {FIRST}": "Archived jobs that are here as well",  # noqa: S608
    f"UPDATE archived_job SET archive_id = 9 WHERE job_id > 18 AND job_id < {LAST}": "Jobs of no archive",  # noqa: S608
    f"DELETE FROM archived_job WHERE job_id = {LAST}": "Records that no act deleted",  # noqa: S608
    "UPDATE stock_away SET used = used + 1": "Amounts in stock",
    "UPDATE stock_move SET used = used + 1": "Moves of stock",
}


@pytest.fixture
def attachment(company_url: str, tmp_path: Path) -> Attachment:
    """A file that a job has."""
    plan = tmp_path / "plan.txt"
    plan.write_bytes(b"cellar, left")
    with closing(desk_at(company_url)) as desk:
        attachment = desk.attach(str(plan))
        for _ in range(3):
            done(desk.perform(AddJob(JobDraft(customer=LINDQVIST, attachments=(attachment,)))))
    return attachment


def told(url: str, *, contents: bool = False) -> list[str]:
    return [found.sentence for found in check_database(url, lambda progress: None, contents=contents)]


def test_a_hole_in_the_journal_is_named(company_url: str, attachment: Attachment) -> None:
    assert told(company_url) == []
    rows(company_url, "DELETE FROM journal_change WHERE revision > 2")
    rows(company_url, "DELETE FROM journal WHERE revision = 3")
    assert told(company_url) == ["Entries that the journal lacks: 1, for example 3."]
    rows(company_url, "DELETE FROM journal WHERE revision = 4")
    assert told(company_url) == ["Entries that the journal lacks: 2, for example 3; 4."]


def test_a_content_that_is_missing_is_named_and_a_damaged_one_when_it_is_read(
    company_url: str, attachment: Attachment
) -> None:
    assert told(company_url, contents=True) == []
    path = database_place(company_url).path
    kept = path and path.with_name(f"{path.name}.files") / attachment.digest[:2] / attachment.digest
    if kept:
        kept.write_bytes(b"rotten")
    else:
        rows(company_url, "UPDATE attachment_content SET content = 'rotten'")
    assert told(company_url) == []
    [damaged] = told(company_url, contents=True)
    assert damaged.startswith("Attached files whose contents are damaged: 1, for example of job (id ")
    if kept:
        kept.unlink()
    else:
        rows(company_url, "DELETE FROM attachment_content")
    [missing] = told(company_url, contents=True)
    assert missing.startswith("Attached files whose contents are missing: 1, for example of job (id ")


def test_a_damaged_page_and_a_backup_that_was_changed_are_named(sqlite_company: str, tmp_path: Path) -> None:
    file = tmp_path / "office.industrack"
    back_up(sqlite_company, file, at=datetime(2026, 11, 25, tzinfo=UTC), leave=Upgrade())
    assert told(str(file)) == []
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE customer SET internal_note = 'Nowhere' WHERE name = 'Mora'")
        connection.commit()
    assert told(str(file)) == ["Tables of the backup that are not what was backed up: 1, for example customer."]
    with closing(sqlite3.connect(database_place(sqlite_company).label)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name ="
                           " 'ix_employee_name') WHERE name = 'ix_customer_name'")  # fmt: skip
        connection.commit()
    first = next(check_database(sqlite_company, lambda progress: None))
    assert first.sentence.startswith(f"The file {database_place(sqlite_company).label} is damaged: ")


def test_what_belongs_to_nothing_is_named(company_url: str, tmp_path: Path) -> None:
    worked_in_2025(company_url, 3)
    archived(company_url, tmp_path / "old.industrack")
    assert told(company_url) == []
    behind(company_url, FAULTS)
    assert {*FAULTS.values()} <= {each.partition(":")[0] for each in told(company_url)}


def test_every_table_has_a_fault_that_is_named() -> None:
    """A new one needs a look of its own, if it is no kind of record and not made of others."""
    faulty = {name for broken in FAULTS for name in metadata.tables if f" {name} " in broken}
    contents_and_counters = {"attachment_content", "ledger"}  # here, and in test_checking
    nothing_says = {"device_state", "numbering"}  # when a phone was heard of; a number that is taken is passed over
    assert {*metadata.tables} == {*schema.TABLES, *DERIVED_TABLES} | faulty | contents_and_counters | nothing_says
