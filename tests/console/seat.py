"""A seat at the console: keys go in, the settled screen comes out. Real desk, real database, a clock that stands."""

import asyncio
import builtins
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual.app import ScreenStackError
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.board.block_first import BlockFirst
from industrack_core.domain.board.board import Block
from industrack_core.domain.records.job import Job
from industrack_core.domain.rights import Via
from industrack_core.domain.time.span import day_span
from industrack_tui.app import ConsoleApp
from industrack_tui.board.screen import ScheduleScreen
from industrack_tui.bridge import Bridge
from industrack_tui.forms.form_screen import FormScreen
from industrack_tui.forms.job.form import JobForm
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.lists.screen import ListScreen
from industrack_tui.settings import BoardSettings, OwnKeys, Settings
from industrack_tui.start import Files, Start

NOW = datetime(2026, 11, 24, 15, 37, tzinfo=UTC)  # Tuesday, 10:37 in New York
TODAY = date(2026, 11, 24)
S = TypeVar("S", bound=Screen[Any])


class Seat:
    """One console under test."""

    def __init__(self, app: ConsoleApp, pilot: Pilot[int], url: str) -> None:
        self.app, self.pilot, self.url = app, pilot, url

    # -- hands -----------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press keys by their Textual names, each on the settled screen."""
        for key in keys:
            self.at_once(key)
            await self.settle()

    async def write(self, text: str) -> None:
        """Type a text as fast as a terminal hands it over."""
        self.app.take(*[_key(_character_to_key(character), character) for character in text])
        await self.settle()

    def at_once(self, *keys: str) -> None:
        """Keys in one piece, none of them answered yet."""
        self.app.take(*[_key(key, key if len(key) == 1 else None) for key in keys])

    def _send(self, key: str, character: str | None) -> None:
        self.app.take(_key(key, character))

    async def field(self, name: str, *, selected: bool = True) -> None:
        """Into a field of the form, its text selected."""
        form: FormScreen[Any] = self.top(FormScreen)
        form.hand.enter(name)
        assert form.hand.focus == name, f"there is no field {name}: {[spot.name for spot in form.hand.sheet.spots]}"
        if form.hand.edit is not None and selected:
            form.hand.edit.select_all()
        form.after_key()
        await self.settle()

    async def into(self, name: str, text: str) -> None:
        """Type a text into a field of the form, in place of what is there, and leave it."""
        await self.field(name)
        if not text:
            await self.press("delete")
        await self.write(text)
        await self.press("tab")

    async def paste(self, text: str) -> None:
        """Paste into what has the focus."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until everything asked for has been read, written and painted."""
        await self.until(self._is_settled)
        await self.pilot.pause(0)
        await self.until(self._is_settled)

    def _is_settled(self) -> bool:
        try:
            screens = self.app.screen_stack
        except ScreenStackError:
            return True
        idle = all(getattr(screen, "is_idle", True) for screen in screens[1:])  # forms, and the dialog that finds
        return self.app.keys_are_done and self.schedule.is_settled and idle

    async def until(self, holds: Callable[[], object], patience: float = 40.0) -> None:
        """Let the console work until a condition holds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience
        await asyncio.sleep(0)
        while not holds():
            assert loop.time() < deadline, f"never came true; the screen shows:\n{self.text}"
            await asyncio.sleep(0.002)

    # -- eyes ------------------------------------------------------------------------------------

    @property
    def schedule(self) -> ScheduleScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ScheduleScreen)
        return screen

    @property
    def form(self) -> JobForm:
        return self.top(JobForm)

    @property
    def record(self) -> RecordForm:
        """The form of a record that is on top."""
        return self.top(RecordForm)

    @property
    def list(self) -> ListScreen:
        """The list that is on top."""
        return self.top(ListScreen)

    @property
    def rows(self) -> builtins.list[str]:
        """What the list on top calls its loaded rows."""
        return [self.list.spec.called(row) for row in self.list.window.rows]

    @property
    def row(self) -> str:
        """What the list on top calls the row under the cursor."""
        current = self.list.current
        return self.list.spec.called(current) if current else ""

    @property
    def said(self) -> str:
        """What stands on the status line of the list on top."""
        return self.list.status.sentence

    def top(self, kind: type[S]) -> S:
        """The screen on top, which is of that kind."""
        screen = self.app.screen
        assert isinstance(screen, kind), f"{screen} is on top"
        return screen

    @property
    def at_board(self) -> bool:
        """Whether no form or dialog is open."""
        return len(self.app.screen_stack) == 1

    @property
    def lines(self) -> builtins.list[str]:
        """The screen as text."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def header(self) -> str:
        """What the board's header says, in one line or two."""
        return "\n".join(self.lines[: self.schedule.frame.header.outer_size.height])

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines)

    @property
    def prose(self) -> str:
        """The words on the screen, whatever lines they are broken into and framed by."""
        return " ".join("".join(" " if "\u2500" <= each <= "\u257f" else each for each in self.text).split())

    @property
    def status(self) -> str:
        return self.schedule.status.sentence

    @property
    def focused(self) -> str | None:
        """Id of what has the keys: in a form, the name of the field."""
        screen = self.app.screen
        if isinstance(screen, FormScreen):
            return screen.hand.focus
        return self.app.screen.focused.id if self.app.screen.focused else None

    @property
    def employee(self) -> str:
        """In whose row the cursor is."""
        office = self.schedule.office
        assert office is not None
        employee = office.employee(self.schedule.timeline.view.employee_id or 0)
        return employee.name if employee else ""

    @property
    def block(self) -> Block | None:
        """The job under the cursor."""
        return self.schedule.timeline.view.block

    @property
    def on_block(self) -> bool:
        """Whether there is a job under the cursor."""
        return self.block is not None

    @property
    def time(self) -> str:
        """The cursor's wall-clock time."""
        office = self.schedule.office
        assert office is not None
        moment = datetime.fromtimestamp(self.schedule.timeline.view.minute * 60, office.zone)
        return f"{moment:%a %H:%M}"

    # -- the company, as somebody else sees it ---------------------------------------------------

    def jobs(self, day: date = TODAY) -> builtins.list[Job]:
        """The jobs of a day as they are in the database."""
        with closing(other_desk(self.url)) as desk:
            return [listed.job for listed in desk.jobs(day_span(day, desk.office().zone))]

    def job(self, number: str) -> Job:
        """The job of that number as it is in the database."""
        with closing(other_desk(self.url)) as desk:
            return next(listed.job for listed in desk.jobs() if listed.job.number == number)

    @property
    def waiting(self) -> builtins.list[str]:
        """Descriptions in the queue as it is in the database."""
        with closing(other_desk(self.url)) as desk:
            return [entry.description for entry in desk.queue().entries]

    async def to_cell(self, row: int, time: str) -> None:
        """The cursor onto a row, at a wall-clock time of the day shown."""
        view, office = self.schedule.timeline.view, self.schedule.office
        assert office is not None
        hour, minute = map(int, time.split(":"))
        start = day_span(self.schedule.day, office.zone).starts_at.astimezone(office.zone)
        moment = start.replace(hour=hour, minute=minute)
        view.move_lines(-1000)
        while view.line.row < row:
            view.move_lines(1)
        view.to_minute(int(moment.timestamp()) // 60)
        self.schedule.after_move()
        await self.settle()

    async def to_free_cell(self) -> None:
        """The cursor onto a cell without a job, right of where it is."""
        while self.block is not None:
            await self.press("right")

    async def to_block(self) -> Block:
        """The cursor onto the next job."""
        await self.press("w")
        assert self.block is not None
        return self.block


def _key(key: str, character: str | None) -> events.Key:
    name = _character_to_key(key) if len(key) == 1 else key
    return events.Key(name, " " if key == "space" else character)


def other_desk(url: str, who: str = "bo") -> Desk:
    """Somebody else at the same company, at a console of their own."""
    return open_desk(url, who=who, clock=lambda: NOW, via=Via.CONSOLE)


@asynccontextmanager
async def seated(
    url: Path | str,
    size: tuple[int, int] = (120, 40),
    *,
    read_only: bool = False,
    theme: str = "dark",
    now: datetime = NOW,
    drafts: Path | None = None,
    state: Path | None = None,
    bridge: type[Bridge] = Bridge,
    opened: bool = True,
    keys: OwnKeys | None = None,
    first: BlockFirst = BlockFirst.CUSTOMER,
    app_type: type[ConsoleApp] = ConsoleApp,
    files: Files | None = None,
    who: str = "ana",
) -> AsyncIterator[Seat]:
    """A console on an existing database, board loaded; not `opened`, it is at its first frame."""
    settings = Settings(theme=theme, glyphs="unicode", keys=keys or OwnKeys(), board=BoardSettings(first))
    app = app_type(
        Start(
            str(url), False, read_only, None, settings, lambda: now, who=who, drafts=drafts, state=state,
            files=files or Files(),
        ), bridge
    )  # fmt: skip
    try:
        async with app.run_test(size=size) as pilot:
            seat = Seat(app, pilot, str(url))
            if opened:
                await seat.until(lambda: seat.schedule.office is not None)
                await seat.settle()
            yield seat
    finally:
        app.bridge.close()
