"""The modules of the office: what `g` and a letter leads to, from wherever one is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from industrack_core.domain.named_tuple import NamedTuple
from industrack_tui.commands.board import BY_ID
from industrack_tui.commands.command import Command
from industrack_tui.commands.lists import FIELD_WAYS, MODULE_COMMANDS
from industrack_tui.dialogs import layouts
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.late import late
from industrack_tui.lists.opening import go_to_list, to_schedule
from industrack_tui.session import Actor, Session

if TYPE_CHECKING:
    from industrack_tui.lists.spec import ListSpec


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
        return BY_ID[self.command_id].letter

    def spec(self) -> "ListSpec":
        """The description of its list, loaded when it is first shown."""
        found: ListSpec = late(self.described)
        return found


MODULES: tuple[Module, ...] = tuple(
    Module(command_id, described)
    for command_id, described in zip(
        MODULE_COMMANDS,
        (
            "office.estimates:ESTIMATES", "office.customers:CUSTOMERS", "office.inventory:ITEMS",
            "office.orders:ORDERS", "office.jobs_queue:JOBS_QUEUE", "office.forms:FORMS", "office.employees:EMPLOYEES",
            "office.groups:GROUPS", "office.deleted:DELETED", "office.log:LOG",
        ),
        strict=True,
    )
)  # fmt: skip
_ON_SCHEDULE = (
    ("go.date", "d"), ("go.today", "t"), ("board.first-row", "g"), ("board.last-row", "G"), ("pane.queue", "u"),
)  # fmt: skip
"""Places of the schedule, and their letters."""


def board(actor: Actor) -> None:
    """Back to the schedule."""
    to_schedule(actor.session)


def _going(module: Module) -> Callable[[Actor], None]:
    """Show a module's list over the schedule; other lists are left."""

    def go(actor: Actor) -> None:
        session = actor.session
        if session.office is None:
            session.home.say("The board is not open yet.", "panel_warning")
        else:
            go_to_list(session, module.spec())

    return go


estimates, customers, inventory, orders, jobs_queue, forms, employees, groups, deleted, log = map(_going, MODULES)
_WAYS = ("go.board", *MODULE_COMMANDS, *FIELD_WAYS, "go.reports", "go.settings", "edit.own-acts", "edit.all-acts")


def on_schedule(session: Session, command_id: str) -> None:
    """A command of the schedule, from wherever one is."""
    if to_schedule(session):
        session.home.run_chosen(command_id)


def _go(actor: Actor, command: Command) -> None:
    """Where a command leads to; who may not see that is told why."""
    reason = actor.session.not_theirs(command.right) if command.right else ""
    if reason:
        actor.say(f"{command.label}: {reason}.", "panel_warning")
    else:
        late(command.run)(actor)


def choose_module(actor: Actor) -> None:
    """`g`, then a letter: a module, the settings, or a place on the schedule."""
    session = actor.session
    listed = [(command_id, BY_ID[command_id].letter) for command_id in _WAYS] + [*_ON_SCHEDULE]
    choices = [
        Choice(command_id, letter, BY_ID[command_id].label, BY_ID[command_id].help) for command_id, letter in listed
    ]

    choices += layouts.layout_choices(session.preferences)

    def chosen(command_id: str | None) -> None:
        if command_id is None:
            return
        name = layouts.chosen_layout(command_id)
        if name:
            if to_schedule(session):
                session.open("layout", name)
            return
        if command_id in _WAYS:
            _go(actor, BY_ID[command_id])
        else:
            on_schedule(session, command_id)

    session.app.push_screen(Menu(session.look, session.glyphs, "Go to", choices), chosen)
