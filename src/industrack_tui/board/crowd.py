"""The jobs of a crowded row that begin in the hour under the cursor, as a list; enter opens one."""

from industrack_core.domain.board.board import Block
from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.record_list import RecordList
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.widgets.card_text import begin_in_hour, crowd_line


def list_crowd(screen: Schedule) -> None:
    """List what begins in the hour under the cursor; all of the row where nothing does."""
    office, view = screen.office, screen.timeline.view
    row = view.row_at(view.line.row)
    if office is None or row is None:
        return
    employee = office.employee(row.employee_id)
    jobs = begin_in_hour(row, view.minute) or row.blocks

    def drawn(job: Block) -> tuple[str, str]:
        return crowd_line(job, office, screen.glyphs), "panel"

    def chosen(job: Block | None) -> None:
        if job is not None:
            open_job_form(screen.session, job.job_id)

    title = f"{employee.short_name if employee else ''}: {len(jobs)} of {len(row.blocks)} jobs"
    keys = "enter open   esc back   + on the board unfolds the row"
    screen.app.push_screen(RecordList(screen.look, screen.glyphs, title, jobs, drawn, keys), chosen)
