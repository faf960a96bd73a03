"""Commands of the schedule that change records, and the dialogs they need on the way."""

from collections.abc import Callable

from industrack_core.domain.acts import (
    AddEmployee,
    DispatchJob,
    PlaceJob,
    Redo,
    UnassignJob,
    Undo,
)
from industrack_core.domain.board import Block, QueueEntry
from industrack_core.domain.minute import instant_of
from industrack_core.domain.text import clean_line
from industrack_tui.acting import perform
from industrack_tui.board.board import Board
from industrack_tui.commands import BY_ID
from industrack_tui.screens import everywhere
from industrack_tui.screens.dialogs import Choice, Menu, Page, Prompt
from industrack_tui.screens.help import help_lines
from industrack_tui.screens.job.open_form import open_form

Deed = Callable[[Board], None]


def _place(screen: Board) -> None:
    entry, employee_id = screen.queue.selected, screen.employee_id
    if entry is not None and employee_id is not None:
        starts_at = instant_of(screen.minute)
        perform(screen, PlaceJob(entry.job_id, entry.version, employee_id, starts_at), "place it anyway")


def _unassign(screen: Board) -> None:
    block = screen.block
    if block is not None:
        perform(screen, UnassignJob(block.job_id, block.version), "send it back")


def _dispatch(screen: Board) -> None:
    job = screen.subject
    if job is not None:
        perform(screen, DispatchJob(job.job_id, job.version), "dispatch it")


def _delete(screen: Board, job: Block | QueueEntry | None) -> None:
    if job is not None:
        from industrack_tui.board.deleting import ask_deletion

        screen.bring(ask_deletion(screen, job))


def _delete_block(screen: Board) -> None:
    _delete(screen, screen.block)


def _delete_queued(screen: Board) -> None:
    _delete(screen, screen.queue.selected)


def _open_cell(screen: Board) -> None:
    view = screen.timeline.view
    if screen.in_timeline and view.is_heap(view.line):
        screen.action_command("board.unfold")
    elif screen.block is not None:
        _open_job(screen, screen.block)
    elif screen.bridge.desk.read_only:
        screen.status.say("This console is read-only: nothing can be added.", "panel_warning")
    else:
        _open_form(screen, None, at_cell=True)


def _open_queued(screen: Board) -> None:
    if screen.queue.selected is not None:
        _open_job(screen, screen.queue.selected)


def _open_job(screen: Board, job: Block | QueueEntry) -> None:
    _open_form(screen, job, at_cell=False)


def _open_form(screen: Board, job: Block | QueueEntry | None, *, at_cell: bool) -> None:
    if screen.office is None:
        return
    starts_at = instant_of(screen.minute) if at_cell else None
    crew = (screen.employee_id,) if at_cell and screen.employee_id is not None else ()
    open_form(screen.session, job.job_id if job else None, starts_at=starts_at, crew=crew)


def _actions(screen: Board) -> None:
    listed = (
        ("a", "job.add-unassigned"), ("j", "go.jobs-queue"), ("D", "dispatch.day"), ("p", "print.day"),
        ("E", "board.exceptions"), ("e", "office.add-employee"), ("c", "office.calendars"), ("f", "go.forms"),
        ("d", "go.date"),
        ("u", "edit.undo"), ("U", "edit.redo"), ("T", "view.theme"), ("2", "view.density"), ("q", "pane.queue"),
        ("m", "job.make-template"), ("t", "job.make-task-template"),
    )  # fmt: skip
    labels = {"job.add-unassigned": "Add Unassigned Job"}
    choices = []
    for letter, command_id in listed:
        command = BY_ID[command_id]
        reason = screen.why_not(command)
        why_not = f"{command.label}: {reason}." if reason else ""
        choices.append(Choice(command_id, letter, labels.get(command_id, command.label), command.help, why_not))
    menu = Menu(screen.look, screen.glyphs, "Actions", choices)
    screen.app.push_screen(menu, lambda chosen: screen.action_command(chosen) if chosen else None)


def _add_employee(screen: Board) -> None:
    def names(text: str) -> tuple[str, str]:
        last, comma, first = clean_line(text).partition(",")
        if not comma:
            first, _, last = clean_line(text).rpartition(" ")
        return first.strip(), last.strip()

    def explain(text: str) -> tuple[str, bool]:
        first, last = names(text)
        return (f"{last}, {first}" if first else last, True) if last else ("Type a name: Ana Ruiz", False)

    def typed(text: str | None) -> None:
        if text:
            perform(screen, AddEmployee(*names(text)), "add")

    hint = "Ana Ruiz, or Ruiz, Ana"
    screen.app.push_screen(Prompt(screen.look, screen.glyphs, "Add employee", hint, explain), typed)


def _help(screen: Board) -> None:
    lines = help_lines(screen.pane, screen.glyphs)
    screen.app.push_screen(Page(screen.look, screen.glyphs, "Keys", lines))


def _palette(screen: Board) -> None:
    from industrack_tui.screens.palette import Palette

    palette = Palette(screen.look, screen.glyphs, screen)
    screen.app.push_screen(palette, lambda chosen: screen.action_command(chosen) if chosen else None)


ACTS: dict[str, Deed] = {
    "board.open": _open_cell,
    "queue.open": _open_queued,
    "queue.place": _place,
    "job.unassign": _unassign,
    "job.dispatch": _dispatch,
    "job.delete": _delete_block,
    "queue.delete": _delete_queued,
    "job.add-unassigned": lambda screen: _open_form(screen, None, at_cell=False),
    "edit.undo": lambda screen: perform(screen, Undo(), "undo it"),
    "edit.redo": lambda screen: perform(screen, Redo(), "redo"),
    "office.add-employee": _add_employee,
    "app.actions": _actions,
    "app.help": _help,
    "app.palette": _palette,
    "app.quit": everywhere.leave,
    "app.repaint": everywhere.repaint,
    "view.theme": everywhere.next_theme,
}
