"""What typing and picking mean in a record's form: the same for every record. Reads and writes nothing."""

from collections.abc import Callable, Sequence

from industrack_core.domain.acts.merge import Clash, with_mine
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.office import Office
from industrack_tui.forms.entry_model import EntryModel
from industrack_tui.forms.record.entry import RecordEntry
from industrack_tui.forms.record.spec import Entries, FieldRow, FieldSpec, Opens, Owner, RecordSpec
from industrack_tui.forms.record.state import RecordState
from industrack_tui.forms.schedule_entry import Clockwork
from industrack_tui.widgets.form.hand import STAY
from industrack_tui.widgets.form.layout import LABEL_WIDTH, Laying, Sheet, Slot, SlotKind
from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.picture import Shown

_REMOVE = frozenset({"delete", "backspace"})


class RecordModel(EntryModel, RecordState):
    """A record's state as its description has it: what the hand asks, and what its keys mean."""

    def __init__(self, spec: RecordSpec, record: Held, office: Office, clock: Clockwork) -> None:
        super().__init__(record, office, clock, spec.begin, spec.fixed)
        self.spec = spec
        self.refetch = False
        self.opening: Callable[[RecordEntry], None] | None = None
        """What the form is to do next: open what a line leads to, ask for a file."""

    def why_fixed_at(self, name: str) -> str:
        """Why a field cannot be changed now; empty when it can."""
        spec, _ = self.find(name)
        return self.why_fixed or (spec.why_not(self) if spec is not None else "")

    # -- fields ----------------------------------------------------------------------------------

    def find(self, name: str) -> tuple[FieldSpec | None, Owner | None]:
        """The field of a name in the sheet, and the record or entry that it is about."""
        plain = self.spec.field(name)
        if plain is not None:
            return plain, self.record
        attribute, place, cell = self._entry(name)
        entries = getattr(self.record, attribute, ())
        if 0 <= place < len(entries):
            return self.spec.field(f"{attribute}.{cell}".rstrip(".")), entries[place]
        return None, None

    def _entry(self, name: str) -> tuple[str, int, str]:
        attribute, _, rest = name.partition(".")
        place, _, cell = rest.partition(".")
        return attribute, int(place) if place.isdigit() else -1, cell

    def _keep(self, name: str, owner: Owner) -> None:
        """Put a changed owner back where it is from."""
        if self.spec.field(name) is not None:
            self.record = owner
            return
        attribute, place, _ = self._entry(name)
        entries = getattr(self.record, attribute)
        self.set(**{attribute: (*entries[:place], owner, *entries[place + 1 :])})

    def typing_problems(self) -> dict[str, str]:
        """What is wrong with the typing itself: sentences by field name, empty when it can be saved."""
        found = dict(self.wrong)
        for name, text in self.pending.items():
            spec, _ = self.find(name)
            if name not in found and text.strip() and spec is not None and spec.kind is SlotKind.PICK:
                said = "is not added yet: pick it from the list, or empty the field."
                found[name] = f"{text.strip()!r} {said}"
        return found

    # -- what the hand asks ----------------------------------------------------------------------

    def sheet(self, width: int) -> Sheet:
        lay = Laying(width, self.problems, self.notes, frozenset(self.choices), self.understood)
        for part in self.spec.sections:
            lay.section(part.place, part.heading)
            for content in part.content:
                if isinstance(content, FieldRow):
                    slots = [each.slot(each.name) for each in content.fields if each.is_shown(self)]
                    if slots:
                        self._lay_line(lay, content, slots)
                elif isinstance(content, Entries):
                    self._lay_entries(lay, content)
                else:
                    for parts in content.say(self):
                        lay.text(*parts)
        return lay.done()

    def _lay_line(self, lay: Laying, content: FieldRow, slots: list[Slot]) -> None:
        if content.fields[0].kind is SlotKind.LINE:
            lay.row(*slots, label=content.fields[0].label)
        else:
            lay.fields(*slots)

    def _lay_entries(self, lay: Laying, content: Entries) -> None:
        entries = getattr(self.record, content.name)
        listed = [(place, entry) for place, entry in enumerate(entries) if content.is_listed(self, entry)]
        at_edge = [each for each in content.cells if not each.name and 0 < each.cells < LABEL_WIDTH and listed]
        if listed and content.captions:
            slots = [each.slot("") for each in content.cells if each.is_shown(self)]
            lay.captions(*slots[0 if lay.is_narrow else len(at_edge) :], *content.captions)
        for place, entry in listed:
            name = f"{content.name}.{place}"
            cells = [each for each in content.cells if each.is_shown(self) and each.is_for(entry)]
            slots = [each.slot(f"{name}.{each.name}".rstrip(".")) for each in cells if each not in at_edge]
            after = content.after(self, entry) if content.after else ()
            lay.row(*slots, *after, edge=at_edge[0].slot(name) if at_edge else None)
        if content.add is not None and content.add.is_shown(self):
            lay.fields(content.add.slot(f"{content.name}.add"))

    def field_shown(self, name: str) -> Shown:
        spec, owner = self.find(name)
        return spec.show(self, owner) if spec is not None and owner is not None else Shown()

    def begin(self, slot: Slot) -> str:
        said = super().begin(slot)
        spec, _ = self.find(slot.name)
        starts_empty = spec is not None and spec.stays and slot.name not in self.pending
        return "" if starts_empty else said

    def seeks(self, slot: Slot) -> bool:
        spec, _ = self.find(slot.name)
        return spec is not None and spec.put is None and super().seeks(slot)

    def put(self, name: str, text: str) -> None:
        spec, owner = self.find(name)
        if spec is not None and spec.put is not None:
            self._keep(name, spec.put(self, owner, text))
            self.refetch = self.refetch or spec.refetches

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
        if isinstance(answer, Opens):
            self.opening = answer.run
            return STAY
        to: str | None = STAY if spec.stays else None
        if isinstance(answer, tuple):
            answer, to = answer
        self._keep(name, answer)
        self.refetch = self.refetch or spec.refetches
        return to

    def press(self, name: str, key: str) -> bool:
        spec, owner = self.find(name)
        if spec is None:
            return False
        attribute, place, cell = self._entry(name)
        emptied = key == "backspace" and bool(cell) and getattr(owner, cell, None) == ""
        if place >= 0 and (emptied or (not cell and key in _REMOVE)) and not self.why_fixed_at(name):
            self.drop(attribute, place)
            return True
        if spec.opens is not None and key in ("enter", "space"):
            self.opening = self._led_to(spec.opens)
            return True
        after = spec.press(self, owner, key) if spec.press is not None else None
        if isinstance(after, Opens):
            self.opening = after.run
        elif after is not None and not self.why_fixed_at(name):
            self.problems.pop(name, None)
            self._keep(name, after)
        return after is not None

    def _led_to(self, opens: "Callable[[RecordEntry], None]") -> "Callable[[RecordEntry], None]":
        """What a line leads to; a record that is not saved yet leads nowhere."""
        word = self.spec.word
        return (lambda form: form.say(f"Save this {word} first: f2.")) if self.is_new else opens

    def take(self, clash: Clash) -> None:
        self.record = with_mine(self.record, clash)
