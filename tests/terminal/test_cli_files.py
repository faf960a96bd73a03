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
