"""Money, quantities and phone numbers as people type them."""

import random
from collections.abc import Callable
from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.desk.values.countries import country_of_zone, currency_of
from industrack_core.desk.values.money import (
    decimals_of,
    discount_text,
    money_text,
    money_typed,
    notation_of,
    parse_discount,
    parse_money,
    parse_quantity,
    parse_rate,
    parse_whole,
    quantity_typed,
    rate_text,
)
from industrack_core.desk.values.phones import formatted, phone_finding
from industrack_core.domain.outcomes import Weight
from industrack_core.domain.records.estimate import Discount
from industrack_core.domain.text.number_entry import Notation
from industrack_core.domain.time.entry import EntryError
from tests.locales import LOCALES

COUNTRIES = ("", "US", "DE", "CH", "IN", "FR", "CA", "KW", "ZA")


@given(st.integers(0, 10**12), st.sampled_from(["USD", "EUR", "JPY", "KWD"]), st.sampled_from(COUNTRIES))
def test_money_reads_back_in_every_country(minor: int, currency: str, country: str) -> None:
    assert parse_money(money_typed(minor, currency), currency, country) == minor
    if decimals_of(currency) == 2:
        assert parse_money(money_text(minor, currency), currency, country) == minor


@given(st.integers(1, 10**9), st.sampled_from(COUNTRIES))
def test_a_quantity_reads_back_in_every_country(thousandths: int, country: str) -> None:
    assert parse_quantity(quantity_typed(thousandths), country) == thousandths


@given(st.integers(0, 100_000), st.sampled_from(COUNTRIES))
def test_a_rate_reads_back_in_every_country(rate: int, country: str) -> None:
    assert parse_rate(rate_text(rate), country) == rate
    assert parse_discount(discount_text(Discount(rate=rate), "USD"), "USD", country) == Discount(rate=rate)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [("12.50", 1250), ("12,50", 1250), ("1,234.50", 123450), ("1.234,50", 123450), ("1 234,5", 123450), ("$12", 1200),
     ("", 0), ("1,234", 123400), ("12 USD", 1200)],
)  # fmt: skip
def test_amounts_as_people_type_them(typed: str, minor: int) -> None:
    assert parse_money(typed, "USD", "US") == minor


@pytest.mark.parametrize(
    ("typed", "country", "minor"),
    [("12,50 €", "DE", 1250), ("€ 1.234,-", "NL", 123400), ("1.234", "DE", 123400), ("1 234,50 EUR", "FR", 123450),
     ("SFr. 1’234.50", "CH", 123450), ("Rs.1,00,000.50", "IN", 10000050), ("$1,234", "MX", 123400),
     ("kr 12,50", "NO", 1250), ("12 ₹", "IN", 1200), ("－５", "JP", -1), ("￥1,234", "JP", 1234),
     ("١٬٢٣٤٫٥٠", "EG", 123450), ("१,००,०००", "IN", 10000000)],
)  # fmt: skip
def test_amounts_with_the_currency_of_a_country(typed: str, country: str, minor: int) -> None:
    if minor < 0:
        with pytest.raises(EntryError):
            parse_money(typed, currency_of(country), country)
    else:
        assert parse_money(typed, currency_of(country), country) == minor


def test_another_currency_is_no_amount_of_this_one() -> None:
    with pytest.raises(EntryError):
        parse_money("€ 12", "USD", "US")
    with pytest.raises(EntryError):
        parse_money("US$ 12", "CAD", "CA")


def test_a_country_of_two_notations_says_nothing_of_groups() -> None:
    assert notation_of("CA") == Notation(".")
    assert notation_of("US") == Notation(".", ",")
    assert notation_of("DE") == Notation(",", ".")
    assert notation_of("") == Notation()
    with pytest.raises(EntryError, match=r"could be 1234 or 1\.234"):
        parse_money("1,234", "CAD", "CA")


def test_whole_numbers_with_thousands() -> None:
    assert [parse_whole(text, 1, 9999, "US") for text in ("1,234", "1 234", "12", "٤")] == [1234, 1234, 12, 4]
    assert parse_whole("1.234", 1, 9999, "DE") == 1234
    for text in ("1.234", "1.5", "0", "10000", "-1", ""):
        with pytest.raises(EntryError):
            parse_whole(text, 1, 9999, "US")


def _read(read: "Callable[[], int]") -> int | None:
    """What was read, None for a question."""
    try:
        return read()
    except EntryError:
        return None


@pytest.mark.parametrize("company", LOCALES)
def test_no_amount_of_any_locale_becomes_another_one(company: str) -> None:
    dice = random.Random(company)
    country = company[-2:]
    currency = currency_of(country)
    decimals = decimals_of(currency)
    asked = 0
    for number in range(1000):
        locale = company if number % 2 else dice.choice(LOCALES)
        digits = "default" if dice.random() < 0.5 else "latn"
        minor, thousandths = dice.randrange(10 ** dice.randint(1, 9)), dice.randrange(1, 10 ** dice.randint(2, 9))
        amount, quantity = Decimal(minor).scaleb(-decimals), Decimal(thousandths).scaleb(-3)
        forms = [format_decimal(amount, locale=locale, numbering_system=digits),
                 format_currency(amount, currency, locale=locale, numbering_system=digits)]  # fmt: skip
        for text in forms:
            found = _read(lambda text=text: parse_money(text, currency, country))  # type: ignore[misc]
            assert found in (minor, None), (text, locale, found)
            asked += found is None
        text = format_decimal(quantity, locale=locale, numbering_system=digits)
        found = _read(lambda: parse_quantity(text, country))  # noqa: B023 (called at once)
        assert found in (thousandths, None), (text, locale, found)
        asked += found is None
    assert asked < 1500, "most are understood"


@pytest.mark.parametrize(
    "typed",
    [
        "NaN",
        "1e400",
        "-5",
        "1.234",
        "1.500",
        "0,195",
        "0.195",
        "½",
        "5²",
        "1_000",
        "0x10",
        "9" * 30,
        "1.2.3",
        "abc",
        "1,2,3.4",
    ],
)
def test_amounts_that_are_none(typed: str) -> None:
    with pytest.raises(EntryError):
        parse_money(typed, "USD")


@pytest.mark.parametrize("typed", ["", "0", "-1", "1.2345", "many", "1e3", "10000000", "1,234", "1.234", "½", "1 5"])
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
        ("555-0177", "US", "555-0177", None),
        ("5550177", "FR", "5550177", None),
        ("7946 0018", "GB", "7946 0018", None),
        ("555-01777", "US", "555-01777", Weight.STOPS),
        ("2125550", "IN", "2125550", None),
        ("(999) 555-0177", "US", "(999) 555-0177", Weight.TELLS),
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
