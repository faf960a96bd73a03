"""Money and quantities as people type and read them. Money is whole minor units, quantities are thousandths.

How many decimals a currency has, and its sign, comes from CLDR by babel, which is loaded when first used.
"""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from industrack_core.desk.values.countries import locales_of
from industrack_core.domain.records.estimate import Discount
from industrack_core.domain.text.number_entry import Notation, NumberAsked, read_number
from industrack_core.domain.time.entry import EntryError

MOST_MINOR = 10**12
MOST_THOUSANDTHS = 10**9
_THREE_DECIMALS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_INVISIBLE = re.compile("[\u200e\u200f\u061c]")
_OTHER_MARKS = {
    "INR": ("Rs", "Rs."), "CHF": ("Fr", "Fr.", "SFr."), "USD": ("US$", "$US"), "SEK": ("kr",), "NOK": ("kr",),
    "DKK": ("kr", "kr."), "PLN": ("zł",), "CZK": ("Kč",), "HUF": ("Ft",), "BRL": ("R$",), "ZAR": ("R",),
}  # fmt: skip
"""What is written beside amounts, and CLDR does not list in English."""


def _one_reading(text: str) -> str:
    """`1.234` could be a thousand in another notation: with another number of decimals it cannot."""
    if not _THREE_DECIMALS.fullmatch(text):
        return text
    return text.rstrip("0").rstrip(".") if text.endswith("0") else f"{text}0"


@lru_cache(maxsize=64)
def decimals_of(currency: str) -> int:
    """How many decimals a currency has (ISO 4217): 2 for USD, 0 for JPY, 3 for KWD; 2 for one that is unknown."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency.upper()))


@lru_cache(maxsize=64)
def is_currency(text: str) -> bool:
    """Whether a currency of that name (ISO 4217, three letters) is known."""
    from babel.numbers import list_currencies

    return text.upper() in list_currencies("en")


@lru_cache(maxsize=64)
def _sign(currency: str) -> str:
    from babel.numbers import get_currency_symbol

    return str(get_currency_symbol(currency.upper(), locale="en"))


def money_text(minor: int, currency: str, *, symbol: bool = True) -> str:
    """`$1,234.50`; without `symbol` as it can be typed: `1234.50`."""
    decimals = decimals_of(currency)
    amount = Decimal(abs(minor)).scaleb(-decimals)
    minus = "-" if minor < 0 else ""
    if not symbol:
        return f"{minus}{amount:.{decimals}f}"
    sign = _sign(currency)
    gap = " " if sign[-1:].isalpha() else ""
    return f"{minus}{sign}{gap}{amount:,.{decimals}f}"


def money_typed(minor: int, currency: str) -> str:
    """`1234.50`: an amount as it can be typed and has one reading in every notation."""
    return _one_reading(money_text(minor, currency, symbol=False))


def parse_money(text: str, currency: str, country: str = "", *, notation: Notation | None = None) -> int:
    """Minor units of an amount, as the country (ISO 3166) or another one writes it; nothing typed is 0.

    `notation` is that of a file, where it is known. Raises EntryError with a sentence.
    """
    if not text.strip():
        return 0
    decimals = decimals_of(currency)
    words = f"{decimals} decimals" if decimals else "no decimals"
    asked = NumberAsked(
        places=decimals, most=MOST_MINOR, marks=currency_marks(currency, country),
        hint="How much? Type for example " + ("12.50" if decimals else "1250"),
        exact=f"{currency} has {words}: {text.strip()} is too exact.",
        over=f"That is more than {money_text(MOST_MINOR, currency)}.",
    )  # fmt: skip
    return read_number(text, notation or notation_of(country), asked)


def parse_price(text: str, currency: str, country: str = "") -> int:
    """As `parse_money`, but nothing typed is no price: a field that was emptied does not become free of charge."""
    if not text.strip():
        raise EntryError("How much? Type 0 if it costs nothing.")
    return parse_money(text, currency, country)


def quantity_text(thousandths: int) -> str:
    """`2`, `1.5`, `0.25`."""
    whole, rest = divmod(abs(thousandths), 1000)
    minus = "-" if thousandths < 0 else ""
    return f"{minus}{whole}" + (f".{rest:03}".rstrip("0") if rest else "")


def quantity_typed(thousandths: int) -> str:
    """`2`, `1.5`, `1.2340`: a quantity as it can be typed and has one reading in every notation."""
    return _one_reading(quantity_text(thousandths))


def parse_quantity(text: str, country: str = "", *, zero: bool = False, notation: Notation | None = None) -> int:
    """Thousandths of a quantity, above nothing unless `zero` may be; else as `parse_money`."""
    return read_number(text, notation or notation_of(country), _QUANTITY_OR_NONE if zero else _QUANTITY)


_QUANTITY = NumberAsked(
    places=3, least=1, most=MOST_THOUSANDTHS, hint="How many? Type for example 2 or 1.5",
    exact="A quantity has three decimals at most.", over=f"That is more than {quantity_text(MOST_THOUSANDTHS)}.",
)  # fmt: skip
_QUANTITY_OR_NONE = replace(_QUANTITY, least=0)


def parse_whole(text: str, low: int, high: int, country: str = "") -> int:
    """A whole number from `low` to `high`; else as `parse_money`."""
    hint = f"Type a number from {low:,} to {high:,}."
    return read_number(
        text, notation_of(country), NumberAsked(places=0, least=low, most=high, hint=hint, exact=hint, over=hint)
    )


def rate_text(rate: int) -> str:
    """A rate in thousandths of a percent as people type it: `8.875 %`."""
    return f"{quantity_text(rate)} %" if rate else ""


_RATE = NumberAsked(
    places=3, most=100_000, marks=frozenset({"%"}), hint="How many percent? Type for example 8.5",
    exact="A rate has three decimals at most.", over="A rate is 100 % at most.",
)  # fmt: skip


def parse_rate(text: str, country: str = "", *, notation: Notation | None = None) -> int:
    """Thousandths of a percent of a rate, from 0 to 100 %; nothing typed is 0. Else as `parse_money`."""
    return read_number(text, notation or notation_of(country), _RATE) if text.strip() else 0


_PERCENT_SIGNS = ("%", "\u066a", "\uff05")


def discount_text(discount: Discount, currency: str) -> str:
    """A discount as it can be typed: `10 %`, or `12.50`; empty for none."""
    if discount.rate:
        return rate_text(discount.rate)
    return money_typed(discount.amount, currency) if discount.amount else ""


def parse_discount(text: str, currency: str, country: str = "", *, notation: Notation | None = None) -> Discount:
    """A rate, if there is a percent sign, else an amount; nothing typed is no discount. Else as `parse_money`."""
    if any(sign in text for sign in _PERCENT_SIGNS):
        return Discount(rate=parse_rate(text, country, notation=notation))
    return Discount(amount=parse_money(text, currency, country, notation=notation))


# -- how a country writes them -----------------------------------------------------------------


@lru_cache(maxsize=64)
def notation_of(country: str) -> Notation:
    """How a country (ISO 3166) writes numbers; without one, a point stands before decimals.

    Where its languages differ, nothing is taken to stand only between thousands.
    """
    from babel.numbers import get_decimal_symbol, get_group_symbol

    found = locales_of(country)
    if not found:
        return Notation()
    points = [get_decimal_symbol(each, numbering_system="latn") for each in found]
    groups = {get_group_symbol(each, numbering_system="latn") for each in found}
    return Notation("," if points[0] == "," else ".", "".join(sorted((groups & {".", ","}) - set(points))))


@lru_cache(maxsize=64)
def currency_marks(currency: str, country: str = "") -> frozenset[str]:
    """What people write beside an amount in a currency: its name (ISO 4217), its sign, its sign in the country."""
    from babel.numbers import get_currency_symbol

    code = currency.upper()
    found = {code, _sign(code), *_OTHER_MARKS.get(code, ())}
    found.update(get_currency_symbol(code, locale=each) for each in locales_of(country))
    return frozenset(" ".join(_INVISIBLE.sub("", mark).split()) for mark in found)
