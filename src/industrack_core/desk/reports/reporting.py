"""A report as a desk answers it, and the jobs behind each of its figures."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from industrack_core.desk.desk import Desk
from industrack_core.desk.reads.sight import through_veil
from industrack_core.desk.reports.estimates import estimates, estimates_of
from industrack_core.desk.reports.first_time import first_time, first_time_jobs
from industrack_core.desk.reports.late import late_jobs, lateness
from industrack_core.desk.reports.revenue import revenue, revenue_jobs
from industrack_core.desk.reports.services import service_jobs, services
from industrack_core.desk.reports.source import ReportSource
from industrack_core.desk.reports.utilisation import utilisation, utilised_jobs
from industrack_core.domain.errors import NotAdmitted
from industrack_core.domain.kinds import Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.office import Office
from industrack_core.domain.reports.report import Figures, JobBehind, Report, ReportQuery
from industrack_core.domain.reports.report_names import ReportName
from industrack_core.domain.rights import Right, Sitter, may
from industrack_core.domain.time.minute import minute_of
from industrack_core.store.reads.kept import KeptTo
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


_SEEING: Mapping[ReportName, tuple[Right, ...]] = {ReportName.REVENUE: (Right.SEE_PRICES, Right.SEE_BILLING)}
"""What a report is about that takes a right of its own."""


def make_report(desk: Desk, office: Office, query: ReportQuery) -> Report:
    """Read and count it up, from one snapshot. Raises NotAdmitted or DatabaseError."""
    with _source(desk, office, query) as source, _without_looking_for_garbage():
        report = _MAKERS[query.name].make(source)
        archive = source.reads.archive_after(source.low)
        kept = source.reads.kept
    if kept is not None:
        report = replace(report, basis=(_of_calendars(office, kept, query.name), *report.basis))
    if archive is not None:
        report = replace(report, basis=(*report.basis, f"{archive.told(office.zone)} {_uncounted(query.name)}"))
    return report if may(desk.sitter(), Right.SEE_PRICES) else _without_money(report)


def jobs_behind(desk: Desk, office: Office, query: ReportQuery, key: str) -> tuple[JobBehind, ...]:
    """The jobs that the figures of the row with this key are of, by start. Raises DatabaseError."""
    with _source(desk, office, query) as source:
        ids = _MAKERS[query.name].behind(source, key)
        found = [JobBehind(*row) for row in source.reads.jobs(sorted(ids))]
    found = through_veil(desk, found)
    return tuple(sorted(found, key=lambda job: (job.starts_at is None, job.starts_at or 0, job.id)))


def estimates_behind(desk: Desk, office: Office, query: ReportQuery, key: str) -> list[Estimate]:
    """The estimates that the figures of the row with this key are of, by day. Raises DatabaseError."""
    with _source(desk, office, query) as source:
        ids = estimates_of(source, key)
    found = (each for each in desk.records(Kind.ESTIMATE, sorted(ids)).values() if isinstance(each, Estimate))
    return sorted(found, key=lambda each: (each.made_on, each.id))


def _of_calendars(office: Office, kept: KeptTo, name: ReportName) -> str:
    """Of what the figures are, of somebody who is kept to some calendars."""
    names = ", ".join(each.name for each in office.calendars if each.id in kept.calendar_ids)
    said = f"Of your calendars alone: {names}."
    return f"{said} Estimates without a job are everybody's." if name is ReportName.ESTIMATES else said


def _uncounted(name: ReportName) -> str:
    """What of archived jobs is not counted: their times stay in the office."""
    return "Of them only reported times count." if name is ReportName.UTILISATION else "They are not counted."


def why_not_report(person: Sitter | None, name: ReportName) -> str:
    """Why somebody does not see a report, in a sentence; empty where they do."""
    lacking = [each for each in (Right.SEE_REPORTS, *_SEEING.get(name, ())) if not may(person, each)]
    return person.may_not(lacking) if person is not None and lacking else ""


def _without_money(report: Report) -> Report:
    """Amounts, and shares of such, are not shown to who does not see prices."""
    kept = [place for place, each in enumerate(report.measures) if not each.is_money]

    def of(figures: Figures) -> Figures:
        return tuple(figures[place] for place in kept)

    rows = tuple(each._replace(figures=of(each.figures)) for each in report.rows)
    measures = tuple(report.measures[place] for place in kept)
    return replace(report, measures=measures, rows=rows, total=of(report.total), main=kept.index(report.main))


@contextmanager
def _without_looking_for_garbage() -> Iterator[None]:
    """There is none among some ten thousand rows, and looking for it takes as long as making them."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()


@contextmanager
def _source(desk: Desk, office: Office, query: ReportQuery) -> Iterator[ReportSource]:
    why_not = why_not_report(desk.sitter(), query.name)
    if why_not:
        raise NotAdmitted(why_not)
    now, kept = minute_of(desk.now()), desk.kept_to()
    with desk.store.reading() as connection:
        yield ReportSource(ReportReads(connection, kept), office, query, now)
