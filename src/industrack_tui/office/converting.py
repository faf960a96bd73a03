"""An estimate as it is saved now, and the job that is made of it."""

from collections.abc import Callable

from industrack_core.domain.acts.new_job import estimate_draft
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.estimate import Estimate
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.lists.spec import OpenList


def with_estimate(screen: OpenList, estimate_id: int, deed: Callable[[OpenList, Estimate], None]) -> None:
    """Read an estimate and do something with it, or say that it is gone."""
    screen.bring(_read(screen, estimate_id, deed))


async def _read(screen: OpenList, estimate_id: int, deed: Callable[[OpenList, Estimate], None]) -> None:
    found = await screen.bridge.ask(lambda desk: desk.records(Kind.ESTIMATE, [estimate_id]))
    estimate = found.get(estimate_id)
    if isinstance(estimate, Estimate):
        deed(screen, estimate)
    else:
        screen.say("This estimate was deleted meanwhile.", "panel_error")
        screen.reload()


def convert_estimate(screen: OpenList, estimate: Estimate) -> None:
    """Add Job with everything of an estimate carried over."""
    if estimate.why_not_convert:
        screen.say(f"Convert to Job: {estimate.why_not_convert}.", "panel_warning")
        screen.reload()
        return
    begun, origin = estimate_draft(estimate), f"estimate {estimate.number}"
    open_job_form(screen.session, None, begun=begun, origin=origin, closed=screen.after_form)
