"""The holidays of a country: looked up, taken as one act, and never twice."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.values.public_holidays import HolidayYear, parse_holiday_year, public_holidays
from industrack_core.domain.acts.acts import SaveRecord, Undo
from industrack_core.domain.acts.imported import TakeHolidays
from industrack_core.domain.errors import UsageError
from industrack_core.domain.records.settings import Holiday
from industrack_tui.cli.program import run
from tests.desk.office import done, refused, saved
from tests.store import small_company

BERLIN = HolidayYear("DE-BE", 2027)


def take(desk: Desk, wanted: HolidayYear = BERLIN) -> TakeHolidays:
    days, place = public_holidays(wanted)
    return TakeHolidays(days, place, wanted.year)


def test_those_of_a_part_of_a_country_are_known_by_english_names() -> None:
    days, place = public_holidays(HolidayYear("DE-be", 2027))
    assert place == "DE-BE"
    assert (date(2027, 3, 8), "Women's Day") in [(each.day, each.name) for each in days]
    assert all(each.closed and each.country == "DE-BE" for each in days)
    assert "Women's Day" not in [each.name for each in public_holidays(HolidayYear("DE", 2027))[0]]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("de 2027", ("DE", 2027)), (" us-ny  2026 ", ("US-ny", 2026)), ("GB-ENG 2030", ("GB-ENG", 2030))],
)
def test_what_is_typed_is_understood(typed: str, meant: tuple[str, int]) -> None:
    assert parse_holiday_year(typed) == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Germany 2027", "Write the country and the year, as DE 2027, or a part of a country, as DE-BE 2027."),
        ("DE", "Write the country and the year"),
        ("DE 1999", "The year must be from 2000 to 2100."),
        ("XX 2027", "No holidays are known of XX: write a country by its two letters, as DE."),
        ("DE-QQ 2027", "DE has no part QQ: it has BB, BE, BW"),
    ],
)
def test_what_no_place_is_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(UsageError) as told:
        public_holidays(parse_holiday_year(typed))
    assert str(told.value).startswith(sentence)


def test_without_the_extra_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(
        UsageError, match=r"^Holidays of countries need the extra: pip install 'industrack\[holidays\]'\.$"
    ):
        public_holidays(BERLIN)


def test_they_are_one_act_and_one_undo(desk: Desk) -> None:
    outcome = done(desk.perform(take(desk)))
    kept = desk.office().holidays
    assert outcome.line == f"Took {len(kept)} holidays of DE-BE for 2027."
    assert [each.day for each in kept][:2] == [date(2027, 1, 1), date(2027, 3, 8)]
    done(desk.perform(Undo()))
    assert desk.office().holidays == ()


def test_taking_them_twice_makes_no_doubles_and_changes_nothing(desk: Desk) -> None:
    mine = saved(desk, Holiday(day=date(2027, 1, 1), name="new year's day", closed=False))
    done(desk.perform(take(desk)))
    kept = desk.office().holidays
    assert [each for each in kept if each.day == mine.day] == [mine]
    christmas = next(each for each in kept if each.day == date(2027, 12, 25))
    done(desk.perform(SaveRecord(replace(christmas, name="Xmas", closed=False))))
    assert refused(desk.perform(take(desk))) == "Those of DE-BE for 2027 are there already."
    assert [each.name for each in desk.office().holidays if each.day == christmas.day] == ["Xmas"]
    done(desk.perform(take(desk, HolidayYear("DE-BE", 2028))))
    assert len({(each.day, each.name) for each in desk.office().holidays}) == len(desk.office().holidays)


def test_what_is_no_holiday_of_that_year_is_refused(desk: Desk) -> None:
    wrong = (Holiday(day=date(2026, 1, 1), name="New Year"),)
    assert refused(desk.perform(TakeHolidays(wrong, "DE", 2027))) == "These are no holidays of 2027."
    nameless = (Holiday(day=date(2027, 1, 1), name=" \x1b "),)
    assert refused(desk.perform(TakeHolidays(nameless, "DE", 2027))) == "These are no holidays of 2027."


def test_the_command_takes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = small_company.copy_of_file(tmp_path)
    assert run(["import", "holidays", "DE-BE", "2027", "--dry-run"]) == 0
    assert "2027-12-25  Christmas Day\n" in capsys.readouterr().out
    assert run(["--db", url, "import", "holidays", "de-be", "2027"]) == 0
    assert capsys.readouterr().out.endswith(" holidays of DE-BE for 2027.\n")
    assert run(["--db", url, "import", "holidays", "DE-BE", "2027"]) == 1
    assert "Those of DE-BE for 2027 are there already." in capsys.readouterr().err
    assert run(["--db", url, "import", "holidays", "DE-BE", "soon"]) == 2
    assert "Write the country and the year" in capsys.readouterr().err
