"""The settings: a menu of the company, the lists that everything draws on, and numbering."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_tui.commands.board import BY_ID
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.late import late
from industrack_tui.lists.opening import go_to_list
from industrack_tui.office import company_form, numbering, settings_lists
from industrack_tui.office.field_settings import open_field_settings
from industrack_tui.session import Actor, Session

if TYPE_CHECKING:
    from industrack_tui.lists.spec import ListSpec

_LISTS = (
    ("a", "CALENDARS", "hours shown, slot, whose rows"),
    ("o", "COLORS", "what jobs are painted with"),
    ("s", "SERVICE_TYPES", "kinds of work: color, skills"),
    ("h", "HOLD_REASONS", "why a job is paused"),
    ("t", "TASK_TEMPLATES", "checklists for jobs"),
    ("j", "JOB_TEMPLATES", "what a common job begins with"),
    ("g", "TAGS", "words that customers are marked with"),
)
"""Letters, descriptions in `settings_lists`, and what they are for."""


def choose_setting(actor: Actor) -> None:
    """The menu of what can be set: each leads to its list or form."""
    session = actor.session
    if session.office is None:
        return
    ways: dict[str, Callable[[], object]] = {Kind.COMPANY: lambda: company_form.open_company(session)}
    choices = [Choice(Kind.COMPANY, "c", "Company", "name, time zone, currency, week, clock")]
    for letter, name, said in _LISTS:
        spec: ListSpec = getattr(settings_lists, name)
        choices.append(Choice(name, letter, spec.title, said))
        ways[name] = partial(go_to_list, session, spec)
    choices.append(Choice("numbers", "n", "Numbering", "of jobs, customers, estimates, orders"))
    ways["numbers"] = lambda: choose_numbering(session)
    choices.append(Choice("phones", "p", "Phones", "address of the page, days, times, what technicians may"))
    ways["phones"] = lambda: session.home.bring(open_field_settings(session))
    for described, letter, said in (
        ("office.holidays:HOLIDAYS", "d", "days that have a name, on which nobody works"),
        ("office.users:USERS", "u", "who works here, with which role"),
        ("office.users:ROLES", "m", "what those who have a role may do"),
    ):
        choices.append(Choice(described, letter, described.partition(":")[2].capitalize(), said))
        ways[described] = partial(_go_to, session, described)
    for module, said in (("go.groups", "who works together, who heads them"), ("go.forms", "what technicians fill")):
        command = BY_ID[module]
        choices.append(Choice(module, command.letter, command.label, said))
        ways[module] = partial(late(command.run), session.home)

    def chosen(name: str | None) -> None:
        if name is not None:
            ways[name]()

    session.app.push_screen(Menu(session.look, session.glyphs, "Settings", choices), chosen)


def _go_to(session: Session, described: str) -> None:
    """A list that is loaded when it is looked at."""
    go_to_list(session, late(described))


def choose_numbering(session: Session) -> None:
    """What is numbered, and what number comes next."""
    session.home.bring(numbering.choose_series(session))


def show_settings(session: Session, name: str) -> None:
    """A list of the settings by its name in `settings_lists`."""
    go_to_list(session, getattr(settings_lists, name))
