"""The one screen of every list: rows by pages, sorted, filtered, found, opened, and acted on by key or menu."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Offset

from industrack_core.domain.acts.news import Changes, Found, News
from industrack_core.domain.kinds import SAYS_WHO
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.listing import ListQuery, Position
from industrack_tui.acting import announce
from industrack_tui.commands.command import Command
from industrack_tui.lists import face, finding, running
from industrack_tui.lists.deeds import one_level_back
from industrack_tui.lists.panes import ListPane, TopPane
from industrack_tui.lists.reading import ListReading
from industrack_tui.lists.shown import ShownList
from industrack_tui.lists.spec import ListSpec
from industrack_tui.session import OFFICE_KINDS, Session
from industrack_tui.terminal.awaiting import dropped
from industrack_tui.themes import Look
from industrack_tui.widgets.header import Header
from industrack_tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from industrack_tui.dialogs.help import HelpLine


class ListScreen(ShownList):
    """The list on the screen; every command runs through `action_command`."""

    CSS_PATH: ClassVar = "lists.tcss"

    def __init__(self, session: Session, spec: ListSpec, *, parent: int = 0, of: str = "", at: int = 0) -> None:
        super().__init__(session, spec, parent=parent, of=of)
        self._first = at
        self.reading = ListReading(self)

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.top
        yield self.pane
        yield self.about
        yield self.status
        yield self.keys

    def on_mount(self) -> None:
        self.pane.focus()
        self.load(self._first)

    def is_ready_for(self, event: events.Event) -> bool:
        """Words can be typed on while the list follows."""
        return super().is_ready_for(event) or (finding.goes_on(self, event) and not self.is_opening)

    @property
    def said_last(self) -> object:
        return self.status.said

    def say_waiting(self, sentence: str) -> None:
        self.status.show_waiting(sentence)

    def say_dropped(self, count: int) -> None:
        self.status.add(dropped(count))

    def given_up(self) -> None:
        self.say("Not waited for any longer.", "panel_warning")

    # -- reading ---------------------------------------------------------------------------------

    @property
    def is_idle(self) -> bool:
        """Whether no read or write is under way."""
        return self.tasks.is_idle

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
            isinstance(news, Changes) and news.touches(self.spec.record_kind, *self.spec.kinds, *SAYS_WHO)
        ):
            self.tasks.spawn(self._renew(news))

    async def _renew(self, news: Changes | Found) -> None:
        if isinstance(news, Found) or news.touches(*OFFICE_KINDS):
            known = None if isinstance(news, Found) else self.office
            office = await self.bridge.ask(lambda desk: desk.office(known))
            if office.person is not None and not office.person.is_active:
                return  # the door: it is told again once they are let in
            self.know(office)
        self.reload()

    def show_people(self) -> None:
        """Who else is here: in the header, and in a list of them."""
        self.draw_header()
        if self.spec.beside is not None:
            self.reload()

    # -- drawing ---------------------------------------------------------------------------------

    def draw(self) -> None:
        """Everything."""
        if self.pane.is_mounted:
            self.draw_top()
            self.draw_rows()

    def draw_rows(self) -> None:
        """The rows, and what is said about the one under the cursor."""
        width = self.pane.outer_size.width
        self.window = self.window.at(self.window.index, self.height)
        nothing = face.nothing_text(self)
        self.pane.show_lines(self.painter.lines(self.window, width, self.height, self.marks, nothing))
        face.draw_about(self)
        face.draw_keys(self)
        self.reading.extend()

    def draw_top(self) -> None:
        """What the list is, its filters, the names of its columns."""
        self.draw_header()
        face.draw_top(self)

    def draw_header(self) -> None:
        face.draw_header(self)

    def restyle(self, look: Look) -> None:
        """Dress in another theme."""
        self.look = look
        for pane in (self.header, self.top, self.pane, self.about, self.status, self.keys):
            pane.restyle(look)
        self.draw()

    @on(events.ScreenSuspend)
    @on(events.ScreenResume)
    def _covered(self) -> None:
        face.draw_keys(self)

    @on(ListPane.Sized)
    def _sized(self) -> None:
        self.draw()

    # -- commands --------------------------------------------------------------------------------

    def why_not(self, command: Command) -> str:
        """Why a command cannot run now, empty when it can."""
        return running.why_not_in_list(self, command)

    def help_lines(self) -> "Sequence[HelpLine]":
        """What can be done to a row here, then the keys of every list."""
        from industrack_tui.dialogs.help import list_help_lines

        return list_help_lines(self.spec.name, self.glyphs)

    def go_back(self) -> None:
        """One level back."""
        one_level_back(self)

    def takes_key(self, key: str, character: str | None) -> bool:
        """While words are typed, keys are theirs."""
        return finding.takes_key(self, key, character)

    @property
    def typing_cell(self) -> Offset | None:
        """Where the words to find are typed: the terminal's cursor goes there."""
        return face.find_cell(self)

    def on_paste(self, event: events.Paste) -> None:
        if self.edit is not None:
            event.stop()
            finding.paste(self, event.text)

    def action_command(self, command_id: str) -> None:
        """Run a command, or say why not."""
        running.run_in_list(self, command_id)

    def run_chosen(self, command_id: str) -> None:
        """Run a command that was chosen by its name."""
        self.action_command(command_id)

    def step(self, by: int) -> None:
        """The cursor so many rows on."""
        self.reading.look_on(by)
        self.window = self.window.stepped(by, self.height)
        self.draw_rows()

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

    @on(Header.Pressed)
    def _header_pressed(self, message: Header.Pressed) -> None:
        self.action_command(message.command_id)

    @on(KeyBar.Pressed)
    def _key_pressed(self, message: KeyBar.Pressed) -> None:
        self.action_command(message.command_id)

    @on(ListPane.Pressed)
    def _row_pressed(self, message: ListPane.Pressed) -> None:
        index = self.window.top + message.line
        if index < len(self.window.rows):
            again = index == self.window.index
            self.window = self.window.at(index, self.height)
            self.draw()
            self.status.moved()
            if message.is_asked:
                self.action_command("list.menu")
            elif again or message.times > 1:
                self.action_command("list.open")

    @on(ListPane.Wheeled)
    def _wheeled(self, message: ListPane.Wheeled) -> None:
        self.window = self.window.scrolled(message.lines, self.height)
        self.draw()

    @on(TopPane.Pressed)
    def _top_pressed(self, message: TopPane.Pressed) -> None:
        face.press_top(self, message.x, message.y)
