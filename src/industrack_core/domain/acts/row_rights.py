"""The table of what right it takes to change which rows, and the one function that judges a plan by it.

A right belongs to a kind of record and to what happens to it, not to an act: whatever an act makes on the way, takes
back or brings in is judged by what would be written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.hidden import changes_hidden
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.record import Change, kind_of, subject_of
from industrack_core.domain.rights import Right, Sitter, lacking_sight, may

Needs = tuple[Right, ...]
"""Rights of which one is enough."""


@dataclass(frozen=True, slots=True)
class KindRights:
    """What it takes to change a record of a kind; to `create` or to `delete` one, and for columns that have a right of
    their own."""

    otherwise: Needs
    create: Needs = ()
    delete: Needs = ()
    columns: Mapping[str, Needs] = field(default_factory=dict)


_PLAN, _STATUS = (Right.JOB_PLAN,), (Right.JOB_STATUS,)
_SETTING = KindRights((Right.SETTING_EDIT,))
_CUSTOMER, _STAFF = KindRights((Right.CUSTOMER_EDIT,)), KindRights((Right.STAFF_EDIT,))
_SETTINGS = (
    Kind.COMPANY, Kind.CALENDAR, Kind.JOB_COLOR, Kind.SERVICE_TYPE, Kind.HOLD_REASON, Kind.TASK_TEMPLATE,
    Kind.JOB_TEMPLATE, Kind.NUMBER_SERIES, Kind.FORM, Kind.DEVICE, Kind.PAIRING, Kind.FIELD_SETTINGS,
    Kind.CALENDAR_LINK, Kind.HOLIDAY,
)  # fmt: skip

RIGHTS: Mapping[Kind, KindRights] = {
    Kind.JOB: KindRights(
        (Right.JOB_EDIT,), (Right.JOB_ADD,), (Right.JOB_DELETE,),
        {
            **dict.fromkeys(("crew", "starts_at", "minutes", "calendar_id", "series_id", "recurrence"), _PLAN),
            **dict.fromkeys(("status", "status_reason"), _STATUS),
            "billing": (Right.JOB_BILL,),
        },
    ),
    Kind.OUTBOX: KindRights((Right.JOB_DISPATCH,)),
    Kind.FORM_ANSWER: KindRights((Right.JOB_ANSWER,)),
    Kind.SNOOZE: KindRights(_PLAN),
    Kind.CUSTOMER: KindRights((Right.CUSTOMER_EDIT,), delete=(Right.CUSTOMER_MERGE,)),
    Kind.LOCATION: _CUSTOMER,
    Kind.EQUIPMENT: _CUSTOMER,
    Kind.TAG: KindRights((Right.SETTING_EDIT,), create=(Right.CUSTOMER_EDIT, Right.SETTING_EDIT)),
    Kind.ESTIMATE: KindRights((Right.ESTIMATE_EDIT,)),
    Kind.PURCHASE_ORDER: KindRights((Right.ORDER_EDIT,)),
    Kind.INVENTORY_ITEM: KindRights((Right.ITEM_EDIT,)),
    Kind.TIME_OFF: KindRights((Right.ABSENCE_EDIT,)),
    Kind.EMPLOYEE: _STAFF,
    Kind.EMPLOYEE_GROUP: _STAFF,
    # what technicians report follows the office's word on a job: whose work it is, and how far
    **dict.fromkeys((Kind.VISIT, Kind.FIELD_REPORT, Kind.FIELD_NOTE, Kind.FIELD_FILE), KindRights((*_STATUS, *_PLAN))),
    Kind.TIME_ENTRY: KindRights((Right.ABSENCE_EDIT, *_STATUS, *_PLAN)),
    **dict.fromkeys(_SETTINGS, _SETTING),
    Kind.OFFICE_USER: KindRights((Right.OFFICE_USERS,)),
    Kind.OFFICE_ROLE: KindRights((Right.OFFICE_USERS,)),
}  # fmt: skip
"""By kind, what it takes."""

FOLLOWING = frozenset({"version", "delivery", "overlap_accepted", "import_digest"})
"""Columns that follow from others, and ask for nothing."""


def needs_of(change: Change) -> list[Needs]:
    """What it takes to write one change."""
    before, after = change
    rights = RIGHTS[kind_of(subject_of(change))]
    if before is None:
        return [rights.create or rights.otherwise]
    if after is None:
        return [rights.delete or rights.otherwise]
    changed = (name for name in before.__dataclass_fields__ if getattr(before, name) != getattr(after, name))
    return [rights.columns.get(name, rights.otherwise) for name in changed if name not in FOLLOWING]


def why_nothing(person: Sitter | None, kinds: Iterable[str], *, is_new: bool) -> str:
    """Why somebody may save nothing of a record of these kinds, behind a command's name; empty where they may
    something. What is no kind asks for nothing."""
    found = [RIGHTS[Kind(each)] for each in kinds if each in set(Kind)]
    needs = [each.create or each.otherwise for each in found] if is_new else [
        need for each in found for need in (each.otherwise, *each.columns.values())
    ]  # fmt: skip
    if person is None or not needs or any(may(person, *each) for each in needs):
        return ""
    return person.why_not(needs[0][0])


def rights_lacking(changes: Iterable[Change], person: Sitter | None) -> list[Right]:
    """The rights that somebody would have to have for these changes and has not, each once."""
    if person is None:
        return []
    changes = list(changes)
    needs = dict.fromkeys(each for change in changes for each in needs_of(change))
    unseen = lacking_sight(person)
    if unseen:
        needs |= dict.fromkeys((right,) for change in changes for right in unseen if changes_hidden(change, right))
    return list(dict.fromkeys(each[0] for each in needs if not may(person, *each)))
