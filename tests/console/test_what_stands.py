"""What stands on the screen is so: header, status line and menus follow what anybody does, also while covered."""

from contextlib import closing
from dataclasses import replace

import pytest

from industrack_core.domain.acts.acts import DeleteJob, DeleteRecord, PlanJob, SetStatus
from industrack_core.domain.board.board import Block
from industrack_core.domain.outcomes import Done, Refused
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.time.minute import instant_of
from industrack_tui.dialogs.menu import Menu
from industrack_tui.lists.screen import ListScreen
from industrack_tui.widgets.header import HeaderPart, fitted_parts
from tests.console.seat import other_desk, seated


async def test_the_hours_of_the_day_follow_what_is_done_while_the_board_is_covered(demo: str) -> None:
    async with seated(demo) as seat:
        before = seat.header
        assert " h" in before
        block = await seat.to_block()
        while block.status != "not_started":
            block = await seat.to_block()
        await seat.press("g", "e")
        with closing(other_desk(demo)) as desk:
            act = PlanJob(block.job_id, block.version, block.crew_ids, instant_of(block.start), 480)
            done = desk.perform(act)
            if isinstance(done, Refused):
                done = desk.perform(replace(act, accepted=frozenset(each.kind for each in done.findings)))
        assert isinstance(done, Done)
        await seat.until(lambda: seat.schedule.state.revision >= done.revision)
        await seat.press("escape")
        await seat.until(lambda: seat.header != before)
        shown = seat.header
        await seat.press("right_square_bracket")
        await seat.until(lambda: " h" in seat.header)
        await seat.press("left_square_bracket")
        await seat.until(lambda: seat.header == shown)


async def test_the_hours_are_of_those_who_are_shown(demo: str) -> None:
    async with seated(demo) as seat:
        before = seat.header
        await seat.press("F", "f")
        await seat.write("@heating")
        await seat.press("enter", "F", "h")
        await seat.until(lambda: " h" in seat.header)
        assert seat.header.rsplit(" h", 1)[0].split()[-1] != before.rsplit(" h", 1)[0].split()[-1]


async def test_a_filter_that_hides_rows_is_the_last_to_leave_the_header(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await seat.press("F", "f")
        await seat.write("@heating")
        await seat.press("enter", "F", "h")
        assert "Filter:" in seat.header
        assert "live" in seat.header
        await seat.pilot.resize_terminal(30, 24)
        await seat.settle()
        assert "Filter:" in seat.header


def test_parts_of_the_header_leave_by_their_weight() -> None:
    left = [HeaderPart(" Schedule", "a", 7), HeaderPart(" planned", "b", 4), HeaderPart(" Filter: x", "c", 20)]
    right = [HeaderPart(" Acme ", "d"), HeaderPart("root ", "e", 8), HeaderPart("live", "f", 10)]

    def said(cells: int) -> str:
        kept_left, kept_right = fitted_parts(left, right, cells, "…")
        return "".join(part.text for part in (*kept_left, *kept_right))

    assert said(80) == " Schedule planned Filter: x Acme root live"
    assert said(36) == " Schedule planned Filter: xroot live"
    assert said(35) == " Schedule Filter: xroot live"
    assert said(20) == " Filter: xroot live"
    assert said(14) == " Filter: xlive"
    assert said(10) == " Filter: x"
    assert said(5) == " Fil…"


async def test_hours_without_any_to_be_planned_in_and_a_blank_before_who(empty: str) -> None:
    async with seated(empty) as seat:
        await seat.until(lambda: " 0 h" in seat.header)
        assert " of 0 h" not in seat.header
        assert "  ana ● live" in seat.header


async def test_a_message_goes_with_the_next_act_and_with_another_job(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.to_block()
        await seat.press("y")
        assert "clipboard" in seat.status
        number = seat.block.number if seat.block else ""
        await seat.press("w")
        assert seat.block is not None
        assert seat.block.number != number
        assert seat.status == ""
        await seat.press("y")
        await seat.press("right_square_bracket")
        assert seat.status == ""


async def test_a_message_stays_while_the_cursor_moves_over_free_cells(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.to_free_cell()
        seat.schedule.status.say("Something was done.", "panel_good")
        for key in ("left", "right"):
            before = seat.block
            await seat.press(key)
            if seat.block is None and before is None:
                assert seat.status == "Something was done."


async def test_what_was_said_of_a_conversion_goes_when_it_is_undone_elsewhere(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "e", "c")
        await seat.press("f2")
        if not isinstance(seat.app.screen, ListScreen):
            await seat.press("enter")
        assert "u undoes" in seat.text
        await seat.press("u")
        assert "Undid" in seat.said
        await seat.press("escape")
        assert seat.at_board
        assert seat.status == ""
        assert "u undoes" not in seat.text
        await seat.press("u")
        assert "u undoes" not in seat.text


async def test_what_the_same_person_does_at_another_console_ends_u_undoes(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        seat.schedule.status.say("Moved it.", "panel_good", " u undoes")
        with closing(other_desk(demo, "ana")) as desk:
            desk.perform(SetStatus(block.job_id, block.version, WorkStatus.STARTED))
        await seat.until(lambda: seat.status == "")
        assert "u undoes" not in seat.text


async def test_news_of_what_was_done_elsewhere_leaves_a_refusal_that_may_know_of_it(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        seat.schedule.status.say("Nothing was undone: your last act is another one now.", "panel_error")
        with closing(other_desk(demo, "ana")) as desk:
            done = desk.perform(SetStatus(block.job_id, block.version, WorkStatus.STARTED))
        assert isinstance(done, Done)
        await seat.until(lambda: seat.schedule.state.revision >= done.revision)
        await seat.settle()
        assert "another one now" in seat.text


@pytest.mark.parametrize("status", [WorkStatus.COMPLETED, WorkStatus.STARTED])
async def test_the_menu_of_statuses_stands_on_the_present_one(demo: str, status: WorkStatus) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        with closing(other_desk(demo)) as desk:
            desk.perform(SetStatus(block.job_id, block.version, status))
        await seat.until(lambda: seat.block is not None and seat.block.status == status)
        await seat.press("S")
        menu = seat.top(Menu)
        assert menu.choices[menu.index].id == status
        await seat.press("enter")
        assert seat.status == f"{block.number} is {status.label} already."
        assert seat.job(block.number).status is status


async def test_the_menus_of_views_and_calendars_stand_on_what_is_shown(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("v", "w")
        await seat.press("v")
        menu = seat.top(Menu)
        assert menu.choices[menu.index].id == "week"


async def test_marks_follow_what_becomes_of_the_jobs(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("]", "]", "]")
        blocks: list[Block] = []
        while len(blocks) < 3:
            block = await seat.to_block()
            if block.job_id not in seat.schedule.state.marks and block.delivery == "saved":
                blocks.append(block)
                await seat.press("space")
        gone, moved, kept = blocks
        with closing(other_desk(demo)) as desk:
            assert isinstance(desk.perform(DeleteJob(gone.job_id, gone.version)), Done)
            done = desk.perform(SetStatus(moved.job_id, moved.version, WorkStatus.STARTED))
        assert isinstance(done, Done)
        await seat.until(lambda: seat.schedule.state.revision >= done.revision)
        await seat.until(lambda: "2 marked" in seat.header)
        assert seat.schedule.state.marks[moved.job_id].status == "started"
        await seat.press("D", "enter")
        assert [seat.job(each.number).delivery.value for each in (moved, kept)] == ["dispatched", "dispatched"]


async def test_marks_of_a_list_follow_what_is_deleted(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "i", "space", "space", "slash")
        await seat.write("zzzz")
        first, second = seat.list.marks
        with closing(other_desk(demo)) as desk:
            item = desk.records("inventory_item", [first])[first]
            assert isinstance(desk.perform(DeleteRecord("inventory_item", first, item.version)), Done)
        await seat.until(lambda: tuple(seat.list.marks) == (second,))
        assert "1 marked" in seat.text


async def test_marks_say_which_keys_act_on_all_of_them(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        first = await seat.to_block()
        await seat.press("space")
        second = await seat.to_block()
        await seat.press("space")
        assert "2 marked.  x m s S e D del act on all of them, esc clears" in seat.text
        assert set(seat.schedule.state.marks) == {first.job_id, second.job_id}


async def test_a_step_in_the_week_reads_the_days_load_and_not_all_alarms_again(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("v", "w")
        watched, load = seat.schedule.state.watched, seat.schedule.state.load
        await seat.press("right")
        assert seat.schedule.state.watched is watched
        assert seat.schedule.state.load is not load
        await seat.press("right_square_bracket")
        assert seat.schedule.state.watched is not watched
