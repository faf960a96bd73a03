"""What the office makes of a record, over what technicians reported of it meanwhile: pure, None where both clash."""

from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

from industrack_core.domain.acts.merge import merge

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")

STATUS = frozenset({"status", "status_reason"})
"""Said together: a reason belongs to its status."""


def brought_over(seen: R, mine: R, now: R) -> R | None:
    """`mine`, which began from `seen`, over `now`, which reports made of it; None where both changed the same."""
    merged, clashes = merge(seen, mine, now)
    both_said = _said(now) not in (_said(seen), _said(mine)) and _said(mine) != _said(seen)
    if clashes or both_said or _said(merged) not in (_said(mine), _said(now)):
        return None
    return merged


def touched(before: "DataclassInstance", after: "DataclassInstance") -> frozenset[str]:
    """The attributes that differ, the version aside."""
    names = (field.name for field in fields(before))
    return frozenset(name for name in names if getattr(before, name) != getattr(after, name)) - {"version"}


def _said(record: "DataclassInstance") -> tuple[object, ...]:
    return tuple(getattr(record, name, None) for name in sorted(STATUS))
