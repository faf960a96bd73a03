"""Which function runs which command; loaded after the first frame, each with what it needs."""

from collections.abc import Callable

from industrack_core.domain.job import Job
from industrack_tui.board import (
    acts,
    calendars,
    carrying,
    crew,
    details,
    exceptions,
    explaining,
    filtering,
    finding,
    hints,
    marking,
    marks,
    moves,
    nudging,
    printing,
    proposing,
    status,
    views,
)
from industrack_tui.board.board import Board
from industrack_tui.screens.job import templates
from industrack_tui.screens.office import modules
from industrack_tui.session import Actor

Deed = Callable[[Board], None]


def _density(screen: Board) -> None:
    tall = 1 if screen.timeline.view.tall == 2 else 2
    screen.timeline.show_tall(tall)
    screen.period.tall = tall
    screen.period.redraw()
    screen.preferences.keep(tall=tall)
    screen.status.say("Two lines for each employee." if tall == 2 else "One line for each employee.")
    screen.after_move()


def _going(way: modules.Way) -> Deed:
    return lambda screen: way(screen.session)


def _template(make: "Callable[[Actor, Job, templates.Saved], None]") -> Deed:
    def run(screen: Board) -> None:
        if screen.subject is not None:
            templates.of_saved(screen, screen.subject.job_id, make)

    return run


BOARD: dict[str, Deed] = {
    "board.hint": hints.jump,
    "board.exceptions": exceptions.show,
    "board.why": explaining.explain,
    "board.mark-all": marks.mark_all,
    "go.find": finding.find,
    "go.next-found": lambda screen: finding.step(screen, 1),
    "go.previous-found": lambda screen: finding.step(screen, -1),
    "view.choose": views.choose,
    "view.calendar": calendars.choose,
    "view.filter": filtering.choose,
    "view.density": _density,
    "job.carry": carrying.take_up,
    "job.copy": lambda screen: carrying.take_up(screen, copy=True),
    "job.best": proposing.propose,
    "job.status": status.go_on,
    "job.status-menu": status.menu,
    "job.crew": crew.edit,
    "job.yank": details.yank,
    "job.details": details.show,
    "job.mark": marks.toggle,
    "job.make-template": _template(templates.make_job_template),
    "job.make-task-template": _template(templates.make_task_template),
    "job.earlier": lambda screen: nudging.press(screen, slots=-1),
    "job.later": lambda screen: nudging.press(screen, slots=1),
    "job.row-up": lambda screen: nudging.press(screen, rows=-1),
    "job.row-down": lambda screen: nudging.press(screen, rows=1),
    "job.shorten": lambda screen: nudging.press(screen, longer=-1),
    "job.lengthen": lambda screen: nudging.press(screen, longer=1),
    "office.calendars": calendars.edit,
    "print.day": printing.choose,
    "dispatch.day": marking.dispatch_day,
    **{command_id: _going(way) for command_id, way in modules.WAYS.items()},
}


def run(screen: Board, command_id: str) -> None:
    """Run a command: on the marked jobs where there are any, by the view where it has its own way."""
    if marking.run(screen, command_id) or views.move(screen, command_id):
        return
    deed = BOARD.get(command_id) or moves.MOVES.get(command_id) or acts.ACTS[command_id]
    deed(screen)
