"""What reaches a real terminal: bytes per key, one frame per key, nothing that stored text could command."""

import os
import signal
import sys
from collections.abc import Iterator

import pytest

from benchmarks.pty_driver import Session
from industrack_tui.terminal.compat import apply, prepare_environment
from industrack_tui.terminal.driver import ConsoleDriver
from tests.terminal.shell import stop

COLUMNS, LINES = 120, 30
PATIENCE = 30.0
"""Seconds for a busy machine."""

HOSTILE = """
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static
from industrack_tui.terminal.compat import apply
from industrack_tui.terminal.output import DiffOutput

class Hostile(DiffOutput):
    def compose(self) -> ComposeResult:
        yield Static(Content("ready \\x1b]52;c;eA==\\x07\\x1b[2J \\x9b2J \\u202e[/valve]"))
        yield Input()

{patch}
Hostile().run()
"""


@pytest.fixture
def environment() -> dict[str, str]:
    environ = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor")
    environ.pop("NO_COLOR", None)
    prepare_environment(environ)
    return environ


def floor(environment: dict[str, str], kind: str) -> Iterator[Session]:
    command = [sys.executable, "-m", "benchmarks.floor", kind, "--diff"]
    with Session(command, environment, COLUMNS, LINES) as session:
        session.wait_until(lambda terminal: terminal.total > 2000, 30)
        session.settle()
        yield session


def drawn_anew(session: Session, total: int, size: int = 2000) -> None:
    """Wait until more than so many bytes have come since there were `total` of them."""
    session.wait_until(lambda terminal: terminal.total - total > size, PATIENCE)


def shows_from(session: Session, line: int, before: list[str]) -> None:
    """Wait until the screen is what it was before, from a line on."""
    session.wait_until(lambda terminal: terminal.screen_text().splitlines()[line:] == before[line:], PATIENCE)


def test_a_cursor_step_costs_what_it_changes(environment: dict[str, str]) -> None:
    for session in floor(environment, "cell"):
        steps = [session.press(b"\x1b[C") for _ in range(6)]
        assert max(len(step.written) for step in steps) <= 130
        assert {step.frames for step in steps} == {1}
        assert all(step.written.startswith(b"\x1b[?2026h") for step in steps)


def test_the_start_draws_one_screen_not_three(environment: dict[str, str]) -> None:
    for session in floor(environment, "cell"):
        assert session.everything().count(b"\x1b[30H") == 1


def test_a_resized_terminal_is_drawn_anew(environment: dict[str, str]) -> None:
    for session in floor(environment, "cell"):
        before = session.screen_text().splitlines()
        total = session.total
        session.resize(64, 20)
        drawn_anew(session, total, 500)  # two sizes that come together are one
        total = session.total
        session.resize(COLUMNS, LINES)
        drawn_anew(session, total)
        shows_from(session, 11, before)


def test_after_a_stop_and_a_continue_the_screen_is_drawn_anew(environment: dict[str, str]) -> None:
    for session in floor(environment, "cell"):
        before = session.screen_text().splitlines()
        stop(session)
        total = session.total
        os.kill(session.pid, signal.SIGCONT)
        drawn_anew(session, total)
        shows_from(session, 0, before)


def _hostile(environment: dict[str, str], patch: str) -> Session:
    return Session([sys.executable, "-c", HOSTILE.format(patch=patch)], environment, 60, 10)


def test_stored_text_commands_nothing(environment: dict[str, str]) -> None:
    with _hostile(environment, "apply()") as session:
        session.wait_until(lambda terminal: b"ready" in terminal.everything(), 30)
        session.settle()
        written = session.everything()
    for act in (b"\x1b]52", b"eA==\x07", b"\x1b[2J", "\x9b".encode(), "\u202e".encode()):
        assert act not in written


def test_a_byte_that_is_no_utf8_costs_one_character(environment: dict[str, str]) -> None:
    with _hostile(environment, "apply()") as session:
        session.wait_until(lambda terminal: b"ready" in terminal.everything(), 30)
        session.settle()
        session.send(b"gr\xfcn ")
        session.wait_until(lambda terminal: "gr\ufffdn" in terminal.screen_text(), PATIENCE)
        session.send(b"ok")
        session.wait_until(lambda terminal: "gr\ufffdn ok" in terminal.screen_text(), PATIENCE)


def test_textual_itself_still_ends_at_such_a_byte(environment: dict[str, str]) -> None:
    """Fails when Textual has mended it: then the patch can go."""
    with _hostile(environment, "") as session:
        session.wait_until(lambda terminal: b"ready" in terminal.everything(), 30)
        session.settle()
        session.send(b"gr\xfcn ")
        session.wait_until(lambda terminal: b"\x1b[?1049l" in terminal.everything(), 30)


def test_the_environment_loads_and_writes_nothing_foreign() -> None:
    environ = {"TEXTUAL_DRIVER": "os:system", "TEXTUAL_LOG": "/x", "PYTHONUNBUFFERED": "1", "ESCDELAY": "200"}
    prepare_environment(environ)
    assert environ == {
        "ESCDELAY": "200",
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_COLOR_SYSTEM": "standard",
        "TEXTUAL_FPS": "120",
        "TEXTUAL_SMOOTH_SCROLL": "0",
    }


def test_patches_may_be_applied_twice() -> None:
    from textual.drivers import linux_driver

    apply()
    apply()
    assert linux_driver.LinuxDriver is ConsoleDriver
    assert ConsoleDriver.__mro__.count(ConsoleDriver) == 1
