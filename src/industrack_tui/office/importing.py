"""Records of a list from a file, at the console: looked at first, told, and imported when a person says so."""

import asyncio
import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from industrack_core.domain.errors import IndustrackError, UsageError
from industrack_tui.acting import undo_hint
from industrack_tui.dialogs.dialog import Dialog, Parts, wrapped
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.office.import_report import partly, report_lines
from industrack_tui.terminal.tasks import Tasks
from industrack_tui.widgets.lines import LinePane

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_core.exchange.imports.import_report import ImportReport
    from industrack_tui.lists.spec import OpenList

_BAR = 40
_BETWEEN_FRAMES = 0.1
"""Seconds between two looks of the bar."""
"""Bad rows and remarks that are shown; the command line tells more of them."""
_HINT = "a CSV or XLSX file; its first line names the columns"


class Stage(Enum):
    """Where an import is: it looks, it has told what it would do, it imports, it is over."""

    LOOKING = "looking"
    TOLD = "told"
    IMPORTING = "importing"
    OVER = "over"

    @property
    def runs(self) -> bool:
        """Whether a thread is at work."""
        return self in (Stage.LOOKING, Stage.IMPORTING)


_RUNNING = {Stage.LOOKING: "Looking through the file; nothing is written.", Stage.IMPORTING: "Importing."}


def _open_import(screen: "OpenList", kind: str) -> None:
    """Ask which file of a kind, then show what importing it would do."""

    files = screen.session.start.files

    def typed(text: str | None) -> None:
        if not text:
            return
        try:
            path = files.source(text)
        except UsageError as error:
            screen.say(str(error), "panel_error")
        else:
            screen.app.push_screen(ImportDialog(screen, kind, path), left)

    def left(report: "ImportReport | None") -> None:
        if report is not None:
            screen.say(report.counted, "panel_good", undo_hint() if report.new or report.changed else "")
        screen.reload()

    screen.app.push_screen(Prompt(screen.look, screen.glyphs, f"Import {kind}", _HINT, files.explain_source), typed)


def _from_file(kind: str) -> "Callable[[OpenList], None]":
    def ask(screen: "OpenList") -> None:
        _open_import(screen, kind)

    return ask


customers_from_file, items_from_file = _from_file("customers"), _from_file("items")
employees_from_file = _from_file("employees")


class ImportDialog(Dialog["ImportReport | None"]):
    """Dismissed with the report of what was imported, or None. Reading and writing are done in a thread."""

    mode_name = "IMPORT"

    BINDINGS: ClassVar = [Binding("enter", "take", show=False)]

    def __init__(self, screen: "OpenList", kind: str, path: Path) -> None:
        super().__init__(screen.look, screen.glyphs, f"Import {kind} from {path.name}")
        self._bridge, self._kind, self._path = screen.bridge, kind, path
        self._stop = Event()
        self.tasks = Tasks(self)
        self.stage = Stage.LOOKING
        self.report: ImportReport | None = None
        self._failure = ""
        self.so_far: ImportReport | None = None
        """What was imported while it is imported: chunks that are in stay, if it cannot go on."""
        self._told = (0, 0, 1)
        self._lines = LinePane(self.look, self.glyphs, id="report")
        self._keys = LinePane(self.look, self.glyphs, id="keys")

    @property
    def is_idle(self) -> bool:
        """Whether it waits for a person."""
        return self.tasks.is_idle

    def compose(self) -> ComposeResult:
        with Vertical(classes="box page"):
            yield self.title_pane()
            with VerticalScroll(id="scroll"):
                yield self._lines
            yield self._keys

    def on_mount(self) -> None:
        self.query_one("#scroll").focus()
        self._begin(Stage.LOOKING)

    def on_unmount(self) -> None:
        self._stop.set()

    # -- the run ---------------------------------------------------------------------------------

    def _begin(self, stage: Stage) -> None:
        self.stage, self._told, self.so_far = stage, (0, 0, 1), None
        self._draw()
        self.tasks.spawn(self._run(stage is Stage.LOOKING))

    async def _run(self, dry_run: bool) -> None:
        loop = asyncio.get_running_loop()
        try:
            report = await self._bridge.do_many(lambda desk: self._work(desk, loop, dry_run))
        except IndustrackError as error:
            self._failure, self.stage = str(error), Stage.OVER
            self.report = None if dry_run else self.so_far
        else:
            self.report, self.stage = report, Stage.TOLD if dry_run else Stage.OVER
        if self.is_attached:
            self._ended()

    def _work(self, desk: "Desk", loop: asyncio.AbstractEventLoop, dry_run: bool) -> "ImportReport":
        """In a thread: the walk through the file."""
        from industrack_core.exchange.imports.list_import import import_list

        last = 0.0

        def progress(report: "ImportReport", done: int, size: int) -> None:
            nonlocal last
            self.so_far = report
            if time.monotonic() - last >= _BETWEEN_FRAMES and not loop.is_closed():
                last = time.monotonic()
                loop.call_soon_threadsafe(self._progressed, report.rows, done, size)

        return import_list(desk, self._kind, self._path, dry_run=dry_run, progress=progress, stop=self._stop)

    def _progressed(self, rows: int, done: int, size: int) -> None:
        self._told = (rows, done, max(1, size))
        if self.is_attached:
            self._draw()

    def _ended(self) -> None:
        report = self.report
        if self.stage is Stage.TOLD and self._stop.is_set():
            self.dismiss(None)
        elif (
            self.stage is Stage.OVER
            and report is not None
            and not (report.bad_count or report.interrupted or self._failure)
        ):
            self.dismiss(report)
        else:
            self._draw()

    # -- keys ------------------------------------------------------------------------------------

    @property
    def can_import(self) -> bool:
        """Whether the look found something to import."""
        report = self.report
        return self.stage is Stage.TOLD and report is not None and bool(report.new or report.changed)

    def action_take(self) -> None:
        if self.can_import:
            self.report = None
            self._begin(Stage.IMPORTING)

    def action_leave(self) -> None:
        """Interrupt what runs: whole chunks stay. Else leave."""
        if self.stage.runs:
            self._stop.set()
            self._draw()
        else:
            self.dismiss(self.report if self.stage is Stage.OVER else None)

    # -- drawing ---------------------------------------------------------------------------------

    def _draw(self) -> None:
        width = min(88, self.app.size.width - 8)
        self.query_one("#scroll").styles.max_height = max(3, self.app.size.height - 6)
        lines = [
            [(f" {line}", role)] for text, role in self._said() for line in (wrapped(text, width) if text else [""])
        ]
        self._lines.styles.height = len(lines)
        self._lines.show_lines([[Segment(text, self.look[role]) for text, role in parts] for parts in lines])
        self._keys.styles.height = 1
        self._keys.show_lines([[Segment(text, self.look[role]) for text, role in self._keys_said()]])

    def _keys_said(self) -> Parts:
        if self.stage.runs:
            said = "stopping after these rows" if self._stop.is_set() else "interrupt"
            return [(" esc ", "panel_accent"), (said, "panel")]
        go_on: Parts = [(" enter ", "panel_accent"), ("import   ", "panel")] if self.can_import else []
        return [*go_on, (" esc ", "panel_accent"), ("back   ", "panel"), ("arrows ", "panel_accent"),
                ("scroll", "panel")]  # fmt: skip

    def _said(self) -> Parts:
        if self._failure:
            return [(self._failure, "panel_error"), *(partly(self.report) if self.report is not None else [])]
        if self.stage.runs:
            rows, done, size = self._told
            filled = min(_BAR, _BAR * done // size)
            return [(_RUNNING[self.stage], "panel"), (f"{'#' * filled}{'-' * (_BAR - filled)}  {rows:,} rows", "panel")]
        return report_lines(self.report) if self.report is not None else []
