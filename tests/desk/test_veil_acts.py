"""Every act by who does not see all: nothing that they do changes what they do not see, and no answer tells it."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import Act, EditJob, JobAct, Redo, SaveRecord, SetBilling, Undo
from industrack_core.domain.acts.log import LogQuery
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.outcomes import Done, Outcome
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Billing, Job, WorkStatus
from industrack_core.domain.records.job_parts import JobItem
from industrack_core.domain.rights import HIDING, TAKES_SIGHT, Right
from tests.desk import every_act
from tests.desk.every_act import EVERY_ACT, Tried
from tests.desk.office import YES
from tests.desk.test_veil import AMOUNTS, BLIND, CANARY, bird, fill_with_canaries, hidden, one
from tests.store.small_company import desk_at

ONE_LESS = {
    right: tuple(sorted(each.value for each in Right if right not in (each, TAKES_SIGHT.get(each)))) for right in HIDING
}
"""For each right to see, a role that has all others but those that take it."""


class Tries:
    """An office full of canaries, and the desk of who does not see them."""

    def __init__(self, office: Desk, clio: Desk, unseen: Iterable[Right]) -> None:
        self.office, self.clio, self.unseen = office, clio, tuple(unseen)
        self.canaries = [each for right in self.unseen for each in CANARY[right]]
        self.known: dict[tuple[object, ...], object] = {}

    def begin(self) -> None:
        """What there is before she does something."""
        self.known = hidden(self.office, self.unseen)

    def is_told(self, name: str, *said: object) -> None:
        for each in said:
            told = [canary for canary in self.canaries if canary in repr(each)]
            assert not told, (name, told, each)

    def does(self, name: str, act: Act) -> Outcome | None:
        """Clio does it: nothing that she does not see is another one, and the answer does not tell it."""
        try:
            outcome = self.clio.perform(act)
        except DatabaseError as error:
            self.is_told(name, error)
            outcome = None
        before, after = self.known, hidden(self.office, self.unseen)
        changed = {place: (value, after[place]) for place, value in before.items() if after.get(place, value) != value}
        self.known = after
        assert not changed, (name, changed)
        self.is_told(name, outcome)
        return outcome

    def reads(self, name: str, outcome: Outcome | None) -> None:
        """What she is told of it afterwards."""
        clio = self.clio
        self.is_told(name, clio.log(LogQuery(), limit=3, with_changes=True), clio.own_acts(3), clio.others_acts(0, 3))
        for change in outcome.changes if isinstance(outcome, Done) else ():
            self.is_told(name, clio.history(change.kind, change.id), clio.records(change.kind, [change.id]))

    def made(self, tried: Tried) -> Act:
        """As she would make it, where she may."""
        try:
            return tried.make(self.clio)
        except AssertionError:
            return tried.make(self.office)

    def builds_on(self, outcome: Outcome | None) -> int:
        """Mika gives what was changed other canaries; answers how many acts that were."""
        changes = outcome.changes if isinstance(outcome, Done) else ()
        acts = (act for change in changes for act in self._canaried(change.kind, change.id))
        return sum(isinstance(self.office.perform(act), Done) for act in acts)

    def _canaried(self, kind: str, record_id: int) -> Iterator[Act]:
        record = self.office.records(kind, [record_id]).get(record_id)
        if isinstance(record, Customer):
            yield SaveRecord(replace(record, internal_note="canarynote 9", payment_terms="canaryterms 9"), YES)
        if isinstance(record, InventoryItem):
            yield SaveRecord(replace(record, price=AMOUNTS[4], cost=AMOUNTS[5]), YES)
        if isinstance(record, Job):
            items = tuple(replace(each, price=AMOUNTS[4]) for each in record.items)
            yield EditJob(record.id, record.version, replace(draft_of(record), items=items), YES)
            if record.status is WorkStatus.COMPLETED:
                yield SetBilling(record.id, record.version + 1, Billing.APPROVED, YES)


def every_try(tries: Tries, monkeypatch: pytest.MonkeyPatch) -> None:
    office = tries.office
    items = (JobItem(item_id=one(office, InventoryItem).id, name="Valve"), JobItem(name="Way", one_off=True))
    monkeypatch.setattr(every_act, "USUAL", {"customer": bird(office).id, "items": items})
    built = 0
    for tried in EVERY_ACT:
        act = tries.made(tried)
        if isinstance(act, JobAct | SaveRecord):
            tries.is_told(tried.name, tries.clio.judge(act))
        tries.begin()
        outcome = tries.does(tried.name, act)
        tries.does(f"{tried.name} again", act)
        tries.reads(tried.name, outcome)
        built += tries.builds_on(outcome)
        tries.begin()
        for revision in range(office.revision() - 1, office.revision() + 1):
            tries.does(f"undo {revision} after {tried.name}", Undo(YES, revision, chosen=True))
        for again in (Undo(YES), Redo(YES)):
            tries.reads(tried.name, tries.does(f"{type(again).__name__} after {tried.name}", again))
    assert built > 10


@pytest.mark.parametrize("unseen", [HIDING, *((each,) for each in HIDING)])
def test_no_act_of_who_does_not_see_changes_or_tells_it(
    sqlite_company: str, unseen: tuple[Right, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    rights = BLIND if unseen == HIDING else ONE_LESS[unseen[0]]
    with closing(desk_at(sqlite_company)) as office:
        fill_with_canaries(office, rights)
        with closing(desk_at(sqlite_company, "clio")) as clio:
            every_try(Tries(office, clio, unseen), monkeypatch)
