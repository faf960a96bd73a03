"""What speaks against saving the company and its settings."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.jobs.part_findings import amount_findings
from industrack_core.desk.records.letterhead_rules import letterhead_findings
from industrack_core.desk.records.record_case import (
    Case,
)
from industrack_core.desk.values.money import decimals_of, is_currency
from industrack_core.desk.values.phones import is_country
from industrack_core.domain.kinds import NUMBERED, Kind
from industrack_core.domain.outcomes import Finding, FindingKind
from industrack_core.domain.records.form import Form, QuestionKind
from industrack_core.domain.records.job import MAX_JOB_MINUTES
from industrack_core.domain.records.office import Calendar, Company, Group
from industrack_core.domain.records.settings import JobTemplate, NumberSeries, OfficeUser

_LONGEST_PREFIX = 20
_LARGEST_NUMBER = 2_000_000_000


def calendar_findings(case: Case[Calendar]) -> Sequence[Finding]:
    record: Calendar = case.after
    findings = []
    if not 0 <= record.opens < record.closes <= 1440:
        findings.append(stops(FindingKind.ORDER, "It must open before it closes, on one day.", "opens"))
    if not 1 <= record.slot_minutes <= 240 or not 1 <= record.job_minutes <= 1440:
        findings.append(stops(FindingKind.ENTRY, "Slot and duration must be sensible.", "slot_minutes"))
    if not record.is_default and not record.group_ids:
        findings.append(stops(FindingKind.MISSING, "A calendar of its own needs a group.", "group_ids"))
    if record.is_default and record.retired:
        findings.append(stops(FindingKind.IN_USE, "The default calendar stays."))
    if record.retired and (kept := [each for each in case.tx.everything(OfficeUser) if record.id in each.calendar_ids]):
        text = f"{kept[0].name} is kept to this calendar: give them another one first."
        findings.append(stops(FindingKind.IN_USE, text))
    if record.is_default != (case.before is not None and case.before.is_default):
        findings.append(stops(FindingKind.IN_USE, "There is one default calendar, and it stays.", "is_default"))
    return findings


def group_findings(case: Case[Group]) -> Sequence[Finding]:
    record: Group = case.after
    findings = []
    if record.retired:
        shown = [each.name for each in case.tx.everything(Calendar) if record.id in each.group_ids and not each.retired]
        if shown:
            text = f"The calendar {shown[0]} shows this group: change the calendar first."
            findings.append(stops(FindingKind.IN_USE, text))
    if record.supervisor_id is not None and not record.retired:
        led = [each for each in case.tx.everything(Group) if each.supervisor_id == record.supervisor_id]
        other = next((each for each in led if each.id != record.id and not each.retired), None)
        if other:
            text = f"They head the group {other.name} already: nobody heads two."
            findings.append(stops(FindingKind.DUPLICATE, text, "supervisor_id"))
    return findings


def form_findings(case: Case[Form]) -> Sequence[Finding]:
    record: Form = case.after
    findings = []
    if not record.questions:
        findings.append(stops(FindingKind.MISSING, "A form needs a question.", "questions"))
    for place, question in enumerate(record.questions):
        if not question.text.strip():
            findings.append(stops(FindingKind.MISSING, "A question needs words.", f"questions.{place}.text"))
        if question.kind is QuestionKind.CHOICE and len(question.choices) < 2:
            text = f"{question.text}: a choice needs two answers at least."
            findings.append(stops(FindingKind.MISSING, text, f"questions.{place}.choices"))
    return findings


def template_findings(case: Case[JobTemplate]) -> Sequence[Finding]:
    record: JobTemplate = case.after
    findings = amount_findings("items", record.items)
    if not 0 < record.minutes <= MAX_JOB_MINUTES:
        findings.append(stops(FindingKind.ORDER, "A job lasts from a minute to 31 days.", "minutes"))
    return findings


def series_findings(case: Case[NumberSeries]) -> Sequence[Finding]:
    record: NumberSeries = case.after
    findings = []
    if record.kind not in NUMBERED:
        findings.append(stops(FindingKind.ENTRY, "Nothing of this kind is numbered.", "kind"))
    if any(other.id != record.id for other in case.tx.find(NumberSeries, "kind", [record.kind])):
        findings.append(stops(FindingKind.DUPLICATE, "This numbering is there already.", "kind"))
    if case.before is not None and case.before.kind != record.kind:
        findings.append(stops(FindingKind.ENTRY, "A numbering is for what it is for.", "kind"))
    if not 0 <= record.first_number <= _LARGEST_NUMBER:
        findings.append(stops(FindingKind.ENTRY, f"Numbers go up to {_LARGEST_NUMBER:,}.", "first_number"))
    if len(record.prefix) > _LONGEST_PREFIX:
        text = f"{_LONGEST_PREFIX} characters are the most before a number."
        findings.append(stops(FindingKind.ENTRY, text, "prefix"))
    return findings


_PRICED = (Kind.JOB, Kind.ESTIMATE, Kind.PURCHASE_ORDER, Kind.INVENTORY_ITEM)


def company_findings(case: Case[Company]) -> Sequence[Finding]:
    record: Company = case.after
    findings = []
    if case.before is None:
        findings.append(stops(FindingKind.DUPLICATE, "This database already holds a company."))
    try:
        ZoneInfo(record.zone)
    except (ValueError, OSError, KeyError):
        findings.append(stops(FindingKind.ENTRY, f"There is no time zone {record.zone}.", "zone"))
    if record.country and not is_country(record.country):
        text = "A country has two letters: US, DE, JP."
        findings.append(stops(FindingKind.ENTRY, text, "country"))
    if not is_currency(record.currency):
        text = f"A currency has three letters, as USD, EUR, JPY; there is no {record.currency}."
        findings.append(stops(FindingKind.ENTRY, text, "currency"))
    elif case.before and decimals_of(record.currency) != decimals_of(case.before.currency) and _has_prices(case):
        text = f"{record.currency} counts in other parts than {case.before.currency}: all prices would change."
        findings.append(stops(FindingKind.ENTRY, text, "currency"))
    if not 0 <= record.first_weekday <= 6:
        findings.append(stops(FindingKind.ENTRY, "A week begins on one of seven days.", "first_weekday"))
    return [*findings, *letterhead_findings(case)]


def _has_prices(case: Case[Company]) -> bool:
    """Whether anything may have a price: a company that was just founded has nothing of the kind."""
    templates = case.tx.everything(JobTemplate)
    return any(each.items for each in templates) or any(case.tx.count(kind) for kind in _PRICED)
