"""What every list does, whatever it is of: paging, sorting, filters, finding, marks, mouse, news, small terminals."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.listing import ListQuery
from industrack_tui.commands.lists import commands_of, keys_of_list
from industrack_tui.commands.rows import ROW_COMMANDS
from industrack_tui.dialogs.help_dialog import HelpDialog
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.lists.panes import ListPane
from industrack_tui.lists.screen import ListScreen
from industrack_tui.office.modules import MODULES
from tests.console.seat import Seat, other_desk, seated


async def wheel(seat: Seat, kind: type[events.MouseEvent]) -> None:
    """The wheel over the rows."""
    pane = seat.list.query_one(ListPane)
    region = pane.region
    pane.post_message(kind(pane, 1, 1, 0, 0, 0, False, False, False, region.x + 1, region.y + 1))
    await seat.settle()


FILLED = [module for module in MODULES if module.title != "Deleted"]
"""Modules of which the demo company shows something; nothing of it was deleted (test_deleted.py)."""


# -- reached and left --------------------------------------------------------------------------


@pytest.mark.parametrize("module", FILLED, ids=[module.title for module in FILLED])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_each_module_is_reached_by_g_and_a_letter_and_left_by_esc(
    demo: str, module: Any, size: tuple[int, int]
) -> None:
    async with seated(demo, size=size) as seat:
        await seat.press("g", module.letter)
        assert seat.list.spec.title == module.title
        assert module.title in seat.lines[1]
        assert seat.rows, "the demo company shows something of everything"
        assert all(len(line) == size[0] for line in seat.lines)
        await seat.press("escape")
        assert seat.at_board


async def test_from_one_module_to_the_next_and_back_to_the_board(demo: str) -> None:
    async with seated(demo) as seat:
        for module in MODULES:
            await seat.press("g", module.letter)
            assert len(seat.app.screen_stack) == 2
        await seat.press("g", "b")
        assert seat.at_board


@pytest.mark.parametrize("module", FILLED, ids=[module.title for module in FILLED])
def test_every_command_of_a_list_has_a_key_of_its_own(module: Any) -> None:
    spec = module.spec()
    own = ROW_COMMANDS.get(spec.name, ())
    keys = [key for command in own for key in command.keys]
    assert len(keys) == len(set(keys))
    assert set(keys_of_list(spec.name).values()) <= {command.id for command in commands_of(spec.name)}


@pytest.mark.parametrize("module", FILLED, ids=[module.title for module in FILLED])
async def test_a_list_is_sorted_by_each_of_its_columns_both_ways(demo: str, module: Any) -> None:
    async with seated(demo) as seat:
        await seat.press("g", module.letter)
        columns = [column for column in seat.list.spec.columns if column.sort != "-"]
        for at, column in enumerate(columns):
            await seat.press("o")
            menu = seat.top(Menu)
            await seat.press(menu.choices[at].letter)
            sort = column.sort or column.name
            if seat.list.query_now.sort != sort:
                raise AssertionError(column)
            first = [row.id for row in seat.list.window.rows]
            await seat.press("O", "home")
            assert [row.id for row in seat.list.window.rows] == list(reversed(first))
            await seat.press("O")


@pytest.mark.parametrize("module", FILLED, ids=[module.title for module in FILLED])
async def test_each_filter_shows_what_the_database_has(demo: str, module: Any) -> None:
    async with seated(demo) as seat:
        await seat.press("g", module.letter)
        for name, _ in seat.list.spec.filters:
            assert seat.list.query_now.filter == name
            with closing(other_desk(demo)) as desk:
                page = desk.list_page(replace(seat.list.query_now), limit=200)
            assert [row.id for row in seat.list.window.rows] == [row.id for row in page.rows]
            await seat.press("right")
        assert seat.list.query_now.filter == seat.list.spec.filters[0][0]


async def test_the_menu_shows_what_can_be_done_and_why_not(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "e", "full_stop")
        choices = {choice.id: choice for choice in seat.top(Menu).choices}
        assert "list.open" in choices
        for command_id, choice in choices.items():
            command = next(each for each in commands_of("estimate") if each.id == command_id)
            assert bool(choice.why_not) == bool(seat.app.screen_stack[1].why_not(command))  # type: ignore[attr-defined]
        assert len({choice.letter for choice in choices.values()}) == len(choices)


async def test_help_lists_the_keys_of_this_list(demo: str) -> None:
    async with seated(demo, size=(120, 60)) as seat:
        await seat.press("g", "e", "question_mark")
        seat.top(HelpDialog)
        assert "Convert to Job" in seat.text
        await seat.press("escape")
        assert isinstance(seat.app.screen, ListScreen)
        await seat.press("question_mark")
        await seat.write("sort by")
        await seat.press("enter")
        assert seat.top(Menu).heading == "Sort by", "it runs what is under the cursor"


async def test_the_palette_runs_a_lists_command(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "e", "ctrl+p")
        await seat.write("mark lost")
        await seat.until(lambda: "Mark Lost" in seat.text)
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.app.screen, ListScreen))
        await seat.settle()
        assert "Lost" in seat.said


async def test_a_command_of_the_schedule_says_where_it_holds(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "e")
        seat.list.action_command("view.zoom-in")
        assert "for the schedule" in seat.said


# -- finding -----------------------------------------------------------------------------------


async def test_typing_finds_and_esc_shows_everything_again_around_the_found(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c", "slash")
        every = len(seat.rows)
        await seat.write("russo")
        assert seat.rows
        assert len(seat.rows) < every
        found = seat.row
        await seat.press("enter")
        assert "find: russo" in seat.text
        await seat.press("escape")
        assert seat.row == found
        assert len(seat.rows) == every
        assert seat.list.query_now.find == ""


async def test_nothing_found_says_so_and_backspace_finds_again(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c", "slash")
        await seat.write("zzzz")
        assert seat.rows == []
        assert "Nothing is found here" in seat.text
        await seat.press("backspace", "backspace", "backspace", "backspace")
        assert seat.rows


async def test_a_paste_finds_too_and_is_cut_to_what_fits(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c", "slash")
        await seat.paste("russo\n" * 100)
        assert len(seat.list.query_now.find) <= 60
        assert "russo" in seat.list.query_now.find


@pytest.mark.parametrize("text", ['"', "%", "_", "' or 1=1 --", "[@click=app.quit]x[/]", "\\", "12 main st."])
async def test_any_text_can_be_looked_for(demo: str, text: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c", "slash")
        await seat.write(text)
        assert f"find: {text}" in seat.text
        assert isinstance(seat.app.screen, ListScreen)


# -- news, marks, the mouse --------------------------------------------------------------------


def rename_customer(url: str, name: str, to: str) -> Customer:
    with closing(other_desk(url)) as desk:
        [match] = [each for each in desk.find_customers(name) if each.name == name]
        card = desk.customer(match.id)
        assert card is not None
        done = desk.perform(SaveRecord(replace(card.customer, name=to)))
        assert isinstance(done, Done)
        return card.customer


async def test_somebody_elses_change_shows_and_the_cursor_stays_on_its_record(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c", "down", "down", "down")
        here = seat.list.current
        assert here is not None
        name = str(here.values["name"])
        rename_customer(demo, name, f"Aaa {name}")
        await seat.until(lambda: f"Aaa {name}" in seat.text)
        await seat.settle()
        assert seat.list.current is not None
        assert seat.list.current.id == here.id


async def test_marks_stay_on_their_records_and_esc_clears_them(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "j", "space", "down", "space")
        marked = [row.values["number"] for row in seat.list.marks.values()]
        assert len(marked) == 2
        assert "2 marked" in seat.text
        await seat.press("O")
        assert [row.values["number"] for row in seat.list.marks.values()] == marked
        await seat.press("escape")
        assert seat.list.marks == {}


async def test_a_click_goes_to_a_row_a_second_opens_it_and_a_heading_sorts(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c")
        await seat.pilot.click("#rows", offset=(5, 4))
        await seat.settle()
        assert seat.list.window.index == 4
        for descending in (False, True):
            await seat.pilot.click("#top", offset=(4, 2))
            await seat.settle()
            assert seat.list.query_now.sort == "number"
            assert seat.list.query_now.descending is descending
        await seat.press("home")
        await wheel(seat, events.MouseScrollDown)
        assert seat.list.window.top == 3
        await seat.pilot.click("#rows", offset=(5, 2))
        await seat.settle()
        await seat.pilot.click("#rows", offset=(5, 2))
        await seat.settle()
        assert not isinstance(seat.app.screen, ListScreen)


async def test_a_long_list_is_paged_through_by_keys(demo: str) -> None:
    names = [f"Paged {number:04}" for number in range(700)]
    with closing(other_desk(demo)) as desk:
        for name in names:
            desk.perform(SaveRecord(Customer(name=name), address="1 Long Road"))
        everything = desk.list_count(ListQuery("customer", "name")) or 0
    async with seated(demo, size=(100, 30)) as seat:
        await seat.press("g", "c", "slash")
        await seat.write("paged")
        await seat.press("enter", "o", "n")
        seen = [str(row.values["name"]) for row in seat.list.window.rows]
        while seat.list.window.has_after:
            await seat.press("pagedown")
            known = set(seen)
            seen += [name for row in seat.list.window.rows if (name := str(row.values["name"])) not in known]
            assert len(seat.list.window.rows) <= 600
        assert seen == names
        await seat.press("home")
        assert seat.list.current is not None
        assert seat.list.current.values["name"] == names[0]
        await seat.press("end")
        assert seat.list.current.values["name"] == names[-1]
        assert everything > 700


async def test_it_is_drawn_at_any_size_and_theme(demo: str) -> None:
    async with seated(demo, size=(80, 24)) as seat:
        await seat.press("g", "e")
        for size in ((20, 6), (1, 1), (200, 50), (80, 24)):
            await seat.pilot.resize_terminal(*size)
            await seat.settle()
        assert seat.rows
        before = seat.app.theme
        seat.list.action_command("view.theme")
        await seat.settle()
        await seat.press("down")
        assert seat.app.theme != before
        await seat.press("escape")
        assert seat.app.theme == before


@pytest.mark.parametrize(("letter", "ending"), [("e", "csv"), ("c", "xlsx"), ("i", "csv"), ("j", "csv")])
async def test_a_list_is_written_to_a_file_and_never_over_another(
    demo: str, tmp_path: Path, letter: str, ending: str
) -> None:
    path = tmp_path / f"out.{ending}"
    async with seated(demo) as seat:
        await seat.press("g", letter, "X")
        seat.top(Prompt).entry.text = str(path)
        await seat.press("enter")
        assert f"to {path}" in seat.said
        written = path.read_bytes()
        assert len(written) > 200
        await seat.press("X")
        seat.top(Prompt).entry.text = str(path)
        await seat.press("enter")
        assert "cannot be written" in seat.said
        assert path.read_bytes() == written


async def test_a_folder_of_nobody_is_told_while_it_is_typed(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c", "X")
        seat.top(Prompt).entry.text = ""
        await seat.write("~nobody-here/list.csv")
        assert "There is no user nobody-here here" in seat.text
        await seat.press("enter")
        assert seat.top(Prompt).entry.text == "~nobody-here/list.csv"


async def test_a_list_that_is_not_exported_says_so(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "r", "X")
        assert "there is no file for this list" in seat.said


async def test_where_nothing_is_found_the_list_says_so_and_how_to_go_back(demo: str) -> None:
    async with seated(demo, size=(80, 24)) as seat:
        await seat.press("g", "e", "slash")
        await seat.write("nobody has all of these words")
        assert "Nothing is found here; esc shows everything again." in seat.text
        assert "find: nobody has all of these words" in seat.text, "what is looked for is in sight beside the filters"
        await seat.press("enter", "escape")
        assert seat.rows
        await seat.press("g", "o", "F", "g")
        assert seat.list.query_now.filter == "void"
        await seat.press("slash")
        await seat.write("zzz")
        await seat.press("escape")
        assert ("Nothing is here under Void; esc shows the others." in seat.text) is (not seat.rows)


async def test_half_a_sentence_is_not_left_standing(demo: str) -> None:
    async with seated(demo, size=(80, 24)) as seat:
        await seat.press("g", "j", "space", "space", "A")
        assert seat.said.endswith("And 1 more.")
        assert "1 more." in seat.lines[-1]
        seat.list.status.take_back()
        await seat.settle()
        assert seat.lines[-2].rstrip().endswith("…")
        assert "Approve" in seat.lines[-1]
        await seat.press("right")
        assert seat.said == ""


async def test_a_list_in_which_nothing_is_done_to_several_marks_nothing_and_says_why(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "r", "space")
        assert seat.said == "Mark: nothing in this list is done to several at once."
        assert not seat.list.marks
