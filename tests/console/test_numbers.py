"""Numbers in other notations than the program writes are said while typing and asked about where unclear; and where the
company is, by which they are read."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from industrack_core.desk.desk import open_desk
from industrack_core.desk.records.founding import empty_company, suggested_company
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.outcomes import Done
from tests.console.seat import NOW, other_desk, seated
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
        item = seat.form.model.record.items[0]
        assert (item.quantity, item.price) == (750, 250)
        await seat.into("items.0.price", "1.500")
        assert "This could be 1500 or 1.5" in seat.prose
        assert seat.form.model.record.items[0].price in (100, 150, 250)


async def test_the_first_start_asks_where_the_company_is(tmp_path: Path) -> None:
    path = str(tmp_path / "new.sqlite")
    found = open_desk(
        path,
        create=True,
        clock=lambda: NOW,
        founding_act=lambda desk: empty_company(desk.reserve_ids, suggested_company("UTC")),
    )
    found.close()
    async with seated(path) as seat:
        assert "A new company: say its name and country" in seat.prose
        await seat.into("name", "Acme")
        await seat.field("country")
        await seat.write("japan")
        await seat.press("enter")
        assert "In Japan weeks begin on Sun, times are written 14:30, 3/4 is March 4." in seat.prose
        await seat.press("f2")
        assert seat.at_board, seat.text
    with closing(other_desk(path)) as desk:
        company = desk.office().company
    assert (company.name, company.country, company.zone, company.currency) == ("Acme", "JP", "Asia/Tokyo", "JPY")
    assert (company.first_weekday, company.clock24, company.day_first) == (6, True, False)
    async with seated(path) as seat:
        assert seat.at_board


async def test_a_company_without_a_country_is_told_where_to_say_it(demo: str) -> None:
    with closing(other_desk(demo)) as desk:
        company = desk.office().company
        assert isinstance(desk.perform(SaveRecord(replace(company, country=""))), Done)
    async with seated(demo) as seat:
        assert "Which country is the company in?" in seat.status
        await seat.press("g", "s", "c")
        await seat.field("country")
        await seat.write("de")
        await seat.press("tab", "f2")
    with closing(other_desk(demo)) as desk:
        after = desk.office().company
    assert (after.country, after.zone, after.currency, after.day_first) == ("DE", company.zone, company.currency, True)
