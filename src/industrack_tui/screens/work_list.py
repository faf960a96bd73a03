"""A list of a customer's jobs and estimates: enter looks at one."""

from collections.abc import Sequence

from industrack_core.domain.customer import WorkLine
from industrack_tui.glyphs import Glyphs
from industrack_tui.screens.board.record_list import RecordList
from industrack_tui.screens.job.words import moment_text
from industrack_tui.screens.schedule_entry import Clockwork
from industrack_tui.themes import Look


def work_list(
    look: Look, glyphs: Glyphs, name: str, work: Sequence[WorkLine], clock: Clockwork
) -> RecordList[WorkLine]:
    """Dismissed with the line that was chosen, or None."""

    def drawn(line: WorkLine) -> tuple[str, str]:
        when = moment_text(clock, line.starts_at) if line.starts_at else str(line.made_on or "")
        return f"{line.kind:<9}{line.number:<9}{when:<22}{line.status:<14}{line.description}", "panel"

    title = f"Jobs and estimates of {name}"
    return RecordList(look, glyphs, title, work, drawn, "enter look   esc back", nothing="Nothing yet.")
