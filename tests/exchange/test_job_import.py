"""Imports: what goes in, what stays out and why, and that a second time changes nothing."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import EditJob, Undo
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.time.span import day_span
from industrack_core.exchange.imports import job_import
from industrack_core.exchange.imports.import_report import ImportFailed, ImportReport
from industrack_core.exchange.imports.job_import import CHUNK, open_jobs
from industrack_core.exchange.imports.job_map import JobMap
from industrack_core.exchange.imports.job_map_check import load_job_map
from industrack_core.exchange.imports.pace import FIRST
from tests.exchange.offices import MADE, PLAIN_MAP, csv_file, empty_desk, plain_map

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "nyc311-2011-03-01-a.csv"


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    with closing(empty_desk(sqlite_url)) as opened:
        yield opened


def jobs_of(desk: Desk) -> dict[str, Job]:
    listed = [listed.job for listed in desk.jobs()]
    waiting = [desk.job(entry.job_id) for entry in desk.queue().entries]
    return {job.external_key or "": job for job in [*listed, *waiting] if job is not None}


def import_jobs(desk: Desk | None, path: Path, job_map: JobMap, **options: Any) -> ImportReport:
    """Open the file at `path` and import it."""
    with open_jobs(path, job_map) as jobs:
        return job_import.import_jobs(desk, jobs, **options)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, len(report.bad)


def test_nyc311_twice_on_both_engines(database_url: str) -> None:
    nyc311 = load_job_map("nyc311")
    with closing(empty_desk(database_url)) as desk:
        assert counts(import_jobs(desk, MADE, nyc311)) == (5, 0, 0, 0)
        revision = desk.revision()
        assert counts(import_jobs(desk, MADE, nyc311)) == (0, 0, 5, 0)
        assert desk.revision() == revision
        jobs = jobs_of(desk)
        office = desk.office()
        assert [employee.name for employee in office.employees] == ["DOT", "DPR", "NYPD"]
        done, street, quoted, tree, noted = (jobs[f"nyc311-9000000{number}"] for number in range(1, 6))
    assert done.starts_at == datetime(2011, 3, 2, 4, 27, tzinfo=UTC)
    assert (done.status, street.status, quoted.status) == (
        WorkStatus.COMPLETED, WorkStatus.NOT_STARTED, WorkStatus.COMPLETED,
    )  # fmt: skip
    assert done.minutes == 60
    assert done.description == "Loud Music/Party, Residential Building/House"
    assert tree.description == "Blocking Sign"
    assert noted.note == "First line.\nSecond line."


def test_nyc311_customers_and_places_are_found(desk: Desk) -> None:
    import_jobs(desk, MADE, load_job_map("nyc311"))
    assert [match.name for match in desk.find_customers("quoted road")] == ["02 BROOKLYN"]
    assert [match.name for match in desk.find_customers("example sample")] == ["05 MANHATTAN"]
    assert [match.name for match in desk.find_customers("new york city")] == ["New York City"]


def test_new_service_types_have_colors(desk: Desk) -> None:
    import_jobs(desk, MADE, load_job_map("nyc311"))
    office = desk.office()
    assert all(office.hue(None, kind.id) for kind in office.service_types if kind.name.startswith(("Noise", "Street")))


def test_one_night_of_requests(desk: Desk) -> None:
    """The real export where it is at hand, else the made one: all of it goes in, and nothing the second time."""
    file = REAL if REAL.exists() else MADE
    first = import_jobs(desk, file, load_job_map("nyc311"))
    second = import_jobs(desk, file, load_job_map("nyc311"))
    assert counts(first) == (first.rows, 0, 0, 0)
    assert counts(second) == (0, 0, first.rows, 0)
    office = desk.office()
    board = desk.board(office, day_span(datetime(2011, 3, 2, tzinfo=UTC).date(), office.zone),
                       [employee.id for employee in office.employees])  # fmt: skip
    assert max(len(row.lanes) for row in board.rows) >= (20 if file == REAL else 2)


def test_dry_run_writes_nothing_and_says_what_would_be(desk: Desk, tmp_path: Path) -> None:
    plain = plain_map(tmp_path)
    import_jobs(desk, csv_file(tmp_path, "1,Ada,Bo,fix,,2026-11-24 09:00", "2,Ada,Bo,fix,,2026-11-24 10:00"), plain)
    revision = desk.revision()
    changed = csv_file(tmp_path, "1,Ada,Bo,fix,,2026-11-24 09:00", "2,Ada,Bo,mend,,2026-11-24 10:00",
                       "3,Ada,Bo,fix,,2026-11-24 11:00", "4,,Bo,fix,,")  # fmt: skip
    report = import_jobs(desk, changed, plain, dry_run=True)
    assert counts(report) == (1, 1, 1, 1)
    assert desk.revision() == revision
    assert counts(import_jobs(None, changed, plain, dry_run=True)) == (3, 0, 0, 1)
    assert counts(import_jobs(desk, changed, plain)) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("9,,Bo,fix,,2026-11-24 09:00", "line 3, Customer: a job needs a customer"),
        (",Ada,Bo,fix,,2026-11-24 09:00", "line 3, Id: empty, but it tells jobs apart"),
        ("9,Ada,Bo,fix,,24.11.2026", 'line 3, When, "24.11.2026": no date and time in a form that the map names'),
        ("9,Ada,Bo,fix,,2026-03-08 02:30", "clocks go from 02:00 to 03:00"),
        ("9,Ada,Bo,fix,,1999-12-31 09:00", "the year is outside 2000 to 2100"),
        ("9,Ada,Bo,fix,,2101-01-01 09:00", "the year is outside 2000 to 2100"),
        (f"9,Ada,Bo,{'x' * 201},,2026-11-24 09:00", "too long: 201 characters, 200 at most"),
        (f"9,Ada,Bo,fix,{'x' * 4001},2026-11-24 09:00", "too long: 4,001 characters, 4,000 at most"),
        (f"9,Ada,Bo,{'x' * 200_000},,2026-11-24 09:00", "too long: 200,000 characters"),
        (f"{'9' * 300},Ada,Bo,fix,,2026-11-24 09:00", "too long"),
        ("9,Ada,Bo,fix", "line 3: 4 cells, but 6 columns"),
        ("1,Ada,Bo,other,,2026-11-24 09:00", 'line 3, "t-1": the same job as in line 2'),
    ],
)
def test_bad_row_is_told_and_the_rest_goes_in(desk: Desk, tmp_path: Path, row: str, told: str) -> None:
    file = csv_file(tmp_path, "1,Ada,Bo,fix,,2026-11-24 09:00", row, "3,Ada,Bo,fix,,2026-11-24 11:00")
    report = import_jobs(desk, file, plain_map(tmp_path))
    assert counts(report) == (2, 0, 0, 1)
    assert told in report.bad[0].sentence
    assert len(report.bad[0].sentence) < 200
    assert set(jobs_of(desk)) == {"t-1", "t-3"}


def test_strict_takes_all_or_nothing_in_one_act(desk: Desk, tmp_path: Path) -> None:
    plain = plain_map(tmp_path)
    good = [f"{number},Ada,Bo,fix,,2026-11-24 09:00" for number in range(CHUNK + 20)]
    revision = desk.revision()
    report = import_jobs(desk, csv_file(tmp_path, *good, "x,,Bo,fix,,"), plain, strict=True)
    assert (report.new, len(report.bad), desk.revision()) == (0, 1, revision)
    report = import_jobs(desk, csv_file(tmp_path, *good), plain, strict=True)
    assert (report.new, desk.revision()) == (CHUNK + 20, revision + 1)


def test_strict_import_refused_by_the_desk_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    plain = plain_map(tmp_path)
    import_jobs(desk, csv_file(tmp_path, "1,Ada,Bo,fix,,2026-11-24 09:00"), plain)
    edit_by_hand(desk, "t-1")
    revision = desk.revision()
    file = csv_file(tmp_path, "1,Ada,Bo,mend,,2026-11-24 09:00", "2,Ada,Bo,fix,,2026-11-24 10:00")
    report = import_jobs(desk, file, plain, strict=True)
    assert "was changed by dora" in report.bad[0].sentence
    assert (report.new, report.changed, desk.revision()) == (0, 0, revision)


def edit_by_hand(desk: Desk, key: str) -> None:
    job = jobs_of(desk)[key]
    draft = JobDraft(customer=job.customer_id, description="by hand", starts_at=job.starts_at, crew=job.crew)
    assert isinstance(desk.perform(EditJob(job.id, job.version, draft)), Done)


def test_job_edited_by_hand_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    plain = plain_map(tmp_path)
    import_jobs(desk, csv_file(tmp_path, "1,Ada,Bo,fix,,2026-11-24 09:00"), plain)
    edit_by_hand(desk, "t-1")
    report = import_jobs(desk, csv_file(tmp_path, "1,Ada,Bo,mend,,2026-11-24 09:00"), plain)
    assert (report.changed, report.left, report.unchanged) == (0, 1, 0)
    assert "was changed by dora" in report.remarks[0].text
    assert jobs_of(desk)["t-1"].description == "by hand"


STATUS_MAP = PLAIN_MAP.replace('note = "Note"', 'status = "Note"')


@pytest.mark.parametrize(
    ("status", "row", "told"),
    [
        ("Completed", "1,Ada,Bo,fix,,2026-11-24 13:00", "job 1001 is Completed: its work is done already. The"),
        ("Completed", "1,Ada,Cy,fix,,2026-11-24 09:00", "its work is done already. The row was left out"),
        ("Completed", "1,Ada,Bo,fix,not_started,2026-11-24 13:00", "its work is done already"),
        ("Started", "1,Ada,Bo,fix,,2026-11-24 13:00", "job 1001 is Started: its crew is at it already. The"),
        ("Started", "1,Ada,,fix,,2026-11-24 09:00", "job 1001 is Started: it cannot go back to the queue. The"),
        ("Paused", "1,Ada,Cy,mend,,2026-11-24 09:00", "its crew is at it already"),
    ],
)
def test_work_that_is_done_or_under_way_is_not_moved_by_a_file(
    desk: Desk, tmp_path: Path, status: str, row: str, told: str
) -> None:
    plain = plain_map(tmp_path, STATUS_MAP)
    import_jobs(desk, csv_file(tmp_path, f"1,Ada,Bo,fix,{status},2026-11-24 09:00"), plain)
    was = jobs_of(desk)["t-1"]
    for options in ({"dry_run": True}, {"strict": True}, {}):
        report = import_jobs(desk, csv_file(tmp_path, row), plain, **options)
        if "strict" in options:
            assert told in report.bad[0].reason
        else:
            assert (report.changed, report.left, report.unchanged) == (0, 1, 0)
            assert told in report.remarks[0].text
        assert jobs_of(desk)["t-1"] == was
    assert [employee.name for employee in desk.office().employees] == ["Bo"]


def test_what_the_state_permits_goes_in_from_a_file(desk: Desk, tmp_path: Path) -> None:
    plain = plain_map(tmp_path, STATUS_MAP)
    import_jobs(desk, csv_file(tmp_path, "1,Ada,Bo,fix,,2026-11-24 09:00"), plain)
    moved_and_done = "1,Ada,Cy,fix,Completed,2026-11-24 13:00"
    assert import_jobs(desk, csv_file(tmp_path, moved_and_done), plain).changed == 1
    assert import_jobs(desk, csv_file(tmp_path, moved_and_done.replace("fix", "mended")), plain).changed == 1
    job = jobs_of(desk)["t-1"]
    assert (job.description, job.status) == ("mended", WorkStatus.COMPLETED)


def test_time_that_comes_twice_is_the_first_and_noted(desk: Desk, tmp_path: Path) -> None:
    report = import_jobs(desk, csv_file(tmp_path, "1,Ada,Bo,fix,,2026-11-01 01:30"), plain_map(tmp_path))
    assert report.remarks[0].line == 2
    assert "comes twice" in report.remarks[0].text
    assert jobs_of(desk)["t-1"].starts_at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_blank_start_and_blank_employee_go_to_the_queue(desk: Desk, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "1,Ada,Bo,fix,,", "2,Ada,,fix,,2026-11-24 09:00")
    assert counts(import_jobs(desk, file, plain_map(tmp_path))) == (2, 0, 0, 0)
    assert {entry.lacks for entry in desk.queue().entries} == {"no time", "no crew"}


def test_hostile_texts_are_cleaned(desk: Desk, tmp_path: Path) -> None:
    file = csv_file(tmp_path, '1,Ada [b],Bo,"\x1b[31mred\u202e\x07 [/b]","a\x1b]8;;x\nb",2026-11-24 09:00')
    import_jobs(desk, file, plain_map(tmp_path))
    job = jobs_of(desk)["t-1"]
    assert (job.description, job.note) == ("[31mred [/b]", "a]8;;x\nb")


def test_end_column_gives_the_duration(desk: Desk, tmp_path: Path) -> None:
    text = PLAIN_MAP.replace("start =", 'duration = { minutes = 30, end_columns = ["Note"], longest = 240 }\nstart =')
    file = csv_file(tmp_path, "1,A,B,x,2026-11-24 10:30,2026-11-24 09:00",
                    "2,A,B,x,,2026-11-24 09:00",
                    "3,A,B,x,2026-12-24 09:00,2026-11-24 09:00",
                    "4,A,B,x,2026-11-24 08:00,2026-11-24 09:00")  # fmt: skip
    report = import_jobs(desk, file, plain_map(tmp_path, text))
    assert {key: job.minutes for key, job in jobs_of(desk).items()} == {"t-1": 90, "t-2": 30, "t-3": 240}
    assert "the end is not after the start" in report.bad[0].sentence


def test_value_tables_constants_joins_and_conditions(desk: Desk, tmp_path: Path) -> None:
    text = """
name = "test"
zone = "Europe/Berlin"
key = { columns = ["Id", "Who"] }
start = { columns = ["When"], formats = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M%z"] }
[fields]
customer = { columns = ["Customer", "Who"], separator = " / ", blank = ["n/a"] }
service_type = { constant = "Imported" }
priority = { column = "What", values = { urgent = "high" }, default = "low" }
status = { column = "Note", values = { ja = "completed" } }
[[when]]
column = "Note"
equals = "NEIN"
set = { status = "declined" }
[[when]]
column = "Note"
is = "blank"
set = { status = "started", description = "no note" }
"""
    file = csv_file(tmp_path, "1,Ada,Bo,URGENT,JA,2026-11-24 09:00", "2,Ada,N/A,x,,2026-11-24T09:00-0500",
                    "3,Ada,Bo,x,maybe,2026-11-24 09:00", "4,Ada,Bo,x,nein,2026-11-24 09:00")  # fmt: skip
    report = import_jobs(desk, file, plain_map(tmp_path, text))
    jobs = jobs_of(desk)
    assert [bad.sentence for bad in report.bad] == ['line 4, Note, "maybe": the map has no status for it']
    assert jobs["4/Bo"].status is WorkStatus.DECLINED
    assert (jobs["1/Bo"].priority, jobs["1/Bo"].status) == ("high", WorkStatus.COMPLETED)
    assert (jobs["2/N/A"].priority, jobs["2/N/A"].status) == ("low", WorkStatus.STARTED)
    assert jobs["2/N/A"].description == "no note"
    assert jobs["1/Bo"].starts_at == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert jobs["2/N/A"].starts_at == datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
    assert [match.name for match in desk.find_customers("ada bo")] == ["Ada / Bo"]


def test_stopped_import_leaves_whole_chunks_and_is_completed_by_another(desk: Desk, tmp_path: Path) -> None:
    plain, stop = plain_map(tmp_path), Event()
    rows = [f"{number},Ada,Bo,fix,,2026-11-24 09:00" for number in range(3 * FIRST)]
    file = csv_file(tmp_path, *rows)
    report = import_jobs(desk, file, plain, stop=stop, progress=lambda report, done, size: stop.set())
    assert (report.interrupted, report.new) == (True, FIRST)
    assert counts(import_jobs(desk, file, plain)) == (2 * FIRST, 0, FIRST, 0)


def test_one_undo_takes_the_whole_import_back(desk: Desk, tmp_path: Path) -> None:
    rows = [f"{number},Ada,Bo,fix,,2026-11-24 09:00" for number in range(3 * FIRST + 1)]
    import_jobs(desk, csv_file(tmp_path, *rows), plain_map(tmp_path))
    assert isinstance(desk.perform(Undo()), Done)
    assert jobs_of(desk) == {}


def test_progress_reaches_the_end_of_the_file(desk: Desk, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    file = csv_file(tmp_path, *(f"{number},Ada,Bo,fix,,2026-11-24 09:00" for number in range(FIRST + 1)))
    import_jobs(desk, file, plain_map(tmp_path), progress=lambda report, done, size: seen.append((done, size)))
    assert len(seen) == 2
    assert seen[-1] == (file.stat().st_size, file.stat().st_size)


def test_missing_and_doubled_columns_are_named(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "jobs.csv"
    file.write_text("Id,Customer,Who,When,Who\n")
    with pytest.raises(ImportFailed, match="has no columns Note, What, which the map test reads"):
        import_jobs(desk, file, plain_map(tmp_path))
    file.write_text("Id,Customer,Who,When,Who,Note,What\n")
    with pytest.raises(ImportFailed, match="the column Who twice"):
        import_jobs(desk, file, plain_map(tmp_path))


def test_columns_are_found_in_any_capitals(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "jobs.csv"
    file.write_text("Title\nID,CUSTOMER,who,When,note,WHAT,what\n")
    with pytest.raises(ImportFailed, match="the column What twice"):
        import_jobs(desk, file, plain_map(tmp_path))
    file.write_text("Title,\nID,CUSTOMER,who,When,note,WHAT,What\n1,Bo,,,,no,yes\n")
    assert counts(import_jobs(desk, file, plain_map(tmp_path))) == (1, 0, 0, 0)
    assert desk.queue().entries[0].description == "yes"


def test_header_alone_imports_nothing(desk: Desk, tmp_path: Path) -> None:
    assert counts(import_jobs(desk, csv_file(tmp_path), plain_map(tmp_path))) == (0, 0, 0, 0)
    assert counts(import_jobs(desk, csv_file(tmp_path), plain_map(tmp_path), strict=True)) == (0, 0, 0, 0)


def test_read_only_desk_says_so(sqlite_url: str, desk: Desk, tmp_path: Path) -> None:
    from industrack_core.desk.desk import open_desk

    with (
        closing(open_desk(sqlite_url, read_only=True)) as reader,
        pytest.raises(ImportFailed, match="read-only"),
    ):
        import_jobs(reader, csv_file(tmp_path, "1,Ada,Bo,fix,,"), plain_map(tmp_path))
