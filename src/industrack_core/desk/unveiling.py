"""What somebody could not see is put back into what they save: no save writes over it what was shown instead.

Rows of a file are compared with what is stored, and what comes of them tells whether they say the same: one that says
what somebody does not see is refused before that, whatever it says."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from industrack_core.domain.acts.acts import Act, AddJob, EditJob, SaveRecord
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.hidden import HIDDEN, PARTS, hidden_fields, hidden_names, keyed_parts
from industrack_core.domain.records.estimate import EstimateLine
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import JobItem
from industrack_core.domain.records.purchase import OrderLine
from industrack_core.domain.records.settings import JobTemplate
from industrack_core.domain.rights import Right, Sitter, lacking_sight
from industrack_core.store.writing.lookups import Lookups
from industrack_core.store.writing.transaction import Transaction

Part = TypeVar("Part", JobItem, EstimateLine, OrderLine)
_PRICED = HIDDEN[Right.SEE_PRICES]


def with_unseen(tx: Transaction, act: Act, person: Sitter | None) -> Act:
    """The act with what is stored in each field that who acts does not see; parts go by their id.

    A new line gets the price of its item of the inventory, a one-off of a template the one that it has there.
    """
    unseen = lacking_sight(person)
    restore = _RESTORE.get(type(act)) if unseen else None
    return restore(tx, act, unseen) if restore is not None else act


def why_not_compared(rows: Iterable[Held], person: Sitter | None) -> str:
    """Why these rows of a file are not looked at for somebody, in a sentence; empty where they are."""
    unseen = lacking_sight(person)
    if person is None or not unseen:
        return ""
    said = {name for row in rows for name in row.__dataclass_fields__ if getattr(row, name) is not None}
    wanted = [right for right in unseen if said & hidden_names((right,))]
    return f"{person.may_not(wanted).removesuffix('.')}: leave that out of the file." if wanted else ""


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
    stored, keyed = dict(keyed_parts(had)), list(keyed_parts(parts))
    known = {key: stored.get(key) for key, _ in keyed}
    for (key, part), (was, had_part) in zip(keyed, stored.items(), strict=False):
        is_renamed = was not in known and not (part.id or had_part.id) and part.item_id == had_part.item_id
        if known[key] is None and is_renamed:  # in a template, whose lines have no ids
            known[key] = had_part
    prices = _prices(look, [part for key, part in keyed if known[key] is None])
    result = []
    for key, part in keyed:
        before = known[key]
        if before is not None:
            result.append(replace(part, **{name: getattr(before, name) for name in _PRICED[type(part)]}))
        else:
            price = prices(part)
            result.append(part if price is None else replace(part, price=price))
    return tuple(result)


def _prices(look: Lookups, parts: Sequence[Held]) -> Callable[[Held], int | None]:
    """The price that a new line gets: of its item, also where that is only named; of a line of one job alone, what a
    template has for it. None where it is as it was typed."""
    ids = {part.item_id for part in parts if part.item_id is not None}
    items = look.get_many(InventoryItem, sorted(ids)) if ids else {}
    lines = [part for part in parts if isinstance(part, JobItem) and part.item_id is None and not part.price]
    names = sorted({part.name.strip() for part in lines if not part.one_off})
    named = {(each.name, each.kind): each.price for each in look.find(InventoryItem, "name", names)} if names else {}
    alone: dict[tuple[str, str], int] = {}
    for template in look.everything(JobTemplate) if any(part.one_off for part in lines) else ():
        alone |= {(each.name, each.kind): each.price for each in template.items if each.one_off}

    def price_of(part: Held) -> int | None:
        if part.item_id is not None:
            item = items.get(part.item_id)
            return item.price if item is not None else None
        if not isinstance(part, JobItem) or part.price:
            return None
        return (alone if part.one_off else named).get((part.name.strip(), part.kind))

    return price_of


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
