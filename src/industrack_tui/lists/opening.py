"""Opening lists and records from wherever one is: over a list, over the schedule, over a form.

Both screens are loaded when one is first opened: the menu of modules comes up without them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.listing import ListRow
from industrack_tui.acting import announce
from industrack_tui.commands.spoken import key_of
from industrack_tui.late import late
from industrack_tui.lists.record_acts import with_record
from industrack_tui.session import Session
from industrack_tui.terminal.one_frame import hold_frames

if TYPE_CHECKING:
    from industrack_tui.forms.record.spec import RecordSpec
    from industrack_tui.lists.spec import ListSpec, OpenList

Left = Callable[["OpenList", Held, Done], None]
"""Told after the list has shown what was saved: the record as it was opened, and what was done."""


def show_list(
    session: Session, spec: "ListSpec", *, parent: int = 0, of: str = "", left: Callable[[], None] | None = None,
    at: int = 0,
) -> None:  # fmt: skip
    """A list over whatever is shown: of the record `parent`, called `of`, where there is one; the cursor on the record
    `at`, if it has it. `left`: it was left."""
    from industrack_tui.lists.screen import ListScreen

    session.app.push_screen(ListScreen(session, spec, parent=parent, of=of, at=at), lambda _: left() if left else None)


def go_to_list(session: Session, spec: "ListSpec") -> None:
    """A list over the schedule; other lists are left."""
    if to_schedule(session):
        show_list(session, spec)


def to_schedule(session: Session) -> bool:
    """Leave all lists, and the cards under them. One with something unsaved in it is gone back to: then False."""
    from industrack_tui.forms.record.entry import RecordEntry
    from industrack_tui.lists.shown import ShownList

    hold_frames(session.app)
    while isinstance(top := session.app.screen, ShownList | RecordEntry):
        if isinstance(top, RecordEntry) and top.is_dirty:
            top.say(f"This is not saved yet: {key_of('form.save')} saves it, esc leaves it.")
            return False
        session.app.pop_screen()
    return True


# -- records -----------------------------------------------------------------------------------


def opens(described: str, left: Left | None = None) -> "Callable[[OpenList, ListRow], None]":
    """Enter on a row: its record, as it is saved now, in the form that is described at `module:NAME`."""

    def open_row(screen: "OpenList", row: ListRow) -> None:
        with_record(screen, row, lambda record: open_over(screen, late(described), record, left))

    return open_row


def adds(described: str, begin: "Callable[[OpenList], Held]", left: Left | None = None) -> "Callable[[OpenList], None]":
    """`a`: a new record in that form."""
    return lambda screen: open_over(screen, late(described), begin(screen), left)


def open_over(screen: "OpenList", spec: "RecordSpec", record: Held, left: Left | None = None) -> None:
    """A record's form over a list."""
    from industrack_tui.forms.record.form import RecordForm

    def after(done: Done | None) -> None:
        screen.after_form(done)
        if done is not None and left is not None:
            left(screen, record, done)

    screen.app.push_screen(RecordForm(screen.session, spec, record), after)


def open_record(session: Session, spec: "RecordSpec", record: Held, notice: str = "") -> None:
    """A record's form over whatever is shown; what was saved is said there. `notice` stands in it at first."""
    from industrack_tui.forms.record.form import RecordForm

    form = RecordForm(session, spec, record)
    if notice:
        form.notice = (notice, "panel_strong")
    session.app.push_screen(form, lambda done: _saved(session, done))


def _saved(session: Session, done: Done | None) -> None:
    from industrack_tui.lists.shown import ShownList

    below = session.app.screen
    if isinstance(below, ShownList):
        below.after_form(done)
    elif done is not None:
        announce(session.home, done)
        session.home.show_done(done)
