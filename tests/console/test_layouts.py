"""Saved layouts: what is saved comes back, from wherever one is, and what is not there any more is said."""

import json
from contextlib import closing
from datetime import date
from pathlib import Path

from industrack_core.domain.acts.acts import DeleteRecord, SaveRecord
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.office import Calendar
from industrack_tui.dialogs.menu import Menu
from industrack_tui.widgets.period.kind import PeriodKind
from tests.console.seat import Seat, other_desk, seated


async def named(seat: Seat, name: str) -> None:
    """Save what is shown under a name."""
    await seat.press("v", "l", "s")
    await seat.write(name)
    await seat.press("enter")


async def filtered(seat: Seat, text: str) -> None:
    await seat.press("F", "f")
    await seat.write(text)
    await seat.press("enter")


async def test_a_layout_brings_back_view_days_zoom_filter_and_queue(demo: str, tmp_path: Path) -> None:
    state = tmp_path / "state"
    async with seated(demo, state=state) as seat:
        await filtered(seat, "high @heat")
        await seat.press("v", "3", "z", "2", "2")
        assert seat.schedule.has_class("-no-queue")
        zoom = seat.schedule.state.zoom
        await named(seat, "Three hot days")
        assert seat.status == "Saved as Three hot days: g 1 goes to it."
        await seat.press("escape", "v", "w", "2")
        await named(seat, "Week")
        await seat.press("g", "1")
        schedule = seat.schedule
        assert (schedule.state.days, schedule.state.zoom, schedule.in_timeline) == (3, zoom, True)
        assert schedule.state.filter.typed == "high @heat"
        assert schedule.has_class("-no-queue")
        assert seat.status == "Layout Three hot days."
        await seat.press("g", "c", "g", "2")
        assert seat.at_board
        assert seat.schedule.period.kind is PeriodKind.WEEK
        assert seat.schedule.state.filter.is_empty
        assert not seat.schedule.has_class("-no-queue")


async def test_layouts_are_kept_and_not_gone_to_with_a_job_in_the_hand(demo: str, tmp_path: Path) -> None:
    state = tmp_path / "state"
    async with seated(demo, state=state) as seat:
        await seat.press("v", "3")
        await named(seat, "Three")
        await seat.press("v", "w")
        await named(seat, "Week")
    async with seated(demo, state=state) as seat:
        await seat.press("v", "t", "g")
        labels = [choice.label for choice in seat.top(Menu).choices][-2:]
        assert labels == ["Three", "Week"]
        await seat.press("1")
        assert seat.schedule.state.days == 3
        await seat.to_block()
        await seat.press("m")
        assert seat.schedule.mode is not None
        await seat.press("g", "2")
        assert seat.schedule.in_timeline
        assert seat.schedule.mode is not None
        await seat.press("escape")


async def test_layouts_are_renamed_written_over_and_deleted(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("v", "l", "r")
        assert "there is no layout yet" in seat.text
        await seat.press("escape")
        for name in ("One", "Two"):
            await named(seat, name)
        layouts = seat.schedule.preferences.layouts
        assert list(layouts) == ["One", "Two"]
        await seat.press("v", "l", "r", "1")
        await seat.press(*["backspace"] * 3)
        await seat.write("Two")
        await seat.press("enter")
        assert "There is a layout Two already." in seat.text
        await seat.write(" and a half")
        await seat.press("enter")
        assert list(seat.schedule.preferences.layouts) == ["Two and a half", "Two"], "at the same digit"
        await seat.press("v", "d")
        await named(seat, "Two")
        assert seat.schedule.preferences.layouts["Two"].view == "day"
        await seat.press("v", "l", "x", "1")
        assert list(seat.schedule.preferences.layouts) == ["Two"]
        await named(seat, " ")
        assert list(seat.schedule.preferences.layouts) == ["Two"], "nothing is no name"


async def test_there_are_as_many_layouts_as_digits(demo: str) -> None:
    async with seated(demo) as seat:
        for number in range(1, 10):
            await named(seat, f"Layout {number}")
        await named(seat, "Layout 10")
        assert "There are 9 layouts already" in seat.text
        assert len(seat.schedule.preferences.layouts) == 9
        await seat.press("escape", "g", "9")
        assert seat.status == "Layout Layout 9."


async def test_what_a_layout_names_and_is_not_there_any_more_is_said_and_left_out(demo: str) -> None:
    with closing(other_desk(demo)) as desk:
        group = desk.office().groups[0]
        outcome = desk.perform(SaveRecord(Calendar(name="Zebra", group_ids=(group.id,))))
        assert isinstance(outcome, Done)
        calendar_id = outcome.changed_id(Kind.CALENDAR) or 0
    async with seated(demo) as seat:
        await seat.press("c")
        await seat.press(next(choice.letter for choice in seat.top(Menu).choices if choice.label == "Zebra"))
        await filtered(seat, "high")
        await named(seat, "Gone")
        saved = seat.schedule.preferences.layouts["Gone"]
        assert saved.calendar == "Zebra"
        with closing(other_desk(demo)) as desk:
            assert isinstance(desk.perform(DeleteRecord(Kind.CALENDAR, calendar_id, 1)), Done)
        await seat.until(lambda: calendar_id not in seat.schedule.session.known_office.calendars_by_id)
        await seat.press("escape", "g", "1")
        assert "without what is not there any more: the calendar Zebra." in seat.status
        assert seat.schedule.calendar.is_default
        assert seat.schedule.state.filter.typed == saved.filter, "what is there is shown"


async def test_a_damaged_file_of_layouts_is_no_reason_not_to_open(demo: str, tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    layout = {"view": "year", "days": 99, "zoom": 17, "calendar": "Nobody's", "filter": '"', "tall": 7}
    (state / "console.json").write_text(json.dumps({"layouts": {"Odd": layout}, "starts": 3}))
    async with seated(demo, state=state) as seat:
        await seat.press("g", "1")
        assert seat.schedule.in_timeline
        assert seat.schedule.state.days == 1
        assert "the calendar Nobody's" in seat.status
        assert seat.schedule.day == date(2026, 11, 24)
