"""Keeping a half-filled form on disk, and opening one that was left behind."""

import asyncio
from typing import TYPE_CHECKING

from industrack_core.domain.acts import JobDraft, NewCustomer
from industrack_tui.drafts import DraftFile, KeptDraft, age_text, left_behind
from industrack_tui.screens.dialogs import Choice, Menu
from industrack_tui.screens.job.words import new_name

if TYPE_CHECKING:
    from industrack_tui.screens.job.form import JobForm
    from industrack_tui.screens.schedule import ScheduleScreen

_PAUSE = 0.5
"""Seconds after a key until what was typed is on the disk, if no other key came in between."""


class JobKeeping:
    """Writes a form's draft soon after each change, and forgets it when the form is done."""

    def __init__(self, form: "JobForm", file: DraftFile | None) -> None:
        self._form, self._file = form, file
        self._due = False

    def changed(self) -> None:
        """Something was typed or picked: write it soon."""
        if self._file is not None and not self._due and not self._form.is_loading:
            self._due = True
            self._form.set_timer(_PAUSE, self._write_soon)

    def _write_soon(self) -> None:
        self._due = False
        file, draft = self._file, self.current()
        if file is None or not self._form.is_attached:
            return
        if draft is None:
            file.forget()
        elif file.kept is None or (draft.draft, draft.pending) != (file.kept.draft, file.kept.pending):
            self._form.tasks.spawn(self._written(file, draft))

    async def _written(self, file: DraftFile, draft: KeptDraft) -> None:
        await asyncio.to_thread(file.write, draft)

    def write_now(self) -> None:
        """The line is gone or the program is told to end: write before it does."""
        draft = self.current()
        if self._file is not None and draft is not None:
            self._file.write(draft)

    def done(self) -> None:
        """The form was saved, or left by its person's will."""
        if self._file is not None:
            self._file.forget()

    def close(self) -> None:
        """The form is gone: what is kept may be offered to anybody of this person's consoles."""
        if self._file is not None:
            self._file.release()

    def current(self) -> KeptDraft | None:
        """The form as it stands; None while nothing was typed."""
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


async def offer_drafts(screen: "ScheduleScreen") -> None:
    """Offer what a console that is gone has left, the newest first, one after the other."""
    folder = screen.start.drafts
    if folder is None:
        return
    desk = screen.bridge.desk
    found = await asyncio.to_thread(lambda: list(left_behind(folder, desk.place, desk.who)))
    await _offer_next(screen, found)


async def _offer_next(screen: "ScheduleScreen", found: list[tuple[DraftFile, KeptDraft]]) -> None:
    if not found:
        return
    (file, draft), *rest = found
    about = f"{draft.label}, left {age_text(screen.bridge.desk.clock() - draft.at)}{await _since(screen, draft)}."
    choices = [
        Choice("open", "o", "Open it", "go on where it was left"),
        Choice("throw", "t", "Throw it away", "what was typed is lost"),
        Choice("later", "l", "Later", "ask again at the next start"),
    ]

    def chosen(way: str | None) -> None:
        if way == "open":
            open_draft(screen, file, draft)
        elif way == "throw":
            file.forget()
            file.release()
        else:
            file.release()
        if way != "open":
            screen.spawn(_offer_next(screen, rest))
        else:
            for other, _ in rest:
                other.release()

    menu = Menu(screen.look, screen.glyphs, "A form was left half filled", choices, [about])
    screen.app.push_screen(menu, chosen)


async def _since(screen: "ScheduleScreen", draft: KeptDraft) -> str:
    """Whether the job was changed since."""
    if draft.job_id is None:
        return await _estimate_since(screen, draft.draft)
    job = await screen.bridge.job(draft.job_id)
    if job is None:
        return "; the job was deleted since"
    return "; the job was changed since" if job.version != draft.version else ""


async def _estimate_since(screen: "ScheduleScreen", draft: JobDraft) -> str:
    """What became of the estimate that a new job was to be made of."""
    if draft.estimate_id is None:
        return ""
    estimate = await screen.bridge.estimate(draft.estimate_id)
    if estimate is None:
        return "; the estimate was deleted since"
    if estimate.status.is_converted:
        return "; the estimate was converted since"
    return "; the estimate was changed since" if estimate.version != draft.estimate_version else ""


def open_draft(screen: "ScheduleScreen", file: DraftFile, draft: KeptDraft) -> None:
    """Open the form as it was left, over the job as it is now."""
    from industrack_tui.screens.schedule_acts import open_form

    open_form(screen, draft.job_id, kept=(file, draft), starts_at=None, crew=())
