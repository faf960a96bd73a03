"""The alarms of what is shown: read a moment after the rows, for everybody of the calendar, and told anew each minute.

Not of what was scrolled by: the header counts what needs an eye wherever it is.
"""

from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span, day_span, local_day
from industrack_tui.board.modes import Watched
from industrack_tui.board.schedule import Schedule
from industrack_tui.widgets.period.kind import PeriodKind


def watched_window(screen: Schedule) -> Span | None:
    """The days shown; of a month, which is too much to count, the day under the cursor."""
    office, scene = screen.office, screen.period.scene
    if office is None:
        return None
    if scene is None:
        return day_span(screen.day, office.zone, screen.state.days)
    return scene.window if scene.kind is PeriodKind.WEEK else day_span(screen.day, office.zone)


def watched_people(screen: Schedule) -> tuple[int, ...]:
    """Everybody of the calendar, whatever the filter leaves out."""
    office = screen.office
    return tuple(person.id for person in office.rows_of(screen.calendar)) if office is not None else ()


def is_watched(screen: Schedule) -> bool:
    """Whether the alarms known are those of what is shown."""
    known = screen.state.watched
    return known is not None and (known.window, known.people) == (watched_window(screen), watched_people(screen))


def watch_phones(screen: Schedule) -> None:
    """Each minute read again when phones were heard of: that is no act, so nobody tells of it."""
    known = screen.state.watched
    if known is not None and known.live.phones.heard and known.read_at != screen.now:
        screen.spawn(watch(screen), quietly=True)


async def watch(screen: Schedule) -> None:
    """Read what is not finished of what is shown."""
    window, people = watched_window(screen), watched_people(screen)
    if window is None:
        return
    live = await screen.bridge.seek(lambda desk: desk.live_day(people, window))
    today = day_span(local_day(screen.session.now, screen.session.known_office.zone), screen.session.known_office.zone)
    screen.state.watch(Watched(window, people, live, screen.now, minute_of(today.ends_at)))
    screen.show_header()
