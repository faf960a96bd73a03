"""Two people's versions of one record, brought together (domain 5): pure, and never saved by itself.

Both began from the same one. What only one of them changed is taken; where both changed the same thing differently,
theirs stands and mine is kept beside it, so that a person can choose. Tuples of values with an `id` are compared entry
by entry, tuples of plain values as sets, everything else as a whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.own_roles import on_base
from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.records.settings import OfficeRole

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Clash:
    """Both changed it, differently. `entry` is the id of a list's entry, else 0.

    Values are the record's own; None for an entry that was taken off.
    """

    name: str
    before: Held
    mine: Held
    theirs: Held
    entry: int = 0


class Side(StrEnum):
    """Whose stands where both changed one thing: theirs, mine (to the person it is `yours`), or one after the other."""

    THEIRS = "theirs"
    YOURS = "yours"
    BOTH = "both"


Sides = Mapping[tuple[str, int], Side]
"""What was decided, by the name of the attribute and the entry's id, 0 for none."""
NOTHING_DECIDED: Sides = {}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs between two versions, by the name of its attribute; `entry` as in a `Clash`."""

    name: str
    before: Held
    after: Held
    entry: int = 0


def _is_own(name: str) -> bool:
    """Whether it tells of the saving, and is never anybody's change."""
    return name == "id" or name.endswith("version")


def _is_parts(before: Held, *others: Held) -> bool:
    """Whether these are lists of entries with ids. The parts of a template have none, also once they are saved."""
    values = (before, *others)
    if not all(isinstance(value, tuple) for value in values) or any(getattr(part, "id", 1) == 0 for part in before):
        return False
    return any(hasattr(part, "id") for value in values for part in value)


def merge(before: R, mine: R, theirs: R) -> tuple[R, tuple[Clash, ...]]:
    """Theirs with what only I changed on top, and where we clash; in the record theirs stands there."""
    before, mine, theirs = _comparable(before, mine, theirs)
    changed: Fields = {}
    clashes: list[Clash] = []
    for field in fields(before):
        name = field.name
        old, my, their = (getattr(record, name) for record in (before, mine, theirs))
        if _is_own(name) or my in (old, their):
            continue
        if their == old:
            changed[name] = my
        elif _is_parts(old, my, their):
            changed[name], found = merged_parts(name, old, my, their)
            clashes += found
        elif all(isinstance(value, tuple) for value in (old, my, their)):
            changed[name] = merged_set(old, my, their)
        else:
            clashes.append(Clash(name, old, my, their))
    return replace(theirs, **changed), tuple(clashes)


def _comparable(before: Held, mine: Held, theirs: Held) -> tuple[Held, Held, Held]:
    """Roles as they differ from one base: from several, a right would be back that one of them took."""
    if not isinstance(before, OfficeRole):
        return before, mine, theirs
    base = theirs.base if mine.base is before.base else mine.base
    return on_base(before, base), on_base(mine, base), on_base(theirs, base)


def merged_set(before: Sequence[Held], mine: Sequence[Held], theirs: Sequence[Held]) -> tuple[Held, ...]:
    """What both ticked and took off, in their order, mine at the end; one's removal and addition both count."""
    gone = {each for each in before if each not in mine}
    added = [each for each in mine if each not in before]
    return tuple(dict.fromkeys([*(each for each in theirs if each not in gone), *added]))


def merged_parts(
    name: str, before: Sequence[Held], mine: Sequence[Held], theirs: Sequence[Held]
) -> tuple[tuple[Held, ...], list[Clash]]:
    """Two lists of entries with ids that began from the same one, brought together entry by entry."""
    old, my = ({part.id: part for part in parts} for parts in (before, mine))
    merged: list[Held] = []
    clashes: list[Clash] = []
    for their in theirs:
        part, clash = _merged_part(name, old.get(their.id), my.get(their.id), their)
        if part is not None:
            merged.append(part)
        if clash is not None:
            clashes.append(clash)
    kept = {part.id for part in theirs}
    for part in mine:
        if part.id == 0 or part.id not in old:
            merged.append(part)
        elif part.id not in kept and part != old[part.id]:
            clashes.append(Clash(name, old[part.id], part, None, part.id))
    return tuple(merged), clashes


def _merged_part(name: str, old: Held, my: Held, their: Held) -> tuple[Held, Clash | None]:
    """One entry that they still have: what is left of it, and whether we clash over it."""
    if old is None or my == old:
        return their, None
    if my is None:  # I took it off
        return (None, None) if their == old else (their, Clash(name, old, None, their, old.id))
    changed: Fields = {}
    clash = None
    for field in fields(old):
        a, m, t = (getattr(part, field.name) for part in (old, my, their))
        if m != a and t == a:
            changed[field.name] = m
        elif m != a and m != t:
            clash = Clash(name, old, my, their, old.id)
    return replace(their, **changed), clash


def with_mine(record: R, clash: Clash) -> R:
    """The record with what I had where we clash."""
    changed: Fields = {clash.name: clash.mine}
    if clash.entry:
        changed = {clash.name: mine_in_parts(getattr(record, clash.name), clash)}
    return replace(record, **changed)


def settled(record: R, clashes: Iterable[Clash], sides: Sides) -> tuple[R, tuple[Clash, ...]]:
    """The record, in which theirs stands, as a person decided thing by thing; and the clashes left undecided."""
    left = []
    for clash in clashes:
        side = sides.get((clash.name, clash.entry))
        if side is None:
            left.append(clash)
        elif side is Side.YOURS:
            record = with_mine(record, clash)
        elif side is Side.BOTH:
            record = with_mine(record, replace(clash, mine=joined(clash.before, clash.mine, clash.theirs)))
    return record, tuple(left)


def can_join(*values: Held) -> bool:
    """Whether they are texts of words, of which one can stand after the other."""
    return all(isinstance(value, str) and value.strip() for value in values) and any(" " in value for value in values)


def joined(before: str, mine: str, theirs: str) -> str:
    """Theirs, then mine: of mine only what was written after the old text, where that is all that was done."""
    if before and mine.startswith(before):
        return theirs + mine[len(before) :]
    return f"{theirs}\n{mine}" if "\n" in mine + theirs else f"{theirs}; {mine}"


def mine_in_parts(listed: Sequence[Held], clash: Clash) -> tuple[Held, ...]:
    """The list with the entry that we clash over as I had it."""
    parts: list[Held] = list(listed)
    place = next((place for place, part in enumerate(parts) if part.id == clash.entry), None)
    if clash.mine is None:
        parts = [part for part in parts if part.id != clash.entry]
    elif place is None:
        parts.append(replace(clash.mine, id=0))
    else:
        parts[place] = _chosen(clash, parts[place])
    return tuple(parts)


def _chosen(clash: Clash, part: Held) -> Held:
    """The entry with every attribute that I changed as I had it."""
    mine = {
        field.name: getattr(clash.mine, field.name)
        for field in fields(clash.mine)
        if getattr(clash.mine, field.name) != getattr(clash.before, field.name)
    }
    return replace(part, **mine)


def differences(before: Held, after: Held) -> list[Difference]:
    """What a person changed of a record: lists entry by entry, the rest as a whole."""
    found: list[Difference] = []
    for field in fields(before):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if _is_own(field.name) or old == new:
            continue
        parts = _is_parts(old, new)
        found += entry_differences(field.name, old, new) if parts else [Difference(field.name, old, new)]
    return found


def entry_differences(name: str, before: Iterable[Held], after: Iterable[Held]) -> list[Difference]:
    """What a person changed of a list of entries with ids."""
    old = {part.id: part for part in before if part.id}
    found = [
        Difference(name, old.get(part.id), part, part.id) for part in after if not part.id or old.get(part.id) != part
    ]
    left = {part.id for part in after}
    return [*found, *(Difference(name, part, None, part.id) for part in old.values() if part.id not in left)]
