"""When a job is that was found."""

from zoneinfo import ZoneInfo

from industrack_core.domain.records.found_job import FoundJob
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import MONTH_NAMES, clock_text


def told_when(job: FoundJob, zone: ZoneInfo) -> str:
    """`Tue 24 Nov 26 09:00`, or that it has no time."""
    if job.start is None:
        return "no time"
    local = instant_of(job.start).astimezone(zone)
    return f"{local:%a} {local.day} {MONTH_NAMES[local.month - 1]} {local:%y} {clock_text(local)}"
