"""Roles of one's own: begun from one that every office has, and told in words."""

from collections.abc import Iterable
from dataclasses import replace

from industrack_core.domain.errors import UsageError
from industrack_core.domain.records.settings import BaseRole, OfficeRole
from industrack_core.domain.rights import BASE_RIGHTS, TAKEN, Right, ticked_rights


def ticked(role: OfficeRole) -> frozenset[str]:
    """The rights of a role as they are ticked."""
    return ticked_rights(role.base, role.rights)


def with_rights(role: OfficeRole, wanted: Iterable[str]) -> OfficeRole:
    """The role with these rights and no other: what it keeps is how it differs from its base."""
    wanted, has = frozenset(wanted), BASE_RIGHTS[role.base]
    more, less = (each for each in Right if each in wanted - has), (each for each in Right if each in has - wanted)
    return replace(role, rights=(*(each.value for each in more), *(f"{TAKEN}{each}" for each in less)))


def begun_like(role: OfficeRole, base: BaseRole) -> OfficeRole:
    """The role with the rights of one that every office has. An admin may everything, so who may less is a dispatcher
    with more."""
    stays = BaseRole.VIEWER if base is BaseRole.VIEWER else BaseRole.DISPATCHER
    return with_rights(replace(role, base=stays), BASE_RIGHTS[base])


def on_base(role: OfficeRole, base: BaseRole) -> OfficeRole:
    """The role with the same rights, kept as they differ from another base."""
    return with_rights(replace(role, base=base), ticked(role))


def most_like(role: OfficeRole) -> BaseRole:
    """The role of every office that it differs from least."""
    return min(BaseRole, key=lambda base: len(BASE_RIGHTS[base] ^ ticked(role)))


def told_rights(rights: Iterable[str]) -> str:
    """What a role of one's own differs by: `import, not delete jobs`."""
    known = {each.value: each.deed for each in Right}
    known |= {f"{TAKEN}{value}": f"not {deed}" for value, deed in known.items()}
    return ", ".join(known[each] for each in rights if each in known)


def all_deeds(role: OfficeRole) -> str:
    """All that a role lets one do."""
    has = ticked(role)
    if has >= set(Right):
        return "do everything"
    return "; ".join(("look", *(each.deed for each in Right if each in has)))


def right_called(typed: str) -> Right:
    """A right by its name or by what it lets one do: `job.delete`, `delete jobs`. Raises UsageError."""
    text = " ".join(typed.split()).casefold()
    found = next((each for each in Right if text in (each.value, each.deed)), None)
    if found is None:
        known = ", ".join(f"{each} ({each.deed})" if each.deed != each else each for each in Right)
        raise UsageError(f"There is no right {text or 'without a name'}. There are: {known}.")
    return found
