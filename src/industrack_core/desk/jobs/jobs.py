"""Acts on jobs. Each decides what would be written, and writes nothing."""

from dataclasses import replace

from industrack_core.desk.jobs import series
from industrack_core.desk.jobs.dispatching import errands
from industrack_core.desk.jobs.estimating import after_deletion, conversion
from industrack_core.desk.jobs.job_checks import (
    current_job,
    draft_findings,
    reference_findings,
    stale_or_none,
    status_findings,
    stops,
    year_findings,
)
from industrack_core.desk.jobs.job_deciding import EDITED, Intent, decide_job, named
from industrack_core.desk.jobs.job_parts import Change, customer_changes, made_of
from industrack_core.desk.jobs.part_findings import list_findings, new_customer_findings, tidy_customer
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts.acts import AddJob, DeleteJob, DispatchJob, EditJob, PlaceJob, UnassignJob
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer, Scope
from industrack_core.domain.acts.job_permits import Deed, deeds_of, permit_findings
from industrack_core.domain.acts.limits import cleaned
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind, Refused, Stale, Weight, refusal
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.estimate import EstimateStatus
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.text.text import full_stop
from industrack_core.store.writing.lookups import Lookups
from industrack_core.store.writing.transaction import Transaction


def _cleaned(draft: JobDraft) -> JobDraft:
    """Cleaned before anything is looked at or said: what is left may be nothing."""
    if isinstance(draft.customer, NewCustomer):
        draft = replace(draft, customer=cleaned(draft.customer))
    if draft.new_location is not None:
        draft = replace(draft, new_location=cleaned(draft.new_location))
    return cleaned(draft)


def _from_draft(job: Job, draft: JobDraft) -> Job:
    return replace(
        job,
        location_id=draft.location_id,
        description=draft.description.strip(),
        status=draft.status,
        status_reason=draft.status_reason.strip(),
        service_type_id=draft.service_type_id,
        priority=draft.priority,
        color_id=draft.color_id,
        starts_at=draft.starts_at,
        minutes=draft.minutes,
        recurrence=draft.recurrence,
        crew=tuple(dict.fromkeys(draft.crew)),
        note=draft.note.strip(),
    )


def _place_of(tx: Transaction, draft: JobDraft) -> tuple[int, int | None, list[Change]] | Refused:
    """Customer and location ids of a draft, and the records to create for those made in place."""
    if isinstance(draft.customer, NewCustomer):
        new = tidy_customer(draft.customer, tx.home()[0])
        first = tx.reserve_ids(2)
        customer = Customer(
            id=first, number=tx.take_numbers(Kind.CUSTOMER)[0], kind=new.kind, name=new.name.strip(),
            contact=new.contact.strip(), phone=new.phone.strip(), email=new.email.strip(),
            billing_address=new.address.strip(),
        )  # fmt: skip
        location = Location(id=first + 1, customer_id=first, address=new.address.strip(), is_main=True)
        return first, first + 1, [(None, customer), (None, location)]
    if draft.customer is None or tx.get(Customer, draft.customer) is None:
        return Refused((stops(FindingKind.ENTRY, "This customer was deleted meanwhile.", Kind.CUSTOMER),))
    if draft.new_location is not None:
        name, address = draft.new_location.name.strip(), draft.new_location.address.strip()
        if not (name or address):
            return Refused((stops(FindingKind.MISSING, "A location needs an address.", "location_address"),))
        place = Location(id=tx.new_id(), customer_id=draft.customer, name=name, address=address)
        return draft.customer, place.id, [(None, place)]
    location_id = draft.location_id
    if location_id is None:
        places = tx.find(Location, "customer_id", [draft.customer])
        location_id = next((place.id for place in places if place.is_main), None)
    return draft.customer, location_id, []


def add_job(tx: Transaction, act: AddJob, setting: Setting) -> Decision:
    """Create a job with everything on it, and its customer when that is new; a series when it repeats."""
    intent = _intent(tx, setting, None, act)
    if not isinstance(intent, Intent):
        return intent
    return series.added(tx, setting, intent) if intent.after.recurrence else decide_job(tx, setting, intent)


def edit_job(tx: Transaction, act: EditJob, setting: Setting) -> Decision:
    """Replace what a form holds of a job; refused whole when somebody saved it meanwhile."""
    before = tx.get(Job, act.job_id)
    stale = stale_or_none(tx, before, act.job_id, act.version)
    if stale or before is None:
        return stale or Refused(())
    intent = _intent(tx, setting, before, act)
    if not isinstance(intent, Intent):
        return intent
    if intent.after.recurrence != before.recurrence:
        return series.rule_changed(tx, setting, intent, before)
    if before.series_id is not None and act.scope is not Scope.THIS:
        return series.edited(tx, setting, intent, before, act.scope)
    return decide_job(tx, setting, intent)


def _intent(tx: Transaction, setting: Setting, before: Job | None, act: AddJob | EditJob) -> Intent | Refused | Stale:
    """What saving a draft would do, as far as it stands by itself."""
    draft = _cleaned(act.draft)
    findings = entry_findings(tx, draft, before)
    refused = refusal(findings)
    if refused:
        return refused
    found = _place_of(tx, draft)
    if isinstance(found, Refused):
        return found
    customer_id, location_id, created = found
    if before is None:
        job = Job(id=tx.new_id(), customer_id=customer_id, calendar_id=draft.calendar_id, estimate_id=draft.estimate_id)
    else:
        job = replace(before, customer_id=customer_id, number=draft.number.strip() or before.number)
    job = replace(_from_draft(job, draft), location_id=location_id)
    made = made_of(tx, job, draft, before, created)
    is_new_place = any(isinstance(record, Location) for _, record in created)
    refused = refusal([*made.findings, *reference_findings(tx, job, before, new_customer=is_new_place)], act.accepted)
    if refused:
        return refused
    changes = customer_changes(tx, draft, job)
    if isinstance(changes, Stale):
        return changes
    converted = conversion(tx, draft) if before is None else ([], [])
    if isinstance(converted, Stale):
        return converted
    asked, estimate = converted
    refused = refusal(asked, act.accepted)
    if refused:
        return refused
    deed = EDITED if before else f"Converted estimate {estimate[0][0].number} to" if estimate else "Added"
    return Intent(
        before, made.job, deed, act.accepted, act.dispatch, draft.number.strip(),
        [*created, *changes, *made.others, *estimate], [*findings, *made.findings],
    )  # fmt: skip


def entry_findings(look: Lookups, draft: JobDraft, before: Job | None) -> list[Finding]:
    """What is wrong with what was typed, by itself: all of it at once, each at its field."""
    findings = [*draft_findings(draft), *list_findings(draft), *status_findings(draft, before)]
    if isinstance(draft.customer, NewCustomer):
        findings += new_customer_findings(draft.customer, look.home()[0])
    if before is not None:
        stopped = permit_findings(before, deeds_of(before, _from_draft(before, draft)))
        findings += [each for each in stopped if each.weight is Weight.STOPS]
    return [*findings, *_number_findings(look, draft, before)]


def check_entry(look: Lookups, draft: JobDraft, job_id: int | None) -> tuple[Finding, ...]:
    """The same for a form that is not fit to be saved yet; only what stops."""
    before = look.get(Job, job_id) if job_id is not None else None
    return tuple(each for each in entry_findings(look, _cleaned(draft), before) if each.weight is Weight.STOPS)


def _number_findings(tx: Lookups, draft: JobDraft, before: Job | None) -> list[Finding]:
    number = draft.number.strip()
    if not number:
        if before is not None or tx.numbers_itself(Kind.JOB):
            return []
        return [stops(FindingKind.MISSING, "Type a number: jobs are not numbered by themselves here.", "number")]
    if (before is None or number != before.number) and tx.number_in_use(Kind.JOB, number):
        return [stops(FindingKind.DUPLICATE, f"There is a job {number} already.", "number")]
    return []


def place_job(tx: Transaction, act: PlaceJob, setting: Setting) -> Decision:
    """Give the job to one employee at a time."""
    before = current_job(tx, act.job_id, act.version)
    if isinstance(before, Stale):
        return before
    after = replace(before, crew=(act.employee_id,), starts_at=act.starts_at)
    refused = refusal([*year_findings(act.starts_at), *reference_findings(tx, after, before)])
    return refused or decide_job(tx, setting, Intent(before, after, "Placed", act.accepted))


def unassign_job(tx: Transaction, act: UnassignJob, setting: Setting) -> Decision:
    """Take the whole crew off: the job waits in the queue, with its planned time as a wish."""
    before = current_job(tx, act.job_id, act.version)
    if isinstance(before, Stale):
        return before
    if before.in_queue and not before.crew:
        return Refused((stops(FindingKind.NOTHING, f"{before.number} is in the queue already."),))
    status = WorkStatus.NOT_STARTED if before.status is WorkStatus.DECLINED else before.status
    return decide_job(tx, setting, Intent(before, replace(before, crew=(), status=status), "Sent back", act.accepted))


def dispatch_job(tx: Transaction, act: DispatchJob, setting: Setting) -> Decision:
    """Send the job as it is saved to each crew member."""
    before = current_job(tx, act.job_id, act.version)
    if isinstance(before, Stale):
        return before
    return decide_job(tx, setting, Intent(before, before, "Dispatched", act.accepted, dispatch=True))


def delete_job(tx: Transaction, act: DeleteJob, setting: Setting) -> Decision:
    """Delete a job, or several of its series; what was dispatched is recalled. Undo brings them back."""
    before = current_job(tx, act.job_id, act.version)
    if isinstance(before, Stale):
        return before
    gone = [before, *series.others_of(tx, before, act.scope)]
    refused = refusal([each for job in gone for each in permit_findings(job, (Deed.DELETE,))], act.accepted)
    if refused:
        return refused
    recalled = [each for job in gone for each in errands(tx, setting, job, None, False, ())]
    line = full_stop(f"Deleted {before.number}{named(before)}")
    if len(gone) > 1:
        line = full_stop(f"Deleted {len(gone)} jobs of the series of {before.number}{named(before)}")
    estimates = after_deletion(tx, gone)
    again = [after.number for _, after in estimates if after.status is EstimateStatus.WON]
    if again:
        line += f" Estimate {', '.join(again)} is Won again."
    return plan_of([*((job, None) for job in gone), *recalled, *estimates], line)
