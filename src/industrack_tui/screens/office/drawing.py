"""How lists show what records hold: money, days, states."""

from datetime import date

from industrack_core.desk.money import money_text, quantity_text
from industrack_core.domain.minute import instant_of
from industrack_core.domain.office import Office
from industrack_tui.screens.office.list_kind import Draw, Value


def money(value: Value, office: Office) -> str:
    """Minor units in the company's currency."""
    return money_text(int(value or 0), office.company.currency)


def quantity(value: Value, office: Office) -> str:
    """Thousandths."""
    return quantity_text(int(value or 0))


def words(value: Value, office: Office) -> str:
    """A word of the program, as `partially_received`."""
    return str(value or "").replace("_", " ").capitalize()


def day(value: Value, office: Office) -> str:
    """A date kept as ISO text or as days since 1970."""
    if isinstance(value, int):
        return date.fromordinal(date(1970, 1, 1).toordinal() + value).isoformat()
    return str(value or "")


def moment(value: Value, office: Office) -> str:
    """Minutes since 1970 UTC, in the company's zone."""
    return f"{instant_of(int(value)).astimezone(office.zone):%Y-%m-%d %H:%M}" if value is not None else ""


def flag(word: str) -> Draw:
    """A word where a flag is set."""
    return lambda value, office: word if value else ""


def one_line(value: Value, office: Office) -> str:
    """A note in one line."""
    return " ".join(str(value or "").split())
