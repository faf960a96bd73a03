"""What is kept on disk of a half-filled job form, and what became of its job since."""

from typing import TYPE_CHECKING

from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_tui.drafts import DraftFile, KeptDraft
from industrack_tui.forms.form_keeping import FormKeeping
from industrack_tui.forms.words import new_name
from industrack_tui.session import Session

if TYPE_CHECKING:
    from industrack_tui.forms.job.form import JobForm


class JobKeeping(FormKeeping[KeptDraft]):
    """Writes a job's form as it stands."""

    def __init__(self, form: "JobForm", file: DraftFile | None) -> None:
        super().__init__(form, file)
        self._form = form

    @property
    def is_waiting(self) -> bool:
        return self._form.is_loading

    def current(self) -> KeptDraft | None:
        form, model = self._form, self._form.model
        if not model.is_dirty:
            return None
        return KeptDraft(
            at=form.bridge.desk.clock(), day=model.clock.day, label=self._label(),
            job_id=model.job.id if model.job else None, version=model.job.version if model.job else 0,
            original=model.original, draft=model.draft, pending=dict(model.pending), origin=model.origin,
        )  # fmt: skip

    def _label(self) -> str:
        model = self._form.model
        name = f"Job {model.job.number}" if model.job else new_name(model.origin)
        customer = model.draft.customer
        whose = customer.name if isinstance(customer, NewCustomer) else ""
        whose = model.card.customer.name if model.card else whose
        return ", ".join(part for part in (name, model.draft.description, whose) if part)


async def since(session: Session, draft: KeptDraft) -> str:
    """Whether the job was changed since."""
    if draft.job_id is None:
        return await _estimate_since(session, draft.draft)
    job = await session.bridge.job(draft.job_id)
    if job is None:
        return "; the job was deleted since"
    return "; the job was changed since" if job.version != draft.version else ""


async def _estimate_since(session: Session, draft: JobDraft) -> str:
    """What became of the estimate that a new job was to be made of."""
    if draft.estimate_id is None:
        return ""
    estimate = await session.bridge.estimate(draft.estimate_id)
    if estimate is None:
        return "; the estimate was deleted since"
    if estimate.status.is_converted:
        return "; the estimate was converted since"
    return "; the estimate was changed since" if estimate.version != draft.estimate_version else ""
