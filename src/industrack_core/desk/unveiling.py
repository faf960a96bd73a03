"""What somebody could not see is put back into what they save: no save writes over it what was shown instead."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from industrack_core.domain.acts.acts import Act, AddJob, EditJob, SaveRecord
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.hidden import HIDDEN, PARTS, hidden_fields
from industrack_core.domain.records.estimate import EstimateLine
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import JobItem
from industrack_core.domain.records.purchase import OrderLine
from industrack_core.domain.rights import Right, Sitter, lacking_sight
from industrack_core.store.writing.lookups import Lookups
from industrack_core.store.writing.transaction import Transaction

Part = TypeVar("Part", JobItem, EstimateLine, OrderLine)
_PRICED = HIDDEN[Right.SEE_PRICES]


def with_unseen(tx: Transaction, act: Act, person: Sitter | None) -> Act:
    """The act with what is stored in each field that who acts does not see; parts go by their id.

    A new line gets the price of its item of the inventory.
    """
    unseen = lacking_sight(person)
    restore = _RESTORE.get(type(act)) if unseen else None
    return restore(tx, act, unseen) if restore is not None else act


def as_stored(look: Lookups, draft: JobDraft, job_id: int | None, person: Sitter | None) -> JobDraft:
    """A draft of the job with that id, or of a new one, as a save of it would be."""
    unseen = lacking_sight(person)
    return _draft(look, draft, look.get(Job, job_id) if job_id else None, unseen) if unseen else draft


def _added(tx: Transaction, act: AddJob, unseen: Sequence[Right]) -> AddJob:
    return replace(act, draft=_draft(tx, act.draft, None, unseen))


def _edited(tx: Transaction, act: EditJob, unseen: Sequence[Right]) -> EditJob:
    return replace(act, draft=_draft(tx, act.draft, tx.get(Job, act.job_id), unseen))


def _draft(look: Lookups, draft: JobDraft, before: Job | None, unseen: Sequence[Right]) -> JobDraft:
    """The customer's note is left alone by who does not see it; orders and estimates take rights that nobody has
    without prices."""
    if Right.SEE_NOTES in unseen:
        draft = replace(draft, internal_note=None)
    if Right.SEE_PRICES not in unseen or not draft.items:
        return draft
    return replace(draft, items=_parts(look, draft.items, before.items if before is not None else ()))


def _parts(look: Lookups, parts: Sequence[Part], had: Sequence[Part]) -> tuple[Part, ...]:
    known = {part.id: part for part in had}
    new = {part.item_id for part in parts if part.id not in known and part.item_id is not None}
    items = look.get_many(InventoryItem, sorted(new)) if new else {}
    result = []
    for part in parts:
        stored, item = known.get(part.id), items.get(part.item_id or 0)
        if stored is not None:
            result.append(replace(part, **{name: getattr(stored, name) for name in _PRICED[type(part)]}))
        else:
            result.append(replace(part, price=item.price) if item is not None else part)
    return tuple(result)


def _saved(tx: Transaction, act: SaveRecord, unseen: Sequence[Right]) -> SaveRecord:
    record: Held = act.record
    names = hidden_fields(tuple(unseen)).get(type(record), ())
    lists = PARTS.get(type(record), ()) if Right.SEE_PRICES in unseen else ()
    if not names and not lists:
        return act
    before: Held = tx.get(type(record), record.id) if record.id else None
    kept = {name: getattr(before, name) for name in names} if before is not None else {}
    kept |= {
        name: _parts(tx, getattr(record, name), getattr(before, name) if before is not None else ()) for name in lists
    }
    return replace(act, record=replace(record, **kept))


_RESTORE: Mapping[type, Callable[[Transaction, Held, Sequence[Right]], Act]] = {
    AddJob: _added,
    EditJob: _edited,
    SaveRecord: _saved,
}
"""Acts that bring values of fields; all others go by what is stored."""
