"""What speaks against saving a paper with lines and a total: an estimate, a purchase order."""

from collections.abc import Sequence

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.jobs.job_parts import item_findings
from industrack_core.desk.jobs.part_findings import MOST_MONEY, MOST_QUANTITY, attachment_findings, content_findings
from industrack_core.desk.records.record_case import Case, number_findings
from industrack_core.desk.values.money import money_text
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.estimate import OPEN_STATUSES, WHOLE, Estimate, EstimateLine
from industrack_core.domain.records.purchase import OrderLine, PurchaseOrder, step_problem


def order(case: Case[PurchaseOrder]) -> Sequence[Finding]:
    """A vendor, lines that can be, and a step that the order may take."""
    record: PurchaseOrder = case.after
    findings = []
    if not record.vendor.strip():
        findings.append(stops(FindingKind.MISSING, "A purchase order needs a vendor.", "vendor"))
    for place, line in enumerate(record.lines):
        if not _can_be(line):
            text = f"Line {place + 1} cannot be: it needs a name, a quantity, and no more received than ordered."
            findings.append(stops(FindingKind.ENTRY, text, f"lines.{place}"))
    if not findings and record.lines_total > MOST_MONEY:
        findings.append(_too_much(case, "lines"))
    problem = step_problem(case.before, record)
    if problem and not findings:
        findings.append(stops(FindingKind.STARTED, problem, "status"))
    findings += item_findings(case.tx, record.lines, "lines", case.before.lines if case.before else ())
    return findings + number_findings(case, Kind.PURCHASE_ORDER)


def _can_be(line: OrderLine) -> bool:
    amounts = 0 < line.quantity <= MOST_QUANTITY and 0 <= line.price <= MOST_MONEY
    return bool(line.name.strip()) and amounts and 0 <= line.received <= line.quantity


def _too_much(case: Case[Estimate] | Case[PurchaseOrder], field: str) -> Finding:
    most = money_text(MOST_MONEY, case.tx.home()[1])
    return stops(FindingKind.ENTRY, f"That comes to more than {most}.", field)


def estimate(case: Case[Estimate]) -> Sequence[Finding]:
    """A customer and a place of theirs, lines that can be, files that are there; a converted one stands."""
    record: Estimate = case.after
    before: Estimate | None = case.before
    if before is not None and before.status.is_converted:
        text = f"Estimate {before.number} is a job by now: it stands as it was offered."
        return [stops(FindingKind.STARTED, text)]
    findings = _place(case, record)
    if record.status not in OPEN_STATUSES:
        text = f"{record.status.label} follows from its job and is not set by hand."
        findings.append(stops(FindingKind.STARTED, text, "status"))
    if record.valid_until is not None and record.valid_until < record.made_on:
        findings.append(stops(FindingKind.ENTRY, "It is valid on its own day at least.", "valid_until"))
    findings += _lines(record) or _foot(case, record)
    findings += item_findings(case.tx, record.lines, "lines", before.lines if before else ())
    files = attachment_findings(record.attachments)
    files = files or content_findings(case.tx, record.attachments, before.attachments if before else ())
    return [*findings, *files, *number_findings(case, Kind.ESTIMATE)]


def _place(case: Case[Estimate], record: Estimate) -> list[Finding]:
    if case.tx.get(Customer, record.customer_id) is None:
        return [stops(FindingKind.MISSING, "An estimate needs a customer.", "customer_id")]
    place = case.tx.get(Location, record.location_id) if record.location_id is not None else None
    if record.location_id is not None and (place is None or place.customer_id != record.customer_id):
        return [stops(FindingKind.ENTRY, "This location is not the customer's.", "location_id")]
    return []


def _lines(record: Estimate) -> list[Finding]:
    findings = []
    for place, line in enumerate(record.lines):
        where = f"lines.{place}"
        if not line.text.strip():
            findings.append(
                stops(
                    FindingKind.MISSING,
                    "A line needs words; backspace where there are none takes it off.",
                    f"{where}.text",
                )
            )
        if not 0 < line.quantity <= MOST_QUANTITY:
            text = "The quantity must be more than nothing, and a million at most."
            findings.append(stops(FindingKind.ENTRY, text, f"{where}.quantity"))
        elif not 0 <= line.price <= MOST_MONEY:
            findings.append(stops(FindingKind.ENTRY, "This price cannot be.", f"{where}.price"))
        elif not _discounted(line):
            text = "A discount is from nothing to all of the line."
            findings.append(stops(FindingKind.ENTRY, text, f"{where}.discount"))
    return findings


def _discounted(line: EstimateLine) -> bool:
    return 0 <= line.discount.rate <= WHOLE and 0 <= line.discount.amount <= line.full


def _foot(case: Case[Estimate], record: Estimate) -> list[Finding]:
    findings = []
    if not 0 <= record.discount_rate <= WHOLE or not 0 <= record.discount_amount <= record.sums.lines:
        findings.append(stops(FindingKind.ENTRY, "A discount is from nothing to all of it.", "discount"))
    if not 0 <= record.tax_rate <= WHOLE:
        findings.append(stops(FindingKind.ENTRY, "A tax is from 0 to 100 %.", "tax_rate"))
    if not findings and max(record.sums.lines, record.sums.total) > MOST_MONEY:
        findings.append(_too_much(case, "lines"))
    return findings
