"""A console whose database another version of the program has changed: it says so, saves nothing, and loses nothing."""

from tests.console.seat import seated
from tests.store.small_company import rows

ANOTHER = "UPDATE alembic_version SET version_num = '9999'"


async def test_it_is_said_at_once_and_a_form_keeps_what_is_typed(demo: str) -> None:
    async with seated(demo) as seat:
        before = rows(demo, "SELECT count(*) FROM job")
        rows(demo, ANOTHER)
        await seat.until(lambda: seat.app.session.is_outdated)
        assert "Nothing can be saved here any more" in seat.status
        assert "old version" in seat.header
        await seat.press("a")
        await seat.into("description", "Boiler hums")
        await seat.field("customer")
        await seat.write("prosp")
        await seat.press("enter", "f2")
        assert "Nothing can be saved here any more" in seat.prose
        assert "Boiler hums" in seat.text
        assert rows(demo, "SELECT count(*) FROM job") == before
