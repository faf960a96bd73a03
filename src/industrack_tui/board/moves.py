"""Commands of the schedule that change nothing: where the cursor is, and which day."""

from collections.abc import Callable
from datetime import date, timedelta

from industrack_core.domain.board.working_hours import working_minutes
from industrack_core.domain.time.entry import EntryError, parse_day
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import FIRST_YEAR, LAST_YEAR, day_span
from industrack_tui.board import filtering, marks, views
from industrack_tui.board.ahead import went_on
from industrack_tui.board.schedule import Schedule
from industrack_tui.commands.spoken import with_keys

Move = Callable[[Schedule], None]
_WORK_BEGINS, _WORK_ENDS = 8 * 60, 17 * 60
_ALL_IN_SIGHT = "All hours are in sight: [view.zoom-in] shows fewer minutes in a column."
_ENDS_HERE, _BEGINS_HERE = "The board ends here: [go.next] goes on.", "The board begins here: [go.previous] goes back."


def go_day(screen: Schedule, day: date) -> None:
    """Another day, at the same time of day."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        screen.status.say(f"The board goes from {FIRST_YEAR} to {LAST_YEAR}.", "panel_warning")
        return
    screen.state.go_to(day)
    screen.show_period()
    filtering.window_changed(screen)


def _periods(by: int) -> Move:
    def move(screen: Schedule) -> None:
        go_day(screen, views.length(screen, by))

    return move


def _steps(by: int) -> Move:
    def move(screen: Schedule) -> None:
        beyond = screen.timeline.view.move_steps(by)
        if beyond:
            _roll_over(screen, beyond)
        else:
            screen.after_move()
        went_on(screen, by)

    return move


def _roll_over(screen: Schedule, beyond: int) -> None:
    """Past the last slot of the window is the next day's first one, and the other way round."""
    view = screen.timeline.view
    minute = view.axis.end if beyond > 0 else view.axis.start - 1
    go_day(screen, screen.day + timedelta(days=beyond * screen.state.days))
    view.to_minute(minute)
    screen.after_move()


def _hours(by: int) -> Move:
    def move(screen: Schedule) -> None:
        view = screen.timeline.view
        _steps(by * max(1, 60 // view.axis.step_at(view.minute)))(screen)

    return move


def _scroll(hours: int) -> Move:
    def move(screen: Schedule) -> None:
        view = screen.timeline.view
        before = view.left
        view.scroll(0, hours * view.axis.hour)
        if view.left == before:
            ends = _ENDS_HERE if hours > 0 else _BEGINS_HERE
            said = _ALL_IN_SIGHT if view.axis.columns <= view.width else ends
            screen.status.say(with_keys(said), "panel_muted")
            return
        view.follow()
        screen.after_move()

    return move


def _lines(by: int) -> Move:
    def move(screen: Schedule) -> None:
        screen.timeline.view.move_lines(by)
        screen.after_move()

    return move


def _page(by: int) -> Move:
    def move(screen: Schedule) -> None:
        screen.timeline.view.page(by)
        screen.after_move()

    return move


def _row(last: bool) -> Move:
    def move(screen: Schedule) -> None:
        view = screen.timeline.view
        view.move_lines(-(10**9) if not last else 10**9)
        screen.after_move()

    return move


def _job(by: int) -> Move:
    def move(screen: Schedule) -> None:
        if screen.timeline.view.next_block(by):
            screen.after_move()
        else:
            screen.status.say(f"No {'further' if by > 0 else 'earlier'} job in sight.", "panel_muted")

    return move


def _edge(last: bool) -> Move:
    """To the working day's edge in the cursor's row; from there, to the day's own edge."""

    def move(screen: Schedule) -> None:
        view, office, window = screen.timeline.view, screen.office, screen.state.window
        if office is None or window is None:
            return
        employee = office.employee(view.employee_id or 0)
        today = day_span(screen.day, office.zone)
        day = minute_of(today.starts_at)
        shifts = working_minutes(employee.hours, today, office.zone) if employee else ()
        calendar = screen.calendar
        usual = (_WORK_BEGINS, _WORK_ENDS) if calendar.is_default else (calendar.opens, calendar.closes)
        opens, closes = (shifts[0][0], shifts[-1][1]) if shifts else (day + usual[0], day + usual[1])
        target = closes - 1 if last else opens
        if view.minute == view.axis.snapped(target):
            target = view.axis.end - 1 if last else view.axis.start
        view.to_minute(target)
        screen.after_move()

    return move


def pick_date(screen: Schedule) -> None:
    """Ask for a day, and go there."""
    office = screen.office
    if office is None:
        return
    now, zone, day_first = screen.session.now, office.zone, office.company.day_first

    def explain(text: str) -> tuple[str, bool]:
        try:
            day = parse_day(text, now=now, zone=zone, day_first=day_first)
        except EntryError as error:
            return str(error), False
        return f"{day:%A} {day.day} {day:%B %Y}", True

    def picked(text: str | None) -> None:
        if text:
            go_day(screen, parse_day(text, now=now, zone=zone, day_first=day_first))

    from industrack_tui.dialogs.prompt import Prompt

    hint = "tomorrow, mon, 24 dec, 2026-12-01, +7d"
    screen.app.push_screen(Prompt(screen.look, screen.glyphs, "Go to date", hint, explain), picked)


def _queue(by: int) -> Move:
    def move(screen: Schedule) -> None:
        screen.queue.move(by)
        screen.show_card()

    return move


def _queue_page(by: int) -> Move:
    return lambda screen: _queue(by * screen.queue.page_size())(screen)


def other_pane(screen: Schedule) -> None:
    """Between board and queue."""
    if screen.queue.has_focus or not screen.queue.display:
        screen.board.focus()
    else:
        screen.queue.focus()


def board_pane(screen: Schedule) -> None:
    """To the board."""
    screen.board.focus()


def go_back(screen: Schedule) -> None:
    """Out of the past, else out of the queue, else no marks, else no filter."""
    if screen.session.past is not None:
        screen.session.past.leave()
    elif screen.queue.has_focus:
        screen.board.focus()
    elif screen.state.marks:
        marks.clear_marks(screen)
        screen.status.say("No marks.", "panel_muted")
    elif not screen.state.filter.is_empty:
        filtering.clear_filter(screen)
    else:
        screen.status.say("")


left, right = _steps(-1), _steps(1)
up, down = _lines(-1), _lines(1)
page_up, page_down = _page(-1), _page(1)
hour_left, hour_right = _hours(-1), _hours(1)
scroll_earlier, scroll_later = _scroll(-1), _scroll(1)
home, end = _edge(last=False), _edge(last=True)
first_row, last_row = _row(last=False), _row(last=True)
next_job, previous_job = _job(1), _job(-1)
queue_up, queue_down = _queue(-1), _queue(1)
queue_page_up, queue_page_down = _queue_page(-1), _queue_page(1)
queue_first, queue_last = _queue(-(10**9)), _queue(10**9)
previous_period, next_period = _periods(-1), _periods(1)
