"""Quick hands over lists and cards: keys that come before the one before them is answered, and a slow database."""

import sqlite3
from contextlib import closing

from industrack_tui.screens.dialogs import Page
from industrack_tui.screens.office.list_screen import ListScreen
from industrack_tui.screens.office.record_form import RecordForm
from tests.console.seat import Seat, seated


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
        with closing(sqlite3.connect(demo, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            hasty(seat, "f2", "f1")
            await seat.until(lambda: card.is_saving)
            await seat.pilot.pause(0.05)
            assert over_the_board(seat) == [ListScreen, RecordForm]
            other.execute("ROLLBACK")
        await seat.until(lambda: isinstance(seat.app.screen, Page))
        assert over_the_board(seat) == [ListScreen, Page]
        await seat.settle()
