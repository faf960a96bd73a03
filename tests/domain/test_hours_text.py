"""Weekly hours: what is typed, what is printed, and that one is the inverse of the other."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from industrack_core.domain.records.office import Shift
from industrack_core.domain.time.entry import EntryError
from industrack_core.domain.time.hours_text import format_hours, hours_said, parse_hours

WEEK = tuple(Shift(day, 480, 1020) for day in range(5))


@pytest.mark.parametrize(
    ("text", "shifts"),
    [
        ("mon-fri 8-17", WEEK),
        ("Monday - Friday 8:00-17:00", WEEK),
        ("weekdays 8am-5pm", WEEK),
        ("weekdays 8-5pm", WEEK),
        ("fri, mon-thu 8-17", WEEK),
        ("tue 1-5pm", (Shift(1, 780, 1020),)),
        ("mon 8-12 13-17", (Shift(0, 480, 720), Shift(0, 780, 1020))),
        ("mon 8-12, 13-17", (Shift(0, 480, 720), Shift(0, 780, 1020))),
        ("mon+wed 9-12:30; sat: 9-12", (Shift(0, 540, 750), Shift(2, 540, 750), Shift(5, 540, 720))),
        ("sat-mon 22-6", tuple(Shift(day, 1320, 1800) for day in (0, 5, 6))),
        ("sun 0-24", (Shift(6, 0, 1440),)),
        ("sun 8-8+1", (Shift(6, 480, 1920),)),
        (
            "fri 8-12, 13-17, mon, tue 9-10",
            (Shift(0, 540, 600), Shift(1, 540, 600), Shift(4, 480, 720), Shift(4, 780, 1020)),
        ),
        ("daily 7.30 - 16", tuple(Shift(day, 450, 960) for day in range(7))),
        ("mon\N{EN DASH}fri 8\N{EN DASH}17", WEEK),
        ("", ()),
        ("none", ()),
    ],
)
def test_what_is_typed(text: str, shifts: tuple[Shift, ...]) -> None:
    assert parse_hours(text) == shifts


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("8-17", "Which days?"),
        ("mon", "Mon: from when to when?"),
        ("mon-fri", "Mon-Fri: from when to when? Type for example Mon-Fri 8-17"),
        ("moo 8-17", "“moo” is no day of the week"),
        ("mon 8-25", "25:00 is no time"),
        ("mon 8-12:75", "12:75 is no time"),
        ("mon 13pm-5pm", "am and pm go with"),
        ("mon 8", "“8” is no stretch of time"),
        ("mon 8-17 quickly", "“quickly” is no stretch of time"),
        ("mon 8-12 11-17", "Mon 8-12 and Mon 11-17 overlap"),
        ("sun 22-6, mon 5-12", "Sun 22-6 and Mon 5-12 overlap"),
        ("mon-fri 8-5", "type 8-17, or 8-5+1 for the next day"),
        ("mon 8-17+1", "would last longer than a day"),
        ("mon 8-17, " * 60, "longer than 500"),
        ("\x1b[31m", "is no stretch of time"),
    ],
)
def test_what_cannot_be_meant_is_said(text: str, sentence: str) -> None:
    with pytest.raises(EntryError, match=r"^\S") as refused:
        parse_hours(text)
    assert sentence in refused.value.sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mon-fri 8-17, sat 9-12:30", "Mon-Fri 08:00-17:00, Sat 09:00-12:30; 48 h 30 a week"),
        ("mon wed 8-12 13-17", "Mon Wed 08:00-12:00 and 13:00-17:00; 16 h a week"),
        ("fri 22-6", "Fri 22:00-06:00; 8 h a week"),
        ("", "No hours: nothing is ever off hours."),
    ],
)
def test_the_preview_says_what_it_means(text: str, said: str) -> None:
    assert hours_said(parse_hours(text)) == said


@st.composite
def _weeks(draw: st.DrawFn) -> tuple[Shift, ...]:
    shifts = []
    free = 0
    for day in range(7):
        for _ in range(draw(st.integers(0, 3))):
            at = max(free, day * 1440) + draw(st.integers(0, 600))
            if at >= (day + 1) * 1440:
                break
            length = draw(st.integers(1, 1440))
            shifts.append(Shift(day, at - day * 1440, at - day * 1440 + length))
            free = at + length
    return tuple(shifts)


@given(_weeks())
@example((Shift(0, 480, 1740),))
@example((Shift(0, 0, 1440), Shift(1, 0, 1440)))
@example((Shift(3, 720, 2160),))
def test_what_is_printed_is_read_back(shifts: tuple[Shift, ...]) -> None:
    over = shifts and shifts[-1].weekday * 1440 + shifts[-1].closes - 7 * 1440
    assume(not over or over <= shifts[0].weekday * 1440 + shifts[0].opens or len(shifts) == 1)
    printed = format_hours(shifts)
    assert parse_hours(printed) == shifts
    assert "a week" in hours_said(shifts) or not shifts


@given(st.text(st.sampled_from("montuefrisa 0123456789:-,+;pm\n\x00é"), max_size=40))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        found = parse_hours(text)
    except EntryError:
        return
    assert parse_hours(format_hours(found)) == found


def test_noon_midnight_and_seconds_are_times() -> None:
    assert parse_hours("mon 8am-12 noon, tue noon-5pm, wed 18-midnight, thu 8:00:00-17:00:00") == (
        Shift(0, 480, 720), Shift(1, 720, 1020), Shift(2, 1080, 1440), Shift(3, 480, 1020),
    )  # fmt: skip
