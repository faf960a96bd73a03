"""The job form beside the board: room on wide screens, the draft a ghost as it is typed, all as before on leaving."""

from collections.abc import Sequence
from typing import Any

import pytest
from rich.segment import Segment
from textual.css.stylesheet import Stylesheet
from textual.events import Resize
from textual.geometry import Region, Size
from textual.strip import Strip

from industrack_core.domain.records.office import Employee
from industrack_tui.widgets.timeline import drawn_rows, names
from tests.console.seat import Seat, seated

WIDE, WIDEST = (200, 50), (250, 70)


def ghost_lines(seat: Seat) -> list[str]:
    """What the draft says on the board."""
    ghost = seat.schedule.timeline.ghost
    return [line.text for line in ghost.lines] if ghost is not None else []


async def test_a_form_that_is_saved_where_it_has_no_room_goes_on(demo: str) -> None:
    async with seated(demo, size=(120, 40)) as seat:
        await seat.to_block()
        await seat.press("enter")
        await seat.into("description", "Look at it")
        await seat.pilot.resize_terminal(120, 3)
        await seat.settle()
        await seat.press("f2")
        await seat.pilot.resize_terminal(120, 40)
        await seat.settle()
        assert seat.app.screen is seat.schedule


@pytest.mark.parametrize("size", [(120, 40), WIDE])
async def test_a_form_that_was_left_hears_of_a_size_without_harm(demo: str, size: tuple[int, int]) -> None:
    async with seated(demo, size=size) as seat:
        await seat.to_block()
        await seat.press("enter")
        seat.form.post_message(Resize(Size(97, 31), Size(97, 31)))
        seat.form.left()  # as a save that is done does, whenever the database answers
        await seat.settle()
        assert seat.app.screen is seat.schedule


@pytest.mark.parametrize(
    ("size", "form", "board"), [(WIDE, 84, 116), (WIDEST, 96, 154), ((160, 45), 84, 76), ((159, 45), 159, 159)]
)
async def test_from_160_columns_on_the_form_stands_beside_the_board(
    demo: str, size: tuple[int, int], form: int, board: int
) -> None:
    async with seated(demo, size=size) as seat:
        await seat.to_free_cell()
        await seat.press("enter")
        assert seat.form.pane.outer_size.width == form
        panes = (seat.schedule.timeline, *seat.schedule.frame.panes)
        assert {pane.outer_size.width for pane in panes} == {board} or form == size[0]
        assert ("Adeyemi, Samuel" in seat.text or "Adeyemi S." in seat.text) is (form < size[0])
        assert (" FORM " in seat.text) is (form < size[0])
        assert not seat.schedule.queue.display or form == size[0]


async def test_the_draft_is_a_ghost_that_follows_every_key(demo: str) -> None:
    async with seated(demo, size=WIDE) as seat:
        await seat.to_cell(1, "15:00")
        await seat.press("enter")
        assert ghost_lines(seat) == ["New job", "15:00-16:00"]
        await seat.into("description", "Valve leaks")
        await seat.field("start")
        await seat.write("16:30")
        assert ghost_lines(seat) == ["New job", "Valve leaks", "16:30-17:30"]
        await seat.into("duration", "2h")
        ghost = seat.schedule.timeline.ghost
        assert ghost is not None
        assert ghost.end - ghost.start == 120
        await seat.field("crew")
        await seat.write("goldb")
        await seat.press("enter")
        ghost = seat.schedule.timeline.ghost
        assert ghost is not None
        assert len(ghost.employee_ids) == 2
        assert "Goldberg" in seat.status


async def test_leaving_gives_back_room_scale_cursor_and_queue(demo: str) -> None:
    async with seated(demo, size=WIDE) as seat:
        await seat.to_cell(3, "15:00")
        axis, time, who = seat.schedule.timeline.view.axis, seat.time, seat.employee
        await seat.press("enter")
        assert seat.schedule.timeline.view.axis != axis
        await seat.into("start", "tomorrow 21:00")
        assert seat.time == "Wed 21:00"
        await seat.press("escape", "y")
        assert seat.at_board
        assert (seat.schedule.timeline.view.axis, seat.time, seat.employee) == (axis, time, who)
        assert seat.schedule.queue.display
        assert seat.schedule.timeline.ghost is None
        assert not seat.status
        assert " BOARD" in seat.text


async def test_half_a_time_takes_the_board_nowhere(demo: str) -> None:
    async with seated(demo, size=WIDE) as seat:
        await seat.to_cell(3, "15:00")
        await seat.press("enter")
        axis = seat.schedule.timeline.view.axis
        await seat.field("start")
        await seat.write("2")
        await seat.write("1:30")
        assert seat.schedule.timeline.view.axis == axis
        assert "not shown here" in seat.status
        await seat.press("tab")
        assert "not shown here" not in seat.status
        assert seat.time == "Tue 21:30"


async def test_a_resize_across_160_keeps_what_was_typed(demo: str) -> None:
    async with seated(demo, size=WIDE) as seat:
        await seat.to_cell(3, "15:00")
        await seat.press("enter")
        await seat.field("description")
        await seat.write("Half of ")
        for size in ((120, 40), WIDEST, (80, 24), WIDE):
            await seat.pilot.resize_terminal(*size)
            await seat.settle()
            assert seat.form.pane.is_beside is (size[0] >= 160)
        await seat.write("it")
        assert seat.form.text("description") == "Half of it"
        assert ghost_lines(seat)[1] == "Half of it"
        await seat.press("escape", "y")
        assert seat.schedule.timeline.outer_size.width == 160
        assert seat.time == "Tue 15:00"


async def test_a_saved_job_has_no_ghost_until_it_is_changed(demo: str) -> None:
    async with seated(demo, size=WIDE) as seat:
        await seat.to_block()
        await seat.press("enter")
        assert seat.schedule.timeline.ghost is None
        await seat.into("duration", "3h15")
        assert ghost_lines(seat)
        await seat.press("f2")
        if not seat.at_board:
            await seat.press("enter")
        assert seat.at_board
        assert seat.schedule.timeline.ghost is None


async def test_who_is_picked_says_at_once_what_they_have_on(demo: str) -> None:
    async with seated(demo, size=WIDE) as seat:
        await seat.to_cell(4, "15:00")
        await seat.press("enter")
        assert seat.form.model.availability


async def test_the_mouse_works_in_a_form_beside_and_does_nothing_on_the_board(demo: str) -> None:
    async with seated(demo, size=WIDE) as seat:
        await seat.to_cell(3, "15:00")
        await seat.press("enter")
        spot = seat.form.hand.sheet.spot("description")
        assert spot is not None
        pane = seat.form.pane.region
        await seat.pilot.click(offset=(pane.x + 1 + spot.x, pane.y + 2 + spot.y))
        await seat.settle()
        assert seat.focused == "description"
        before = seat.form.model.record
        await seat.pilot.click(offset=(60, 20))
        await seat.settle()
        assert seat.form.model.record == before


async def test_a_form_over_a_list_covers_the_screen_as_before(demo: str) -> None:
    async with seated(demo, size=WIDE) as seat:
        await seat.press("g", "j")
        await seat.press("enter")
        assert not seat.form.pane.is_beside
        assert seat.schedule.aside is None


async def test_what_is_under_a_form_may_be_smaller_while_the_terminal_grows(demo: str) -> None:
    """The output stage wants every line in full: this ended the console."""
    async with seated(demo, size=WIDE) as seat:
        await seat.to_cell(3, "15:00")
        await seat.press("enter")
        form = seat.form
        form._under = [Strip([Segment("x" * 30)], 30)] * 10
        lines = form.render_lines(Region(10, 5, 116, 20))
        assert [line.cell_length for line in lines] == [116] * 20
        assert lines[4].text == "x" * 20 + " " * 96


async def test_beside_a_form_names_are_formed_once_and_the_panes_styles_stay(
    demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    formed, styled = list[int](), list[object]()

    def told(people: Sequence[Employee], cells: int) -> dict[int, str]:
        formed.append(cells)
        return name_forms(people, cells)

    def looked_through(sheet: Stylesheet, node: Any, **options: Any) -> None:
        styled.append(node)
        apply(sheet, node, **options)

    apply, name_forms = Stylesheet.apply, names.name_forms
    async with seated(demo, (200, 50)) as seat:
        await seat.press("a", "escape")
        monkeypatch.setattr(names, "name_forms", told)
        monkeypatch.setattr(Stylesheet, "apply", looked_through)
        await seat.press("a", "escape")
        assert formed == []
        frame = seat.schedule.frame
        assert styled
        assert not {*styled} & {seat.schedule.queue, *frame.panes}


@pytest.mark.parametrize(
    "before", [(), ("=", "0", "z", "z")], ids=["the day as it fits", "the same cells at each width"]
)
async def test_what_was_drawn_for_a_width_is_what_would_be_drawn(demo: str, before: tuple[str, ...]) -> None:
    async with seated(demo, size=WIDE) as seat:
        await seat.press(*before)
        await seat.to_block()
        for keys in (("enter",), ("escape",), ("enter",), ("escape", "d"), ("enter",), ("escape",)):
            await seat.press(*keys)
            await shows_what_it_would_draw(seat, keys)
        for size in ((110, 40), (82, 24), (111, 40), (81, 24), (110, 40)):
            await seat.pilot.resize_terminal(*size)
            await seat.settle()
            await shows_what_it_would_draw(seat, size)


async def shows_what_it_would_draw(seat: Seat, did: object) -> None:
    """The schedule's lines as they are kept, and as they are when nothing is."""
    timeline, compositor = seat.schedule.timeline, seat.schedule._compositor
    kept = compositor.render_strips()
    timeline._forget()
    timeline._strips = drawn_rows.KeptStrips()
    await seat.settle()
    assert compositor.render_strips() == kept, did


async def test_a_form_opened_again_draws_no_row_again(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with seated(demo, size=WIDE) as seat:
        await seat.to_block()
        await seat.press("enter", "escape")
        monkeypatch.setattr(drawn_rows, "lines_of", None)
        monkeypatch.setattr(names.NameColumn, "_painted", None)
        await seat.press("enter", "escape", "enter")
