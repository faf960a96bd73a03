"""What speaks against saving an employee, or when they do not work."""

from collections.abc import Sequence

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.jobs.part_findings import email_finding
from industrack_core.desk.records.field_rules import notify_findings
from industrack_core.desk.records.record_case import (
    Case,
)
from industrack_core.desk.values.phones import phone_finding
from industrack_core.domain.outcomes import Finding, FindingKind, Weight
from industrack_core.domain.records.office import Employee, EmployeeState, TimeOff
from industrack_core.domain.records.settings import Holiday
from industrack_core.domain.time.span import FIRST_YEAR, LAST_YEAR, Span


def employee_findings(case: Case[Employee]) -> Sequence[Finding]:
    record: Employee = case.after
    findings = notify_findings(record.notify)
    country = case.tx.home()[0]
    found = phone_finding(record.phone, country)
    if found and (case.before is None or case.before.phone != record.phone):
        findings.append(found)
    email = record.email.strip()
    if found := email_finding(email):
        findings.append(found)
    elif email:
        same = [
            other
            for other in case.tx.everything(Employee)
            if other.id != record.id and other.email.casefold() == email.casefold()
        ]
        if same:
            text = f"{same[0].short_name} has this e-mail address: it signs a person in."
            findings.append(stops(FindingKind.DUPLICATE, text, "email"))
    for shift in record.hours:
        if not (
            0 <= shift.weekday <= 6 and 0 <= shift.opens < 1440 and shift.opens < shift.closes <= shift.opens + 1440
        ):
            findings.append(stops(FindingKind.ORDER, "Working hours must end after they begin.", "hours"))
            break
    left = case.before is not None and case.before.state is EmployeeState.ACTIVE
    if left and record.state is not EmployeeState.ACTIVE:
        ahead = case.tx.jobs_ahead(record.id, case.setting.now)
        if ahead:
            some = ", ".join(number for _, number in ahead[:5]) + (" and more" if len(ahead) > 5 else "")
            text = f"{record.short_name} still has {len(ahead)} jobs to come: {some}. Give them to others."
            findings.append(Finding(FindingKind.IN_USE, Weight.TELLS, text, "state"))
    return findings


def time_off_findings(case: Case[TimeOff]) -> Sequence[Finding]:
    record: TimeOff = case.after
    if record.ends_at <= record.starts_at:
        return [stops(FindingKind.ORDER, "It must end after it begins.", "ends_at")]
    if not FIRST_YEAR <= record.starts_at.year <= LAST_YEAR or record.ends_at.year > LAST_YEAR:
        return [stops(FindingKind.ENTRY, f"The year must be from {FIRST_YEAR} to {LAST_YEAR}.", "starts_at")]
    if case.tx.get(Employee, record.employee_id) is None:
        return [stops(FindingKind.ENTRY, "This employee is gone.", "employee_id")]
    return _planned_then(case, record)


def holiday_rule(case: Case[Holiday]) -> Sequence[Finding]:
    record: Holiday = case.after
    if not FIRST_YEAR <= record.day.year <= LAST_YEAR:
        return [stops(FindingKind.ENTRY, f"The year must be from {FIRST_YEAR} to {LAST_YEAR}.", "day")]
    same = (each for each in case.tx.everything(Holiday) if each.id != record.id and each.day == record.day)
    if any(each.name.casefold() == record.name.strip().casefold() for each in same):
        return [stops(FindingKind.DUPLICATE, f"{record.name} is there already on that day.", "name")]
    return []


def _planned_then(case: Case[TimeOff], record: TimeOff) -> Sequence[Finding]:
    """The jobs that somebody has while they are off are told, once for each stretch."""
    had = case.before
    if had is not None and (had.starts_at, had.ends_at) == (record.starts_at, record.ends_at):
        return []
    booked = case.tx.bookings([record.employee_id], Span(record.starts_at, record.ends_at))
    if not booked:
        return []
    numbers = [each.number for each in sorted(booked, key=lambda each: each.span.starts_at)]
    some = ", ".join(numbers[:5]) + (", ..." if len(numbers) > 5 else "")
    many = "a job" if len(numbers) == 1 else f"{len(numbers)} jobs"
    text = f"They have {many} then: {some}. Give them to others, or move them."
    return [Finding(FindingKind.TIME_OFF, Weight.TELLS, text, "starts_at")]
