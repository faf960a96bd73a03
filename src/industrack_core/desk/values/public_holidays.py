"""The public holidays of a country or a part of one in a year, by the package `holidays`, which few have."""

import re

from industrack_core.domain.errors import UsageError
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.settings import Holiday
from industrack_core.domain.time.span import FIRST_YEAR, LAST_YEAR

_TYPED = re.compile(r"([A-Za-z]{2})(?:-([A-Za-z0-9]{1,30}))?\s+(\d{4})")
_ENGLISH = "en_US"


class HolidayYear(NamedTuple):
    """Whose holidays, as `DE` or `DE-BE`, and of which year."""

    place: str
    year: int


def parse_holiday_year(text: str) -> HolidayYear:
    """What `de-be 2027` means; whether there is such a place is known when its holidays are looked up. Raises
    UsageError."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        raise UsageError("Write the country and the year, as DE 2027, or a part of a country, as DE-BE 2027.")
    country, part, year = found[1].upper(), (found[2] or "").strip(), int(found[3])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(f"The year must be from {FIRST_YEAR} to {LAST_YEAR}.")
    return HolidayYear(f"{country}-{part}" if part else country, year)


def public_holidays(wanted: HolidayYear) -> tuple[tuple[Holiday, ...], str]:
    """The days on which nobody works there, in their order, with whose they are as it is kept: `DE-BE`. Raises
    UsageError: the extra is not there, or nothing is known of the place.
    """
    try:
        import holidays
    except ImportError as error:
        text = "Holidays of countries need the extra: pip install 'industrack[holidays]'."
        raise UsageError(text) from error
    country, _, typed = wanted.place.partition("-")
    kinds = holidays.list_supported_countries(include_aliases=True)
    if country not in kinds:
        raise UsageError(f"No holidays are known of {country}: write a country by its two letters, as DE.")
    whole = holidays.country_holidays(country)
    parts = {each.casefold(): each for each in whole.subdivisions}
    if typed and typed.casefold() not in parts:
        told = f"it has {', '.join(whole.subdivisions)}" if parts else "holidays are the same everywhere there"
        raise UsageError(f"{country} has no part {typed}: {told}.")
    part = parts.get(typed.casefold()) if typed else None
    place = f"{country}-{part}" if part else country
    language = _ENGLISH if _ENGLISH in whole.supported_languages else None
    found = holidays.country_holidays(country, subdiv=part, years=wanted.year, language=language)
    days = tuple(
        Holiday(day=day, name=name, country=place)
        for day in sorted(found)
        for name in dict.fromkeys(found.get_list(day))
    )
    if not days:
        raise UsageError(f"No holidays of {place} in {wanted.year} are known.")
    return days, place
