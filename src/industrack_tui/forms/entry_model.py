"""What the hand does to a form's fields, the same in every form: texts that mean nothing yet, notes, problems."""

from industrack_core.domain.acts.merge import Clash
from industrack_core.domain.text.number_entry import reads_otherwise
from industrack_core.domain.time.entry import EntryError
from industrack_tui.forms.entry_state import EntryState
from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Slot, SlotKind

_CLASH = "clash."


class EntryModel(EntryState):
    """A `FormModel` that leaves open what fields show, and what typing, picking and pressing make of the values.

    A text that is typed to find something to pick stays `pending` until that is picked.
    """

    def field_shown(self, name: str) -> Shown:
        """What a field shows of the values."""
        raise NotImplementedError

    def put(self, name: str, text: str) -> None:
        """Put a typed text into the values. Raises EntryError with a sentence when it cannot be understood."""
        raise NotImplementedError

    def seeks(self, slot: Slot) -> bool:
        """Whether what is typed in the field finds something to pick, and is no value itself."""
        return slot.kind is SlotKind.PICK

    def unpick(self, name: str, text: str) -> None:
        """Something else is being typed where a thing was picked."""

    def tells(self, name: str) -> bool:
        """Whether the field says what it understood of a number that may be read otherwise."""
        return False

    def was_put(self, name: str) -> None:
        """What follows from a typed text, whether it could be understood or not."""

    def pick(self, name: str, candidate: Candidate) -> str | None:
        """Put what was picked into the values; answers as `FormModel.picked`."""
        raise NotImplementedError

    def press(self, name: str, key: str) -> bool:
        """A key on a field that it does not know itself; answers whether it did something."""
        raise NotImplementedError

    def take(self, clash: Clash) -> None:
        """Put back what a person had where they clash."""

    # -- what the hand asks ----------------------------------------------------------------------

    def shown(self, name: str) -> Shown:
        if name in self.pending:
            return Shown(self.pending[name])
        if name.startswith(_CLASH):
            return Shown(f"take what you had: {self.had(name.removeprefix(_CLASH))}")
        return self.field_shown(name)

    def begin(self, slot: Slot) -> str:
        self.touched.discard(slot.name)
        return self.shown(slot.name).text

    def typed(self, slot: Slot, text: str) -> None:
        name = slot.name
        self.problems.pop(name, None)
        self.touched.add(name)
        self.understood.clear()
        if self.seeks(slot):
            self.pending[name] = text
            self.unpick(name, text)
            return
        try:
            self.put(name, text)
        except EntryError as error:
            self.wrong[name], self.pending[name] = str(error), text
        else:
            self.wrong.pop(name, None)
            self.pending.pop(name, None)
            if self.tells(name) and reads_otherwise(text):
                self.understood[name] = self.shown(name).text
        self.was_put(name)

    def left(self, slot: Slot, text: str) -> None:
        name = slot.name
        self.understood.clear()
        if slot.kind is SlotKind.PICK and not text.strip():
            self.pending.pop(name, None)
        if name in self.touched:
            self.forget_note(name)
        if name in self.wrong:
            self.problems[name] = self.wrong[name]

    def picked(self, slot: Slot, candidate: Candidate) -> str | None:
        for said in (self.pending, self.wrong, self.problems):
            said.pop(slot.name, None)
        self.forget_note(slot.name)
        return self.pick(slot.name, candidate)

    def pressed(self, slot: Slot, key: str) -> bool:
        if slot.name.startswith(_CLASH):
            return key in ("enter", "space") and self.take_mine(slot.name.removeprefix(_CLASH))
        return self.press(slot.name, key)

    def take_mine(self, field: str) -> bool:
        """Put back what a person had typed where somebody else's version is shown."""
        clash = self.choices.pop(field, None)
        if clash is not None:
            self.take(clash)
            self.notes.pop(field, None)
        return clash is not None
