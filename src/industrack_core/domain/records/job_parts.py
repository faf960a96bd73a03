"""What a job is made of: items, attachments, forms, tasks, field notes.

A part lives in its job and is saved with it, as one version. Its `id` is 0 until it is saved, then a number
that no other record or part ever has, so that two people's lists can be compared entry by entry.
Quantities are thousandths, money is in minor units of the company's currency.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import auto

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.text.labelled import Labelled

FILE_LIMIT = 15 * 1024 * 1024
"""Most bytes of one attached file (domain 1)."""
LIST_LIMIT = 200
"""Most entries of one of a job's lists."""


class ItemKind(Labelled):
    """What an item is, kept by the name in small letters; parts and equipment are in stock, services and labor not."""

    PART = auto()
    SERVICE = auto()
    EQUIPMENT = auto()
    LABOR = auto()

    @property
    def is_stocked(self) -> bool:
        return self in STOCKED


STOCKED = (ItemKind.PART, ItemKind.EQUIPMENT)
"""What is kept in stock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobItem:
    """A line of a job's items. `item_id` names the inventory item; None asks to create it when the job is saved.

    A `one_off` line is of this job alone: nothing is created for it. `used` is what a technician says was used, in
    thousandths, None while nobody said; `by` is who added the line in the field, `key` what their phone
    calls it.
    """

    id: int = 0
    item_id: int | None = None
    kind: ItemKind = ItemKind.PART
    name: str
    quantity: int = 1000
    price: int = 0
    one_off: bool = False
    used: int | None = None
    by: int | None = None
    key: str = ""

    @property
    def total(self) -> int:
        """Minor units, half up."""
        return (self.quantity * self.price + 500) // 1000

    def taken(self, *, completed: bool) -> int:
        """Thousandths that the job takes of the item: once it is completed what was used, where somebody said."""
        return self.used if completed and self.used is not None else self.quantity


def planned(items: Iterable[JobItem]) -> tuple[JobItem, ...]:
    """The lines as the office planned them, for another job: nothing of them is used, and none came in the field."""
    return tuple(replace(each, used=None) for each in items if each.by is None)


class AttachmentKind(Labelled):
    """A file, a link, or a tool to bring."""

    FILE = "file"
    LINK = "link"
    TOOL = "tool"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Something attached to a job. A file is kept by the SHA-256 of its content (`digest`, hexadecimal)."""

    id: int = 0
    kind: AttachmentKind = AttachmentKind.FILE
    name: str
    digest: str = ""
    size: int = 0
    url: str = ""
    quantity: int = 1
    in_field_app: bool = True


class Trigger(Labelled):
    """When a form pops up for the technician (domain 1)."""

    START_TRAVEL = "start_travel"
    END_TRAVEL = "end_travel"
    START_JOB = "start_job"
    PAUSE = "pause"
    RESUME = "resume"
    COMPLETE = "complete"
    DECLINE = "decline"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOnJob:
    """A form to fill on a job; with `blocks` the step waits until it is filled."""

    id: int = 0
    form_id: int
    trigger: Trigger = Trigger.COMPLETE
    blocks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTask:
    """A line of a job's checklist."""

    id: int = 0
    text: str
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNote:
    """What a technician wrote on a job; `at` is aware UTC."""

    id: int = 0
    employee_id: int
    at: datetime
    text: str
