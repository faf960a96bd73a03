"""What speaks against a job at a time with a crew: named findings, never True or False (domain 6)."""

from collections.abc import Collection, Iterable, Sequence
from zoneinfo import ZoneInfo

from industrack_core.domain.board.working_hours import working_minutes
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.outcomes import Finding, FindingKind, Weight
from industrack_core.domain.records.office import Employee, ServiceType, TimeOff
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span, format_span


@dataclass(frozen=True, slots=True)
class Booking:
    """Another job that one employee of the crew has at the time in question; `accepted` when it may overlap."""

    employee_id: int
    job_id: int
    number: str
    description: str
    span: Span
    accepted: bool = False


def overlap_findings(
    bookings: Iterable[Booking],
    names: dict[int, str],
    zone: ZoneInfo,
    limit: int = 3,
    known: Collection[tuple[int, int]] = (),
) -> list[Finding]:
    """One asking finding per employee, naming up to `limit` of the jobs in the way.

    Overlaps that were said yes to before (`known`: employee and job) are only told.
    """
    by_employee: dict[int, list[Booking]] = {}
    for booking in bookings:
        by_employee.setdefault(booking.employee_id, []).append(booking)
    findings = []
    for employee_id, every in by_employee.items():
        new = [booking for booking in every if (employee_id, booking.job_id) not in known]
        theirs, weight = (new, Weight.ASKS) if new else (every, Weight.TELLS)
        named = [
            f"{booking.number} {booking.description} {format_span(booking.span, zone)}".replace("  ", " ")
            for booking in theirs[:limit]
        ]
        more = f" and {len(theirs) - limit} more" if len(theirs) > limit else ""
        text = f"{names.get(employee_id, 'Somebody')} already has {'; '.join(named)}{more} at that time."
        findings.append(Finding(FindingKind.OVERLAP, weight, text, "start", employee_id, theirs[0].job_id))
    return findings


def hour_findings(span: Span, crew: Sequence[Employee], time_off: Sequence[TimeOff], zone: ZoneInfo) -> list[Finding]:
    """Telling findings: who of the crew is off, or outside working hours, in that span."""
    findings = []
    for employee in crew:
        off = next(
            (
                off
                for off in time_off
                if off.employee_id == employee.id and span.overlaps(Span(off.starts_at, off.ends_at))
            ),
            None,
        )
        if off:
            text = f"{employee.short_name} is off then ({off.reason or 'time off'})."
            findings.append(Finding(FindingKind.TIME_OFF, Weight.TELLS, text, "start", employee.id))
        elif employee.hours and not _works_throughout(employee, span, zone):
            text = f"Outside {employee.short_name}'s working hours."
            findings.append(Finding(FindingKind.OFF_HOURS, Weight.TELLS, text, "start", employee.id))
    return findings


def _works_throughout(employee: Employee, span: Span, zone: ZoneInfo) -> bool:
    wanted = (minute_of(span.starts_at), minute_of(span.ends_at))
    return working_minutes(employee.hours, span, zone) == (wanted,)


def skill_findings(service_type: ServiceType | None, crew: Sequence[Employee]) -> list[Finding]:
    """Telling findings: skills that the service type takes and nobody of the crew has."""
    if service_type is None or not crew:
        return []
    have = {skill.casefold() for employee in crew for skill in employee.skills}
    missing = [skill for skill in service_type.skills if skill.casefold() not in have]
    if not missing:
        return []
    text = f"Nobody of the crew has the skill {', '.join(missing)}."
    return [Finding(FindingKind.SKILL, Weight.TELLS, text, "crew")]
