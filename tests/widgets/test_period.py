"""Day, week and month: every job once on every day it touches, also where the clocks change."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.segment import Segment
from textual.geometry import Size

from industrack_core.domain.board.alarms import ExceptionKind
from industrack_core.domain.board.board import Block, DayStart, Row, Shade, lanes
from industrack_core.domain.board.day_sums import DayJob, DaySum
from industrack_core.domain.board.working_hours import Load
from industrack_core.domain.board.working_hours import shades as shades_of
from industrack_core.domain.records.office import Company, Employee, Office, Shift, TimeOff
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import day_span
from industrack_tui.glyphs import ASCII, UNICODE, Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import fitted
from industrack_tui.widgets.period.cursor import PeriodCursor
from industrack_tui.widgets.period.day_card import day_lines
from industrack_tui.widgets.period.heat import heat_of, step_glyph
from industrack_tui.widgets.period.kind import PeriodKind
from industrack_tui.widgets.period.lines import PeriodLines
from industrack_tui.widgets.period.month import MonthPainter, week_heights
from industrack_tui.widgets.period.paint import Painter
from industrack_tui.widgets.period.scene import Scene
from industrack_tui.widgets.period.week import WeekPainter, name_cells, row_lines
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
    low, high = made.bounds(day)
    made.starts = sorted(
        DayStart(max(low, each.start), each.job_id) for each in blocks if low < each.end and each.start < high
    )
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
    lines = view.outline.lines(0, view.outline.count)
    shown = [line.job_id for line in lines if line.job_id is not None]
    assert sorted(shown) == [*range(len(blocks) - 4), 900, 901], "those that only touch the day are not on it"
    hour = low
    for line in lines:
        if line.label:
            hour = line.minute - (line.minute - low) % 15
        block = view.job(line)
        assert (block.job_id if block is not None else None) == line.job_id
        if block is not None and block.start >= low:
            assert line.minute == block.start
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
@pytest.mark.parametrize(("glyphs", "theme"), [(UNICODE, "dark"), (ASCII, "ansi")])
def test_lines_are_as_wide_as_the_pane_whatever_is_in_them(
    kind: PeriodKind, width: int, glyphs: Glyphs, theme: str
) -> None:
    day = date(2026, 11, 24)
    low = minute_of(day_span(day, ZoneInfo("UTC")).starts_at)
    texts: dict[str, object] = {"description": "東京 [b]👩‍🔧 leak" * 4, "customer": "Ørsted & Co", "number": "1044"}
    blocks = [job(each, low + each * 37, 50, **texts) for each in range(40)]
    view = scene(kind, "UTC", day, blocks)
    view.sums = tuple(DaySum(each % 3, each * 600) for each in range(42))
    given: Any = (view, Look(theme), glyphs, width, True, None, frozenset({3}))
    if kind is PeriodKind.DAY:
        lines = [Painter(*given).day_line(line, line.job_id is None) for line in view.outline.lines(0, 999)]
    elif kind is PeriodKind.WEEK:
        week = WeekPainter(*given)
        lines = [week.heading(view.days, 18, day), *week.week_lines(0, 2), *week.week_lines(0, 7)]
    else:
        month = MonthPainter(*given)
        lines = [line for week in range(len(view.days) // 7) for line in month.month_lines(week, 4, day)]
    for line in lines:
        assert fitted(line, width, line[-1]).cell_length == width


def test_a_week_begins_with_the_companys_first_weekday_and_a_month_with_its_first_week() -> None:
    office = Office(1, Company(name="N", zone="UTC", first_weekday=6))
    week = Scene(PeriodKind.WEEK, office, (), date(2026, 11, 24), 0, 0)
    assert (week.first_day, week.days[-1]) == (date(2026, 11, 22), date(2026, 11, 28))
    month = Scene(PeriodKind.MONTH, office, (), date(2026, 11, 24), 0, 0)
    assert (month.first_day, len(month.days)) == (date(2026, 11, 1), 35)
    assert month.month_later(1) == date(2026, 12, 24)
    assert Scene(PeriodKind.MONTH, office, (), date(2026, 1, 31), 0, 0).month_later(1) == date(2026, 2, 28)
    assert Scene(PeriodKind.MONTH, office, (), date(2026, 1, 31), 0, 0).month_later(-1) == date(2025, 12, 31)


def test_two_thousand_people_cost_what_is_in_sight() -> None:
    roster = tuple(range(2000))
    people = tuple(Employee(id=each, last_name=f"P{each}") for each in roster)
    office = Office(1, Company(name="N", zone="UTC"), employees=people)
    view = Scene(PeriodKind.WEEK, office, roster, date(2026, 11, 24), 0, 0)
    painter = WeekPainter(view, Look("dark"), UNICODE, 120, True, None, frozenset())
    assert len(painter.week_lines(1999, 4)) == 4
    assert datetime(2026, 11, 24, tzinfo=UTC) == view.window.starts_at + timedelta(days=1)


@pytest.mark.parametrize(("planned", "working", "step", "said"), [
    (0, 480, 0, "0%"), (1, 480, 1, "0%"), (191, 480, 1, "40%"), (192, 480, 2, "40%"), (311, 480, 2, "65%"),
    (312, 480, 3, "65%"), (431, 480, 3, "90%"), (432, 480, 4, "90%"), (480, 480, 4, "100%"), (481, 480, 5, "101%"),
    (500, 480, 5, "104%"), (99_999, 1, 5, "999%"), (60, 0, 5, "off"), (0, 0, 0, ""), (60, None, 1, ""),
    (0, None, 0, ""),
])  # fmt: skip
def test_a_day_is_as_hot_as_it_is_full_and_over_is_said(
    planned: int, working: int | None, step: int, said: str
) -> None:
    heat = heat_of(Load(planned, working))
    assert (heat.step, heat.said) == (step, said)


def test_without_colors_the_steps_are_told_by_glyphs() -> None:
    for glyphs in (UNICODE, ASCII):
        told = [step_glyph(heat_of(Load(each, 100)), glyphs) for each in (0, 1, 30, 55, 80, 100, 120)]
        assert told[0] == " "
        assert [glyphs.steps.index(each) for each in told] == sorted(glyphs.steps.index(each) for each in told)
        assert told[-2] == told[-1] == glyphs.steps[-1]


@pytest.mark.parametrize(("has_jobs", "room", "heights"), [
    ([False, False, True, True, True], 31, [2, 2, 9, 9, 9]), ([True] * 6, 31, [5, 5, 5, 5, 5, 6]),
    ([True] * 6, 13, [2, 2, 2, 2, 2, 3]), ([False] * 5, 31, [2] * 5), ([False] * 5, 5, [1] * 5),
    ([True, False], 3, [1, 2]), ([True] * 5, 2, [1] * 5),
])  # fmt: skip
def test_weeks_without_jobs_give_their_lines_to_the_others(has_jobs: list[bool], room: int, heights: list[int]) -> None:
    assert week_heights(has_jobs, room) == heights


@pytest.mark.parametrize(("lines", "people", "expected"), [
    (33, 16, 2), (33, 6, 5), (33, 1, 7), (33, 4, 7), (12, 60, 2), (1, 0, 2), (61, 16, 3),
])  # fmt: skip
def test_people_of_the_week_share_the_height(lines: int, people: int, expected: int) -> None:
    assert row_lines(lines, people) == expected


HOURS = tuple(Shift(weekday, 8 * 60, 16 * 60) for weekday in range(5))
DAY = date(2026, 11, 25)
LOW = minute_of(day_span(DAY, ZoneInfo("UTC")).starts_at)


def week_of(blocks: list[Block], now: int = 0, shades: tuple[Shade, ...] = ()) -> Scene:
    person = Employee(id=1, first_name="Marc-Antoine", last_name="Lindqvist", hours=HOURS)
    office = Office(1, Company(name="N", zone="UTC"), employees=(person,))
    made = Scene(PeriodKind.WEEK, office, (1,), DAY, 0, now)
    window = made.window
    away = [TimeOff(employee_id=1, starts_at=instant_of(each.start), ends_at=instant_of(each.end), reason=each.reason)
            for each in shades]  # fmt: skip
    made.rows = {1: Row(1, lanes(blocks), shades_of(person, window, away, ZoneInfo("UTC")))}
    return made


def painted(view: Scene, height: int, width: int = 120, theme: str = "dark") -> list[list[Segment]]:
    return WeekPainter(view, Look(theme), UNICODE, width, True, None, frozenset()).week_lines(0, height)


def cell_texts(view: Scene, day: date, height: int, width: int = 120, theme: str = "dark") -> list[str]:
    """The lines of a day's cell."""
    painter = WeekPainter(view, Look(theme), UNICODE, width, True, None, frozenset())
    begin, cells = painter.columns(name_cells(width))[view.days.index(day)]
    return ["".join(piece.text for piece in line)[begin : begin + cells - 1] for line in painter.week_lines(0, height)]


def test_a_cell_of_the_week_says_how_much_what_is_wrong_and_for_whom() -> None:
    blocks = [
        job(1, LOW + 480, 120, customer="Nomad Film Ltd", status="completed"),
        job(2, LOW + 600, 120, customer="Hudson Valley Creamery"),
        job(3, LOW + 800, 60, customer="Orchard Street Diner", status="declined"),
        job(4, LOW + 24 * 60 + 480, 500, customer="Maple Court"),
    ]
    view = week_of(blocks, now=LOW + 640, shades=(Shade(LOW + 48 * 60, LOW + 72 * 60, "Training"),))
    first, second = cell_texts(view, DAY, 2)
    assert first == " 3 · 4 h   ✗!", "declined work takes no time"
    assert second == " Nomad +2    "
    assert cell_texts(view, DAY + timedelta(days=1), 2)[0].endswith("104%")
    assert [each.rstrip() for each in cell_texts(view, DAY + timedelta(days=2), 2)] == [" off", " Training"]
    assert cell_texts(view, DAY + timedelta(days=3), 2)[0].rstrip() == " off"
    assert cell_texts(view, DAY, 2, theme="ansi")[0][0] == "▄"
    heads = [cell_texts(view, DAY + timedelta(days=1), 2, width)[0] for width in (60, 80, 106)]
    assert heads == [" 104%", " 1  104%", " 1·8.3h 104%"], "more than there is time for is said before all else"
    tall = cell_texts(view, DAY, 3 + 1, width=190)
    assert tall[1:] == ["✓ 08:00 Nomad Film Ltd ", "! 10:00 Hudson Valley  ", "✗ 13:20 Orchard Street "]
    assert cell_texts(week_of([*blocks, *blocks]), DAY, 4)[-1] == " +4 more     "
    names = ["".join(piece.text for piece in line[:4])[:18] for line in painted(view, 2)]
    assert names[0] == "›Lindqvist, M.    "
    assert names[1].endswith("12.3h 39% ")


def test_a_day_of_the_month_says_its_jobs_its_share_and_the_first_of_them() -> None:
    view = week_of([])
    view.kind = PeriodKind.MONTH
    first = tuple(
        DayJob(each, LOW + 420, str(each), "Work", "Orchard Street Diner", "not_started") for each in range(9)
    )
    sums = [DaySum(0, 0) for _ in view.days]
    sums[view.days.index(DAY)] = DaySum(61, 384, first, (ExceptionKind.DECLINED, ExceptionKind.CHANGED), (1,))
    sums[view.days.index(DAY + timedelta(days=1))] = DaySum(1, 500, first[:1])
    view.sums = tuple(sums)
    painter = MonthPainter(view, Look("dark"), UNICODE, 140, True, None, frozenset())
    lines = painter.month_lines(view.days.index(DAY) // 7, 7, DAY)
    texts = ["".join(piece.text for piece in line) for line in lines]
    assert [text[40:59] for text in texts] == [
        " 25      61 jobs ✗◐", " ▄▄▄▄▄▄▄▄▄▄▄─── 80%", " 07:00 Orchard St  ", " 07:00 Orchard St  ",
        " 07:00 Orchard St  ", " +58 more          ", " " * 19,
    ]  # fmt: skip
    assert texts[0][60:79].rstrip() == " 26          1 job"
    assert texts[1][60:79].endswith("104%")
    said = "\n".join("".join(text for text, _ in parts) for parts in day_lines(view, UNICODE))
    for expected in ("61 jobs", "6.4 of 8 h", "80%", "✗ declined", "◐ changed", "Off: Marc-Antoine Lindqvist"):
        assert expected in said


def test_what_is_late_by_little_where_most_is_late_is_amber_in_week_and_month() -> None:
    day = date(2026, 11, 24)
    low = minute_of(day_span(day, ZoneInfo("UTC")).starts_at)
    view = scene(PeriodKind.WEEK, "UTC", day, [job(1, low + 600, 60)])
    view.now = low + 610
    given: Any = (view, Look("dark"), UNICODE, 120, True, None, frozenset())
    for view.is_calm in (False, True):
        (mark,) = [piece for piece in WeekPainter(*given).week_lines(0, 2)[0] if piece.text == "!"]
        assert mark.style == Look("dark")["warn" if view.is_calm else "alarm"]
    month = scene(PeriodKind.MONTH, "UTC", day, [])
    late = (ExceptionKind.LATE_START,)
    month.sums = tuple(DaySum(3, 60, (), late, (), late if each % 2 else ()) for each in range(42))
    shown: Any = (month, Look("dark"), UNICODE, 120, True, None, frozenset())
    marks = [piece.style for piece in MonthPainter(*shown).month_lines(0, 2, day)[0] if piece.text == "!"]
    assert marks == [Look("dark")["warn" if each % 2 else "alarm"] for each in range(7)]


def test_as_many_other_people_have_hours_of_their_own() -> None:
    """Another calendar with as many people: the month's lines and its sums are theirs."""
    office = Office(
        1, Company(name="N", zone="UTC"),
        employees=tuple(
            Employee(id=each, last_name=f"P{each}", hours=tuple(Shift(day, 480, closes) for day in range(7)))
            for each, closes in ((1, 1020), (2, 1020), (3, 600), (4, 600))
        ),
    )  # fmt: skip
    day = date(2026, 11, 24)
    cursor = PeriodCursor()
    now = minute_of(day_span(day, office.zone).starts_at)
    view = cursor.scene = Scene(PeriodKind.MONTH, office, (1, 2), day, now, now)
    view.sums = tuple(DaySum(1, 240) for _ in view.days)
    lines = PeriodLines()

    def shown() -> list[str]:
        given: Any = (cursor, Size(100, 30), Look("dark"), UNICODE)
        made = lines.of(*given, focused=True, shines=None, marked=frozenset(), row_lines=2)
        return ["".join(segment.text for segment in line) for line in made]

    first = shown()
    assert view.capacity(day) == 2 * 9 * 60
    view.roster = (3, 4)
    assert view.capacity(day) == 2 * 2 * 60
    assert shown() != first
