"""Money and quantities as people type and read them. Money is whole minor units, quantities are thousandths.

How many decimals a currency has, and its sign, comes from CLDR by babel, which is loaded when first used.
"""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from industrack_core.domain.entry import EntryError
from industrack_core.domain.estimate import Discount

MOST_MINOR = 10**12
MOST_THOUSANDTHS = 10**9
_NUMBER = re.compile(r"\d+(\.\d+)?")


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


def parse_money(text: str, currency: str) -> int:
    """Minor units of a typed amount; nothing typed is 0. A point or a comma may stand before the decimals.

    Raises EntryError with a sentence.
    """
    bare = text.strip()
    for sign in (_sign(currency), currency.upper(), currency.lower()):
        bare = bare.removeprefix(sign).removesuffix(sign).strip()
    if not bare:
        return 0
    decimals = decimals_of(currency)
    minor = _decimal(bare, "How much? Type for example 12.50").scaleb(decimals)
    if minor != minor.to_integral_value():
        words = f"{decimals} decimals" if decimals else "no decimals"
        raise EntryError(f"{currency} has {words}: {bare} is too exact.")
    if minor > MOST_MINOR:
        raise EntryError(f"That is more than {money_text(MOST_MINOR, currency)}.")
    return int(minor)


def quantity_text(thousandths: int) -> str:
    """`2`, `1.5`, `0.25`."""
    whole, rest = divmod(abs(thousandths), 1000)
    minus = "-" if thousandths < 0 else ""
    return f"{minus}{whole}" + (f".{rest:03}".rstrip("0") if rest else "")


def parse_quantity(text: str) -> int:
    """Thousandths of a typed quantity, above zero. Raises EntryError with a sentence."""
    hint = "How many? Type for example 2 or 1.5"
    thousandths = _decimal(text.strip(), hint).scaleb(3)
    if thousandths != thousandths.to_integral_value():
        raise EntryError("A quantity has three decimals at most.")
    if thousandths <= 0:
        raise EntryError(hint)
    if thousandths > MOST_THOUSANDTHS:
        raise EntryError(f"That is more than {quantity_text(MOST_THOUSANDTHS)}.")
    return int(thousandths)


def rate_text(rate: int) -> str:
    """A rate in thousandths of a percent as people type it: `8.875 %`."""
    return f"{quantity_text(rate)} %" if rate else ""


def parse_rate(text: str) -> int:
    """Thousandths of a percent of a typed rate, from 0 to 100 %; nothing typed is 0. Raises EntryError."""
    bare = text.strip().removesuffix("%").strip()
    if not bare:
        return 0
    if bare.count(",") == 1 and "." not in bare:
        bare = bare.replace(",", ".")  # no rate has thousands: 8,875 is a decimal comma
    rate = _decimal(bare, "How many percent? Type for example 8.5").scaleb(3)
    if rate != rate.to_integral_value():
        raise EntryError("A rate has three decimals at most.")
    if rate > 100_000:
        raise EntryError("A rate is 100 % at most.")
    return int(rate)


def discount_text(discount: Discount, currency: str) -> str:
    """A discount as it can be typed: `10 %`, or `12.50`; empty for none."""
    if discount.rate:
        return rate_text(discount.rate)
    return money_text(discount.amount, currency, symbol=False) if discount.amount else ""


def parse_discount(text: str, currency: str) -> Discount:
    """A rate, if it ends with `%`, else an amount; nothing typed is no discount. Raises EntryError."""
    if text.strip().endswith("%"):
        return Discount(rate=parse_rate(text))
    return Discount(amount=parse_money(text, currency))


def _decimal(text: str, hint: str) -> Decimal:
    """A plain number; `1,234.50`, `1.234,50` and `12,50` are understood. Raises EntryError."""
    tidy = _plain(text.replace(" ", "").replace("'", ""))
    if not tidy.isascii() or len(tidy) > 24 or not _NUMBER.fullmatch(tidy):
        raise EntryError(hint)
    try:
        return Decimal(tidy)
    except InvalidOperation:
        raise EntryError(hint) from None


def _plain(text: str) -> str:
    """The number with a point before its decimals and nothing between its thousands."""
    point, comma = text.rfind("."), text.rfind(",")
    if comma > point:
        grouped = re.fullmatch(r"\d{1,3}(,\d{3})+", text) is not None
        return text.replace(",", "") if grouped else text.replace(".", "").replace(",", ".", 1)
    if comma >= 0 and re.fullmatch(r"\d{1,3}(,\d{3})+\.\d*", text):
        return text.replace(",", "")
    return text


@lru_cache(maxsize=64)
def currency_of(country: str) -> str:
    """The currency a country pays in now (ISO 4217); US dollars for none."""
    from babel.numbers import get_territory_currencies

    found = get_territory_currencies(country) if country else []
    return str(found[0]) if found else "USD"
