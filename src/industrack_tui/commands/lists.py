"""Commands of the lists: those that every list has, and what can be done to a row of each.

Part of the one table of commands; kept apart because the board does without it.
"""

from collections.abc import Mapping
from functools import cache

from industrack_core.domain.kinds import Kind
from industrack_tui.commands.board import BY_ID as EVERYWHERE
from industrack_tui.commands.command import Command, Needs, Pane

MODULE_COMMANDS = (
    "go.estimates", "go.customers", "go.inventory", "go.orders", "go.jobs-queue", "go.forms", "go.employees",
    "go.groups", "go.deleted",
)  # fmt: skip
"""Commands that lead to the lists of the office, in the order in which people read them."""
_HOLD_HERE = (
    "app.help", "app.palette", "app.quit", "app.repaint", "app.back", "edit.undo", "edit.redo", "view.theme", "go.menu",
    "go.board", *MODULE_COMMANDS, "go.settings",
)  # fmt: skip
"""Commands of everywhere that mean the same in a list."""


LIST_COMMANDS: tuple[Command, ...] = (
    Command("list.open", ("enter",), "Open", "open the record under the cursor",
            "lists.deeds:open_row", pane=Pane.LIST, needs=Needs.ROW, rank=1, writes=False),
    Command("list.add", ("a",), "Add", "add a record to this list", "lists.deeds:add", pane=Pane.LIST,
            rank=2),
    Command("list.menu", ("full_stop",), "Menu", "all that can be done to the row",
            "lists.deeds:show_row_menu", pane=Pane.LIST, needs=Needs.ROW, rank=3, writes=False),
    Command("list.find", ("slash",), "Find", "type words: the list shows what has them all",
            "lists.finding:start", pane=Pane.LIST, rank=4, writes=False),
    Command("list.sort", ("o",), "Sort", "sort by another column; the same one again: the other way round",
            "lists.ordering:choose_order", pane=Pane.LIST, rank=6, writes=False),
    Command("list.reverse", ("O",), "Reverse", "the other way round", "lists.ordering:reverse",
            pane=Pane.LIST, writes=False),
    Command("list.filter", ("F",), "Filter", "show some only", "lists.ordering:choose_filter",
            pane=Pane.LIST, writes=False),
    Command("list.next-filter", ("right", "l"), "Next filter", "the next filter",
            "lists.ordering:next_filter", pane=Pane.LIST, palette=False, writes=False),
    Command("list.previous-filter", ("left", "h"), "Previous filter", "the filter before",
            "lists.ordering:previous_filter", pane=Pane.LIST, palette=False, writes=False),
    Command("list.mark", ("space",), "Mark", "mark the row, for what is done to several at once",
            "lists.deeds:mark", pane=Pane.LIST, needs=Needs.ROW, writes=False),
    Command("list.delete", ("delete",), "Delete", "delete the record; asks first", "lists.deeds:delete",
            pane=Pane.LIST, needs=Needs.ROW),
    Command("list.bring-back", ("R",), "Bring back", "a deleted record back into use",
            "lists.deeds:bring_back", pane=Pane.LIST, needs=Needs.ROW),
    Command("list.export", ("X",), "Export", "all of the list, as a CSV or XLSX file",
            "office.printing:export_shown", pane=Pane.LIST, writes=False),
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


def _of(list_name: str, *commands: tuple[str, str, str, str, int]) -> tuple[str, tuple[Command, ...]]:
    made = tuple(
        Command(f"{list_name}.{id}", (key,) if key else (), label, help, pane=Pane.LIST, rank=rank)
        for id, key, label, help, rank in commands
    )
    return list_name, made


ROW_COMMANDS: Mapping[str, tuple[Command, ...]] = dict((
    _of(
        Kind.ESTIMATE,
        ("convert", "c", "Convert to Job", "open Add Job with everything of the estimate carried over", 2),
        ("to-queue", "C", "Convert to queue", "make the job at once; it waits in the queue", 0),
        ("view-job", "v", "View Job", "open the job that was made of it", 5),
        ("copy", "Y", "Copy", "a new draft like this one", 0),
        ("won", "w", "Mark Won", "the customer said yes", 0),
        ("lost", "L", "Mark Lost", "the customer said no", 0),
        ("pending", "P", "Mark Pending", "it was sent, and waits for an answer", 0),
        ("draft", "D", "Mark Draft", "it is being written", 0),
        ("print", "p", "Print", "as text, or a PDF file", 0),
    ),
    _of(
        Kind.CUSTOMER,
        (Kind.JOB, "J", "New job", "Add Job for this customer", 4),
        (Kind.ESTIMATE, "E", "New estimate", "an estimate for this customer", 0),
        ("work", "w", "Jobs", "the customer's jobs and estimates, newest first", 5),
        ("estimates", "e", "Estimates", "the customer's estimates", 0),
        ("locations", "s", "Locations", "service locations: add, edit, delete", 0),
        (Kind.EQUIPMENT, "q", "Equipment", "the customer's machines", 0),
        ("merge", "m", "Merge", "make one customer of two", 0),
        ("import", "I", "Import", "customers from a CSV or XLSX file; looks first", 0),
    ),
    _of(
        Kind.LOCATION,
        (Kind.JOB, "J", "New job", "Add Job at this location", 4),
        ("main", "m", "Make main", "make it the customer's main location", 5),
    ),
    _of(
        Kind.INVENTORY_ITEM,
        ("moves", "m", "Stock moves", "what changed the stock, and why", 4),
        ("count", "c", "Count", "type what is on hand", 5),
        ("buy", "b", "Buy", "a purchase order for it", 0),
        ("import", "I", "Import", "items from a CSV or XLSX file; looks first", 0),
    ),
    _of(
        Kind.PURCHASE_ORDER,
        ("status", "s", "Next status", "sent, billed, void, open again", 4),
        ("receive", "r", "Receive all", "everything that is still to come has come", 5),
        ("receive-part", "R", "Receive in part", "type how much of each line has come", 0),
        ("print", "p", "Print", "as text, or a PDF file", 0),
    ),
    _of(
        Kind.JOB,
        ("approve", "p", "Approve", "the work is done and can be invoiced", 2),
        ("invoiced", "i", "Mark invoiced", "the invoice was written", 5),
        ("take-back", "b", "Take back", "one step back: not invoiced, not approved", 0),
        ("mark-customer", "asterisk", "Mark customer", "mark all jobs of this customer that the filter shows", 6),
        ("job-template", "t", "Job template", "make a job template of it", 0),
        ("task-template", "T", "Task template", "make a task template of its tasks", 0),
    ),
    _of(
        Kind.EMPLOYEE,
        ("state", "s", "State", "active, inactive, archived", 4),
        ("time-off", "f", "Time off", "when they do not work", 5),
        ("ahead", "w", "Jobs to come", "the jobs that they still have", 0),
        ("import", "I", "Import", "employees from a CSV or XLSX file; looks first", 0),
    ),
    _of("deletion", ("restore", "R", "Bring back", "the record as it was; says what is in its way", 2)),
    _of(Kind.FORM, ("answers", "w", "Answers", "what was answered on jobs", 4)),
))  # fmt: skip
"""What can be done to rows of a list, by the list's name; `.` shows them, and each has a key."""


@cache
def commands_of(list_name: str) -> tuple[Command, ...]:
    """The commands of a list: its own first, then those of every list, then those of everywhere."""
    return (*ROW_COMMANDS.get(list_name, ()), *LIST_COMMANDS, *(EVERYWHERE[each] for each in _HOLD_HERE))


@cache
def commands_by_id(list_name: str) -> Mapping[str, Command]:
    """The same by id."""
    return {command.id: command for command in commands_of(list_name)}


@cache
def keys_of_list(list_name: str) -> Mapping[str, str]:
    """Which key runs which command in a list; its own commands go before those of every list."""
    return {key: command.id for command in reversed(commands_of(list_name)) for key in command.keys}
