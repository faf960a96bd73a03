"""What nobody tapped is not known, in each report; and an office in which nothing is."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.reports.reporting import estimates_behind, jobs_behind, make_report
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.records import TimeEntry
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import Delivery, Job, WorkStatus
from industrack_core.domain.records.office import Calendar, Company, Employee, ServiceType
from industrack_core.domain.records.record import Record
from industrack_core.domain.reports.report import ReportQuery
from industrack_core.domain.reports.report_names import GROUPINGS, Grouping, ReportName
from industrack_core.exchange.exports.report_out import REPORT_FORMS, report_json, report_table, write_report
from tests.desk.reports.counted import NOW, PERIOD

ANA, BEN, BOILERS = 10, 11, 20
TEAM, LATE, FORGOTTEN = 200, 201, 202
NINE = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)
"""In New York."""


def founded(url: str, *records: Record) -> Desk:
    def found(desk: Desk) -> LoadRecords:
        desk.reserve_ids(2000)
        company = Company(id=1, name="Counted", zone="America/New_York", first_weekday=0)
        return LoadRecords((company, Calendar(id=2, name="All", is_default=True), *records), "Founded.")

    return open_desk(url, create=True, founding_act=found, clock=lambda: NOW)


def hour(number: int, minutes: int = 0) -> datetime:
    return NINE + timedelta(hours=number - 9, minutes=minutes)


def records() -> Iterator[Record]:
    """A job of two, of whom one tapped only that it is done; one of which nothing else was tapped; and one whose end
    nobody tapped. All are planned for an hour."""
    yield from (Employee(id=each, last_name=name) for each, name in ((ANA, "Ana"), (BEN, "Ben")))
    yield ServiceType(id=BOILERS, name="Boilers")
    yield Customer(id=3, number="C3", name="Customer")
    for job, starts, crew in ((TEAM, 9, (ANA, BEN)), (LATE, 13, (ANA,)), (FORGOTTEN, 15, (BEN,))):
        yield Job(
            id=job, number=str(job), customer_id=3, status=WorkStatus.COMPLETED, delivery=Delivery.DISPATCHED,
            service_type_id=BOILERS, minutes=60, starts_at=hour(starts), crew=crew,
        )  # fmt: skip
    yield _time(1000, ANA, TEAM, hour(9), hour(9, 50))
    yield _time(1001, BEN, TEAM, hour(10), hour(10), Mark.START_MISSING)
    yield _time(1002, ANA, LATE, hour(14, 40), hour(14, 40), Mark.START_MISSING)
    yield _time(1003, BEN, FORGOTTEN, hour(15, 20), None)


def _time(number: int, who: int, job: int, starts: datetime, ends: datetime | None, *marks: Mark) -> TimeEntry:
    return TimeEntry(
        id=number, employee_id=who, job_id=job, kind=EntryKind.JOB, starts_at=starts, ends_at=ends, mark=marks
    )


def figures(desk: Desk, name: ReportName, grouping: Grouping) -> dict[str, tuple[int | None, ...]]:
    report = make_report(desk, desk.office(), ReportQuery(name, PERIOD, grouping))
    return {**{row.label: row.figures for row in report.rows}, "all": report.total}


def test_what_nobody_tapped_counts_as_no_time_and_as_no_lateness(database_url: str) -> None:
    with closing(founded(database_url, *records())) as desk:
        # of the team one worked 50 minutes of an hour; the other may have worked as long, or not
        assert figures(desk, ReportName.SERVICES, Grouping.TYPE)["Boilers"] == (3, 240, 1, 60, 50, 833)
        worked = {who: told[1] for who, told in figures(desk, ReportName.UTILISATION, Grouping.EMPLOYEE).items()}
        assert worked == {"Ana": 50 + 60, "Ben": 60 + 60, "all": 230}
        # one began on time, one 20 minutes late, of one it is not known; and that one ended 40 minutes late
        late = {who: told for who, told in figures(desk, ReportName.LATE, Grouping.EMPLOYEE).items()}
        assert late["Ana"] == (2, 0, None, None, 500, 40, 40)
        assert late["Ben"] == (2, 1000, 20, 20, 0, None, None)
        assert figures(desk, ReportName.LATE, Grouping.TYPE)["Boilers"] == (3, 500, 20, 20, 500, 40, 40)
        query = ReportQuery(ReportName.SERVICES, PERIOD, Grouping.TYPE)
        behind = {job.id: job.actual for job in jobs_behind(desk, desk.office(), query, "")}
        assert behind == {TEAM: 50, LATE: None, FORGOTTEN: None}
        report = make_report(desk, desk.office(), ReportQuery(ReportName.LATE, PERIOD, Grouping.EMPLOYEE))
        assert report.basis[0] == "Actual times of 3 of 3 jobs, 4 by person; starts of 2, ends of 3."


def test_of_an_office_without_anything_every_report_is_there_and_can_be_written(
    database_url: str, tmp_path: Path
) -> None:
    with closing(founded(database_url)) as desk:
        office = desk.office()
        for name, grouping in ((each, by) for each, groupings in GROUPINGS.items() for by in groupings):
            query = ReportQuery(name, PERIOD, grouping)
            report = make_report(desk, office, query)
            assert not any(report.total)
            assert not any(any(row.figures) for row in report.rows)
            assert jobs_behind(desk, office, query, "") == () or name is ReportName.ESTIMATES
            assert "Total" in "\n".join(report_table(report, office, ascii_only=True))
            assert '"rows"' in report_json(report, office)
            for form in REPORT_FORMS if grouping is GROUPINGS[name][0] else ():
                assert write_report(desk, office, report, tmp_path / f"{name}-{grouping}.{form}", form) == ""
        assert estimates_behind(desk, office, ReportQuery(ReportName.ESTIMATES, PERIOD, Grouping.MONTH), "") == []
