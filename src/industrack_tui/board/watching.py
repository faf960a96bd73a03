"""The alarms of what is shown: read a moment after the rows, for everybody of the calendar, and told anew each minute.

Not of what was scrolled by: the header counts what needs an eye wherever it is.
"""

from typing import TYPE_CHECKING

from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span, day_span, local_day
from industrack_tui.board.modes import Watched
from industrack_tui.board.schedule import Schedule
from industrack_tui.widgets.period.kind import PeriodKind

if TYPE_CHECKING:
    from industrack_core.domain.board.day_now import LiveAsked
    from industrack_core.domain.board.exceptions import LiveDay


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
    return office.row_ids(screen.calendar) if office is not None else ()


def is_watched(screen: Schedule) -> bool:
    """Whether the alarms known are those of what is shown."""
    known = screen.state.watched
    return known is not None and (known.window, known.people) == (watched_window(screen), watched_people(screen))


def watch_on(screen: Schedule) -> None:
    """Each minute read again when phones were heard of: that is no act, so nobody tells of it; and when so much time
    went by that something else may press."""
    known = screen.state.watched
    if known is not None and not known.is_good(screen.now):
        screen.spawn(_watch(screen), quietly=True)


def live_asked(screen: Schedule) -> "LiveAsked | None":
    """The alarms of what is shown."""
    from industrack_core.domain.board.day_now import LiveAsked

    window = watched_window(screen)
    if window is None:
        return None
    zone = screen.session.known_office.zone
    ends = minute_of(day_span(local_day(screen.session.now, zone), zone).ends_at)
    return LiveAsked(watched_people(screen), window, ends)


def known_live(screen: Schedule) -> "LiveDay | None":
    """What alarms are made of, as it was read last: what is asked for is made of it where it is of the same."""
    return screen.state.watched.live if screen.state.watched is not None else None


async def _watch(screen: Schedule) -> None:
    asked, known, now = live_asked(screen), known_live(screen), screen.now
    if asked is not None:
        live = await screen.bridge.seek(lambda desk: desk.live_day(asked, known))
        screen.state.watch(Watched(asked.window, tuple(asked.people), live, now))
        screen.show_header()
