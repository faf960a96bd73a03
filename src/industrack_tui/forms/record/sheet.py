"""A record's form from top to bottom, as its description has it: the same for every record. Pure."""

from industrack_tui.forms.record.field_spec import FieldSpec, Owner
from industrack_tui.forms.record.spec import Beside, Content, Entries, FieldRow, FormPart, RecordSpec, Said
from industrack_tui.forms.record.state import RecordState
from industrack_tui.widgets.form.layout import LABEL_WIDTH, Laying
from industrack_tui.widgets.form.sheet import Sheet, Slot, Text


def lay_record(state: RecordState, spec: RecordSpec, width: int) -> Sheet:
    """The form `width` cells wide, problems and notes under the fields that they name."""
    lay = Laying(width, state.problems, {**state.others, **state.notes}, frozenset(state.choices), state.understood)
    for part in [each for each in spec.sections if each.is_shown is None or each.is_shown(state)]:
        lay.section(part.place, part.heading)
        named = _named_above(state, part)
        if named:
            lay.heading((f" {named}", "panel_muted"))
        for content in part.content:
            _lay_content(state, lay, content, named)
    return lay.done()


def _named_above(state: RecordState, part: FormPart) -> str:
    """What a part without a heading calls its entries, to stand over them; empty while it has none."""
    lists = [each for each in part.content if isinstance(each, Entries)]
    has_entries = any(getattr(_owner(state, each, state.record), each.name) for each in lists)
    return part.place.label if not part.heading and has_entries else ""


def _owner(state: RecordState, listed: Entries, owner: Owner) -> Owner:
    return owner if hasattr(owner, listed.name) else state


def _lay_content(state: RecordState, lay: Laying, content: Content, named: str) -> None:
    """A part's lines; a field that is called what stands over it already has no label."""
    if isinstance(content, FieldRow):
        if content.is_shown is not None and not content.is_shown(state):
            return
        slots = [_below(slot, named) for slot in (_changing(state, content) if content.changes else content.slots)]
        if content.is_line:
            lay.row(*slots, label=content.label)
        elif slots:
            lay.fields(*slots)
    elif isinstance(content, Said):
        for parts in content.say(state):
            lay.text(*parts)
    elif content.add is not None or getattr(state.record, content.name, True):
        _lay_entries(state, lay, content, state.record, named=named)


def _below(slot: Slot, named: str) -> Slot:
    return slot._replace(label="") if named and slot.label == named else slot


def _changing(state: RecordState, row: FieldRow) -> list[Slot]:
    """The places of a row's fields that are shown now, with what is hinted there now."""
    return [
        slot if field.hint is None else slot._replace(placeholder=field.hint(state))
        for field, slot in zip(row.fields, row.slots, strict=True)
        if field.is_shown is None or field.is_shown(state)
    ]


def _lay_entries(
    state: RecordState, lay: Laying, listed: Entries, owner: Owner, outer: str = "", named: str = ""
) -> None:
    entries = getattr(_owner(state, listed, owner), listed.name)
    is_first = True
    for place, entry in enumerate(entries):
        if listed.is_listed is not None and not listed.is_listed(state, entry):
            continue
        if is_first and listed.captions:
            _lay_captions(state, lay, listed, entry)
        is_first = False
        _lay_entry(state, lay, listed, entry, f"{outer}{listed.name}.{place}")
    if listed.add is not None and (listed.add.is_shown is None or listed.add.is_shown(state)):
        slot = _below(listed.add.slot(f"{outer}{listed.name}.add"), named)
        if outer:
            lay.row(slot)
        else:
            lay.fields(slot)


def _lay_entry(state: RecordState, lay: Laying, listed: Entries, entry: Owner, name: str) -> None:
    edge: Slot | None = None
    parts: list[Slot | Text] = []
    for cell in listed.cells:
        if isinstance(cell, Beside):
            parts += cell.say(state, entry) if lay.width >= cell.room else ()
        elif _is_at_edge(listed, cell):
            edge = cell.slot(name)
        elif cell.is_in(state, entry):
            parts.append(cell.slot(f"{name}.{cell.name}" if cell.name else name))
    lay.row(*parts, edge=edge)
    if listed.inner is not None:
        _lay_entries(state, lay, listed.inner, entry, f"{name}.")


def _is_at_edge(listed: Entries, cell: FieldSpec) -> bool:
    return listed.edge and not cell.name and 0 < cell.cells < LABEL_WIDTH


def _lay_captions(state: RecordState, lay: Laying, listed: Entries, entry: Owner) -> None:
    cells = [each for each in listed.cells if isinstance(each, FieldSpec)]
    shown = [each for each in cells if each.is_shown is None or each.is_shown(state)]
    slots = [each.slot("") for each in shown if lay.is_narrow or not _is_at_edge(listed, each)]
    lay.captions(*slots, *listed.captions)
