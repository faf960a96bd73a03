"""Jobs of one recurrence rule: made at once, changed together, one undo for all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, DeleteJob, EditJob, Undo
from industrack_core.domain.acts.drafts import Scope
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import FindingKind, Refused
from industrack_core.domain.records.job import Delivery, Job, WorkStatus
from industrack_core.domain.records.job_parts import JobTask
from tests.desk.office import done
from tests.store.small_company import ANA, BEN, ZONE, at, draft, rows

YES = frozenset(FindingKind)
WEEKLY = "FREQ=WEEKLY;BYDAY=TU;COUNT=5"


@pytest.fixture
def series(desk: Desk) -> Callable[[], list[Job]]:
    """Five Tuesdays at nine, and a look at all of them by start."""
    done(desk.perform(AddJob(draft(recurrence=WEEKLY, tasks=(JobTask(text="Look"),)), YES)))
    return lambda: [listed.job for listed in desk.jobs() if listed.job.recurrence]


def clocks(jobs: list[Job]) -> list[str]:
    return [f"{job.starts_at.astimezone(ZONE):%d %b %H:%M}" for job in jobs if job.starts_at]


def test_all_jobs_at_once_each_with_its_own_number_and_parts(
    desk: Desk, company_url: str, series: Callable[[], list[Job]]
) -> None:
    jobs = series()
    assert clocks(jobs) == ["24 Nov 09:00", "01 Dec 09:00", "08 Dec 09:00", "15 Dec 09:00", "22 Dec 09:00"]
    assert [job.number for job in jobs] == ["1001", "1002", "1003", "1004", "1005"]
    assert len({job.series_id for job in jobs}) == 1
    assert len({job.tasks[0].id for job in jobs}) == 5
    assert desk.revision() == 2
    done(desk.perform(Undo()))
    assert series() == []


def test_across_the_clock_change_the_wall_time_stays(desk: Desk) -> None:
    done(desk.perform(AddJob(draft(starts_at=at("9:00", 3), recurrence="FREQ=MONTHLY;BYMONTHDAY=3;COUNT=6"), YES)))
    jobs = [listed.job for listed in desk.jobs() if listed.job.recurrence]
    assert [clock[-5:] for clock in clocks(jobs)] == ["09:00"] * 6


def test_this_one_alone(desk: Desk, series: Callable[[], list[Job]]) -> None:
    second = series()[1]
    done(desk.perform(EditJob(second.id, 1, replace(draft_of(second), description="Only this"), YES)))
    assert [job.description for job in series()] == ["Furnace", "Only this", "Furnace", "Furnace", "Furnace"]


@pytest.mark.parametrize(
    ("scope", "descriptions", "starts"),
    [
        (Scope.FOLLOWING, ["Furnace"] + ["New"] * 4, ["09:00", "10:30", "10:30", "10:30", "10:30"]),
        (Scope.ALL, ["New"] * 5, ["10:30"] * 5),
    ],
)
def test_the_others_get_what_was_changed_and_keep_the_rest(
    desk: Desk, series: Callable[[], list[Job]], scope: Scope, descriptions: list[str], starts: list[str]
) -> None:
    jobs = series()
    done(desk.perform(EditJob(jobs[3].id, 1, replace(draft_of(jobs[3]), note="Own note"), YES)))
    second = jobs[1]
    assert second.starts_at is not None
    later = second.starts_at + timedelta(minutes=90)
    changed = replace(draft_of(second), description="New", starts_at=later, crew=(BEN,))
    done(desk.perform(EditJob(second.id, 1, changed, YES, scope=scope)))
    after = series()
    assert [job.description for job in after] == descriptions
    assert [clock[-5:] for clock in clocks(after)] == starts
    assert after[3].note == "Own note"
    assert all(job.crew == ((BEN,) if job.description == "New" else (ANA,)) for job in after)
    done(desk.perform(Undo()))
    assert [job.description for job in series()] == ["Furnace"] * 5


def test_what_has_begun_stays_as_it_is(desk: Desk, series: Callable[[], list[Job]]) -> None:
    jobs = series()
    begun = replace(draft_of(jobs[2]), status=WorkStatus.STARTED)
    done(desk.perform(EditJob(jobs[2].id, 1, begun, YES)))
    first = replace(draft_of(jobs[0]), description="New")
    done(desk.perform(EditJob(jobs[0].id, 1, first, YES, scope=Scope.ALL)))
    assert [job.description for job in series()] == ["New", "New", "Furnace", "New", "New"]
    other_rule = replace(draft_of(series()[2]), recurrence="FREQ=DAILY;COUNT=2")
    refused = desk.perform(EditJob(jobs[2].id, 2, other_rule, YES))
    assert isinstance(refused, Refused)
    assert refused.findings[0].field == "recurrence"


def test_another_rule_from_here_on(desk: Desk, series: Callable[[], list[Job]]) -> None:
    third = series()[2]
    daily = replace(draft_of(third), recurrence="FREQ=DAILY;COUNT=3")
    done(desk.perform(EditJob(third.id, 1, daily, YES)))
    after = series()
    assert clocks(after) == ["24 Nov 09:00", "01 Dec 09:00", "08 Dec 09:00", "09 Dec 09:00", "10 Dec 09:00"]
    assert [job.recurrence for job in after[:2]] == ["FREQ=WEEKLY;BYDAY=TU;UNTIL=20261207"] * 2
    assert len({job.series_id for job in after}) == 2
    done(desk.perform(Undo()))
    assert clocks(series()) == ["24 Nov 09:00", "01 Dec 09:00", "08 Dec 09:00", "15 Dec 09:00", "22 Dec 09:00"]


def test_the_rule_taken_off_ends_the_series_here(desk: Desk, series: Callable[[], list[Job]]) -> None:
    third = series()[2]
    done(desk.perform(EditJob(third.id, 1, replace(draft_of(third), recurrence=""), YES)))
    assert clocks(series()) == ["24 Nov 09:00", "01 Dec 09:00"]
    single = desk.job(third.id)
    assert single is not None
    assert (single.series_id, single.recurrence) == (None, "")


def test_dispatching_a_series_sends_every_job(desk: Desk, company_url: str) -> None:
    done(desk.perform(AddJob(draft(recurrence=WEEKLY, crew=(ANA, BEN)), YES, dispatch=True)))
    jobs = [listed.job for listed in desk.jobs() if listed.job.recurrence]
    assert {job.delivery for job in jobs} == {Delivery.DISPATCHED}
    assert rows(company_url, "SELECT count(*) FROM outbox") == [(10,)]


@pytest.mark.parametrize(("scope", "left"), [(Scope.THIS, 4), (Scope.FOLLOWING, 1), (Scope.ALL, 0)])
def test_deleting(desk: Desk, series: Callable[[], list[Job]], scope: Scope, left: int) -> None:
    second = series()[1]
    done(desk.perform(DeleteJob(second.id, 1, scope)))
    assert len(series()) == left
    done(desk.perform(Undo()))
    assert len(series()) == 5


def test_overlaps_of_the_whole_series_are_asked_about_together(desk: Desk, series: Callable[[], list[Job]]) -> None:
    again = desk.perform(AddJob(draft(recurrence="FREQ=WEEKLY;BYDAY=TU;COUNT=20")))
    assert isinstance(again, Refused)
    assert again.asks_only
    assert 2 <= len(again.findings) <= 8
