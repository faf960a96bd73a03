"""The queue: what is due first and red when past, its order by a key, and where it is hidden by itself."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from industrack_core.domain.board.board import QueueEntry
from industrack_core.domain.board.queue_order import overdue
from industrack_core.domain.text.text import cell_width
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.zones import TwelveHourZone
from industrack_tui.glyphs import UNICODE
from industrack_tui.widgets.queue_text import DUE, due_text, entry_line, entry_parts
from tests.console.seat import seated

ZONE = ZoneInfo("America/New_York")
NOW = minute_of(datetime(2026, 11, 25, 19, 50, tzinfo=UTC))


def entry(start: int | None) -> QueueEntry:
    return QueueEntry(
        job_id=7, version=1, start=start, minutes=90, number="1054", description="Spring start-up of 3 roof units",
        customer="Orchard Street Bakery", status="not_started", priority="high", delivery="saved",
        service_type_id=None, color_id=None, crew="", address="", phone="", note="", site_note="",
        customer_kind="company",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("start", "told"),
    [(None, "any"), (NOW - 110, "13:00"), (NOW + 25, "15:15"), (NOW + 24 * 60 - 110, "Thu 13h"),
     (NOW - 24 * 60 * 2, "Mon 14h"), (NOW + 24 * 60 * 8, "3 Dec"), (NOW - 24 * 60 * 300, "29.1.26")],
)  # fmt: skip
def test_when_it_is_due(start: int | None, told: str) -> None:
    assert due_text(entry(start), NOW, ZONE) == told
    assert cell_width(told) <= DUE


def test_where_the_clock_has_twelve_hours() -> None:
    assert due_text(entry(NOW + 24 * 60 - 110), NOW, TwelveHourZone(ZONE.key)) == "Thu 1p"


@pytest.mark.parametrize("cells", [12, 20, 27, 40, 52, 80, 120])
@pytest.mark.parametrize("start", [None, NOW - 10, NOW + 24 * 60])
def test_no_line_is_wider_than_the_pane(cells: int, start: int | None) -> None:
    for line in (0, 1):
        parts = entry_parts(entry(start), line, cells, NOW, ZONE, UNICODE, marked=True)
        assert sum(cell_width(text) for text, _ in parts) <= cells
    parts = entry_line(entry(start), cells, NOW, ZONE, UNICODE, marked=True)
    assert sum(cell_width(text) for text, _ in parts) <= max(cells, 17)


def test_two_lines_beside_the_board() -> None:
    first = entry_parts(entry(NOW - 110), 0, 28, NOW, ZONE, UNICODE, marked=False)
    assert "".join(text for text, _ in first) == " 13:00   Orchard St Bakery ▲"
    assert first[0] == (" 13:00  ", "overdue")
    second = entry_parts(entry(None), 1, 27, NOW, ZONE, UNICODE, marked=False)
    assert "".join(text for text, _ in second) == " 1h30    Spring start-up"


async def test_o_orders_the_queue_and_it_is_remembered(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("2")
        late = overdue(seat.schedule.queue.queue.entries, seat.schedule.now)
        assert (f"! {late} overdue" in seat.text) == bool(late)
        starts = [each.start for each in seat.schedule.queue.queue.entries]
        assert starts == sorted(starts, key=lambda start: (start is None, start or 0))
        selected = seat.schedule.queue.selected
        await seat.press("o")
        ranks = [("high", "medium", "low").index(each.priority) for each in seat.schedule.queue.queue.entries]
        assert ranks == sorted(ranks)
        assert seat.schedule.queue.selected == selected, "the selection stays with its job"
        await seat.press("o")
        ids = [each.job_id for each in seat.schedule.queue.queue.entries]
        assert ids == sorted(ids)
        assert seat.schedule.preferences.kept.queue_order == "age"


async def test_the_queue_gives_way_to_a_week_and_2_brings_it(demo: str) -> None:
    async with seated(demo) as seat:
        schedule = seat.schedule
        assert schedule.queue.display
        for keys in (("v", "w"), ("v", "m"), ("v", "3")):
            await seat.press(*keys)
            assert schedule.has_class("-no-queue"), keys
            await seat.press("2")
            assert not schedule.has_class("-no-queue"), keys
            assert schedule.queue.has_focus
            await seat.press("1")
        await seat.press("v", "t")
        assert not schedule.has_class("-no-queue")
        await seat.press("2", "2")
        assert schedule.has_class("-no-queue"), "hidden by hand"
        await seat.press("v", "w", "v", "t")
        assert schedule.has_class("-no-queue"), "that is remembered"


async def test_several_days_have_the_queue_where_it_is_wide(demo: str) -> None:
    async with seated(demo, (200, 50)) as seat:
        await seat.press("v", "3")
        assert not seat.schedule.has_class("-no-queue")
        await seat.pilot.resize_terminal(120, 40)
        await seat.settle()
        assert seat.schedule.has_class("-no-queue")


async def test_a_low_window_leaves_its_lines_to_people(demo: str) -> None:
    async with seated(demo, (40, 10)) as seat:
        assert "Adey" in seat.text
        assert "8 waiting" not in seat.text
        await seat.press("2")
        assert "8 waiting" in seat.text
    async with seated(demo, (80, 24)) as seat:
        assert "8 waiting" in seat.text
        await seat.pilot.resize_terminal(80, 12)
        await seat.settle()
        assert "Adey" in seat.text
        assert "overdue" not in seat.text
