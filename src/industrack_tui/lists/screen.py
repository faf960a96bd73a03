"""The one screen of every list: rows by pages, sorted, filtered, found, opened, and acted on by key or menu."""

from collections.abc import Collection, Coroutine, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import Screen

from industrack_core.domain.listing import ListQuery, ListRow, Position
from industrack_core.domain.news import Changes, Found, News
from industrack_core.domain.outcomes import Done
from industrack_tui.acting import announce
from industrack_tui.commands.command import Command
from industrack_tui.commands.lists import commands_of
from industrack_tui.lists import deeds as list_deeds
from industrack_tui.lists import face as list_face
from industrack_tui.lists.paint import ListPainter
from industrack_tui.lists.panes import ListPane, TopPane
from industrack_tui.lists.reading import ListReading
from industrack_tui.lists.row_window import RowWindow
from industrack_tui.lists.spec import ListSpec
from industrack_tui.session import OFFICE_KINDS, Session
from industrack_tui.terminal.awaiting import WAITINGS, Awaiting, dropped
from industrack_tui.terminal.tasks import Tasks
from industrack_tui.themes import Look
from industrack_tui.widgets.form.clipboard import clip_key
from industrack_tui.widgets.form.edit_keys import typed
from industrack_tui.widgets.form.line_edit import Edit
from industrack_tui.widgets.header import Header
from industrack_tui.widgets.lines import Covered, LinePane
from industrack_tui.widgets.status_line import KeyBar, StatusLine

_FIND_LIMIT = 60
_LEAVES_FINDING = ("enter", "up", "down", "tab", "escape")


class ListScreen(Awaiting, Covered, Screen[None]):
    """A list over the schedule. `parent` is the id of the record whose list it is, and `of` its name."""

    CSS_PATH: ClassVar = "lists.tcss"

    def __init__(self, session: Session, spec: ListSpec, *, parent: int = 0, of: str = "") -> None:
        super().__init__()
        self.session: Session = session
        self.spec, self.of = spec, of
        self.bridge, self.office = session.bridge, session.known_office
        self.look, self.glyphs = session.look, session.glyphs
        self.query_now: ListQuery = ListQuery(spec.name, spec.sort, spec.descending, "", spec.filters[0][0], parent)
        self.window = RowWindow()
        self.marks: dict[int, ListRow] = {}
        self.edit: Edit | None = None
        """The words to find while they are typed."""
        self.count: int | None = None
        self.summary = ""
        self.tasks = Tasks(self)
        self._painter: ListPainter | None = None
        self.reading = ListReading(self)
        self.header = Header(self.look, self.glyphs)
        self.top = TopPane(self.look, self.glyphs, id="top")
        self.pane = ListPane(self.look, self.glyphs, id="rows")
        self.pane.list_name = spec.name
        self.about = LinePane(self.look, self.glyphs, id="about")
        self.status, self.keys = StatusLine(self.look, self.glyphs), KeyBar(self.look, self.glyphs)
        self.status.spill = self.keys
        self.status.at_hand = lambda: self.current.id if self.current else 0

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.top
        yield self.pane
        yield self.about
        yield self.status
        yield self.keys

    def on_mount(self) -> None:
        self.pane.focus()
        self.load()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run work beside the event loop's own."""
        self.tasks.spawn(work)

    def is_ready_for(self, event: events.Event) -> bool:
        """Words can be typed on while the list follows."""
        typing = self.edit is not None and isinstance(event, events.Key | events.Paste)
        leaves = isinstance(event, events.Key) and event.key in _LEAVES_FINDING
        return super().is_ready_for(event) or (typing and not leaves and not self.is_opening)

    @property
    def said_last(self) -> object:
        return self.status.said

    def say_waiting(self, sentence: str) -> None:
        if sentence or self.status.sentence in WAITINGS:
            self.say(sentence, "panel_warning" if sentence else "panel")

    def say_dropped(self, count: int) -> None:
        self.status.add(dropped(count))

    def given_up(self) -> None:
        self.say("Not waited for any longer.", "panel_warning")

    # -- reading ---------------------------------------------------------------------------------

    @property
    def is_idle(self) -> bool:
        """Whether no read or write is under way."""
        return self.tasks.is_idle

    @property
    def height(self) -> int:
        """Rows in sight."""
        return max(1, self.pane.outer_size.height)

    @property
    def current(self) -> ListRow | None:
        """The row under the cursor."""
        return self.window.current

    @property
    def chosen(self) -> tuple[ListRow, ...]:
        """The rows that an act on several is for: those that are marked, else the one under the cursor."""
        return tuple(self.marks.values()) or ((self.current,) if self.current else ())

    def load(self, record_id: int = 0, position: Position | None = None, *, from_end: bool = False) -> None:
        """Read the rows around a record, or a position; from the beginning without either."""
        self.reading.load(record_id, position, from_end=from_end)

    def reload(self) -> None:
        """Read again where the cursor is, or where it is to be once what is being read is there."""
        self.reading.again()

    def go_to(self, record_id: int) -> None:
        """Read the list around a record, the cursor on it; where the list does not show it, it stays."""
        self.load(record_id, self.current.position if self.current else None)

    def ask_again(self, query: ListQuery) -> None:
        """Another order, filter or words: from the beginning, or around the record under the cursor for an order."""
        kept = self.current if (query.find, query.filter) == (self.query_now.find, self.query_now.filter) else None
        self.query_now, self.count = query, None
        self.load(kept.id if kept else 0)
        self.draw_top()

    def heard(self, news: News) -> None:
        """What anybody did: the rows in sight are read again, and the cursor stays on its record."""
        if not isinstance(news, Changes):
            self.draw_header()
        if isinstance(news, Found) or (
            isinstance(news, Changes) and news.touches(self.spec.record_kind, *self.spec.kinds)
        ):
            self.tasks.spawn(self._renew(isinstance(news, Found) or news.touches(*OFFICE_KINDS)))

    async def _renew(self, office_too: bool) -> None:
        if office_too:
            self.office = await self.bridge.office()
        self.reload()

    # -- drawing ---------------------------------------------------------------------------------

    @property
    def painter(self) -> ListPainter:
        """Paints with the office and the look of now."""
        painter = self._painter
        if painter is None or painter.office is not self.office or painter.look is not self.look:
            painter = self._painter = ListPainter(self.spec, self.office, self.look, self.glyphs)
        return painter

    def draw(self) -> None:
        """Everything."""
        if self.pane.is_mounted:
            self.draw_top()
            self.draw_rows()

    def draw_rows(self) -> None:
        """The rows, and what is said about the one under the cursor."""
        width = self.pane.outer_size.width
        self.window = self.window.at(self.window.index, self.height)
        nothing = list_face.nothing_text(self)
        self.pane.show_lines(self.painter.lines(self.window, width, self.height, self.marks, nothing))
        list_face.draw_about(self)
        list_face.draw_keys(self)
        self.reading.extend()

    def draw_top(self) -> None:
        """What the list is, its filters, the names of its columns."""
        self.draw_header()
        list_face.draw_top(self)

    def draw_header(self) -> None:
        list_face.draw_header(self)

    def restyle(self, look: Look) -> None:
        """Dress in another theme."""
        self.look = look
        for pane in (self.header, self.top, self.pane, self.about, self.status, self.keys):
            pane.restyle(look)
        self.draw()

    @on(ListPane.Sized)
    def _sized(self) -> None:
        self.draw()

    # -- commands --------------------------------------------------------------------------------

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command that holds here."""
        return commands_of(self.spec.name)

    def why_not(self, command: Command) -> str:
        """Why a command cannot run now, empty when it can."""
        return list_deeds.why_not(self, command)

    def help_lines(self) -> "Sequence[list[tuple[str, str]]]":
        """What can be done to a row here, then the keys of every list."""
        from industrack_tui.dialogs.help import list_help_lines

        return list_help_lines(self.spec.name, self.glyphs)

    def go_back(self) -> None:
        """One level back."""
        list_deeds.go_back(self)

    def takes_key(self, key: str, character: str | None) -> bool:
        """While words are typed, keys are theirs."""
        edit = self.edit
        if edit is None:
            return False
        if key in ("enter", "up", "down", "tab"):
            self.edit = None
            self.draw_top()
            return key in ("enter", "tab")
        if key == "escape":
            self.stop_finding()
            return True
        before = edit.text
        if not clip_key(self.app, edit, key):
            typed(edit, key, character)
        self._typed(before)
        return True

    @property
    def typing_cell(self) -> Offset | None:
        """Where the words to find are typed: the terminal's cursor goes there."""
        return list_face.find_cell(self)

    def _typed(self, before: str) -> None:
        if self.edit is not None and self.edit.text != before:
            self.ask_again(replace(self.query_now, find=self.edit.text))
        self.draw_top()
        self.top.refresh()  # a frame takes the terminal's cursor along, also where nothing else changed

    def start_finding(self) -> None:
        """Words are typed from now on, and the list follows."""
        self.edit = Edit.on(self.query_now.find, _FIND_LIMIT, 1, selects=True)
        self.draw_top()

    def stop_finding(self) -> None:
        """The whole list again, the cursor on the record that was found."""
        row = self.current
        self.edit = None
        if self.query_now.find:
            self.query_now, self.count = replace(self.query_now, find=""), None
            self.load(row.id if row else 0)
        self.draw_top()

    def on_paste(self, event: events.Paste) -> None:
        if self.edit is not None:
            event.stop()
            before = self.edit.text
            self.edit.insert(" ".join(event.text.split()))
            self._typed(before)

    def action_command(self, command_id: str) -> None:
        """Run a command, or say why not."""
        list_deeds.run(self, command_id)

    def step(self, by: int) -> None:
        """The cursor so many rows on."""
        self.window = self.window.stepped(by, self.height)
        self.draw_rows()

    def say(self, sentence: str, role: str = "panel", hint: str = "", *, about: Collection[int] = ()) -> None:
        """A sentence on the status line; on the schedule's, once the list is left. `about` as there."""
        (self.status if self.is_attached else self.session.home).say(sentence, role, hint, about=about)

    def show_done(self, done: Done) -> None:
        """Read again what one's own act changed."""
        self.reload()

    def show_again(self) -> None:
        """Read again how things are."""
        self.reload()

    def say_error(self, sentence: str) -> None:
        """Say what went wrong outside anybody's doing."""
        self.say(sentence, "panel_error")

    def after_form(self, done: "Done | None") -> None:
        """A form over the list was left: what was saved is said, and the cursor goes to it."""
        if done is None:
            return
        announce(self, done)
        mine = [change.id for change in done.changes if change.kind == self.spec.record_kind]
        if mine:
            self.go_to(mine[0])
        else:
            self.reload()

    # -- the mouse -------------------------------------------------------------------------------

    @on(ListPane.Pressed)
    def _row_pressed(self, message: ListPane.Pressed) -> None:
        index = self.window.top + message.line
        if index < len(self.window.rows):
            again = index == self.window.index
            self.window = self.window.at(index, self.height)
            self.draw()
            self.status.moved()
            if again or message.times > 1:
                self.action_command("list.open")

    @on(ListPane.Wheeled)
    def _wheeled(self, message: ListPane.Wheeled) -> None:
        self.window = self.window.scrolled(message.lines, self.height)
        self.draw()

    @on(TopPane.Pressed)
    def _top_pressed(self, message: TopPane.Pressed) -> None:
        list_face.press_top(self, message.x, message.y)
