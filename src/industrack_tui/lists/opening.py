"""A row's record in its form, and a new one: the same for every list."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from industrack_core.domain.listing import ListRow
from industrack_core.domain.outcomes import Done
from industrack_tui.lists.record_acts import with_record

if TYPE_CHECKING:
    from industrack_tui.forms.record.spec import RecordSpec
    from industrack_tui.lists.screen import ListScreen

Left = Callable[["ListScreen", Any, Done], None]
"""Told after the list has shown what was saved: the record as it was opened, and what was done."""


def spec_at(described: str) -> "RecordSpec":
    """A form's description by where it is, as `module:NAME`: loaded when it is first needed."""
    where, _, name = described.partition(":")
    found: RecordSpec = getattr(import_module(f"industrack_tui.office.{where}"), name)
    return found


def opens(described: str, left: Left | None = None) -> "Callable[[ListScreen, ListRow], None]":
    """Enter on a row: its record, as it is saved now, in the form that is described at `module:NAME`."""

    def open_row(screen: "ListScreen", row: ListRow) -> None:
        with_record(screen, row, lambda record: open_form(screen, spec_at(described), record, left))

    return open_row


def adds(
    described: str, begin: "Callable[[ListScreen], Any]", left: Left | None = None
) -> "Callable[[ListScreen], None]":
    """`a`: a new record in that form."""
    return lambda screen: open_form(screen, spec_at(described), begin(screen), left)


def open_form(screen: "ListScreen", spec: "RecordSpec", record: Any, left: Left | None = None) -> None:
    """A record's form over a list."""
    from industrack_tui.forms.record.form import RecordForm

    def after(done: Done | None) -> None:
        screen.after_form(done)
        if done is not None and left is not None:
            left(screen, record, done)

    screen.app.push_screen(RecordForm(screen.session, spec, record), after)
