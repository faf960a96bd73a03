"""An office act on a record that only technicians changed since the person saw it goes on, over the current record.

Versions are still compared. Where they differ, the journal is asked what came in between: if all of it are reports of
technicians, and nothing that the act changes was touched by them, the act is based on the record as it is now. For what
a form holds, the record is rebuilt as it was seen and both sides are merged; where they clash, the act stays as it is,
and is refused as between two people.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from industrack_core.domain.acts import acts
from industrack_core.domain.acts.field_acts import RecallJob, SignOutDevice
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.field.over_reports import STATUS, brought_over, touched
from industrack_core.domain.field.records import Device
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.record import Record
from industrack_core.store.writing.past_rows import past_record
from industrack_core.store.writing.transaction import Transaction

R = TypeVar("R", bound=Record)

_CHANGES: Mapping[type, frozenset[str]] = {
    acts.PlanJob: frozenset({"crew", "starts_at", "minutes"}),
    acts.PlaceJob: frozenset({"crew", "starts_at"}),
    acts.UnassignJob: frozenset({"crew"}),
    acts.DispatchJob: frozenset({"delivery"}),
    RecallJob: frozenset({"delivery"}),
    acts.SetStatus: STATUS,
    acts.SetBilling: frozenset({"billing"}),
    acts.CopyJob: frozenset(),
    acts.DeleteJob: frozenset(field.name for field in fields(Job)) - {"version"},
}
"""Which of a job each act changes. Deleting takes all of it."""
_RENEWS = (acts.UnassignJob, acts.DispatchJob)
"""Acts that make a declined job Not Started again."""


def over_field(tx: Transaction, act: Any) -> Any:
    """The act, based on the record as it is now where nothing but technicians' reports lie in between."""
    if type(act) in _CHANGES:
        return _job_act(tx, act)
    if isinstance(act, acts.EditJob):
        return _edit(tx, act)
    if isinstance(act, acts.SaveRecord):
        return _save(tx, act)
    return _sign_out(tx, act) if isinstance(act, SignOutDevice) else act


def _job_act(tx: Transaction, act: acts.JobAct) -> acts.JobAct:
    found = _seen(tx, Job, act.job_id, act.version)
    if found is None:
        return act
    seen, now = found
    changes = _CHANGES[type(act)]
    if isinstance(act, _RENEWS) and now.status is WorkStatus.DECLINED:
        changes |= STATUS
    return act if changes & touched(seen, now) else replace(act, version=now.version)


def _edit(tx: Transaction, act: acts.EditJob) -> acts.EditJob:
    found = _seen(tx, Job, act.job_id, act.version)
    if found is None:
        return act
    seen, now = found
    draft = brought_over(draft_of(seen), act.draft, draft_of(now))
    renews = act.dispatch and now.status is WorkStatus.DECLINED and touched(seen, now) & STATUS
    return act if draft is None or renews else replace(act, version=now.version, draft=draft)


def _save(tx: Transaction, act: acts.SaveRecord) -> acts.SaveRecord:
    record = act.record
    found = _seen(tx, type(record), record.id, record.version) if record.id else None
    if found is None:
        return act
    seen, now = found
    merged = brought_over(seen, record, now)
    return act if merged is None else replace(act, record=merged)


def _sign_out(tx: Transaction, act: SignOutDevice) -> SignOutDevice:
    """A phone changes its token by itself; whether it is signed out says the office."""
    found = _seen(tx, Device, act.device_id, act.version)
    if found is None:
        return act
    seen, now = found
    if seen.state is not now.state:
        return act
    return replace(act, version=now.version)


def _seen(tx: Transaction, record_type: type[R], record_id: int, version: int) -> tuple[R, R] | None:
    """The record as the person saw it and as it is, where technicians' reports alone lie in between; else None."""
    now = tx.get(record_type, record_id)
    if now is None or now.version == version:
        return None
    past = past_record(tx, record_type, record_id, version)
    return (past[0], now) if past is not None and past[1].only_reports else None
