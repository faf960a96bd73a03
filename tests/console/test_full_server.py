"""A form at a PostgreSQL server that has no room: it says so, keeps what was typed, and saves it once there is some."""

from tests.console.seat import seated
from tests.desk.test_faults import full_up_to
from tests.store.small_company import NOW, rows


async def test_what_was_typed_stays_and_is_saved_once_there_is_room(postgres_company: str) -> None:
    async with seated(postgres_company, (100, 30), now=NOW) as seat:
        with full_up_to(postgres_company, "job", 0):
            await seat.press("a")
            await seat.into("customer", "Mora")
            await seat.press("enter")
            await seat.into("description", "Half a sentence")
            await seat.press("f2")
            await seat.until(lambda: "no space left" in seat.text)
            assert "The database server has no space left; nothing was saved." in seat.prose
            assert "Half a sentence" in seat.text
        await seat.press("f2")
        await seat.until(lambda: "Added" in seat.text)
    assert rows(postgres_company, "SELECT count(*) FROM job WHERE description = 'Half a sentence'") == [(1,)]
