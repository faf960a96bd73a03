"""A console ends: when its terminal is gone, when it is told to, whatever it waits for. In a pseudo-terminal."""

import fcntl
import os
import pty
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.pty_driver import Session
from tests.console.seat import NOW
from tests.exchange.offices import demo_desk
from tests.terminal.shell import COMMAND
from tests.terminal.test_console import is_open

PATIENCE = 30.0
"""Seconds for a busy machine; the console gives itself 5."""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    demo_desk(str(tmp_path / "office.db"), NOW).close()
    return {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "TERM": "xterm-256color",
        "INDUSTRACK_DB": str(tmp_path / "office.db"), "INDUSTRACK_NOW": NOW.isoformat(),
    }  # fmt: skip


class Deaf:
    """A console in a terminal that can stop reading."""

    def __init__(self, process: "subprocess.Popen[bytes]", master: int) -> None:
        self.process, self.master = process, master

    def read_until(self, words: bytes) -> None:
        seen = b""
        while words not in seen:
            seen += os.read(self.master, 65536)

    def resize(self, times: int) -> None:
        for number in range(times):
            fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100 + number % 2, 0, 0))
            time.sleep(0.02)  # as quick as a person drags a window's edge: each is a picture of its own


@contextmanager
def deaf_console(environ: dict[str, str], *, leads: bool) -> Iterator[Deaf]:
    """`leads`: the terminal is the console's own, so that the system tells it when it goes."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    command = [COMMAND] if not leads else ["setsid", "--ctty", "--wait", COMMAND]
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environ, start_new_session=not leads
    )
    os.close(slave)
    console = Deaf(process, master)
    try:
        console.read_until(b"live")
        yield console
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


@pytest.mark.parametrize("leads", [True, False])
def test_a_terminal_that_stops_reading_and_goes_away(environ: dict[str, str], leads: bool) -> None:
    with deaf_console(environ, leads=leads) as console:
        console.resize(60)
        os.close(console.master)
        console.process.wait(PATIENCE)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_while_its_terminal_does_not_read(environ: dict[str, str], sign: int) -> None:
    with deaf_console(environ, leads=False) as console:
        console.resize(60)
        console.process.send_signal(sign)
        console.process.wait(PATIENCE)
        os.close(console.master)


def test_a_terminal_that_reads_again_shows_what_is_so(environ: dict[str, str]) -> None:
    with Session([COMMAND], environ, 100, 40) as session:
        session.wait_until(is_open, PATIENCE)
        session.settle()
        for number in range(60):
            session.resize(100 + number % 2, 40)
            time.sleep(0.02)
        session.resize(100, 40)
        session.send(b"?")
        session.wait_until(lambda each: "Keys" in each.screen_text() or "Help" in each.screen_text(), PATIENCE)
        session.send(b"\x1b")
        session.wait_until(is_open, PATIENCE)


@pytest.mark.parametrize(
    "sent", [b"\x1b[1114112u", b"\x1b[27;5;1114112~", b"\x1b[55296u", b"\xfc\xff", b"\x1b[97:65;2u"]
)
def test_impossible_codes_and_broken_bytes_are_ignored(environ: dict[str, str], sent: bytes) -> None:
    with Session([COMMAND], environ, 100, 40) as session:
        session.wait_until(is_open, PATIENCE)
        session.settle()
        session.send(sent)
        session.settle()
        session.send(b"q")
        assert session.exit_code(PATIENCE) == 0
        assert b"Traceback" not in session.everything()


def test_a_character_may_come_in_pieces(environ: dict[str, str]) -> None:
    with Session([COMMAND], environ, 100, 40) as session:
        session.wait_until(is_open, PATIENCE)
        session.settle()
        for byte in "/né木".encode():
            session.send(bytes([byte]))
            session.settle()
        session.wait_until(lambda each: "né木" in each.screen_text().replace("木 ", "木"), PATIENCE)
        session.send(b"\x1b")  # alone: with what follows it would be another key
        session.wait_until(lambda each: is_open(each) and "né" not in each.screen_text(), PATIENCE)
        session.send(b"\x11")
        assert session.exit_code(PATIENCE) == 0
        assert b"Traceback" not in session.everything()


def saved_and_left(environ: dict[str, str], log: Path, rest: float = 0.0) -> None:
    """Save a job by f2 and leave `rest` seconds later, while the news of one's own act may still be on its way."""
    with Session([COMMAND], environ, 100, 40) as session:
        session.wait_until(is_open, PATIENCE)
        session.settle()
        session.send(b"aKestrel\r")
        session.wait_until(lambda each: "Add Job" in each.screen_text() and "Kestrel" in each.screen_text(), PATIENCE)
        session.settle()
        session.send(b"\x1bOQ")
        session.wait_until(lambda each: "u undoes" in each.screen_text(), PATIENCE)
        session.listen(rest)
        session.send(b"q")
        assert session.exit_code(PATIENCE) == 0
        assert b"Traceback" not in session.everything()
    assert "failed:" not in log.read_text()


def test_leaving_just_after_a_save(database_url: str, tmp_path: Path) -> None:
    demo_desk(database_url, NOW).close()
    environ = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "TERM": "xterm-256color",
        "INDUSTRACK_DB": database_url, "INDUSTRACK_NOW": NOW.isoformat(),
    }  # fmt: skip
    for _ in range(3):
        saved_and_left(environ, tmp_path / ".local/state/industrack/log/industrack.log")
