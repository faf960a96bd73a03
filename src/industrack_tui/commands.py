"""One table of every command: keys, footer, palette, help and the key reference are read from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache


class Pane(StrEnum):
    """Where a command holds."""

    ANY = "anywhere"
    BOARD = auto()
    QUEUE = auto()
    FORM = auto()
    LIST = auto()


class Needs(StrEnum):
    """What a command acts on; without it the command is dimmed, and pressing it says why."""

    NOTHING = auto()
    WRITING = auto()
    CELL = auto()
    BLOCK = auto()
    QUEUED = auto()
    QUEUED_AND_CELL = auto()
    JOB = auto()


@dataclass(frozen=True, slots=True)
class Command:
    """`keys` are Textual key names, the first one is shown; `rank` orders the footer, 0 keeps it out."""

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    pane: Pane = Pane.ANY
    needs: Needs = Needs.NOTHING
    rank: int = 0
    palette: bool = True
    writes: bool = True

    @property
    def shown_key(self) -> str:
        """The key as a person reads it."""
        return key_text(self.keys[0]) if self.keys else ""


_KEY_TEXTS = {
    "question_mark": "?", "left_square_bracket": "[", "right_square_bracket": "]", "plus": "+", "slash": "/",
    "escape": "esc", "exclamation_mark": "!", "asterisk": "*", "less_than_sign": "<", "greater_than_sign": ">",
    "pageup": "page up", "pagedown": "page down", "colon": ":", "space": "space", "delete": "del",
    "full_stop": ".",
}  # fmt: skip


def key_text(key: str) -> str:
    """A Textual key name as people write it."""
    return _KEY_TEXTS.get(key, key)


def _moves() -> tuple[Command, ...]:
    board, queue = Pane.BOARD, Pane.QUEUE
    return (
        Command("board.left", ("left", "h"), "Left", "one slot earlier", board, palette=False),
        Command("board.right", ("right", "l"), "Right", "one slot later", board, palette=False),
        Command("board.up", ("up", "k"), "Up", "one line up", board, palette=False),
        Command("board.down", ("down", "j"), "Down", "one line down", board, palette=False),
        Command("board.page-up", ("pageup",), "Page up", "one screen up", board, palette=False),
        Command("board.page-down", ("pagedown",), "Page down", "one screen down", board, palette=False),
        Command("board.hour-left", ("H",), "Hour earlier", "one hour earlier", board, palette=False),
        Command("board.hour-right", ("L",), "Hour later", "one hour later", board, palette=False),
        Command("board.scroll-earlier", ("ctrl+left",), "Scroll earlier", "show an hour earlier", board),
        Command("board.scroll-later", ("ctrl+right",), "Scroll later", "show an hour later", board),
        Command("board.home", ("home",), "Start of day", "the first slot of the working day", board),
        Command("board.end", ("end",), "End of day", "the last slot of the working day", board),
        Command("board.first-row", ("ctrl+home",), "First row", "the first employee", board),
        Command("board.last-row", ("ctrl+end", "G"), "Last row", "the last employee", board),
        Command("board.next-job", ("w",), "Next job", "the next job of the row, then of the rows below", board, rank=9),
        Command("board.previous-job", ("W",), "Previous job", "the job before, then those of the rows above", board),
        Command("queue.up", ("up", "k"), "Up", "the job above", queue, palette=False),
        Command("queue.down", ("down", "j"), "Down", "the job below", queue, palette=False),
        Command("queue.page-up", ("pageup",), "Page up", "one screen up", queue, palette=False),
        Command("queue.page-down", ("pagedown",), "Page down", "one screen down", queue, palette=False),
        Command("queue.first", ("home",), "First", "the first job of the queue", queue, palette=False),
        Command("queue.last", ("end", "G"), "Last", "the last job of the queue", queue, palette=False),
    )


MOTIONS = frozenset(command.id for command in _moves()) | {"pane.next", "pane.board", "pane.queue"}
"""Commands that only move the cursor."""
COMMANDS: tuple[Command, ...] = (
    Command("board.open", ("enter",), "Open", "open the job here, or add one in the free cell", Pane.BOARD,
            Needs.CELL, rank=1, writes=False),
    Command("queue.open", ("enter",), "Open queued job", "open the selected job", Pane.QUEUE, Needs.QUEUED, rank=1,
            writes=False),
    Command("job.add-unassigned", ("a",), "Add to queue", "add a job without time or crew",
            needs=Needs.WRITING, rank=2),
    Command("queue.place", ("p",), "Place", "give the queue's selected job to the board's cell",
            needs=Needs.QUEUED_AND_CELL, rank=4),
    Command("job.unassign", ("x",), "To queue", "send the job back to the queue", Pane.BOARD, Needs.BLOCK, rank=5),
    Command("edit.undo", ("u",), "Undo", "take back your last act", needs=Needs.WRITING, rank=6),
    Command("edit.redo", ("U",), "Redo", "do again what you took back", needs=Needs.WRITING),
    Command("app.help", ("question_mark", "f1"), "Help", "the keys of this pane, and all others", rank=3),
    Command("app.actions", ("A",), "Actions", "menu of what can be done here", rank=8),
    Command("go.previous", ("left_square_bracket",), "Previous", "back by what the view shows: a day, a week"),
    Command("go.next", ("right_square_bracket",), "Next", "on by what the view shows: a day, a week", rank=7),
    Command("go.today", ("t",), "Today", "today, now", rank=10),
    Command("go.menu", ("g",), "Go to", "g then a letter: a module, a date, today", palette=False),
    Command("go.board", ("g b",), "Schedule", "the board"),
    Command("go.estimates", ("g e",), "Estimates", "offers, and the jobs that come of them"),
    Command("go.customers", ("g c",), "Customers", "who they are, where, and all their work"),
    Command("go.inventory", ("g i",), "Inventory", "parts, services, equipment, labor; stock"),
    Command("go.orders", ("g o",), "Purchase orders", "what is bought, and what has come"),
    Command("go.jobs-queue", ("g j",), "Jobs queue", "completed jobs to approve and invoice"),
    Command("go.forms", ("g f",), "Forms", "what technicians fill, and what they answered"),
    Command("go.employees", ("g p",), "Employees", "people, their hours and time off"),
    Command("go.groups", ("g r",), "Groups", "who works together, and who heads them"),
    Command("go.deleted", ("g x",), "Deleted", "what was deleted, by whom and when; bring it back"),
    Command("go.settings", ("g s",), "Settings", "company, calendars, lists, numbering"),
    Command("go.date", (), "Go to date", "pick a date: tomorrow, mon, 24 dec, 2026-12-01"),
    Command("view.zoom-in", ("z",), "Zoom in", "fewer minutes a column"),
    Command("view.zoom-out", ("Z",), "Zoom out", "more minutes a column"),
    Command("board.unfold", ("plus",), "Unfold row", "show all jobs of a crowded row, or fold it again", Pane.BOARD),
    Command("pane.next", ("tab", "shift+tab"), "Other pane", "between board and queue", palette=False),
    Command("pane.board", ("1",), "Board", "to the board"),
    Command("pane.queue", ("2",), "Queue", "to the queue; again: hide it, or show it"),
    Command("view.theme", (), "Next theme", "dark, light, contrast, safe; it is remembered"),
    Command("view.density", (), "Density", "one line for each employee, or two"),
    Command("view.choose", ("v",), "View", "timeline of one day or several, day, week, month", rank=12),
    Command("view.calendar", ("c",), "Calendar", "whose rows and queue are shown, with which hours"),
    Command("view.filter", ("F",), "Filter", "dim all but some: by group, type, status, priority, text"),
    Command("go.find", ("slash",), "Find", "any job of any date: number, customer, address, employee", rank=7),
    Command("go.next-found", ("n",), "Next found", "the next job that was found"),
    Command("go.previous-found", ("N",), "Previous found", "the job found before"),
    Command("board.hint", ("f",), "Jump", "letters on all jobs in sight: type those of one", Pane.BOARD, rank=9),
    Command("board.exceptions", ("E",), "Exceptions", "what needs an eye: late, overlapping, declined, not sent"),
    Command("board.why", ("exclamation_mark",), "Why", "what speaks against a job here, and what would help",
            Pane.BOARD, Needs.CELL, writes=False),
    Command("job.carry", ("m",), "Carry", "take the job in hand: arrows, then enter or esc", needs=Needs.JOB, rank=5),
    Command("job.best", ("b",), "Best slot", "the next free time of anybody who can do it", needs=Needs.JOB, rank=6),
    Command("job.status", ("s",), "Next status", "started, then completed", needs=Needs.JOB),
    Command("job.status-menu", ("S",), "Set status", "any work status", needs=Needs.JOB),
    Command("job.crew", ("e",), "Crew", "tick who goes", needs=Needs.JOB),
    Command("job.copy", ("Y",), "Duplicate", "carry a copy of the job, enter puts it down", needs=Needs.JOB),
    Command("job.yank", ("y",), "Yank", "the job's text to the terminal's clipboard", needs=Needs.JOB, writes=False),
    Command("job.details", ("i",), "Details", "all that is known of the job", needs=Needs.JOB, writes=False),
    Command("job.mark", ("space",), "Mark", "mark it, for what is done to many at once", needs=Needs.JOB, writes=False),
    Command("board.mark-all", ("asterisk",), "Mark all", "mark what the filter shows; again: none"),
    Command("job.earlier", ("shift+left",), "Earlier", "move the job a slot earlier", Pane.BOARD, Needs.BLOCK),
    Command("job.later", ("shift+right",), "Later", "move the job a slot later", Pane.BOARD, Needs.BLOCK),
    Command("job.row-up", ("shift+up",), "Row up", "give the job to the row above", Pane.BOARD, Needs.BLOCK),
    Command("job.row-down", ("shift+down",), "Row down", "give the job to the row below", Pane.BOARD, Needs.BLOCK),
    Command("job.shorten", ("less_than_sign",), "Shorten", "end the job a slot earlier", Pane.BOARD, Needs.BLOCK),
    Command("job.lengthen", ("greater_than_sign",), "Lengthen", "end the job a slot later", Pane.BOARD, Needs.BLOCK),
    Command("office.calendars", (), "Calendars", "hours, slot, duration and groups of each calendar",
            needs=Needs.WRITING),
    Command("print.day", (), "Print the day", "day sheets as text or PDF, one page for each employee"),
    Command("dispatch.day", (), "Dispatch the day", "send every job of the day that nobody was sent",
            needs=Needs.WRITING),
    Command("office.add-employee", (), "Add employee", "take a field employee on the board", needs=Needs.WRITING),
    Command("job.dispatch", ("D",), "Dispatch", "send the job to its crew's phones", needs=Needs.JOB, rank=11),
    Command("job.delete", ("delete",), "Delete", "delete the job; asks first", Pane.BOARD, Needs.BLOCK),
    Command("queue.delete", ("delete",), "Delete queued job", "delete the selected job; asks first", Pane.QUEUE,
            Needs.QUEUED),
    Command("job.make-template", (), "Job template", "make a job template of the job", needs=Needs.JOB),
    Command("job.make-task-template", (), "Task template", "make a task template of the job's tasks", needs=Needs.JOB),
    Command("app.repaint", ("ctrl+l",), "Repaint", "draw the screen again"),
    Command("app.back", ("escape",), "Back", "one level back", palette=False),
    Command("app.palette", ("ctrl+p",), "All commands", "find a command by name", palette=False),
    Command("app.quit", ("q", "ctrl+q"), "Quit", "leave the console"),
    *_moves(),
)  # fmt: skip

FORM_KEYS: tuple[Command, ...] = (
    Command("form.save", ("f2",), "Save", "save the job", Pane.FORM),
    Command("form.dispatch", ("f3",), "Dispatch", "save it, and send it to the crew's phones", Pane.FORM),
    Command("form.cancel", ("escape",), "Cancel", "leave; asks when something was typed", Pane.FORM),
    Command("form.help", ("f1",), "Keys", "these keys", Pane.FORM),
    Command("form.customer", ("f4",), "Customer", "to the customer", Pane.FORM),
    Command("form.location", ("f5",), "Location", "to the service location", Pane.FORM),
    Command("form.details", ("f6",), "Details", "to description, type, priority, color, status, number", Pane.FORM),
    Command("form.schedule", ("f7",), "Schedule", "to start, end, duration and what repeats", Pane.FORM),
    Command("form.items", ("f8",), "Items", "to items; again: equipment, attachments, forms, orders, tasks", Pane.FORM),
    Command("form.crew", ("f9",), "Crew", "to the crew", Pane.FORM),
    Command("form.notes", ("f10",), "Notes", "to the notes", Pane.FORM),
    Command("form.pick-time", ("ctrl+t",), "Calendar", "pick start or end from a calendar, or a duration", Pane.FORM),
    Command("form.work", ("ctrl+o",), "Their work", "list the customer's jobs and estimates, open one", Pane.FORM),
    Command("form.parts", ("ctrl+g",), "Parts", "a menu of all parts by letter", Pane.FORM),
    Command("form.next", ("tab",), "Next field", "the next field", Pane.FORM),
    Command("form.previous", ("shift+tab",), "Previous field", "the field before", Pane.FORM),
    Command("form.pick", ("enter",), "Pick", "take the highlighted entry, or go to the next field", Pane.FORM),
)
"""Keys of the job form, for help and the key reference; the form binds them itself."""

BY_ID = {command.id: command for command in COMMANDS}


@cache
def keys_of(pane: Pane) -> Mapping[str, str]:
    """Which key runs which command while a pane has the keys: its own commands, and those that hold anywhere.

    The panes look keys up here themselves. Through Textual's bindings a key is handed from widget to widget
    up to the app before it is looked up, which costs as much as drawing the board's answer to it.
    """
    found = {key: command.id for command in COMMANDS if command.pane is Pane.ANY for key in command.keys}
    return found | {key: command.id for command in COMMANDS if command.pane is pane for key in command.keys}


def footer_commands(pane: Pane) -> list[Command]:
    """Commands for the footer of a pane, the most useful first."""
    ranked = [command for command in COMMANDS if command.rank and command.pane in (pane, Pane.ANY)]
    return sorted(ranked, key=lambda command: command.rank)
