"""Templates made from a job: what it holds, as what the next one of its kind begins with. Nothing here is saved."""

from dataclasses import replace

from industrack_core.domain.records.job import Job
from industrack_core.domain.records.settings import JobTemplate, TaskTemplate


def job_template(job: Job, name: str) -> JobTemplate:
    """A job template with what is of the work and not of the customer; its parts have no ids."""
    return JobTemplate(
        name=name, description=job.description, service_type_id=job.service_type_id, priority=job.priority,
        color_id=job.color_id, minutes=job.minutes, note=job.note,
        items=tuple(replace(each, id=0) for each in job.items),
        forms=tuple(replace(each, id=0) for each in job.forms),
        tasks=tuple(each.text for each in job.tasks),
    )  # fmt: skip


def task_template(job: Job, name: str) -> TaskTemplate:
    """A task template with the job's checklist, nothing of it done."""
    return TaskTemplate(name=name, lines=tuple(each.text for each in job.tasks))
