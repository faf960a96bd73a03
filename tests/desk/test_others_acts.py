"""What others did to jobs since an act: who, when, and where the job is, or was."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import Act, AddEmployee, AddJob, DeleteJob, PlaceJob, Undo
from industrack_core.domain.acts.log import OthersActs
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.time.minute import minute_of
from tests.store.small_company import ANA, BEN, NOW, at, desk_at, draft

YES = frozenset(FindingKind)


@pytest.fixture
def ben(company_url: str) -> Iterator[Desk]:
    with closing(desk_at(company_url, who="ben")) as opened:
        yield opened


def did(desk: Desk, act: Act) -> Done:
    outcome = desk.perform(act)
    assert isinstance(outcome, Done)
    return outcome


def test_others_acts_on_jobs_are_told_in_order(desk: Desk, ben: Desk) -> None:
    seen = desk.revision()
    made = did(ben, AddJob(draft(), YES))
    job = made.changed_id("job") or 0
    moved = did(ben, PlaceJob(job, 1, BEN, at("11:00"), YES))
    did(desk, AddJob(draft(description="My own"), YES))
    did(ben, AddEmployee("Eva", "Lund"))
    did(ben, AddJob(draft(description="Not for long"), YES))
    did(ben, Undo(YES))
    waits = did(ben, AddJob(draft(starts_at=None, crew=()), YES))
    found = desk.others_acts(seen).acts
    assert [(each.revision, each.who, each.line, each.at) for each in found] == [
        (each.revision, "ben", each.line, NOW) for each in (made, moved, waits)
    ]
    assert [(each.job_id, each.start, each.employee_id) for each in found] == [
        (job, minute_of(at("11:00")), BEN), (job, minute_of(at("11:00")), BEN), (waits.changed_id("job"), None, None),
    ]  # fmt: skip
    assert [each.revision for each in desk.others_acts(made.revision, limit=1).acts] == [moved.revision]
    assert desk.others_acts(waits.revision) == OthersActs()


def test_a_job_that_was_deleted_is_told_where_it_was(desk: Desk, ben: Desk) -> None:
    job = did(desk, AddJob(draft(), YES)).changed_id("job") or 0
    gone = did(ben, DeleteJob(job, 1, accepted=YES))
    [act] = desk.others_acts(gone.revision - 1).acts
    assert (act.job_id, act.start, act.employee_id) == (job, minute_of(at("9:00")), ANA)
