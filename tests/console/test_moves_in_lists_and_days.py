"""What a list says of itself, and the keys that go through lists, the queue and the jobs of a day."""

from tests.console.seat import seated


async def test_a_list_names_its_columns_and_goes_by_arrows(demo: str) -> None:
    async with seated(demo, size=(200, 40)) as seat:
        await seat.press("g", "c")
        labels = [column.label for column in seat.list.spec.columns]
        assert any(all(label in line for label in labels) for line in seat.lines), labels
        rows = seat.rows
        for key, there in (("down", 1), ("down", 2), ("up", 1), ("j", 2), ("k", 1)):
            await seat.press(key)
            assert seat.row == rows[there], key


async def test_an_empty_list_says_so_and_what_can_be_done(empty: str) -> None:
    async with seated(empty) as seat:
        await seat.press("g", "c")
        assert "No customers here. a adds one." in seat.prose


async def test_up_in_a_day_is_the_job_before(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("v", "d")
        passed = []
        for key in ("down", "down", "up", "home", "pagedown", "pageup"):
            await seat.press(key)
            block = seat.schedule.block
            assert block is not None, key
            passed.append(block.number)
        first, second, back, home, page, top = passed
        assert back == first
        assert top == home
        assert len({first, second, home, page}) == 4


async def test_the_queue_is_gone_through_by_pages_and_to_its_ends(demo: str) -> None:
    async with seated(demo, size=(120, 24)) as seat:
        await seat.press("2")
        last = len(seat.waiting) - 1
        page = seat.schedule.queue.page_size()
        for key, there in (
            ("end", last), ("home", 0), ("pagedown", min(page, last)), ("pageup", 0), ("down", 1), ("up", 0),
        ):  # fmt: skip
            await seat.press(key)
            assert seat.schedule.queue.index == there, key
