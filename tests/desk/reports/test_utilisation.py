"""Utilisation against one that is counted minute by minute."""

from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.reports.reporting import jobs_behind, make_report
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.field.records import TimeEntry
from industrack_core.domain.field.timesheet import is_forgotten
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.office import EmployeeState, Office, TimeOff
from industrack_core.domain.records.settings import Holiday
from industrack_core.domain.reports.report import ReportQuery
from industrack_core.domain.reports.report_names import GROUPINGS, Grouping, ReportName
from tests.desk.office import done
from tests.desk.reports.counted import (
    AUTUMN,
    PERIOD,
    SPRING,
    Season,
    counted_desk,
    kept_desk,
    local_days,
    minutes_of,
    records_of,
)

Cell = dict[str, set[tuple[int, int]]]
"""What is counted, as pairs of employee and minute."""


def plainly(desk: Desk, office: Office, season: Season = AUTUMN) -> tuple[Cell, set[int], set[int]]:
    """Available, worked, planned and traveled minutes; the jobs worked, and those of them with actual times."""
    jobs = [each for each in records_of(desk, Kind.JOB) if isinstance(each, Job)]
    times = [each for each in records_of(desk, Kind.TIME_ENTRY) if isinstance(each, TimeEntry)]
    found: Cell = defaultdict(set)
    days = local_days(season.period)
    worked: set[int] = set()
    actual: set[int] = set()
    for job in jobs:
        if job.starts_at is None or job.status is WorkStatus.DECLINED:
            continue
        minutes = minutes_of(job.starts_at, job.starts_at + timedelta(minutes=job.minutes)) & days.keys()
        for person in job.crew:
            found["planned"] |= {(person, minute) for minute in minutes}
            reported = any(
                each.job_id == job.id and each.employee_id == person and each.kind is EntryKind.JOB
                and each.ends_at != each.starts_at and not is_forgotten(each, season.now)
                for each in times
            )  # fmt: skip
            if job.status is WorkStatus.COMPLETED and not reported:
                found["worked"] |= {(person, minute) for minute in minutes}
                worked |= {job.id} if minutes else set()
    for entry in times:
        end = entry.ends_at or season.now
        if is_forgotten(entry, season.now):
            continue
        name = "travel" if entry.kind is EntryKind.TRAVEL else "worked"
        minutes = minutes_of(entry.starts_at, end) & days.keys()
        found[name] |= {(entry.employee_id, minute) for minute in minutes}
        if name == "worked" and minutes:
            worked.add(entry.job_id or 0)
            actual.add(entry.job_id or 0)
    _available(desk, office, found, days)
    return found, worked, actual


def _available(desk: Desk, office: Office, found: Cell, days: dict[int, datetime]) -> None:
    for person in office.employees:
        for minute, local in days.items():
            at = local.hour * 60 + local.minute
            for shift in person.hours:
                begun = local.weekday() == shift.weekday and shift.opens <= at < shift.closes
                after = (local.weekday() - 1) % 7 == shift.weekday and at < shift.closes - 1440
                if begun or after:
                    found["available"].add((person.id, minute))
    for off in records_of(desk, Kind.TIME_OFF):
        assert isinstance(off, TimeOff)
        found["available"] -= {(off.employee_id, minute) for minute in minutes_of(off.starts_at, off.ends_at)}
    closed = {each.day for each in records_of(desk, Kind.HOLIDAY) if isinstance(each, Holiday) and each.closed}
    found["available"] = {
        (person, minute) for person, minute in found["available"] if days[minute].date() not in closed
    }


def _key(grouping: Grouping, person: int, local: datetime, first_weekday: int, begins: date) -> str:
    """The row in which a minute of a person's counts."""
    back = (local.weekday() - first_weekday) % 7
    week = max(local.date() - timedelta(days=back), begins).isoformat()
    month = max(local.date().replace(day=1), begins).isoformat()
    keys = {Grouping.WEEK: week, Grouping.MONTH: month, Grouping.EMPLOYEE: str(person)}
    return keys.get(grouping, f"{person}:{week}")


def test_travel_is_work_where_the_company_says_so(database_url: str) -> None:
    query = ReportQuery(ReportName.UTILISATION, PERIOD, Grouping.EMPLOYEE)
    with closing(counted_desk(database_url, 1)) as desk:
        cells, _, _ = plainly(desk, desk.office())
        before = make_report(desk, desk.office(), query)
        assert desk.office().company.travel_counts is False
        assert "Travel counts as work." not in before.basis
        company = done(desk.perform(SaveRecord(replace(desk.office().company, travel_counts=True))))
        assert company.line
        after = make_report(desk, desk.office(), query)
        assert "Travel counts as work." in after.basis
        assert after.total[1] == len(cells["worked"] | cells["travel"])
        assert before.total[1] == len(cells["worked"])
        assert after.total[5] == before.total[5] == len(cells["travel"]) > 0


@pytest.mark.parametrize(("seed", "season"), [(1, AUTUMN), (2, SPRING)], ids=["autumn", "spring"])
def test_it_is_what_counting_each_minute_comes_to(database_url: str, seed: int, season: Season) -> None:
    with closing(counted_desk(database_url, seed, season)) as desk:
        office = desk.office()
        cells, worked, actual = plainly(desk, office, season)
        busy = {person for name in ("worked", "planned", "travel") for person, _ in cells[name]}
        people = [each for each in office.employees if each.state is EmployeeState.ACTIVE or each.id in busy]
        with_hours = {each.id for each in people if each.hours}
        days = local_days(season.period)
        for grouping in GROUPINGS[ReportName.UTILISATION]:
            report = make_report(desk, office, ReportQuery(ReportName.UTILISATION, season.period, grouping))
            counted: dict[str, Counter[str]] = defaultdict(Counter)
            for name in cells:
                for person, minute in cells[name]:
                    key = _key(grouping, person, days[minute], office.company.first_weekday, season.period.first)
                    counted[key][name] += 1
                    counted[key][f"known {name}"] += person in with_hours
            for row in report.rows:
                here = counted[row.key]
                shares = [
                    int(here[name] / here["available"] * 1000 + 0.5) if here["available"] else None
                    for name in ("known worked", "known planned")
                ]
                assert row.figures == (
                    here["available"] or None, here["worked"], shares[0], here["planned"], shares[1], here["travel"],
                )  # fmt: skip
            assert len({row.key for row in report.rows}) == len(report.rows)
            assert set(counted) <= {row.key for row in report.rows}
            assert report.total[1] == len(cells["worked"])
            assert report.basis[0].startswith(f"Worked: actual times of {len(actual)} of {len(worked)} jobs")
            assert report.basis[1] == "1 person without known working hours in no share."


def test_of_who_is_kept_to_a_calendar_it_is_that_of_its_people(database_url: str) -> None:
    with (
        closing(counted_desk(database_url, 1)) as desk,
        closing(kept_desk(desk, database_url)) as nora,
    ):
        kept = nora.kept_to()
        assert kept is not None
        cells = plainly(desk, desk.office())[0]
        query = ReportQuery(ReportName.UTILISATION, PERIOD, Grouping.EMPLOYEE)
        whole, theirs = make_report(desk, desk.office(), query), make_report(nora, nora.office(), query)
        assert theirs.rows == tuple(row for row in whole.rows if int(row.key) in kept.people)
        assert 0 < len(theirs.rows) < len(whole.rows)
        for grouping in (Grouping.WEEK, Grouping.EMPLOYEE_WEEK):
            total = make_report(nora, nora.office(), replace(query, grouping=grouping)).total
            for place, name in ((0, "available"), (1, "worked"), (3, "planned"), (5, "travel")):
                assert total[place] == sum(person in kept.people for person, _ in cells[name])


@pytest.mark.parametrize("seed", [1, 2])
def test_behind_a_figure_are_the_jobs_that_it_counts(database_url: str, seed: int) -> None:
    with (
        closing(counted_desk(database_url, seed)) as desk,
        closing(kept_desk(desk, database_url)) as nora,
    ):
        office, kept = desk.office(), nora.kept_to()
        assert kept is not None
        counted = days_of(desk)
        for asks, people in ((desk, {each.id for each in office.employees}), (nora, kept.people)):
            for grouping in GROUPINGS[ReportName.UTILISATION]:
                query = ReportQuery(ReportName.UTILISATION, PERIOD, grouping)
                expected: dict[str, set[int]] = defaultdict(set)
                for (person, job), days in counted.items():
                    for day in days if person in people else ():
                        expected[_key(grouping, person, day, office.company.first_weekday, PERIOD.first)].add(job)
                rows = make_report(asks, office, query).rows
                assert set(expected) <= {row.key for row in rows}
                for row in rows:
                    assert {each.id for each in jobs_behind(asks, office, query, row.key)} == expected[row.key]
                everything = {each.id for each in jobs_behind(asks, office, query, "")}
                assert everything == set().union(*expected.values())
        # a time that one of theirs reported counts, whoever does the job now
        theirs = [job for job in map(desk.job, everything) if job is not None]
        assert 0 < sum(not kept.shows(job) for job in theirs) < len(theirs) == len(everything)
        # and of whom they do not see there is nothing
        for each in {each.id for each in office.employees} - kept.people:
            assert jobs_behind(nora, office, replace(query, grouping=Grouping.EMPLOYEE), str(each)) == ()


def days_of(desk: Desk) -> dict[tuple[int, int], list[datetime]]:
    """By employee and job that is there a moment of each day of the period in which it counts: it is planned then, or
    was worked or traveled for."""
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    jobs = [each for each in records_of(desk, Kind.JOB) if isinstance(each, Job)]
    for job in jobs:
        if job.starts_at is not None and job.status is not WorkStatus.DECLINED:
            for person in job.crew:
                found[person, job.id] |= minutes_of(job.starts_at, job.starts_at + timedelta(minutes=job.minutes))
    ids = {each.id for each in jobs}
    for entry in records_of(desk, Kind.TIME_ENTRY):
        assert isinstance(entry, TimeEntry)
        if entry.job_id is not None and entry.job_id in ids and not is_forgotten(entry, AUTUMN.now):
            found[entry.employee_id, entry.job_id] |= minutes_of(entry.starts_at, entry.ends_at or AUTUMN.now)
    days = local_days(PERIOD)
    return {
        pair: list({days[each].date(): days[each] for each in minutes & days.keys()}.values())
        for pair, minutes in found.items()
    }
