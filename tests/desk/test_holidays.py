"""Holidays: kept by hand, told of a job then, shaded for everybody, and no time that people have."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.reports.reporting import make_report
from industrack_core.domain.acts.acts import AddJob, DeleteRecord, PlanJob, SaveRecord, Undo
from industrack_core.domain.outcomes import Weight
from industrack_core.domain.records.settings import Holiday
from industrack_core.domain.reports.period import Period
from industrack_core.domain.reports.report import ReportQuery
from industrack_core.domain.reports.report_names import Grouping, ReportName
from industrack_core.domain.time.minute import minute_of
from tests.desk.office import YES, done, refused, saved
from tests.desk.reports.counted import counted_desk
from tests.store.small_company import ANA, BEN, DAY, at, draft

HARVEST = Holiday(day=date(2026, 11, 24), name="Harvest")
SAID = "Tue 24 Nov is Harvest."


def test_it_is_saved_changed_deleted_and_brought_back(desk: Desk) -> None:
    made = saved(desk, HARVEST)
    assert desk.office().holidays == (made,)
    changed = saved(desk, replace(made, closed=False, country="DE-BE"))
    done(desk.perform(DeleteRecord("holiday", changed.id, changed.version)))
    assert desk.office().holidays == ()
    done(desk.perform(Undo()))
    assert [(each.name, each.closed) for each in desk.office().holidays] == [("Harvest", False)]


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (replace(HARVEST, name=" "), "A holiday needs a name."),
        (replace(HARVEST, day=date(1999, 1, 1)), "The year must be from 2000 to 2100."),
        (replace(HARVEST, name="harvest"), "Harvest is there already on that day."),
    ],
)
def test_what_speaks_against_one(desk: Desk, record: Holiday, sentence: str) -> None:
    saved(desk, HARVEST)
    assert sentence.casefold() in refused(desk.perform(SaveRecord(record))).casefold()


def test_a_job_on_one_is_told_and_goes_through(desk: Desk) -> None:
    saved(desk, replace(HARVEST, closed=False))
    told = [each for each in desk.look(draft()) if each.text == SAID]
    assert [each.weight for each in told] == [Weight.TELLS]
    outcome = done(desk.perform(AddJob(draft(), YES)))
    assert SAID in [each.text for each in outcome.warnings]
    job = desk.job(outcome.changed_id("job") or 0)
    assert job is not None
    night = PlanJob(job.id, job.version, (BEN,), at("23:30", 23), 60, YES)
    assert SAID in [each.text for each in done(desk.perform(night)).warnings]
    assert SAID not in [each.text for each in desk.look(draft(starts_at=at("9:00", 25)))]
    assert SAID not in [each.text for each in desk.look(draft(crew=()))]


def test_everybody_is_shaded_on_a_closed_one(desk: Desk) -> None:
    saved(desk, HARVEST)
    office = desk.office()
    board = desk.board(office, DAY, [ANA, BEN])
    for row in board.rows:
        (shade,) = [each for each in row.shades if each.reason == "Harvest"]
        assert (shade.start, shade.end) == (minute_of(DAY.starts_at), minute_of(DAY.ends_at))
    open_ = replace(office.holidays[0], closed=False)
    done(desk.perform(SaveRecord(open_)))
    assert not any(each.reason for row in desk.board(desk.office(), DAY, [ANA, BEN]).rows for each in row.shades)


def test_nobody_has_time_on_a_closed_one(database_url: str) -> None:
    with closing(counted_desk(database_url, 4)) as desk:
        days = Period(date(2026, 11, 9), date(2026, 11, 11))
        query = ReportQuery(ReportName.UTILISATION, days, Grouping.EMPLOYEE)

        def available() -> list[int]:
            return [row.figures[0] or 0 for row in make_report(desk, desk.office(), query).rows]

        before = available()
        for day in (9, 10, 11):
            saved(desk, Holiday(day=date(2026, 11, day), name=f"Holiday {day}", closed=day != 10))
        after = available()
        only = replace(query, period=Period(date(2026, 11, 10), date(2026, 11, 10)))
        assert after == [row.figures[0] or 0 for row in make_report(desk, desk.office(), only).rows]
        assert sum(after) < sum(before)
