"""What a country uses: names, zones, currency, week, clock and the order of dates. From CLDR by babel, loaded late."""

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.time.span import WEEKDAY_NAMES

if TYPE_CHECKING:
    from babel import Locale


@dataclass(frozen=True, slots=True)
class Habits:
    """How a country pays (ISO 4217), begins its week (Monday 0), reads the clock, and whether `3/4` is 3 April."""

    currency: str = "USD"
    first_weekday: int = 0
    clock24: bool = True
    day_first: bool = False

    @property
    def said(self) -> str:
        """`weeks begin on Mon, times are written 14:30, 3/4 is 3 April`."""
        clock = "14:30" if self.clock24 else "2:30pm"
        order = "3/4 is 3 April" if self.day_first else "3/4 is March 4"
        return f"weeks begin on {WEEKDAY_NAMES[self.first_weekday]}, times are written {clock}, {order}"


@lru_cache(maxsize=64)
def habits_of(country: str) -> Habits:
    """What a country (ISO 3166) is used to; for none: US dollars, Monday, 24 hours, the month first."""
    locales = locales_of(country)
    if not locales:
        return Habits(currency_of(country))
    here = locales[0]
    order = here.datetime_skeletons["Md"].pattern
    return Habits(
        currency_of(country), here.first_week_day, "a" not in here.time_formats["short"].pattern,
        order.index("d") < order.index("M"),
    )  # fmt: skip


@lru_cache(maxsize=64)
def currency_of(country: str) -> str:
    """The currency a country pays in now (ISO 4217); US dollars for none."""
    from babel.numbers import get_territory_currencies

    found = get_territory_currencies(country) if country else []
    return str(found[0]) if found else "USD"


@lru_cache(maxsize=64)
def locales_of(country: str) -> "tuple[Locale, ...]":
    """The locales of a country's official languages, the most spoken first; without any, the likeliest."""
    from babel import Locale, UnknownLocaleError
    from babel.languages import get_official_languages

    found = []
    for name in (f"{each}_{country}" for each in get_official_languages(country, de_facto=True)) if country else ():
        try:
            found.append(Locale.parse(name))
        except (UnknownLocaleError, ValueError):
            continue  # a language that nothing is known of
    if country and not found:
        try:
            found.append(Locale.parse(f"und_{country}"))
        except (UnknownLocaleError, ValueError):
            return ()
    return tuple(found)


@lru_cache(maxsize=1)
def country_names() -> Mapping[str, str]:
    """All countries by their two letters, named in English."""
    import phonenumbers
    from babel import Locale

    names = Locale("en").territories
    return {code: str(names[code]) for code in sorted(phonenumbers.SUPPORTED_REGIONS) if code in names}


def country_named(text: str) -> str:
    """The two letters of a country that is named, or given by them or another code (`UK`, `USA`); empty for none."""
    from babel.core import get_global

    said = " ".join(text.split()).casefold()
    code = said.upper()
    meant = get_global("territory_aliases").get(code, ())
    code = str(meant[0]) if len(meant) == 1 else code
    if code in country_names():
        return code
    return next((code for code, name in country_names().items() if name.casefold() == said), "")


@lru_cache(maxsize=64)
def country_of_zone(zone: str) -> str:
    """The country (ISO 3166) that an IANA zone belongs to; empty when it belongs to none, as UTC."""
    from babel.core import get_global

    country = str(get_global("zone_territories").get(get_global("zone_aliases").get(zone, zone), ""))
    return country if country in country_names() else ""


_MAIN_ZONES = {
    "CL": "America/Santiago", "CN": "Asia/Shanghai", "DE": "Europe/Berlin", "EC": "America/Guayaquil",
    "ES": "Europe/Madrid", "MH": "Pacific/Majuro", "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon", "UA": "Europe/Kyiv", "UZ": "Asia/Tashkent",
}  # fmt: skip
"""The zone that goes without saying where there are several: CLDR's primary zones, which babel does not carry."""

_ZONES_ELSEWHERE = {"AC": "Atlantic/St_Helena", "TA": "Atlantic/St_Helena", "XK": "Europe/Belgrade"}
"""Where a country has no zone of its own: the one of a neighbour in which its clocks go."""


def main_zone(country: str) -> str:
    """The one zone of a country, or the one that is meant without a word; empty where there are several."""
    zones = zones_of(country)
    return zones[0] if len(zones) == 1 else _MAIN_ZONES.get(country, "")


@lru_cache(maxsize=64)
def zones_of(country: str) -> tuple[str, ...]:
    """The IANA zones of a country that this machine knows, by name."""
    from zoneinfo import available_timezones

    from babel.core import get_global

    known = available_timezones()
    if country in _ZONES_ELSEWHERE:
        return (_ZONES_ELSEWHERE[country],)
    aliases = get_global("zone_aliases")
    listed = get_global("zone_territories").items()
    return tuple(sorted(zone for zone, where in listed if where == country and zone in known and zone not in aliases))


def country_of_machine(environ: Mapping[str, str] = os.environ) -> str:
    """The country that the machine's language settings name (`de_AT.UTF-8`); empty for none."""
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        text = environ.get(name, "")
        if text:
            country = text.partition(".")[0].partition("@")[0].rpartition("_")[2]
            return country if country in country_names() else ""
    return ""
