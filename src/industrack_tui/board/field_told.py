"""What phones say of a job, in words: how far its dispatch got, visits, planned and actual times, photos."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.field.job_reports import JobReports
from industrack_core.domain.field.records import FieldFile, TimeEntry
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Office
from industrack_core.domain.records.outbox import Errand, OutboxEntry
from industrack_core.domain.text.text import how_many
from industrack_core.domain.time.span import WEEKDAY_NAMES, clock_text

Told = list[tuple[str, list[str]]]
"""Titles, each with its lines."""


def receipt_said(reports: JobReports, office: Office, now: datetime) -> str:
    """`received 08:02, seen 08:10`; of a crew with names: `Ana: seen 08:10; Ben: waits for a phone`."""
    sent = [each for each in reports.said_last if each.errand is Errand.DISPATCH]
    if len(sent) == 1:
        return _receipt(sent[0], office.zone, now)
    return "; ".join(f"{_name(office, each.employee_id)}: {_receipt(each, office.zone, now)}" for each in sent)


def _receipt(entry: OutboxEntry, zone: ZoneInfo, now: datetime) -> str:
    steps = (("sent", entry.sent_s), ("received", entry.received_s), ("seen", entry.seen_s))
    reached = [f"{word} {_at(datetime.fromtimestamp(second, zone), now)}" for word, second in steps if second]
    return ", ".join(reached[-2:]) or "waits for a phone"


def actual_said(times: Iterable[TimeEntry], zone: ZoneInfo, now: datetime) -> str:
    """`09:12-10:40`, from the first start of work to its last end; without an end while it goes on."""
    worked = [each for each in times if each.kind is EntryKind.JOB]
    if not worked:
        return ""
    first = min(each.starts_at for each in worked)
    ends = [each.ends_at for each in worked if each.ends_at is not None]
    end = max(ends) if len(ends) == len(worked) else None
    return f"{_at(first.astimezone(zone), now)}-" + (clock_text(end.astimezone(zone)) if end else "")


def field_told(reports: JobReports, job: Job, office: Office, now: datetime) -> Told:
    """All of it, for the page of a job."""
    zone, told = office.zone, Told()
    told.append(("Phones", [said] if (said := receipt_said(reports, office, now)) else []))
    for visit in reports.visits:
        theirs = [each for each in reports.times if each.employee_id == visit.employee_id]
        actual = actual_said(theirs, zone, now)
        since = _at(visit.since_at.astimezone(zone), now)
        parts = [
            f"{_name(office, visit.employee_id)}: {visit.status.label} since {since}",
            f"({visit.reason})" if visit.reason else "", f"worked {actual}" if actual else "",
            "" if visit.employee_id in job.crew else "not in the crew any more",
        ]  # fmt: skip
        told.append(("Visit", ["  ".join(filter(None, parts))]))
    if job.starts_at is not None and (actual := actual_said(reports.times, zone, now)):
        ends_at = job.ends_at
        planned = f"{clock_text(job.starts_at.astimezone(zone))}-"
        planned += clock_text(ends_at.astimezone(zone)) if ends_at is not None else ""
        told.append(("Times", [f"planned {planned}, actual {actual}"]))
    told.append(("Used", [f"{(each.used or 0) / 1000:g} x {each.name}" for each in job.items if each.used is not None]))
    told.append(("Photos", _files(reports.files, office, now)))
    told.append(("To look at", [each.text for each in reports.in_review]))
    return [(title, lines) for title, lines in told if lines]


def _files(files: Sequence[FieldFile], office: Office, now: datetime) -> list[str]:
    said = []
    for each in files:
        caption = each.caption or each.name or each.kind.label
        way = "" if each.stored else "  on its way"
        said.append(f"{_at(each.at.astimezone(office.zone), now)} {_name(office, each.employee_id)}: {caption}{way}")
    return said


def card_said(reports: JobReports, office: Office, now: datetime) -> list[str]:
    """The same for the card, as short as it can be."""
    receipt = receipt_said(reports, office, now)
    actual = actual_said(reports.times, office.zone, now)
    visits = [f"{_name(office, each.employee_id)} {each.status.label.lower()}" for each in reports.visits]
    return [
        *([receipt[:1].upper() + receipt[1:]] if receipt else []), *([f"Actual {actual}"] if actual else []),
        *([", ".join(visits)] if len(visits) > 1 else []),
        *([how_many(len(reports.files), "photo")] if reports.files else []),
        *([f"{how_many(len(reports.in_review), 'report')} to look at (g a)"] if reports.in_review else []),
    ]  # fmt: skip


def _name(office: Office, employee_id: int) -> str:
    employee = office.employee(employee_id)
    return employee.short_name if employee is not None else "?"


def _at(local: datetime, now: datetime) -> str:
    """A time of day; with its weekday when that is not today's."""
    clock = clock_text(local)
    return clock if local.date() == now.astimezone(local.tzinfo).date() else f"{WEEKDAY_NAMES[local.weekday()]} {clock}"
