"""The modules of the office: what `g` and a letter leads to, from wherever one is."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from industrack_tui.commands.board import BY_ID
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.late import late
from industrack_tui.session import Actor, Session

if TYPE_CHECKING:
    from industrack_tui.lists.spec import ListSpec

Way = Callable[[Actor], None]
_HERE = "industrack_tui.office"


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
    from industrack_tui.lists.screen import ListScreen

    if session.office is None:
        session.home.say("The board is not open yet.", "panel_warning")
        return
    if to_schedule(session):
        session.app.push_screen(ListScreen(session, module.spec()))


def to_schedule(session: Session) -> bool:
    """Leave all lists, and the cards under them. One with something unsaved in it is gone back to: then False."""
    from industrack_tui.forms.record.form import RecordForm
    from industrack_tui.lists.screen import ListScreen

    while isinstance(top := session.app.screen, ListScreen | RecordForm):
        if isinstance(top, RecordForm) and top.is_dirty:
            top.say("This is not saved yet: f2 saves it, esc leaves it.")
            return False
        session.app.pop_screen()
    return True


def board(actor: Actor) -> None:
    """Back to the schedule."""
    to_schedule(actor.session)


def settings(actor: Actor) -> None:
    """The menu of what can be set."""
    from industrack_tui.office.settings import choose_settings

    if actor.session.office is not None:
        choose_settings(actor.session)


def _going(module: Module) -> Way:
    return lambda actor: go_to(actor.session, module)


estimates, customers, inventory, orders, jobs_queue, forms, employees, groups, deleted = map(_going, MODULES)
_WAYS = ("go.board", *(module.command_id for module in MODULES), "go.settings")


def on_schedule(session: Session, command_id: str) -> None:
    """A command of the schedule, from wherever one is."""
    if to_schedule(session):
        session.home.action_command(command_id)


def choose(actor: Actor) -> None:
    """`g`, then a letter: a module, the settings, or a place on the schedule."""
    session = actor.session
    listed = [(command_id, BY_ID[command_id].keys[0][-1]) for command_id in _WAYS] + [*_ON_SCHEDULE]
    choices = [
        Choice(command_id, letter, BY_ID[command_id].label, BY_ID[command_id].help) for command_id, letter in listed
    ]

    def chosen(command_id: str | None) -> None:
        if command_id is None:
            return
        if command_id in _WAYS:
            late(BY_ID[command_id].run)(actor)
        else:
            on_schedule(session, command_id)

    session.app.push_screen(Menu(session.look, session.glyphs, "Go to", choices), chosen)
