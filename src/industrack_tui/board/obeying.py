"""Running a command of the board, or saying why not."""

import asyncio

from industrack_tui.board.schedule import Schedule
from industrack_tui.commands.board import BY_ID
from industrack_tui.commands.command import Command, Needs, Pane
from industrack_tui.late import late
from industrack_tui.terminal.awaiting import Coming


def why_not(screen: Schedule, command: Command) -> str:
    """Why a command cannot run now, empty when it can."""
    if screen.office is None:
        return "" if command.id.startswith("app.") else "the board is not open yet"
    if reason := _kept_from(screen, command):
        return reason
    if command.needs is Needs.NOTHING:
        return ""
    reason = _missing(screen, command.needs)
    if not reason and command.writes and screen.bridge.desk.read_only:
        return "this console is read-only"
    return reason or (screen.session.why_closed if command.writes else "")


def _kept_from(screen: Schedule, command: Command) -> str:
    """Why a command does not hold in the past that is looked at, or is not for who sits here."""
    past = screen.session.past
    reason = past.why_not(command) if past is not None else ""
    return reason or (screen.session.not_theirs(command.right) if command.right else "")


def _missing(screen: Schedule, needs: Needs) -> str:
    view = screen.timeline.view
    if needs is Needs.CELL and (view.employee_id is None if screen.in_timeline else not screen.period.can_open):
        return "there is no employee on the board" if screen.in_timeline else "there is nothing to open here"
    if needs is Needs.QUEUED_AND_CELL and screen.employee_id is None:
        return "there is no employee on the board" if screen.in_timeline else "this view has no rows of people"
    if needs in (Needs.QUEUED, Needs.QUEUED_AND_CELL) and screen.queue.selected is None:
        return "the queue is empty"
    if needs is Needs.BLOCK and screen.block is None:
        return "there is no job under the cursor"
    if needs is Needs.JOB and screen.subject is None:
        return "there is no job under the cursor" if screen.pane is Pane.BOARD else "the queue is empty"
    return ""


def obey(screen: Schedule, command_id: str) -> None:
    """Run a command, or say why not. What was said before goes, unless the cursor only moved and not to another job;
    what comes of an act takes its place when it is done."""
    status, command = screen.status, BY_ID[command_id]
    if not command.moves and (command.needs is Needs.NOTHING or not command.writes):
        status.pass_on()
    status.take_back()
    if screen.mode is not None and screen.mode.run(command):
        return
    said = status.said
    reason = screen.why_not(command)
    if reason:
        status.say(f"{command.label}: {reason}.", "panel_warning")
        screen.refuse()
        return
    run_command(screen, command)
    if command.moves and status.said == said:
        status.moved()


def obey_when_read(screen: Schedule, command_id: str) -> None:
    """Run a command, or say why not; one that is about jobs waits for the rows that are being read."""
    if screen.loads and BY_ID[command_id].is_about_jobs:
        screen.bring(_when_read(screen, command_id), Coming.FILLS)
    else:
        obey(screen, command_id)


async def _when_read(screen: Schedule, command_id: str) -> None:
    while screen.loads:
        await asyncio.wait(screen.loads)
    obey(screen, command_id)


def run_command(screen: Schedule, command: Command) -> None:
    """Run a command that can run. What it says in place of opening something is a refusal."""
    before, said, coming = screen.stands, screen.said_last, set(screen.comings)
    late(_function(screen, command))(screen)
    opened = screen.stands != before or screen.comings - coming
    if command.opens and not opened and screen.said_last != said:
        screen.refuse()


def _function(screen: Schedule, command: Command) -> str:
    """Where its function is: on the marked jobs where there are any, by the view where it has its own way."""
    if command.marked and screen.state.marks:
        return command.marked
    return command.in_period if command.in_period and not screen.in_timeline else command.run
