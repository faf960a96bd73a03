"""The installed command and files: what is printed, exported and imported, and what is said when it cannot be."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.estimate import Estimate, EstimateLine
from industrack_tui.cli.guarding import say, say_over, warn
from tests.exchange.offices import empty_desk
from tests.terminal.shell import Shell, failed

NOBODYS_LETTER = "\U000f0f0f"
"""Of private use: no font of any machine has it."""


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_papers_are_printed_by_their_number(shell: Shell, tmp_path: Path) -> None:
    with closing(empty_desk(f"sqlite:///{shell.home / 'a.db'}")) as desk:
        assert isinstance(desk.perform(SaveRecord(Customer(name="Ada"), address="1 Elm St")), Done)
        found = desk.find_customers("ada")[0].id
        lines = (EstimateLine(text=f"Work {NOBODYS_LETTER}x"),)
        estimate = Estimate(number="E-1", customer_id=found, made_on=date(2026, 11, 24), lines=lines)
        assert isinstance(desk.perform(SaveRecord(estimate)), Done)
    text = shell.run("print", "estimate", "E-1", "--db", "a.db")
    assert text.returncode == 0, text.stderr
    assert "Ada" in text.stdout
    file = tmp_path / "estimate.pdf"
    written = shell.run("--db", "a.db", "print", "estimate", "E-1", "--pdf", str(file))
    assert (written.returncode, written.stdout) == (0, f"Wrote Estimate E-1 to {file}.\n")
    assert f"No font here can write {NOBODYS_LETTER}x: squares stand there." in written.stderr
    assert file.read_bytes().startswith(b"%PDF")
    assert "no purchase order 'E-1'" in failed(shell.run("print", "order", "E-1", "--db", "a.db"), 2)


def test_lists_and_calendars_are_exported(shell: Shell) -> None:
    shell.run("demo")
    demo = str(next(shell.home.rglob("demo.sqlite")))
    jobs = shell.run("export", "jobs", "--from", "today", "--to", "today", "--db", demo)
    assert (jobs.returncode, jobs.stderr) == (0, "")
    assert jobs.stdout.startswith("Number,Status,")
    assert all("2026-11-2" in line for line in jobs.stdout.splitlines()[1:])
    assert "Look at" in shell.run("export", "timesheets", "--from", "today", "--db", demo).stdout.splitlines()[0]
    assert "Job total" in shell.run("export", "jobs", "--approved", "--db", demo).stdout.splitlines()[0]
    assert "Wrote 60 customers to" in shell.run("export", "customers", "--out", "customers.xlsx", "--db", demo).stdout
    assert (shell.home / "customers.xlsx").read_bytes().startswith(b"PK")
    again = ("export", "customers", "--out", "customers.xlsx", "--db", demo)
    assert "there is a file of that name already. Add --force to replace it." in failed(shell.run(*again), 2)
    assert shell.run(*again, "--force").returncode == 0
    assert "name it with --out" in failed(shell.run("export", "jobs", "--format", "xlsx", "--db", demo), 2)
    calendar = shell.run("export", "calendar", "--employee", "grace kim", "--db", demo)
    assert calendar.stdout.count("BEGIN:VEVENT") > 5
    assert "no employee" in failed(shell.run("export", "calendar", "--employee", "x", "--db", demo), 2)
    ended = ("export", "calendar", "--employee", "grace kim", "--out", "kim.doc", "--db", demo)
    assert "kim.doc does not end in .ics: name a file that does." in failed(shell.run(*ended), 2)
    late = ("export", "calendar", "--employee", "grace kim", "--from", "fri", "--to", "today", "--db", demo)
    assert "--to must not be before --from" in failed(shell.run(*late), 2)
    assert not list(shell.home.glob(".*.part"))


def test_customers_go_out_and_come_in(shell: Shell) -> None:
    shell.run("demo")
    demo = str(next(shell.home.rglob("demo.sqlite")))
    shell.run("export", "customers", "--out", "c.xlsx", "--db", demo)
    again = shell.run("import", "customers", "c.xlsx", "--db", demo)
    assert again.returncode == 0, again.stderr
    assert "Imported: 0 new, 0 changed, 60 unchanged, 0 bad." in again.stdout
    assert "E-mail as email" in again.stderr
    look = shell.run("import", "customers", "c.xlsx", "--sheet", "Customers", "--db", "new.db", "--dry-run")
    assert "Read c.xlsx as XLSX, sheet Customers: 60 rows.\nWould import: 60 new" in look.stdout
    assert not (shell.home / "new.db").exists()
    assert "no sheet 'X'" in failed(shell.run("import", "customers", "c.xlsx", "--sheet", "X", "--db", demo), 1)
    (shell.home / "bad.csv").write_text("Name,Number\n,K1\nAda,K2\n")
    bad = shell.run("import", "customers", "bad.csv", "--db", demo)
    assert bad.returncode == 1
    assert "line 2, Name: a customer needs a name" in bad.stderr
    assert "Imported: 1 new, 0 changed, 0 unchanged, 1 bad." in bad.stdout
    (shell.home / "map.toml").write_text('name = "m"\n[fields]\nname = "Number"\n')
    mapped = shell.run("import", "customers", "bad.csv", "--map", "map.toml", "--db", demo, "--dry-run")
    assert "Would import: 2 new" in mapped.stdout
    assert "Columns taken" not in mapped.stderr
    assert "leave out --readonly" in failed(shell.run("--readonly", "import", "customers", "c.xlsx", "--db", demo), 2)
    assert "has no column for the customer's name" in failed(
        shell.run("import", "customers", "map.toml", "--db", "new.db"), 1
    )
    assert not (shell.home / "new.db").exists()


def test_items_and_employees_come_in(shell: Shell) -> None:
    shell.run("demo")
    demo = str(next(shell.home.rglob("demo.sqlite")))
    (shell.home / "i.csv").write_text("Item;Art.Nr;Sales price;Qty\nKiln brick;KB-1;2,50;12\n;KB-2;1;\n")
    (shell.home / "map.toml").write_text('name = "m"\n[fields]\nname = "Item"\nsku = "Art.Nr"\nprice = "Sales price"\n')
    look = shell.run("import", "items", "i.csv", "--map", "map.toml", "--db", demo, "--dry-run")
    assert "Would import: 1 new, 0 changed, 0 unchanged, 1 bad.\nNew: 1 item (Kiln brick)." in look.stdout
    assert "line 3, Item: an item needs a name" in look.stderr
    assert shell.run("import", "items", "i.csv", "--db", demo).returncode == 1
    assert (
        "Imported: 0 new, 0 changed, 1 unchanged, 1 bad." in shell.run("import", "items", "i.csv", "--db", demo).stdout
    )
    (shell.home / "e.csv").write_text("Name,E-mail\nNgozi Okafor,ngozi@x.com\n")
    people = shell.run("import", "employees", "e.csv", "--db", demo)
    assert (people.returncode, "New: 1 employee (Ngozi Okafor)." in people.stdout) == (0, True)
    assert "Name as name" in people.stderr
    assert "1 unchanged" in shell.run("import", "employees", "e.csv", "--db", demo).stdout
    assert "no column for the name of an employee" in failed(
        shell.run("import", "employees", "map.toml", "--db", demo), 1
    )


def test_interrupted_import_of_customers_is_completed_by_the_next(shell: Shell) -> None:
    lines = "".join(f"K{number},Customer {number}\n" for number in range(5_000))
    (shell.home / "c.csv").write_text(f"Number,Name\n{lines}")
    assert shell.run("new", "--name", "A", "--country", "DE", "--db", "a.db").returncode == 0
    code, told = shell.interrupted("import", "customers", "c.csv", "--db", "a.db")
    assert code == 130, told
    assert "rows\r\nRead c.csv" in told, "at a terminal the report begins under the bar"
    assert told.rstrip().endswith("complete it.")
    done = int(told.split("Imported: ")[1].split(" new")[0].replace(",", ""))
    assert 0 < done < 5_000
    look = shell.run("import", "customers", "c.csv", "--db", "a.db", "--dry-run")
    assert f"Would import: {5_000 - done:,} new, 0 changed, {done:,} unchanged, 0 bad." in look.stdout


def test_one_row_is_one_row(shell: Shell) -> None:
    (shell.home / "c.csv").write_text("Name\nAda\n")
    assert "comma-separated: 1 row.\n" in shell.run("import", "customers", "c.csv", "--db", "a.db", "--dry-run").stdout


def test_a_company_is_founded_by_options(shell: Shell) -> None:
    missing = failed(shell.run("import", "customers", "none.csv", "--db", "a.db"), 1)
    assert "There is no file" in missing
    (shell.home / "customers.csv").write_text("Name\nAda\n", encoding="utf-8")
    refused = failed(shell.run("import", "customers", "customers.csv", "--db", "a.db"), 2)
    assert "There is no company yet. To found a company: industrack new --name NAME --country DE" in refused
    assert "industrack new --name NAME" in failed(shell.run("board", "--db", "a.db"), 1)
    assert not (shell.home / "a.db").exists()
    assert "no country 'Atlantis'" in failed(
        shell.run("new", "--name", "A", "--country", "Atlantis", "--db", "a.db"), 2
    )
    founded = shell.run("new", "--name", "Acme", "--country", "Germany", "--db", "a.db")
    assert founded.returncode == 0, founded.stderr
    assert "Germany, Europe/Berlin, EUR, weeks begin on Mon, times are written 14:30, 3/4 is 3 April." in founded.stdout
    again = failed(shell.run("new", "--name", "B", "--country", "US", "--zone", "America/Chicago", "--db", "a.db"), 2)
    assert "There is a company in" in again
    assert "Fri 3 Apr 2026 | Europe/Berlin" in shell.run("board", "--date", "03/04/2026", "--db", "a.db").stdout
    assert shell.run("import", "customers", "customers.csv", "--db", "a.db").returncode == 0


EVIL = "e\x1b[31mvil\x9b2J\x07\u202e"
"""A name that colors, clears, rings and turns the direction of writing, if it comes to a terminal as it is."""
ASKED = (
    ("export", "customers", "--out", EVIL), ("export", "customers", "--out", f"{EVIL}/no"),
    ("backup", f"{EVIL}.b"), ("backup", "--into", f"{EVIL}.d"), ("backup", f"{EVIL}/no/no"),
    ("restore", f"{EVIL}.b", "--to", "x.db"), ("restore", EVIL, "--to", "y.db"),
    ("import", "customers", EVIL), ("import", "jobs", "jobs.csv", "--map", EVIL),
    ("copy", "--from", "a.db", "--to", f"{EVIL}.c"), ("copy", "--from", f"{EVIL}.no", "--to", "b.db"),
    ("check", EVIL), ("print", "estimate", EVIL), ("print", "dispatch", "--pdf", f"{EVIL}/no"),
    ("--health",), ("--health", "--db", EVIL), ("log", "--db", EVIL), ("--db", EVIL), ("--config", EVIL, "queue"),
    ("board", "--date", EVIL), ("report", EVIL), (EVIL,), (f"--{EVIL}",), ("admin", EVIL),
    ("new", "--name", EVIL, "--country", EVIL), ("new", "--name", EVIL, "--country", "DE", "--db", f"{EVIL}.n"),
)  # fmt: skip


def test_names_of_files_move_no_terminal(shell: Shell) -> None:
    empty_desk(f"sqlite:///{shell.home / 'a.db'}").close()
    for asked in ASKED:
        where = () if {"--db", "--from", "check", "restore"} & set(asked) else ("--db", "a.db")
        ran = shell.run(*asked, *where)
        said = ran.stdout + ran.stderr
        assert said, asked
        assert not set(said) & {"\x1b", "\x9b", "\x07", "\u202e"}, asked


def test_names_within_an_upgrade_and_a_line_that_changes_move_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say_over(f"Reading {EVIL}")
    warn(f"{EVIL}\n  second line")
    say(f"\tWrote {EVIL}")
    told = capsys.readouterr()
    assert told.err == "\rReading e[31mvil2Je[31mvil2J\n  second line\n"
    assert told.out == "\tWrote e[31mvil2J\n"
