"""The log: lines of several processes, put aside when long, and what a console writes into it."""

import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from industrack_tui import log

WRITER = """
import sys
from pathlib import Path
from industrack_tui import log
log.MOST_BYTES = 2000
log.KEPT = 1000
for number in range(100):
    log.write_line(Path(sys.argv[1]), f"{sys.argv[2]} {number}")
"""


def test_no_line_of_several_writers_is_lost_while_logs_are_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "log" / "industrack.log"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in "abc"]
    assert [writer.wait(100) for writer in writers] == [0, 0, 0]
    lines = [line.split("] ")[1] for each in path.parent.iterdir() for line in each.read_text().splitlines()]
    assert sorted(lines) == sorted(f"{name} {number}" for name in "abc" for number in range(100))
    assert len(list(path.parent.iterdir())) > 3
    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {0o600}


def test_only_some_logs_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "MOST_BYTES", 10)
    for number in range(9):
        log.write_line(tmp_path / "x.log", f"line {number}")
    assert {each.name for each in tmp_path.iterdir()} == {"x.log", *(f"x.log.{n}" for n in range(1, log.KEPT + 1))}
    assert "line 8" in (tmp_path / "x.log").read_text()
    assert "line 7" in (tmp_path / "x.log.1").read_text()


def test_a_log_that_cannot_be_written_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    log.note(tmp_path / "file" / "x.log", "line")
    log.note(None, "line")


def test_what_is_slow_is_told_by_its_kind_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "SLOW_SECONDS", 0.0)
    assert log.watched(tmp_path / "x.log", str.upper)("secret") == "SECRET"
    assert re.fullmatch(r".* UTC \[\d+\] slow: str took 0\.0 s\n", (tmp_path / "x.log").read_text())
    monkeypatch.setattr(log, "SLOW_SECONDS", 60.0)
    assert log.watched(tmp_path / "y.log", str.upper)("secret") == "SECRET"
    assert not (tmp_path / "y.log").exists()
