"""The terminal's own cursor stands where somebody types, and nowhere else: input methods and magnifiers follow it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.pty_driver import Session
from tests.console.seat import NOW
from tests.exchange.offices import demo_desk

COMMAND = str(Path(sys.executable).with_name("industrack"))
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
        session.wait_until(lambda open_one: "live" in open_one.screen_text(), 30)
        session.settle()
        yield session


def typed(session: Session, keys: str) -> bytes:
    session.send(keys.encode())
    return session.settle()


def before_cursor(session: Session) -> str:
    """What stands left of the cursor in its line."""
    cursor = session.cursor()
    assert cursor is not None, session.screen_text()
    row = session.screen().buffer[cursor[1]]
    return "".join(row[x].data for x in range(cursor[0]))


def test_the_cursor_is_where_one_types_in_a_form(session: Session) -> None:
    assert session.cursor() is None, "nothing is typed on the board"
    typed(session, "a")
    session.wait_until(lambda open_one: "Add Job" in open_one.screen_text(), 30)
    session.settle()
    typed(session, "\x1b[17~")  # f6: the details
    x, y = session.cursor() or (0, 0)
    assert "Description" in session.screen_text().splitlines()[y]
    typed(session, "leak")
    assert session.cursor() == (x + 4, y)
    assert len(typed(session, "s")) < 60, "a letter costs its cell and no jump of the cursor"
    assert session.cursor() == (x + 5, y)
    moved = typed(session, "\x1b[D")
    assert session.cursor() == (x + 4, y)
    assert len(moved) < 40, "only the cursor moves"
    typed(session, "\x1b[F\x01\x01")  # all of it selected
    typed(session, f"\x1b[200~{LETTERS}\x1b[201~")
    assert session.cursor() == (x + 20, y)
    typed(session, "\x7f")
    assert session.cursor() == (x + 18, y)
    typed(session, "\x1b[1~")
    assert session.cursor() == (x, y)
    typed(session, "\x07")  # a menu: nothing is typed there
    assert session.cursor() is None
    typed(session, "\x1b")
    assert session.cursor() == (x, y)


def test_the_cursor_follows_notes_and_leaves_with_the_form(session: Session) -> None:
    typed(session, "a")
    session.wait_until(lambda open_one: "Add Job" in open_one.screen_text(), 30)
    session.settle()
    typed(session, "\x1b[21~")  # f10: notes
    typed(session, "first\rsecond")
    assert before_cursor(session).endswith("second")
    typed(session, "\x1b[A")
    assert before_cursor(session).endswith("first")
    typed(session, "\x1b")
    typed(session, "y")
    assert session.cursor() is None
    typed(session, "q")
    assert session.everything().rfind(b"\x1b[?25h") > session.everything().rfind(b"\x1b[?25l")


def test_what_was_said_goes_by_itself_and_what_is_wrong_stays(session: Session) -> None:
    typed(session, "w")
    typed(session, "y")
    assert "clipboard" in session.screen_text()
    session.wait_until(lambda open_one: "clipboard" not in open_one.screen_text(), 30)
    assert "enter Open" in session.screen_text()
