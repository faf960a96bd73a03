"""The frozen column of names: who it is, how much is planned against their working hours, what the other lines say."""

from rich.segment import Segment

from industrack_core.domain.board.board import Load, load_of
from industrack_core.domain.records.office import Employee, Office
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.timeline.cursor import View
from industrack_tui.widgets.timeline.geometry import Line
from industrack_tui.widgets.timeline.pieces import Pieces


def load_text(load: Load) -> str:
    """`5.5/8` hours; planned hours alone where no working hours are known, nothing where nothing is planned then."""
    if load.working is None:
        return f"{hours_text(load.planned)}h" if load.planned else ""
    if not load.planned and not load.working:
        return "off"
    return f"{hours_text(load.planned)}/{hours_text(load.working)}"


def hours_text(minutes: int) -> str:
    """Hours with a decimal where there are some minutes over."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


class NameColumn:
    """Paints the cells beside the lanes of a view. Loads are summed once for each row that is drawn."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._loads: dict[int, Load] = {}

    def forget(self, employee_id: int | None = None) -> None:
        """A row changed, or (None) all of them."""
        if employee_id is None:
            self._loads.clear()
        else:
            self._loads.pop(employee_id, None)

    def cell(
        self, line: Line, index: int, width: int, look: Look, glyphs: Glyphs, office: Office | None, *, flashes: bool
    ) -> Pieces:
        """The cell of a line, which is the `index`-th in sight; `flashes` marks a row that somebody else changed."""
        view = self._view
        here, mark, tail = line.row == view.line.row, (" ", ""), None
        role = "name_cursor" if here else "name"
        heads = line.lane == 0 or index == 0
        if heads:
            employee = office.employee(view.employee_at(line.row) or 0) if office else None
            load, load_role = self._load(employee)
            room = width - 2 - (cell_width(load) + 1 if load else 0)
            text = pad(clip(employee.name if employee else "?", room, glyphs.ellipsis), room)
            tail = Segment(f"{load} ", look[load_role]) if load else None
            mark = (glyphs.dot, "accent") if flashes else mark
        else:
            text, role = self._lane_note(line), "muted"
        if line == view.line:
            mark = (glyphs.pick, "name_cursor")
        head = Segment(mark[0], look[mark[1] or ("name_cursor" if here else "name")])
        if tail is not None:
            return [head, Segment(f"{text} ", look[role]), tail]
        return [head, Segment(pad(clip(text, width - 2, glyphs.ellipsis), width - 1), look[role])]

    def _load(self, employee: Employee | None) -> tuple[str, str]:
        """The row's planned against its working hours in the window, and the role that says it."""
        view = self._view
        row = view.rows.get(employee.id) if employee else None
        if employee is None or row is None:
            return "", "muted"
        load = self._loads.get(employee.id)
        if load is None:
            load = self._loads[employee.id] = load_of(row, view.axis.start, view.axis.end, bool(employee.hours))
        return load_text(load), "warning" if load.is_over else "muted"

    def _lane_note(self, line: Line) -> str:
        row = self._view.row_at(line.row)
        lanes = len(row.lanes) if row else 0
        if self._view.is_heap(line):
            hidden = sum(len(lane) for lane in row.lanes[line.lane :]) if row else 0
            return f"  {hidden} more (+)"
        return f"  {lanes} at once" if line.lane == self._view.tall and lanes > 1 else ""
