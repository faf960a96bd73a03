"""Large acts are decided before the write lock is taken, so that others wait only while they are written.

What was decided holds if all that it was decided on is as it was; else it is decided again under the lock. Many
dispatches as one act look records up by their ids alone, so that their versions say it. A piece of an import looks for
people and places by every sign that a row gives: there the journal is asked what was done meanwhile.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from datetime import datetime
from typing import Any

from industrack_core.desk.permitting import setting_of
from industrack_core.desk.plan import Decision, Plan, Setting
from industrack_core.domain.acts.acts import Act, DispatchJob, Together
from industrack_core.domain.acts.imported import ImportJobs
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Refused, Stale
from industrack_core.domain.records.customer import Location
from industrack_core.domain.records.held import Fields
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.record import Change
from industrack_core.store.engine.codec import columns_of
from industrack_core.store.store import Store
from industrack_core.store.writing import journal
from industrack_core.store.writing.lookups import Lookups
from industrack_core.store.writing.rehearsal import Rehearsal
from industrack_core.store.writing.transaction import Transaction

LARGE = 100
"""Fewer are decided under the lock as fast as they can be looked at twice."""
_BESIDE_IMPORTS = frozenset({
    Kind.OUTBOX, Kind.SNOOZE, Kind.DEVICE, Kind.PAIRING, Kind.FIELD_REPORT, Kind.TIME_ENTRY, Kind.FIELD_NOTE,
    Kind.FIELD_FILE, Kind.FORM_ANSWER, Kind.TIME_OFF, Kind.PURCHASE_ORDER, Kind.INVENTORY_ITEM, Kind.ESTIMATE,
})  # fmt: skip
"""Kinds of records that no row of jobs is decided on. What others do to jobs is looked at more closely."""
_TELLS_JOBS_APART = frozenset({"number", "external_key"})


@dataclass(frozen=True, slots=True)
class ReadyDispatches:
    """A plan, the versions of all records that were looked at, and the ids that it gives: `count` from `first` on."""

    plan: Plan
    seen: Mapping[type, Mapping[int, int]]
    first: int
    count: int

    def expect(self, look: Lookups) -> None:
        """Versions are asked for once the lock is held."""

    def standing(self, tx: Transaction) -> Plan | None:
        """The plan as it can be written, if what it was decided on still stands."""
        if any(tx.versions(record_type, versions) != versions for record_type, versions in self.seen.items()):
            return None
        by = tx.reserve_ids(self.count) - self.first
        return replace(self.plan, changes=tuple(_moved(change, self.first, by) for change in self.plan.changes))


@dataclass(frozen=True, slots=True)
class ReadyImport:
    """A plan of rows of jobs, the newest act when it was decided, and the jobs that were looked at; the ids that it
    gives, `count` from `first` on."""

    plan: Plan
    revision: int
    jobs: Set[int]
    first: int
    count: int

    def expect(self, look: Lookups) -> None:
        """Ask what was done meanwhile."""
        journal.expect_later_changes(look, self.revision)

    def standing(self, tx: Transaction) -> Plan | None:
        """The plan as it can be written, if nothing was done meanwhile that rows are decided on."""
        if tx.revision < self.revision:  # another server, which lacks what the plan was decided on
            return None
        if tx.revision > self.revision and not all(map(self._is_beside, journal.later_changes(tx, self.revision))):
            return None
        by = tx.reserve_ids(self.count) - self.first
        return replace(self.plan, changes=tuple(_moved(change, self.first, by) for change in self.plan.changes))

    def _is_beside(self, change: journal.LaterChange) -> bool:
        """Whether rows are decided as before, whatever a change did. An act that keeps none changed many records."""
        if change.kind != Kind.JOB:
            return change.kind in _BESIDE_IMPORTS
        if not change.version_before or not change.version_after or change.record_id in self.jobs:
            return False
        return not _TELLS_JOBS_APART & columns_of(change.after or "{}").keys()


Ready = ReadyDispatches | ReadyImport


def prepared(
    store: Store, act: Act, who: str, now: datetime, decide: Callable[[Transaction, Any, Setting], Decision]
) -> Ready | Refused | Stale | Done | None:
    """What a large act of dispatches, or some rows of jobs, come to, decided on a reading connection; None for every
    other act. Raises DatabaseError."""
    is_import = isinstance(act, ImportJobs)
    if not is_import and not _are_dispatches(act):
        return None
    with store.reading() as connection:
        tx = Rehearsal(connection, store.contents)
        first = tx.reserve_ids(0)
        decision = decide(tx, act, setting_of(tx, who, now))
        if not isinstance(decision, Plan):
            return decision
        count = tx.reserve_ids(0) - first
        if is_import:
            return ReadyImport(decision, tx.revision, tx.found(Job), first, count)
        return ReadyDispatches(decision, tx.seen(), first, count)


def _are_dispatches(act: Act) -> bool:
    if not isinstance(act, Together) or len(act.acts) < LARGE:
        return False
    return all(isinstance(each, DispatchJob) for each in act.acts)


def _moved(change: Change, first: int, by: int) -> Change:
    """Ids from `first` on are given by the plan: each is by so much another one, wherever it stands."""
    before, after = change
    if not by or after is None:
        return change

    def new(record_id: int) -> int:
        return record_id + by if record_id >= first else record_id

    moved: Fields = {"id": new(after.id)}
    if isinstance(after, Location | Job):
        moved["customer_id"] = new(after.customer_id)
    if isinstance(after, Job):
        moved["crew"] = tuple(map(new, after.crew))
        for name in ("location_id", "service_type_id"):
            if (value := getattr(after, name)) is not None:
                moved[name] = new(value)
    return before, replace(after, **moved)
