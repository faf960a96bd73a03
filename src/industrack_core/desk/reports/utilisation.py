"""Utilisation: how much of the time that people have is worked, and planned.

Worked is a person's reported work on a job; where they reported none of a job that is completed, its planned time.
Where the company says that travel counts, it is work as well. Time in several jobs counts once. Available are the
weekly hours without time off and closed holidays.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from industrack_core.desk.reports.source import ReportSource, bounds_of
from industrack_core.desk.reports.spent import FORGOTTEN, Minutes, Spent, numbers_of, spent_in
from industrack_core.domain.board.holidays import closed_stretches
from industrack_core.domain.board.working_hours import working_minutes
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.office import Employee, EmployeeState
from industrack_core.domain.reports.period import Bucket
from industrack_core.domain.reports.report import Figures, Measure, Report, ReportRow, Unit
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
_NO_JOB: Final = 0
"""In place of an id, of what was reported of no job."""


class _Person(NamedTuple):
    """Somebody's minutes in each week. `known` are those of people whose working hours are known."""

    available: Minutes
    worked: Minutes
    planned: Minutes
    travel: Minutes
    known_worked: Minutes
    known_planned: Minutes


def utilisation(source: ReportSource) -> Report:
    """By week, month, employee, or each employee's weeks."""
    buckets = source.buckets
    bounds = bounds_of(buckets)
    spent = spent_in(source, bounds[0], bounds[-1])
    people = _people(source, spent)
    away = _away(source, bounds[0], bounds[-1])
    hours = _Hours(source, bounds)
    every = [_person(each, bounds, spent, hours.of(each, away.get(each.id, []))) for each in people]
    rows = tuple(_rows(source.query.grouping, buckets, people, every))
    total = _figures(*map(sum, zip(*map(_sums, every), strict=True)))
    return Report(
        source.query, _MEASURES, rows, total, _basis(source, spent, people), main=2, made_at=instant_of(source.now)
    )


def utilised_jobs(source: ReportSource, key: str) -> set[int]:
    """The jobs behind a row: what is planned, worked or traveled for in it."""
    employee, low, high = _meant(source, key)
    reads = source.reads
    texts: list[tuple[int, str]] = [(row[0], row[1]) for row in reads.planned(low, high)]
    for who, worked, _, _, traveled, _, _ in reads.times(low, high, source.now, FORGOTTEN):
        texts += [(who, worked), (who, traveled)]
    found = {job for who, jobs in texts if employee in (None, who) for job in numbers_of(jobs)}
    return found - {_NO_JOB}


def _meant(source: ReportSource, key: str) -> tuple[int | None, int, int]:
    """The employee that a row's key names, None for everybody, and from which minute to which; no key is all."""
    employee, first = None, key
    if key and source.query.grouping in (Grouping.EMPLOYEE, Grouping.EMPLOYEE_WEEK):
        name, _, first = key.partition(":")
        employee = int(name)
    bounds = next(((each.low, each.high) for each in source.buckets if each.first.isoformat() == first), None)
    return employee, *(bounds or (source.low, source.high))


def _people(source: ReportSource, spent: Spent) -> list[Employee]:
    """Who is in use, and who has anything in the period; in row order."""
    busy = {*spent.worked.people, *spent.planned.people, *spent.travel.people}
    return [each for each in source.employees if each.state is EmployeeState.ACTIVE or each.id in busy]


def _away(source: ReportSource, low: int, high: int) -> Mapping[int, list[tuple[int, int]]]:
    found: Mapping[int, list[tuple[int, int]]] = defaultdict(list)
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
        gone = shared(hours, [*away, *self._closed])
        whole, off = (
            spread([start for start, _ in each], [end for _, end in each], self._bounds) for each in (hours, gone)
        )
        return [minutes - lost for minutes, lost in zip(whole, off, strict=True)]


def _person(person: Employee, bounds: Sequence[int], spent: Spent, available: Minutes) -> _Person:
    worked, planned, travel = (each.minutes(person.id, bounds) for each in (spent.worked, spent.planned, spent.travel))
    known = (worked, planned) if person.hours else ([0] * len(available),) * 2
    return _Person(available, worked, planned, travel, *known)


def _sums(person: _Person) -> list[int]:
    """Of all weeks."""
    return list(map(sum, person))


def _figures(
    available: int = 0, worked: int = 0, planned: int = 0, travel: int = 0, known_worked: int = 0,
    known_planned: int = 0,
) -> Figures:  # fmt: skip
    """What the minutes of a person's week, or of several, come to; of people without known hours there is no share."""
    if not available:
        return None, worked, None, planned, None, travel
    # as share_of says it, but of each week of thousands of people
    twice = 2 * available
    used, booked = (2000 * known_worked + available) // twice, (2000 * known_planned + available) // twice
    return available, worked, used, planned, booked, travel


def _rows(
    grouping: Grouping, buckets: Sequence[Bucket], people: Sequence[Employee], every: Sequence[_Person]
) -> Iterator[ReportRow]:
    """Each row."""
    named = [(each.first.isoformat(), each.label) for each in buckets]
    if grouping in (Grouping.WEEK, Grouping.MONTH):
        for place, (key, label) in enumerate(named):
            weeks = ([minutes[place] for minutes in person] for person in every)
            yield ReportRow(key, label, _figures(*map(sum, zip(*weeks, strict=True))))
        return
    for person, minutes in zip(people, every, strict=True):
        if grouping is Grouping.EMPLOYEE:
            yield ReportRow(str(person.id), person.name, _figures(*_sums(minutes)))
            continue
        # the week first: where there is no room for both, names are cut
        who, name = f"{person.id}:", f"  {person.name}"
        keys, labels = [who + key for key, _ in named], [label + name for _, label in named]
        yield from map(ReportRow, keys, labels, map(_figures, *minutes))


def _basis(source: ReportSource, spent: Spent, people: Sequence[Employee]) -> tuple[str, ...]:
    said = [f"Worked: actual times of {spent.actual:,} of {spent.jobs:,} jobs, the planned ones of the others."]
    if source.office.company.travel_counts:
        said.append("Travel counts as work.")
    unknown = sum(not each.hours for each in people)
    if unknown:
        who = "1 person" if unknown == 1 else f"{unknown:,} people"
        said.append(f"{who} without known working hours in no share.")
    said.append("Available: hours as they are set now, less time off and closed holidays.")
    return tuple(said)
