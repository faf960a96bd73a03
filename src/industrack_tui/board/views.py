"""Timeline over one day or several, day, week, month: the cursor keeps its record and its date."""

import asyncio
from collections.abc import Callable
from datetime import date, timedelta

from industrack_tui.board import queueing
from industrack_tui.board.schedule import Schedule
from industrack_tui.commands.board import BY_ID
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.widgets.period.kind import PeriodKind
from industrack_tui.widgets.period.scene import WEEK
from industrack_tui.widgets.timeline.axis import RATE

MOST_DAYS = 14
_SAYS_NAMES = 2 * RATE
"""How wide an hour must be for names, in twentieths of a cell."""


def choose_view(screen: Schedule) -> None:
    """The menu of views; a digit is a timeline of so many days."""
    from industrack_tui.dialogs.menu import Choice, Menu

    choices = [
        Choice("1", "t", "Timeline", "one day, employees down"),
        Choice("day", "d", "Day", "hours down, all jobs with their crews"),
        Choice("week", "w", "Week", "employees by days"),
        Choice("month", "m", "Month", "counts, load and first jobs; enter opens a day"),
        *(Choice(str(days), str(days), f"{days} days", "timeline") for days in range(2, 10)),
        Choice("more", "1", "10 to 14 days", "timeline: then the second digit"),
        Choice("14", "f", "14 days", "timeline, a fortnight"),
        Choice("days", "n", "Some days", "timeline of so many: type the number"),
        Choice("layouts", "l", "Layouts", BY_ID["go.layouts"].help),
    ]

    here = screen.period.kind.value if screen.period.kind is not None else str(screen.state.days)

    def chosen(choice: str | None) -> None:
        if choice is None:
            return
        if choice.isdigit():
            _once_read(screen, lambda: _show_days(screen, int(choice)))
        elif choice == "more":
            _ask_second_digit(screen)
        elif choice == "days":
            _ask_days(screen)
        elif choice == "layouts":
            screen.run_chosen("go.layouts")
        else:
            _once_read(screen, lambda: show_view(screen, PeriodKind(choice)))

    screen.app.push_screen(Menu(screen.look, screen.glyphs, "View", choices, at=here), chosen)


def _once_read(screen: Schedule, show: Callable[[], None]) -> None:
    """What the cursor is on is known once its rows are read: a view opens there."""

    async def show_when_read() -> None:
        while screen.loads:
            await asyncio.wait(screen.loads)
        show()

    if screen.loads:
        screen.bring(show_when_read(), Coming.FILLS)
    else:
        show()


def _show_days(screen: Schedule, days: int) -> None:
    screen.state.show_days(days)
    show_view(screen, None)


def _ask_second_digit(screen: Schedule) -> None:
    """`v 1` was pressed: 10 to 14 days by their second digit."""
    from industrack_tui.dialogs.menu import Choice, Menu

    several = range(10, MOST_DAYS + 1)
    choices = [Choice(str(days), str(days)[1], f"{days} days", "timeline") for days in several]
    menu = Menu(screen.look, screen.glyphs, "10 to 14 days", choices, at=str(screen.state.days))
    screen.app.push_screen(
        menu, lambda days: _once_read(screen, lambda: _show_days(screen, int(days))) if days else None
    )


def _ask_days(screen: Schedule) -> None:
    from industrack_tui.dialogs.prompt import Prompt

    def explain(text: str) -> tuple[str, bool]:
        plain = text.strip()
        fine = plain.isascii() and plain.isdigit() and 1 <= int(plain[:4]) <= MOST_DAYS
        return (f"{int(plain)} days" if fine else f"1 to {MOST_DAYS} days can be shown."), fine

    def typed(text: str | None) -> None:
        if text:
            _show_days(screen, int(text))

    screen.app.push_screen(Prompt(screen.look, screen.glyphs, "How many days?", "1 to 14", explain), typed)


def show_view(screen: Schedule, kind: PeriodKind | None) -> None:
    """Change to a view, the cursor where it is; None is the timeline."""
    employee, held = screen.employee_id, screen.block
    if employee is None and held is not None:
        employee = held.employee_id
    show_at(screen, kind, screen.minute, employee, held.job_id if held is not None else None)


def show_at(
    screen: Schedule, kind: PeriodKind | None, minute: int, employee_id: int | None, job_id: int | None
) -> None:
    """Change to a view, the cursor on a job if it is there, else at a minute since 1970 UTC in somebody's row."""
    employee = employee_id if employee_id is not None else screen.timeline.view.employee_id
    in_queue = screen.queue.has_focus
    screen.period.show_kind(kind, screen.day, minute, employee, screen.now)
    if kind is None and screen.office is not None:  # it may be painted before it has its size
        screen.state.show_in(screen.timeline.view, screen.office, screen.calendar, minute)
    screen.timeline.display = kind is None
    screen.period.display = kind is not None
    screen.queue_brought = False
    queueing.settle(screen)
    if not in_queue or not screen.queue.has_focus:
        screen.board.focus()
    if kind is None and employee is not None:
        screen.timeline.view.to_employee(employee)
    screen.preferences.keep(view=kind.value if kind is not None else "", days=screen.state.days)
    screen.bring(_shown(screen, minute, job_id), Coming.FILLS)


async def _shown(screen: Schedule, minute: int, job_id: int | None) -> None:
    """Lay the view out once the pane that was hidden has its size; then onto the job, whose row may be there by now."""
    from industrack_tui.board import reading

    office, view = screen.office, screen.timeline.view
    if screen.in_timeline and office is not None:
        day = screen.state.day_of(minute, office, screen.calendar, view.roster)
        if not 0 <= (day - screen.day).days < screen.state.days:
            screen.state.go_to(day)
    sized: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    screen.call_after_refresh(sized.set_result, None)
    await sized
    screen.show_period(minute)
    if job_id is not None:
        screen.state.follow_job(job_id)
    reading.follow(screen)
    if screen.in_timeline and screen.state.days > 1 and screen.timeline.view.axis.rate < _SAYS_NAMES:
        screen.status.say("So many days say when people work; v w, the week, says for whom.", "panel_muted")


def timeline(screen: Schedule) -> None:
    """Employees down, hours across, of as many days as before."""
    show_view(screen, None)


def _viewed(kind: PeriodKind) -> Callable[[Schedule], None]:
    return lambda screen: show_view(screen, kind)


day, week, month = map(_viewed, PeriodKind)


def to_timeline(screen: Schedule) -> None:
    """To the timeline, where jobs are moved; the cursor stays on its job."""
    if not screen.in_timeline:
        show_view(screen, None)


def length(screen: Schedule, by: int) -> date:
    """The day that `[` and `]` go to: by what the view shows."""
    scene = screen.period.scene
    if scene is None:
        return screen.day + timedelta(days=by * screen.state.days)
    if scene.kind is PeriodKind.MONTH:
        return scene.month_later(by)
    return screen.day + timedelta(days=by * (WEEK if scene.kind is PeriodKind.WEEK else 1))


def period_moved(screen: Schedule) -> None:
    """The view's cursor went to another day by itself: the board's day follows."""
    scene = screen.period.scene
    if scene is not None and scene.day != screen.day:
        screen.state.go_to(scene.day)
        screen.show_period()
    else:
        screen.after_move()
