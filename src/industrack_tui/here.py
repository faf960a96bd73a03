"""Who else is here, as the console says it, and what it says of itself. Loaded when somebody is, or a form is opened.

Nothing is locked by it: two people may work on one record, and what both changed is merged when they save.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.app import ScreenStackError

from industrack_core.domain.presence import Whereabouts, people_apart
from industrack_core.domain.time.span import clock_text, local_day

if TYPE_CHECKING:
    from industrack_tui.session import Session


@runtime_checkable
class StandsAt(Protocol):
    """A form, as others hear of it."""

    @property
    def stands_at(self) -> tuple[str, int]:
        """Kind and id of the record in it; 0 for a new one."""

    @property
    def typing_in(self) -> str:
        """The field in which somebody types; empty while they only look."""


def everybody_else(session: "Session") -> tuple[Whereabouts, ...]:
    """Everybody else once, who has something open first."""
    return people_apart(session.here, session.bridge.desk_of_now.who)


def names_here(session: "Session", own: str, *, wide: bool) -> tuple[str, ...]:
    """Who is here, in the place of one's own name, the longest first: `ana Ben +3` where it is wide, `ana +4`, `+4`."""
    people = everybody_else(session)
    if not people:
        return (own,)
    own = _first_name(own)
    short = (f"{own} +{len(people)}", f"+{len(people)}")
    if not wide:
        return short
    first, rest = _first_name(session.called(people[0].login)), len(people) - 1
    return (f"{own} {first} +{rest}" if rest else f"{own} {first}", *short)


def _first_name(name: str) -> str:
    first = name.split(maxsplit=1)[0]
    return name if first.endswith((".", ",")) else first


def open_elsewhere(session: "Session", kind: str, record_id: int) -> str:
    """Who else has a record open, and since when: `Ana has it open since 9:38`; empty where nobody has."""
    found = [each for each in others_at(session, kind, record_id) if each.has_open(kind, record_id)]
    if not found:
        return ""
    office, names = session.known_office, [session.called(each.login) for each in found]
    if len(names) > 2:
        return f"{names[0]} and {len(names) - 1} others have it open"
    if len(names) == 2:
        return f"{names[0]} and {names[1]} have it open"
    since = found[0].since.astimezone(office.zone)
    day = since.date()
    on = "" if day == local_day(session.now, office.zone) else f"{day:%a} {day.day} {day:%b} "
    return f"{names[0]} has it open since {on}{clock_text(since)}"


def others_at(session: "Session", kind: str, record_id: int) -> tuple[Whereabouts, ...]:
    """Everybody else who has a record open, one of each."""
    at = tuple(each for each in session.here if each.has_open(kind, record_id))
    return people_apart(at, session.bridge.desk_of_now.who)


def typing_elsewhere(session: "Session", kind: str, record_id: int, fields: Collection[str]) -> dict[str, str]:
    """By the fields of a form in which others type, who does: `Ana is typing here`."""
    said: dict[str, str] = {}
    for each in others_at(session, kind, record_id):
        # of a long name only the beginning may be said
        meant = [name for name in fields if name == each.field] or [
            name for name in fields if name.startswith(each.field)
        ]
        if each.field and len(meant) == 1:
            said.setdefault(meant[0], f"{session.called(each.login)} is typing here")
    return said


def say_where(session: "Session") -> None:
    """Tell the others what is open in the form on top, and where somebody types in it."""
    if not session.bridge.is_open:
        return
    try:
        screens = session.app.screen_stack
    except ScreenStackError:  # the console is ending
        return
    form = next((each for each in reversed(screens) if isinstance(each, StandsAt)), None)
    kind, record_id = form.stands_at if form is not None else ("", 0)
    desk = session.bridge.desk_of_now
    if form is not None and record_id:
        desk.say_where(kind, record_id, form.typing_in)
    else:
        desk.say_where()
