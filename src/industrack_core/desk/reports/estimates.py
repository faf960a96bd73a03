"""Estimates: how many were won of those that are decided, by when they were made."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from statistics import median_low
from typing import Final

from industrack_core.desk.reports.source import ReportSource
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.estimate import EstimateStatus
from industrack_core.domain.reports.report import Figures, Measure, Report, ReportRow, Unit, share_of
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import local_day

_MEASURES: Final = (
    Measure("made", "Made", Unit.COUNT, summed=True),
    Measure("pending", "Pending", Unit.COUNT, summed=True),
    Measure("won", "Won", Unit.COUNT, summed=True),
    Measure("lost", "Lost", Unit.COUNT, summed=True),
    Measure("share", "Won %", Unit.SHARE),
    Measure("value", "Value won", Unit.MONEY, summed=True),
    Measure("value_share", "Value %", Unit.SHARE, of_money=True),
    Measure("days", "Median days", Unit.DAYS),
)
WON: Final = (EstimateStatus.WON, EstimateStatus.SCHEDULED, EstimateStatus.INVOICED)


class _Made(NamedTuple):
    """An estimate: `days` to its decision, None where the journal does not tell."""

    id: int
    made_on: date
    status: str
    total: int
    days: int | None


def estimates(source: ReportSource) -> Report:
    """By month or week in which they were made."""
    made = list(_made(source))
    firsts = [each.first for each in source.buckets]
    places: list[list[_Made]] = [[] for _ in firsts]
    for each in made:
        places[bisect_right(firsts, each.made_on) - 1].append(each)
    rows = tuple(
        ReportRow(bucket.first.isoformat(), bucket.label, _figures(every))
        for bucket, every in zip(source.buckets, places, strict=True)
    )
    decided = [each for each in made if each.status in (*WON, EstimateStatus.LOST)]
    timed = sum(each.days is not None for each in decided)
    basis = (
        f"Of {len(decided):,} decided of {len(made):,} estimates; days from the log of {timed:,} of them.",
        "By the day they were made. Won: also those of which a job came.",
    )
    return Report(source.query, _MEASURES, rows, _figures(made), basis, main=4, made_at=instant_of(source.now))


def estimates_of(source: ReportSource, key: str) -> set[int]:
    """The estimates of a row."""
    firsts = [each.first for each in source.buckets]
    return {
        each.id
        for each in _made(source)
        if not key or firsts[bisect_right(firsts, each.made_on) - 1].isoformat() == key
    }


def _figures(made: list[_Made]) -> Figures:
    won = [each for each in made if each.status in WON]
    lost = [each for each in made if each.status == EstimateStatus.LOST]
    decided = len(won) + len(lost)
    value = sum(each.total for each in won)
    days = [each.days for each in (*won, *lost) if each.days is not None]
    return (
        len(made), sum(each.status == EstimateStatus.PENDING for each in made), len(won), len(lost),
        share_of(len(won), decided), value, share_of(value, value + sum(each.total for each in lost)),
        median_low(days) if days else None,
    )  # fmt: skip


def _made(source: ReportSource) -> Iterator[_Made]:
    period = source.query.period
    rows = source.reads.estimates(period.first.isoformat(), period.last.isoformat())
    decisions = _decisions(source, [row[0] for row in rows])
    for estimate, status, made_on, total in rows:
        day, at = date.fromisoformat(made_on), decisions.get(estimate)
        days = (at - day).days if at is not None else None
        yield _Made(estimate, day, status, total, None if days is None else max(0, days))


def _decisions(source: ReportSource, ids: list[int]) -> Mapping[int, date]:
    """On which day what stands now was decided: the last step from undecided, or from the other side, to it."""
    found: dict[int, date] = {}
    stands: dict[int, str] = {}
    for estimate, status, at_s in source.reads.estimate_steps(ids):
        side = _side(status)
        if side and side != stands.get(estimate):
            found[estimate] = local_day(datetime.fromtimestamp(at_s, UTC), source.office.zone)
        stands[estimate] = side
        if not side:
            found.pop(estimate, None)
    return found


def _side(status: str) -> str:
    if status in WON:
        return "won"
    return "lost" if status == EstimateStatus.LOST else ""
