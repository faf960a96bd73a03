"""The terminal's own cursor stands where somebody types, and nowhere else: input methods and magnifiers follow it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.pty_driver import Session
from tests.console.seat import NOW
from tests.exchange.offices import demo_desk
from tests.terminal.shell import COMMAND
from tests.terminal.test_console import is_open

PATIENCE = 30.0
"""Seconds for a busy machine."""
LETTERS = "Zu\u0308rich \u6771\u4eac \U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea \ud55c"
"""A mark on a letter, wide letters, a joined emoji, a flag, Hangul: 20 cells, as the console counts them."""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "demo.sqlite"
    demo_desk(str(path), NOW).close()
    environ = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "TERM": "xterm-256color",
        "INDUSTRACK_DB": str(path), "INDUSTRACK_NOW": NOW.isoformat(),
    }  # fmt: skip
    with Session([COMMAND], environ, 80, 24) as session:
        session.wait_until(is_open, PATIENCE)
        session.settle()
        yield session


def typed(session: Session, keys: str) -> bytes:
    """What the console answers, from the first byte, however long that takes, until it is silent."""
    return session.press(keys.encode(), silence=0.25, patience=PATIENCE).written


def shows(session: Session, text: str) -> None:
    """Wait until a text is on the screen, and nothing comes after it."""
    session.wait_until(lambda open_one: text in open_one.screen_text(), PATIENCE)
    session.settle()


def stands(session: Session, place: tuple[int, int] | None) -> None:
    """Wait until the cursor is at a column of a line, or hidden, and nothing comes after that."""
    session.wait_until(lambda open_one: open_one.cursor() == place, PATIENCE)
    session.settle()


def before_cursor(session: Session) -> str:
    """What stands left of the cursor in its line; nothing while it is hidden."""
    if (cursor := session.cursor()) is None:
        return ""
    row = session.screen().buffer[cursor[1]]
    return "".join(row[x].data for x in range(cursor[0]))


def test_the_cursor_is_where_one_types_in_a_form(session: Session) -> None:
    assert session.cursor() is None, "nothing is typed on the board"
    typed(session, "a")
    shows(session, "Add Job")
    typed(session, "\x1b[17~")  # f6: the details
    session.wait_until(lambda open_one: "Description" in line_of_cursor(open_one), PATIENCE)
    session.settle()
    x, y = session.cursor() or (0, 0)
    typed(session, "leak")
    stands(session, (x + 4, y))
    assert len(typed(session, "s")) < 60, "a letter costs its cell and no jump of the cursor"
    stands(session, (x + 5, y))
    moved = typed(session, "\x1b[D")
    stands(session, (x + 4, y))
    assert len(moved) < 40, "only the cursor moves"
    typed(session, "\x1b[F\x01\x01")  # all of it selected
    typed(session, f"\x1b[200~{LETTERS}\x1b[201~")
    stands(session, (x + 20, y))
    typed(session, "\x7f")
    stands(session, (x + 18, y))
    typed(session, "\x1b[1~")
    stands(session, (x, y))
    typed(session, "\x07")  # a menu: nothing is typed there
    stands(session, None)
    typed(session, "\x1b")
    stands(session, (x, y))


def line_of_cursor(session: Session) -> str:
    """The line in which the cursor is; empty while it is hidden."""
    cursor = session.cursor()
    return session.screen_text().splitlines()[cursor[1]] if cursor else ""


def test_the_cursor_follows_notes_and_leaves_with_the_form(session: Session) -> None:
    typed(session, "a")
    shows(session, "Add Job")
    typed(session, "\x1b[21~")  # f10: notes
    session.wait_until(lambda open_one: open_one.cursor() is not None, PATIENCE)
    typed(session, "first\rsecond")
    session.wait_until(lambda open_one: before_cursor(open_one).endswith("second"), PATIENCE)
    typed(session, "\x1b[A")
    session.wait_until(lambda open_one: before_cursor(open_one).endswith("first"), PATIENCE)
    typed(session, "\x1b")
    shows(session, "Leave the form?")
    typed(session, "y")
    session.wait_until(is_open, PATIENCE)
    stands(session, None)
    typed(session, "q")
    assert session.exit_code(PATIENCE) == 0
    assert session.everything().rfind(b"\x1b[?25h") > session.everything().rfind(b"\x1b[?25l")


def test_what_was_said_goes_by_itself_and_what_is_wrong_stays(session: Session) -> None:
    typed(session, "w")
    typed(session, "y")
    session.wait_until(lambda open_one: "clipboard" in open_one.screen_text(), PATIENCE)
    session.wait_until(lambda open_one: "clipboard" not in open_one.screen_text(), PATIENCE)
    session.wait_until(lambda open_one: "enter Open" in open_one.screen_text(), PATIENCE)
