"""Utilisation: how much of the time that people have is worked, and planned.

Worked is a person's reported work on a job; where they reported none of a job that is completed, its planned time.
Where the company says that travel counts, it is work as well. Time in several jobs counts once. Available are the
weekly hours without time off and closed holidays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from industrack_core.desk.reports.source import ReportSource, bounds_of
from industrack_core.domain.board.holidays import closed_stretches
from industrack_core.domain.board.working_hours import working_minutes
from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.field.timesheet import OPEN_TOO_LONG
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.office import Employee, EmployeeState
from industrack_core.domain.reports.period import Bucket
from industrack_core.domain.reports.report import Figures, Measure, Report, ReportRow, Unit, share_of
from industrack_core.domain.reports.report_names import Grouping
from industrack_core.domain.reports.stretches import shared, spread
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import Span

_MEASURES: Final = (
    Measure("available", "Available h", Unit.HOURS, summed=True),
    Measure("worked", "Worked h", Unit.HOURS, summed=True),
    Measure("used", "Worked %", Unit.SHARE),
    Measure("planned", "Planned h", Unit.HOURS, summed=True),
    Measure("booked", "Planned %", Unit.SHARE),
    Measure("travel", "Travel h", Unit.HOURS, summed=True),
)
_OPEN: Final = OPEN_TOO_LONG.seconds // 60
Stretches = dict[int, list[tuple[int, int]]]
"""By employee."""


class _Spent(NamedTuple):
    """What people did, by employee, and how many jobs that is: `actual` ones with reported times, of all `jobs`."""

    worked: Stretches
    planned: Stretches
    travel: Stretches
    actual: int
    jobs: int


class _Minutes(NamedTuple):
    """Of one person and one week, or of several. `known` are those of people whose working hours are known."""

    available: int = 0
    worked: int = 0
    planned: int = 0
    travel: int = 0
    known_worked: int = 0
    known_planned: int = 0

    @property
    def figures(self) -> Figures:
        """As the report has them; of people without known hours there is no share."""
        return (
            self.available or None, self.worked, share_of(self.known_worked, self.available), self.planned,
            share_of(self.known_planned, self.available), self.travel,
        )  # fmt: skip


def utilisation(source: ReportSource) -> Report:
    """By week, month, employee, or each employee's weeks."""
    buckets = source.buckets
    bounds = bounds_of(buckets)
    spent = _spent(source, bounds[0], bounds[-1])
    people = _people(source, spent)
    away = _away(source, bounds[0], bounds[-1])
    hours = _Hours(source, bounds)
    cells = {each.id: _cells(source, each, bounds, spent, hours.of(each, away.get(each.id, []))) for each in people}
    rows = tuple(
        ReportRow(key, label, _together(minutes).figures)
        for key, label, minutes in _rows(source.query.grouping, buckets, people, cells)
    )
    total = _together(each for every in cells.values() for each in every).figures
    return Report(
        source.query, _MEASURES, rows, total, _basis(source, spent, people), main=2, made_at=instant_of(source.now)
    )


def utilised_jobs(source: ReportSource, key: str) -> set[int]:
    """The jobs behind a row: what is planned, worked or traveled for in it."""
    employee, low, high = _meant(source, key)
    rows = [*source.reads.planned(low, high), *source.reads.times(low, high)]
    return {row[0] for row in rows if row[0] is not None and employee in (None, row[1])}


def _meant(source: ReportSource, key: str) -> tuple[int | None, int, int]:
    """The employee that a row's key names, None for everybody, and from which minute to which; no key is all."""
    employee, first = None, key
    if key and source.query.grouping in (Grouping.EMPLOYEE, Grouping.EMPLOYEE_WEEK):
        name, _, first = key.partition(":")
        employee = int(name)
    bounds = next(((each.low, each.high) for each in source.buckets if each.first.isoformat() == first), None)
    return employee, *(bounds or (source.low, source.high))


def _spent(source: ReportSource, low: int, high: int) -> _Spent:
    worked, planned, travel = defaultdict(list), defaultdict(list), defaultdict(list)
    jobs: set[int] = set()
    actual: set[int] = set()
    for job, employee, start, end, as_planned in source.reads.planned(low, high):
        planned[employee].append((start, end))
        if as_planned:
            worked[employee].append((start, end))
            jobs.add(job)
    for job, employee, start, end, kind in source.reads.times(low, high):
        until = end if end is not None else source.now
        if end is None and until - start >= _OPEN:
            continue  # nobody ended it: what it took is not known
        if kind == EntryKind.TRAVEL:
            travel[employee].append((start, until))
        else:
            worked[employee].append((start, until))
            actual.add(job)
    return _Spent(worked, planned, travel, len(actual), len(jobs | actual))


def _people(source: ReportSource, spent: _Spent) -> list[Employee]:
    """Who is in use, and who has anything in the period; in row order."""
    busy = {*spent.worked, *spent.planned, *spent.travel}
    return [each for each in source.employees if each.state is EmployeeState.ACTIVE or each.id in busy]


def _away(source: ReportSource, low: int, high: int) -> Mapping[int, list[tuple[int, int]]]:
    found: Stretches = defaultdict(list)
    for employee, start, end in source.reads.away(low, high):
        found[employee].append((start, end))
    return found


class _Hours:
    """What people have in each week: most have the same weekly hours, and no time off."""

    def __init__(self, source: ReportSource, bounds: Sequence[int]) -> None:
        zone, self._bounds = source.office.zone, bounds
        self._window = Span(instant_of(bounds[0]), instant_of(bounds[-1]))
        shades = closed_stretches(source.office.holidays, self._window, zone)
        self._closed, self._zone = [(each.start, each.end) for each in shades], zone
        self._known: dict[int, tuple[Sequence[tuple[int, int]], list[int]]] = {}

    def of(self, person: Employee, away: Sequence[tuple[int, int]]) -> list[int]:
        """Working minutes without these times off and closed days."""
        if not person.hours:
            return [0] * (len(self._bounds) - 1)
        known = self._known.get(id(person.hours))
        if known is None:
            hours = working_minutes(person.hours, self._window, self._zone)
            known = (hours, self._open(hours, ()))
            self._known[id(person.hours)] = known
        return self._open(known[0], away) if away else known[1]

    def _open(self, hours: Sequence[tuple[int, int]], away: Sequence[tuple[int, int]]) -> list[int]:
        off = spread(shared(hours, [*away, *self._closed]), self._bounds)
        return [minutes - gone for minutes, gone in zip(spread(hours, self._bounds), off, strict=True)]


def _cells(
    source: ReportSource, person: Employee, bounds: Sequence[int], spent: _Spent, available: Sequence[int]
) -> list[_Minutes]:
    """A person's minutes in each week."""
    traveled = spent.travel.get(person.id, [])
    counted = traveled if source.office.company.travel_counts else []
    worked = spread([*spent.worked.get(person.id, []), *counted], bounds)
    planned, travel = spread(spent.planned.get(person.id, []), bounds), spread(traveled, bounds)
    known = bool(person.hours)
    return [
        _Minutes(*each, each[1] * known, each[2] * known)
        for each in zip(available, worked, planned, travel, strict=True)
    ]


_Row = tuple[str, str, Iterable[_Minutes]]


def _rows(
    grouping: Grouping, buckets: Sequence[Bucket], people: Sequence[Employee], cells: Mapping[int, Sequence[_Minutes]]
) -> Iterator[_Row]:
    """Key, label, and what is added up in each row."""
    if grouping in (Grouping.WEEK, Grouping.MONTH):
        for place, bucket in enumerate(buckets):
            yield bucket.first.isoformat(), bucket.label, [every[place] for every in cells.values()]
        return
    for person in people:
        if grouping is Grouping.EMPLOYEE:
            yield str(person.id), person.name, cells[person.id]
            continue
        for bucket, minutes in zip(buckets, cells[person.id], strict=True):
            yield f"{person.id}:{bucket.first.isoformat()}", f"{person.name}  {bucket.label}", [minutes]


def _together(every: Iterable[_Minutes]) -> _Minutes:
    return _Minutes(*map(sum, zip(*every, strict=True)))


def _basis(source: ReportSource, spent: _Spent, people: Sequence[Employee]) -> tuple[str, ...]:
    said = [f"Worked: actual times of {spent.actual:,} of {spent.jobs:,} jobs, the planned ones of the others."]
    if source.office.company.travel_counts:
        said.append("Travel counts as work.")
    unknown = sum(not each.hours for each in people)
    if unknown:
        who = "1 person" if unknown == 1 else f"{unknown:,} people"
        said.append(f"{who} without known working hours in no share.")
    said.append("Available: working hours as they are set now, without time off and closed holidays.")
    return tuple(said)
