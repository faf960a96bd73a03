"""The queue beside or below the board: whether it is there, in which order, and to it."""

from industrack_tui.board.schedule import Schedule
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.widgets.period.kind import PeriodKind

_WIDE = 160
_LOW = 15
"""Lines below which people and the queue have no room one above the other."""
_HIDDEN = "-no-queue"


def is_usual(screen: Schedule) -> bool:
    """Whether this view has the queue unless somebody hides it: a week, a month and several days want the width, and a
    low window all its lines."""
    if screen.outer_size.height < _LOW:
        return False
    if screen.period.kind in (PeriodKind.WEEK, PeriodKind.MONTH):
        return False
    return screen.period.kind is not None or screen.state.days == 1 or screen.outer_size.width >= _WIDE


def settle(screen: Schedule) -> None:
    """Show or hide the queue as this view has it by itself, or as somebody chose."""
    hidden = screen.preferences.kept.queue_hidden if is_usual(screen) else not screen.queue_brought
    if hidden != screen.has_class(_HIDDEN):
        _hide(screen, hidden)


def _hide(screen: Schedule, hidden: bool) -> None:
    if hidden and screen.queue.has_focus:
        screen.board.focus()
    screen.set_class(hidden, _HIDDEN)


def is_hidden(screen: Schedule) -> bool:
    """Whether it is not shown."""
    return screen.has_class(_HIDDEN)


def bring(screen: Schedule) -> None:
    """The queue is there from now on, in this view."""
    choose(screen, hidden=False)


def choose(screen: Schedule, *, hidden: bool) -> None:
    """Show or hide it in this view; where views have it by themselves that is remembered."""
    if is_usual(screen):
        screen.preferences.keep(queue_hidden=hidden)
    else:
        screen.queue_brought = not hidden
    _hide(screen, hidden)


def queue_pane(screen: Schedule) -> None:
    """To the queue; when it has the keys already, hide it; when it is hidden, show it."""
    before = screen.has_class(_HIDDEN)
    choose(screen, hidden=screen.queue.has_focus)
    if not screen.has_class(_HIDDEN):
        screen.queue.focus()
    if before != screen.has_class(_HIDDEN):
        screen.call_after_refresh(screen.show_period)


def next_order(screen: Schedule) -> None:
    """The queue in the next order; it is remembered."""
    order = screen.preferences.queue_order.next
    screen.preferences.keep(queue_order=order)
    screen.bring(_read(screen), Coming.FILLS)


async def _read(screen: Schedule) -> None:
    office, calendar_id, order = screen.office, screen.queue_calendar, screen.preferences.queue_order
    if office is None:
        return
    queue = await screen.bridge.ask(lambda desk: desk.queue(calendar_id=calendar_id, order=order))
    screen.queue.show_queue(queue, office, order, screen.now)
    screen.show_card()
    screen.status.say(f"The queue by {order.value}.", "panel_muted")


def to_job(screen: Schedule, job_id: int) -> bool:
    """Onto a job in the queue; False where it is not among those that were read."""
    for index, entry in enumerate(screen.queue.queue.entries):
        if entry.job_id == job_id:
            bring(screen)
            screen.queue.select(index)
            screen.queue.focus()
            screen.show_card()
            return True
    return False
