"""What a new job begins with: by itself, and from an estimate. Nothing here is saved."""

from dataclasses import replace

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.records.estimate import Estimate, job_items
from industrack_core.domain.records.job_parts import FormOnJob
from industrack_core.domain.records.office import Calendar, Office

_NOTHING = JobDraft()


def new_draft(office: Office, calendar: Calendar) -> JobDraft:
    """What every new job of a calendar begins with: its default duration, and the company-wide forms (domain 1)."""
    return JobDraft(minutes=calendar.job_minutes, calendar_id=calendar.id, forms=preset_forms(office))


def preset_forms(office: Office) -> tuple[FormOnJob, ...]:
    """The forms that every new job gets: the company-wide triggers (domain 1)."""
    return tuple(
        FormOnJob(form_id=form.id, trigger=preset.trigger, blocks=preset.blocks)
        for form in office.forms
        if not form.retired
        for preset in form.presets
    )


def estimate_draft(estimate: Estimate, begun: JobDraft = _NOTHING) -> JobDraft:
    """A job out of an estimate, as it was seen; `begun` is what any new job begins with.

    Customer, location, description, items, note and attachments are carried over; the job's parts have ids of their
    own once it is saved.
    """
    return replace(
        begun,
        customer=estimate.customer_id,
        location_id=estimate.location_id,
        description=estimate.description,
        items=job_items(estimate),
        attachments=tuple(replace(each, id=0) for each in estimate.attachments),
        note=estimate.note,
        estimate_id=estimate.id,
        estimate_version=estimate.version,
    )
