"""`industrack upgrade` and `industrack check`, and what scripts say of a database of an older version."""

import re
from pathlib import Path

import pytest

from industrack_core.domain.upgrade import Progress
from industrack_core.store.engine.engine import database_place
from industrack_core.store.engine.schema_state import HEAD
from industrack_tui.cli.upkeep import progress
from tests.store.old_office import office_of_0_3
from tests.store.small_company import rows
from tests.terminal.shell import Shell, failed


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_scripts_say_what_to_do_and_upgrade_does_it(shell: Shell, sqlite_url: str) -> None:
    office_of_0_3(sqlite_url)
    rows = shell.home / "rows.csv"
    rows.write_text("Name\nMora\n")
    scripts = (
        ("jobs", "--json"), ("export", "customers"), ("print",), ("import", "customers", str(rows)),
    )  # fmt: skip
    for script in scripts:
        sentence = failed(shell.run(*script, "--db", sqlite_url), 1)
        assert "was written by an older version of the program: run industrack upgrade" in sentence
    assert "upgrade brings it up to date" in shell.run("--health", "--db", sqlite_url).stdout
    done = shell.run("upgrade", "--db", sqlite_url)
    assert done.returncode == 0
    assert "was brought up to date" in done.stdout
    assert "Changing the tables" in done.stderr
    assert "is up to date" in shell.run("upgrade", "--db", sqlite_url).stdout
    assert shell.run("export", "customers", "--db", sqlite_url).returncode == 0


def test_a_dry_run_says_what_an_upgrade_would_do_and_changes_nothing(shell: Shell, database_url: str) -> None:
    office_of_0_3(database_url)
    before = {each.name: each.read_bytes() for each in files_of(database_url)}
    told = shell.run("upgrade", "--dry-run", "--db", database_url)
    assert (told.returncode, told.stderr) == (0, "")
    path, copy = database_place(database_url).path, f".before-{HEAD}-from-0003"
    assert re.search(rf" would be brought up to date, from schema 0003 to {HEAD}: [1-9]\d* rows", told.stdout)
    assert (f"{path}{copy}." if path is not None else "pg_dump --format=custom") in told.stdout
    assert {each.name: each.read_bytes() for each in files_of(database_url)} == before
    assert rows(database_url, "SELECT version_num FROM alembic_version") == [("0003",)]
    assert shell.run("upgrade", "--yes", "--db", database_url).returncode == 0
    assert path is None or path.with_name(path.name + copy).exists()
    again, label = shell.run("upgrade", "--dry-run", "--db", database_url), database_place(database_url).label
    assert (again.returncode, again.stdout) == (0, f"{label} is up to date (schema {HEAD}).\n")


def test_a_dry_run_makes_no_database(shell: Shell) -> None:
    assert "There is no database at" in failed(shell.run("upgrade", "--dry-run", "--db", "none.db"), 1)
    assert not list(shell.home.glob("none.db*"))


def files_of(url: str) -> list[Path]:
    """What lies in the folder of a database that is a file."""
    path = database_place(url).path
    return sorted(path.parent.glob(f"{path.name}*")) if path is not None else []


def test_a_server_is_upgraded_by_scripts_that_say_yes(shell: Shell, postgres_url: str) -> None:
    office_of_0_3(postgres_url)
    refused = shell.run("upgrade", "--db", postgres_url)
    assert refused.returncode == 2
    assert "pg_dump --format=custom" in refused.stderr
    assert "industrack upgrade --yes" in refused.stderr
    assert shell.run("upgrade", "--yes", "--db", postgres_url).returncode == 0
    assert shell.run("jobs", "--json", "--db", postgres_url).returncode == 0


@pytest.mark.parametrize(
    ("small", "lines"),
    [(False, ["a: 1 of 9", "b: 1 of 9", "c: 1 of 9", "c: 3 of 9"]), (True, ["c: 2 of 9", "c: 4 of 9"])],
)
def test_without_a_terminal_small_steps_have_no_line_of_their_own(
    capsys: pytest.CaptureFixture[str], small: bool, lines: list[str]
) -> None:
    seconds = 100.0
    tell = progress(in_small_steps=small, clock=lambda: seconds)
    for passed, what, done in (
        (0.5, "a", 1),
        (0.5, "b", 1),
        (0.5, "c", 1),
        (0.6, "c", 2),
        (1.5, "c", 3),
        (0.6, "c", 4),
    ):
        seconds += passed
        tell(Progress(what, done, 9))
    assert [line.partition(" (")[0] for line in capsys.readouterr().err.splitlines()] == lines


def test_check_says_what_differs_and_repair_mends_it(shell: Shell, sqlite_company: str) -> None:
    agrees = shell.run("check", "--db", sqlite_company)
    assert (agrees.returncode, agrees.stdout) == (0, "Everything agrees.\n")
    rows(sqlite_company, "DELETE FROM customer_word WHERE word = 'lindqvist'")
    differs = shell.run("check", "--db", sqlite_company)
    assert differs.returncode == 1
    assert differs.stdout == "Words of customers: 1 differs, for example lindqvist 13 is missing.\n"
    assert "industrack check --repair" in differs.stderr
    mended = shell.run("check", "--repair", "--db", sqlite_company)
    assert mended.returncode == 0
    assert mended.stdout.endswith("What differed was made anew.\n")
    assert shell.run("check", "--db", sqlite_company).returncode == 0
    rows(sqlite_company, "DELETE FROM customer_word WHERE word = 'lindqvist'")
    rows(sqlite_company, "UPDATE job SET status = 'dancing' WHERE number = '12'")
    damaged = shell.run("check", "--repair", "--db", sqlite_company)
    assert damaged.returncode == 1
    assert damaged.stdout == (
        "Job 12 (id 19): its status cannot be read.\n"
        "Words of customers: 1 differs, for example lindqvist 13 is missing.\n"
        "Sums of days: 2 differ, for example 4 2026-11-23 started 1 120 is too much; 4 2026-11-23 dancing 1 120 is"
        " missing.\n"
        "The stock was not compared: jobs or orders that it is counted from cannot be read.\n"
        "Sums of jobs: 1 differs, for example 2026-11-23 13:00 UTC.\n"
        "What differed was made anew.\n"
    )
    assert "no repair can make it" in damaged.stderr
