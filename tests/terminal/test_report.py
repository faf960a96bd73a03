"""`industrack report`, as a person or a script runs it."""

import json
from pathlib import Path

import pytest

from tests.exchange.offices import MADE
from tests.terminal.shell import Shell, failed


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A company with an import of jobs, in a home of its own."""
    made = Shell(Path(tmp_path_factory.mktemp("report")))
    where = ("--country", "US", "--zone", "America/New_York", "--db", "nyc.db")
    assert made.run("new", "--name", "City Hall", *where).returncode == 0
    assert made.run("import", "jobs", str(MADE), "--map", "nyc311", "--db", "nyc.db").returncode == 0
    return made


def test_as_text_json_and_files(shell: Shell) -> None:
    ran = shell.run("report", "utilisation", "--db", "nyc.db", "--period", "4 weeks")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("Utilisation by week, 1 Nov - 24 Nov 2026\n")
    assert "\nTotal " in ran.stdout
    assert "\nWorked: actual times of 0 of " in ran.stdout
    told = shell.run("report", "utilisation", "--db", "nyc.db", "--from", "1 nov", "--to", "24 nov", "--format", "json")
    assert [row["label"] for row in json.loads(told.stdout)["rows"]] == ["1 Nov", "8 Nov", "15 Nov", "22 Nov"]
    for name in ("u.csv", "u.xlsx", "u.pdf", "u.json", "u.txt"):
        wrote = shell.run("report", "utilisation", "--db", "nyc.db", "--by", "month", "--out", name)
        assert (wrote.returncode, wrote.stdout) == (0, f"Wrote Utilisation by month to {name}.\n"), wrote.stderr
        assert (shell.home / name).stat().st_size > 100
    assert (shell.home / "u.txt").read_text().startswith("Utilisation by month, 30 Aug - 24 Nov 2026\n")


@pytest.mark.parametrize("name", ["services", "revenue", "late", "first-time", "estimates"])
def test_every_report_has_its_rows_and_its_basis(shell: Shell, name: str) -> None:
    told = json.loads(
        shell.run("report", name, "--db", "nyc.db", "--period", "3 months", "--by", "month", "--format", "json").stdout
    )
    assert told["report"] == name
    assert told["rows"]
    assert told["basis"]
    assert set(told["units"]) < set(told["rows"][0])


def test_what_makes_no_sense_is_said(shell: Shell) -> None:
    def said(*arguments: str) -> str:
        return failed(shell.run("report", *arguments, "--db", "nyc.db"), 2)

    assert "invalid choice" in said("turnover")
    assert "--by takes for utilisation: week, month, employee, employee-week." in said("utilisation", "--by", "type")
    assert "--period: " in said("utilisation", "--period", "soon")
    assert "leave --from and --to out" in said("utilisation", "--period", "oct", "--from", "1 oct")
    assert "The last day must not come before the first." in said("utilisation", "--from", "3 nov", "--to", "1 nov")
    assert "XLSX is for a file" in said("utilisation", "--format", "xlsx")
    for name in ("x.doc", "x"):
        ends = f"{name} ends in neither .csv, .xlsx, .pdf, .json nor .txt: name a file that does."
        assert ends in said("utilisation", "--out", name)
        assert not (shell.home / name).exists()
    assert shell.run("report", "utilisation", "--db", "nyc.db", "--out", "x.doc", "--format", "text").returncode == 0
    (shell.home / "there.csv").write_text("mine")
    assert "--force" in said("utilisation", "--out", "there.csv")
    assert (shell.home / "there.csv").read_text() == "mine"
