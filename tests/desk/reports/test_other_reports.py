"""Each report against one that goes through all records plainly."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.reports.reporting import estimates_behind, jobs_behind, make_report
from industrack_core.domain.acts.acts import DeleteJob, SaveRecord, Undo
from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.field.records import TimeEntry
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.estimate import Estimate, EstimateStatus
from industrack_core.domain.records.job import Billing, Job, WorkStatus
from industrack_core.domain.reports.period import Period
from industrack_core.domain.reports.report import ReportQuery
from industrack_core.domain.reports.report_names import GROUPINGS, Grouping, ReportName
from industrack_core.store.reads.kept import KeptTo
from tests.desk.office import YES, done, saved
from tests.desk.reports.counted import AUTUMN, PERIOD, SPRING, ZONE, Season, counted_desk, kept_desk, records_of

OTHERS = [ReportName.SERVICES, ReportName.REVENUE, ReportName.LATE, ReportName.FIRST_TIME]
IDLE = (WorkStatus.COMPLETED, WorkStatus.NOT_STARTED, WorkStatus.DECLINED)
Figures = tuple[int | None, ...]
Fact = tuple[datetime, int, int, int, object]
"""When it counts, service type, employee, job, and what is counted of it."""


class Plain:
    """All records of an office, looked at one after the other."""

    def __init__(self, desk: Desk, kept: KeptTo | None = None, season: Season = AUTUMN) -> None:
        self.kept, self.season = kept, season
        self.every = [each for each in records_of(desk, Kind.JOB) if isinstance(each, Job)]
        self.jobs = [each for each in self.every if kept is None or kept.shows(each)]
        self.times = [
            each for each in records_of(desk, Kind.TIME_ENTRY)
            if isinstance(each, TimeEntry) and each.kind is EntryKind.JOB
        ]  # fmt: skip
        self.first_weekday = desk.office().company.first_weekday

    def times_of(self, job: Job) -> list[TimeEntry]:
        return [each for each in self.times if each.job_id == job.id]

    def key(self, grouping: Grouping, fact: Fact) -> str | None:
        """In which row it counts; None outside of the period."""
        day, period = fact[0].astimezone(ZONE).date(), self.season.period
        if not period.first <= day <= period.last:
            return None
        week = day - timedelta(days=(day.weekday() - self.first_weekday) % 7)
        keys = {
            Grouping.WEEK: max(week, period.first).isoformat(), Grouping.TYPE: str(fact[1]),
            Grouping.MONTH: max(day.replace(day=1), period.first).isoformat(), Grouping.EMPLOYEE: str(fact[2]),
        }  # fmt: skip
        return keys[grouping]

    # -- what there is to count --------------------------------------------------------------------

    def services(self, grouping: Grouping) -> Iterator[Fact]:
        for job in self.jobs:
            if job.starts_at is not None and job.status is not WorkStatus.DECLINED:
                # where the start was not tapped, a time begins as it ends
                known = [each for each in self.times_of(job) if each.ends_at and each.ends_at > each.starts_at]
                took = sum((each.ends_at - each.starts_at) // timedelta(minutes=1) for each in known if each.ends_at)
                crew, reporting = max(1, len(job.crew)), len({each.employee_id for each in known})
                counted = (job.minutes * crew, took if known else None, job.minutes * min(crew, reporting))
                yield job.starts_at, job.service_type_id or 0, 0, job.id, counted

    def revenue(self, grouping: Grouping) -> Iterator[Fact]:
        for job in self.jobs:
            ends = [each.ends_at for each in self.times_of(job) if each.ends_at is not None]
            done = max(ends) if ends else job.ends_at
            if job.status is WorkStatus.COMPLETED and done is not None:
                total = sum(each.total for each in job.items)
                yield done, job.service_type_id or 0, 0, job.id, (job.billing, total)

    def late(self, grouping: Grouping) -> Iterator[Fact]:
        for job in self.jobs:
            if job.starts_at is None or job.ends_at is None or job.status is WorkStatus.DECLINED:
                continue
            times = self.times_of(job)
            people = [0]
            if grouping is Grouping.EMPLOYEE:
                theirs = {each.employee_id for each in times}
                people = sorted(theirs if self.kept is None else theirs & self.kept.people)
            for person in people:
                mine = [each for each in times if person in (0, each.employee_id)]
                if not mine:
                    continue
                begun = [each.starts_at for each in mine if each.starts_at != each.ends_at]
                late = (min(begun) - job.starts_at) // timedelta(minutes=1) if begun else None
                ends = [each.ends_at for each in mine if each.ends_at is not None]
                is_over = job.status is WorkStatus.COMPLETED and len(ends) == len(mine)
                over = (max(ends) - job.ends_at) // timedelta(minutes=1) if is_over else None
                yield job.starts_at, job.service_type_id or 0, person, job.id, (late, over, job.minutes)

    def first_time(self, grouping: Grouping) -> Iterator[Fact]:
        for job in self.jobs:
            if job.status is not WorkStatus.COMPLETED or job.starts_at is None or job.location_id is None:
                continue
            assert job.ends_at is not None
            until = job.ends_at + timedelta(days=30)
            again = any(
                other.location_id == job.location_id and other.starts_at is not None
                and other.status is not WorkStatus.DECLINED and job.starts_at < other.starts_at < until
                and (job.series_id is None or job.series_id != other.series_id)
                and (not job.equipment or not other.equipment or set(job.equipment) & set(other.equipment))
                for other in self.every
            )  # fmt: skip
            yield job.starts_at, job.service_type_id or 0, 0, job.id, (again, until <= self.season.now)


def services_sum(facts: Sequence[Fact], grouping: Grouping) -> Figures:
    every = [fact[4] for fact in facts]
    timed = [each for each in every if each[1] is not None]  # type: ignore[index]
    planned, actual = sum(each[2] for each in timed), sum(each[1] for each in timed)  # type: ignore[index]
    return (
        len(every), sum(each[0] for each in every), len(timed), planned, actual,  # type: ignore[index]
        int(actual / planned * 1000 + 0.5) if planned else None,
    )  # fmt: skip


def revenue_sum(facts: Sequence[Fact], grouping: Grouping) -> Figures:
    money = {billing: [fact[4][1] for fact in facts if fact[4][0] is billing] for billing in Billing}  # type: ignore[index]
    approved, invoiced = money[Billing.APPROVED], money[Billing.INVOICED]
    return (
        len(approved) + len(invoiced), sum(approved), sum(invoiced), sum(approved) + sum(invoiced),
        len(money[Billing.NONE]), sum(money[Billing.NONE]),
    )  # fmt: skip


def late_sum(facts: Sequence[Fact], grouping: Grouping) -> Figures:
    every = [fact[4] for fact in facts]
    begun = [each[0] for each in every if each[0] is not None]  # type: ignore[index]
    late = sorted(each for each in begun if each > 15)
    ended = [each for each in every if each[1] is not None]  # type: ignore[index]
    over = sorted(each[1] for each in ended if each[1] > 15 and each[1] > each[2] / 10)  # type: ignore[index]
    return (len(every), *spread(late, len(begun)), *spread(over, len(ended)))


def spread(found: list[int], of: int) -> Figures:
    share = int(len(found) / of * 1000 + 0.5) if of else None
    return (share, found[(len(found) - 1) // 2], found[-1]) if found else (share, None, None)


def first_time_sum(facts: Sequence[Fact], grouping: Grouping) -> Figures:
    known = [fact[4][0] for fact in facts if fact[4][1]]  # type: ignore[index]
    told = known and (grouping is Grouping.TYPE or len(known) == len(facts))
    return (
        len(facts),
        len(known),
        sum(known),
        int((len(known) - sum(known)) / len(known) * 1000 + 0.5) if told else None,
    )


SUMS: Mapping[ReportName, Callable[[Sequence[Fact], Grouping], Figures]] = {
    ReportName.SERVICES: services_sum, ReportName.REVENUE: revenue_sum, ReportName.LATE: late_sum,
    ReportName.FIRST_TIME: first_time_sum,
}  # fmt: skip


@pytest.mark.parametrize(("seed", "season"), [(1, AUTUMN), (2, SPRING)], ids=["autumn", "spring"])
def test_each_is_what_going_through_all_records_comes_to(database_url: str, seed: int, season: Season) -> None:
    with closing(counted_desk(database_url, seed, season)) as desk:
        is_what_it_comes_to(desk, Plain(desk, season=season))


def test_deleted_jobs_count_nowhere_until_they_are_back(database_url: str) -> None:
    with closing(counted_desk(database_url, 1)) as desk:
        before = [make_report(desk, desk.office(), ReportQuery(name, PERIOD, GROUPINGS[name][0])) for name in OTHERS]
        gone = [job for job in Plain(desk).jobs if job.billing is Billing.NONE and job.status in IDLE][::2]
        for job in gone:
            done(desk.perform(DeleteJob(job.id, job.version, accepted=YES)))
        plain = Plain(desk)
        assert len(plain.jobs) + len(gone) == 130
        is_what_it_comes_to(desk, plain)
        after = [make_report(desk, desk.office(), each.query) for each in before]
        assert all(one.total != other.total for one, other in zip(before[:2], after[:2], strict=True))
        for _ in gone:
            done(desk.perform(Undo()))
        assert [make_report(desk, desk.office(), each.query) for each in before] == before


def test_of_who_is_kept_to_a_calendar_it_is_what_the_jobs_they_see_come_to(database_url: str) -> None:
    with (
        closing(counted_desk(database_url, 1)) as desk,
        closing(kept_desk(desk, database_url)) as nora,
    ):
        whole, plain = Plain(desk), Plain(desk, nora.kept_to())
        assert 20 < len(plain.jobs) < len(whole.jobs) - 20
        is_what_it_comes_to(nora, plain)
        for name in ReportName:
            report = make_report(nora, nora.office(), ReportQuery(name, PERIOD, GROUPINGS[name][0]))
            assert report.basis[0].startswith("Of your calendars alone: North.")
            assert "calendars" not in " ".join(make_report(desk, desk.office(), report.query).basis)
        revenue = make_report(nora, nora.office(), ReportQuery(ReportName.REVENUE, PERIOD, Grouping.MONTH))
        waiting = [each for each in plain.jobs if each.starts_at is None and each.status is WorkStatus.COMPLETED]
        said = [each for each in revenue.basis if "without a time" in each]
        assert [each.partition(" ")[0] for each in said] == ([str(len(waiting))] if waiting else [])


def test_revenue_of_a_period_after_which_nothing_ends_is_the_same(database_url: str) -> None:
    with closing(counted_desk(database_url, 1)) as desk:
        plain = Plain(desk, season=AUTUMN._replace(period=Period(PERIOD.first, date(2026, 12, 31))))
        assert max(each.ends_at for each in plain.times if each.ends_at) < datetime(2026, 12, 31, tzinfo=UTC)
        is_what_it_comes_to(desk, plain, ReportName.REVENUE)


def is_what_it_comes_to(desk: Desk, plain: "Plain", *names: ReportName) -> None:
    office = desk.office()
    for name in names or OTHERS:
        counted: Callable[[Grouping], Iterator[Fact]] = getattr(plain, name.replace("-", "_"))
        for grouping in GROUPINGS[name]:
            query = ReportQuery(name, plain.season.period, grouping)
            report = make_report(desk, office, query)
            expected: dict[str, list[Fact]] = {}
            for fact in counted(grouping):
                key = plain.key(grouping, fact)
                if key is not None:
                    expected.setdefault(key, []).append(fact)
            assert set(expected) <= {row.key for row in report.rows}
            for row in report.rows:
                facts = expected.get(row.key, [])
                assert row.figures == SUMS[name](facts, grouping), (name, grouping, row)
                behind = {job.id for job in jobs_behind(desk, office, query, row.key)}
                assert behind == {fact[3] for fact in facts if is_behind(name, fact)}
            everything = [fact for facts in expected.values() for fact in facts]
            assert report.total == SUMS[name](everything, Grouping.TYPE)
            assert {job.id for job in jobs_behind(desk, office, query, "")} == {
                fact[3] for fact in everything if is_behind(name, fact)
            }


def is_behind(name: ReportName, fact: Fact) -> bool:
    """Of first-time fix those that a second job followed are listed."""
    return name is not ReportName.FIRST_TIME or fact[4] == (True, True)


def test_estimates_are_counted_by_the_day_they_were_made(database_url: str) -> None:
    with closing(counted_desk(database_url, 1)) as desk:
        office = desk.office()
        every = [each for each in records_of(desk, Kind.ESTIMATE) if isinstance(each, Estimate)]
        for grouping in GROUPINGS[ReportName.ESTIMATES]:
            query = ReportQuery(ReportName.ESTIMATES, PERIOD, grouping)
            report = make_report(desk, office, query)
            ends = [*(date.fromisoformat(row.key) for row in report.rows[1:]), PERIOD.last + timedelta(days=1)]
            for row, end in zip(report.rows, ends, strict=True):
                here = [each for each in every if date.fromisoformat(row.key) <= each.made_on < end]
                assert row.figures == estimates_sum(here)
                assert [each.id for each in estimates_behind(desk, office, query, row.key)] == [
                    each.id for each in sorted(here, key=lambda each: (each.made_on, each.id))
                ]
            whole = [each for each in every if PERIOD.first <= each.made_on <= PERIOD.last]
            assert report.total == estimates_sum(whole)
            assert len(estimates_behind(desk, office, query, "")) == len(whole)


def test_estimates_of_others_jobs_are_not_those_of_who_is_kept(database_url: str) -> None:
    with (
        closing(counted_desk(database_url, 1)) as desk,
        closing(kept_desk(desk, database_url)) as nora,
    ):
        kept = nora.kept_to()
        assert kept is not None
        jobs: dict[int, list[bool]] = {}
        for each in Plain(desk).every:
            jobs.setdefault(each.estimate_id or 0, []).append(kept.shows(each))
        query = ReportQuery(ReportName.ESTIMATES, PERIOD, Grouping.MONTH)
        every = estimates_behind(desk, desk.office(), query, "")
        theirs = [each for each in every if any(jobs.get(each.id, [True]))]
        assert [each.id for each in estimates_behind(nora, nora.office(), query, "")] == [each.id for each in theirs]
        assert make_report(nora, nora.office(), query).total == estimates_sum(theirs) != estimates_sum(every)


def estimates_sum(every: Sequence[Estimate]) -> Figures:
    won = [each for each in every if each.status in ("won", "scheduled", "invoiced")]
    lost = [each for each in every if each.status == "lost"]
    value, all_of = sum(each.total for each in won), sum(each.total for each in (*won, *lost))
    decided = len(won) + len(lost)
    return (
        len(every), sum(each.status == "pending" for each in every), len(won), len(lost),
        int(len(won) / decided * 1000 + 0.5) if decided else None, value,
        int(value / all_of * 1000 + 0.5) if all_of else None, None,
    )  # fmt: skip


def test_the_log_tells_after_how_many_days_an_estimate_was_decided(database_url: str) -> None:
    with closing(counted_desk(database_url, 1)) as desk:
        office = desk.office()
        query = ReportQuery(ReportName.ESTIMATES, PERIOD, Grouping.MONTH)
        made = saved(desk, Estimate(customer_id=3, made_on=date(2026, 11, 14), status=EstimateStatus.PENDING))

        def days() -> int | None:
            return make_report(desk, office, query).total[7]

        assert days() is None
        won = saved(desk, replace(made, status=EstimateStatus.WON))
        assert days() == 6  # the 20th
        lost = saved(desk, replace(won, status=EstimateStatus.LOST))
        assert days() == 6
        saved(desk, replace(lost, status=EstimateStatus.DRAFT))
        assert days() is None  # nothing is decided any more
        desk.perform(Undo())
        assert days() == 6
        desk.perform(SaveRecord(replace(made, id=0, version=0, number="", made_on=date(2026, 11, 10))))
        assert days() == 6
