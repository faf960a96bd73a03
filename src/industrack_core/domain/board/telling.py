"""The alarms of many rows at a minute, each job by its worst.

What was told of a row is kept: of a save only the rows that it changed are judged again. Pure, but for that memory.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Generic, TypeVar

from industrack_core.domain.board.alarms import (
    RANK,
    Alarm,
    DayAlarms,
    ExceptionKind,
    QuietKey,
    TimedJob,
    alarm_of,
    doubled,
    is_declined,
    is_mild,
    worst_first,
)
from industrack_core.domain.named_tuple import NamedTuple

P = TypeVar("P", bound=TimedJob)
_KINDS = tuple(ExceptionKind)


class _JobTold(NamedTuple, Generic[P]):
    """The worst of a job in somebody's row: how bad that is, in which order it is told."""

    rank: int
    order: tuple[int, int, int, int]
    alarm: Alarm
    job: P


class _RowTold(NamedTuple, Generic[P]):
    """What is told of a row: its jobs that count, those that their crew knows otherwise, those with an alarm."""

    row: Sequence[P]
    live: tuple[int, ...]
    changed: tuple[int, ...]
    jobs: tuple[_JobTold[P], ...]


class ToldRows(Generic[P]):
    """What was told of rows at one minute, with the same words on what keeps quiet."""

    def __init__(self) -> None:
        self._about: tuple[object, ...] = ()
        self._rows: dict[int, _RowTold[P]] = {}

    def of(
        self, rows: Mapping[int, Sequence[P]], now: int, quiet: Collection[QuietKey], today_ends: int | None
    ) -> Collection[_RowTold[P]]:
        """What is told of each of these rows, by employee: of a crew it is said of the same one, whoever came first."""
        known = self._rows if self._about == (now, quiet, today_ends) else {}
        self._about, self._rows = (now, quiet, today_ends), {}
        for who in sorted(rows):
            told, row = known.get(who), rows[who]
            if told is None or told.row is not row:
                told = _told(row, now, quiet, today_ends)
            self._rows[who] = told
        return self._rows.values()


def _told(row: Sequence[P], now: int, quiet: Collection[QuietKey], today_ends: int | None) -> _RowTold[P]:
    twice = {job.job_id for job, _ in doubled(row, now)}
    live, changed, found = [], [], []
    for job in row:
        if job.status == "completed":
            continue
        if today_ends is None or job.start < today_ends or is_declined(job):
            live.append(job.job_id)
        if job.status == "not_started" and job.delivery == "changed":
            changed.append(job.job_id)
        alarm = alarm_of(job, now, twice, quiet)
        if alarm is not None:
            found.append(_JobTold(RANK[alarm.kind], worst_first(alarm.kind, job), alarm, job))
    return _RowTold(row, tuple(live), tuple(changed), tuple(found))


def day_alarms(
    rows: Mapping[int, Sequence[P]], now: int, quiet: Collection[QuietKey] = (), today_ends: int | None = None,
    rest: Collection[int] = (), told: ToldRows[P] | None = None,
) -> tuple[DayAlarms, list[tuple[Alarm, P]]]:  # fmt: skip
    """The alarms of what is not finished, by employee; every job counts once, by its worst. The worst ones first.

    Where days to come are among them, `today_ends` is the minute up to which it counts how much is late. `rest` are the
    ids of jobs that count as well, and of which nothing can be wrong. Of rows that were `told` before, and are the very
    same ones, what is told is the same.
    """
    worst: dict[int, _JobTold[P]] = {}
    found = (told if told is not None else ToldRows[P]()).of(rows, now, quiet, today_ends)
    live, changed = set(rest).union(*[row.live for row in found]), set[int]().union(*[row.changed for row in found])
    for each in chain.from_iterable([row.jobs for row in found]):
        known = worst.get(each.job.job_id)
        if known is None or each.rank < known.rank:
            worst[each.job.job_id] = each
    counts = [0] * len(_KINDS)
    for each in worst.values():
        counts[each.rank] += 1
    later = len(changed.difference(worst))
    day = DayAlarms({kind: count for kind, count in zip(_KINDS, counts, strict=True) if count}, len(live), later)
    return day, _in_order(worst.values(), calm=day.is_calm)


def _in_order(worst: Collection[_JobTold[P]], *, calm: bool) -> list[tuple[Alarm, P]]:
    """The worst first; where most jobs are red, what is not that late is no longer red, and stands behind what is."""
    found = [(each.alarm, each.job) for each in sorted(worst, key=_order)]
    if not calm:
        return found
    found = [
        (alarm._replace(is_red=alarm.is_red and not is_mild(alarm.kind, alarm.minutes)), job) for alarm, job in found
    ]
    return sorted(found, key=_is_not_red)


def _order(told: _JobTold[P]) -> tuple[int, int, int, int]:
    return told.order


def _is_not_red(told: tuple[Alarm, P]) -> bool:
    return not told[0].is_red
