"""What an employee has on at a time: free, busy, off, or outside working hours. Also which skills are lacking."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from zoneinfo import ZoneInfo

from industrack_core.domain.board.checks import Booking
from industrack_core.domain.board.working_hours import working_minutes
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.office import Employee, ServiceType, TimeOff
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span, format_clock, local_day


class Presence(StrEnum):
    """What stands against asking somebody, the weightiest first."""

    OFF = "off"
    BUSY = "busy"
    OFF_HOURS = "off_hours"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Availability:
    """One employee at one time; `text` says it to a person: `busy until 10:30`."""

    presence: Presence
    text: str

    @property
    def is_free(self) -> bool:
        return self.presence is Presence.FREE


def availability(
    people: Sequence[Employee], span: Span, bookings: Iterable[Booking], time_off: Iterable[TimeOff], zone: ZoneInfo
) -> dict[int, Availability]:
    """What each of `people` has on in `span`, by employee id; bookings and time off are those that touch it."""
    busy: dict[int, Booking] = {}
    for booking in bookings:
        known = busy.get(booking.employee_id)
        if known is None or booking.span.ends_at > known.span.ends_at:
            busy[booking.employee_id] = booking
    off = {each.employee_id: each for each in time_off}
    return {employee.id: _of(employee, span, busy, off, zone) for employee in people}


def _of(
    employee: Employee, span: Span, busy: Mapping[int, Booking], off: Mapping[int, TimeOff], zone: ZoneInfo
) -> Availability:
    if employee.id in off:
        return Availability(Presence.OFF, f"off: {off[employee.id].reason or 'time off'}")
    if employee.id in busy:
        ends_at = busy[employee.id].span.ends_at
        until = format_clock(ends_at, zone)
        if local_day(ends_at, zone) != local_day(span.starts_at, zone):
            until = f"{ends_at.astimezone(zone):%a} {until}"
        return Availability(Presence.BUSY, f"busy until {until}")
    wanted = (minute_of(span.starts_at), minute_of(span.ends_at))
    if employee.hours and working_minutes(employee.hours, span, zone) != (wanted,):
        return Availability(Presence.OFF_HOURS, "outside working hours")
    return Availability(Presence.FREE, "free")


def lacks_skill(employee: Employee, service_type: ServiceType | None) -> tuple[str, ...]:
    """The skills that the service type takes and the employee does not have."""
    have = {skill.casefold() for skill in employee.skills}
    return tuple(skill for skill in (service_type.skills if service_type else ()) if skill.casefold() not in have)


_RANKS = {presence: rank for rank, presence in enumerate(reversed(Presence))}


def asked_first(known: Availability | None, lacking: Sequence[str]) -> int:
    """A key that sorts who is asked first: free with the skills, free, outside working hours, busy, off. Who is not
    known to be busy counts as free."""
    return 2 * (_RANKS[known.presence] if known is not None else 0) + bool(lacking)
