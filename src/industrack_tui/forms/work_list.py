"""A list of a customer's jobs and estimates, newest first: enter chooses one. Long ones are read on page by page."""

from collections.abc import Awaitable, Callable, Sequence

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import WorkLine
from industrack_tui.dialogs.record_list import RecordList
from industrack_tui.forms.schedule_entry import Clockwork
from industrack_tui.forms.words import moment_text
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look

_PAGE = 200
"""Jobs that come at once, as the desk's page has them."""
_NEAR = 60
"""Lines before the end of what is read at which the next page is asked for."""


def work_list(
    look: Look, glyphs: Glyphs, name: str, work: Sequence[WorkLine], clock: Clockwork,
    *, more: Callable[[int], Awaitable[Sequence[WorkLine]]], deed: str = "look",
) -> RecordList[WorkLine]:  # fmt: skip
    """Dismissed with the line that was chosen, or None. `more` answers the jobs with an id under the one it is told."""

    def drawn(line: WorkLine) -> tuple[str, str]:
        when = moment_text(clock, line.starts_at) if line.starts_at else str(line.made_on or "")
        return f"{line.kind:<9}{line.number:<9}{when:<22}{line.status:<14}{line.description}", "panel"

    return RecordList(
        look, glyphs, f"Jobs and estimates of {name}", work, drawn, f"enter {deed}   esc back",
        nothing="Nothing yet.", grow=Growing(more),
    )  # fmt: skip


class Growing:
    """Reads further jobs when the cursor comes near the end of those that are there; estimates stay at the end."""

    def __init__(self, more: Callable[[int], Awaitable[Sequence[WorkLine]]]) -> None:
        self._more = more
        self._is_over = False

    def __call__(self, work: Sequence[WorkLine], index: int) -> Awaitable[Sequence[WorkLine]] | None:
        jobs = [line for line in work if line.kind == Kind.JOB]
        if self._is_over or len(jobs) < _PAGE or index < len(jobs) - _NEAR:
            return None
        return self._read(jobs, [line for line in work if line.kind != Kind.JOB])

    async def _read(self, jobs: list[WorkLine], others: list[WorkLine]) -> list[WorkLine]:
        found = await self._more(jobs[-1].id)
        self._is_over = len(found) < _PAGE
        return [*jobs, *found, *others]
