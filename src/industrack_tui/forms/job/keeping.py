"""What is kept on disk of a half-filled job form, and what became of its job since."""

import msgspec

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.named_tuple import NamedTuple
from industrack_tui.drafts import KeptForm
from industrack_tui.session import Session


class Left(NamedTuple):
    """A job form as it was left half filled: what was typed over what it began with, in the version that was seen."""

    original: JobDraft
    draft: JobDraft
    version: int
    pending: dict[str, str]
    origin: str


def left_of(form: KeptForm) -> Left | None:
    """What was kept, in the values of this program; None when it knows them no more."""
    try:
        original, draft = (msgspec.convert(values, JobDraft) for values in (form.original, form.record))
    except msgspec.ValidationError:
        return None
    return Left(original, draft, form.version, dict(form.pending), form.origin)


async def job_since(session: Session, form: KeptForm) -> str:
    """Whether the job was changed since."""
    if not form.id:
        left = left_of(form)
        return await _estimate_since(session, left.draft) if left is not None else ""
    job = await session.bridge.ask(lambda desk: desk.job(form.id))
    if job is None:
        return "; the job was deleted since"
    return "; the job was changed since" if job.version != form.version else ""


async def _estimate_since(session: Session, draft: JobDraft) -> str:
    """What became of the estimate that a new job was to be made of."""
    estimate_id = draft.estimate_id
    if estimate_id is None:
        return ""
    estimate = await session.bridge.seek(lambda desk: desk.estimate(estimate_id))
    if estimate is None:
        return "; the estimate was deleted since"
    if estimate.status.is_converted:
        return "; the estimate was converted since"
    return "; the estimate was changed since" if estimate.version != draft.estimate_version else ""
