"""The modules of the office: what `g` and a letter leads to, from wherever one is."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from industrack_tui.commands import BY_ID
from industrack_tui.screens.dialogs import Choice, Menu
from industrack_tui.session import Session

if TYPE_CHECKING:
    from industrack_tui.screens.office.list_kind import ListSpec

Way = Callable[[Session], None]
_HERE = "industrack_tui.screens.office"


class Module(NamedTuple):
    """A module of lists: the command that leads to it, and where its description is, as `module:NAME`."""

    command_id: str
    described: str

    @property
    def title(self) -> str:
        """As the command table has it."""
        return BY_ID[self.command_id].label

    @property
    def letter(self) -> str:
        """The one after `g`."""
        return BY_ID[self.command_id].keys[0][-1]

    def spec(self) -> "ListSpec":
        """The description of its list, loaded when it is first shown."""
        where, _, name = self.described.partition(":")
        found: ListSpec = getattr(import_module(f"{_HERE}.{where}"), name)
        return found


MODULES: tuple[Module, ...] = (
    Module("go.estimates", "estimates:ESTIMATES"),
    Module("go.customers", "customers:CUSTOMERS"),
    Module("go.inventory", "inventory:ITEMS"),
    Module("go.orders", "orders:ORDERS"),
    Module("go.jobs-queue", "jobs_queue:JOBS_QUEUE"),
    Module("go.forms", "forms:FORMS"),
    Module("go.employees", "people:EMPLOYEES"),
    Module("go.groups", "people:GROUPS"),
    Module("go.deleted", "deleted:DELETED"),
)
_ON_SCHEDULE = (
    ("go.date", "d"), ("go.today", "t"), ("board.first-row", "g"), ("board.last-row", "G"), ("pane.queue", "u"),
)  # fmt: skip
"""Places of the schedule, and their letters."""


def go_to(session: Session, module: Module) -> None:
    """Show a module's list over the schedule; other lists are left."""
    from industrack_tui.screens.office.list_screen import ListScreen

    if session.office is None:
        session.home.say("The board is not open yet.", "panel_warning")
        return
    if to_schedule(session):
        session.app.push_screen(ListScreen(session, module.spec()))


def to_schedule(session: Session) -> bool:
    """Leave all lists, and the cards under them. One with something unsaved in it is gone back to: then False."""
    from industrack_tui.screens.office.list_screen import ListScreen
    from industrack_tui.screens.office.record_form import RecordForm

    while isinstance(top := session.app.screen, ListScreen | RecordForm):
        if isinstance(top, RecordForm) and top.is_dirty:
            top.say("This is not saved yet: f2 saves it, esc leaves it.")
            return False
        session.app.pop_screen()
    return True


def _board(session: Session) -> None:
    to_schedule(session)


def _settings(session: Session) -> None:
    from industrack_tui.screens.office.settings import choose_settings

    if session.office is not None:
        choose_settings(session)


def _going(module: Module) -> Way:
    return lambda session: go_to(session, module)


WAYS: Mapping[str, Way] = {
    "go.board": _board,
    **{module.command_id: _going(module) for module in MODULES},
    "go.settings": _settings,
}
"""What the commands of the modules do."""


def on_schedule(session: Session, command_id: str) -> None:
    """A command of the schedule, from wherever one is."""
    if to_schedule(session):
        session.home.action_command(command_id)


def choose(session: Session) -> None:
    """`g`, then a letter: a module, the settings, or a place on the schedule."""
    listed = [(command_id, BY_ID[command_id].keys[0][-1]) for command_id in WAYS] + [*_ON_SCHEDULE]
    choices = [
        Choice(command_id, letter, BY_ID[command_id].label, BY_ID[command_id].help) for command_id, letter in listed
    ]

    def chosen(command_id: str | None) -> None:
        if command_id is None:
            return
        if command_id in WAYS:
            WAYS[command_id](session)
        else:
            on_schedule(session, command_id)

    session.app.push_screen(Menu(session.look, session.glyphs, "Go to", choices), chosen)
