"""Keeping what is typed in a form on disk, until the form is saved or left. The form says what it holds."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from industrack_tui.drafts import DraftFile, KeptForm
from industrack_tui.terminal.tasks import Tasks

_PAUSE = 0.5
"""Seconds after a key until what was typed is on the disk, if no other key came in between."""


class KeptScreen(Protocol):
    """A form whose typing is kept."""

    tasks: Tasks

    @property
    def is_attached(self) -> bool:
        """Whether it is still open."""

    @property
    def is_loading(self) -> bool:
        """Whether what it is about is still on its way."""

    @property
    def moved(self) -> str:
        """The key of its company, where that goes on elsewhere."""

    def as_kept(self) -> KeptForm | None:
        """The form as it stands; None while nothing was typed."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> object:
        """Call it after so many seconds."""


class FormKeeping:
    """Writes a form as it stands soon after each change, and forgets it when the form is done."""

    def __init__(self, form: KeptScreen, file: DraftFile | None) -> None:
        self._form, self._file = form, file
        self._due = self._is_done = self._is_closed = False

    def changed(self) -> None:
        """Something was typed or picked: write it soon."""
        if self._file is not None and not self._due and not self._form.is_loading:
            self._due = True
            self._form.set_timer(_PAUSE, self._write_soon)

    def _write_soon(self) -> None:
        self._due = False
        file, now = self._file, self._now()
        if file is None or not self._form.is_attached:
            return
        before = file.kept
        if now is None:
            file.forget()
        elif before is None or before != replace(now, at=before.at):
            self._form.tasks.spawn(self._written(file, now))

    async def _written(self, file: DraftFile, now: KeptForm) -> None:
        await asyncio.to_thread(file.write, now)
        # the form may have been saved or left while its draft was on the way to the disk
        if self._is_done:
            file.forget()
        if self._is_closed:
            file.release()

    def write_now(self) -> None:
        """The line is gone or the program is told to end: write before it does."""
        now = self._now()
        if self._file is not None and now is not None:
            self._file.write(now)

    def _now(self) -> KeptForm | None:
        now, kept = self._form.as_kept(), self._file.kept if self._file is not None else None
        moved = self._form.moved or (kept.moved if kept is not None else "")  # its file keeps the old place's name
        return replace(now, moved=moved) if now is not None and moved else now

    def done(self) -> None:
        """The form was saved, or left by its person's will."""
        self._is_done = True
        if self._file is not None:
            self._file.forget()

    def close(self) -> None:
        """The form is gone: what is kept may be offered to anybody of this person's consoles."""
        self._is_closed = True
        if self._file is not None:
            self._file.release()
