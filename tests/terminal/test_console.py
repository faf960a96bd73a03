"""The installed command in a pseudo-terminal: sizes, kinds of terminal, colors, ends; stored text commands nothing."""

import os
import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.pty_driver import Session
from tests.console.seat import NOW
from tests.exchange.offices import demo_desk
from tests.terminal.shell import COMMAND, stop

PATIENCE = 30.0
"""Seconds for a busy machine."""
ALTERNATE_OFF, MOUSE_OFF, CURSOR_ON = b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?25h"
COLOR = re.compile(rb"\x1b\[(?:[0-9;:]*[;:])?(?:3[0-7]|4[0-7]|38|48|9[0-7]|10[0-7])(?:[;:][0-9;:]*)?m")
CANARIES = ("\x1b]52;c;Q0FOQVJZ\x07", "\x1b]0;CANARY\x07", "\x1b[2J\x1b[31mCANARY", "\x9b2JCANARY", "\u202eCANARY")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("terminal") / "demo.sqlite"
    demo_desk(str(path), NOW).close()
    return path


@pytest.fixture
def environ(founded: Path, tmp_path: Path) -> dict[str, str]:
    """A person's environment: a home of one's own, a database, a clock that stands."""
    return {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "TERM": "xterm-256color",
        "INDUSTRACK_DB": str(founded), "INDUSTRACK_NOW": NOW.isoformat(),
    }  # fmt: skip


def is_open(session: Session) -> bool:
    return "Queue" in session.screen_text() and "live" in session.screen_text()


def opened(environ: dict[str, str], columns: int = 80, lines: int = 24) -> Iterator[Session]:
    """A console with its board on screen; ended at the end."""
    with Session([COMMAND], environ, columns, lines) as session:
        session.wait_until(is_open, PATIENCE)
        session.settle()
        yield session


def ended(session: Session) -> int:
    """The exit code of a program that ends by itself; reads its last words."""
    deadline = time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline:
        session.settle(0.02, 0.1)
        pid, status = os.waitpid(session.pid, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
    raise AssertionError(f"still running after {PATIENCE} s:\n{session.screen_text()}")


def test_eighty_by_twenty_four_and_quit(environ: dict[str, str]) -> None:
    for session in opened(environ):
        text = session.screen_text()
        assert all(word in text for word in ("Schedule", "Tue 24 Nov 2026", "Adeyemi"))
        assert "enter Open" in text
        session.send(b"q")
        assert ended(session) == 0
        written = session.everything()
        for sequence in (ALTERNATE_OFF, MOUSE_OFF, CURSOR_ON):
            assert written.rfind(sequence) > written.rfind(sequence[:-1] + (b"h" if sequence[-1:] == b"l" else b"l"))
        assert b"Traceback" not in written


def test_resized_while_running(environ: dict[str, str]) -> None:
    for session in opened(environ):
        for columns, lines in ((200, 50), (30, 8), (1, 1), (80, 24)):
            total = session.total
            session.resize(columns, lines)
            session.wait_until(lambda terminal, total=total: terminal.total > total, PATIENCE)  # type: ignore[misc]
            session.settle()
            session.send(b"\x1b[C")
            session.settle()

        def is_whole(terminal: Session) -> bool:
            lines = terminal.screen().display
            return "Schedule" in lines[0] and "enter Open" in lines[23] and any("Adeyemi" in line for line in lines)

        session.wait_until(is_whole, PATIENCE)


def test_stopped_and_continued_keys_are_read_again(environ: dict[str, str]) -> None:
    for session in opened(environ):
        for _ in range(2):
            stop(session)
            total = session.total
            os.kill(session.pid, signal.SIGCONT)
            session.wait_until(lambda terminal, total=total: terminal.total > total, PATIENCE)  # type: ignore[misc]
            session.settle()
            assert session.press(b"\x1b[C", patience=PATIENCE).written


def test_a_terminal_that_does_not_say_its_size_is_of_eighty_by_twenty_four(environ: dict[str, str]) -> None:
    """As `ssh -tt` makes one where there is none; it is painted once, and not again and again."""
    with Session([COMMAND], environ, 0, 0) as session:
        session.columns, session.lines = 80, 24
        session.wait_until(is_open, PATIENCE)
        assert len(session.settle()) < 20_000
        session.wait_until(lambda terminal: "enter Open" in terminal.screen().display[23], PATIENCE)
        session.resize(100, 30)
        session.wait_until(lambda terminal: "enter Open" in terminal.screen().display[29], PATIENCE)
        session.settle()
        total = session.total
        session.resize(0, 0)
        session.columns, session.lines = 80, 24
        session.wait_until(lambda terminal: terminal.total > total, PATIENCE)
        session.settle()
        assert session.total - total < 20_000
        session.wait_until(lambda terminal: "enter Open" in terminal.screen().display[23], PATIENCE)


@pytest.mark.parametrize("term", ["xterm", "xterm-256color", "screen", "tmux-256color"])
def test_kinds_of_terminal(environ: dict[str, str], term: str) -> None:
    for session in opened(environ | {"TERM": term}):
        session.send(b"\r")
        session.wait_until(lambda terminal: "Job 1" in terminal.screen_text(), PATIENCE)
        session.settle()
        session.send(b"\x1b")
        session.wait_until(lambda terminal: "Job 1" not in terminal.screen_text(), PATIENCE)


def test_no_color_means_none(environ: dict[str, str]) -> None:
    for session in opened(environ | {"NO_COLOR": "1"}):
        for key in (b"\x1b[C", b"w", b"\r", b"\t", b"\x1b", b"?", b"\x1b", b"A", b"\x1b", b"gd"):
            session.send(key)
            session.settle(0.2)
        assert COLOR.findall(session.everything()) == []


def test_a_c_locale_gets_ascii_marks(environ: dict[str, str]) -> None:
    for session in opened(environ | {"LANG": "C"}):
        for key in (b"\r", b"\x1b", b"?", b"\x1b", b"A", b"\x1b"):
            session.send(key)
            session.settle(0.2)
            text = session.screen_text()
            drawn = {letter for letter in text if ord(letter) > 127 and not letter.isalpha()}
            assert drawn == set(), drawn


@pytest.mark.parametrize("sign", [signal.SIGHUP, signal.SIGTERM])
def test_a_dropped_line_ends_it(environ: dict[str, str], sign: int) -> None:
    for session in opened(environ):
        session.press(b"\r", patience=PATIENCE)
        os.kill(session.pid, sign)
        assert ended(session) == 0
        assert ALTERNATE_OFF in session.everything()


def test_hostile_text_in_the_database_never_reaches_the_terminal(environ: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "hostile.sqlite"
    demo_desk(str(path), NOW).close()
    with closing(sqlite3.connect(path)) as connection:
        for table, column in (("job", "description"), ("customer", "name"), ("employee", "last_name")):
            connection.execute(f"UPDATE {table} SET {column} = ? || {column}", ("".join(CANARIES),))  # noqa: S608
        connection.commit()
    for session in opened(environ | {"INDUSTRACK_DB": str(path)}, 120, 40):
        for key in (b"w", b"\r", b"\x1b", b"x", b"\x1b", b"2", b"\x1b[B", b"\r", b"\x1b", b"?", b"\x1b"):
            session.send(key)
            session.settle(0.2)
        written = session.everything()
        assert b"CANARY" in written
        for sequence in (b"\x1b]52", b"\x1b]0;", b"\x1b[2J\x1b[31mCAN", "\x9b".encode(), "\u202e".encode(), b"\x9b2J"):
            assert sequence not in written, sequence
        assert b"Traceback" not in written


def test_keys_in_one_piece_are_done_one_after_the_other(environ: dict[str, str], tmp_path: Path) -> None:
    """Over a slow line a form's opening key and what is typed into it come together."""
    path = tmp_path / "demo.sqlite"
    demo_desk(str(path), NOW).close()
    for session in opened(environ | {"INDUSTRACK_DB": str(path)}, 120, 40):
        session.send(b"\x1b[B\x1b[B\x1b[B\x1b[B\rrusso\rTyped ahead\x1bOQ")
        for told in ("u undoes", "Typed ahead"):  # the card is read when the cursor rests
            session.wait_until(lambda terminal, told=told: told in terminal.screen_text(), PATIENCE)  # type: ignore[misc]


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGHUP])
def test_a_half_filled_form_is_offered_after_its_console_is_gone(environ: dict[str, str], sign: int) -> None:
    drafts = Path(environ["HOME"]) / ".local/state/industrack/drafts"
    for session in opened(environ, 120, 40):
        session.send(b"arusso\rHalf a sentence")
        session.wait_until(lambda terminal: "Half a sentence" in terminal.screen_text(), PATIENCE)
        session.wait_until(
            lambda terminal: any("Half a sentence" in kept.read_text() for kept in drafts.glob("*.json")), PATIENCE
        )
        os.kill(session.pid, sign)
        ended(session)
    with Session([COMMAND], environ, 120, 40) as session:
        session.wait_until(lambda terminal: "A form was left half filled" in terminal.screen_text(), PATIENCE)
        session.send(b"o")
        session.wait_until(lambda terminal: "Half a sentence" in terminal.screen_text(), PATIENCE)
        assert "Giovanni Russo" in session.screen_text()
