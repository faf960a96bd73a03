"""The schedule: board, queue, card, and what keeps them true. Acts and moves live in modules of their own."""

import asyncio
import gc
from collections.abc import Coroutine
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer

from industrack_core.domain.board import Block, QueueEntry
from industrack_core.domain.errors import DatabaseError, IndustrackError, UsageError
from industrack_core.domain.minute import minute_of
from industrack_core.domain.news import Found, Lost, News
from industrack_core.domain.office import Office
from industrack_core.domain.outcomes import Done
from industrack_core.domain.span import Span, day_span, local_day
from industrack_tui.bridge import Bridge
from industrack_tui.commands import BY_ID, Command, Needs, Pane
from industrack_tui.glyphs import Glyphs
from industrack_tui.screens.command_screen import HearsNews
from industrack_tui.screens.schedule_frame import Frame, Place
from industrack_tui.screens.schedule_panes import BoardPane, WaitingPane, Work, run_key
from industrack_tui.screens.tasks import Tasks
from industrack_tui.start import Start
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import Covered
from industrack_tui.widgets.queue_pane import QueuePane
from industrack_tui.widgets.timeline.geometry import Axis, best_zoom, days_shown
from industrack_tui.widgets.timeline.grid import Timeline

_NARROW = 100
_SHORT = 30
_WAIT_FOR_ROWS = 0.06
_FLASH_SECONDS = 4.0
_OFFICE_KINDS = (
    "company", "employee", "employee_group", "calendar", "job_color", "service_type", "tag", "hold_reason", "form",
    "task_template", "job_template", "number_series",
)  # fmt: skip
"""Kinds of records that the office's picture holds."""


class ScheduleScreen(Covered, Screen[None]):
    """Holds the day, the zoom and the newest pictures; every command runs through `action_command`."""

    def __init__(self, bridge: Bridge, start: Start, look: Look, glyphs: Glyphs) -> None:
        super().__init__(id="schedule")
        self.bridge, self.start, self.look, self.glyphs = bridge, start, look, glyphs
        self.office: Office | None = None
        self.day: date = date(2000, 1, 1)
        self.zoom = 0
        self.zoom_chosen = False
        self.window: Span | None = None
        self.revision = 0
        self.lost_since: datetime | None = None
        self.timeline = BoardPane(look, glyphs, id="timeline")
        self.queue = WaitingPane(look, glyphs, id="queue")
        self.frame = Frame(look, glyphs)
        self.status = self.frame.status
        self._tasks = Tasks(self._failed)
        self._late_paint: Timer | None = None
        self._unflash: Timer | None = None

    def compose(self) -> ComposeResult:
        yield self.frame.header
        with Work(id="work"):
            yield self.timeline
            yield self.queue
        yield self.frame.card
        yield self.status
        yield self.frame.keys

    # -- opening and hearing ---------------------------------------------------------------------

    def on_mount(self) -> None:
        self.timeline.focus()
        self.status.say("Opening the board")
        # after the first frame: opening imports the store, which costs as much as Textual itself
        self.call_after_refresh(self.spawn, self._open())

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run work beside the event loop's own; an unexpected error in it ends the console with a report."""
        self._tasks.spawn(work)

    def _failed(self, error: Exception) -> None:
        self.app._handle_exception(error)

    @property
    def is_idle(self) -> bool:
        """Whether no read or write is under way."""
        return self._tasks.is_idle

    @property
    def is_settled(self) -> bool:
        """Whether what was asked for is read, written and painted: what tests wait for."""
        return self.is_idle and self._late_paint is None

    async def _open(self) -> None:
        try:
            desk = await self.bridge.open()
            self.office = await self.bridge.office()
            queue = await self.bridge.queue()
        except IndustrackError as error:
            code = 2 if isinstance(error, UsageError) else 1
            self.app.exit(code, return_code=code, message=Text(f"industrack: {error}"))
            return
        self.revision = self.office.revision
        self.day = local_day(desk.clock(), self.office.zone)
        self._show_office()
        from industrack_tui.screens import schedule_moves

        self.queue.show_queue(queue, self.office)
        self.status.say("" if self.office.employees else "An empty company.")
        schedule_moves.open_day(self)
        self.bridge.listen(self.revision, self._heard)
        self.set_interval(5.0, self._tick)
        if self.start.drafts is not None:
            self.spawn(self._offer_drafts(self.start.drafts))
        if not self.app.is_headless:
            # what is loaded by now stays for the day: the collector need not walk it at every page
            gc.freeze()

    async def _offer_drafts(self, folder: Path) -> None:
        """Offer what a console that is gone has left; without any, nothing is loaded for it."""
        if await asyncio.to_thread(lambda: any(folder.glob("*.json"))):
            from industrack_tui.screens.job.keeping import offer_drafts

            await offer_drafts(self)

    def _show_office(self) -> None:
        office = self.office
        assert office is not None
        self.timeline.show_office(office)
        self.timeline.view.show_roster(employee.id for employee in office.rows_of(office.default_calendar))
        if not self.timeline.view.roster:
            from industrack_tui.screens import schedule_acts

            self.timeline.show_hint(schedule_acts.first_run_hint(self.bridge.desk.place))

    def _heard(self, news: News) -> None:
        if not self.is_running:
            return
        if isinstance(news, Lost):
            self.lost_since = self.bridge.desk.clock()
            self.status.say(f"{news.sentence} The board is as of before; trying again.", "panel_error")
        elif isinstance(news, Found):
            self.lost_since = None
            self.status.say("Connected again.", "panel_good")
            self.reload()
        elif news.revision > self.revision:
            self.spawn(self.read_again(news.touches(*_OFFICE_KINDS), news.who))
        self._tell_forms(news)
        self.show_header()

    def _tell_forms(self, news: News) -> None:
        """An open form says at once when somebody else changes its record."""
        for screen in self.app.screen_stack[1:]:
            if isinstance(screen, HearsNews):
                screen.heard(news)

    def reload(self) -> None:
        """Read what is in sight again."""
        if self.office is not None:
            self.spawn(self.read_again(True))

    def show_done(self, done: Done) -> None:
        """Read again what one's own act changed."""
        kinds = {change.kind for change in done.changes}
        self.spawn(self.read_again(not kinds.isdisjoint(_OFFICE_KINDS)))

    async def read_again(self, office_too: bool, who: str = "") -> None:
        """Read the pictures again, rows in sight first; what `who` else changed is marked for a moment."""
        office, window = self.office, self.window
        if office is None or window is None:
            return
        try:
            if office_too:
                office = self.office = await self.bridge.office()
                self._show_office()
            board = await self.bridge.board(office, window, self.timeline.view.in_sight())
            queue = await self.bridge.queue()
        except DatabaseError as error:
            self.status.say(str(error), "panel_error")
            return
        self.revision = max(self.revision, board.revision)
        if window == self.window:
            changed = self.timeline.show_rows(board.rows, replace=True)
            if who and who != self.bridge.desk.who:
                self._flash(changed)
        self.queue.show_queue(queue, office)
        self.load_missing()
        self.show_card()

    def _flash(self, employees: list[int]) -> None:
        if self._unflash is not None:
            self._unflash.stop()
        self.timeline.flash({*employees, *self.timeline.flashing})
        self._unflash = self.set_timer(_FLASH_SECONDS, lambda: self.timeline.flash(()))

    def _tick(self) -> None:
        if self.office is not None:
            self.timeline.show_now(minute_of(self.bridge.desk.clock()))

    # -- what is in sight ------------------------------------------------------------------------

    @property
    def now(self) -> int:
        """This minute."""
        return minute_of(self.bridge.desk.clock() if self.bridge.is_open else self.start.clock())

    def show_period(self, minute: int | None = None) -> None:
        """Lay the axis out for the day and zoom, the cursor at `minute`, or at its time of day."""
        office = self.office
        if office is None:
            return
        view = self.timeline.view
        if not self.zoom_chosen:
            self.zoom = best_zoom(view.width)
        calendar = office.default_calendar
        self.window = day_span(self.day, office.zone, days_shown(view.width, self.zoom))
        start = minute_of(self.window.starts_at)
        offset = view.minute - view.axis.start
        axis = Axis(start, minute_of(self.window.ends_at), self.zoom, calendar.slot_minutes)
        self.timeline.now = self.now
        view.show_window(axis, start + offset if minute is None else minute)
        self.after_move()

    def load_missing(self) -> bool:
        """Ask for the rows in sight that are not loaded; False when all are."""
        office, window = self.office, self.window
        missing = self.timeline.view.missing()
        if office is None or window is None or not missing:
            return False
        self.spawn(self._load(office, window, missing))
        return True

    async def _load(self, office: Office, window: Span, employee_ids: list[int]) -> None:
        try:
            board = await self.bridge.board(office, window, employee_ids)
        except DatabaseError as error:
            self.status.say(str(error), "panel_error")
            return
        if window == self.window:
            self.timeline.show_rows(board.rows, replace=False)
            self._paint()
            self.load_missing()

    def after_move(self) -> None:
        """Paint a move of the cursor; wait a moment first when rows have to be read, so that it is painted once."""
        if self.load_missing():
            if self._late_paint is None:
                self._late_paint = self.set_timer(_WAIT_FOR_ROWS, self._paint)
        else:
            self._paint()

    def _paint(self) -> None:
        """Board, card and header in one frame."""
        if self._late_paint is not None:
            self._late_paint.stop()
            self._late_paint = None
        self.timeline.update_cursor()
        self.show_header()
        self.show_card()

    @property
    def pane(self) -> Pane:
        """Which pane has the keys."""
        return Pane.QUEUE if self.queue.has_focus else Pane.BOARD

    @property
    def subject(self) -> Block | QueueEntry | None:
        """The job that the focused pane is on."""
        return self.queue.selected if self.pane is Pane.QUEUE else self.timeline.view.block

    def show_card(self) -> None:
        """Card and keys for what is under the cursor."""
        office, view = self.office, self.timeline.view
        if office is not None:
            self.frame.show_subject(self.subject, view, office, self.bridge.desk.clock(), self.timeline.now)
        can = (view.block is None, view.employee_id is None, self.queue.selected is None, office is None)
        self.frame.show_keys(self.pane, can, self.why_not)

    def show_header(self) -> None:
        """Where we are, who is here, and how fresh the board is."""
        if self.office is None:
            self.frame.show_opening()
            return
        desk, days = self.bridge.desk, days_shown(self.timeline.view.width, self.zoom)
        width = self.outer_size.width
        self.frame.show_place(
            Place(self.office, self.day, days, self.zoom, desk.who, desk.read_only, self.lost_since, width)
        )

    # -- commands --------------------------------------------------------------------------------

    def why_not(self, command: Command) -> str:
        """Why a command cannot run now, empty when it can."""
        if self.office is None:
            return "the board is not open yet" if command.needs is not Needs.NOTHING else ""
        if command.needs is Needs.NOTHING:
            return ""
        reason = self._missing(command.needs)
        if not reason and command.id != "board.open" and command.id != "queue.open" and self.bridge.desk.read_only:
            return "this console is read-only"
        return reason

    def _missing(self, needs: Needs) -> str:
        view = self.timeline.view
        if needs in (Needs.CELL, Needs.QUEUED_AND_CELL) and view.employee_id is None:
            return "there is no employee on the board"
        if needs in (Needs.QUEUED, Needs.QUEUED_AND_CELL) and self.queue.selected is None:
            return "the queue is empty"
        if needs is Needs.BLOCK and view.block is None:
            return "there is no job under the cursor"
        return ""

    def action_command(self, command_id: str) -> None:
        """Run a command, or say why not."""
        command = BY_ID[command_id]
        self.frame.uncover_keys()
        reason = self.why_not(command)
        if reason:
            self.status.say(f"{command.label}: {reason}.", "panel_warning")
            return
        # the commands come in after the first frame: they bring dialogs and acts with them
        from industrack_tui.screens import schedule_acts, schedule_moves

        run = schedule_moves.MOVES.get(command_id) or schedule_acts.ACTS[command_id]
        run(self)

    def on_key(self, event: events.Key) -> None:
        """Keys while no pane has them."""
        run_key(self.timeline, self.pane, event)

    # -- events ----------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < _NARROW, "-narrow")
        self.set_class(event.size.height < _SHORT, "-short")
        self.queue.beside = event.size.width >= _NARROW
        self.call_after_refresh(self.show_period)

    @on(events.ScreenSuspend)
    def _covered(self) -> None:
        self.frame.hide_keys()

    @on(events.ScreenResume)
    def _uncovered(self) -> None:
        if self.office is not None:
            self.show_card()

    @on(Timeline.Moved)
    def _board_moved(self) -> None:
        if self.window is not None and self.office is not None:
            self.after_move()

    @on(Timeline.Activated)
    def _board_activated(self) -> None:
        self.action_command("board.open")

    @on(QueuePane.Moved)
    def _queue_moved(self) -> None:
        self.show_card()

    @on(QueuePane.Activated)
    def _queue_activated(self) -> None:
        self.action_command("queue.open")

    @on(events.DescendantFocus)
    def _focused(self) -> None:
        self.show_card()

    def restyle(self, look: Look) -> None:
        """Dress all panes in another theme."""
        self.look = look
        for pane in (*self.frame.panes, self.queue):
            pane.restyle(look)
        self.timeline.restyle(look)
        self.frame.forget()
        self.show_header()
        self.status.say(self.status.sentence)
        self.show_card()
