"""Commands of the schedule that change nothing: where the cursor is, which day, how fine."""

from collections.abc import Callable
from datetime import date, timedelta

from industrack_core.domain.board.board import working_minutes
from industrack_core.domain.time.entry import EntryError, parse_day
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import FIRST_YEAR, LAST_YEAR, day_span, local_day
from industrack_tui.board import filtering, marks, views
from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.widgets.timeline.geometry import DAY_ZOOMS, ZOOMS

Move = Callable[[Schedule], None]
_WORK_BEGINS, _WORK_ENDS = 8 * 60, 17 * 60


def go_now(screen: Schedule) -> None:
    """Today, the cursor at this moment, as much of the working day in sight as there is room for."""
    _show_today(screen, screen.now)


def open_day(screen: Schedule) -> None:
    """Where the board opens: today's working day, the cursor at this moment or, at night, where work begins."""
    _show_today(screen, None)


def _show_today(screen: Schedule, minute: int | None) -> None:
    office = screen.office
    if office is None:
        return
    screen.state.go_to(local_day(screen.session.now, office.zone))
    screen.show_period()
    if not screen.in_timeline:
        return
    view, calendar = screen.timeline.view, screen.calendar
    begins = view.axis.start + (_WORK_BEGINS if calendar.is_default else calendar.opens)
    view.left = max(0, min(view.axis.column(begins - 60), view.axis.columns - view.width))
    if minute is None:
        last = view.axis.minute(view.left + view.width)
        minute = screen.now if begins - 60 <= screen.now < last else begins
    view.to_minute(minute)
    screen.after_move()


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

    return move


def _roll_over(screen: Schedule, beyond: int) -> None:
    """Past the last slot of the window is the next day's first one, and the other way round."""
    view = screen.timeline.view
    minute = view.axis.end if beyond > 0 else view.axis.start - view.axis.step
    go_day(screen, screen.day + timedelta(days=beyond * max(1, screen.state.days)))
    view.to_minute(minute)
    screen.after_move()


def _hours(by: int) -> Move:
    return lambda screen: _steps(by * max(1, 60 // screen.timeline.view.axis.step))(screen)


def _scroll(hours: int) -> Move:
    def move(screen: Schedule) -> None:
        view = screen.timeline.view
        view.scroll(0, hours * max(1, 60 // view.axis.zoom))
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
        target = closes - view.axis.step if last else opens
        if view.minute == view.axis.snapped(target):
            target = day + 24 * 60 - view.axis.step if last else day
        view.to_minute(target)
        screen.after_move()

    return move


def _zoom(by: int) -> Move:
    def move(screen: Schedule) -> None:
        zooms = ZOOMS if screen.state.days > 1 else DAY_ZOOMS
        index = zooms.index(screen.state.zoom) + by if screen.state.zoom in zooms else 0
        if not screen.in_timeline or not 0 <= index < len(zooms):
            screen.status.say(f"{screen.state.zoom} minutes a column is as far as it goes.", "panel_muted")
            return
        view = screen.timeline.view
        place = view.axis.column(view.minute) - view.left
        minute = view.minute
        screen.state.choose_zoom(zooms[index])
        view.left = max(0, (minute - view.axis.start) // screen.state.zoom - place)
        screen.show_period(minute)

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


def queue_pane(screen: Schedule) -> None:
    """To the queue; when it has the keys already, hide it; when it is hidden, show it."""
    hidden = screen.has_class("-no-queue")
    if screen.queue.has_focus:
        screen.board.focus()
        screen.add_class("-no-queue")
    else:
        screen.remove_class("-no-queue")
        screen.queue.focus()
    screen.preferences.keep(queue_hidden=screen.has_class("-no-queue"))
    if hidden != screen.has_class("-no-queue"):
        screen.call_after_refresh(screen.show_period)


def unfold(screen: Schedule) -> None:
    """Show all jobs of a crowded row, or fold it again."""
    if screen.timeline.toggle_row():
        screen.after_move()
    else:
        screen.status.say("This row shows all its jobs already.", "panel_muted")


def go_back(screen: Schedule) -> None:
    """Out of the queue, else no marks, else no filter."""
    if screen.queue.has_focus:
        screen.board.focus()
    elif screen.state.marks:
        marks.clear_marks(screen)
        screen.status.say("No marks.", "panel_muted")
    elif not screen.state.filter.is_empty:
        filtering.clear_filter(screen)
    else:
        screen.status.say("")


def change_density(screen: Schedule) -> None:
    """One line for each employee, or two."""
    tall = 1 if screen.timeline.view.tall == 2 else 2
    screen.timeline.show_tall(tall)
    screen.period.tall = tall
    screen.period.redraw()
    screen.preferences.keep(tall=tall)
    screen.status.say("Two lines for each employee." if tall == 2 else "One line for each employee.")
    screen.after_move()


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
zoom_in, zoom_out = _zoom(-1), _zoom(1)
