"""`industrack archive`: what goes, what went, and what it does not do."""

import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from industrack_core.domain.acts.acts import SaveRecord
from tests.desk.office import done
from tests.desk.old_jobs import worked_in_2025
from tests.store.small_company import desk_at, rows
from tests.terminal.shell import Shell, failed


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_old_jobs_go_into_a_file_that_opens(shell: Shell, sqlite_company: str) -> None:
    jobs, _ = worked_in_2025(sqlite_company, 2)
    archive = ("archive", "old.industrack", "--before", "1/1/2026", "--db", sqlite_company)
    said = "2 jobs before 2026"
    assert shell.run(*archive, "--dry-run").stdout == f"{said} would go. Nothing was written.\n"
    assert len(rows(sqlite_company, "SELECT 1 FROM job")) == 4
    lines = shell.run(*archive).stdout.splitlines()
    assert re.fullmatch(rf"old\.industrack was written: {said}, \d+ kB\.", lines[0])
    assert re.fullmatch(r"Taken out of the office: 2 jobs, no acts of the log, \d+\.\d s\.", lines[1])
    assert f'"{jobs[0].number}"' in shell.run("jobs", "--json", "--from", "1/1/2025", "--db", "old.industrack").stdout
    assert f'"{jobs[0].number}"' not in shell.run("jobs", "--json", "--from", "1/1/2025", "--db", sqlite_company).stdout
    again = shell.run(*archive).stdout.splitlines()
    assert again[1].startswith("Taken out of the office: no jobs, no acts of the log")
    other = ("archive", "other.industrack", "--before", "1/1/2026", "--db", sqlite_company)
    assert shell.run(*other).stdout == "Nothing to archive: no jobs before 2026.\n"
    assert shell.run("log", "--job", jobs[0].number, "--db", sqlite_company).returncode == 0


def test_the_log_goes_as_the_company_keeps_it(shell: Shell, sqlite_company: str) -> None:
    archive = ("archive", "--into", "kept", "--journal", "--db", sqlite_company)
    assert "is kept for ever" in shell.run(*archive).stdout
    with closing(desk_at(sqlite_company)) as desk:
        company = desk.office().company
        done(desk.perform(SaveRecord(replace(company, log_years=2))))
    assert shell.run(*archive).stdout == "Nothing to archive: no acts of the log.\n"


def test_what_makes_no_sense_is_told(shell: Shell, sqlite_company: str) -> None:
    archive = ("archive", "--db", sqlite_company)
    assert "archive FILE, or --into FOLDER" in failed(shell.run(*archive, "--before", "1/1/2026"), 2)
    assert "Say what goes" in failed(shell.run(*archive, "a.industrack"), 2)
    assert "is too near" in failed(shell.run(*archive, "a.industrack", "--before", "tomorrow"), 2)
    assert "--before:" in failed(shell.run(*archive, "a.industrack", "--before", "whenever"), 2)
    assert "leave out --readonly" in failed(shell.run(*archive, "a", "--before", "1/1/2026", "--readonly"), 2)
    worked_in_2025(sqlite_company, 1)
    assert "cannot be written" in failed(shell.run(*archive, "no/folder/a", "--before", "1/1/2026"), 2)
    (folder := Path(sqlite_company.removeprefix("sqlite:///")).with_name("a file")).touch()
    for into in (folder, folder / "in"):
        assert "cannot be written" in failed(shell.run(*archive, "--into", str(into), "--before", "1/1/2026"), 2)
    whole = sqlite_company.removeprefix("sqlite:///")
    assert "is no backup" in failed(shell.run(*archive, whole, "--before", "1/1/2026"), 1)
