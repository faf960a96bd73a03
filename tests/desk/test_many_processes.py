"""The soak, small: some processes on few jobs, with kills; and its checks can fail."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.soak_check import acknowledged, connect, faults, records
from tests.store.small_company import plain_engine

PROCESSES, ACTS = 3, 20
TAMPERING = (
    "UPDATE job SET description = 'tampered' WHERE id = (SELECT min(id) FROM job)",
    "DELETE FROM journal_change WHERE revision = (SELECT max(revision) FROM journal)",
    "DELETE FROM journal WHERE revision = (SELECT max(revision) FROM journal)",
)


@pytest.fixture
def soaked(company_url: str, tmp_path: Path) -> tuple[str, list[str]]:
    """A company on which some processes worked at once; what is wrong afterwards."""
    with connect(company_url) as connection:
        founded = records(connection)
    logs = [tmp_path / f"{number}.log" for number in range(PROCESSES)]
    command = [sys.executable, "-m", "benchmarks.soak_worker", company_url]
    workers = [
        subprocess.Popen([*command, str(log), str(number), str(ACTS)]) for number, log in enumerate(logs, 1)
    ]  # fmt: skip
    workers[0].kill()
    workers[0].wait(60)
    assert [worker.wait(60) for worker in workers[1:]] == [0] * (PROCESSES - 1)
    said = acknowledged(logs)
    assert len(said) >= ACTS * (PROCESSES - 1)
    assert "done" in {each["answer"] for each in said}
    found = faults(company_url, founded, logs)
    for statement in TAMPERING:
        engine = plain_engine(company_url)
        with engine.begin() as connection:
            connection.execute(text(statement))
        engine.dispose()
    return "; ".join(faults(company_url, founded, logs)), found


def test_nothing_is_lost_among_processes_and_the_checks_can_fail(soaked: tuple[str, list[str]]) -> None:
    tampered, found = soaked
    assert found == []
    assert "revisions have gaps" in tampered
    assert "are not what the journal tells" in tampered
