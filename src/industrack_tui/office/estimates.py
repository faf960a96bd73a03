"""Estimates: the list, the row's menu, conversion to a job; and the form of one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.acts.new_job import estimate_draft, new_draft
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.estimate import Estimate, EstimateStatus, EstimateSums, copied, sum_of
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.span import local_day
from industrack_tui.acting import perform
from industrack_tui.commands.spoken import key_of
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.lists import drawing
from industrack_tui.lists.record_acts import change_record
from industrack_tui.lists.spec import Column, ListSpec
from industrack_tui.office.converting import convert_estimate, with_estimate
from industrack_tui.office.estimate_form import open_estimate, open_new_estimate
from industrack_tui.office.printing import print_estimate

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.lists.spec import OpenList

_CONVERTED = ("scheduled", "invoiced")


def is_converted(row: ListRow) -> bool:
    """Whether a job came of it."""
    return row.values["status"] in _CONVERTED


# -- what can be done to a row -----------------------------------------------------------------


def is_offer(row: ListRow) -> bool:
    """Whether its status is still the office's to say."""
    return not is_converted(row)


def why_not_convert(screen: "OpenList", row: ListRow) -> str:
    """A job is made of an estimate once."""
    return (
        f"{row.values['number']} was converted already: {key_of('estimate.view-job')} opens its job"
        if is_converted(row)
        else ""
    )


def _why_not_delete(desk: "Desk", row: ListRow) -> tuple[str, Sequence[str]]:
    return f"{row.values['number']} is a job by now, and stays with it" if is_converted(row) else "", ()


def why_no_job(screen: "OpenList", row: ListRow) -> str:
    """Whether there is one."""
    return "" if is_converted(row) else "no job was made of it yet: c converts it"


class _Status:
    """A status that a person sets."""

    def __init__(self, status: EstimateStatus) -> None:
        self._status = status

    def mark(self, screen: "OpenList", row: ListRow) -> None:
        """Set it."""
        status = self._status
        change_record(screen, row, lambda estimate: replace(estimate, status=status), f"mark it {status.label}")

    def why_not(self, screen: "OpenList", row: ListRow) -> str:
        """Why not: it has it already, or it follows from the job."""
        if is_converted(row):
            return f"estimate {row.values['number']} is a job by now: its status follows from that"
        return f"it is {self._status.label} already" if row.values["status"] == self._status else ""


WON, LOST = _Status(EstimateStatus.WON), _Status(EstimateStatus.LOST)
PENDING, DRAFT = _Status(EstimateStatus.PENDING), _Status(EstimateStatus.DRAFT)


def convert_row(screen: "OpenList", row: ListRow) -> None:
    """Add Job with everything of it carried over."""
    with_estimate(screen, row.id, convert_estimate)


def convert_to_queue(screen: "OpenList", row: ListRow) -> None:
    """Its job at once, without time and crew."""
    with_estimate(screen, row.id, _to_queue)


def _to_queue(screen: "OpenList", estimate: Estimate) -> None:
    """Straight into the queue: the job has all of the estimate, but no time and no crew."""
    draft = estimate_draft(estimate, new_draft(screen.office, screen.session.home.calendar))
    perform(screen, AddJob(draft), "convert it")


def view_job(screen: "OpenList", row: ListRow) -> None:
    """Open the job that was made of it."""
    screen.bring(_open_job(screen, row))


async def _open_job(screen: "OpenList", row: ListRow) -> None:
    jobs = await screen.bridge.ask(lambda desk: desk.estimate_jobs(row.id))
    if not jobs:
        screen.say(f"The job of estimate {row.values['number']} is gone.", "panel_error")
        screen.reload()
        return
    open_job_form(screen.session, jobs[0][0], closed=screen.after_form)


def copy_estimate(screen: "OpenList", row: ListRow) -> None:
    """A new draft like it."""
    with_estimate(screen, row.id, _copy)


def _copy(screen: "OpenList", estimate: Estimate) -> None:
    """A new draft like it, in its form: it is saved when the person saves it."""
    desk = screen.bridge.desk
    open_estimate(screen, copied(estimate, local_day(desk.clock(), screen.office.zone)))


def print_estimate_row(screen: "OpenList", row: ListRow) -> None:
    """Its paper."""
    with_estimate(screen, row.id, _print)


def _print(screen: "OpenList", estimate: Estimate) -> None:
    print_estimate(screen, estimate)


def _open(screen: "OpenList", row: ListRow) -> None:
    with_estimate(screen, row.id, open_estimate)


def _add(screen: "OpenList") -> None:
    open_new_estimate(screen, screen.query_now.parent)


# -- the list ----------------------------------------------------------------------------------


def estimates_summary(desk: "Desk", office: Office) -> str:
    """Sums of what is pending, won and not converted, lost."""
    return estimate_sums_text(desk.estimate_sums(), office)


def estimate_sums_text(sums: Sequence[EstimateSums], office: Office) -> str:
    """The header of the list."""
    said = []
    for label, status in (("Pending", "pending"), ("Won, not converted", "won"), ("Lost", "lost")):
        count, total = sum_of(sums, EstimateStatus(status))
        said.append(drawing.with_money(f"{label} {count:,}", total, office))
    return "   ".join(said)


def _status_role(row: ListRow) -> str:
    """What was won waits to be converted; what is over recedes."""
    return {"won": "good", "pending": "ground", "scheduled": "ground"}.get(str(row.values["status"]), "muted")


ESTIMATES = ListSpec(
    Kind.ESTIMATE, "Estimates", Kind.ESTIMATE.noun,
    (
        Column("number", "Number", 8),
        Column(Kind.CUSTOMER, "Customer", 16, 1.0),
        Column("description", "Description", 14, 1.4, rank=1),
        Column("status", "Status", 10, draw=drawing.as_words, role=_status_role),
        Column("total", "Total", 12, draw=drawing.as_money, to_the_right=True),
        Column("made_on", "Date", 10, draw=drawing.as_day, rank=2),
    ),
    export=Kind.ESTIMATE, sort="number", descending=True,
    filters=(("", "All"), *((each.value, each.label) for each in EstimateStatus)),
    open=_open, add=_add, deleting=_why_not_delete, summary=estimates_summary, kinds=(Kind.CUSTOMER, Kind.JOB),
    nothing="No estimates here. [list.add] adds one.", labels={"list.open": "Edit"},
)  # fmt: skip
