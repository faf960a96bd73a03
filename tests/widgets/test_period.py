"""Day, week and month: every job once on every day it touches, also where the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from industrack_core.domain.board.board import Block, Row, lanes
from industrack_core.domain.board.day_sums import DaySum
from industrack_core.domain.records.office import Company, Employee, Office
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import day_span
from industrack_tui.glyphs import ASCII, UNICODE
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import fitted
from industrack_tui.widgets.period.kind import PeriodKind
from industrack_tui.widgets.period.paint import Painter
from industrack_tui.widgets.period.scene import Scene
from tests.widgets import boards

CHANGES = [
    ("America/New_York", date(2026, 3, 8)), ("America/New_York", date(2026, 11, 1)),
    ("Europe/London", date(2026, 3, 29)), ("Europe/London", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)), ("Australia/Lord_Howe", date(2026, 10, 4)),
]  # fmt: skip


def job(job_id: int, start: int, minutes: int, **other: object) -> Block:
    return boards.block(job_id, 0, 0, 1, **other)._replace(start=start, end=start + minutes)


def scene(kind: PeriodKind, zone: str, day: date, blocks: list[Block]) -> Scene:
    office = Office(1, Company(name="Northwind", zone=zone), employees=(Employee(id=1, last_name="Ruiz"),))
    made = Scene(kind, office, (1,), day, 0, 0)
    made.blocks, made.rows = blocks, {1: Row(1, lanes(blocks))}
    return made


@pytest.mark.parametrize(("zone", "day"), CHANGES)
def test_on_a_day_with_a_clock_change_each_job_is_there_once_at_its_hour(zone: str, day: date) -> None:
    """A job every quarter of the 23, 24 or 25 hours, and one over each midnight."""
    span = day_span(day, ZoneInfo(zone))
    low, high = minute_of(span.starts_at), minute_of(span.ends_at)
    blocks = [job(number, start, 15) for number, start in enumerate(range(low, high, 15))]
    blocks += [job(900, low - 60, 90), job(901, high - 30, 60), job(902, low - 30, 30), job(903, high, 30)]
    view = scene(PeriodKind.DAY, zone, day, blocks)
    lines = view.day_lines()
    shown = [line.block.job_id for line in lines if line.block is not None]
    assert sorted(shown) == [*range(len(blocks) - 4), 900, 901], "those that only touch the day are not on it"
    hour = low
    for line in lines:
        if line.label:
            hour = line.minute - (line.minute - low) % 15
        if line.block is not None and line.block.start >= low:
            assert line.minute == line.block.start
            assert instant_of(line.minute).astimezone(ZoneInfo(zone)).hour == (
                instant_of(hour).astimezone(ZoneInfo(zone)).hour
            )
    week = scene(PeriodKind.WEEK, zone, day, blocks)
    cells = {each: [block.job_id for block in week.cell(1, each)] for each in week.days}
    assert sorted(cells[day]) == sorted(shown)
    for around, number in ((day - timedelta(days=1), 900), (day + timedelta(days=1), 901)):
        if around in cells:
            assert number in cells[around]


@pytest.mark.parametrize("kind", list(PeriodKind))
@pytest.mark.parametrize("width", [20, 60, 113, 200])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_lines_are_as_wide_as_the_pane_whatever_is_in_them(kind: PeriodKind, width: int, glyphs: object) -> None:
    day = date(2026, 11, 24)
    low = minute_of(day_span(day, ZoneInfo("UTC")).starts_at)
    texts: dict[str, object] = {"description": "東京 [b]👩‍🔧 leak" * 4, "customer": "Ørsted & Co", "number": "1044"}
    blocks = [job(each, low + each * 37, 50, **texts) for each in range(40)]
    view = scene(kind, "UTC", day, blocks)
    view.sums = tuple(DaySum(each % 3, each * 600) for each in range(42))
    painter = Painter(view, Look("dark"), glyphs, width, True, None, frozenset({3}))  # type: ignore[arg-type]
    if kind is PeriodKind.DAY:
        lines = [painter.day_line(line, line.block is None) for line in view.day_lines()]
    elif kind is PeriodKind.WEEK:
        lines = [painter.heading(view.days, 18, day), *painter.week_lines(0, 4, 18)]
    else:
        lines = [line for week in range(6) for line in painter.month_lines(week, 4, day)]
    for line in lines:
        assert fitted(line, width, line[-1]).cell_length == width


def test_a_week_begins_with_the_companys_first_weekday_and_a_month_with_its_first_week() -> None:
    office = Office(1, Company(name="N", zone="UTC", first_weekday=6))
    week = Scene(PeriodKind.WEEK, office, (), date(2026, 11, 24), 0, 0)
    assert (week.first_day, week.days[-1]) == (date(2026, 11, 22), date(2026, 11, 28))
    month = Scene(PeriodKind.MONTH, office, (), date(2026, 11, 24), 0, 0)
    assert (month.first_day, len(month.days)) == (date(2026, 11, 1), 42)
    assert month.month_later(1) == date(2026, 12, 24)
    assert Scene(PeriodKind.MONTH, office, (), date(2026, 1, 31), 0, 0).month_later(1) == date(2026, 2, 28)
    assert Scene(PeriodKind.MONTH, office, (), date(2026, 1, 31), 0, 0).month_later(-1) == date(2025, 12, 31)


def test_two_thousand_people_cost_what_is_in_sight() -> None:
    roster = tuple(range(2000))
    people = tuple(Employee(id=each, last_name=f"P{each}") for each in roster)
    office = Office(1, Company(name="N", zone="UTC"), employees=people)
    view = Scene(PeriodKind.WEEK, office, roster, date(2026, 11, 24), 0, 0)
    painter = Painter(view, Look("dark"), UNICODE, 120, True, None, frozenset())
    assert len(painter.week_lines(1999, 4, 18)) == 4
    assert datetime(2026, 11, 24, tzinfo=UTC) == view.window.starts_at + timedelta(days=1)
