"""What was deleted, by whom and when: which kinds are listed, and what a record is called once it is gone."""

from collections.abc import Mapping

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Held
from industrack_core.domain.time.minute import instant_of

PARTS: Mapping[str, str] = {
    **{kind: kind for kind in (Kind.JOB, Kind.CUSTOMER, Kind.ESTIMATE, Kind.PURCHASE_ORDER, Kind.INVENTORY_ITEM)},
    Kind.LOCATION: Kind.CUSTOMER, Kind.EQUIPMENT: Kind.CUSTOMER,
    Kind.TIME_OFF: "people", Kind.EMPLOYEE_GROUP: "people",
    **dict.fromkeys(
        (Kind.CALENDAR, Kind.JOB_COLOR, Kind.SERVICE_TYPE, Kind.TAG, Kind.HOLD_REASON, Kind.TASK_TEMPLATE,
         Kind.JOB_TEMPLATE, Kind.FORM, Kind.OFFICE_ROLE, Kind.HOLIDAY),
        "settings",
    ),
}  # fmt: skip
"""By kind, under which filter of the list its records stand. Other kinds are not deleted by people."""

OWNED: Mapping[str, str] = {Kind.LOCATION: "customer_id", Kind.EQUIPMENT: "customer_id"}
"""Kinds that go and come back with the customer whose they are."""

_NAMES: Mapping[str, tuple[str, ...]] = {
    Kind.JOB: ("number", "description"), Kind.CUSTOMER: ("number", "name"), Kind.ESTIMATE: ("number", "description"),
    Kind.PURCHASE_ORDER: ("number", "vendor"), Kind.INVENTORY_ITEM: ("name", "sku"), Kind.LOCATION: ("name", "address"),
    Kind.EQUIPMENT: ("name", "maker", "model", "serial"), Kind.HOLIDAY: ("name", "day"),
}  # fmt: skip
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class ListedDeletion:
    """An entry of the list of what was deleted. Its `id` is the record's with a minus, so that it is nobody else's;
    `version` is the revision of the act, `part` the filter it stands under, `at` a minute."""

    id: int
    version: int
    kind: str
    part: str
    label: str
    who: str
    at: int


def deleted_label(kind: str, row: Mapping[str, Held]) -> str:
    """What people call a record, from the columns of its row: `1303 Furnace tune-up`."""
    if kind == Kind.TIME_OFF:
        days = (f"{instant_of(row[name]):%Y-%m-%d}" for name in ("starts_at", "ends_at"))
        return f"{row['reason']} {' - '.join(days)}".strip()[:_LONGEST]
    return " ".join(str(row[name]) for name in _NAMES.get(kind, ("name",)) if row.get(name))[:_LONGEST]


def word_of(kind: str) -> str:
    """`Purchase order`."""
    return Kind(kind).noun.capitalize()


def is_retired(row: Mapping[str, Held] | None) -> bool:
    """Whether a row is one that left the pickers and stays on what uses it."""
    return row is not None and bool(row.get("retired"))
