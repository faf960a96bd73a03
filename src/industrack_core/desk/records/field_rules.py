"""What speaks against saving a time of an employee, and how the office works with phones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.records.record_case import Case
from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.messages import PLACEHOLDERS, is_address, unknown_places
from industrack_core.domain.field.records import FieldSettings, TimeEntry
from industrack_core.domain.outcomes import Finding, FindingKind
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee

_LONGEST = timedelta(days=2)
_RANGES = {
    "window_s": (0, 600), "days_back": (0, 31), "days_ahead": (0, 31), "past_visits": (0, 50), "sync_s": (10, 3600),
    "longest_edge": (320, 8192), "bodies_days": (1, 10_000), "silent_minutes": (0, 1440),
}  # fmt: skip
_LANGUAGES = ("", "en", "de")


def time_findings(case: Case[TimeEntry]) -> Sequence[Finding]:
    """Of somebody, of a job where it is one's, and from a start to an end."""
    entry: TimeEntry = case.after
    findings = []
    if case.tx.get(Employee, entry.employee_id) is None:
        findings.append(stops(FindingKind.MISSING, "Whose time is it?", "employee_id"))
    elif case.before is not None and case.before.employee_id != entry.employee_id:
        findings.append(stops(FindingKind.ENTRY, "A time stays with whose it is: add another one.", "employee_id"))
    if entry.kind in (EntryKind.JOB, EntryKind.TRAVEL) and entry.job_id is None:
        findings.append(stops(FindingKind.MISSING, "Of which job is it?", "job_id"))
    if entry.job_id is not None and case.tx.get(Job, entry.job_id) is None and not _had(case, entry.job_id):
        findings.append(stops(FindingKind.ENTRY, "This job was deleted meanwhile.", "job_id"))
    if entry.ends_at is not None and entry.ends_at < entry.starts_at:
        findings.append(stops(FindingKind.ORDER, "The end must be after the start.", "ends_at"))
    elif entry.ends_at is not None and entry.ends_at - entry.starts_at > _LONGEST:
        findings.append(stops(FindingKind.ORDER, "A time lasts two days at most.", "ends_at"))
    if entry.starts_at > case.setting.now:
        findings.append(stops(FindingKind.ORDER, "This time has not begun yet.", "starts_at"))
    return findings


def _had(case: Case[TimeEntry], job_id: int) -> bool:
    return case.before is not None and case.before.job_id == job_id


def settled_time(case: Case[TimeEntry]) -> TimeEntry:
    """The entry with the mark that somebody changed it, and none for an end that is known by now."""
    entry: TimeEntry = case.after
    before: TimeEntry | None = case.before
    if before is None or (before.starts_at, before.ends_at) == (entry.starts_at, entry.ends_at):
        return entry
    said = {Mark.START_MISSING} if entry.starts_at != before.starts_at else set()
    said |= {Mark.END_MISSING} if entry.ends_at != before.ends_at else set()
    return replace(entry, mark=tuple(sorted({*entry.mark, Mark.AMENDED} - said)))


def settings_findings(case: Case[FieldSettings]) -> Sequence[Finding]:
    """Figures within reason; one record, as there is one company."""
    settings: FieldSettings = case.after
    findings = [
        stops(FindingKind.ENTRY, f"This is a number from {low:,} to {high:,}.", name)
        for name, (low, high) in _RANGES.items()
        if not low <= getattr(settings, name) <= high
    ]
    if settings.language not in _LANGUAGES:
        findings.append(stops(FindingKind.ENTRY, "The page speaks English (en) and German (de).", "language"))
    if settings.address and not settings.address.startswith(("https://", "http://")):
        findings.append(stops(FindingKind.ENTRY, "An address begins with https://.", "address"))
    for name in ("dispatch_text", "recall_text", "travel_text"):
        unknown = unknown_places(getattr(settings, name))
        if unknown:
            known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
            findings.append(stops(FindingKind.ENTRY, f"There is no {{{unknown[0]}}} to say: {known}.", name))
    if case.before is None and any(case.tx.everything(FieldSettings)):
        findings.append(stops(FindingKind.DUPLICATE, "These settings are there already: change those."))
    return findings


def notify_findings(notify: str) -> list[Finding]:
    """What is wrong with where messages go."""
    if is_address(notify):
        return []
    text = "Messages go to an address as mail:ana@example.com or sms:+15550100, or to one of apprise (tgram://...)."
    return [stops(FindingKind.ENTRY, text, "notify")]
