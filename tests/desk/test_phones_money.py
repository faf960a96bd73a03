"""Money, quantities and phone numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.desk.money import money_text, parse_money, parse_quantity, quantity_text
from industrack_core.desk.phones import country_of_zone, formatted, phone_finding
from industrack_core.domain.entry import EntryError
from industrack_core.domain.outcomes import Weight


@given(st.integers(0, 10**12), st.sampled_from(["USD", "EUR", "JPY", "KWD"]))
def test_money_reads_back(minor: int, currency: str) -> None:
    assert parse_money(money_text(minor, currency), currency) == minor
    assert parse_money(money_text(minor, currency, symbol=False), currency) == minor


@given(st.integers(1, 10**9))
def test_a_quantity_reads_back(thousandths: int) -> None:
    assert parse_quantity(quantity_text(thousandths)) == thousandths


@pytest.mark.parametrize(
    ("typed", "minor"),
    [("12.50", 1250), ("12,50", 1250), ("1,234.50", 123450), ("1.234,50", 123450), ("1 234,5", 123450), ("$12", 1200),
     ("", 0), ("1,234", 123400), ("12 USD", 1200)],
)  # fmt: skip
def test_amounts_as_people_type_them(typed: str, minor: int) -> None:
    assert parse_money(typed, "USD") == minor


@pytest.mark.parametrize("typed", ["NaN", "1e400", "-5", "1.234", "٣", "9" * 30, "1.2.3", "abc", "1,2,3.4"])
def test_amounts_that_are_none(typed: str) -> None:
    with pytest.raises(EntryError):
        parse_money(typed, "USD")


@pytest.mark.parametrize("typed", ["", "0", "-1", "1.2345", "many", "1e3", "10000000", "٣"])
def test_quantities_that_are_none(typed: str) -> None:
    with pytest.raises(EntryError):
        parse_quantity(typed)


@pytest.mark.parametrize(
    ("typed", "country", "shown", "weight"),
    [
        ("2127365000", "US", "(212) 736-5000", None),
        ("+46 8 123 456 78", "US", "+46 8 123 456 78", None),
        ("2127365000 ext 5", "US", "(212) 736-5000 ext. 5", None),
        ("030 901820", "DE", "030 901820", None),
        ("555-0177", "US", "555-0177", Weight.TELLS),
        ("abc", "US", "abc", Weight.STOPS),
        ("12", "US", "12", Weight.STOPS),
        ("", "US", "", None),
        ("whatever", "", "whatever", None),
        ("+1", "", "+1", Weight.STOPS),
    ],
)
def test_phones(typed: str, country: str, shown: str, weight: Weight | None) -> None:
    assert formatted(typed, country) == shown
    found = phone_finding(typed, country)
    assert (found.weight if found else None) == weight


def test_countries_of_zones() -> None:
    assert [country_of_zone(zone) for zone in ("America/New_York", "Europe/Berlin", "UTC")] == ["US", "DE", ""]
