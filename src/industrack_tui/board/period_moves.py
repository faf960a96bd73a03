"""Moves of the board's cursor in the views of a day, a week and a month, where they mean another thing."""

from collections.abc import Callable
from datetime import date, timedelta

from industrack_core.domain.time.span import FIRST_YEAR, LAST_YEAR
from industrack_tui.board import acts
from industrack_tui.board.schedule import Schedule
from industrack_tui.board.views import period_moved, show_view
from industrack_tui.widgets.period.kind import PeriodKind
from industrack_tui.widgets.period.scene import WEEK, Scene

_FAR = 10**9
Move = Callable[[Schedule], None]
Target = Callable[[Scene, date], date]


def _is_month(screen: Schedule) -> bool:
    return screen.period.kind is PeriodKind.MONTH


def _goes(target: Target) -> Move:
    """To another day, in all of these views."""

    def move(screen: Schedule) -> None:
        scene = screen.period.scene
        if scene is not None:
            _go_day(screen, target(scene, screen.day))

    return move


def _steps(by: Callable[[Schedule], int], in_month: Target | None) -> Move:
    """So many rows on; in a month to another day, or it is for the timeline."""

    def move(screen: Schedule) -> None:
        if not _is_month(screen):
            screen.period.step(by(screen))
            screen.after_move()
        elif in_month is None:
            for_the_timeline(screen)
        else:
            _goes(in_month)(screen)

    return move


def _edge(by: int, in_week: Target, in_month: Target) -> Move:
    """To the first or last day of a week or month, to the first or last job of a day."""

    def move(screen: Schedule) -> None:
        if screen.period.kind is PeriodKind.DAY:
            screen.period.step(by)
            screen.after_move()
        else:
            _goes(in_month if _is_month(screen) else in_week)(screen)

    return move


def _job(by: int) -> Move:
    def move(screen: Schedule) -> None:
        if not screen.period.next_job(by):
            screen.status.say("No further job here.", "panel_muted")
        period_moved(screen)

    return move


def open_here(screen: Schedule) -> None:
    """The day, in a month; else the job, or a new one."""
    if _is_month(screen):
        show_view(screen, PeriodKind.DAY)
    else:
        acts.open_cell(screen)


def for_the_timeline(screen: Schedule) -> None:
    """Says where that is of use."""
    screen.status.say("That is for the timeline: v t.", "panel_muted")


def _go_day(screen: Schedule, day: date) -> None:
    """Another day under the cursor."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        screen.status.say(f"The board goes from {FIRST_YEAR} to {LAST_YEAR}.", "panel_warning")
        return
    screen.state.go_to(day)
    screen.show_period()


def _month_end(scene: Scene, day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


left = _goes(lambda scene, day: day - timedelta(days=1))
right = _goes(lambda scene, day: day + timedelta(days=1))
up = _steps(lambda screen: -1, lambda scene, day: day - timedelta(days=WEEK))
down = _steps(lambda screen: 1, lambda scene, day: day + timedelta(days=WEEK))
page_up = _steps(lambda screen: -screen.period.page, lambda scene, day: scene.month_later(-1))
page_down = _steps(lambda screen: screen.period.page, lambda scene, day: scene.month_later(1))
first_row, last_row = _steps(lambda screen: -_FAR, None), _steps(lambda screen: _FAR, None)
home = _edge(-_FAR, lambda scene, day: scene.first_day, lambda scene, day: day.replace(day=1))
end = _edge(_FAR, lambda scene, day: scene.first_day + timedelta(days=WEEK - 1), _month_end)
next_job, previous_job = _job(1), _job(-1)
