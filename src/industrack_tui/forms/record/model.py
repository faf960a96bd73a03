"""What typing and picking mean in a record's form: the same for every record. Reads and writes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from industrack_core.domain.acts.merge import Clash, with_mine
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.office import Office
from industrack_tui.commands.spoken import key_of
from industrack_tui.forms.entry_model import EntryModel
from industrack_tui.forms.record.field_spec import FieldSpec, Form, Opens, Owner
from industrack_tui.forms.record.names import FieldPlace, place_of
from industrack_tui.forms.record.sheet import lay_record
from industrack_tui.forms.record.spec import RecordSpec
from industrack_tui.forms.record.state import RecordState
from industrack_tui.forms.schedule_entry import Clockwork
from industrack_tui.widgets.form.form_model import STAY
from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Sheet, Slot, SlotKind

_REMOVE = frozenset({"delete", "backspace"})


class RecordModel(EntryModel, RecordState):
    """A record's state as its description has it: what the hand asks, and what its keys mean."""

    def __init__(self, spec: RecordSpec, record: Held, office: Office, clock: Clockwork) -> None:
        super().__init__(record, office, clock, spec.begin, spec.fixed)
        self.spec = spec
        self.opening: Callable[[Form], None] | None = None
        """What the form is to do next: open what a line leads to, ask for a file."""

    def why_fixed_at(self, name: str) -> str:
        """Why a field cannot be changed now; empty when it can."""
        spec, _ = self.find(name)
        return self.why_fixed or (spec.why_not(self) if spec is not None and spec.why_not is not None else "")

    # -- fields ----------------------------------------------------------------------------------

    def find(self, name: str) -> tuple[FieldSpec | None, Owner | None]:
        """The field of a name in the sheet, and the record or entry that it is about."""
        key, steps, _ = place_of(name)
        owner = self.record
        for attribute, place in steps:
            entries: Sequence[Owner] = getattr(owner if hasattr(owner, attribute) else self, attribute)
            if place >= len(entries):
                return None, None
            owner = entries[place]
        return self.spec.fields.get(key), owner

    def _keep(self, name: str, owner: Owner) -> None:
        """Put a changed owner back where it is from."""
        self.record = _put_back(self.record, place_of(name).steps, owner)

    def typing_problems(self) -> dict[str, str]:
        """What is wrong with the typing itself: sentences by field name, empty when it can be saved."""
        found = dict(self.wrong)
        for name, text in self.pending.items():
            spec, _ = self.find(name)
            if name not in found and text.strip() and spec is not None and spec.kind is SlotKind.PICK:
                found[name] = (
                    f"{text.strip()!r} is not added yet: pick it from the list, or empty the field."
                    if spec.stays
                    else f"Nothing called {text.strip()!r}: pick one from the list."
                )
        return found

    # -- what the hand asks ----------------------------------------------------------------------

    def sheet(self, width: int) -> Sheet:
        return lay_record(self, self.spec, width)

    def field_shown(self, name: str) -> Shown:
        spec, owner = self.find(name)
        return spec.show(self, owner) if spec is not None else Shown()

    def begin(self, slot: Slot) -> str:
        spec, _ = self.find(slot.name)
        if spec is not None and spec.entered is not None:
            spec.entered(self)
        said = super().begin(slot)
        starts_empty = spec is not None and spec.stays and slot.name not in self.pending
        return "" if starts_empty else said

    def seeks(self, slot: Slot) -> bool:
        spec, _ = self.find(slot.name)
        return spec is not None and spec.put is None and super().seeks(slot)

    def put(self, name: str, text: str) -> None:
        spec, owner = self.find(name)
        if spec is not None and spec.put is not None:
            self.asks += spec.rereads
            self._keep(name, spec.put(self, owner, text))

    def unpick(self, name: str, text: str) -> None:
        spec, owner = self.find(name)
        if spec is not None and spec.unpick is not None:
            self._keep(name, spec.unpick(self, owner, text))

    def tells(self, name: str) -> bool:
        spec, _ = self.find(name)
        return spec is not None and spec.tells

    def candidates(self, slot: Slot, typed: str) -> Sequence[Candidate] | None:
        spec, owner = self.find(slot.name)
        if self.why_fixed_at(slot.name):
            return ()
        if spec is None or spec.offer is None:
            return None if spec is not None and spec.seek is not None else ()
        return spec.offer(self, owner, typed)

    def pick(self, name: str, candidate: Candidate) -> str | None:
        spec, owner = self.find(name)
        if spec is None or spec.pick is None:
            return STAY
        answer = spec.pick(self, owner, candidate.value)
        self.asks += (*spec.rereads, *self.spec.rereads)
        if isinstance(answer, Opens):
            self.opening = answer.run
            return STAY
        to: str | None = STAY if spec.stays else None
        if isinstance(answer, tuple):
            answer, to = answer[0], f"{place_of(name).entry}{answer[1]}"
        self._keep(name, answer)
        return to

    def press(self, name: str, key: str) -> bool:
        spec, owner = self.find(name)
        if spec is None:
            return False
        place = place_of(name)
        if self._removes(spec, owner, place, key) and not self.why_fixed_at(name):
            self.drop(place.listed, place.steps[-1][1])
            return True
        if spec.opens is not None and key in ("enter", "space"):
            self.opening = self._led_to(spec.opens)
            return True
        after = spec.press(self, owner, key) if spec.press is not None else None
        if isinstance(after, Opens):
            self.opening = after.run
        elif after is not None and not self.why_fixed_at(name):
            self.problems.pop(name, None)
            self.asks += spec.rereads
            self._keep(name, after)
        return after is not None

    def _removes(self, spec: FieldSpec, owner: Owner, place: FieldPlace, key: str) -> bool:
        """Whether a key takes the entry off its list. A list that is the state's is only looked at."""
        if not place.steps or not hasattr(self.record, place.steps[0][0]):
            return False
        if spec.goes_when_empty and key == "backspace" and not getattr(owner, place.cell):
            return True
        return key in (spec.removed_by or (_REMOVE if not place.cell else ()))

    def drop(self, listed: str, place: int) -> None:
        super().drop(listed, place)
        self.asks += self.spec.rereads

    def _led_to(self, opens: Callable[[Form], None]) -> Callable[[Form], None]:
        """What a line leads to; a record that is not saved yet leads nowhere."""
        word = self.spec.word
        return (lambda form: form.say(f"Save this {word} first: {key_of('form.save')}.")) if self.is_new else opens

    def take(self, clash: Clash) -> None:
        self.record = with_mine(self.record, clash)
        self.asks += self.spec.rereads


def _put_back(whole: Held, steps: Sequence[tuple[str, int]], part: Owner) -> Held:
    """The record with another entry where the steps lead."""
    if not steps:
        return part
    attribute, place = steps[0]
    entries = getattr(whole, attribute)
    changed = _put_back(entries[place], steps[1:], part)
    return replace(whole, **{attribute: (*entries[:place], changed, *entries[place + 1 :])})
