"""Many dispatches as one act are decided before the write lock is taken, so that others wait only while it is written.

What was decided holds if every record that it was decided on is as it was; else it is decided again under the lock.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from industrack_core.desk.permitting import setting_of
from industrack_core.desk.plan import Decision, Plan, Setting
from industrack_core.domain.acts.acts import Act, DispatchJob, Together
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.outcomes import Done, Refused, Stale
from industrack_core.domain.records.record import Change
from industrack_core.store.store import Store
from industrack_core.store.writing.transaction import Rehearsal, Transaction

LARGE = 100
"""Fewer are decided under the lock as fast as they can be looked at twice."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan, the versions of all records that were looked at, and the ids that it gives: `count` from `first` on."""

    plan: Plan
    seen: Mapping[type, Mapping[int, int]]
    first: int
    count: int

    def standing(self, tx: Transaction) -> Plan | None:
        """The plan as it can be written, if what it was decided on still stands."""
        if any(tx.versions(record_type, versions) != versions for record_type, versions in self.seen.items()):
            return None
        by = tx.reserve_ids(self.count) - self.first
        return replace(self.plan, changes=tuple(_moved(change, by) for change in self.plan.changes))


def prepared(
    store: Store, act: Act, who: str, now: datetime, decide: Callable[[Transaction, Any, Setting], Decision]
) -> Ready | Refused | Stale | Done | None:
    """What a large act of dispatches comes to, decided on a reading connection; None for every other act.

    Dispatching looks records up by their ids alone, so that their versions say all. Raises DatabaseError.
    """
    if not isinstance(act, Together) or len(act.acts) < LARGE:
        return None
    if not all(isinstance(each, DispatchJob) for each in act.acts):
        return None
    with store.reading() as connection:
        tx = Rehearsal(connection, store.contents)
        first = tx.reserve_ids(0)
        decision = decide(tx, act, setting_of(tx, who, now))
        if not isinstance(decision, Plan):
            return decision
        return Ready(decision, tx.seen(), first, tx.reserve_ids(0) - first)


def _moved(change: Change, by: int) -> Change:
    """A record that is made gets an id that is free now."""
    before, after = change
    if before is not None or after is None:
        return change
    return None, replace(after, id=after.id + by)
