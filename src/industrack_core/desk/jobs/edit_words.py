"""What an edit changed, in words: which fields, from what to what, as the history of the record says it."""

from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from industrack_core.desk.records.field_words import field_changes
from industrack_core.domain.acts.history import FieldChange, ids_in, told
from industrack_core.domain.records.record import Change, kind_of
from industrack_core.domain.text.text import clip, how_many
from industrack_core.store.reads.history_reads import changed_columns, read_names
from industrack_core.store.writing.lookups import Lookups

_MOST = 3
_LONGEST = 40
_FOLLOWS = frozenset({"Delivery"})
"""Fields that follow from others, and need not be said."""


def edit_said(look: Lookups, changes: Sequence[Change], zone: ZoneInfo, but: Collection[str] = _FOLLOWS) -> str:
    """`priority from Medium to High; item Filter x 2 added`: of records that were there before; empty for nothing.

    `but` are fields that are not to be said.
    """
    pairs, more = [], []
    for before, after in changes:
        if before is not None and after is not None:
            pairs.append(changed_columns(before, after))
            more += field_changes(look, before, after, zone)
    wanted = {each for pair in pairs for columns in pair for each in ids_in(columns)}
    names = read_names(look.connection, wanted)
    names.update(_new_names(changes))
    found = [each for was, now in pairs for each in told(was, now, names, zone) if each.field not in but]
    found += more
    said = "; ".join(_said(each) for each in found[:_MOST])
    rest = len(found) - _MOST
    return f"{said}; and {how_many(rest, 'change')} more" if rest > 0 else said


def _new_names(changes: Sequence[Change]) -> dict[tuple[str, int], str]:
    """What records are called that the same act makes."""
    made = [after for before, after in changes if before is None and after is not None]
    names: dict[tuple[str, int], str] = {}
    for record in made:
        named = (str(getattr(record, each, "") or "") for each in ("name", "address", "number"))
        names[kind_of(record), record.id] = next(filter(None, named), "?")
    return names


def _said(change: FieldChange) -> str:
    label = change.field[:1].lower() + change.field[1:]
    before, after = clip(change.before, _LONGEST), clip(change.after, _LONGEST)
    if before and after:
        return f"{label} from {before} to {after}"
    if after:
        return f"{label} {after} added"
    return f"{label} {before} taken off"
