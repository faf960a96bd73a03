"""`industrack demo --live` in a pseudo-terminal: the day goes by itself, and a key stops it."""

from pathlib import Path

import pytest

from benchmarks.pty_driver import Session
from tests.terminal.shell import COMMAND, Shell
from tests.terminal.test_console import ended


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def told(shell: Shell) -> list[str]:
    """What was done by itself, as the log tells it."""
    logs = shell.home.rglob("industrack.log")
    return [line for log in logs for line in log.read_text(encoding="utf-8").splitlines() if "the day: " in line]


def test_the_day_goes_by_itself_until_a_key_stops_it(shell: Shell) -> None:
    with Session([COMMAND, "demo", "--live", "--speed", "60"], shell.environ, 160, 44) as session:
        session.wait_until(lambda it: "live" in it.screen_text() and len(told(shell)) >= 6, 90)
        session.send(b"P")
        session.wait_until(lambda it: "stands still: P lets it go on" in it.screen_text(), 20)
        session.send(b"P")
        session.wait_until(lambda it: "goes on, 60 times as fast" in it.screen_text(), 20)
        count = len(told(shell))
        session.wait_until(lambda _: len(told(shell)) > count, 60)
        session.send(b"q")
        assert ended(session) == 0
    assert not [line for log in shell.home.rglob("*.log") for line in log.read_text().splitlines() if "Error" in line]


@pytest.mark.parametrize("speed", ["0", "61"])
def test_a_speed_has_bounds(shell: Shell, speed: str) -> None:
    with Session([COMMAND, "demo", "--live", "--speed", speed], shell.environ, 80, 24) as session:
        assert ended(session) == 2
        assert b"--speed takes 1 to 60." in session.everything()
