"""A console on a database of an older version: it asks for a copy, says how far it is, and opens the board."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual import events

from industrack_core.store.engine.engine import database_place
from industrack_core.store.engine.schema_state import HEAD, SchemaState, schema_state
from industrack_tui.app import ConsoleApp
from industrack_tui.dialogs.question import Question
from industrack_tui.settings import Settings
from industrack_tui.start import Start
from tests.console.seat import NOW, Seat
from tests.store.old_office import office_of_0_3

CURRENT = (SchemaState.CURRENT, HEAD)


@asynccontextmanager
async def opening(url: str, *, read_only: bool = False) -> AsyncIterator[Seat]:
    """A console that has been started, whatever it says first."""
    app = ConsoleApp(Start(url, False, read_only, None, Settings(glyphs="unicode"), lambda: NOW, who="ana"))
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            yield Seat(app, pilot, url)
    finally:
        app.bridge.close()


def is_asked(seat: Seat) -> bool:
    """Whether a question stands there that was seen: keys from before are no answer to it."""
    screen = seat.app.screen
    return isinstance(screen, Question) and not screen.is_unseen


async def press(seat: Seat, key: str) -> None:
    """A key while the board is not open yet: neither the seat nor the pilot can wait for it to settle."""
    seat.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await seat.until(lambda: seat.app.message_queue_size == 0)
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_file_is_copied_and_brought_up_to_date_by_itself(sqlite_url: str) -> None:
    office_of_0_3(sqlite_url)
    async with opening(sqlite_url) as seat:
        await seat.until(lambda: seat.schedule.office is not None)
    assert schema_state(database_place(sqlite_url)) == CURRENT
    path = database_place(sqlite_url).path
    assert path is not None
    assert path.with_name(f"{path.name}.before-{HEAD}-from-0003").exists()


async def test_a_server_is_brought_up_to_date_when_the_person_has_a_copy(postgres_url: str) -> None:
    office_of_0_3(postgres_url)
    async with opening(postgres_url) as seat:
        await seat.until(lambda: is_asked(seat))
        assert "Make a copy first, for example: pg_dump --format=custom" in seat.prose
        await press(seat, "enter")
        assert isinstance(seat.app.screen, Question), "enter is what a hand presses anyway"
        assert schema_state(database_place(postgres_url))[1] == "0003"
        await press(seat, "y")
        await seat.until(lambda: seat.schedule.office is not None)
    assert schema_state(database_place(postgres_url)) == CURRENT


async def test_who_has_no_copy_leaves_with_a_sentence(postgres_url: str) -> None:
    office_of_0_3(postgres_url)
    async with opening(postgres_url) as seat:
        await seat.until(lambda: is_asked(seat))
        await press(seat, "escape")
        await seat.until(lambda: seat.app.return_code is not None)
        assert seat.app.return_code == 1
    assert schema_state(database_place(postgres_url))[1] == "0003"


async def test_a_read_only_console_changes_nothing(sqlite_url: str) -> None:
    office_of_0_3(sqlite_url)
    async with opening(sqlite_url, read_only=True) as seat:
        await seat.until(lambda: seat.app.return_code is not None)
        assert seat.app.return_code == 1
    assert schema_state(database_place(sqlite_url))[1] == "0003"
