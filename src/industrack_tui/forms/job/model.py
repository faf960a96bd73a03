"""What typing, picking and pressing mean in the job form. Knows no screens, no reads and no writes."""

from collections.abc import Sequence

from industrack_core.domain.acts.merge import Clash, with_mine
from industrack_tui.forms.entry_model import EntryModel
from industrack_tui.forms.job import lists, picking, sheet, texts
from industrack_tui.forms.job.names import NEW_CUSTOMER, TIMES, entry_of
from industrack_tui.forms.job.state import JobState
from industrack_tui.widgets.form.layout import Sheet, Slot
from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.picture import Shown

_PRESS = ("enter", "space")


class JobModel(EntryModel, JobState):
    """A `FormModel` over what the form holds."""

    def sheet(self, width: int) -> Sheet:
        return sheet.job_sheet(self, width)

    def field_shown(self, name: str) -> Shown:
        return texts.value_shown(self, name)

    def begin(self, slot: Slot) -> str:
        if slot.name in TIMES:
            self.before_typing = self.planned
        elif slot.name == "crew":
            self.requests.append(("availability", None))
        return super().begin(slot)

    def put(self, name: str, text: str) -> None:
        texts.type_value(self, name, text)

    def unpick(self, name: str, text: str) -> None:
        picking.unpick(self, name, text)

    def tells(self, name: str) -> bool:
        return name.endswith(lists.NUMBERS)

    def was_put(self, name: str) -> None:
        if name in TIMES:
            self.requests.append(("look", None))
        if name in NEW_CUSTOMER:
            self.requests.append(("similar", None))

    def candidates(self, slot: Slot, typed: str) -> Sequence[Candidate] | None:
        return picking.candidates(self, slot.name, typed)

    def pick(self, name: str, candidate: Candidate) -> str | None:
        to = picking.take_picked(self, name, candidate)
        self.requests.append(("look", None))
        return to

    def press(self, name: str, key: str) -> bool:
        if name == "crew" and key == "backspace" and self.draft.crew:
            self.set(crew=self.draft.crew[:-1])
            self.requests.append(("look", None))
            return True
        if name == "work":
            if key in _PRESS:
                self.requests.append(("work", None))
            return key in _PRESS
        entry = entry_of(name)
        return entry is not None and lists.pressed(self, entry, key)

    def take(self, clash: Clash) -> None:
        self.draft = with_mine(self.draft, clash)
        self.requests.append(("look", None))
