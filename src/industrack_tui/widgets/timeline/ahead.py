"""What comes into sight next, drawn before it does."""

from industrack_core.domain.board.board import Row
from industrack_tui.terminal.short_way import ShortWay
from industrack_tui.widgets.timeline.cursor import View
from industrack_tui.widgets.timeline.drawn_rows import lines_of
from industrack_tui.widgets.timeline.geometry import Line
from industrack_tui.widgets.timeline.grid import Timeline


class Ahead:
    """The timeline as it will be seen through `view`: rows are drawn a few at a time, and found where drawn rows are
    kept once it is there. What is otherwise by then is drawn as always."""

    def __init__(self, timeline: Timeline, view: View) -> None:
        self._timeline, self._view = timeline, view
        self._canvas, _ = timeline.laid_out(view)
        self._drawn = timeline.drawn.elsewhere(self._canvas.place)
        names = timeline.names
        self._names = names.of(view, timeline.name_width) if view.axis != timeline.view.axis else names
        firsts: dict[int, tuple[int, Line]] = {}
        for index, line in enumerate(view.lines()):
            firsts.setdefault(line.row, (index, line))
        self._left = list(reversed(firsts.values()))

    @property
    def is_drawn(self) -> bool:
        """Whether no row is left."""
        return not self._left

    def draw(self, most: int) -> None:
        """Draw so many of the rows that are left."""
        view = self._view
        while self._left and most:
            index, line = self._left.pop()
            row, lanes = view.row_at(line.row), view.most_lanes if view.is_strip(line.row) else 0
            kept = self._drawn.get(row.employee_id) if row is not None else None
            if row is not None and (kept is None or kept[:2] != (row, lanes)):
                self._keep(row, lanes, index, line)
                most -= 1

    def _keep(self, row: Row, lanes: int, index: int, line: Line) -> None:
        drawn = lines_of(row, self._canvas, lanes)
        self._drawn[row.employee_id] = (row, lanes, drawn)
        app = self._timeline.app
        if isinstance(app, ShortWay):
            shown = zip(enumerate(self._view.lines()[index:], index), drawn[line.lane :], strict=False)
            app.make_ready(self._timeline.whole_line(each, at, body, self._names) for (at, each), body in shown)
