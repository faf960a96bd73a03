"""What a form is about, as the hand that works it needs to know."""

from collections.abc import Sequence
from typing import Protocol

from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Sheet, Slot

STAY = ""
"""What `picked` answers to stay in the field."""


class FormModel(Protocol):
    """What a form is about. Names are of fields; a `Slot` is the description its sheet gave of one."""

    def sheet(self, width: int) -> Sheet:
        """The form `width` cells wide, as it is now."""

    def shown(self, name: str) -> Shown:
        """What a field shows while nobody is in it."""

    def begin(self, slot: Slot) -> str:
        """Somebody enters the field; answers the text to edit."""

    def typed(self, slot: Slot, text: str) -> None:
        """The text changed under the hand."""

    def left(self, slot: Slot, text: str) -> None:
        """Somebody leaves the field."""

    def candidates(self, slot: Slot, typed: str) -> Sequence[Candidate] | None:
        """What can be picked for what is typed; None when it must be looked up, and comes by `FormHand.offer`."""

    def picked(self, slot: Slot, candidate: Candidate) -> str | None:
        """A candidate was taken. Answers the field to go to: None for the next one, `STAY` for none."""

    def pressed(self, slot: Slot, key: str) -> bool:
        """A key that the field itself does not know, as space on a line; answers whether it did something."""
