"""What speaks against saving a customer, and what is a customer's."""

from collections.abc import Sequence

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.jobs.part_findings import attachment_findings, content_findings, email_finding
from industrack_core.desk.records.field_rules import notify_findings
from industrack_core.desk.records.record_case import (
    Case,
    number_findings,
)
from industrack_core.desk.values.phones import phone_finding
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind
from industrack_core.domain.records.customer import Customer, Equipment, Location


def customer_findings(case: Case[Customer]) -> Sequence[Finding]:
    record: Customer = case.after
    country = case.tx.home()[0]
    had = case.before
    findings = [
        found
        for name in ("phone", "mobile")
        if (had is None or getattr(had, name) != getattr(record, name))
        and (found := phone_finding(getattr(record, name), country, name))
    ]
    if (found := email_finding(record.email)) and (had is None or had.email != record.email):
        findings.append(found)
    files = attachment_findings(record.attachments)
    files = files or content_findings(case.tx, record.attachments, had.attachments if had else ())
    return [*findings, *notify_findings(record.notify), *files, *number_findings(case, Kind.CUSTOMER)]


def _customers_own(case: Case[Equipment] | Case[Location]) -> list[Finding]:
    record = case.after
    if case.tx.get(Customer, record.customer_id) is None:
        return [stops(FindingKind.ENTRY, "This customer was deleted meanwhile.", Kind.CUSTOMER)]
    if case.before is not None and case.before.customer_id != record.customer_id:
        return [stops(FindingKind.ENTRY, "It stays with its customer: merge the customers instead.", Kind.CUSTOMER)]
    return []


def location_findings(case: Case[Location]) -> Sequence[Finding]:
    record: Location = case.after
    findings = _customers_own(case)
    if not (record.name.strip() or record.address.strip()):
        findings.append(stops(FindingKind.MISSING, "A location needs an address.", "address"))
    if record.is_main and record.retired:
        findings.append(stops(FindingKind.IN_USE, "The main location stays: it can be changed, not deleted."))
    elif case.before is not None and case.before.is_main and not record.is_main:
        text = "A customer has a main location: make another one the main one instead."
        findings.append(stops(FindingKind.IN_USE, text, "is_main"))
    return findings


def equipment_findings(case: Case[Equipment]) -> Sequence[Finding]:
    record: Equipment = case.after
    findings = _customers_own(case)
    place = case.tx.get(Location, record.location_id) if record.location_id is not None else None
    if record.location_id is not None and (place is None or place.customer_id != record.customer_id):
        findings.append(stops(FindingKind.ENTRY, "This location is not the customer's.", "location_id"))
    return findings
