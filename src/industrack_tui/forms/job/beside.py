"""The job form beside the board: how wide it is, and where the job that is typed would be there."""

from collections.abc import Iterator

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.kinds import Kind
from industrack_core.domain.time.minute import minute_of
from industrack_tui.forms.job.model import JobModel
from industrack_tui.forms.words import crew_text
from industrack_tui.widgets.timeline.overlay import Ghost, GhostLine, clocked, for_whom, to_do

_LEAST, _WIDE = 160, 220
"""Cells of the screen from which on the form has room beside the board, and from which on it is wider."""
_CELLS, _WIDE_CELLS = 84, 96


def cells_beside(width: int) -> int:
    """How many of so many cells the form takes beside the board; 0 where both have no room."""
    if width < _LEAST:
        return 0
    return _CELLS if width < _WIDE else _WIDE_CELLS


def draft_on_board(model: JobModel) -> tuple[Ghost | None, str]:
    """The job as it would be saved now, in the rows of its crew, and where that is in words.

    No ghost while it has no time or no crew, and while a saved job is what it was: there it stands itself.
    """
    draft, original, starts_at = model.record, model.original, model.record.starts_at
    said = "  ".join(part for part in (crew_text(model.office, draft.crew), model.clock.meaning(model.planned)) if part)
    if starts_at is None or not draft.crew or (not model.is_new and all(_same(draft, original))):
        return None, said
    start, end = minute_of(starts_at), minute_of(starts_at) + draft.minutes
    said_first = (GhostLine(model.customer_name or "New job", for_whom), GhostLine(draft.description, to_do))
    times = GhostLine(clocked(start, end, model.clock.zone))
    lines = (*(line for line in said_first if line.text), times)
    return Ghost(draft.crew, start, end, lines, model.saved[0]), said


def _same(draft: JobDraft, original: JobDraft) -> Iterator[bool]:
    """Whether each thing that a ghost shows is as it was."""
    for name in ("starts_at", "minutes", "crew", Kind.CUSTOMER, "description"):
        yield getattr(draft, name) == getattr(original, name)
