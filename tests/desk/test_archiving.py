"""Jobs of long ago go into a file, which is whole before anything is taken out of the office."""

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from industrack_core.desk.archiving import archive_office
from industrack_core.desk.desk import open_desk
from industrack_core.desk.keeping import back_up, restore_backup
from industrack_core.desk.past import past_desk
from industrack_core.desk.reports.reporting import make_report
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import AddJob, DeleteJob, MergeCustomers, Redo, SaveRecord, SetBilling, Undo
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.acts.log import LogQuery
from industrack_core.domain.archives import ToArchive
from industrack_core.domain.errors import PastUnknown, UpgradeStopped, UsageError
from industrack_core.domain.keeping import BackupDamaged
from industrack_core.domain.records.job import Billing, WorkStatus
from industrack_core.domain.records.purchase import PurchaseOrder
from industrack_core.domain.reports.period import Period
from industrack_core.domain.reports.report import ReportQuery
from industrack_core.domain.reports.report_names import Grouping, ReportName
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.reads.exchange_reads import read_founding
from industrack_core.store.store import open_store
from tests.desk.archive_kills import KilledArchive
from tests.desk.office import YES, done, refused
from tests.desk.old_jobs import JOBS, THEN, archived, old_job, worked_in_2025
from tests.store.small_company import ANA, DAY, DISPATCHED, LINDQVIST, MORA, NOW, desk_at, draft, plain_engine, rows


def rewrite(url: str, statement: str, **values: object) -> None:
    """Change something past the program."""
    engine = plain_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


def agree(place: str) -> None:
    """Everything in a database agrees."""
    assert [each.sentence for each in check_database(place, lambda progress: None, contents=True)] == []


def test_jobs_of_before_a_day_are_in_the_file_and_not_in_the_office(company_url: str, tmp_path: Path) -> None:
    jobs, _ = worked_in_2025(company_url)
    stock = rows(company_url, "SELECT * FROM item_stock")
    here = rows(company_url, "SELECT id FROM job ORDER BY id")
    file = tmp_path / "archive-2025.industrack"
    told = archived(company_url, file)
    assert (told.jobs, told.went, told.changed) == (len(jobs), len(jobs), 0)
    left = rows(company_url, "SELECT id FROM job ORDER BY id")
    assert [row[0] for row in here if row not in left] == [job.id for job in jobs]
    assert rows(str(file), "SELECT id FROM job ORDER BY id") == [(job.id,) for job in jobs]
    assert rows(company_url, "SELECT * FROM item_stock") == stock
    agree(company_url)
    agree(str(file))
    with closing(open_desk(str(file), read_only=True)) as desk:
        assert desk.job(jobs[0].id) == jobs[0]
        assert [each.job_id for each in desk.find_jobs(desk.office(), jobs[0].number)] == [jobs[0].id]


def test_the_log_goes_too_and_what_is_left_stands_by_itself(company_url: str, tmp_path: Path) -> None:
    worked_in_2025(company_url)
    founding = rows(company_url, "SELECT act_id FROM journal ORDER BY revision LIMIT 1")
    old = len(rows(company_url, "SELECT 1 FROM journal"))
    file, later = tmp_path / "old.industrack", NOW + timedelta(days=1)
    with closing(desk_at(company_url, clock=lambda: later)) as desk:
        done(desk.perform(DeleteJob(DISPATCHED, 1, accepted=YES)))
        told = archived(company_url, file, ToArchive(JOBS.before_at, int(NOW.timestamp())))
        assert (told.entries, told.went) == (0, 8), "the log is of later: none of it goes"
        file.unlink()
        asked = ToArchive(0, int(later.timestamp()))
        told = archived(company_url, file, asked)
        assert (told.jobs, told.entries, told.entries_went) == (0, old, old)
        assert rows(company_url, "SELECT min(revision) - 1 FROM journal") == [(old,)]
        assert rows(company_url, "SELECT founding_id FROM archive WHERE log_gone > 0") == founding
        assert read_founding_of(company_url) == founding[0][0]
        agree(company_url)
        agree(str(file))
        with closing(open_desk(str(file), read_only=True)) as away:
            assert len(away.log(LogQuery(), 2**31 - 1, 500)) == old + 2
        with pytest.raises(PastUnknown, match=r"^The log begins on"):
            past_desk(desk, NOW)
        done(desk.perform(Undo()))
        assert desk.job(DISPATCHED) is not None
        assert archived(company_url, tmp_path / "more.industrack", asked).entries == 0


def test_what_was_deleted_in_the_log_that_went_is_off_the_list(company_url: str, tmp_path: Path) -> None:
    later = NOW + timedelta(days=1)
    with closing(desk_at(company_url)) as desk:
        made = done(desk.perform(AddJob(draft()))).changes[0]
        done(desk.perform(DeleteJob(made.id, 1, accepted=YES)))
    with closing(desk_at(company_url, clock=lambda: later)) as desk:
        done(desk.perform(DeleteJob(DISPATCHED, 1, accepted=YES)))
    archived(company_url, tmp_path / "old.industrack", ToArchive(0, int(later.timestamp())))
    assert rows(company_url, "SELECT id FROM deletion") == [(-DISPATCHED,)]
    agree(company_url)


def test_a_log_that_does_not_go_on_where_the_archive_ends_is_named(company_url: str, tmp_path: Path) -> None:
    later = NOW + timedelta(days=1)
    with closing(desk_at(company_url, clock=lambda: later)) as desk:
        done(desk.perform(AddJob(draft())))
    archived(company_url, tmp_path / "old.industrack", ToArchive(0, int(later.timestamp())))
    rewrite(company_url, "UPDATE archive SET head = 'x'")
    said = [each.sentence for each in check_database(company_url, lambda progress: None)]
    assert said == ["Entries of the journal that are not as they were written: 1, for example 2 (AddJob by mika)."]
    rewrite(company_url, "DELETE FROM journal_change WHERE revision = 2")
    rewrite(company_url, "DELETE FROM journal WHERE revision = 2")
    lacking = [each.sentence for each in check_database(company_url, lambda progress: None)]
    assert lacking[0] == "Entries that the journal lacks: 1, for example 2."


def read_founding_of(url: str) -> str:
    """The id of the act that founded the company."""
    with closing(open_store(url, read_only=True)) as store, store.reading() as connection:
        return read_founding(connection)


def test_what_asks_for_the_archived_is_told_where_it_is(company_url: str, tmp_path: Path) -> None:
    jobs, item_id = worked_in_2025(company_url)
    with closing(desk_at(company_url)) as desk:
        revision = desk.own_acts()[0].revision
        archived(company_url, tmp_path / "archive-2025.industrack")
        lindqvist = desk.customer(LINDQVIST)
        assert lindqvist is not None
        assert lindqvist.archived == ("5 jobs before 2026 are in archive-2025.industrack.",)
        assert lindqvist.jobs == 0
        number = jobs[-1].number
        assert refused(desk.perform(Undo(revision=revision, chosen=True))) == (
            f"This cannot be taken back any more: {number} is in archive-2025.industrack."
        )
        act = desk.log(LogQuery(act="Archive"), 2**31 - 1, 1)[0]
        assert "What was archived is not taken back" in refused(desk.perform(Undo(revision=act.revision, chosen=True)))
        said = r"^Jobs before 2026 are in archive-2025\.industrack\. There is no board of before: open that file\.$"
        with pytest.raises(PastUnknown, match=said):
            past_desk(desk, THEN + timedelta(days=20))
        with closing(past_desk(desk, NOW)) as past:
            assert past.board(past.office(), DAY, [ANA]).rows is not None
        query = ReportQuery(ReportName.SERVICES, Period(date(2025, 3, 1), date(2025, 3, 31)), Grouping.TYPE)
        worked = replace(query, name=ReportName.UTILISATION, grouping=Grouping.WEEK)
        assert [make_report(desk, desk.office(), each).basis[-1] for each in (query, worked)] == [
            "Jobs before 2026 are in archive-2025.industrack. They are not counted.",
            "Jobs before 2026 are in archive-2025.industrack. Of them only reported times count.",
        ]
        moves = desk.stock_moves(item_id)
        assert {each.number for each in moves if each.cause == "job"} == {job.number for job in jobs}
        assert desk.job_numbered(number) == jobs[-1].id
    with (
        closing(open_desk(str(tmp_path / "archive-2025.industrack"), read_only=True)) as away,
        closing(past_desk(away, NOW)) as past,
    ):
        assert past.job(jobs[0].id) == jobs[0]


def test_what_nobody_is_done_with_stays(company_url: str, tmp_path: Path) -> None:
    worked_in_2025(company_url, 2)
    with closing(desk_at(company_url, clock=lambda: THEN)) as desk:
        approved = old_job(desk, 4, Billing.APPROVED)
        ordered = old_job(desk, 5)
        done(desk.perform(SaveRecord(PurchaseOrder(number="P9", vendor="V", job_id=ordered.id))))
    told = archived(company_url, tmp_path / "old.industrack")
    assert told.went == 2
    left = {row[0] for row in rows(company_url, "SELECT id FROM job")}
    assert {approved.id, ordered.id} <= left


def test_what_changed_since_the_file_was_written_stays(company_url: str, tmp_path: Path) -> None:
    jobs, _ = worked_in_2025(company_url, 3)
    file = tmp_path / "old.industrack"
    leave = Upgrade(lambda told: leave.stop() if told.what == "Taking jobs out" else None)
    with pytest.raises(UpgradeStopped):
        archive_office(company_url, file, JOBS, at=NOW, leave=leave)
    with closing(desk_at(company_url)) as desk:
        job = desk.job(jobs[1].id)
        assert job is not None
        done(desk.perform(SetBilling(job.id, job.version, Billing.APPROVED, accepted=YES)))
    with pytest.raises(UsageError, match=r"old.industrack is not finished"):
        archived(company_url, tmp_path / "other.industrack")
    told = archived(company_url, file)
    assert (told.jobs, told.went, told.changed, told.resumed) == (3, 2, 1, True)
    assert jobs[1].id in {row[0] for row in rows(company_url, "SELECT id FROM job")}
    agree(company_url)
    assert archived(company_url, file).went == 0


def test_only_that_archive_is_gone_on_with(company_url: str, tmp_path: Path) -> None:
    worked_in_2025(company_url, 2)
    file = tmp_path / "old.industrack"
    back_up(company_url, file, at=NOW, leave=Upgrade())
    with pytest.raises(UsageError, match="which is no archive"):
        archived(company_url, file)
    file.unlink()
    assert archived(company_url, file).went == 2
    with pytest.raises(UsageError, match="of before another day"):
        archived(company_url, file, ToArchive(JOBS.before_at - 1440))
    changed = tmp_path / "changed.industrack"
    changed.write_bytes(file.read_bytes())
    with closing(sqlite3.connect(changed)) as damaged, damaged:
        damaged.execute("UPDATE job SET note = 'x'")
    with pytest.raises(BackupDamaged):
        archived(company_url, changed)


def test_two_archives_have_no_job_twice(company_url: str, tmp_path: Path) -> None:
    worked_in_2025(company_url, 2)
    file = tmp_path / "first.industrack"
    leave = Upgrade(lambda told: leave.stop() if file.exists() else None)
    with pytest.raises(UpgradeStopped):
        archive_office(company_url, file, JOBS, at=NOW, leave=leave)
    second, later = tmp_path / "second.industrack", NOW + timedelta(minutes=1)
    assert archive_office(company_url, second, JOBS, at=later, leave=Upgrade()).went == 2
    with pytest.raises(UsageError, match="Something else was archived since"):
        archived(company_url, file)


def test_an_archive_is_not_put_in_an_offices_place(company_url: str, tmp_path: Path) -> None:
    worked_in_2025(company_url, 1)
    archived(company_url, tmp_path / "old.industrack")
    with pytest.raises(UsageError, match="is an archive, and not all of an office"):
        restore_backup(tmp_path / "old.industrack", f"sqlite:///{tmp_path / 'to.db'}", at=NOW, leave=Upgrade())


def test_imported_jobs_that_are_archived_do_not_come_again(company_url: str, tmp_path: Path) -> None:
    row = ImportedJob(key="A-1", customer="Lindqvist", customer_number="C1", starts_at=THEN, status=WorkStatus.DECLINED)
    with closing(desk_at(company_url)) as desk:
        done(desk.perform(ImportJobs((row,), "x.csv", "b")))
        assert archived(company_url, tmp_path / "old.industrack").went == 1
        told = done(desk.perform(ImportJobs((replace(row, note="again"),), "x.csv", "b")))
        assert [each.text for each in told.warnings] == ["the job is in an archive, so the row was left out"]
    assert rows(company_url, "SELECT count(*) FROM job WHERE external_key = 'A-1'") == [(0,)]


def test_no_job_gets_the_number_of_one_that_is_archived(company_url: str, tmp_path: Path) -> None:
    number = worked_in_2025(company_url, 1)[0][0].number
    row = ImportedJob(key="A-1", number=number, customer="Lindqvist", customer_number="C1", starts_at=NOW)
    with closing(desk_at(company_url)) as desk:
        archived(company_url, tmp_path / "old.industrack")
        said = refused(desk.perform(AddJob(draft(number=number), accepted=YES)))
        assert said == f"There is a job {number} already."
        assert refused(desk.perform(ImportJobs((row,), "x.csv", "b"))) == f"The number {number} is another job's."


def test_a_merged_customer_has_the_archived_jobs_of_both(company_url: str, tmp_path: Path) -> None:
    worked_in_2025(company_url)
    told = {5: ("5 jobs before 2026 are in old.industrack.",), 8: ("8 jobs before 2026 are in old.industrack.",)}
    with closing(desk_at(company_url, clock=lambda: THEN + timedelta(days=20))) as desk:
        archived(company_url, tmp_path / "old.industrack")
        gone, into = desk.customer(MORA), desk.customer(LINDQVIST)
        assert gone is not None
        assert into is not None
        assert into.archived == told[5]
        merge = MergeCustomers(MORA, gone.customer.version, LINDQVIST, into.customer.version)
        done(desk.perform(merge))
        assert [each.archived for each in (desk.customer(LINDQVIST),) if each] == [told[8]]
        done(desk.perform(Undo()))
        assert [each.archived for each in (desk.customer(LINDQVIST),) if each] == [told[5]]
        done(desk.perform(Redo(accepted=YES)))
        assert [each.archived for each in (desk.customer(LINDQVIST),) if each] == [told[8]]
    archived(company_url, tmp_path / "log.industrack", ToArchive(0, int(NOW.timestamp())))
    with closing(desk_at(company_url)) as desk:
        assert [each.archived for each in (desk.customer(LINDQVIST),) if each] == [told[8]]
    agree(company_url)


def test_an_archived_row_with_its_number_does_not_stop_an_import(company_url: str, tmp_path: Path) -> None:
    row = ImportedJob(
        key="A-1", number="77", customer="Lindqvist", customer_number="C1", starts_at=THEN, status=WorkStatus.DECLINED
    )
    with closing(desk_at(company_url)) as desk:
        done(desk.perform(ImportJobs((row,), "x.csv", "b")))
        archived(company_url, tmp_path / "old.industrack")
        told = done(desk.perform(ImportJobs((row, replace(row, key="A-2", number="78")), "x.csv", "b")))
        assert [each.text for each in told.warnings] == ["the job is in an archive, so the row was left out"]


def test_nothing_is_lost_when_it_is_killed(company_url: str, tmp_path: Path) -> None:
    killed = KilledArchive(company_url, tmp_path / "old.industrack", 100)
    killed.run(random.Random(18), 2, 2.0)
    assert killed.faults == []
    assert killed.taking, "killed while it takes something out"
