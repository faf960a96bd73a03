"""A report as a desk answers it, and the jobs behind each of its figures."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from industrack_core.desk.desk import Desk
from industrack_core.desk.reports.estimates import estimates, estimates_of
from industrack_core.desk.reports.first_time import first_time, first_time_jobs
from industrack_core.desk.reports.late import late_jobs, lateness
from industrack_core.desk.reports.revenue import revenue, revenue_jobs
from industrack_core.desk.reports.services import service_jobs, services
from industrack_core.desk.reports.source import ReportSource
from industrack_core.desk.reports.utilisation import utilisation, utilised_jobs
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.office import Office
from industrack_core.domain.reports.report import JobBehind, Report, ReportQuery
from industrack_core.domain.reports.report_names import ReportName
from industrack_core.domain.time.minute import minute_of
from industrack_core.store.reads.report_reads import ReportReads

Of = Callable[[ReportSource, str], set[int]]
"""The ids of what a row is of, by its key; of all rows without one."""


class _Maker(NamedTuple):
    """How a report is counted, and what is behind its figures."""

    make: Callable[[ReportSource], Report]
    behind: Of


_MAKERS: Mapping[ReportName, _Maker] = {
    ReportName.UTILISATION: _Maker(utilisation, utilised_jobs),
    ReportName.SERVICES: _Maker(services, service_jobs),
    ReportName.REVENUE: _Maker(revenue, revenue_jobs),
    ReportName.LATE: _Maker(lateness, late_jobs),
    ReportName.FIRST_TIME: _Maker(first_time, first_time_jobs),
    ReportName.ESTIMATES: _Maker(estimates, estimates_of),
}


def make_report(desk: Desk, office: Office, query: ReportQuery) -> Report:
    """Read and count it up, from one snapshot. Raises DatabaseError."""
    with _source(desk, office, query) as source:
        report = _MAKERS[query.name].make(source)
        archive = source.reads.archive_after(source.low)
    if archive is None:
        return report
    return replace(report, basis=(*report.basis, f"{archive.told(office.zone)} They are not counted."))


def jobs_behind(desk: Desk, office: Office, query: ReportQuery, key: str) -> tuple[JobBehind, ...]:
    """The jobs that the figures of the row with this key are of, by start. Raises DatabaseError."""
    with _source(desk, office, query) as source:
        ids = _MAKERS[query.name].behind(source, key)
        found = [JobBehind(*row) for row in source.reads.jobs(sorted(ids))]
    return tuple(sorted(found, key=lambda job: (job.starts_at is None, job.starts_at or 0, job.id)))


def estimates_behind(desk: Desk, office: Office, query: ReportQuery, key: str) -> list[Estimate]:
    """The estimates that the figures of the row with this key are of, by day. Raises DatabaseError."""
    with _source(desk, office, query) as source:
        ids = estimates_of(source, key)
    found = (each for each in desk.records(Kind.ESTIMATE, sorted(ids)).values() if isinstance(each, Estimate))
    return sorted(found, key=lambda each: (each.made_on, each.id))


@contextmanager
def _source(desk: Desk, office: Office, query: ReportQuery) -> Iterator[ReportSource]:
    now = minute_of(desk.now())
    with desk.store.reading() as connection:
        yield ReportSource(ReportReads(connection), office, query, now)
