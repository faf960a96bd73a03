"""What the board's header says: modules and alarms in its first line, day, view and load in the second. Pure.

Where the terminal is low both are one line. What is at the right stays; what is at the left goes from its end, and a
filter last of all.
"""

from datetime import date, datetime

from industrack_core.domain.board.alarms import RED, DayAlarms, ExceptionKind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.office import Calendar, Office
from industrack_core.domain.text.text import clip
from industrack_tui.board.modes import DayLoad
from industrack_tui.commands.lists import MODULE_TABS
from industrack_tui.glyphs import Glyphs
from industrack_tui.widgets.header import RIGHT, HeaderPart, Line, state_of, tabs, who_part
from industrack_tui.widgets.period.kind import PeriodKind

_FILTER = RIGHT + 10
_LONG_FILTER = 32
"""Cells of a filter that need not be read whole."""
_DAY = RIGHT + 8
_WORDS = RIGHT - 8
"""What is said at the right in words that have a shorter form: it makes room for who is here."""
_WORDY, _FULL_DATE = 110, 150
_BAR = 10
_MANY = 100
_NAMES = {
    ExceptionKind.LATE_START: "late", ExceptionKind.OVERRUN: "over time", ExceptionKind.DECLINED: "declined",
    ExceptionKind.OVERLAP: "overlap", ExceptionKind.NOT_DISPATCHED: "not sent",
    ExceptionKind.NOT_RECEIVED: "not received", ExceptionKind.FIELD: "to decide", ExceptionKind.SILENT: "silent",
    ExceptionKind.CHANGED: "changed",
}  # fmt: skip
"""The alarms in the order in which the header counts them."""
_VIEWS = {
    None: ("view.timeline", "Timeline"), PeriodKind.DAY: ("view.day", "Day"), PeriodKind.WEEK: ("view.week", "Week"),
    PeriodKind.MONTH: ("view.month", "Month"),
}  # fmt: skip


class Place(NamedTuple):
    """What the header says. `days` is how many the board shows, `lost_since` aware UTC or None.

    `zoom` is minutes a column, 0 where they fit the width. `outdated` says that another version of the program has
    changed the database, `closed` that the company goes on elsewhere; `alarms` is None until they are read.
    """

    office: Office
    day: date
    days: int
    zoom: int
    who: tuple[str, ...]
    """Who is here, the longest way to say it first."""
    read_only: bool
    lost_since: datetime | None
    outdated: bool
    closed: bool
    width: int
    is_low: bool
    calendar: Calendar
    view: PeriodKind | None
    period: str
    filter: str
    marked: int
    load: DayLoad | None
    alarms: DayAlarms | None
    waiting: int
    past: str = ""
    """Where it is not now what is shown: as of when."""
    unseen: int = 0
    """How many acts of others one has not looked at."""


def header_lines(place: Place, glyphs: Glyphs) -> list[Line]:
    """The lines of the header."""
    if place.is_low:
        left = [*tabs(MODULE_TABS[:1], "go.board", 8), *_date(place, glyphs), *_hiding(place, glyphs)]
        calendar = [] if place.calendar.is_default else [_calendar(place)]
        return [
            (
                [*left, *calendar],
                [*_alarms(place, glyphs), *_waiting(place, "wait"), *_percent(place), *_who(place, glyphs)],
            )
        ]
    return [(_modules(place), [*_alarms(place, glyphs), *_waiting(place, "waiting"), *_who(place, glyphs)]),
            ([*_date(place, glyphs), *_hiding(place, glyphs), *_views(place), _calendar(place), *_zoom(place),
              HeaderPart(f"   {place.office.company.name}", "panel_muted", 1, does="go.settings")],
             _load(place, glyphs))]  # fmt: skip


def _modules(place: Place) -> list[HeaderPart]:
    kinds = len(place.alarms.counts) if place.alarms is not None else 0
    count = len(MODULE_TABS) if place.width >= _FULL_DATE else 5 if place.width >= 118 and kinds < 4 else 2
    shown, *others = tabs(MODULE_TABS[:count], "go.board", 20)
    # where one is, and how one goes elsewhere, stays: words of alarms become marks before
    more = HeaderPart(" g more ", "panel_accent", _WORDS + 1, does="go.menu")
    return [shown._replace(weight=_WORDS + 1), *others, more]


def _date(place: Place, glyphs: Glyphs) -> list[HeaderPart]:
    """The day between its arrows, or the week, the month."""
    short = f"{place.day:%a} {place.day.day} {place.day:%b %Y}"
    full = f"{place.day:%A} {place.day.day} {place.day:%B %Y}"
    period = "" if place.view is PeriodKind.DAY else place.period
    told = period or (full if place.width >= _FULL_DATE else short)
    # where the header is one line the day stays, whatever goes
    last = HeaderPart(f" {place.day.day} {place.day:%b}", "panel_strong", _DAY if place.is_low else 30, does="go.date")
    words = f"{place.day:%a} {place.day.day} {place.day:%b}"
    shorter = HeaderPart(words, "panel_strong", RIGHT - 6 if place.is_low else 30, last, "go.date")
    parts = [
        HeaderPart(f" {glyphs.before} ", "panel_accent", 28, does="go.previous"),
        HeaderPart(told, "panel_strong", 29, None if period else shorter, "go.date"),
        HeaderPart(f" {glyphs.after} ", "panel_accent", 28, does="go.next"),
    ]
    if place.days > 1 and place.view is None:
        parts.append(HeaderPart(f" {place.days} days ", "panel", 27, does="view.choose"))
    elif place.is_low and place.view is not None:
        parts.append(HeaderPart(f" {_VIEWS[place.view][1]} ", "idle", 24, does="view.choose"))
    return parts


def _hiding(place: Place, glyphs: Glyphs) -> list[HeaderPart]:
    """What hides jobs, and what waits to be acted on."""
    parts = []
    if place.filter:
        whole = f" Filter: {place.filter} "
        clipped = HeaderPart(clip(whole, _LONG_FILTER, glyphs.ellipsis), "chip", _FILTER, does="view.filter")
        parts += [HeaderPart(" ", "panel", 26), HeaderPart(whole, "chip", 26, clipped, "view.filter")]
    if place.marked:
        parts += [
            HeaderPart(" ", "panel", 25),
            HeaderPart(f" {place.marked} marked ", "chip", RIGHT + 6, does="app.back"),
        ]
    return parts


def _views(place: Place) -> list[HeaderPart]:
    parts = [HeaderPart("   ", "panel", 14)]
    for kind, (command_id, name) in _VIEWS.items():
        role = "idle" if kind is place.view else "panel_muted"
        parts.append(HeaderPart(f" {name} ", role, 18 if kind is place.view else 14, does=command_id))
    return parts


def _calendar(place: Place) -> HeaderPart:
    role, weight = ("panel_muted", 10) if place.calendar.is_default else ("panel", 24)
    return HeaderPart(f"   {place.calendar.name}", role, weight, does="view.calendar")


def _zoom(place: Place) -> list[HeaderPart]:
    if not place.zoom or place.period:
        return []
    return [HeaderPart(f"   {place.zoom} min", "panel_muted", 9, does="view.zoom-in")]


def _alarms(place: Place, glyphs: Glyphs) -> list[HeaderPart]:
    """A chip for each kind of alarm that is there, red ones first; that there is none is said, too."""
    day = place.alarms
    if day is None:
        return []
    does, later = "board.exceptions", _later(day, glyphs, wordy=place.width >= _WORDY)
    if not day.total:
        short = HeaderPart(f"{glyphs.status['completed']}  ", "panel_good", RIGHT - 5, does=does)
        wordy = HeaderPart(f"{glyphs.status['completed']} nothing urgent  ", "panel_good", _WORDS, short, does)
        return [wordy if place.width >= _WORDY else short, *later]
    parts = []
    for kind, name in _NAMES.items():
        count = day.counts.get(kind, 0)
        if count:
            does = "go.field-reports" if kind is ExceptionKind.FIELD else "board.exceptions"
            role = "alarm" if kind in RED else "warn"
            mark = glyphs.alarms[kind]
            short = HeaderPart(f"{mark}{count}", role, RIGHT + 3, does=does)
            wordy = HeaderPart(f" {mark} {count} {name} ", role, _WORDS, short, does)
            parts += [wordy if place.width >= _WORDY else short, HeaderPart(" ", "panel", RIGHT + 3)]
    return [*parts, *later, HeaderPart(" ", "panel", RIGHT + 3)]


def _later(day: DayAlarms, glyphs: Glyphs, *, wordy: bool) -> list[HeaderPart]:
    """Jobs that are marked as changed and need no eye yet: with those that do, as many as there are marks."""
    if not day.later:
        return []
    changed = ExceptionKind.CHANGED
    if day.counts.get(changed):
        told, words = f"+{day.later} ", f"+{day.later} later  "
    else:
        mark = glyphs.alarms[changed]
        told, words = f"{mark}{day.later} ", f"{mark} {day.later} changed, later  "
    short = HeaderPart(told, "panel_muted", RIGHT - 7)
    return [HeaderPart(words, "panel_muted", _WORDS, short) if wordy else short]


def _waiting(place: Place, word: str) -> list[HeaderPart]:
    """How many jobs wait, and how much others changed since one looked."""
    role = "panel_strong" if place.waiting else "panel_muted"
    short = HeaderPart(f"{place.waiting} wait  ", role, RIGHT, does="pane.queue")
    unseen = f"'{place.unseen if place.unseen < _MANY else '99+'}  " if place.unseen and not place.past else ""
    return [
        HeaderPart(unseen, "panel_accent", RIGHT - 6, does="past.next"),
        HeaderPart(f"{place.waiting} {word}  ", role, _WORDS, short, "pane.queue"),
    ]


def _who(place: Place, glyphs: Glyphs) -> list[HeaderPart]:
    """Who is here, and how fresh the board is; of the past, which it is."""
    if place.past:
        short = HeaderPart(f" {place.past} ", "alarm", _FILTER, does="app.back")
        return [HeaderPart(f" {place.past}, nothing can be changed ", "alarm", 12, short, "app.back")]
    state = state_of(
        place.office, place.lost_since, glyphs, outdated=place.outdated, closed=place.closed, read_only=place.read_only
    )
    return [*_asking(place), who_part(place.who), state]


def _asking(place: Place) -> list[HeaderPart]:
    """Who asks to be let in, for those who can let them."""
    person = place.office.person
    if person is None or not person.asking or not person.lets_in:
        return []
    told = f" {person.asking[0]} asks to be let in " if len(person.asking) == 1 else f" {len(person.asking)} ask in "
    short = HeaderPart(" let in? ", "warn", RIGHT, does="go.settings")
    return [HeaderPart(told, "warn", RIGHT, short, "go.settings"), HeaderPart(" ", "panel", RIGHT)]


def _percent(place: Place) -> list[HeaderPart]:
    """How full the day is, in percent."""
    share = place.load.share if place.load is not None else None
    if share is None:
        return []
    role = "panel_error" if share > 1 else "panel_warning" if share > 0.9 else "panel_strong"
    return [HeaderPart(f"{min(999, round(100 * share))}%  ", role, RIGHT - 3)]


def _load(place: Place, glyphs: Glyphs) -> list[HeaderPart]:
    """Planned against working hours of the day: percent, a bar, the hours."""
    load = place.load
    if load is None:
        return []
    share = load.share
    bar = []
    if share is not None:
        filled = min(_BAR, round(_BAR * share))
        role = "panel_bar_over" if share > 1 else "panel_bar_warn" if share > 0.9 else "panel_bar"
        bar = [
            HeaderPart(glyphs.load * filled, role, 20),
            HeaderPart(glyphs.load * (_BAR - filled), "panel_bar_rest", 20),
        ]
    return [*_percent(place), *bar, HeaderPart(f" {load.text} ", "panel_muted", 22)]
