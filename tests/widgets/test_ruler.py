"""The hour ruler: the wall clock's hours, on the days too on which it jumps."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import day_span
from industrack_tui.widgets.timeline.canvas import Canvas
from industrack_tui.widgets.timeline.geometry import Axis
from industrack_tui.widgets.timeline.ruler import hour_labels, ruler_pieces, ruler_text
from tests.widgets.boards import canvas, text_of


def canvas_of(zone: str, day: date, zoom: int = 15, days: int = 1, width: int = 200) -> Canvas:
    window = day_span(day, ZoneInfo(zone), days)
    axis = Axis(minute_of(window.starts_at), minute_of(window.ends_at), zoom, 15)
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
    assert [int(text) for _, text in labels[:4]] == first
    assert labels[-1][1] == "23"
    columns = [column for column, _ in labels]
    assert columns == sorted(set(columns))


def test_lord_howes_hours_are_half_an_hour_off_after_the_change() -> None:
    labels = dict((text, column) for column, text in hour_labels(canvas_of(*DAYS[4][:2]), ZoneInfo(DAYS[4][0])))
    assert (labels["01"], labels["03"]) == (4, 10)
    labels = dict((text, column) for column, text in hour_labels(canvas_of(*DAYS[5][:2]), ZoneInfo(DAYS[5][0])))
    assert (labels["01"], labels["02"], labels["03"]) == (4, 10, 14)


@pytest.mark.parametrize("zoom", [5, 10, 15, 30, 60])
@pytest.mark.parametrize("width", [1, 2, 5, 60, 200])
def test_labels_never_touch_and_fit(zoom: int, width: int) -> None:
    on = canvas_of("Europe/London", date(2026, 11, 24), zoom, 3, width)
    line = ruler_text(on, ZoneInfo("Europe/London"))
    assert len(line) == width
    assert all(len(word) in (2, 3) for word in line.split())


def test_the_now_mark_and_the_cursors_time_are_over_the_hours() -> None:
    on = canvas(width=60, now=300)
    line = ruler_text(on, ZoneInfo("UTC"))
    assert line[20] == on.glyphs.now_head
    for column in (-5, 0, 30, 59, 500):
        assert len(text_of(ruler_pieces(line, on, (column, "10:30")))) == 60
        assert "10:30" in text_of(ruler_pieces(line, on, (column, "10:30")))
    assert text_of(ruler_pieces(line, on, None)) == line
