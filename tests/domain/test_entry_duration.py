"""Durations as typed and as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.time.entry import LONGEST_MINUTES, EntryError, format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1h30", 90), ("1h30m", 90), ("1h 30", 90), ("1h 30 min", 90), ("1h05", 65), ("90m", 90),
        ("90 min", 90),
        ("90", 90), ("13", 13), ("1:30", 90), ("0:05", 5), ("1.5h", 90), ("1,5h", 90),
        ("0.25 hours", 15), ("2h", 120),
        ("2 hours", 120), ("2H", 120), ("45'", 45), ("45′", 45), ("1d", 1440), ("1d 4h", 1680),
        ("1d4h30", 1710),
        ("1d 45m", 1485), ("5m", 5), ("1m", 1), ("half an hour", 30), ("half", 30),
        ("an hour", 60), ("half a day", 720),
        ("９０", 90), ("٩٠ min", 90), ("31d", LONGEST_MINUTES), ("1 day 2 hours 3 minutes", 1563),
    ],
)  # fmt: skip
def test_durations_are_read_as_dispatchers_write_them(text: str, minutes: int) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize(
    ("text", "sentence", "suggestion"),
    [
        ("", "Nothing was typed: type for example 1h30.", "1h30"),
        ("0", "A duration must be longer than 0 minutes: type for example 1h30.", "1h30"),
        ("0h", "A duration must be longer than 0 minutes: type for example 1h30.", "1h30"),
        ("-30m", "A duration cannot be negative: type for example 1h30.", "1h30"),
        ("−30", "A duration cannot be negative: type for example 1h30.", "1h30"),
        ("2", "2 could be hours or minutes: type 2h or 2m.", "2h"),
        ("12", "12 could be hours or minutes: type 12h or 12m.", "12h"),
        ("1.5", "1.5 could be hours or minutes: type 1.5h or 1.5m.", "1.5h"),
        ("nan", "“nan” is no duration: type for example 1h30, 90m or 2h.", "1h30"),
        ("1e400", "“1e400” is no duration: type for example 1h30, 90m or 2h.", "1h30"),
        ("1_000", "“1_000” is no duration: type for example 1h30, 90m or 2h.", "1h30"),
        ("2h 1d", "“1d” is no duration: type for example 1h30, 90m or 2h.", "1h30"),
        ("32d", "A duration can be 31 days at most.", "31d"),
        ("9" * 64, "A duration can be 31 days at most.", "31d"),
        ("9" * 65, "That is longer than 64 characters: type for example 1h30.", "1h30"),
        ("1h75", "Minutes beside hours go up to 59, not “75”: type for example 1h30.", "1h30"),
        ("1h 75m", "Minutes beside hours go up to 59, not “75”: type for example 1h30.", "1h30"),
        ("1:75", "Minutes beside hours go up to 59, not “75”: type for example 1h30.", "1h30"),
        ("0.33h", "“0.33h” is no whole number of minutes: type 20m.", "20m"),
    ],
)  # fmt: skip
def test_a_refused_duration_says_why(text: str, sentence: str, suggestion: str) -> None:
    with pytest.raises(EntryError) as refused:
        parse_duration(text)
    assert (str(refused.value), refused.value.suggestion) == (sentence, suggestion)


def test_durations_are_written_short() -> None:
    written = {
        0: "0m",
        45: "45m",
        60: "1h",
        90: "1h30",
        65: "1h05",
        1440: "1d",
        1680: "1d 4h",
        1485: "1d 45m",
    }
    assert {minutes: format_duration(minutes) for minutes in written} == written
    with pytest.raises(ValueError, match="never negative"):
        format_duration(-1)


@given(st.integers(1, LONGEST_MINUTES))
def test_what_is_written_is_read_back(minutes: int) -> None:
    assert parse_duration(format_duration(minutes)) == minutes
