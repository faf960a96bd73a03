"""What the office did with a job that may stand against a step: looked at before the step is."""

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.member import Review, Why
from industrack_core.domain.records.job import Billing


@dataclass(frozen=True, slots=True)
class Standing:
    """How a job stands for one technician. `lost_at`: since when it is recalled or given to others, None while it is
    theirs; `office_at`: when the office last set the status of its work, None for never."""

    deleted: bool = False
    lost_at: int | None = None
    office_at: int | None = None
    billing: Billing = Billing.NONE
    startable: bool = True


def stands_against(standing: Standing, at: int) -> Review | None:
    """What stands against a step taken at `at`; None: nothing. What the office did later than a step that took its job
    away does not count; what it later said of the work does."""
    if standing.deleted:
        return Review(Why.DELETED, "The job is deleted.")
    if standing.billing is not Billing.NONE:
        return Review(Why.BILLED, "Billing has the job already.")
    if standing.lost_at is not None and standing.lost_at <= at:
        return Review(Why.NOT_THEIRS, "The job had been taken back or given to others by then.")
    if standing.office_at is not None and standing.office_at > at:
        return Review(Why.OFFICE_LATER, "The office set another status after it.")
    if not standing.startable:
        return Review(Why.NOT_STARTABLE, "The job cannot be worked on as it stands.")
    return None
