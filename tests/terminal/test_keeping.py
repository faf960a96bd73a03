"""`industrack backup` and `industrack restore`: one line for what was done, one sentence for what was not."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from industrack_tui.cli.keeping import told_size
from tests.terminal.shell import Shell, failed


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_a_company_is_backed_up_opened_and_restored(shell: Shell, sqlite_company: str, postgres_url: str) -> None:
    wrote = shell.run("backup", "office.industrack", "--db", sqlite_company)
    assert wrote.returncode == 0, wrote.stderr
    line = r"Wrote office\.industrack: revision 1, \d+ rows, 0 attached files, \d+ kB, \d+\.\d s\.\n"
    assert re.fullmatch(line, wrote.stdout)
    assert "--force" in failed(shell.run("backup", "office.industrack", "--db", sqlite_company), 2)
    assert '"Boiler"' in shell.run("jobs", "--json", "--db", "office.industrack").stdout
    checked = shell.run("check", "office.industrack", "--contents", "--json")
    assert (checked.returncode, checked.stdout) == (0, "")
    restored = shell.run("restore", "office.industrack", "--to", postgres_url)
    assert re.fullmatch(
        r"Restored office\.industrack: revision 1, \d+ rows, 0 attached files, \d+\.\d s\.\n", restored.stdout
    )
    assert shell.run("jobs", "--json", "--db", postgres_url).stdout == shell.run(
        "jobs", "--json", "--db", sqlite_company
    ).stdout  # fmt: skip
    assert "already" in failed(shell.run("restore", "office.industrack", "--to", postgres_url), 2)
    assert "--replace" in failed(shell.run("restore", "office.industrack", "--to", sqlite_company), 2)
    replaced = shell.run("restore", "office.industrack", "--to", sqlite_company, "--replace")
    assert replaced.stdout.startswith("What was there is ")


def test_the_last_ending_of_a_backup_counts(shell: Shell, sqlite_company: str) -> None:
    assert shell.run("backup", "office.db.gz", "--db", sqlite_company).returncode == 0
    assert (shell.home / "office.db.gz").read_bytes()[:2] == b"\x1f\x8b"
    assert shell.run("restore", "office.db.gz", "--to", "again.db").returncode == 0
    for name in ("a.tar.gz", "a.tar", "a.tgz", "a.ZIP", "a.doc", "a.csv"):
        said = failed(shell.run("backup", name, "--db", sqlite_company), 2)
        assert "name it a.industrack, or a.industrack.gz for a compressed one." in said
        assert not (shell.home / name).exists()
    for name, why in (("a.industrack.gz", "not compressed"), ("a.industrack.tar.gz", "no .tar")):
        said = failed(shell.run("archive", name, "--before", "1/1/2026", "--db", sqlite_company), 2)
        assert f"An archive is {why}: name it a.industrack." in said
    assert "ends in neither .csv nor .xlsx" in failed(shell.run("export", "customers", "--out", "csv"), 2)


def test_what_cannot_be_backed_up_or_restored_is_told_in_a_sentence(shell: Shell, sqlite_company: str) -> None:
    assert "There is no database at" in failed(shell.run("backup", "a", "--db", "missing.db"), 1)
    assert "There is no file" in failed(shell.run("restore", "missing", "--to", "b.db"), 1)
    assert "leave out --db" in failed(shell.run("restore", "a", "--to", "b.db", "--db", sqlite_company), 2)
    assert "leave out --readonly" in failed(shell.run("restore", "a", "--to", "b.db", "--readonly"), 2)
    assert "No such file" in failed(shell.run("backup", "no/folder/a", "--db", sqlite_company), 2)
    assert "device" in failed(shell.run("backup", "/dev/null", "--force", "--db", sqlite_company), 2)
    whole = sqlite_company.removeprefix("sqlite:///")
    for name in (whole, f"{whole}-wal"):
        assert "a company's database" in failed(shell.run("backup", name, "--force", "--db", sqlite_company), 2)
        assert "a company's database" in failed(
            shell.run("export", "customers", "--out", name, "--format", "csv", "--force", "--db", sqlite_company), 2
        )
    for command in (["backup", "~nobody-here/a"], ["restore", "~nobody-here/a", "--to", "b.db"]):
        assert "There is no user nobody-here here" in failed(shell.run(*command), 2)
    assert "There is no user nobody-here here" in failed(shell.run("board", "--db", "~nobody-here/a.db"), 2)
    for command in (["backup", "\udcff.db"], ["restore", "a", "--to", "\udcff.db"], ["board", "--db", "\udcff.db"]):
        assert "is not UTF-8" in failed(shell.run(*command), 2)
    assert not list(shell.home.glob("*a*.part"))


@pytest.mark.parametrize(("size", "told"), [(999, "999 bytes"), (1000, "1 kB"), (134_200_000, "134 MB")])
def test_sizes_are_told_in_a_unit_that_people_read(size: int, told: str) -> None:
    assert told_size(size) == told


def test_a_folder_of_backups_is_kept_small(shell: Shell, sqlite_company: str) -> None:
    wrote = shell.run("backup", "--into", "nights", "--keep", "1d", "--db", sqlite_company)
    assert wrote.stdout.startswith("Wrote nights/backup-"), wrote.stderr
    assert "Write for example 7d,4w,12m" in failed(shell.run("backup", "--into", "nights", "--keep", "7"), 2)
    assert "or --into FOLDER" in failed(shell.run("backup"), 2)
    assert "or --into FOLDER" in failed(shell.run("backup", "a", "--into", "nights"), 2)
    assert "for a single FILE" in failed(shell.run("backup", "--into", "nights", "--gzip"), 2)
    assert "--into FOLDER" in failed(shell.run("backup", "a", "--keep", "7d"), 2)


def test_a_company_is_copied_to_a_server(shell: Shell, sqlite_company: str, postgres_url: str) -> None:
    copied = shell.run("copy", "--from", sqlite_company, "--to", postgres_url)
    assert copied.returncode == 0, copied.stderr
    first, second = copied.stdout.splitlines()
    assert re.search(r": revision 1, \d+ rows, 0 attached files, \d+\.\d s\.$", first)
    assert second == f"{sqlite_company} is closed: who has it open is told where the office goes on."
    assert '"Boiler"' in shell.run("jobs", "--json", "--db", postgres_url).stdout
    again = shell.run("copy", "--from", sqlite_company, "--to", postgres_url, "--give-up")
    assert again.stdout == f"{sqlite_company} is open again.\n"
    live = shell.run("copy", "--from", sqlite_company, "--to", "new.db", "--live")
    assert "stays open: what is done there after revision 1 is not in the copy" in live.stdout
    assert "leave out --db" in failed(shell.run("copy", "--from", "a", "--to", "b", "--db", "c"), 2)
    assert "not allowed with" in failed(shell.run("copy", "--from", "a", "--to", "b", "--resume", "--give-up"), 2)


def test_a_backup_lets_those_who_work_go_first(tmp_path: Path, sqlite_company: str) -> None:
    written = f"run(['backup', {str(tmp_path / 'a')!r}, '--db', {sqlite_company!r}])"
    program = f"import os; from industrack_tui.cli.program import run; assert {written} == 0; print(os.nice(0))"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert int(told.split()[-1]) == min(19, os.nice(0) + 10)
