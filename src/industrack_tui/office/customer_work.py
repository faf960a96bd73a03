"""What leads from a customer to what is theirs: jobs, estimates, locations, equipment; and new ones of each."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.new_job import estimate_draft
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import WorkLine
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.estimate import new_estimate as begun_estimate
from industrack_core.domain.time.span import local_day
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.forms.record.entry import RecordEntry
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.forms.schedule_entry import Clockwork
from industrack_tui.forms.work_list import work_list
from industrack_tui.late import late
from industrack_tui.lists.opening import show_list
from industrack_tui.lists.spec import ListSpec

if TYPE_CHECKING:
    from industrack_tui.lists.spec import OpenList


@dataclass(frozen=True, slots=True)
class CustomerRef:
    """A customer, and the screen that something of theirs is opened over.

    `saved` is told what was done in a form over it, `back` when a list over it is left.
    """

    id: int
    name: str
    screen: "OpenList | RecordEntry"
    saved: Callable[[Done], None]
    back: Callable[[], None]

    @staticmethod
    def of_form(form: RecordEntry) -> "CustomerRef":
        """The customer of an open card, which stays as it is."""

        def saved(done: Done) -> None:
            form.fetch()
            form.say(done.line, "panel_good")

        return CustomerRef(form.state.original.id, form.state.original.name, form, saved, form.fetch)


def _show_list(of: CustomerRef, spec: ListSpec) -> None:
    show_list(of.screen.session, spec, parent=of.id, of=of.name, left=of.back)


def show_locations(of: CustomerRef) -> None:
    """Where work is done for them."""
    _show_list(of, late("office.locations:LOCATIONS"))


def show_equipment(of: CustomerRef) -> None:
    """Their machines."""
    _show_list(of, late("office.equipment:EQUIPMENT"))


def show_estimates(of: CustomerRef) -> None:
    """Their estimates, in the list of all: without the name that each of them would say, and the sums of all."""
    whole: ListSpec = late("office.estimates:ESTIMATES")
    columns = tuple(column for column in whole.columns if column.name != Kind.CUSTOMER)
    _show_list(of, replace(whole, columns=columns, summary=None))


# -- jobs and estimates ------------------------------------------------------------------------


def show_work(of: CustomerRef) -> None:
    """Their jobs and estimates, newest first; enter opens one."""
    of.screen.bring(_show_work(of))


async def _show_work(of: CustomerRef) -> None:
    screen, bridge = of.screen, of.screen.bridge
    session, office = screen.session, screen.session.known_office

    def read(below: int = 2**31 - 1) -> Awaitable[tuple[WorkLine, ...]]:
        return bridge.ask(lambda desk: desk.customer_work(of.id, below))

    clock = Clockwork(session.now, office.zone, session.home.day, office.company.day_first)
    dialog = work_list(
        screen.look, screen.glyphs, of.name, await read(), clock, more=read,
        deed="open",
    )  # fmt: skip
    screen.app.push_screen(dialog, lambda line: _open_work(of, line) if line is not None else None)


def _open_work(of: CustomerRef, line: WorkLine) -> None:
    if line.kind == Kind.JOB:
        open_job_form(of.screen.session, line.id, closed=of.saved)
    else:
        of.screen.bring(_open_estimate(of, line))


async def _open_estimate(of: CustomerRef, line: WorkLine) -> None:
    estimate = await of.screen.bridge.seek(lambda desk: desk.estimate(line.id))
    if estimate is None:
        of.screen.say(f"Estimate {line.number} was deleted meanwhile.", "panel_error")
    else:
        _push_estimate(of, estimate)


def _push_estimate(of: CustomerRef, estimate: Estimate) -> None:
    form = RecordForm(of.screen.session, late("office.estimate_form:ESTIMATE"), estimate)
    of.screen.app.push_screen(form, lambda done: of.saved(done) if done is not None else None)


def convert_here(of: CustomerRef, estimate_id: int) -> None:
    """Add Job with everything of an estimate of theirs carried over, as it is saved now."""
    of.screen.bring(_convert(of, estimate_id))


async def _convert(of: CustomerRef, estimate_id: int) -> None:
    estimate = await of.screen.bridge.seek(lambda desk: desk.estimate(estimate_id))
    if estimate is not None and not estimate.why_not_convert:
        begun, origin = estimate_draft(estimate), f"estimate {estimate.number}"
        open_job_form(of.screen.session, None, begun=begun, origin=origin, closed=of.saved)


def begin_job(of: CustomerRef) -> None:
    """Add Job for them, at their main location until another one is picked."""
    open_job_form(of.screen.session, None, begun=JobDraft(customer=of.id), closed=of.saved)


def begin_estimate(of: CustomerRef) -> None:
    """An estimate for them, made today."""
    session, office = of.screen.session, of.screen.session.known_office
    _push_estimate(of, begun_estimate(of.id, local_day(session.now, office.zone), office.company.estimate_days))
