"""The header: what it counts, and that a click on a part does what its key does."""

from datetime import timedelta

import pytest

from industrack_core.domain.board.alarms import DayAlarms, ExceptionKind
from industrack_core.domain.records.office import Calendar, Company, Office
from industrack_tui.board.heading import Place, header_lines
from industrack_tui.board.modes import DayLoad
from industrack_tui.glyphs import UNICODE
from industrack_tui.lists.screen import ListScreen
from industrack_tui.widgets.header import fitted_parts
from industrack_tui.widgets.period.kind import PeriodKind
from tests.console.seat import NOW, Seat, seated

OFFICE = Office(1, Company(name="Northwind", zone="America/New_York"))
ALARMS = DayAlarms({ExceptionKind.LATE_START: 10, ExceptionKind.OVERRUN: 7, ExceptionKind.CHANGED: 1}, 20)


def place(width: int, *, is_low: bool = False, **other: object) -> Place:
    day = NOW.date()
    told: dict[str, object] = {
        "filter": "", "marked": 0, "view": None, "period": "", "alarms": ALARMS, "days": 1, "zoom": 0,
        "load": DayLoad(day, (1,), 6180, 7980), "lost_since": None,
        "who": ("ana",),
    }  # fmt: skip
    return Place(
        office=OFFICE, day=day, read_only=False, outdated=False, closed=False, width=width, is_low=is_low,
        calendar=Calendar(id=1, name="Default calendar", opens=0, closes=1440, is_default=True), waiting=8,
        **(told | other),  # type: ignore[arg-type]
    )  # fmt: skip


def lines(shown: Place) -> list[str]:
    texts = []
    for left, right in header_lines(shown, UNICODE):
        kept_left, kept_right = fitted_parts(left, right, shown.width - 1, UNICODE.ellipsis)
        texts.append("".join(part.text for part in (*kept_left, *kept_right)))
    return texts


def test_both_lines_where_there_is_room() -> None:
    first, second = lines(place(200))
    assert first.startswith(
        " Schedule  Estimates  Customers  Inventory  Orders  Jobs  Forms  Employees  Settings  g more"
    )
    assert first.endswith(" ! 10 late   + 7 over time   ◐ 1 changed   8 waiting  ana ● live ")
    assert second.startswith(f" ‹ {NOW:%A} {NOW.day} {NOW:%B %Y} ›     Timeline  Day  Week  Month    Default calendar")
    assert second.endswith("77%  ▄▄▄▄▄▄▄▄▄▄ 103 of 133 h ")


def test_alarms_stay_where_it_is_narrow() -> None:
    low = lines(place(80, is_low=True))
    assert len(low) == 1
    for part in ("Schedule", "!10 +7 ◐1", "8 wait", "77%", "● live"):
        assert part in low[0]
    assert "!10 +7 ◐1" in lines(place(40, is_low=True))[0]


@pytest.mark.parametrize("width", [30, 40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("is_low", [False, True])
def test_a_filter_goes_last_and_nothing_is_wider_than_the_screen(width: int, *, is_low: bool) -> None:
    shown = lines(place(width, is_low=is_low, filter="Heating, high, leak", marked=2))
    assert "Filter:" in "".join(shown)
    assert all(len(line) < width for line in shown)


MANY = DayAlarms(dict.fromkeys([*ExceptionKind], 12), 99, later=4)


@pytest.mark.parametrize("is_low", [False, True])
@pytest.mark.parametrize("alarms", [ALARMS, MANY, DayAlarms({}, 4, later=2)])
def test_who_is_here_is_always_said_and_a_wider_screen_never_says_less(*, is_low: bool, alarms: DayAlarms) -> None:
    """Alarms are said by their marks before a name goes: words never push it out."""
    shown = []
    for width in range(80, 260):
        forms = ("ana Ben +3", "ana +4", "+4") if width >= 150 else ("ana +4", "+4")
        said = lines(place(width, is_low=is_low, alarms=alarms, who=forms, unseen=14))[0]
        shown.append(next(form for form in forms if f" {form} " in said))
    assert shown == sorted(shown, key=len)
    if alarms is not MANY:
        assert shown[0] == "ana +4"
        assert shown[150 - 80] == "ana Ben +3"
    assert "ana " in lines(place(110, is_low=is_low, alarms=alarms))[0], "one's own name as well"


@pytest.mark.parametrize("width", range(100, 200, 5))
def test_where_one_is_stays_whatever_is_wrong(width: int) -> None:
    first = lines(place(width, alarms=MANY, who=("ana +4", "+4")))[0]
    assert first.startswith(" Schedule ")
    assert " g more " in first


def test_nothing_urgent_is_said_and_what_is_not_read_yet_is_not() -> None:
    assert "nothing urgent" in lines(place(120, alarms=DayAlarms({}, 4)))[0]
    assert "nothing urgent" not in lines(place(120, alarms=None))[0]


def test_changes_that_need_no_eye_yet_are_counted_beside_those_that_do() -> None:
    """The mark stands on their blocks as well: one who counts marks comes to what the header says."""
    some = DayAlarms({ExceptionKind.CHANGED: 1}, 9, later=2)
    assert " ◐ 1 changed  +2 later   8 waiting" in lines(place(200, alarms=some))[0]
    assert " ◐1 +2 " in lines(place(80, is_low=True, alarms=some))[0]
    none_yet = DayAlarms({}, 9, later=2)
    assert "✓ nothing urgent  ◐ 2 changed, later  8 waiting" in lines(place(200, alarms=none_yet))[0]


@pytest.mark.parametrize(("planned", "role"), [(80, "panel_bar"), (95, "panel_bar_warn"), (101, "panel_bar_over")])
def test_the_bar_is_grey_until_the_day_is_nearly_full(planned: int, role: str) -> None:
    shown = place(120, load=DayLoad(NOW.date(), (1,), planned, 100))
    assert role in {part.role for part in header_lines(shown, UNICODE)[1][1]}


def test_several_days_and_a_week_are_named() -> None:
    assert " 3 days " in lines(place(120, days=3))[1]
    assert "Week of Sun 22 Nov" in lines(place(120, view=PeriodKind.WEEK, period="Week of Sun 22 Nov 2026"))[1]
    assert " Week " in lines(place(80, is_low=True, view=PeriodKind.WEEK, period="Week of Sun 22 Nov 2026"))[0]


# -- clicks ----------------------------------------------------------------------------------------


async def click(seat: Seat, text: str, line: int = 0) -> None:
    """Where a text stands in a line of the screen."""
    x = seat.lines[line].index(text)
    await seat.pilot.click(offset=(x + len(text) // 2, line))
    await seat.settle()


async def test_every_part_of_the_header_does_what_its_key_does(demo: str) -> None:
    async with seated(demo) as seat:
        schedule, day = seat.schedule, seat.schedule.day
        await seat.until(lambda: "waiting" in seat.lines[0] and schedule.state.watched is not None)
        await click(seat, "›", 1)
        assert schedule.day == day + timedelta(days=1)
        await click(seat, "‹", 1)
        assert schedule.day == day
        for name, kind in (("Week", PeriodKind.WEEK), ("Month", PeriodKind.MONTH), ("Day", PeriodKind.DAY)):
            await click(seat, name, 1)
            assert schedule.period.kind is kind
        await click(seat, "Timeline", 1)
        assert schedule.in_timeline
        await click(seat, "waiting", 0)
        assert schedule.queue.has_focus
        for text, line in (("Default calendar", 1), ("2026", 1), ("more", 0)):
            await click(seat, text, line)
            assert seat.app.screen is not schedule, text
            await seat.press("escape")
        await click(seat, "Estimates", 0)
        assert isinstance(seat.app.screen, ListScreen)
        await click(seat, "Customers", 0)
        assert seat.app.screen.spec.title == "Customers"
        await click(seat, "Schedule", 0)
        assert seat.at_board


async def test_the_alarms_counted_are_those_of_everybody_in_the_calendar(demo: str) -> None:
    async with seated(demo, (80, 9)) as seat:
        schedule = seat.schedule
        await seat.until(lambda: schedule.state.watched is not None)
        known = schedule.state.alarms(schedule.now)
        assert known is not None
        in_sight = {block.job_id for row in schedule.timeline.view.rows.values() for block in row.blocks}
        assert schedule.state.watched is not None
        counted = {block.job_id for row in schedule.state.watched.live.rows.values() for block in row}
        assert counted - in_sight, "rows that were not scrolled by are counted too"
        await seat.press("E")
        assert known.total > 0


async def back(seat: Seat) -> None:
    """The board again, as it was opened."""
    while not seat.at_board or seat.schedule.mode is not None:
        await seat.press("escape")
    await seat.press("v", "t", "1", "t")


def stands(seat: Seat) -> tuple[object, ...]:
    """What a command of the header changes."""
    schedule = seat.schedule
    title = seat.list.spec.name if isinstance(seat.app.screen, ListScreen) else ""
    return (
        len(seat.app.screen_stack), type(seat.app.screen).__name__, title, type(schedule.mode).__name__, schedule.day,
        schedule.period.kind, seat.focused,
    )  # fmt: skip


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (250, 50)])
async def test_every_part_does_by_a_click_what_its_command_does(demo: str, size: tuple[int, int]) -> None:
    async with seated(demo, size) as seat:
        header, done = seat.schedule.frame.header, set()
        for y, line in enumerate(header._targets):
            x = 0
            for cells, does in line:
                middle, x = x + cells // 2, x + cells
                if not does or does in done:
                    continue
                done.add(does)
                await back(seat)
                await seat.pilot.click(offset=(middle, y))
                await seat.settle()
                clicked = stands(seat)
                await back(seat)
                seat.schedule.run_chosen(does)
                await seat.settle()
                assert clicked == stands(seat), does
        assert {"board.exceptions", "pane.queue", "app.repaint", "go.next"} <= done
