"""What speaks against what a company puts on its papers."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.jobs.job_parts import numbered
from industrack_core.desk.jobs.part_findings import attachment_findings, content_findings, email_finding
from industrack_core.desk.records.record_case import Case
from industrack_core.desk.values.phones import formatted, phone_finding
from industrack_core.domain.outcomes import Finding, FindingKind
from industrack_core.domain.records.job_parts import AttachmentKind
from industrack_core.domain.records.office import Company

_MOST_YEARS = 100
_MOST_DAYS = 3650
PICTURES = (".png", ".jpg", ".jpeg")
"""How the name of a logo ends."""


def letterhead_findings(case: Case[Company]) -> Sequence[Finding]:
    """A phone number and an e-mail address that can be, one picture, and a time for which estimates hold."""
    record: Company = case.after
    findings = [
        each for each in (phone_finding(record.phone, record.country.upper()), email_finding(record.email)) if each
    ]
    if len(record.logo) > 1:
        findings.append(stops(FindingKind.ENTRY, "One logo is enough: take the other one off.", "logo.1"))
    for place, part in enumerate(record.logo):
        if part.kind is not AttachmentKind.FILE or not part.name.lower().endswith(PICTURES):
            text = "A logo is a picture: a file that ends in .png or .jpg."
            findings.append(stops(FindingKind.ENTRY, text, f"logo.{place}"))
    had = case.before.logo if case.before else ()
    for found in (*attachment_findings(record.logo), *content_findings(case.tx, record.logo, had)):
        findings.append(replace(found, field=found.field.replace("attachments", "logo")))
    if not 0 <= record.estimate_days <= _MOST_DAYS:
        text = f"An estimate is valid for {_MOST_DAYS} days at most; 0 is for ever."
        findings.append(stops(FindingKind.ENTRY, text, "estimate_days"))
    if not 0 <= record.log_years <= _MOST_YEARS:
        text = f"The log is kept for {_MOST_YEARS} years at most; 0 is for ever."
        findings.append(stops(FindingKind.ENTRY, text, "log_years"))
    return findings


def settled_company(case: Case[Company]) -> Company:
    """The company as it is kept: codes in capitals, the phone number as people of the country write it."""
    record: Company = case.after
    country = record.country.upper()
    logo = numbered(case.tx, record.logo, case.before.logo if case.before else ())
    return replace(
        record, currency=record.currency.upper(), country=country, phone=formatted(record.phone, country), logo=logo
    )
