"""What speaks against the parts of a job: lists, amounts, files, a customer that is made with it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.values.phones import formatted, phone_finding
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind
from industrack_core.domain.records.job_parts import FILE_LIMIT, LIST_LIMIT, Attachment, AttachmentKind, JobItem
from industrack_core.domain.records.purchase import OrderLine
from industrack_core.store.writing.transaction import Transaction

MOST_QUANTITY = 10**9
MOST_MONEY = 10**12
LISTS = ("items", "attachments", "forms", "tasks", Kind.EQUIPMENT, "new_equipment", "new_orders", "crew")


def list_findings(draft: JobDraft) -> list[Finding]:
    """What is wrong with a draft's lists by itself, each at its cell."""
    findings = [
        stops(FindingKind.ENTRY, f"There are more than {LIST_LIMIT} entries.", f"{name}.{LIST_LIMIT}")
        for name in LISTS
        if len(getattr(draft, name)) > LIST_LIMIT
    ]
    findings += amount_findings("items", draft.items)
    for place, order in enumerate(draft.new_orders):
        findings += amount_findings(f"new_orders.{place}.lines", order.lines)
        if not order.vendor.strip():
            findings.append(
                stops(FindingKind.MISSING, "From whom? A purchase order needs a vendor.", f"new_orders.{place}.vendor")
            )
        if not order.lines:
            findings.append(stops(FindingKind.MISSING, "A purchase order needs a line.", f"new_orders.{place}.lines"))
    findings += _empty("new_equipment", draft.new_equipment, "name", "Equipment needs a name.")
    findings += _empty("tasks", draft.tasks, "text", "A task needs words.")
    return [*findings, *attachment_findings(draft.attachments)]


def amount_findings(where: str, lines: Iterable[JobItem | OrderLine]) -> list[Finding]:
    """Names that are missing, quantities and prices that cannot be, each at its cell."""
    findings = []
    for place, line in enumerate(lines):
        if not line.name.strip():
            findings.append(stops(FindingKind.MISSING, "An item needs a name.", f"{where}.{place}"))
        least = 0 if getattr(line, "by", None) is not None else 1  # added in the field: nobody planned it
        if not least <= line.quantity <= MOST_QUANTITY:
            text = "The quantity must be more than nothing, and a million at most."
            findings.append(stops(FindingKind.ENTRY, text, f"{where}.{place}.quantity"))
        if not 0 <= line.price <= MOST_MONEY:
            findings.append(stops(FindingKind.ENTRY, "This price cannot be.", f"{where}.{place}.price"))
    return findings


def _empty(where: str, parts: Sequence[object], name: str, sentence: str) -> list[Finding]:
    return [
        stops(FindingKind.MISSING, sentence, f"{where}.{place}.{name}")
        for place, part in enumerate(parts)
        if not getattr(part, name).strip()
    ]


def attachment_findings(attachments: Sequence[Attachment]) -> list[Finding]:
    """What is wrong with attachments by themselves, each at its cell."""
    findings = []
    for place, part in enumerate(attachments):
        if not part.name.strip():
            findings.append(stops(FindingKind.MISSING, "An attachment needs a name.", f"attachments.{place}.name"))
        if part.kind is AttachmentKind.FILE and not 0 <= part.size <= FILE_LIMIT:
            findings.append(stops(FindingKind.ENTRY, "A file may have 15 MB at most.", f"attachments.{place}"))
        if part.kind is AttachmentKind.TOOL and not 1 <= part.quantity <= 9999:
            findings.append(stops(FindingKind.ENTRY, "How many? From 1 to 9999.", f"attachments.{place}.quantity"))
    return findings


def new_customer_findings(customer: NewCustomer, country: str) -> list[Finding]:
    """What is wrong with the contact of a customer created in place."""
    found = (phone_finding(customer.phone, country), email_finding(customer.email))
    return [finding for finding in found if finding]


def email_finding(text: str) -> Finding | None:
    """What is wrong with an e-mail address; nothing typed is right."""
    email = text.strip()
    if email and (email.count("@") != 1 or " " in email or not all(email.partition("@")[::2])):
        return stops(FindingKind.ENTRY, "This is no e-mail address.", "email")
    return None


def tidy_customer(customer: NewCustomer, country: str) -> NewCustomer:
    """The customer with the phone number as people of the country write it."""
    return replace(customer, phone=formatted(customer.phone, country))


def content_findings(tx: Transaction, attachments: Sequence[Attachment], had: Sequence[Attachment]) -> list[Finding]:
    """Files whose content nobody stored; those that were there before are not looked at again."""
    known = {each.digest for each in had}
    files = [each.digest for each in attachments if each.kind is AttachmentKind.FILE and each.digest not in known]
    lacking = tx.contents.lacking(files) if files else set()
    return [
        stops(FindingKind.ENTRY, f"The content of {each.name} is not there: attach it again.", f"attachments.{place}")
        for place, each in enumerate(attachments)
        if each.kind is AttachmentKind.FILE and each.digest in lacking
    ]
