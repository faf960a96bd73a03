"""Lists and cards under a quick hand, and over a database that is slow or goes away: nothing is lost unsaid."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

from industrack_core.domain.acts.imported import ImportCustomers, ImportedCustomer
from industrack_core.store.engine.sqlite_file import sqlite_module
from industrack_tui.dialogs.help_dialog import HelpDialog
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.lists.row_window import MOST, PAGE
from industrack_tui.lists.screen import ListScreen
from industrack_tui.office.form_editor import FormEditor
from tests.console.seat import Seat, other_desk, seated


def hasty(seat: Seat, *keys: str) -> None:
    """Keys in one piece, none of them answered yet."""
    for key in keys:
        seat._send(key, key if len(key) == 1 else None)


def over_the_board(seat: Seat) -> list[type[object]]:
    return [type(each) for each in seat.app.screen_stack[1:]]


async def test_enter_pressed_twice_opens_one_card(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c")
        hasty(seat, "enter", "enter")
        await seat.settle()
        assert over_the_board(seat) == [ListScreen, RecordForm]


async def test_what_is_typed_after_the_key_of_a_row_is_for_what_it_opens(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c")
        name = seat.row.partition(" ")[2]
        hasty(seat, "enter", *"dm")
        await seat.settle()
        assert seat.record.text("name") == f"{name}dm"


async def test_a_key_that_comes_while_a_card_is_saved_is_for_what_is_there_then(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c", "enter")
        await seat.into("contact", "Zed")
        card = seat.record
        with closing(sqlite_module().connect(demo, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            hasty(seat, "f2", "f1")
            await seat.until(lambda: card.is_saving)
            await seat.pilot.pause(0.05)
            assert over_the_board(seat) == [ListScreen, RecordForm]
            other.execute("ROLLBACK")
        await seat.until(lambda: isinstance(seat.app.screen, HelpDialog))
        assert over_the_board(seat) == [ListScreen, HelpDialog]
        await seat.settle()


# -- a database that goes away -----------------------------------------------------------------


@contextmanager
def gone(path: str) -> Iterator[None]:
    """The file is somewhere else for a while."""
    aside = Path(path).with_suffix(".aside")
    Path(path).rename(aside)
    try:
        yield
    finally:
        aside.rename(path)


async def test_a_form_that_cannot_be_saved_keeps_its_text(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "f", "enter")
        editor = seat.top(FormEditor)
        text = f"{editor.entry.text}\nIs it loud? yes/no"
        editor.entry.text = text
        with gone(demo):
            await seat.press("f2")
            assert seat.top(FormEditor).entry.text == text
            assert "writing has stopped. Start the console again." in seat.prose
        await seat.press("f2")
        seat.top(ListScreen)


async def test_what_was_done_after_its_list_was_left_is_said_on_the_schedule(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "j")
        left = seat.list
        with closing(sqlite_module().connect(demo, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            hasty(seat, "A")
            await seat.until(lambda: left.is_told)
            hasty(seat, "escape", "escape")  # not to wait for it, and to leave
            await seat.until(lambda: seat.at_board)
            assert not left.is_idle
            other.execute("ROLLBACK")
            await seat.until(lambda: left.is_idle)
        assert "is Approved" in seat.status


async def test_rows_that_come_late_do_not_take_the_cursor_along(demo: str) -> None:
    with closing(other_desk(demo)) as desk:
        rows = tuple(ImportedCustomer(row=number, name=f"Zz {number:03}") for number in range(700))
        desk.perform(ImportCustomers(rows, "more", "batch"))
    held = Event()
    async with seated(demo) as seat:
        await seat.press("g", "c")
        listed = seat.list
        first = seat.row
        while len(listed.window.rows) < MOST:
            listed.step(PAGE)
            await seat.settle()
        slow = asyncio.create_task(listed.bridge.seek(lambda desk: held.wait(10)))
        listed.step(MOST)
        listed.step(-MOST)
        held.set()
        await slow
        await seat.settle()
        assert seat.row == first
        assert not listed.window.has_before
