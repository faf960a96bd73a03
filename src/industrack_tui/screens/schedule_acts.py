"""Commands of the schedule that change records, and the dialogs they need on the way."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from industrack_core.domain.acts import (
    Act,
    AddEmployee,
    CopyJob,
    DeleteJob,
    DispatchJob,
    JobDraft,
    PlaceJob,
    PlanJob,
    Redo,
    Scope,
    UnassignJob,
    Undo,
)
from industrack_core.domain.board import Block, QueueEntry
from industrack_core.domain.minute import instant_of
from industrack_core.domain.outcomes import Done, Refused
from industrack_core.domain.text import clean_line
from industrack_tui.commands import BY_ID
from industrack_tui.screens.awaiting import Coming
from industrack_tui.screens.dialogs import Choice, Menu, Page, Prompt, Question
from industrack_tui.screens.help import help_lines

if TYPE_CHECKING:
    from industrack_tui.drafts import DraftFile, KeptDraft
    from industrack_tui.screens.schedule import ScheduleScreen

Asking = PlaceJob | PlanJob | CopyJob | UnassignJob | DispatchJob | DeleteJob | Undo
"""Acts that a person's yes lets through."""
Deed = Callable[["ScheduleScreen"], None]


def first_run_hint(place: str) -> Sequence[str]:
    """What a board without employees says."""
    return (
        "Welcome. This company has no employees yet.",
        "",
        "A               Actions: add your first employee, or a job for the queue",
        "a               adds a job that waits in the queue",
        "q, then         industrack demo                   shows a company at work",
        "                industrack import jobs FILE --map MAP   brings jobs in",
        "",
        f"Everything is kept in {place}",
    )


def perform(screen: "ScheduleScreen", act: Act, deed: str) -> None:
    """Do an act that was decided at this key press; the outcome is said, and the board read again."""
    screen.bring(_perform(screen, act, deed), Coming.SAVES)


async def _perform(screen: "ScheduleScreen", act: Act, deed: str) -> None:
    outcome = await screen.bridge.perform(act)
    if isinstance(outcome, Done):
        announce(screen, outcome, undoable=not isinstance(act, Undo))
        screen.show_done(outcome)
    elif isinstance(outcome, Refused) and outcome.asks_only and isinstance(act, Asking):
        ask(screen, act, outcome, deed)
    else:
        screen.status.say(outcome.sentence, "panel_error")
        screen.refuse()
        await screen.read_again(office_too=False)


def ask(screen: "ScheduleScreen", act: Asking, refused: Refused, deed: str) -> None:
    """Say what speaks against an act; yes does it all the same. Keys that came before it is read are no answer."""
    screen.refuse()
    kinds = {finding.kind for finding in refused.findings}

    def answered(yes: bool | None) -> None:
        if yes and isinstance(act, Undo):
            perform(screen, Undo(act.accepted | kinds, refused.revision), deed)
        elif yes:
            perform(screen, replace(act, accepted=act.accepted | kinds), deed)
        else:
            screen.status.say("Nothing was changed.")

    sentences = [finding.text for finding in refused.findings]
    question = Question(screen.look, screen.glyphs, "Are you sure?", sentences, deed)
    screen.app.push_screen(question.unasked(), answered)


def announce(screen: "ScheduleScreen", done: Done, undoable: bool = True) -> None:
    """Say what happened, what speaks against it, and how to take it back."""
    warnings = " ".join(finding.text for finding in done.warnings)
    hint = "" if not done.changes else " u undoes" if undoable else " U does it again"
    role = "panel_warning" if warnings else "panel_good"
    screen.status.say(f"{done.line} {warnings}", role, hint, about=[change.id for change in done.changes])


def _place(screen: "ScheduleScreen") -> None:
    entry, employee_id = screen.queue.selected, screen.employee_id
    if entry is not None and employee_id is not None:
        starts_at = instant_of(screen.minute)
        perform(screen, PlaceJob(entry.job_id, entry.version, employee_id, starts_at), "place it anyway")


def _unassign(screen: "ScheduleScreen") -> None:
    block = screen.block
    if block is not None:
        perform(screen, UnassignJob(block.job_id, block.version), "send it back")


def _dispatch(screen: "ScheduleScreen") -> None:
    job = screen.subject
    if job is not None:
        perform(screen, DispatchJob(job.job_id, job.version), "dispatch it")


def _delete(screen: "ScheduleScreen", job: Block | QueueEntry | None) -> None:
    if job is not None:
        screen.bring(_ask_deletion(screen, job))


def _delete_block(screen: "ScheduleScreen") -> None:
    _delete(screen, screen.block)


def _delete_queued(screen: "ScheduleScreen") -> None:
    _delete(screen, screen.queue.selected)


async def _ask_deletion(screen: "ScheduleScreen", shown: Block | QueueEntry) -> None:
    """Ask before a job goes; of a series, which of its jobs."""
    job = await screen.bridge.job(shown.job_id)
    name = f"{shown.number} {shown.description}, {shown.customer}"

    act = DeleteJob(shown.job_id, shown.version)
    if job is None or job.series_id is None:
        judged = await screen.bridge.judge(act)
        if not isinstance(judged, Done) and not (isinstance(judged, Refused) and judged.asks_only):
            screen.status.say(judged.sentence, "panel_error")
            screen.refuse()
            return
        findings = judged.findings if isinstance(judged, Refused) else ()
        told = [name, *(finding.text for finding in findings)]
        sure = replace(act, accepted=frozenset(finding.kind for finding in findings))
        question = Question(screen.look, screen.glyphs, "Delete this job?", told, "delete it", loses=True)
        screen.app.push_screen(question, lambda yes: perform(screen, sure, "delete it") if yes else None)
        return

    def chosen(scope: str | None) -> None:
        if scope is not None:
            perform(screen, replace(act, scope=Scope(scope)), "delete it")

    choices = [
        Choice(Scope.THIS, "t", "This one", "only this job"),
        Choice(Scope.FOLLOWING, "f", "This and following", "those of the series that have not begun"),
        Choice(Scope.ALL, "a", "All", "every job of the series that has not begun"),
    ]
    screen.app.push_screen(Menu(screen.look, screen.glyphs, "Delete which jobs?", choices, [name]), chosen)


def _open_cell(screen: "ScheduleScreen") -> None:
    view = screen.timeline.view
    if screen.in_timeline and view.is_heap(view.line):
        screen.action_command("board.unfold")
    elif screen.block is not None:
        _open_job(screen, screen.block)
    elif screen.bridge.desk.read_only:
        screen.status.say("This console is read-only: nothing can be added.", "panel_warning")
    else:
        _open_form(screen, None, at_cell=True)


def _open_queued(screen: "ScheduleScreen") -> None:
    if screen.queue.selected is not None:
        _open_job(screen, screen.queue.selected)


def _open_job(screen: "ScheduleScreen", job: Block | QueueEntry) -> None:
    _open_form(screen, job, at_cell=False)


def _open_form(screen: "ScheduleScreen", job: Block | QueueEntry | None, *, at_cell: bool) -> None:
    starts_at = instant_of(screen.minute) if at_cell else None
    crew = (screen.employee_id,) if at_cell and screen.employee_id is not None else ()
    open_form(screen, job.job_id if job else None, starts_at=starts_at, crew=crew)


def open_form(
    screen: "ScheduleScreen",
    job_id: int | None,
    *,
    starts_at: datetime | None = None,
    crew: tuple[int, ...] = (),
    kept: "tuple[DraftFile, KeptDraft] | None" = None,
    begun: JobDraft | None = None,
    origin: str = "",
    closed: Callable[[Done], None] | None = None,
) -> None:
    """The form over whatever is shown: of a job, or for a new one; or as it was left behind, from `kept`.

    `begun` and `origin` as in the form; `closed` is called with what was saved.
    """
    from industrack_tui.screens.job.form import JobForm

    office = screen.office
    if office is None:
        return
    form = JobForm(
        screen.bridge, office, screen.look, screen.glyphs, job_id=job_id, starts_at=starts_at, crew=crew,
        day=kept[1].day if kept else screen.day, kept=kept, drafts=screen.start.drafts, calendar=screen.calendar,
        begun=begun, origin=origin,
    )  # fmt: skip

    def left(done: Done | None) -> None:
        if done is not None:
            announce(screen, done)
            screen.show_done(done)
            if closed is not None:
                closed(done)

    screen.app.push_screen(form, left)


def _actions(screen: "ScheduleScreen") -> None:
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


def _add_employee(screen: "ScheduleScreen") -> None:
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


def _help(screen: "ScheduleScreen") -> None:
    lines = help_lines(screen.pane, screen.glyphs)
    screen.app.push_screen(Page(screen.look, screen.glyphs, "Keys", lines))


def _palette(screen: "ScheduleScreen") -> None:
    from industrack_tui.screens.palette import Palette

    palette = Palette(screen.look, screen.glyphs, screen)
    screen.app.push_screen(palette, lambda chosen: screen.action_command(chosen) if chosen else None)


def _quit(screen: "ScheduleScreen") -> None:
    if screen.bridge.pending_writes:
        screen.status.say("Still saving; quit again in a moment.", "panel_warning")
    else:
        screen.app.exit(0)


def _theme(screen: "ScheduleScreen") -> None:
    from industrack_tui.app import ConsoleApp

    if isinstance(screen.app, ConsoleApp):
        screen.app.next_theme()


def _repaint(screen: "ScheduleScreen") -> None:
    from industrack_tui.output import DiffOutput

    if isinstance(screen.app, DiffOutput):
        screen.app.repaint()


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
    "app.quit": _quit,
    "app.repaint": _repaint,
    "view.theme": _theme,
}
