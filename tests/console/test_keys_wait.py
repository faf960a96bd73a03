"""Keys wait for what they are for: before the board is open, while something opens, fills or is saved."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Offset

from industrack_core.domain.acts.acts import AddEmployee
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import WorkStatus, next_status
from industrack_tui.board.crew import TickList
from industrack_tui.board.exceptions import ExceptionList
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.page import Page
from industrack_tui.dialogs.palette import CommandPalette
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.job.form import JobForm
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.lists.screen import ListScreen
from industrack_tui.widgets.period.kind import PeriodKind
from tests.console.seat import TODAY, Seat, other_desk, seated
from tests.console.slow_bridge import SlowBridge, slow
from tests.store.small_company import rows


def bridge_of(seat: Seat) -> SlowBridge:
    bridge = seat.app.bridge
    assert isinstance(bridge, SlowBridge)
    return bridge


async def kept(seat: Seat, name: str) -> None:
    """Until the answer of a method is there, and kept back."""
    await seat.until(lambda: any(each.asked == name for each in bridge_of(seat).kept))


def revision(seat: Seat) -> int:
    """The number of the newest act in the journal."""
    with closing(other_desk(seat.url)) as desk:
        return desk.revision()


# -- before the board is open ------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["_open_desk", "office", "queue"])
async def test_a_board_that_is_not_read_says_nothing_of_it(demo: str, stage: str) -> None:
    """No people, nothing waits, midnight: of none of it anybody knows yet."""
    async with seated(demo, bridge=slow(stage), opened=False) as seat:
        await kept(seat, stage)
        await seat.until(lambda: "Opening the board" in seat.text)
        assert seat.header.split() == ["IndusTrack"]
        assert seat.schedule.queue.render_line(0).text.split() == ["Queue"]
        panes = (seat.schedule.timeline, seat.schedule.queue)
        told = "".join(pane.render_line(y).text for pane in panes for y in range(pane.outer_size.height))
        assert set(told.replace("Queue", "")) <= {" ", seat.schedule.glyphs.bar}
        bridge_of(seat).let_go()
        await seat.until(lambda: seat.schedule.office is not None)
        await seat.settle()
        assert "16 people" in seat.text


async def test_what_was_said_while_one_waited_is_not_unsaid_by_an_older_sentence(demo: str) -> None:
    """Two waits in one go: what stands there again is what was said last, not what stood before the first."""
    async with seated(demo) as seat:
        status = seat.schedule.status
        status.say("Opening the board", lasting=True)
        status.show_waiting("Waiting for the database.")
        status.say("")
        status.show_waiting("Still waiting for it.")
        status.show_waiting("")
        assert status.sentence == ""
        status.say("Saved.")
        status.show_waiting("Waiting for the database.")
        status.show_waiting("Still waiting for it.")
        status.show_waiting("")
        assert status.sentence == "Saved."


@pytest.mark.parametrize("stage", ["_open_desk", "office", "queue"])
async def test_keys_before_the_board_is_open_are_for_the_board(demo: str, stage: str) -> None:
    async with seated(demo, bridge=slow(stage), opened=False) as seat:
        await kept(seat, stage)
        before = revision(seat)
        seat.at_once(*"aprosp")
        await seat.until(lambda: len(seat.app.held) == 6)
        bridge_of(seat).let_go()
        await seat.until(lambda: isinstance(seat.app.screen, JobForm))
        await seat.settle()
        assert seat.form.text("customer") == "prosp"
        assert revision(seat) == before


async def test_three_periods_on_before_the_board_is_open(demo: str) -> None:
    async with seated(demo, bridge=slow("office"), opened=False) as seat:
        seat.at_once(*"]]]")
        await kept(seat, "office")
        bridge_of(seat).let_go()
        await seat.until(lambda: seat.schedule.office is not None)
        await seat.settle()
        assert (seat.schedule.day - TODAY).days == 3


@pytest.mark.parametrize(("key", "title"), [("c", "Calendar"), ("F", "Filter"), ("g", "Go to"), ("A", "Actions")])
async def test_a_menu_asked_for_at_the_first_frame_opens_once_it_can(demo: str, key: str, title: str) -> None:
    async with seated(demo, opened=False) as seat:
        seat.at_once(key)
        await seat.until(lambda: isinstance(seat.app.screen, Menu))
        await seat.settle()
        assert seat.top(Menu).heading == title


async def test_esc_leaves_out_what_waits_for_the_board_and_says_so(demo: str) -> None:
    async with seated(demo, bridge=slow("office"), opened=False) as seat:
        await kept(seat, "office")
        seat.at_once(*"aprosp")
        await seat.until(lambda: seat.schedule.is_told)
        assert "esc leaves them out" in seat.status
        seat.at_once("escape")
        await seat.until(lambda: not seat.app.held)
        bridge_of(seat).let_go()
        await seat.until(lambda: seat.schedule.office is not None)
        await seat.settle()
        assert seat.at_board


async def test_ctrl_q_leaves_a_console_whose_database_does_not_answer(demo: str) -> None:
    async with seated(demo, bridge=slow("office"), opened=False) as seat:
        await kept(seat, "office")
        seat.at_once("a")
        await seat.until(lambda: seat.schedule.is_told)
        seat.at_once("ctrl+q")
        await seat.until(lambda: seat.app._exit)
        bridge_of(seat).let_go()


# -- what opens, and what is about a job -------------------------------------------------------


async def test_letters_after_the_key_of_the_crew_are_for_its_dialog(demo: str) -> None:
    async with seated(demo, bridge=slow("availability")) as seat:
        await seat.to_block()
        before = revision(seat)
        seat.at_once(*"esam")
        await kept(seat, "availability")
        await seat.until(lambda: seat.app.keys_are_done)
        dialog = seat.top(TickList)
        assert all("sam" in each.name.lower() for each in dialog.listed)
        bridge_of(seat).let_go()
        await seat.settle()
        assert revision(seat) == before


@pytest.mark.parametrize(
    ("name", "key", "opens", "letter"),
    [
        ("job_file", "i", Page, "s"), ("exceptions", "E", ExceptionList, "j"), ("job", "delete", Question, "s"),
        ("advise", "exclamation_mark", Menu, "s"),
    ],
)  # fmt: skip
async def test_keys_wait_for_a_dialog_that_is_read_first(
    demo: str, name: str, key: str, opens: type, letter: str
) -> None:
    async with seated(demo, bridge=slow()) as seat:
        await seat.to_block()
        before = revision(seat)
        bridge_of(seat).slow = frozenset({name})
        seat.at_once(key, letter, letter, letter)
        await kept(seat, name)
        await seat.until(lambda: len(seat.app.held) == 3)
        bridge_of(seat).let_go()
        await seat.settle()
        seat.top(opens)
        assert revision(seat) == before


@pytest.mark.parametrize(
    ("name", "key", "opens"),
    [("job_file", "i", Page), ("exceptions", "E", ExceptionList), ("advise", "exclamation_mark", Menu)],
)
async def test_what_only_shows_something_opens_at_once(demo: str, name: str, key: str, opens: type) -> None:
    async with seated(demo, bridge=slow()) as seat:
        await seat.to_block()
        bridge_of(seat).slow = frozenset({name})
        seat.at_once(key)
        await kept(seat, name)
        await seat.until(lambda: "Reading." in seat.prose)
        seat.top(opens)
        bridge_of(seat).let_go()
        await seat.settle()
        seat.top(opens)
        assert "Reading." not in seat.prose
        await seat.press("escape")
        assert seat.at_board


async def test_what_does_not_open_takes_its_keys_along_and_says_so(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.to_free_cell()
        before = revision(seat)
        seat.at_once(*"eapx")
        await seat.settle()
        assert seat.at_board
        assert seat.status == "Crew: there is no job under the cursor. 3 keys typed for it left out."
        assert revision(seat) == before


async def test_esc_gives_up_what_does_not_come(demo: str) -> None:
    async with seated(demo, bridge=slow()) as seat:
        await seat.to_block()
        bridge_of(seat).slow = frozenset({"job_file"})
        seat.at_once("i", "s")
        await seat.until(lambda: isinstance(seat.app.screen, Page) and "esc gives it up" in seat.prose)
        before = revision(seat)
        seat.at_once("escape")
        await seat.until(lambda: not seat.app.held)
        bridge_of(seat).let_go()
        await seat.settle()
        assert seat.at_board
        assert revision(seat) == before


async def test_a_question_that_nobody_asked_for_takes_no_key_that_came_before_it(demo: str) -> None:
    async with seated(demo) as seat:
        while seat.block is None or seat.block.delivery != "dispatched" or seat.block.status != "not_started":
            await seat.press("w")
        before = revision(seat)
        seat.at_once("x", "enter", "y")
        await seat.settle()
        seat.top(Question)
        assert revision(seat) == before


async def test_a_board_that_is_read_under_a_dialog_leaves_the_keys_to_it(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("S")
        keys = seat.schedule.frame.keys
        before = [strip.text for strip in keys.render_lines(keys.region.reset_offset)]
        assert before == [" " * keys.region.width]
        seat.schedule.show_card()
        assert [strip.text for strip in keys.render_lines(keys.region.reset_offset)] == before
        await seat.press("escape")
        assert "Open" in seat.lines[-1]


# -- views, lists, forms -----------------------------------------------------------------------


async def test_keys_after_a_view_are_for_the_view(demo: str) -> None:
    async with seated(demo) as slowly:
        await slowly.press("v", "d", "down", "down")
        wanted = (slowly.schedule.period._cursor.line, slowly.schedule.minute)
    async with seated(demo) as seat:
        seat.at_once("v", "d", "down", "down")
        await seat.settle()
        assert seat.schedule.period.kind is PeriodKind.DAY
        assert (seat.schedule.period._cursor.line, seat.schedule.minute) == wanted


async def test_keys_after_a_module_are_for_its_rows(demo: str) -> None:
    async with seated(demo) as slowly:
        await slowly.press("g", "c", "down", "enter")
        wanted = slowly.record.text("name")
    async with seated(demo, bridge=slow()) as seat:
        bridge_of(seat).slow = frozenset({"list_around"})
        seat.at_once("g", "c", "down", "enter")
        await kept(seat, "list_around")
        await seat.until(lambda: len(seat.app.held) == 2)
        assert not seat.rows
        bridge_of(seat).let_go()
        await seat.settle()
        assert seat.top(RecordForm).text("name") == wanted


async def test_enter_behind_words_opens_what_the_words_find(demo: str) -> None:
    async with seated(demo) as slowly:
        await slowly.press("g", "c", "slash", *"oak", "enter", "enter")
        wanted = slowly.record.text("name")
    async with seated(demo) as seat:
        seat.at_once("g", "c", "slash", *"oak", "enter", "enter")
        await seat.settle()
        assert seat.top(RecordForm).text("name") == wanted


async def test_a_command_by_its_name_in_one_piece(demo: str) -> None:
    async with seated(demo) as seat:
        seat.at_once("ctrl+p", *"customers", "enter")
        await seat.until(lambda: not isinstance(seat.app.screen, CommandPalette))
        await seat.settle()
        assert seat.top(ListScreen).spec.name == "customer"


# -- keys over each other ----------------------------------------------------------------------


def acts_of(url: str, after: int) -> list[str]:
    """The sentences of the journal since a revision, oldest first."""
    statement = "SELECT line FROM journal WHERE revision > :seen ORDER BY revision"
    return [str(line) for (line,) in rows(f"sqlite:///{url}", statement, seen=after)]


@pytest.mark.parametrize(
    "keys",
    [
        ("a", *"prospect", "f2", "w", "right", "s"), ("enter", "f2", "s", "w"), ("p", "p"), ("2", "down", "p", "p"),
        ("shift+right", "s"), ("shift+right", "shift+right", "s", "e", "s"), ("shift+down", "s", "u"),
        ("A", "s"), ("A", "a", "s"), ("right",) * 20, ("down",) * 12 + ("s",), ("s",) * 6, ("w",) * 8 + ("s",),
        ("g", "c", "enter", "f2", "down", "enter"), ("g", "c", "e", "a", "s"), ("g", "c", "enter", "ctrl+o", "enter"),
        ("i", "escape", "s"), ("E", "down", "escape", "w", "s"), ("exclamation_mark", "x", "s"),
        ("v", "w", "down", "s"), ("v", "m", "b", "escape", "s"),
    ],
    ids=" ".join,
)  # fmt: skip
async def test_keys_in_one_piece_come_to_what_they_come_to_one_by_one(
    founded_demo: Path, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    came = []
    for way in ("one by one", "at once"):
        url = str(shutil.copy(founded_demo, tmp_path / f"{way}.sqlite"))
        async with seated(url) as seat:
            await seat.press("w")
            before = revision(seat)
            if way == "at once":
                seat.at_once(*keys)
                await seat.settle()
            else:
                await seat.press(*keys)
            schedule = seat.schedule
            screens = [type(each).__name__ for each in seat.app.screen_stack]
            place = (schedule.minute, schedule.employee_id, schedule.day, schedule.period.kind)
            came.append((screens, place, type(schedule.mode), acts_of(url, before)))
    assert came[0] == came[1]


@pytest.mark.parametrize("stage", ["_open_desk", "office"])
async def test_a_click_and_a_paste_before_the_board_is_open_wait_for_it(demo: str, stage: str) -> None:
    async with seated(demo, bridge=slow(stage), opened=False) as seat:
        await kept(seat, stage)
        before = revision(seat)
        seat.at_once("a")
        seat.app.post_message(events.Paste("prosp"))
        at = seat.schedule.timeline.region.offset + Offset(30, 4)
        for kind in (events.MouseDown, events.MouseUp):
            seat.app.post_message(kind(None, at.x, at.y, 0, 0, 1, False, False, False, at.x, at.y, None))
        await seat.until(lambda: len(seat.app.held) == 4)
        bridge_of(seat).let_go()
        await seat.until(lambda: isinstance(seat.app.screen, JobForm))
        await seat.settle()
        assert seat.form.text("customer") == "prosp"
        assert revision(seat) == before


# -- back where one was ------------------------------------------------------------------------


@pytest.mark.parametrize("shown", [None, "d", "w", "m"])
@pytest.mark.parametrize("keys", [("b", "escape"), ("m", "right", "down", "escape"), ("m", "v", "w", "escape")])
async def test_esc_brings_cursor_and_pane_back(demo: str, keys: tuple[str, ...], shown: str | None) -> None:
    async with seated(demo) as seat:
        if shown is not None:
            await seat.press("v", shown, "down", "down")
        await seat.press("2", "down")

        def place() -> tuple[object, ...]:
            schedule = seat.schedule
            cursor = (schedule.minute, schedule.employee_id, schedule.period.kind, schedule.period._cursor.line)
            line = schedule.timeline.view.line if schedule.in_timeline else None
            return (*cursor, line, schedule.day, seat.focused, schedule.queue.index)

        before = place()
        await seat.press(*keys)
        assert place() == before
        assert not in_hand(seat)


def in_hand(seat: Seat) -> bool:
    """Whether a job is in the hand."""
    return seat.schedule.mode is not None


async def test_a_drag_that_was_given_up_does_not_go_on(demo: str) -> None:
    async with seated(demo) as seat:
        queue, timeline = seat.schedule.queue, seat.schedule.timeline
        at = queue.region.offset + Offset(4, 2)
        place = timeline.region.offset + Offset(40, 6)

        async def mouse(kind: type[events.MouseEvent], x: int, y: int) -> None:
            seat.app.screen._forward_event(kind(None, x, y, 0, 0, 1, False, False, False, x, y, None))
            await seat.settle()

        before = revision(seat)
        await mouse(events.MouseDown, at.x, at.y)
        await mouse(events.MouseMove, place.x, place.y)
        assert in_hand(seat)
        await seat.press("escape")
        await mouse(events.MouseMove, place.x + 4, place.y)
        assert not in_hand(seat)
        await mouse(events.MouseUp, place.x + 4, place.y)
        assert not in_hand(seat)
        assert revision(seat) == before


async def test_news_of_a_nudge_that_is_still_going_on_leaves_the_cursor_with_its_job(demo: str) -> None:
    async with seated(demo, bridge=slow()) as seat:
        block = await seat.to_block()
        while next_status(WorkStatus(block.status)) is None:
            block = await seat.to_block()
        bridge = bridge_of(seat)
        bridge.slow = frozenset({"perform"})
        before = seat.schedule.state.revision
        seat.at_once("shift+right", "shift+right")
        await kept(seat, "perform")
        await seat.until(lambda: seat.schedule.state.revision > before)  # the first step is heard, and read
        bridge.let_go()
        seat.at_once("s")
        await seat.settle()
        found = seat.schedule.block
        assert found is not None
        assert (found.job_id, found.status) == (block.job_id, next_status(WorkStatus(block.status)))
        assert found.start == block.start + 30


async def test_a_picture_from_before_the_act_does_not_take_the_cursor_back(demo: str) -> None:
    async with seated(demo, bridge=slow()) as seat:
        block = await seat.to_block()
        bridge = bridge_of(seat)
        bridge.slow = frozenset({"board", "rows_of_jobs"})
        with closing(other_desk(demo)) as other:
            assert isinstance(other.perform(AddEmployee("Zoe", "Zander")), Done)
        await kept(seat, "board")  # read because of the other's act, with the job where it still is
        before = revision(seat)
        seat.at_once("shift+right", "shift+right")
        await seat.until(lambda: seat.schedule.nudges is not None and not seat.schedule.nudges.is_saving)
        newest = revision(seat)  # both presses are saved
        assert newest > before
        await seat.until(lambda: len([each for each in bridge.kept if each.asked == "board"]) > 1)
        bridge.kept.pop(0).go.set()
        await seat.until(lambda: seat.schedule.state.revision == before)  # the older one is shown
        bridge.let_go()
        await seat.settle()
        found = seat.schedule.block
        assert found is not None
        assert (found.job_id, found.start) == (block.job_id, block.start + 30)


@pytest.mark.parametrize("view", ["d", "w", "m", "3"])
async def test_a_view_chosen_before_the_rows_are_there_opens_where_it_does_afterwards(demo: str, view: str) -> None:
    places = []
    async with seated(demo) as seat:
        await seat.press("v", view)
        places.append((seat.schedule.minute, seat.block))
    async with seated(demo, bridge=slow("board"), opened=False) as seat:
        await kept(seat, "board")
        seat.at_once("v")
        await seat.until(lambda: isinstance(seat.app.screen, Menu))
        seat.at_once(view)
        await seat.until(lambda: seat.at_board)
        bridge_of(seat).let_go()
        await seat.settle()
        places.append((seat.schedule.minute, seat.block))
    assert places[0] == places[1]
