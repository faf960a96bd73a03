"""Commands of the schedule that change records, and the dialogs they need on the way."""

from collections.abc import Callable

from industrack_core.domain.acts.acts import (
    AddEmployee,
    DispatchJob,
    PlaceJob,
    UnassignJob,
)
from industrack_core.domain.acts.field_acts import RecallJob
from industrack_core.domain.board.board import Block, QueueEntry
from industrack_core.domain.records.job import Job
from industrack_core.domain.text.text import clean_line
from industrack_core.domain.time.minute import instant_of
from industrack_tui.acting import perform
from industrack_tui.board.deleting import ask_deletion
from industrack_tui.board.schedule import Schedule
from industrack_tui.commands.board import BY_ID
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.forms.job import templates
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.session import Actor


def place(screen: Schedule) -> None:
    """Give the queue's selected job to the board's cell."""
    entry, employee_id = screen.queue.selected, screen.employee_id
    if entry is not None and employee_id is not None:
        starts_at = instant_of(screen.minute)
        perform(screen, PlaceJob(entry.job_id, entry.version, employee_id, starts_at), "place it anyway")


def unassign(screen: Schedule) -> None:
    """Send the job back to the queue."""
    block = screen.block
    if block is not None:
        perform(screen, UnassignJob(block.job_id, block.version), "send it back")


def dispatch(screen: Schedule) -> None:
    """Send the job to its crew's phones."""
    job = screen.subject
    if job is not None:
        perform(screen, DispatchJob(job.job_id, job.version), "dispatch it")


def recall(screen: Schedule) -> None:
    """Take the job back from everyone who has it."""
    job = screen.subject
    if job is not None:
        perform(screen, RecallJob(job.job_id, job.version), "recall it")


def _delete(screen: Schedule, job: Block | QueueEntry | None) -> None:
    if job is not None:
        screen.bring(ask_deletion(screen, job))


def delete_block(screen: Schedule) -> None:
    """Delete the job under the board's cursor."""
    _delete(screen, screen.block)


def delete_queued(screen: Schedule) -> None:
    """Delete the queue's selected job."""
    _delete(screen, screen.queue.selected)


def open_cell(screen: Schedule) -> None:
    """Open the job here, or add one in the free cell."""
    view = screen.timeline.view
    if screen.in_timeline and view.is_strip(view.line.row):
        from industrack_tui.board.crowd import list_crowd

        list_crowd(screen)
    elif screen.block is not None:
        open_job(screen, screen.block)
    elif screen.bridge.desk.read_only:
        screen.status.say("This console is read-only: nothing can be added.", "panel_warning")
    elif reason := screen.session.not_theirs("job.add"):
        screen.status.say(f"Add: {reason}.", "panel_warning")
    else:
        _open_form(screen, None, at_cell=True)


def open_queued(screen: Schedule) -> None:
    """Open the queue's selected job."""
    if screen.queue.selected is not None:
        open_job(screen, screen.queue.selected)


def open_job(screen: Schedule, job: Block | QueueEntry) -> None:
    """The form of a job."""
    _open_form(screen, job, at_cell=False)


def _open_form(screen: Schedule, job: Block | QueueEntry | None, *, at_cell: bool) -> None:
    if screen.office is None:
        return
    starts_at = instant_of(screen.minute) if at_cell else None
    crew = (screen.employee_id,) if at_cell and screen.employee_id is not None else ()
    open_job_form(screen.session, job.job_id if job else None, starts_at=starts_at, crew=crew)


def choose_act(screen: Schedule) -> None:
    """The menu of what can be done here."""
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
    screen.app.push_screen(menu, lambda chosen: screen.run_chosen(chosen) if chosen else None)


def ask_new_employee(screen: Schedule) -> None:
    """Ask for a name, and take a field employee on the board."""

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


def add_unassigned(screen: Schedule) -> None:
    """Add a job that waits in the queue."""
    _open_form(screen, None, at_cell=False)


def make_template_of_job(screen: Schedule) -> None:
    """A job template of the job under the cursor."""
    _make(screen, templates.ask_for_job_template)


def make_task_template_of_job(screen: Schedule) -> None:
    """A task template of its tasks."""
    _make(screen, templates.ask_for_task_template)


def _make(screen: Schedule, make: Callable[[Actor, Job, templates.Saved], None]) -> None:
    if screen.subject is not None:
        templates.of_saved(screen, screen.subject.job_id, make)
