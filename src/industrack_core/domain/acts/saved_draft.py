"""What a form holds of a job that is saved, with what is its customer's and its location's."""

from dataclasses import fields, replace

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.job import Job


def draft_of(job: Job) -> JobDraft:
    """What a form holds of a saved job; saving it changes nothing. What is the customer's is left alone (None).

    To merge tags and notes of the customer too, `explicit` fills them in.
    """
    shared = {field.name for field in fields(JobDraft)} & set(Job.__dataclass_fields__)
    return JobDraft(customer=job.customer_id, **{name: getattr(job, name) for name in shared})


def explicit(draft: JobDraft, customer: Customer | None, location: Location | None) -> JobDraft:
    """The draft with the customer's tags and notes said in full where it left them alone."""
    return replace(
        draft,
        tags=(customer.tags if customer else ()) if draft.tags is None else draft.tags,
        internal_note=(customer.internal_note if customer else "")
        if draft.internal_note is None
        else draft.internal_note,
        site_note=(location.site_note if location else "") if draft.site_note is None else draft.site_note,
    )


def implicit(draft: JobDraft, customer: Customer | None, location: Location | None) -> JobDraft:
    """The opposite of `explicit`: what is as it is saved is left alone, the rest is based on these versions."""
    tags = None if customer is None or draft.tags == customer.tags else draft.tags
    internal = None if customer is None or draft.internal_note == customer.internal_note else draft.internal_note
    site = None if location is None or draft.site_note == location.site_note else draft.site_note
    touches_customer = customer is not None and (tags is not None or internal is not None)
    return replace(
        draft,
        tags=tags,
        internal_note=internal,
        site_note=site,
        customer_version=customer.version if customer is not None and touches_customer else 0,
        location_version=location.version if location is not None and site is not None else 0,
    )
