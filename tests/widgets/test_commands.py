"""The command table: everything handled, nothing bound that a terminal keeps for itself, the footer in 80 columns."""

from collections import Counter
from inspect import signature

import pytest
from textual.binding import Binding
from textual.widget import Widget

from industrack_core.domain.text.text import cell_width
from industrack_core.store.lists.list_kinds import LISTS
from industrack_tui.board.frame import footer_commands
from industrack_tui.commands.board import COMMANDS, keys_of
from industrack_tui.commands.command import Command, Going, Needs, Pane
from industrack_tui.commands.forms import FORM_KEYS
from industrack_tui.commands.key_names import key_text
from industrack_tui.commands.lists import LIST_COMMANDS
from industrack_tui.commands.rows import ROW_COMMANDS
from industrack_tui.dialogs.dialog import Dialog
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.page import Page
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.conflict import ConflictDialog
from industrack_tui.late import late
from industrack_tui.office.report_lists import REPORT

FORBIDDEN = {
    *(f"ctrl+{key}" for key in ("h", "i", "j", "m", "left_square_bracket", "s", "a", "b", "z")),
    *(f"f{number}" for number in range(11, 25)),
}
PANES = [Pane.BOARD, Pane.QUEUE]


OF_ROWS = [command for commands in ROW_COMMANDS.values() for command in commands]


@pytest.mark.parametrize("command", [*COMMANDS, *LIST_COMMANDS, *OF_ROWS, *FORM_KEYS], ids=lambda command: command.id)
def test_every_command_names_functions_that_are_there(command: Command) -> None:
    for where in filter(None, (command.run, command.in_period, command.marked, command.why_not, command.only_for)):
        assert callable(late(where)), where
    assert command.run


@pytest.mark.parametrize("command", [*LIST_COMMANDS, *OF_ROWS], ids=lambda command: command.id)
def test_what_a_command_of_a_list_needs_is_what_its_functions_take(command: Command) -> None:
    needs = {Needs.ROW: ("row",), Needs.ROWS: ("rows",)}.get(command.needs, ())
    assert tuple(signature(late(command.run)).parameters) == ("screen", *needs)
    if command.why_not:
        assert tuple(signature(late(command.why_not)).parameters) == ("screen", *("row" for _ in needs))
    assert not command.only_for or tuple(signature(late(command.only_for)).parameters) == ("row",)
    assert command.pane is Pane.LIST


def test_commands_of_rows_are_of_lists_that_there_are() -> None:
    assert set(ROW_COMMANDS) <= {*LISTS, REPORT, "log"}
    assert all(command.id.startswith(f"{name}.") for name, commands in ROW_COMMANDS.items() for command in commands)


def test_what_goes_on_with_a_job_in_the_hand_and_with_a_proposal() -> None:
    """In the hand: moving, other days and modules, and what only shows. The rest waits for enter or esc."""
    carried = {
        "left", "right", "up", "down", "page-up", "page-down", "hour-left", "hour-right", "scroll-earlier",
        "scroll-later", "home", "end", "first-row", "last-row", "next-job", "previous-job", "unfold", "open",
    }  # fmt: skip
    modules = {
        "board", "estimates", "customers", "inventory", "orders", "jobs-queue", "forms", "employees", "groups", "log",
        "deleted", "settings", "field-reports", "waiting", "timesheets",
        "reports",
    }  # fmt: skip
    places = {"previous", "next", "today", "menu", "date", "next-found", "previous-found"}
    others = {
        "app.help",
        "app.marks",
        "app.repaint",
        "app.stop-the-day",
        "app.quit",
        "view.theme",
        "view.density",
        "view.zoom-in",
        "view.zoom-out",
        "view.hours",
    }
    goes = {*(f"board.{each}" for each in carried), *(f"go.{each}" for each in modules | places), *others}
    assert {each.id for each in COMMANDS if Going.CARRY in each.during} == goes
    ends = {each.id for each in COMMANDS if each.id.partition(".")[0] in ("job", "edit", "queue")}
    assert {each.id for each in COMMANDS if Going.PROPOSAL not in each.during} == ends


def test_what_is_for_the_timeline_alone_or_has_another_way_in_the_other_views() -> None:
    ways = {each.id: each.in_period.partition(":")[2] for each in COMMANDS if each.in_period}
    timeline_only = {"hour-left", "hour-right", "scroll-earlier", "scroll-later", "unfold"}
    assert {each for each, way in ways.items() if way == "for_the_timeline"} == {
        f"board.{each}" for each in timeline_only
    }
    assert {each for each, way in ways.items() if way != "for_the_timeline"} == {
        "board.open", "board.left", "board.right", "board.up", "board.down", "board.page-up", "board.page-down",
        "board.home", "board.end", "board.first-row", "board.last-row", "board.next-job", "board.previous-job",
    }  # fmt: skip


def test_what_is_done_to_all_that_are_marked() -> None:
    assert {each.id for each in COMMANDS if each.marked} == {
        "job.dispatch", "job.unassign", "job.delete", "queue.delete", "job.status", "job.status-menu", "job.crew",
        "job.carry",
    }  # fmt: skip


def test_ids_are_unique() -> None:
    every = (*COMMANDS, *LIST_COMMANDS, *OF_ROWS)
    assert [id for id, count in Counter(command.id for command in every).items() if count > 1] == []


@pytest.mark.parametrize("pane", PANES)
def test_a_key_means_one_thing_in_a_pane(pane: Pane) -> None:
    keys = Counter(key for command in COMMANDS if command.pane in (pane, Pane.ANY) for key in command.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def _keys_of(screen: type[Widget]) -> list[str]:
    bound = [binding for binding in screen.BINDINGS if isinstance(binding, Binding)]
    return [key for binding in bound for key in binding.key.split(",")]


def test_no_key_that_a_terminal_a_multiplexer_or_a_desktop_takes() -> None:
    keys = {key for command in (*COMMANDS, *FORM_KEYS) for key in command.keys}
    for screen in (Dialog, Question, Prompt, Menu, Page, ConflictDialog):
        keys |= set(_keys_of(screen))
    assert keys & FORBIDDEN == set()
    assert not [key for key in keys if key.startswith(("alt+", "super+", "cmd+", "ctrl+shift+"))]
    assert not [key for key in keys if key.startswith("ctrl+") and key[5:].isupper()]


def test_every_chord_has_a_plain_key_or_is_in_the_palette() -> None:
    for command in COMMANDS:
        assert command.palette or any("+" not in key for key in command.keys) or command.id == "app.palette", command.id


@pytest.mark.parametrize("pane", PANES)
def test_a_pane_finds_its_own_commands_and_those_that_hold_anywhere(pane: Pane) -> None:
    wanted = {key: each.id for each in COMMANDS if each.pane in (pane, Pane.ANY) for key in each.keys}
    assert dict(keys_of(pane)) == wanted


@pytest.mark.parametrize("pane", PANES)
def test_the_footer_names_seven_commands_in_eighty_columns_help_among_them(pane: Pane) -> None:
    used, shown = 0, []
    for command in footer_commands(pane):
        used += cell_width(command.shown_key) + cell_width(command.label) + 4
        if used > 80:
            break
        shown.append(command.id)
    assert len(shown) >= 5
    assert "app.help" in shown


def test_keys_read_as_people_write_them() -> None:
    assert [key_text(key) for key in ("question_mark", "escape", "left_square_bracket", "w")] == ["?", "esc", "[", "w"]


@pytest.mark.parametrize("command", [*LIST_COMMANDS, *OF_ROWS], ids=lambda command: command.id)
def test_quit_dispatch_and_place_are_nothing_else_in_a_list(command: Command) -> None:
    """A hand that has learned them on the board does no harm in a list."""
    assert not {"q", "D", "p"} & set(command.usual_keys)
