"""What a country is used to, and a company that is founded there."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from industrack_core.desk.desk import open_desk
from industrack_core.desk.records import founding
from industrack_core.desk.records.founding import empty_company, new_company, suggested_company
from industrack_core.desk.values.countries import (
    country_named,
    country_names,
    country_of_machine,
    country_of_zone,
    habits_of,
    main_zone,
    zones_of,
)
from industrack_core.domain.errors import UsageError
from industrack_core.domain.time.entry import parse_day

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "country", "currency", "first_weekday", "clock24", "day"),
    [
        ("Europe/London", "GB", "GBP", 0, True, "3 Apr"),
        ("Europe/Berlin", "DE", "EUR", 0, True, "3 Apr"),
        ("Asia/Kolkata", "IN", "INR", 6, False, "3 Apr"),
        ("Asia/Calcutta", "IN", "INR", 6, False, "3 Apr"),
        ("America/New_York", "US", "USD", 6, False, "4 Mar"),
        ("Asia/Tokyo", "JP", "JPY", 6, True, "4 Mar"),
        ("Europe/Stockholm", "SE", "SEK", 0, True, "3 Apr"),
        ("Asia/Kuwait", "KW", "KWD", 5, False, "3 Apr"),
    ],
)
def test_a_company_has_the_habits_of_its_country(
    tmp_path: Path, zone: str, country: str, currency: str, first_weekday: int, clock24: bool, day: str
) -> None:
    found = open_desk(
        str(tmp_path / "a.db"),
        create=True,
        founding_act=lambda desk: empty_company(desk.reserve_ids, suggested_company(zone)),
    )
    with closing(found) as desk:
        company = desk.office().company
    assert (company.country, company.currency, company.zone) == (country, currency, zone)
    assert (company.first_weekday, company.clock24) == (first_weekday, clock24)
    read = parse_day("03/04/2026", now=NOW, zone=ZoneInfo(zone), day_first=company.day_first)
    assert f"{read.day} {read:%b}" == day


def test_every_country_has_habits_and_a_name() -> None:
    for code, name in country_names().items():
        habits = habits_of(code)
        assert len(habits.currency) == 3
        assert 0 <= habits.first_weekday <= 6
        assert country_named(name) == code == country_named(code.lower())
        assert main_zone(code) in ("", *zones_of(code))
        assert zones_of(code)
    assert [country_named(each) for each in ("UK", "usa", "DEU", "SU")] == ["GB", "US", "DE", ""]
    assert new_company("Acme", "XK").zone == "Europe/Belgrade"
    assert country_named("Atlantis") == "" == country_of_zone("UTC")


def test_what_the_machine_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert country_of_machine({"LANG": "de_AT.UTF-8"}) == "AT"
    assert country_of_machine({"LANG": "en_US.UTF-8", "LC_ALL": "fr_FR"}) == "FR"
    assert country_of_machine({"LANG": "C.UTF-8"}) == "" == country_of_machine({"LANG": "C"})
    monkeypatch.setattr(founding, "country_of_machine", lambda: "DE")
    server = suggested_company("UTC")
    assert (server.country, server.zone, server.currency) == ("DE", "Europe/Berlin", "EUR")


def test_a_company_as_it_is_told() -> None:
    german = new_company("Acme", "germany")
    assert (german.country, german.zone, german.currency) == ("DE", "Europe/Berlin", "EUR")
    told = new_company(" Acme ", "us", "America/Chicago", "cad")
    assert (told.name, told.country, told.zone, told.currency) == ("Acme", "US", "America/Chicago", "CAD")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (("", "DE"), "needs a name"), (("A", "Atlantis"), "no country"), (("A", "AU"), "several time zones"),
        (("A", "DE", "Berlin"), "no time zone"), (("A", "DE", "", "marks"), "no currency"),
    ],
)  # fmt: skip
def test_a_company_that_cannot_be(told: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    with pytest.raises(UsageError, match=said):
        new_company(*told)
