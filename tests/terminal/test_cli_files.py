"""The installed command and files: what is printed, exported and imported, and what is said when it cannot be."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from industrack_core.domain.acts import SaveRecord
from industrack_core.domain.customer import Customer
from industrack_core.domain.estimate import Estimate, EstimateLine
from industrack_core.domain.outcomes import Done
from tests.exchange.offices import empty_desk
from tests.terminal.shell import Shell, failed


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_papers_are_printed_by_their_number(shell: Shell, tmp_path: Path) -> None:
    with closing(empty_desk(f"sqlite:///{shell.home / 'a.db'}")) as desk:
        assert isinstance(desk.perform(SaveRecord(Customer(name="Ada"), address="1 Elm St")), Done)
        found = desk.find_customers("ada")[0].id
        lines = (EstimateLine(text="Work"),)
        estimate = Estimate(number="E-1", customer_id=found, made_on=date(2026, 11, 24), lines=lines)
        assert isinstance(desk.perform(SaveRecord(estimate)), Done)
    text = shell.run("print", "estimate", "E-1", "--db", "a.db")
    assert text.returncode == 0, text.stderr
    assert "Ada" in text.stdout
    file = tmp_path / "estimate.pdf"
    assert "Wrote Estimate E-1" in shell.run("--db", "a.db", "print", "estimate", "E-1", "--pdf", str(file)).stdout
    assert file.read_bytes().startswith(b"%PDF")
    assert "no purchase order 'E-1'" in failed(shell.run("print", "order", "E-1", "--db", "a.db"), 2)


def test_lists_and_calendars_are_exported(shell: Shell) -> None:
    shell.run("demo")
    demo = str(next(shell.home.rglob("demo.sqlite")))
    jobs = shell.run("export", "jobs", "--from", "today", "--to", "today", "--db", demo)
    assert (jobs.returncode, jobs.stderr) == (0, "")
    assert jobs.stdout.startswith("Number,Status,")
    assert all("2026-11-2" in line for line in jobs.stdout.splitlines()[1:])
    assert "Job total" in shell.run("export", "jobs", "--approved", "--db", demo).stdout.splitlines()[0]
    for kind in ("jobs", "customers", "estimates", "inventory"):
        assert "Wrote " in shell.run("export", kind, "--out", f"{kind}.xlsx", "--db", demo).stdout
        assert (shell.home / f"{kind}.xlsx").read_bytes().startswith(b"PK")
    again = ("export", "customers", "--out", "customers.xlsx", "--db", demo)
    assert "there is a file of that name already. Add --force to replace it." in failed(shell.run(*again), 2)
    assert shell.run(*again, "--force").returncode == 0
    assert "name it with --out" in failed(shell.run("export", "jobs", "--format", "xlsx", "--db", demo), 2)
    calendar = shell.run("export", "calendar", "--employee", "grace kim", "--db", demo)
    assert calendar.stdout.count("BEGIN:VEVENT") > 5
    assert "no employee" in failed(shell.run("export", "calendar", "--employee", "x", "--db", demo), 2)
    late = ("export", "calendar", "--employee", "grace kim", "--from", "fri", "--to", "today", "--db", demo)
    assert "--to must not be before --from" in failed(shell.run(*late), 2)
    assert not list(shell.home.glob(".*.part"))
