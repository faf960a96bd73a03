"""The modules of the office: what `g` and a letter leads to."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from industrack_tui.screens.dialogs import Choice, Menu

if TYPE_CHECKING:
    from industrack_tui.screens.office.list_kind import ListSpec
    from industrack_tui.screens.schedule import ScheduleScreen

_HERE = "industrack_tui.screens.office"


class Module(NamedTuple):
    """A module of lists: the letter after `g`, and where its description is, as `module:NAME`."""

    letter: str
    title: str
    help: str
    described: str

    def spec(self) -> "ListSpec":
        """The description of its list, loaded when it is first shown."""
        where, _, name = self.described.partition(":")
        found: ListSpec = getattr(import_module(f"{_HERE}.{where}"), name)
        return found


MODULES: tuple[Module, ...] = (
    Module("e", "Estimates", "offers, and the jobs that come of them", "estimates:ESTIMATES"),
    Module("c", "Customers", "who they are, where, and all their work", "customers:CUSTOMERS"),
    Module("i", "Inventory", "parts, services, equipment, labor; stock", "inventory:ITEMS"),
    Module("o", "Purchase orders", "what is bought, and what has come", "orders:ORDERS"),
    Module("j", "Jobs queue", "completed jobs to approve and invoice", "jobs_queue:JOBS_QUEUE"),
    Module("f", "Forms", "what technicians fill, and what they answered", "forms:FORMS"),
    Module("p", "Employees", "people, their hours and time off", "people:EMPLOYEES"),
    Module("r", "Groups", "who works together, and who heads them", "people:GROUPS"),
)


def go_to(schedule: "ScheduleScreen", module: Module) -> None:
    """Show a module's list over the schedule; other lists are left."""
    from industrack_tui.screens.office.list_screen import ListScreen

    if schedule.office is None:
        return
    to_schedule(schedule)
    schedule.app.push_screen(ListScreen(schedule, module.spec()))


def to_schedule(schedule: "ScheduleScreen") -> None:
    """Leave all lists."""
    from industrack_tui.screens.office.list_screen import ListScreen

    while isinstance(schedule.app.screen, ListScreen):
        schedule.app.pop_screen()


def choose(schedule: "ScheduleScreen") -> None:
    """`g`, then a letter: a module, the settings, or a place on the schedule."""
    places: tuple[tuple[Choice, Callable[[], None]], ...] = (
        (Choice("board", "b", "Schedule", "the board"), lambda: to_schedule(schedule)),
        *(
            (Choice(module.title, module.letter, module.title, module.help), _going(schedule, module))
            for module in MODULES
        ),
        (Choice("settings", "s", "Settings", "company, calendars, lists, numbering"), lambda: _settings(schedule)),
        *(
            (Choice(command_id, letter, label, help), _on_schedule(schedule, command_id))
            for command_id, letter, label, help in (
                ("go.date", "d", "Date", "type a date"),
                ("go.today", "t", "Today", "today, now"),
                ("board.first-row", "g", "First row", "the first employee"),
                ("board.last-row", "G", "Last row", "the last employee"),
                ("pane.queue", "u", "Unassigned queue", "what waits"),
            )
        ),
    )
    ways = {choice.id: way for choice, way in places}
    menu = Menu(schedule.look, schedule.glyphs, "Go to", [choice for choice, _ in places])
    schedule.app.push_screen(menu, lambda chosen: ways[chosen]() if chosen else None)


def _going(schedule: "ScheduleScreen", module: Module) -> Callable[[], None]:
    return lambda: go_to(schedule, module)


def _settings(schedule: "ScheduleScreen") -> None:
    from industrack_tui.screens.office.settings import choose_settings

    choose_settings(schedule)


def _on_schedule(schedule: "ScheduleScreen", command_id: str) -> Callable[[], None]:
    def go() -> None:
        to_schedule(schedule)
        schedule.action_command(command_id)

    return go
