"""Ways to what phones report: the tray, the outbox, the timesheets."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from industrack_tui.late import late
from industrack_tui.lists.opening import go_to_list
from industrack_tui.session import Actor

if TYPE_CHECKING:
    from industrack_tui.lists.spec import ListSpec


def _going(described: str) -> Callable[[Actor], None]:
    """Show a list, described at `module:NAME`, over the schedule."""

    def go(actor: Actor) -> None:
        session = actor.session
        if session.office is None:
            session.home.say("The board is not open yet.", "panel_warning")
        else:
            spec: ListSpec = late(described)
            go_to_list(session, spec)

    return go


field_reports = _going("office.field_reports:FIELD_REPORTS")
waiting = _going("office.waiting:WAITING")
timesheets = _going("office.timesheets:TIMES")
