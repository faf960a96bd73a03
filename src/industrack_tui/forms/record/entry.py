"""A record's form as its fields know it, and what is opened over it."""

from collections.abc import Callable

from industrack_core.domain.acts.acts import NONE_ACCEPTED, Accepted
from industrack_core.domain.outcomes import Done
from industrack_tui.forms.entry_form import EntryForm
from industrack_tui.forms.record.state import RecordState


class RecordEntry(EntryForm[Done | None]):
    """Dismissed with what was saved, or None. `word` is what people call its record."""

    state: RecordState
    word: str
    changed_by = ""
    """Who saved the record meanwhile: said in the heading at once."""

    @property
    def problems(self) -> dict[str, str]:
        return self.state.problems

    @problems.setter
    def problems(self, said: dict[str, str]) -> None:
        self.state.say_problems(said)

    @property
    def pending(self) -> dict[str, str]:
        return self.state.pending

    @property
    def is_dirty(self) -> bool:
        return self.state.is_dirty

    def wrong(self, name: str) -> str:
        return self.state.wrong.get(name, "")

    def fetch(self) -> None:
        """Read what is shown beside the record; while it is read, once more afterwards."""
        raise NotImplementedError

    def save(self, accepted: Accepted = NONE_ACCEPTED, then: Callable[[Done], None] | None = None) -> None:
        """Save, or show what is wrong with the typing; `then` is called with what was saved, the form being left."""
        raise NotImplementedError
