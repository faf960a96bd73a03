"""What dispatchers type for days and times, seen from Monday 23 November 2026, 10:20 in New York."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from industrack_core.domain.time.entry import EntryError, When, parse_clock, parse_day, parse_when

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 23, 15, 20, 42, tzinfo=UTC)


def read(text: str, *, base: date | None = None, day_first: bool = False, clock24: bool = True) -> When:
    return parse_when(text, now=NOW, zone=NEW_YORK, base=base, day_first=day_first, clock24=clock24)


def local(instant: datetime) -> str:
    return f"{instant.astimezone(NEW_YORK):%Y-%m-%d %H:%M}"


def refusal(text: str, *, base: date | None = None, day_first: bool = False, clock24: bool = True) -> EntryError:
    with pytest.raises(EntryError) as refused:
        read(text, base=base, day_first=day_first, clock24=clock24)
    return refused.value


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("9", "09:00"), ("09", "09:00"), ("9:30", "09:30"), ("0930", "09:30"), ("930", "09:30"),
        ("1430", "14:30"), ("14:00", "14:00"), ("9h30", "09:30"), ("9.30", "09:30"), ("2pm", "14:00"),
        ("2:30 pm", "14:30"), ("2 PM", "14:00"), ("2 p.m.", "14:00"), ("9a", "09:00"), ("12am", "00:00"),
        ("12pm", "12:00"), ("0", "00:00"), ("23", "23:00"), ("noon", "12:00"), ("midnight", "00:00"),
        ("eod", "17:00"), ("  EOD ", "17:00"), ("at 9", "09:00"), ("１２", "12:00"), ("٣", "03:00"),
        ("１４：３０", "14:30"), ("12 noon", "12:00"), ("12:00 noon", "12:00"), ("12noon", "12:00"),
        ("12 midnight", "00:00"),
        ("14:00:00", "14:00"), ("14:00:59", "14:00"), ("2:30:00 pm", "14:30"), ("14:00:00.000", "14:00"),
    ],
)  # fmt: skip
def test_a_time_alone_means_the_day_in_the_field_or_today(text: str, clock: str) -> None:
    when = read(text)
    assert (local(when.starts_at), when.ends_at) == (f"2026-11-23 {clock}", None)
    assert (when.has_date, when.has_time) == (False, True)
    assert local(read(text, base=date(2027, 1, 5)).starts_at) == f"2027-01-05 {clock}"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-23"), ("tod", "2026-11-23"), ("Tomorrow", "2026-11-24"), ("tom", "2026-11-24"),
        ("tmr", "2026-11-24"), ("yesterday", "2026-11-22"), ("mon", "2026-11-23"), ("tue", "2026-11-24"),
        ("thurs", "2026-11-26"), ("Sunday", "2026-11-29"), ("next mon", "2026-11-30"),
        ("next tue", "2026-12-01"),
        ("+3d", "2026-11-26"), ("in 3 days", "2026-11-26"), ("+2w", "2026-12-07"),
        ("2026-12-01", "2026-12-01"),
        ("1 dec", "2026-12-01"), ("dec 1", "2026-12-01"), ("1st December", "2026-12-01"),
        ("1dec", "2026-12-01"),
        ("1 Dec 2027", "2027-12-01"), ("Dec 1, 2027", "2027-12-01"), ("24.12.", "2026-12-24"),
        ("24.12.2027", "2027-12-24"), ("24.12.27", "2027-12-24"), ("3/4", "2027-03-04"),
        ("12/1", "2026-12-01"),
        ("3/4/28", "2028-03-04"), ("1 oct", "2026-10-01"), ("1 feb", "2027-02-01"),
        ("29 feb 2028", "2028-02-29"),
        ("Tue 24 Nov", "2026-11-24"), ("tue, nov 24", "2026-11-24"),
    ],
)  # fmt: skip
def test_a_day_alone_keeps_no_time(text: str, day: str) -> None:
    when = read(text)
    assert (local(when.starts_at), when.ends_at) == (f"{day} 00:00", None)
    assert (when.has_date, when.has_time) == (True, False)
    assert parse_day(text, now=NOW, zone=NEW_YORK) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("tomorrow 9", "2026-11-24 09:00"), ("tmr 14:00", "2026-11-24 14:00"),
        ("9 tomorrow", "2026-11-24 09:00"),
        ("mon 9", "2026-11-30 09:00"), ("mon 11", "2026-11-23 11:00"), ("mon 10:20", "2026-11-23 10:20"),
        ("next mon 9", "2026-11-30 09:00"), ("tue 9", "2026-11-24 09:00"),
        ("today 9", "2026-11-23 09:00"),
        ("2026-12-01 09:30", "2026-12-01 09:30"), ("2026-12-01T09:30", "2026-12-01 09:30"),
        ("1 dec 0930", "2026-12-01 09:30"), ("1 dec 1430", "2026-12-01 14:30"),
        ("dec 1 2:30 pm", "2026-12-01 14:30"),
        ("24.12. 9.30", "2026-12-24 09:30"), ("3/4 9", "2027-03-04 09:00"), ("+3d 9", "2026-11-26 09:00"),
        ("fri noon", "2026-11-27 12:00"), ("fri 12 noon", "2026-11-27 12:00"), ("1 dec 12 noon", "2026-12-01 12:00"),
        ("dec 12 noon", "2026-12-12 12:00"), ("2026-12-01 14:00:00", "2026-12-01 14:00"),
        ("tomorrow at eod", "2026-11-24 17:00"),
        ("now", "2026-11-23 10:20"),
        ("+90m", "2026-11-23 11:50"), ("+2h", "2026-11-23 12:20"), ("in 2h", "2026-11-23 12:20"),
        ("+1h30", "2026-11-23 11:50"), ("in half an hour", "2026-11-23 10:50"),
        ("in 2 hours", "2026-11-23 12:20"),
    ],
)  # fmt: skip
def test_a_day_and_a_time_together(text: str, moment: str) -> None:
    when = read(text)
    assert (local(when.starts_at), when.ends_at) == (moment, None)
    assert (when.has_date, when.has_time) == (True, True)


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("9-11", "2026-11-23 09:00", "2026-11-23 11:00"),
        ("9 - 11", "2026-11-23 09:00", "2026-11-23 11:00"),
        ("9 to 11", "2026-11-23 09:00", "2026-11-23 11:00"),
        ("9–11", "2026-11-23 09:00", "2026-11-23 11:00"),
        ("14:00-15:30", "2026-11-23 14:00", "2026-11-23 15:30"),
        ("2pm-4pm", "2026-11-23 14:00", "2026-11-23 16:00"),
        ("2-4pm", "2026-11-23 14:00", "2026-11-23 16:00"),
        ("11-2pm", "2026-11-23 11:00", "2026-11-23 14:00"),
        ("10-2am", "2026-11-23 22:00", "2026-11-24 02:00"),
        ("9am-11", "2026-11-23 09:00", "2026-11-23 11:00"),
        ("tomorrow 9-11", "2026-11-24 09:00", "2026-11-24 11:00"),
        ("9-11 tomorrow", "2026-11-24 09:00", "2026-11-24 11:00"),
        ("mon 9-11", "2026-11-30 09:00", "2026-11-30 11:00"),
        ("22-2", "2026-11-23 22:00", "2026-11-24 02:00"),
        ("20-midnight", "2026-11-23 20:00", "2026-11-24 00:00"),
        ("9-12 noon", "2026-11-23 09:00", "2026-11-23 12:00"),
        ("12 noon - 2pm", "2026-11-23 12:00", "2026-11-23 14:00"),
        ("2026-12-01T14:00:00 - 15:30:00", "2026-12-01 14:00", "2026-12-01 15:30"),
        ("Tue 22:00 - Wed 02:00", "2026-11-24 22:00", "2026-11-25 02:00"),
        ("1 dec 9 - 3 dec 17", "2026-12-01 09:00", "2026-12-03 17:00"),
        ("2026-12-01 9-11", "2026-12-01 09:00", "2026-12-01 11:00"),
        ("now-12", "2026-11-23 10:20", "2026-11-23 12:00"),
        ("1 nov 1:30 first-1:30 second", "2026-11-01 01:30", "2026-11-01 01:30"),
        ("1 nov 1:45 first-1:15 second", "2026-11-01 01:45", "2026-11-01 01:15"),
        ("13 mar 22-3", "2027-03-13 22:00", "2027-03-14 03:00"),
    ],
)  # fmt: skip
def test_a_range_gives_the_end_too(text: str, starts: str, ends: str) -> None:
    when = read(text)
    assert when.ends_at is not None
    assert (local(when.starts_at), local(when.ends_at)) == (starts, ends)
    assert when.ends_at > when.starts_at
    assert when.has_time


def test_the_day_in_the_field_holds_for_times_and_steps_of_days() -> None:
    base = date(2027, 1, 5)
    when = read("9-11", base=base)
    assert when.ends_at is not None
    assert (local(when.starts_at), local(when.ends_at)) == ("2027-01-05 09:00", "2027-01-05 11:00")
    assert local(read("+3d", base=base).starts_at) == "2027-01-08 00:00"
    assert local(read("in 3d", base=base).starts_at) == "2026-11-26 00:00"
    assert local(read("tomorrow 9", base=base).starts_at) == "2026-11-24 09:00"


def test_the_setting_decides_which_number_is_the_month() -> None:
    assert local(read("3/4", day_first=True).starts_at) == "2027-04-03 00:00"
    assert refusal("13/4").suggestion == "4/13"
    assert refusal("4/13", day_first=True).suggestion == "13/4"


@pytest.mark.parametrize(
    ("text", "sentence", "suggestion"),
    [
        ("", "Nothing was typed: type for example tomorrow 9.", "tomorrow 9"),
        (" \n", "Nothing was typed: type for example tomorrow 9.", "tomorrow 9"),
        ("x" * 65, "That is longer than 64 characters: type for example tomorrow 9.", "tomorrow 9"),
        ("tomorow", "“tomorow” is no day or time: type tomorrow?", "tomorrow"),
        ("blargh 9", "“blargh” is no day or time: type for example tomorrow 9, mon 14:00 or 1 dec.",
        "tomorrow 9"),
        ("30 feb", "February 2027 has 28 days, there is no 30: type 28 feb.", "28 feb"),
        ("29 feb", "February 2027 has 28 days, there is no 29: type 28 feb.", "28 feb"),
        ("25:00", "25:00 is no time: the last minute of a day is 23:59.", "23:59"),
        ("24", "24:00 is 00:00 of the next day: type 00:00 with that day, or 23:59.", "00:00"),
        ("24:00", "24:00 is 00:00 of the next day: type 00:00 with that day, or 23:59.", "00:00"),
        ("9:75", "09:75 is no time: minutes go up to 59.", "09:59"),
        ("13pm", "“13pm” is no time: am and pm go with 1:00 to 12:59; type 13:00.", "13:00"),
        ("1 dec 1999", "The year 1999 is outside 2000 to 2100.", None),
        ("9999-12-31", "The year 9999 is outside 2000 to 2100.", None),
        ("0001-01-01", "The year 1 is outside 2000 to 2100.", None),
        ("0000-01-01", "The year 0 is outside 2000 to 2100.", None),
        ("2026-13-01", "There is no month 13: type a month from 1 to 12, or for example 24 dec.", None),
        ("+99999d", "The year 2300 is outside 2000 to 2100.", None),
        (
            "14 mar 2:30",
            "02:30 does not exist on 14 Mar 2027 in New York: clocks go from 02:00 to 03:00; type 01:30 or 03:30.",
            "03:30",
        ),
        (
            "1 nov 1:30",
            "01:30 happens twice on 1 Nov 2026 in New York: type 01:30 first or 01:30 second.",
            "01:30 first",
        ),
        ("1 dec 9 second", "09:00 happens only once on 1 Dec 2026 in New York: type 09:00.", "09:00"),
        ("second", "First or second needs a time before it: type for example 1:30 second.",
        "1:30 second"),
        ("9 10", "There are two times here: type one, for example tomorrow 9.", "tomorrow 9"),
        ("today tomorrow", "There are two days here: type one, for example 1 dec 9.", "1 dec 9"),
        ("mon 24 nov", "24 Nov 2026 is a Tuesday, not a Monday.", "tue"),
        ("tomorrow +2h", "A time counted from now stands alone: type for example +2h.", "+2h"),
        ("9-9", "That would end 24 hours later, on the next day: type 21:00 at the end?", "21:00"),
        ("9-5", "That would end 20 hours later, on the next day: type 17:00 at the end?", "17:00"),
        ("12-1", "That would end 13 hours later, on the next day: type 13:00 at the end?", "13:00"),
        ("24.12", "24.12 is no time: for the date type 24.12. with a dot behind.", "24.12."),
        ("14-13", "That would end 23 hours later: type the day of the end, as in tue 9 - wed 8.", None),
        ("2pm-4", "The end could be am or pm: type for example 4:00pm at the end.", "4:00pm"),
        ("tue 22 - tue 2", "The end must come after the start: type for example 9-11.", "9-11"),
        ("1 dec 9 - 1 feb 9", "A range can be 31 days at most: type a nearer end.", None),
        ("22-2 tomorrow",
        "A range past midnight needs its day in front: type for example tomorrow 22:00-02:00.",
         "tomorrow 22:00-02:00"),
        ("9-", "A range has two ends: type for example 9-11 or tomorrow 14:00-15:30.", "9-11"),
        ("9-10-11", "A range has two ends: type for example 9-11 or tomorrow 14:00-15:30.", "9-11"),
        ("mon-fri", "Both ends of a range need a time: type for example tomorrow 9-11.", "tomorrow 9-11"),
        ("at", "There is no day and no time here: type for example tomorrow 9.", "tomorrow 9"),
        ("9h", "9h could be a time or a duration: type 9:00 for the time, +9h for hours from now.",
        "9:00"),
        ("1" * 30, "“1111111111111111111…” is too large a number for a day or time: type for example 14:00.", "14:00"),
        ("\x1b[2J", "“[2j” is no day or time: type for example tomorrow 9, mon 14:00 or 1 dec.",
        "tomorrow 9"),
    ],
)  # fmt: skip
def test_a_refusal_says_why_and_what_to_type(text: str, sentence: str, suggestion: str | None) -> None:
    refused = refusal(text)
    assert refused.sentence == str(refused) == sentence
    assert refused.suggestion == suggestion


@pytest.mark.parametrize(
    "text", ["nan", "1e999", "-0", "1_000", "½", "²", "９９", "+", "in", "+2", "next", "'; drop", "../x"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    assert refusal(text).sentence


def test_refusals_write_times_as_the_company_does() -> None:
    assert refusal("14 mar 2:30", clock24=False).sentence.endswith("type 1:30 am or 3:30 am.")
    suggestion = refusal("1 nov 1:30", clock24=False).suggestion
    assert suggestion == "1:30 am first"
    assert local(read(suggestion, base=date(2026, 11, 1)).starts_at) == "2026-11-01 01:30"


@pytest.mark.parametrize("text", ["tomorrow 9", "9", "now", "+2h", "9-11", "mon-fri", "24", "", "at"])
def test_going_to_a_day_takes_no_time(text: str) -> None:
    with pytest.raises(EntryError):
        parse_day(text, now=NOW, zone=NEW_YORK)


def test_days_that_a_zone_skipped_and_years_beyond_the_edge_are_refused() -> None:
    apia = ZoneInfo("Pacific/Apia")
    with pytest.raises(EntryError, match="30 Dec 2011 does not exist in Apia"):
        parse_when("30 dec 2011", now=NOW, zone=apia)
    with pytest.raises(EntryError, match="30 Dec 2011 does not exist in Apia"):
        parse_day("30 dec 2011", now=NOW, zone=apia)
    edge = datetime(2100, 12, 31, 12, tzinfo=UTC)
    for text in ("tomorrow", "tomorrow 9", "+20h", "sat 9", "22-2"):
        with pytest.raises(EntryError, match="2101 is outside"):
            parse_when(text, now=edge, zone=ZoneInfo("UTC"))


def test_a_day_without_midnight_starts_at_its_first_instant() -> None:
    beirut = ZoneInfo("Asia/Beirut")
    when = parse_when("2026-03-29", now=NOW, zone=beirut)
    assert when.starts_at == datetime(2026, 3, 28, 22, tzinfo=UTC)
    with pytest.raises(EntryError, match="00:00 does not exist on 29 Mar 2026 in Beirut"):
        parse_when("2026-03-29 midnight", now=NOW, zone=beirut)


def test_a_naive_now_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="aware"):
        parse_when("9", now=datetime(2026, 11, 23), zone=NEW_YORK)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("7", 420), ("07:30", 450), ("0730", 450), ("2pm", 840), ("noon", 720), ("12 noon", 720), ("midnight", 0),
     ("24:00", 1440), ("24", 1440), ("14:00:00", 840), ("12am", 0)],
)  # fmt: skip
def test_a_time_of_day_alone(text: str, minutes: int) -> None:
    assert parse_clock(text) == minutes


@pytest.mark.parametrize("text", ["", "25", "7:60", "tomorrow 7", "7-9", "+2h", "now", "x", "7 first", "9" * 100])
def test_what_is_no_time_of_day(text: str) -> None:
    with pytest.raises(EntryError, match="is no time of day"):
        parse_clock(text)
