"""Commands of the lists: those that every list has, and which hold in one; those of its rows are in `rows`.

Part of the one table of commands; kept apart because the board does without it.
"""

from collections.abc import Mapping
from functools import cache

from industrack_tui.commands.board import BY_ID as EVERYWHERE
from industrack_tui.commands.command import Command, Needs, Pane, by_keys
from industrack_tui.commands.rows import ROW_COMMANDS

MODULE_COMMANDS = (
    "go.estimates", "go.customers", "go.inventory", "go.orders", "go.jobs-queue", "go.forms", "go.employees",
    "go.groups", "go.deleted", "go.log",
)  # fmt: skip
"""Commands that lead to the lists of the office, in the order in which people read them."""
FIELD_WAYS = ("go.field-reports", "go.waiting", "go.timesheets")
"""Commands that lead to what comes from phones, and goes to them."""
MODULE_TABS = (
    ("go.board", "Schedule"), ("go.estimates", "Estimates"), ("go.customers", "Customers"),
    ("go.inventory", "Inventory"), ("go.orders", "Orders"), ("go.jobs-queue", "Jobs"), ("go.forms", "Forms"),
    ("go.employees", "Employees"), ("go.settings", "Settings"),
)  # fmt: skip
"""What headers lead to by a click, with names short enough to stand there."""
HOLD_IN_LISTS = (
    "app.help", "app.palette", "app.quit", "app.repaint", "app.back", "edit.undo", "edit.redo", "edit.own-acts",
    "edit.all-acts", "view.theme", "go.menu", "go.board", *MODULE_COMMANDS, *FIELD_WAYS, "go.reports", "go.settings",
)  # fmt: skip
"""Commands of everywhere that mean the same in a list."""


LIST_COMMANDS: tuple[Command, ...] = (
    Command("list.open", ("enter",), "Open", "open the record under the cursor",
            "lists.deeds:open_row", pane=Pane.LIST, needs=Needs.ROW, rank=1, writes=False),
    Command("list.add", ("a",), "Add", "add a record to this list", "lists.deeds:add", pane=Pane.LIST,
            rank=2,
            why_not="lists.deeds:why_not_add"),
    Command("list.menu", ("full_stop",), "Menu", "all that can be done to the row",
            "lists.deeds:show_row_menu", pane=Pane.LIST, needs=Needs.ROW, rank=3, writes=False),
    Command("list.find", ("slash",), "Find", "type words: the list shows what has them all",
            "lists.finding:start", pane=Pane.LIST, rank=4, writes=False),
    Command("list.sort", ("o",), "Sort", "sort by another column; the same one again: the other way round",
            "lists.ordering:choose_order", pane=Pane.LIST, rank=6, writes=False),
    Command("list.reverse", ("O",), "Reverse", "the other way round", "lists.ordering:reverse",
            pane=Pane.LIST, writes=False),
    Command("list.filter", ("F",), "Filter", "show some only", "lists.ordering:choose_filter",
            pane=Pane.LIST, writes=False,
            why_not="lists.ordering:why_not_filter"),
    Command("list.next-filter", ("right", "l"), "Next filter", "the next filter",
            "lists.ordering:next_filter", pane=Pane.LIST, palette=False, writes=False,
            why_not="lists.ordering:why_not_filter"),
    Command("list.previous-filter", ("left", "h"), "Previous filter", "the filter before",
            "lists.ordering:previous_filter", pane=Pane.LIST, palette=False, writes=False,
            why_not="lists.ordering:why_not_filter"),
    Command("list.mark", ("space",), "Mark", "mark the row, for what is done to several at once",
            "lists.deeds:mark", pane=Pane.LIST, needs=Needs.ROW, writes=False,
            why_not="lists.deeds:why_not_mark"),
    Command("list.delete", ("delete",), "Delete", "delete the record; asks first", "lists.deeds:delete",
            pane=Pane.LIST, needs=Needs.ROW,
            why_not="lists.deeds:why_not_delete"),
    Command("list.bring-back", ("R",), "Bring back", "a deleted record back into use",
            "lists.deeds:bring_back", pane=Pane.LIST, needs=Needs.ROW,
            why_not="lists.deeds:why_not_bring_back"),
    Command("list.export", ("X",), "Export", "all of the list, as a CSV or XLSX file",
            "office.printing:export_shown", pane=Pane.LIST, writes=False,
            right="export", why_not="lists.deeds:why_not_export"),
    Command("list.yank", ("y",), "Yank", "the row's text to the terminal's clipboard",
            "lists.deeds:yank_row", pane=Pane.LIST, needs=Needs.ROW, writes=False),
    Command("list.up", ("up", "k"), "Up", "one row up", "lists.moving:up", pane=Pane.LIST, palette=False,
            writes=False, moves=True),
    Command("list.down", ("down", "j"), "Down", "one row down", "lists.moving:down", pane=Pane.LIST,
            palette=False, writes=False, moves=True),
    Command("list.page-up", ("pageup",), "Page up", "one screen up", "lists.moving:page_up",
            pane=Pane.LIST, palette=False, writes=False, moves=True),
    Command("list.page-down", ("pagedown",), "Page down", "one screen down", "lists.moving:page_down",
            pane=Pane.LIST, palette=False, writes=False, moves=True),
    Command("list.first", ("home",), "First", "the first row", "lists.moving:first", pane=Pane.LIST,
            palette=False, writes=False, moves=True),
    Command("list.last", ("end", "G"), "Last", "the last row", "lists.moving:last", pane=Pane.LIST,
            palette=False, writes=False, moves=True),
)  # fmt: skip


BY_ID = {command.id: command for command in LIST_COMMANDS}


@cache
def commands_of(list_name: str) -> tuple[Command, ...]:
    """The commands of a list: its own first, then those of every list, then those of everywhere."""
    return (*ROW_COMMANDS.get(list_name, ()), *LIST_COMMANDS, *(EVERYWHERE[each] for each in HOLD_IN_LISTS))


@cache
def commands_by_id(list_name: str) -> Mapping[str, Command]:
    """The same by id."""
    return {command.id: command for command in commands_of(list_name)}


@by_keys
def keys_of_list(list_name: str) -> Mapping[str, str]:
    """Which key runs which command in a list; its own commands go before those of every list."""
    return {key: command.id for command in reversed(commands_of(list_name)) for key in command.keys}
