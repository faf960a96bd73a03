"""What an undo takes from phones that fetched it already: the entry stays, and the phone hears what stood before it."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.desk.jobs.messaging import message_instead
from industrack_core.desk.plan import Setting
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.outbox import Channel, Errand, OutboxEntry
from industrack_core.domain.records.record import Change, Record
from industrack_core.store.writing.transaction import Transaction


def told_to_phones(tx: Transaction, setting: Setting, changes: Sequence[Change]) -> tuple[list[Change], str]:
    """The changes of an undo in which no entry goes that a phone fetched, and the sentence about those phones.

    In its place the phone gets an entry that says what was so before it: the job as it was sent then, or a recall.
    """
    kept: list[Change] = []
    told: dict[int, Errand] = {}
    going = {before.id for before, after in changes if isinstance(before, OutboxEntry) and after is None}
    for change in changes:
        before, after = change
        if not isinstance(before, OutboxEntry) or after is not None or not (before.sent_s or before.is_leaving):
            kept.append(change)
            continue
        stands = _stood_before(tx, before, going, changes)
        if before.channel is Channel.NOTIFY:
            instead = message_instead(tx, setting, before, stands, _job_after(before.job_id, changes))
            kept += [(None, instead)] if instead is not None else []
            continue
        entry = _instead(tx, setting, before, stands)
        kept.append((None, entry))
        told[before.employee_id] = entry.errand
    return kept, _said(tx, told)


def due_from_now(tx: Transaction, setting: Setting, changes: Sequence[Change]) -> list[Change]:
    """The changes of a redo: what no phone fetched before it was taken back is due as if it were dispatched now."""
    now_s = int(setting.now.timestamp())

    def due(before: object, after: Record | None) -> Record | None:
        if before is not None or not isinstance(after, OutboxEntry) or after.sent_s:
            return after
        window = tx.field_window() if after.errand is Errand.DISPATCH else 0
        due_s = now_s + window
        return replace(after, due_s=due_s, next_s=due_s if after.channel is Channel.NOTIFY else 0)

    return [(before, due(before, after)) for before, after in changes]


def _stood_before(tx: Transaction, gone: OutboxEntry, going: set[int], changes: Sequence[Change]) -> OutboxEntry | None:
    """What phones were told of the job before what goes; what comes back with the same changes counts."""
    coming = [after for before, after in changes if before is None and isinstance(after, OutboxEntry)]
    earlier = [
        entry
        for entry in (*tx.find(OutboxEntry, "job_id", [gone.job_id]), *coming)
        if (entry.job_id, entry.employee_id, entry.channel) == (gone.job_id, gone.employee_id, Channel.PHONE)
        and entry.id < gone.id
        and entry.id not in going
    ]
    return max(earlier, key=lambda entry: entry.id, default=None)


def _job_after(job_id: int, changes: Sequence[Change]) -> Job | None:
    return next((after for _, after in changes if isinstance(after, Job) and after.id == job_id), None)


def _instead(tx: Transaction, setting: Setting, gone: OutboxEntry, before: OutboxEntry | None) -> OutboxEntry:
    sent_before = before is not None and before.errand is Errand.DISPATCH
    return replace(
        gone,
        id=tx.new_id(),
        version=0,
        errand=Errand.DISPATCH if sent_before else Errand.RECALL,
        payload=before.payload if before is not None and sent_before else "",
        written_at=setting.minute,
        due_s=int(setting.now.timestamp()),
        sent_s=0,
        received_s=0,
        seen_s=0,
    )


def _said(tx: Transaction, told: dict[int, Errand]) -> str:
    if not told:
        return ""
    people = tx.get_many(Employee, sorted(told))
    names = [people[each].short_name for each in told if each in people]
    whose = f"{names[0]}'s phone" if len(names) == 1 else f"{len(told)} phones"
    recalled = all(errand is Errand.RECALL for errand in told.values())
    return f" {whose} had it: {'recalled' if recalled else 'what was sent before goes out again'}."
