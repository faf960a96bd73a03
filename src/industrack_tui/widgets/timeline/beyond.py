"""How many jobs lie beside what the width of the board shows."""

from industrack_tui.widgets.timeline.cursor import View


class Beyond:
    """Counts them again only when rows or what is in sight changed."""

    def __init__(self) -> None:
        self._about: tuple[object, ...] = ()
        self._counts = (0, 0)

    def counts(self, view: View) -> tuple[int, int]:
        """Jobs of the rows in sight before what is shown, and behind it."""
        if view.axis.columns <= view.width:
            return 0, 0
        about = (view.shape, view.top, view.left, view.width, view.axis)
        if about != self._about:
            self._about = about
            low, high = view.axis.minute(view.left), view.axis.minute(view.left + view.width)
            rows = [view.rows[each] for each in view.in_sight() if each in view.rows]
            blocks = [block for row in rows for lane in row.lanes for block in lane]
            before = {each.job_id for each in blocks if each.end <= low}
            self._counts = (len(before), len({each.job_id for each in blocks if each.start >= high}))
        return self._counts
