"""A record's form as its fields know it, and what is opened over it."""

from collections.abc import Callable

from industrack_core.domain.outcomes import Done, Stale
from industrack_core.domain.records.held import Held
from industrack_tui.forms.record.spec import RecordSpec
from industrack_tui.forms.record.state import RecordState
from industrack_tui.forms.saved_form import SavedForm


class RecordEntry(SavedForm):
    """Dismissed with what was saved, or None. `word` is what people call its record.

    `spec` describes what is seen of it, `whole_spec` all of it.
    """

    state: RecordState
    word: str
    spec: RecordSpec
    whole_spec: RecordSpec

    def fetch(self) -> None:
        """Read what is shown beside the record; while it is read, once more afterwards."""
        raise NotImplementedError

    async def see_beside(self) -> None:
        """Read again what is shown beside a new record."""
        self.fetch()

    async def latest(self) -> Held:
        """The record as it is saved now, with what belongs to it; None when it is gone."""
        raise NotImplementedError

    def versions(self, latest: Held) -> tuple[Held, Held, Held]:
        """The record that both began from, what was typed, and somebody else's."""
        raise NotImplementedError

    def go_on_with(self, latest: Held, mine: Held = None) -> None:
        """Go on with the latest version; `mine` is what stands in the form over it."""
        raise NotImplementedError

    def keep_as_new(self) -> None:
        """The record is gone: what was typed lives on as a new one."""
        raise NotImplementedError

    async def shows_other_conflict(self, stale: Stale) -> bool:
        """Whether somebody else was first at something beside the form's own record; then what it says of that."""
        raise NotImplementedError

    def save(self, then: Callable[[Done], None] | None = None) -> None:
        """Save, or show what is wrong with the typing; `then` is called with what was saved, the form being left."""
        raise NotImplementedError
