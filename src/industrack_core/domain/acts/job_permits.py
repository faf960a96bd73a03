"""What may be done to a job in which state: work that is done, sent or paid for is not changed by accident.

An act comes to deeds, and one table says for each deed and state (billing, work, delivery) whether it asks or is
refused, and with which words. What the table does not name goes.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.outcomes import Finding, FindingKind, Weight
from industrack_core.domain.records.job import Billing, Delivery, Job, WorkStatus


class Deed(StrEnum):
    """What an act does to a job. Moving is another start or another length; unassigning takes it off the board."""

    MOVE = "move"
    CREW = "crew"
    STATUS = "status"
    ITEMS = "items"
    DISPATCH = "dispatch"
    UNASSIGN = "unassign"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A deed asks or is refused, as this kind of finding; `text` may name the job's {number} and {status}."""

    weight: Weight
    kind: FindingKind
    text: str


State = Billing | WorkStatus | Delivery

_APPROVED = Ruling(Weight.STOPS, FindingKind.BILLED, "{number} is Approved: take the approval back first.")
_INVOICED = Ruling(
    Weight.STOPS, FindingKind.BILLED, "{number} is Invoiced: take that back first, and then the approval."
)
_RECALL = Ruling(Weight.ASKS, FindingKind.RECALL, "{number} is already dispatched: it will be recalled from the crew.")
_STAYS = Ruling(Weight.STOPS, FindingKind.STARTED, "{number} is {status}: it cannot go back to the queue.")
_KEPT = Ruling(Weight.STOPS, FindingKind.STARTED, "{number} is {status}: a job that is under way cannot be deleted.")
_AT_IT = Ruling(Weight.ASKS, FindingKind.UNDER_WAY, "{number} is {status}: its crew is at it already.")
_UNDER_WAY: Mapping[Deed, Ruling] = {Deed.MOVE: _AT_IT, Deed.CREW: _AT_IT, Deed.UNASSIGN: _STAYS, Deed.DELETE: _KEPT}
_SENT: Mapping[Deed, Ruling] = {Deed.UNASSIGN: _RECALL, Deed.DELETE: _RECALL}


def _done(text: str) -> Ruling:
    return Ruling(Weight.ASKS, FindingKind.COMPLETED, "{number} is Completed: " + text)


PERMITS: Mapping[State, Mapping[Deed, Ruling]] = {
    Billing.APPROVED: dict.fromkeys(Deed, _APPROVED),
    Billing.INVOICED: dict.fromkeys(Deed, _INVOICED),
    WorkStatus.COMPLETED: {
        Deed.MOVE: _done("its work is done already."),
        Deed.CREW: _done("its work is done already."),
        Deed.DISPATCH: _done("dispatching sends it to the crew once more."),
        Deed.DELETE: _done("what was done is deleted with it."),
        Deed.UNASSIGN: _STAYS,
    },
    WorkStatus.ON_TRAVEL: _UNDER_WAY,
    WorkStatus.STARTED: _UNDER_WAY,
    WorkStatus.PAUSED: _UNDER_WAY,
    Delivery.DISPATCHED: _SENT,
    Delivery.CHANGED: _SENT,
}
"""Everything that is not said here goes."""

_FIELDS = {Deed.MOVE: "start", Deed.CREW: "crew", Deed.STATUS: "status", Deed.ITEMS: "items", Deed.UNASSIGN: "crew"}
"""At which field of a form it is said."""


def deeds_of(before: Job, after: Job) -> frozenset[Deed]:
    """What a change of a job comes to. Taken off the board, neither its time nor its crew counts besides."""
    found = set()
    leaves = (after.in_queue and not before.in_queue) or (before.crew and not after.crew)
    if leaves:
        found.add(Deed.UNASSIGN)
    else:
        if (after.starts_at, after.minutes) != (before.starts_at, before.minutes):
            found.add(Deed.MOVE)
        if set(after.crew) != set(before.crew):
            found.add(Deed.CREW)
    if after.status is not before.status:
        found.add(Deed.STATUS)
    if after.items != before.items:
        found.add(Deed.ITEMS)
    return frozenset(found)


def permit_findings(job: Job, deeds: Collection[Deed]) -> list[Finding]:
    """What the table says to these deeds on a job as it is; one finding of a kind, what stops before what asks.

    A deed that is refused need not ask besides.
    """
    found: dict[FindingKind, Finding] = {}
    for state in (job.billing, job.status, job.delivery):
        for deed in Deed:
            ruling = PERMITS.get(state, {}).get(deed) if deed in deeds else None
            if ruling is not None and ruling.kind not in found:
                text = ruling.text.format(number=job.number, status=job.status.label)
                found[ruling.kind] = Finding(ruling.kind, ruling.weight, text, _FIELDS.get(deed, ""), job_id=job.id)
    stopping = [finding for finding in found.values() if finding.weight is Weight.STOPS]
    return stopping[:1] or list(found.values())


HAS_LEFT = timedelta(seconds=10)
"""So long after a dispatch it may have reached the phones: undoing it asks from then on."""


def sent_finding(numbers: Collection[str]) -> Finding:
    """An undo that takes jobs with these numbers from the phones of their crews, where they may have arrived."""
    first = min(numbers)
    what = f"{first} was" if len(numbers) == 1 else f"{len(numbers)} jobs were"
    whose = "its crew's phones" if len(numbers) == 1 else "their crews' phones"
    return Finding(FindingKind.RECALL, Weight.ASKS, f"{what} dispatched a while ago: undo takes it back from {whose}.")
