"""What the office does with a report that could not be applied; and how it takes a dispatched job back."""

from dataclasses import replace

from industrack_core.desk.field.judging import judged_report, read_report
from industrack_core.desk.field.report_case import Against
from industrack_core.desk.field.taking import field_settings_of
from industrack_core.desk.jobs.dispatching import errands
from industrack_core.desk.jobs.job_checks import current_job, stale, stops
from industrack_core.desk.jobs.job_deciding import named
from industrack_core.desk.plan import Decision, Plan, Setting
from industrack_core.domain.acts.field_acts import RecallJob, Settle, SettleReport, TakeReport
from industrack_core.domain.acts.job_permits import Deed, deeds_of, permit_findings
from industrack_core.domain.field.records import Device, FieldReport, Verdict
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Refused, Stale, Weight, refusal
from industrack_core.domain.records.job import Delivery, Job, WorkStatus
from industrack_core.domain.records.office import Employee
from industrack_core.domain.text.text import clean_line
from industrack_core.store.writing.transaction import Transaction

_UNDER_WAY = (WorkStatus.ON_TRAVEL, WorkStatus.STARTED, WorkStatus.PAUSED)


def settle_report(tx: Transaction, act: SettleReport, setting: Setting) -> Decision:
    """Apply a report in review as things are now, or dismiss it."""
    report = tx.get(FieldReport, act.report_id)
    if report is None or report.version != act.version:
        return stale(tx, Kind.FIELD_REPORT, act.report_id, "The report", act.version, report.version if report else 0)
    if report.verdict is not Verdict.REVIEW:
        return Done(tx.revision, "This report was dealt with already.")
    if act.how is Settle.DISMISS:
        return _dismissed(report, clean_line(act.reason))
    return _applied(tx, act, setting, report)


def _dismissed(report: FieldReport, reason: str) -> Decision:
    if not reason:
        return Refused((stops(FindingKind.MISSING, "Why is it dismissed? The technician may ask.", "reason"),))
    after = replace(report, verdict=Verdict.DISMISSED, text=f"{report.text} Dismissed: {reason}")
    return Plan(((report, after),), f"Dismissed: {report.text} ({reason})")


def _applied(tx: Transaction, act: SettleReport, setting: Setting, report: FieldReport) -> Decision:
    device, employee = tx.get(Device, report.device_id), tx.get(Employee, report.employee_id)
    taken = TakeReport(
        report.device_id, report.seq, report.kind, report.job_id, report.entry, report.body, report.digest,
        report.at_s, report.said_s,
    )  # fmt: skip
    read = read_report(tx, employee, taken) if employee is not None else None
    if read is None or device is None or employee is None:
        text = "Nothing of it can be applied: dismiss it, and say why."
        return Refused((stops(FindingKind.ENTRY, text),))
    settings = field_settings_of(tx)
    judged = judged_report(tx, setting, settings, device, employee, taken, read, forced=True)
    if isinstance(judged, Against):  # not as of then; as if it came now
        late = replace(taken, at_s=int(setting.now.timestamp()))
        judged = judged_report(tx, setting, settings, device, employee, late, read, forced=True)
    if isinstance(judged, Against):
        return Refused((stops(FindingKind.ENTRY, f"It cannot be applied: {judged.text}"),))
    findings = [
        finding
        for before, after in judged.changes
        if isinstance(before, Job) and isinstance(after, Job)
        for finding in permit_findings(before, deeds_of(before, after))
    ]
    refused = refusal(findings, act.accepted)
    if refused:
        return refused
    after = replace(report, verdict=Verdict.SETTLED)
    return Plan((*judged.changes, (report, after)), f"Applied: {report.text}")


def recall_job(tx: Transaction, act: RecallJob, setting: Setting) -> Decision:
    """Take a dispatched job back from everyone who has it."""
    before = current_job(tx, act.job_id, act.version)
    if isinstance(before, Stale):
        return before
    if before.delivery is Delivery.SAVED:
        text = f"{before.number} is not dispatched: nobody has it."
        return Refused((stops(FindingKind.NOTHING, text),))
    findings = [each for each in permit_findings(before, (Deed.DISPATCH,)) if each.weight is Weight.STOPS]
    if before.status in _UNDER_WAY:
        text = f"{before.number} is {before.status.label}: its crew is at it already."
        findings.append(Finding(FindingKind.UNDER_WAY, Weight.ASKS, text, job_id=before.id))
    refused = refusal(findings, act.accepted)
    if refused:
        return refused
    after = replace(before, delivery=Delivery.SAVED)
    recalls = errands(tx, setting, before, after, False, ())
    line = f"Recalled {before.number}{named(before)}: nobody has it any more."
    return Plan(((before, after), *recalls), line)
