"""The menu of what is under the cursor on board and queue: what can be done with the job, or in the free cell."""

from collections.abc import Iterable

from industrack_tui.board.schedule import Schedule
from industrack_tui.commands.board import COMMANDS
from industrack_tui.commands.command import Command, Needs, Pane
from industrack_tui.dialogs.menu import Choice, Menu

_OF_JOB = frozenset((Needs.JOB, Needs.BLOCK, Needs.QUEUED))
_OF_CELL = frozenset((Needs.CELL, Needs.QUEUED_AND_CELL))


def show_job_menu(screen: Schedule) -> None:
    """What can be done here by its letter, dimmed with the reason what cannot."""
    choices: list[Choice] = []
    taken: set[str] = set()
    for command in _listed(screen):
        reason = screen.why_not(command)
        letter = _letter(command, taken)
        taken.add(letter)
        told = f"{command.label}: {reason}." if reason else ""
        choices.append(Choice(command.id, letter, command.label, command.help, told))
    job = screen.subject
    title = f"Job {job.number} {job.description}" if job is not None else "Free time"
    menu = Menu(screen.look, screen.glyphs, title, choices)
    if job is not None:
        menu.of_jobs([job.job_id], screen.known)
    screen.app.push_screen(menu, lambda chosen: screen.run_chosen(chosen) if chosen else None)


def _listed(screen: Schedule) -> Iterable[Command]:
    """What is about the job, opening it first; in a free cell what is about that. Nudges are keys, no choices."""
    wanted = _OF_JOB if screen.subject is not None else _OF_CELL
    for command in COMMANDS:
        opens = command.id == "board.open" and screen.pane is Pane.BOARD
        if command.pane in (screen.pane, Pane.ANY) and not command.adds_up and (opens or command.needs in wanted):
            yield command


def _letter(command: Command, taken: set[str]) -> str:
    """The key that the command has, where that is a letter; else the first free one of its name."""
    own = command.keys[0] if command.keys else ""
    wanted: list[str] = [own, *command.label.lower(), *"123456789"]
    return next(each for each in wanted if len(each) == 1 and each.isalnum() and each not in taken)
