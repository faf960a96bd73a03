"""Two people's versions of one job, brought together (domain 5): pure, and never saved by itself.

Both began from the same draft. What only one of them changed is taken; where both changed the same thing
differently, theirs stands and mine is kept beside it, so that a person can choose. Lists are compared entry by
entry, by the entries' ids; crew, equipment and tags as sets.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.records.job import Job

SETS = ("crew", Kind.EQUIPMENT, "tags")
PARTS = ("items", "attachments", "forms", "tasks")
MINE_ALONE = ("new_equipment", "new_orders")
"""Lists that are made in the form and are of nobody else until they are saved."""
_VERSIONS = ("customer_version", "location_version")

FIELD_OF = {
    "location_id": Kind.LOCATION, "new_location": "location_address", "service_type_id": Kind.SERVICE_TYPE,
    "color_id": "color", "starts_at": "start", "minutes": "duration",
}  # fmt: skip
"""Names of the form's fields by names in a draft, where they differ."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Both changed it, differently. `field` is a form field's name; `entry` is the id of a list's entry, else 0.

    Values are the draft's own; None for an entry that was taken off.
    """

    name: str
    before: Held
    mine: Held
    theirs: Held
    entry: int = 0

    @property
    def field(self) -> str:
        return FIELD_OF.get(self.name, self.name)


@dataclass(frozen=True, slots=True)
class Merge:
    """The draft with theirs under mine, and where they clash; in the draft theirs stands there."""

    draft: JobDraft
    clashes: tuple[Clash, ...] = ()


def draft_of(job: Job) -> JobDraft:
    """What a form holds of a saved job; saving it changes nothing. What is the customer's is left alone (None).

    To merge tags and notes of the customer too, `explicit` fills them in.
    """
    shared = {field.name for field in fields(JobDraft)} & set(Job.__dataclass_fields__)
    return JobDraft(customer=job.customer_id, **{name: getattr(job, name) for name in shared})


def explicit(draft: JobDraft, customer: Customer | None, location: Location | None) -> JobDraft:
    """The draft with the customer's tags and notes said in full where it left them alone."""
    return replace(
        draft,
        tags=(customer.tags if customer else ()) if draft.tags is None else draft.tags,
        internal_note=(customer.internal_note if customer else "")
        if draft.internal_note is None
        else draft.internal_note,
        site_note=(location.site_note if location else "") if draft.site_note is None else draft.site_note,
    )


def implicit(draft: JobDraft, customer: Customer | None, location: Location | None) -> JobDraft:
    """The opposite of `explicit`: what is as it is saved is left alone, the rest is based on these versions."""
    tags = None if customer is None or draft.tags == customer.tags else draft.tags
    internal = None if customer is None or draft.internal_note == customer.internal_note else draft.internal_note
    site = None if location is None or draft.site_note == location.site_note else draft.site_note
    touches_customer = customer is not None and (tags is not None or internal is not None)
    return replace(
        draft,
        tags=tags,
        internal_note=internal,
        site_note=site,
        customer_version=customer.version if customer is not None and touches_customer else 0,
        location_version=location.version if location is not None and site is not None else 0,
    )


def merge(before: JobDraft, mine: JobDraft, theirs: JobDraft) -> Merge:
    """Bring two drafts together that both began from `before`."""
    values: Fields = {}
    clashes: list[Clash] = []
    for field in fields(JobDraft):
        name = field.name
        old, my, their = (getattr(draft, name) for draft in (before, mine, theirs))
        if name in _VERSIONS:
            values[name] = their
        elif name in MINE_ALONE or name == "new_location":
            values[name] = my if my != old else their
        elif name in SETS and None not in (old, my, their):
            values[name] = merged_set(old, my, their)
        elif name in PARTS:
            values[name], found = merged_parts(name, old, my, their)
            clashes += found
        else:
            values[name] = my if their == old else their
            if old not in (my, their) and my != their:
                clashes.append(Clash(name, old, my, their))
    return Merge(JobDraft(**values), tuple(clashes))


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


def draft_with_mine(draft: JobDraft, clash: Clash) -> JobDraft:
    """The draft with what I had where we clash."""
    if not clash.entry:
        return replace(draft, **{clash.name: clash.mine})
    chosen: Fields = {clash.name: mine_in_parts(getattr(draft, clash.name), clash)}
    return replace(draft, **chosen)


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


@dataclass(frozen=True, slots=True)
class DraftDifference:
    """One thing that differs between two drafts, by the name of the draft's field; `entry` as in a `Clash`."""

    name: str
    before: Held
    after: Held
    entry: int = 0

    @property
    def field(self) -> str:
        return FIELD_OF.get(self.name, self.name)


def draft_differences(before: JobDraft, after: JobDraft) -> list[DraftDifference]:
    """What a person changed: scalars and sets as a whole, lists entry by entry."""
    found: list[DraftDifference] = []
    for field in fields(JobDraft):
        name = field.name
        old, new = getattr(before, name), getattr(after, name)
        if old == new or name in _VERSIONS:
            continue
        found += entry_differences(name, old, new) if name in PARTS else [DraftDifference(name, old, new)]
    return found


def entry_differences(name: str, before: Iterable[Held], after: Iterable[Held]) -> list[DraftDifference]:
    """What a person changed of a list of entries with ids."""
    old = {part.id: part for part in before if part.id}
    found = [
        DraftDifference(name, old.get(part.id), part, part.id)
        for part in after
        if not part.id or old.get(part.id) != part
    ]
    left = {part.id for part in after}
    return [*found, *(DraftDifference(name, part, None, part.id) for part in old.values() if part.id not in left)]
