"""A record's form as its fields know it, and what is opened over it."""

from collections.abc import Callable

from industrack_core.domain.outcomes import Done
from industrack_tui.forms.record.state import RecordState
from industrack_tui.forms.saved_form import SavedForm


class RecordEntry(SavedForm):
    """Dismissed with what was saved, or None. `word` is what people call its record."""

    state: RecordState
    word: str

    def fetch(self) -> None:
        """Read what is shown beside the record; while it is read, once more afterwards."""
        raise NotImplementedError

    def save(self, then: Callable[[Done], None] | None = None) -> None:
        """Save, or show what is wrong with the typing; `then` is called with what was saved, the form being left."""
        raise NotImplementedError
