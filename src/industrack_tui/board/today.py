"""Today: where the board opens, and where one goes back to. What only leads elsewhere loads with its first key."""

from industrack_tui.board.schedule import Schedule


def go_now(screen: Schedule) -> None:
    """Today, the cursor at this moment, as much of the working day in sight as there is room for."""
    _show_today(screen, asked=True)


def open_day(screen: Schedule) -> None:
    """Where the board opens: today's working day, the cursor at this moment or, at night, where work begins."""
    _show_today(screen, asked=False)


def _show_today(screen: Schedule, *, asked: bool) -> None:
    office = screen.office
    if office is None:
        return
    view = screen.timeline.view
    screen.state.go_to(screen.state.day_of(screen.now, office, screen.calendar, view.roster))
    screen.show_period(screen.now if asked else None)
    if not screen.in_timeline:
        return
    now = view.axis.start if view.axis.is_folded(screen.now, screen.now + 1) else screen.now
    view.to_minute(now)
    view.show_from(now - 60)
    screen.after_move()
