"""The board as of a moment is the board as it was recorded at that moment, whatever was done since."""

import random
import runpy
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from industrack_core.desk.comparing import compare, counted
from industrack_core.desk.desk import Desk
from industrack_core.desk.past import PastDesk, past_desk
from industrack_core.domain.acts.acts import (
    AddJob,
    DeleteJob,
    MergeCustomers,
    PlaceJob,
    SetStatus,
)
from industrack_core.domain.enquiry import Enquiry
from industrack_core.domain.errors import GivenUp, PastUnknown
from industrack_core.domain.outcomes import Done, Refused
from industrack_core.domain.records.job import WorkStatus
from industrack_core.store import migrating
from tests.desk.moments import WINDOWS, YES, Clock, in_order, picture, record
from tests.desk.old_jobs import archived, worked_in_2025
from tests.store.small_company import (
    BEN,
    LINDQVIST,
    MORA,
    NOW,
    at,
    desk_at,
    draft,
    plain_engine,
    rows,
)

MIGRATION = next((Path(migrating.__file__).parent / "migrations" / "versions").glob("*_past.py"))
LEFT = (
    "SELECT revision, position, was_start, was_queued FROM journal_change"
    " WHERE was_start IS NOT NULL OR was_queued IS NOT NULL ORDER BY revision, position"
)


@pytest.mark.parametrize("seed", range(2))
def test_the_board_as_of_a_moment_is_the_board_recorded_then(company_url: str, seed: int) -> None:
    dice, clock = random.Random(seed), Clock()
    with closing(desk_at(company_url, clock=clock)) as desk:
        recorded = record(desk, clock, dice, 90)
        if not seed:
            linked = MergeCustomers(MORA, _version(desk, MORA), LINDQVIST, _version(desk, LINDQVIST))
            assert isinstance(desk.perform(linked), Done | Refused)
        clock.now += timedelta(days=1)
        for moment in dice.sample(sorted(recorded), min(12, len(recorded))):
            with closing(past_desk(desk, moment)) as past:
                for shown, was in zip(picture(past), recorded[moment], strict=True):
                    assert shown == was
            # as a console looks: it knows the office of now, and asks for the rows in sight
            with closing(past_desk(desk, moment)) as past:
                office, boards = past.office(desk.office()), recorded[moment][1]
                assert office == recorded[moment][0]
                assert isinstance(boards, list)
                for then in boards:
                    for row in then.rows:
                        assert in_order(past.board(office, then.window, [row.employee_id])).rows == (row,)
                assert picture(past) == recorded[moment]


def _version(desk: Desk, customer_id: int) -> int:
    return next(each.version for each in desk.records("customer", [customer_id]).values())


class Weary(Enquiry):
    """Given up at the n-th time that it is asked whether to go on: as a person may at any."""

    def __init__(self, patience: int) -> None:
        super().__init__()
        self.patience = patience

    def go_on(self) -> None:
        self.patience -= 1
        if self.patience < 0:
            self.give_up()
        super().go_on()


def test_a_look_at_the_past_that_is_given_up_leaves_it_whole(desk: Desk) -> None:
    assert isinstance(desk.perform(AddJob(draft(description="boiler repair"))), Done)
    moment = desk.now()

    def look(past: PastDesk) -> object:
        office = past.office(desk.office())
        found = past.find_jobs(office, "boiler")
        cards = [past.job_file(each.job_id) for each in found]
        return found, cards, past.all_blocks(WINDOWS[0]), past.queue(), past.days(office, date(2026, 11, 24), 2)

    with closing(past_desk(desk, moment)) as past:
        whole = look(past)
    looked, patience = 0, 0
    while True:
        patience += 2
        with closing(past_desk(desk, moment)) as past:
            try:
                assert Weary(patience).asked(look)(past) == whole
                break
            except GivenUp:
                looked += 1
            assert look(past) == whole, patience
    assert looked > 10


def test_before_the_log_begins_there_is_no_board(desk: Desk) -> None:
    with pytest.raises(PastUnknown, match=r"The log begins on Mon 23 Nov 10:00: there is no board of before\."):
        past_desk(desk, NOW - timedelta(minutes=1))


def test_what_is_to_come_is_no_past(desk: Desk) -> None:
    with pytest.raises(PastUnknown, match=r"Tue 24 Nov 10:00 is still to come\."):
        past_desk(desk, NOW + timedelta(days=1))


@pytest.fixture
def past(desk: Desk) -> Iterator[PastDesk]:
    with closing(past_desk(desk, NOW)) as opened:
        yield opened


def test_nothing_can_be_done_in_the_past(past: PastDesk) -> None:
    outcome = past.perform(AddJob(draft(), YES))
    assert isinstance(outcome, Refused)
    assert outcome.sentence == "Nothing can be changed in the past."
    assert past.read_only


def test_a_jobs_card_of_the_past_says_what_of_its_customer_is_in_archives(company_url: str, tmp_path: Path) -> None:
    worked_in_2025(company_url, 3)
    with closing(desk_at(company_url)) as desk:
        made = desk.perform(AddJob(draft(), YES))
        assert isinstance(made, Done)
        archived(company_url, tmp_path / "old.industrack")
        job_id = made.changed_id("job") or 0
        now = desk.job_file(job_id)
        with closing(past_desk(desk, NOW)) as past:
            then = past.job_file(job_id)
        assert now is not None
        assert then is not None
        assert now.card is not None
        assert then.card is not None
        assert (then.job, then.card.archived) == (now.job, now.card.archived)
        assert len(now.card.archived) == 1


def test_a_job_is_found_by_what_it_was_called(company_url: str) -> None:
    clock = Clock()
    with closing(desk_at(company_url, clock=clock)) as desk:
        made = desk.perform(AddJob(draft(description="Chimney sweep"), YES))
        assert isinstance(made, Done)
        then, clock.now = clock.now, NOW + timedelta(hours=1)
        job = next(listed.job for listed in desk.jobs() if listed.job.description == "Chimney sweep")
        assert isinstance(desk.perform(DeleteJob(job.id, job.version, accepted=YES)), Done)
        assert desk.find_jobs(desk.office(), "chimney") == []
        with closing(past_desk(desk, then)) as past:
            assert [each.job_id for each in past.find_jobs(past.office(), "chimney")] == [job.id]
            assert [each.line for each in past.history("job", job.id)] == [made.line]


def test_what_became_of_each_job_is_said(company_url: str) -> None:
    clock = Clock()
    with closing(desk_at(company_url, clock=clock)) as desk:
        for name in ("Boiler", "Filter", "Sink"):
            assert isinstance(desk.perform(AddJob(draft(description=name), YES)), Done)
        clock.now += timedelta(minutes=1)
        then = clock.now
        clock.now += timedelta(minutes=1)
        boiler, filters, sink = (listed.job for listed in desk.jobs() if listed.job.starts_at == at("9:00"))
        for act in (
            PlaceJob(boiler.id, boiler.version, BEN, at("10:15"), YES),
            DeleteJob(filters.id, filters.version, accepted=YES),
            SetStatus(sink.id, sink.version, WorkStatus.STARTED, "", YES),
            AddJob(draft(description="Tap", starts_at=None, crew=()), YES),
        ):
            assert isinstance(desk.perform(act), Done)
        with closing(past_desk(desk, then)) as past:
            found = compare(past, desk, desk.office(), WINDOWS[0])
            assert counted(found) == "1 moved, 1 came, 1 gone, 1 changed"
            assert [each.line for each in found] == [
                f"{boiler.number} Boiler moved from Ana Ruiz, 09:00 to Ben Okafor, 10:15, Tue 24 Nov.",
                f"{filters.number} Filter is gone: Ana Ruiz, Tue 24 Nov 09:00-10:30.",
                f"{sink.number} Sink changed: status from Not Started to Started.",
                "1004 Tap came: in the queue, no time no crew.",
            ]
            assert compare(past, past, past.office(), WINDOWS[0]) == ()


def test_an_older_journal_says_where_jobs_were_as_a_newer_one_does(company_url: str) -> None:
    """What the migration makes of the journal is what is kept while it is written."""
    dice, clock = random.Random(5), Clock()
    with closing(desk_at(company_url, clock=clock)) as desk:
        record(desk, clock, dice, 60)
    kept = rows(company_url, LEFT)
    assert len(kept) > 10
    engine = plain_engine(company_url)
    with engine.begin() as connection:
        for name in ("was_start", "was_queued", "gone"):
            connection.execute(text(f"DROP INDEX ix_journal_change_{name}"))
        for name in ("was_start", "was_queued"):
            connection.execute(text(f"ALTER TABLE journal_change DROP COLUMN {name}"))
        with Operations.context(MigrationContext.configure(connection)):
            runpy.run_path(str(MIGRATION))["upgrade"]()
    engine.dispose()
    assert rows(company_url, LEFT) == kept
