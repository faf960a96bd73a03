"""The list that is shown, as its parts know it: what it holds, and what they may ask of it."""

from collections.abc import Collection, Coroutine
from dataclasses import replace
from typing import Any

from textual.await_complete import AwaitComplete
from textual.screen import Screen

from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.listing import ListQuery, ListRow, Position
from industrack_core.domain.records.office import Office
from industrack_tui.commands.command import Command
from industrack_tui.commands.lists import commands_of
from industrack_tui.lists.paint import ListPainter
from industrack_tui.lists.panes import ListPane, TopPane
from industrack_tui.lists.row_window import RowWindow
from industrack_tui.lists.spec import ListSpec
from industrack_tui.session import Session
from industrack_tui.terminal.awaiting import Awaiting
from industrack_tui.terminal.one_frame import hold_frames
from industrack_tui.terminal.short_way import PaintsWhatIsSeen
from industrack_tui.terminal.tasks import Tasks
from industrack_tui.widgets.form.line_edit import Edit
from industrack_tui.widgets.header import Header
from industrack_tui.widgets.key_bar import KeyBar
from industrack_tui.widgets.lines import Covered, LinePane
from industrack_tui.widgets.status_line import StatusLine


class ShownList(Awaiting, PaintsWhatIsSeen, Covered, Screen[None]):
    """A list over the schedule. `parent` is the id of the record whose list it is, and `of` its name."""

    def __init__(self, session: Session, spec: ListSpec, *, parent: int = 0, of: str = "") -> None:
        super().__init__()
        self.session: Session = session
        self.of = of
        self.bridge, self.office = session.bridge, session.known_office
        self.whole_spec, self.spec = spec, spec.seen_by(self.office.person)
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
        self.header = Header(self.look, self.glyphs)
        self.top = TopPane(self.look, self.glyphs, id="top")
        self.pane = ListPane(self.look, self.glyphs, id="rows")
        self.pane.list_name = spec.name
        self.about = LinePane(self.look, self.glyphs, id="about")
        self.status, self.keys = StatusLine(self.look, self.glyphs), KeyBar(self.look, self.glyphs)
        self.status.spill = self.keys
        self.status.at_hand = lambda: self.current.id if self.current else 0

    def on_mount(self) -> None:
        hold_frames(self.app)

    def dismiss(self, result: None = None) -> AwaitComplete:
        hold_frames(self.app)
        return super().dismiss(result)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run work beside the event loop's own."""
        self.tasks.spawn(work)

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

    @property
    def painter(self) -> ListPainter:
        """Paints with the office and the look of now."""
        painter = self._painter
        if painter is None or painter.office is not self.office or painter.look is not self.look:
            painter = self._painter = ListPainter(self.spec, self.office, self.look, self.glyphs)
        return painter

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command that holds here."""
        return commands_of(self.spec.name)

    def know(self, office: Office) -> None:
        """The office is another one now: who looks may see other columns than before."""
        self.office, self.spec = office, self.whole_spec.seen_by(office.person)
        if self.spec.column(self.query_now.sort) is None:
            self.query_now = replace(self.query_now, sort=self.spec.sort, descending=self.spec.descending)

    def say(self, sentence: str, role: str = "panel", hint: str = "", *, about: Collection[int] = ()) -> None:
        """A sentence on the status line; on the schedule's, once the list is left. `about` as there."""
        (self.status if self.is_attached else self.session.home).say(sentence, role, hint, about=about)

    def say_error(self, sentence: str) -> None:
        """Say what went wrong outside anybody's doing."""
        self.say(sentence, "panel_error")

    # -- what follows from a change --------------------------------------------------------------

    def load(self, record_id: int = 0, position: Position | None = None, *, from_end: bool = False) -> None:
        """Read the rows around a record, or a position; from the beginning without either."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read again where the cursor is, or where it is to be once what is being read is there."""
        raise NotImplementedError

    def ask_again(self, query: ListQuery) -> None:
        """Another order, filter or words: from the beginning, or around the record under the cursor for an order."""
        raise NotImplementedError

    def after_form(self, done: Done | None) -> None:
        """A form over the list was left: what was saved is said, and the cursor goes to it."""
        raise NotImplementedError

    def show_done(self, done: Done) -> None:
        """Read again what one's own act changed."""
        self.reload()

    def show_again(self) -> None:
        """Read again how things are."""
        self.reload()

    def step(self, by: int) -> None:
        """The cursor so many rows on."""
        raise NotImplementedError

    def draw(self) -> None:
        """Everything."""
        raise NotImplementedError

    def draw_rows(self) -> None:
        """The rows, and what is said about the one under the cursor."""
        raise NotImplementedError

    def draw_top(self) -> None:
        """What the list is, its filters, the names of its columns."""
        raise NotImplementedError

    def why_not(self, command: Command) -> str:
        """Why a command cannot run now, empty when it can."""
        raise NotImplementedError

    def action_command(self, command_id: str) -> None:
        """Run a command, or say why not."""
        raise NotImplementedError
