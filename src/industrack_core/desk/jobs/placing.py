"""Free slots and advice for a job: who may do it, when they work and when they are taken."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from industrack_core.domain.acts.acts import PlanJob
from industrack_core.domain.board import slots
from industrack_core.domain.board.availability import lacks_skill
from industrack_core.domain.board.slots import Advice, Grid, Proposal, Worker
from industrack_core.domain.board.working_hours import working_minutes
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Calendar, Employee, Office
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import Span, day_span, local_day
from industrack_core.store.reads.board_reads import read_busy
from industrack_core.store.writing.lookups import Lookups

DAYS = 14
FIRST_LOOK = 3 * 60
"""So many minutes ahead are looked through first for the next free slots."""


def window_from(moment: datetime, office: Office) -> Span:
    """The company days that are looked through: from `moment` (aware UTC) to the end of the 14th day."""
    days = day_span(local_day(moment, office.zone), office.zone, DAYS)
    return Span(moment, days.ends_at)


def _workers(look: Lookups, office: Office, people: Sequence[Employee], window: Span, job_id: int) -> dict[int, Worker]:
    """What each of these people does in the window, by employee id; `job_id` does not stand in its own way."""
    busy = read_busy(look.connection, [each.id for each in people], window, job_id) if people else {}
    whole = ((minute_of(window.starts_at), minute_of(window.ends_at)),)
    # whole days, so that people with the same hours share one look-up, whatever minute it is
    days = Span(day_span(local_day(window.starts_at, office.zone), office.zone).starts_at, window.ends_at)
    return {
        each.id: Worker(
            (each.id,), working_minutes(each.hours, days, office.zone) if each.hours else whole, tuple(busy[each.id])
        )
        for each in people
    }


def _grid(office: Office, moment: datetime, calendar: Calendar) -> Grid:
    midnight = day_span(local_day(moment, office.zone), office.zone).starts_at
    return Grid(minute_of(midnight), calendar.slot_minutes)


def _able(office: Office, job: Job, people: Sequence[Employee]) -> list[Employee]:
    """Who has every skill that the job takes."""
    service_type = office.service_types_by_id.get(job.service_type_id or 0)
    return [each for each in people if not lacks_skill(each, service_type)]


def find_best_slots(
    look: Lookups, office: Office, job_id: int, calendar: Calendar, now: datetime, limit: int
) -> list[Proposal]:
    """The next free slots of a job; a crew of several goes together, else anybody of the calendar who can do it."""
    job = look.get(Job, job_id)
    if job is None:
        return []
    together = len(job.crew) > 1
    whole = window_from(now, office)
    people = (
        [employee for each in job.crew if (employee := office.employee(each)) is not None]
        if together
        else _able(office, job, office.pool(calendar))
    )
    low, high = -(-int(now.timestamp()) // 60), minute_of(whole.ends_at)
    grid = _grid(office, now, calendar)
    for until in _nearer_ends(low, high):
        # who begins before `until` is done so much later: what comes after that keeps nobody from it
        window = Span(now, instant_of(min(high, until + job.minutes)))
        found = _workers(look, office, people, window, job_id).values()
        workers = [slots.as_one_worker(list(found))] if together else list(found)
        proposals = slots.best_slots(workers, job.minutes, low, minute_of(window.ends_at), grid, limit)
        sure = [each for each in proposals if each.start < until]
        if len(sure) == limit or until == high:
            break
    return sure


def _nearer_ends(low: int, high: int) -> Iterator[int]:
    """Up to where one looks first, and up to where if that is not enough: where many may do a job, hours will do."""
    ahead = FIRST_LOOK
    while low + ahead < high:
        yield low + ahead
        ahead *= 4
    yield high


def find_advice(look: Lookups, office: Office, act: PlanJob, calendar: Calendar, now: datetime) -> list[Advice]:
    """Changes to a placement that leave nothing against it, the smallest first; none when nothing fits in 14 days."""
    job = look.get(Job, act.job_id)
    if job is None or act.starts_at is None or not act.crew:
        return []
    wanted = minute_of(act.starts_at)
    # what is planned for later than now is not advised into the past
    first = min(now, act.starts_at)
    window = Span(first, max(window_from(now, office).ends_at, window_from(act.starts_at, office).ends_at))
    pool = office.pool(calendar)
    crew = [employee for each in act.crew if (employee := office.employee(each)) is not None]
    able = _able(office, job, pool)
    people = {each.id: each for each in (*crew, *able)}
    workers = _workers(look, office, list(people.values()), window, act.job_id)
    service_type = office.service_types_by_id.get(job.service_type_id or 0)
    have = {skill.casefold() for each in crew for skill in each.skills}
    skilled = service_type is None or all(skill.casefold() in have for skill in service_type.skills)
    own = slots.as_one_worker([workers[each.id] for each in crew]) if skilled and crew else None
    others = [workers[each.id] for each in able if (each.id,) != act.crew]
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    grid = _grid(office, instant_of(wanted), calendar)
    return slots.advice(own, others, wanted, act.minutes, low, high, grid)
