"""The hour ruler: the wall clock's hours, on the days too on which it jumps."""

from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from industrack_core.domain.board.day_hours import Stretch
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import day_span
from industrack_tui.widgets.timeline.axis import Axis, fit_axis, zoomed
from industrack_tui.widgets.timeline.canvas import Canvas
from industrack_tui.widgets.timeline.ruler import cursor_chip, cursor_on_ruler, hour_labels, ruler_of, ruler_pieces
from tests.widgets.boards import START, block, canvas, text_of


def canvas_of(zone: str, day: date, zoom: int = 15, days: int = 1, width: int = 200) -> Canvas:
    window = day_span(day, ZoneInfo(zone), days)
    axis = Axis.whole(minute_of(window.starts_at), minute_of(window.ends_at), zoomed(zoom), 15)
    return canvas(width=width)._replace(axis=axis, now=axis.start - 1)


DAYS = [
    ("America/New_York", date(2026, 3, 8), [0, 1, 3, 4]), ("America/New_York", date(2026, 11, 1), [0, 1, 1, 2]),
    ("Europe/London", date(2026, 3, 29), [0, 2, 3, 4]), ("Europe/London", date(2026, 10, 25), [0, 1, 1, 2]),
    # half an hour forward: 02:00 is skipped to 02:30; half an hour back: 01:30 comes twice, no whole hour does
    ("Australia/Lord_Howe", date(2026, 10, 4), [0, 1, 3, 4]), ("Australia/Lord_Howe", date(2026, 4, 5), [0, 1, 2, 3]),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "day", "first"), DAYS)
def test_the_hours_of_a_day_with_a_clock_change(zone: str, day: date, first: list[int]) -> None:
    labels = hour_labels(canvas_of(zone, day), ZoneInfo(zone))
    assert [int(text) for _, text, _ in labels[:4]] == first
    assert labels[-1][1] == "23"
    columns = [column for column, _, _ in labels]
    assert columns == sorted(set(columns))


def test_lord_howes_hours_are_half_an_hour_off_after_the_change() -> None:
    labels = dict((text, column) for column, text, _ in hour_labels(canvas_of(*DAYS[4][:2]), ZoneInfo(DAYS[4][0])))
    assert (labels["01"], labels["03"]) == (4, 10)
    labels = dict((text, column) for column, text, _ in hour_labels(canvas_of(*DAYS[5][:2]), ZoneInfo(DAYS[5][0])))
    assert (labels["01"], labels["02"], labels["03"]) == (4, 10, 14)


@pytest.mark.parametrize("zoom", [5, 10, 15, 30, 60])
@pytest.mark.parametrize("width", [1, 2, 5, 60, 200])
def test_labels_never_touch_and_fit(zoom: int, width: int) -> None:
    on = canvas_of("Europe/London", date(2026, 11, 24), zoom, 3, width)
    ruler = ruler_of(on, ZoneInfo("Europe/London"))
    assert len(ruler.line) == width
    assert all(len(word) in (2, 3) for word in ruler.line.split())


def test_the_now_mark_and_the_cursors_time_are_over_the_hours() -> None:
    on = canvas(width=60, now=300)
    utc = ZoneInfo("UTC")
    ruler = ruler_of(on, utc)
    assert text_of(ruler_pieces(ruler, on, None))[20:26] == f"{on.glyphs.now_head}05:00"
    for minute in range(0, 15 * 60, 15):
        text = text_of(cursor_on_ruler(on, utc, ruler, START + minute, None))
        assert len(text) == 60
        assert f" {minute // 60:02}:{minute % 60:02} " in text
        assert f"{on.glyphs.now_head}05:00" in text


@pytest.mark.parametrize(("minute", "first"), [(285, 13), (300, 13), (315, 26), (330, 26), (600, 39)])
def test_the_cursors_time_goes_to_the_side_of_now_on_which_it_is(minute: int, first: int) -> None:
    on = canvas(width=60, now=300)
    ruler = ruler_of(on, ZoneInfo("UTC"))
    chip = cursor_chip(on, ZoneInfo("UTC"), START + minute, None, ruler.now)
    assert chip is not None
    assert chip.first == first


def test_a_jobs_times_are_over_it_or_its_columns_are_turned_over() -> None:
    on = canvas(width=60, now=300)
    ruler = ruler_of(on, ZoneInfo("UTC"))
    assert " 09:00-11:00 " in text_of(cursor_on_ruler(on, ZoneInfo("UTC"), ruler, START + 540, block(1, 540, 660)))
    turned = cursor_on_ruler(on, ZoneInfo("UTC"), ruler, START + 270, block(1, 240, 360))
    assert "04:00-06:00" not in text_of(turned)
    assert "".join(piece.text for piece in turned if piece.style == on.look["cursor"]).strip() == "04"


@pytest.mark.parametrize("now", [300, 570, 900])
def test_each_step_within_a_job_is_seen_on_the_ruler(now: int) -> None:
    on = canvas(width=60, now=now)
    ruler, job = ruler_of(on, ZoneInfo("UTC")), block(1, 540, 660)
    steps = [cursor_on_ruler(on, ZoneInfo("UTC"), ruler, START + minute, job) for minute in range(540, 660, 15)]
    shown = [[(letter, piece.style) for piece in each for letter in piece.text] for each in steps]
    assert all(one != other for one, other in pairwise(shown))
    texts = [text_of(each) for each in steps]
    assert texts == texts[:1] * 8  # the words stay where they are


def test_days_beside_each_other_are_named() -> None:
    on = canvas_of("Europe/London", date(2026, 11, 24), 60, 3, 80)
    ruler = ruler_of(on, ZoneInfo("Europe/London"))
    assert [ruler.line[first:last] for first, last in ruler.strong] == ["Tue 24", "Wed 25", "Thu 26"]


def test_a_day_is_named_where_it_opens_also_after_a_night_that_goes_on_into_it() -> None:
    hours = [
        Stretch(START + low * 60, START + high * 60, by) for low, high, by in ((7, 19, 1), (22, 26, 3), (31, 43, 1))
    ]
    axis = fit_axis(START, START + 2 * 1440, 15, tuple(hours), 90)
    ruler = ruler_of(canvas(width=90)._replace(axis=axis), ZoneInfo("UTC"))
    first = [column for column, _ in ruler.strong]
    assert first == [axis.column(START + 7 * 60), axis.column(START + 31 * 60)]
