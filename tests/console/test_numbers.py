"""Numbers typed into fields in other notations than the program writes: said while typing, asked where unclear."""

from tests.console.seat import seated
from tests.console.test_job_parts import add, begun
from tests.console.test_office_inventory import CAPACITOR, on_item, stocked


async def test_a_card_says_what_it_understood_and_asks_about_thousands(demo: str) -> None:
    async with seated(demo) as seat:
        await on_item(seat, CAPACITOR)
        await seat.press("enter")
        await seat.field("price")
        await seat.write("2,5")
        assert "Read as 2.50" in seat.text
        await seat.press("tab")
        assert "Read as" not in seat.text
        await seat.into("cost", "1,234.5")
        await seat.into("reorder_point", "1,234")
        await seat.press("f2")
        assert "This could be 1234 or 1.234: type 1234 or 1.2340." in seat.prose
        await seat.into("reorder_point", "1.2340")
        await seat.into("price", "0,195")
        await seat.press("f2")
        assert "USD has 2 decimals: 0,195 is too exact." in seat.prose
        await seat.into("price", "2,50")
        await seat.press("f2")
    item = stocked(demo, CAPACITOR).item
    assert (item.price, item.cost, item.reorder_point) == (250, 123450, 1234)


async def test_lines_of_a_job_say_what_they_understood(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await add(seat, "items.add", "air filter")
        await seat.field("items.0.quantity")
        await seat.write("0,750")
        assert "Read as 0.75" in seat.text
        await seat.into("items.0.price", "2,5")
        item = seat.form.model.draft.items[0]
        assert (item.quantity, item.price) == (750, 250)
        await seat.into("items.0.price", "1.500")
        assert "This could be 1500 or 1.5" in seat.prose
        assert seat.form.model.draft.items[0].price in (100, 150, 250)
