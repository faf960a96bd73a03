"""Opening the job form over whatever is shown."""

from collections.abc import Callable
from datetime import datetime

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.outcomes import Done
from industrack_tui.acting import announce
from industrack_tui.drafts import UNREADABLE, DraftFile, KeptForm
from industrack_tui.forms.job.form import JobForm
from industrack_tui.forms.job.keeping import left_of
from industrack_tui.session import Session


def open_job_form(
    session: Session,
    job_id: int | None,
    *,
    starts_at: datetime | None = None,
    crew: tuple[int, ...] = (),
    begun: JobDraft | None = None,
    origin: str = "",
    closed: Callable[[Done], None] | None = None,
) -> None:
    """The form of a job, or for a new one.

    `begun` and `origin` as in the form; `closed` is called with what was saved.
    """
    home = session.home
    form = JobForm(
        session, job_id=job_id, starts_at=starts_at, crew=crew, day=home.day, calendar=home.calendar, begun=begun,
        origin=origin,
    )  # fmt: skip
    _show(form, closed)


def open_left(session: Session, file: DraftFile, kept: KeptForm) -> None:
    """The form of a job as it was left half filled."""
    left = left_of(kept)
    if left is None:
        session.home.status.add(UNREADABLE, "panel_warning")
        file.release()
        return
    form = JobForm(
        session, job_id=kept.id or None, starts_at=None, crew=(), day=kept.day, file=file, left=left,
        calendar=session.home.calendar,
    )  # fmt: skip
    _show(form, None)


def _show(form: JobForm, closed: Callable[[Done], None] | None) -> None:
    home = form.session.home

    def gone(done: Done | None) -> None:
        home.make_room(0)
        if done is not None:
            announce(home, done, accepted=form.accepted)
            home.show_done(done)
            if closed is not None:
                closed(done)

    form.session.app.push_screen(form, gone)
