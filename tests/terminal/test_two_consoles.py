"""Two real consoles in pseudo-terminals on one job, on both engines: the exact words, and the ways out."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from benchmarks.pty_driver import Session
from industrack_core.desk.desk import open_desk
from industrack_tui.forms.conflict import conflict_sentence
from tests.console.seat import NOW
from tests.exchange.offices import demo_desk
from tests.terminal.shell import COMMAND
from tests.terminal.test_console import is_open

F2, ESCAPE = b"\x1bOQ", b"\x1b"
PATIENCE = 30.0


@pytest.fixture
def consoles(database_url: str, tmp_path: Path) -> Iterator[tuple[Session, Session]]:
    """Two consoles, each with the same job open, both at the end of its description."""
    demo_desk(database_url, NOW).close()
    with ExitStack() as stack:
        sessions = []
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
            environ = {
                "PATH": os.environ["PATH"], "HOME": str(tmp_path / name), "LANG": "C.UTF-8", "TERM": "xterm-256color",
                "INDUSTRACK_DB": database_url, "INDUSTRACK_NOW": NOW.isoformat(),
            }  # fmt: skip
            session = stack.enter_context(Session([COMMAND], environ, 100, 40))
            session.wait_until(is_open, 60)
            session.settle()
            session.send(b"w")
            session.settle()
            session.send(b"\r")
            session.wait_until(lambda each: "saved" in heading(each), PATIENCE)
            sessions.append(session)
        yield sessions[0], sessions[1]


def heading(session: Session) -> str:
    return next((line for line in session.screen_text().splitlines() if " Job 1" in line), "")


def words(session: Session) -> str:
    """The screen as words, without the frames."""
    return " ".join(session.screen_text().replace("\u2502", " ").split())


def descriptions(url: str) -> list[str]:
    with closing(open_desk(url)) as desk:
        return [listed.job.description for listed in desk.jobs()]


def collide(first: Session, second: Session) -> None:
    """Both change the job; the first saves, the second tries."""
    first.send(b" AAA")
    first.settle()
    first.send(F2)
    first.wait_until(lambda each: "u undoes" in each.screen_text(), PATIENCE)
    second.wait_until(lambda each: "changed it meanwhile" in each.screen_text(), PATIENCE)
    second.send(b" BBB")
    second.settle()
    second.send(F2)
    second.wait_until(lambda each: "Error" in each.screen_text(), PATIENCE)
    second.settle()


def test_the_second_save_is_refused_with_the_exact_words(consoles: tuple[Session, Session], database_url: str) -> None:
    first, second = consoles
    collide(first, second)
    shown = words(second)
    start = shown.index("Job could not be saved.")
    for sentence in conflict_sentence("job").split(". "):
        assert sentence.split()[0] in shown[start:]
    assert [each for each in descriptions(database_url) if "BBB" in each] == []
    second.send(ESCAPE)
    second.wait_until(lambda each: "Not saved: somebody else changed" in words(each), PATIENCE)
    assert "BBB" in second.screen_text()


def test_the_latest_version_and_mine_on_top(consoles: tuple[Session, Session], database_url: str) -> None:
    first, second = consoles
    collide(first, second)
    second.send(b"r")
    second.wait_until(lambda each: "Both of you changed: description" in words(each), PATIENCE)
    second.wait_until(lambda each: "You had:" in each.screen_text(), PATIENCE)
    assert [each for each in descriptions(database_url) if "BBB" in each] == []
    second.send(b"\r")
    second.settle()
    second.send(F2)
    second.wait_until(lambda each: "u undoes" in each.screen_text(), PATIENCE)
    assert [each[-4:] for each in descriptions(database_url) if "BBB" in each] == [" BBB"]


def test_the_latest_version_alone(consoles: tuple[Session, Session], database_url: str) -> None:
    first, second = consoles
    collide(first, second)
    second.send(b"l")
    second.wait_until(lambda each: "Error" not in each.screen_text() and " AAA" in each.screen_text(), PATIENCE)
    # the board shows it too: the form may be read still
    second.wait_until(lambda each: "BBB" not in each.screen_text(), PATIENCE)
    second.settle()
    assert "BBB" not in second.screen_text()
    assert "not saved yet" not in heading(second)
