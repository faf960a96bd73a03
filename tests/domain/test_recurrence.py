"""Recurrence: as people type it, as RFC 5545 text, and back."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.desk.jobs.occurrences import next_occurrences, occurrences
from industrack_core.domain.time.entry import EntryError
from industrack_core.domain.time.recurrence import (
    MOST_JOBS,
    Frequency,
    Rule,
    format_recurrence,
    rule_text,
)
from industrack_core.domain.time.recurrence_entry import parse_recurrence
from industrack_core.domain.time.recurrence_rrule import parse_rule_text

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("daily 5 times", "FREQ=DAILY;COUNT=5"),
        ("every day 3x", "FREQ=DAILY;COUNT=3"),
        ("weekly until 24 dec", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261224"),
        ("every 2 weeks mon wed 10x", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10"),
        ("every other week, tuesday, 5 times", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=5"),
        ("weekdays until 2026-12-31", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261231"),
        ("mon wed fri 4 times", "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=4"),
        ("every monday 3 times", "FREQ=WEEKLY;BYDAY=MO;COUNT=3"),
        ("monthly on 15 12 times", "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=12"),
        ("monthly on the 31st 4 times", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4"),
        ("monthly 6 times", "FREQ=MONTHLY;BYMONTHDAY=24;COUNT=6"),
        ("monthly second tuesday until 1 dec 2027", "FREQ=MONTHLY;BYDAY=2TU;UNTIL=20271201"),
        ("monthly last fri 6x", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=6"),
        ("yearly 3 times", "FREQ=YEARLY;COUNT=3"),
        *(
            (words, "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=6")
            for words in (
                "monthly last day 6 times",
                "monthly on the last day 6x",
                "last day of the month 6 times",
                "every month last day 6 times",
                "last day of each month 6x",
                "monthly last day of the month 6 times",
            )
        ),
        ("monthly first day 6 times", "FREQ=MONTHLY;BYMONTHDAY=1;COUNT=6"),
        ("monthly on day 15 6 times", "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=6"),
        ("monthly on the 15th day 6 times", "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=6"),
        ("every 2 months last day 6 times", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1;COUNT=6"),
        *(
            (words, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=9")
            for words in ("every weekday 9 times", "every business day 9 times", "workdays 9x", "weekday 9 times")
        ),
        ("every weekend 4 times", "FREQ=WEEKLY;BYDAY=SA,SU;COUNT=4"),
        ("every 2 weeks weekdays 10 times", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;COUNT=10"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=6", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=6"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=6", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=6"),
        ("FREQ=WEEKLY;BYDAY=TU,SU;WKST=SU;COUNT=6", "FREQ=WEEKLY;BYDAY=TU,SU;COUNT=6"),
        ("freq=daily; count=3;", "FREQ=DAILY;COUNT=3"),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3", "FREQ=WEEKLY;BYDAY=TU;COUNT=3"),
    ],
)
def test_as_people_type_it(typed: str, rule: str) -> None:
    assert rule_text(parse_recurrence(typed, TUESDAY, TUESDAY)) == rule


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("weekly", "Until when?"),
        ("10 times", "How often?"),
        ("now and then 3 times", "is not understood"),
        ("daily 401 times", "400 jobs at most"),
        ("daily 0 times", "400 jobs at most"),
        ("every 0 days 3 times", "Every how many?"),
        ("every 100 days 3 times", "Every how many?"),
        ("daily until yesterday", "end before it begins"),
        ("daily until 2040-01-01", "5 years at most"),
        ("weekly until", "Until when?"),
        ("weekly until soon", ""),
        ("weekly until 30 feb", ""),
        ("monthly on 32 3 times", "from 1 to 31"),
        ("yearly mon 3 times", "Weekdays belong to weeks"),
        ("weekly second tue 3 times", "monthly second tuesday"),
        ("monthly last weekday 3 times", "monthly second tuesday"),
        ("every 2 weekdays 3 times", "Every how many weeks?"),
        ("every 2 weeks mon with weeks from soon 3 times", "Weeks from which day?"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1;COUNT=3", "BYSETPOS"),
        ("FREQ=YEARLY;BYMONTH=3;COUNT=3", "BYMONTH"),
        ("FREQ=DAILY;BYHOUR=9;COUNT=3", "BYHOUR"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20261224", "ends twice"),
        ("FREQ=DAILY;COUNT=3;COUNT=4", "COUNT stands twice"),
        ("FREQ=WEEKLY;BYDAY=0MO;COUNT=3", "is not understood"),
        ("FREQ=WEEKLY;WKST=XX;COUNT=3", "no day of the week"),
        ("FREQ=YEARLY;BYMONTHDAY=15;COUNT=3", "BYMONTHDAY goes with months"),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=1FR;COUNT=3", "BYMONTHDAY goes with months"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=3", "is not understood"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2;COUNT=3", "from 1 to 31, or the last day"),
        ("FREQ=DAILY;INTERVAL=0;COUNT=3", "Every how many?"),
        ("FREQ=DAILY;UNTIL=20261341", "is no day"),
        ("FREQ=DAILY;UNTIL=20261224T99", "is no day"),
        ("DTSTART:20261124T090000;FREQ=DAILY;COUNT=3", "is not understood"),
        ("FREQ=SECONDLY;COUNT=3", "is not understood"),
        ("FREQ=DAILY;COUNT=x", "is not understood"),
        ("FREQ=WEEKLY;BYDAY=XX;COUNT=3", "is not understood"),
        ("x" * 5000, "is not understood"),
    ],
)
def test_wrong_entry_says_why(typed: str, said: str) -> None:
    with pytest.raises(EntryError) as raised:
        parse_recurrence(typed, TUESDAY, TUESDAY)
    assert said in str(raised.value)


ENDS = st.one_of(
    st.builds(lambda count: {"count": count}, st.integers(1, MOST_JOBS)),
    st.builds(lambda day: {"until": day}, st.dates(TUESDAY, date(2030, 1, 1))),
)
SHAPES = st.one_of(
    st.just({"frequency": Frequency.DAILY}),
    st.just({"frequency": Frequency.YEARLY}),
    st.builds(
        lambda days: {"frequency": Frequency.WEEKLY, "weekdays": tuple(sorted(days))},
        st.sets(st.integers(0, 6), min_size=1),
    ),
    st.builds(lambda day: {"frequency": Frequency.MONTHLY, "month_day": day}, st.sampled_from([-1, *range(1, 32)])),
    st.builds(
        lambda place, day: {"frequency": Frequency.MONTHLY, "nth": (place, day)},
        st.sampled_from([1, 2, 3, 4, 5, -1]),
        st.integers(0, 6),
    ),
)
RULES = st.builds(
    lambda shape, end, every: Rule(**shape, **end, interval=every),
    SHAPES,
    ENDS,
    st.integers(1, 99),
)


@given(RULES)
def test_words_and_text_mean_the_same_rule(rule: Rule) -> None:
    assert parse_rule_text(rule_text(rule)) == rule
    assert parse_recurrence(format_recurrence(rule), TUESDAY, TUESDAY) == rule


@given(st.sets(st.integers(0, 6), min_size=2), st.integers(2, 9), st.integers(0, 6), st.integers(0, 6))
def test_weeks_begin_as_the_company_says_or_as_the_rule_does(
    days: set[int], every: int, week_start: int, company: int
) -> None:
    rule = Rule(
        frequency=Frequency.WEEKLY, interval=every, weekdays=tuple(sorted(days)), week_start=week_start, count=9
    )
    words = format_recurrence(rule, company)
    assert parse_recurrence(words, TUESDAY, TUESDAY, first_weekday=company) == rule
    assert ("with weeks from" in words) == (week_start != company)
    assert parse_rule_text(rule_text(rule)) == rule


def test_every_second_week_is_counted_from_the_first_day_of_the_company() -> None:
    starts_at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    days = {
        first: [
            each.starts_at.day
            for each in occurrences(
                parse_recurrence("every 2 weeks tue sun 4 times", TUESDAY, TUESDAY, first_weekday=first),
                starts_at, ZoneInfo("UTC"),
            )
        ]
        for first in (0, 6)
    }  # fmt: skip
    assert days == {0: [24, 29, 8, 13], 6: [24, 6, 8, 20]}


def test_an_end_that_is_an_instant_is_its_day_in_the_zone_of_the_company() -> None:
    zones = [ZoneInfo(name) for name in ("America/New_York", "Europe/Berlin", "UTC")]
    for text in ("FREQ=DAILY;UNTIL=20261224T045959Z", "daily until 2026-12-24T04:59:59Z"):
        untils = [parse_recurrence(text, TUESDAY, TUESDAY, zone=zone).until for zone in zones]
        assert untils == [date(2026, 12, 23), date(2026, 12, 24), date(2026, 12, 24)]
    assert parse_rule_text("FREQ=DAILY;UNTIL=20261224T235959", ZoneInfo("Asia/Tokyo")).until == date(2026, 12, 24)


@given(RULES, st.sampled_from(["America/New_York", "Europe/Berlin", "Australia/Sydney"]), st.integers(0, 60 * 24 * 365))
def test_dates_are_sorted_bounded_and_keep_the_wall_clock(rule: Rule, zone_name: str, minutes: int) -> None:
    zone = ZoneInfo(zone_name)
    starts_at = datetime.fromtimestamp(1_795_000_000 // 60 * 60 + minutes * 60, UTC)
    found = occurrences(rule, starts_at, zone)
    instants = [each.starts_at for each in found]
    assert instants[0] == starts_at
    assert instants == sorted(set(instants))
    assert len(found) <= (rule.count or MOST_JOBS)
    clock = starts_at.astimezone(zone).time()
    assert all(each.starts_at.astimezone(zone).time() == clock for each in found if not each.moved)
    assert next_occurrences(rule, starts_at, zone, 5) == found[1:6]


def test_an_hour_that_does_not_exist_is_moved_on_and_said() -> None:
    zone = ZoneInfo("America/New_York")
    rule = parse_rule_text("FREQ=DAILY;COUNT=3")
    found = occurrences(rule, datetime(2027, 3, 13, 7, 30, tzinfo=UTC), zone)
    assert [(each.starts_at.astimezone(zone).strftime("%d %H:%M"), each.moved) for each in found] == [
        ("13 02:30", False),
        ("14 03:30", True),
        ("15 02:30", False),
    ]
