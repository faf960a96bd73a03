"""The pane of day, week and month: one drawn widget over a `Scene`."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import LinePane
from industrack_tui.widgets.period.cursor import PeriodCursor
from industrack_tui.widgets.period.kind import PeriodKind

if TYPE_CHECKING:  # the board opens without them
    from datetime import date

    from industrack_core.domain.board.alarms import QuietKey
    from industrack_core.domain.board.board import Block, DayStart, Row
    from industrack_core.domain.board.day_sums import DaySum
    from industrack_core.domain.records.office import Office
    from industrack_tui.widgets.period.lines import PeriodLines
    from industrack_tui.widgets.period.scene import Scene


class PeriodPane(LinePane, can_focus=True):
    """Shown in the timeline's place; `kind` is None while the timeline is shown."""

    ground_role = "ground"
    DEFAULT_CSS = "PeriodPane { width: 1fr; height: 1fr; display: none; }"

    def __init__(self, look: Look, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(look, glyphs, id=id)
        self._cursor = PeriodCursor()
        self.shines: Callable[[Block], bool] | None = None
        self.marked: frozenset[int] = frozenset()
        self._office: Office | None = None
        self._roster: tuple[int, ...] = ()
        self._quiet: frozenset[QuietKey] = frozenset()
        self._is_calm = False
        self._lines: PeriodLines | None = None

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def scene(self) -> "Scene | None":
        """What is shown; None while the timeline is."""
        return self._cursor.scene

    @property
    def kind(self) -> PeriodKind | None:
        """Which view is shown."""
        return self.scene.kind if self.scene is not None else None

    def show_kind(self, kind: PeriodKind | None, day: "date", minute: int, employee_id: int | None, now: int) -> None:
        """Begin a view on a day, the cursor on a person and a time; None leaves the place to the timeline."""
        if kind is None or self._office is None:
            self._cursor.scene = None
            return
        from industrack_tui.widgets.period.scene import Scene

        scene = self._cursor.scene = Scene(kind, self._office, self._roster, day, minute, now)
        scene.quiet, scene.is_calm = self._quiet, self._is_calm
        self._cursor.begin()
        if employee_id in self._roster:
            scene.row = self._roster.index(employee_id)

    def show_office(self, office: "Office") -> None:
        self._office = office
        if self.scene is not None:
            self.scene.office = office

    def show_roster(self, roster: Sequence[int]) -> None:
        self._roster = tuple(roster)
        if self.scene is not None:
            self.scene.roster = self._roster
            self.scene.row = max(0, min(self.scene.row, len(self._roster) - 1))

    def show_period(self, day: "date", now: int) -> None:
        """Another day under the cursor; what is loaded stays while the period is the same."""
        scene = self.scene
        if scene is None:
            return
        before = scene.first_day
        if scene.kind is PeriodKind.DAY and day != scene.day:
            self._cursor.begin()
        if day != scene.day:
            scene.pick = 0
        scene.day, scene.now = day, now
        if scene.first_day != before:
            scene.starts, scene.blocks, scene.read = (), (), frozenset()
            scene.rows, scene.sums = {}, ()
        self._settle()

    def show_starts(self, starts: "Sequence[DayStart]", *, again: bool) -> None:
        """When the day's jobs begin; the cursor stays on its job, and where it is on a day that is read `again`."""
        assert self.scene is not None
        held, began = self._cursor.job_id, not again and not self.scene.starts
        self.scene.starts = starts
        if held is not None:
            self._cursor.hold(held)
        elif began:
            self._cursor.line = self.scene.outline.line_by(self.scene.minute)
        self._settle()

    def show_blocks(self, read: "Collection[int]", blocks: "Sequence[Block]", *, replace: bool) -> None:
        """Jobs of the day that were read, and all others of those who do them, in place of others or beside them."""
        assert self.scene is not None
        self.scene.know(read, blocks, replace=replace)
        self.redraw()

    def jobs_in_sight(self) -> list[int]:
        """Jobs of the day in sight."""
        return self._cursor.jobs_in_sight()

    def missing_jobs(self) -> list[int]:
        """Those that are not read; with some above and below when any is."""
        return self._cursor.missing_jobs()

    def show_rows(self, rows: "Sequence[Row]", replace: bool) -> None:
        """Rows of the week."""
        assert self.scene is not None
        held = self.block
        self.scene.rows = {**({} if replace else self.scene.rows), **{row.employee_id: row for row in rows}}
        if held is not None:
            self.pick_job(held.job_id)
        self._settle()
        self.redraw()

    def show_sums(self, sums: "Sequence[DaySum]") -> None:
        """Sums of the month's days."""
        assert self.scene is not None
        self.scene.sums = tuple(sums)
        self.redraw()

    def show_alarms(self, *, is_calm: bool, quiet: "frozenset[QuietKey]") -> None:
        """What somebody wanted quiet has no mark; where most is late (`is_calm`), what is by little is amber."""
        if (is_calm, quiet) != (self._is_calm, self._quiet):
            self._is_calm, self._quiet = is_calm, quiet
            if self.scene is not None:
                self.scene.quiet, self.scene.is_calm = quiet, is_calm
                self.redraw()

    def title(self) -> str:
        return self.scene.title() if self.scene is not None else ""

    # -- where the cursor is ---------------------------------------------------------------------

    @property
    def employee_id(self) -> int | None:
        """In whose row the cursor is, in the week."""
        return self._cursor.employee_id

    @property
    def minute(self) -> int:
        """The time under the cursor: the job's start, the hour, or where work begins on the day."""
        return self._cursor.minute

    @property
    def block(self) -> "Block | None":
        """The job under the cursor."""
        return self._cursor.block

    @property
    def can_open(self) -> bool:
        """Whether enter has something to do here."""
        return self._cursor.can_open

    def pick_job(self, job_id: int) -> bool:
        """Onto a job of the cursor's day; False when it is not there."""
        found = self._cursor.pick_job(job_id)
        if found:
            self.redraw()
        return found

    def step(self, by: int) -> None:
        """Down (up when negative): a line of the day, a person of the week."""
        self._cursor.step(by)

    def next_job(self, by: int) -> bool:
        """To the next (previous) job of the day, or of the person's week from the cursor's cell on."""
        return self._cursor.next_job(by)

    # -- layout ----------------------------------------------------------------------------------

    @property
    def row_lines(self) -> int:
        """Lines that a person takes in the week."""
        from industrack_tui.widgets.period.week import row_lines

        return row_lines(self.outer_size.height, len(self._roster))

    @property
    def page(self) -> int:
        """How many lines of the day, or people of the week, are in sight."""
        room = max(1, self.outer_size.height - (0 if self.kind is PeriodKind.DAY else 1))
        return room if self.kind is PeriodKind.DAY else max(1, room // self.row_lines)

    def in_sight(self) -> list[int]:
        """The people of the week in sight."""
        if self.scene is None or self.scene.kind is not PeriodKind.WEEK:
            return []
        return list(self.scene.roster[self._cursor.top : self._cursor.top + self.page + 1])

    def missing(self) -> list[int]:
        """Those of them whose rows are not loaded."""
        return [each for each in self.in_sight() if self.scene is not None and each not in self.scene.rows]

    def _settle(self) -> None:
        self._cursor.page = self.page
        self._cursor.settle()

    def redraw(self) -> None:
        """Paint the lines that differ."""
        if self.scene is None or not self.outer_size.height:
            return
        if self._lines is None:
            from industrack_tui.widgets.period.lines import PeriodLines

            self._lines = PeriodLines()
        self._cursor.page = self.page
        self.show_lines(self._lines.of(
            self._cursor, self.outer_size, self.look, self.glyphs, focused=self.has_focus, shines=self.shines,
            marked=self.marked, row_lines=self.row_lines,
        ))  # fmt: skip

    def restyle(self, look: Look) -> None:
        super().restyle(look)
        self.redraw()

    def on_resize(self) -> None:
        self.refresh()
        self._settle()
        self.redraw()

    def on_focus(self) -> None:
        self.redraw()

    on_blur = on_focus
