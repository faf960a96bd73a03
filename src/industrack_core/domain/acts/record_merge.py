"""Two people's versions of one record, brought together as jobs are (merge.py): pure, and never saved by itself.

Tuples of values with an `id` are compared entry by entry, tuples of plain values as sets, everything else as a whole.
"""

from dataclasses import fields, replace
from typing import TypeVar

from industrack_core.domain.acts.merge import (
    Clash,
    DraftDifference,
    entry_differences,
    merged_parts,
    merged_set,
    mine_in_parts,
)
from industrack_core.domain.records.held import Fields, Held

R = TypeVar("R")
_OWN = ("id", "version")


def _is_parts(before: Held, *others: Held) -> bool:
    """Whether these are lists of entries with ids. The parts of a template have none, also once they are saved."""
    values = (before, *others)
    if not all(isinstance(value, tuple) for value in values) or any(getattr(part, "id", 1) == 0 for part in before):
        return False
    return any(hasattr(part, "id") for value in values for part in value)


def merge_records(before: R, mine: R, theirs: R) -> tuple[R, tuple[Clash, ...]]:
    """Theirs with what only I changed on top, and where we clash; in the record theirs stands there."""
    changed: Fields = {}
    clashes: list[Clash] = []
    for field in fields(before):  # type: ignore[arg-type]
        name = field.name
        old, my, their = (getattr(record, name) for record in (before, mine, theirs))
        if name in _OWN or my == old:
            continue
        if _is_parts(old, my, their):
            changed[name], found = merged_parts(name, old, my, their)
            clashes += found
        elif isinstance(old, tuple):
            changed[name] = merged_set(old, my, their)
        elif their == old:
            changed[name] = my
        elif my != their:
            clashes.append(Clash(name, old, my, their))
    return replace(theirs, **changed), tuple(clashes)  # type: ignore[type-var]


def record_with_mine(record: R, clash: Clash) -> R:
    """The record with what I had where we clash."""
    changed: Fields = {clash.name: clash.mine}
    if clash.entry:
        changed = {clash.name: mine_in_parts(getattr(record, clash.name), clash)}
    return replace(record, **changed)  # type: ignore[type-var]


def record_differences(before: Held, after: Held) -> list[DraftDifference]:
    """What a person changed of a record."""
    found: list[DraftDifference] = []
    for field in fields(before):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name in _OWN or old == new:
            continue
        parts = _is_parts(old, new)
        found += entry_differences(field.name, old, new) if parts else [DraftDifference(field.name, old, new)]
    return found
