"""Opening the job form over whatever is shown."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.outcomes import Done
from industrack_tui.acting import announce
from industrack_tui.forms.job.form import JobForm
from industrack_tui.session import Session

if TYPE_CHECKING:
    from industrack_tui.drafts import DraftFile, KeptDraft


def open_form(
    session: Session,
    job_id: int | None,
    *,
    starts_at: datetime | None = None,
    crew: tuple[int, ...] = (),
    kept: "tuple[DraftFile, KeptDraft] | None" = None,
    begun: JobDraft | None = None,
    origin: str = "",
    closed: Callable[[Done], None] | None = None,
) -> None:
    """The form of a job, or for a new one; or as it was left behind, from `kept`.

    `begun` and `origin` as in the form; `closed` is called with what was saved.
    """
    home = session.home
    form = JobForm(
        session, job_id=job_id, starts_at=starts_at, crew=crew, day=kept[1].day if kept else home.day, kept=kept,
        calendar=home.calendar, begun=begun, origin=origin,
    )  # fmt: skip

    def left(done: Done | None) -> None:
        if done is not None:
            announce(home, done)
            home.show_done(done)
            if closed is not None:
                closed(done)

    session.app.push_screen(form, left)
