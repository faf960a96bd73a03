"""How lists show what records hold: money, days, states."""

import json
from datetime import date

from industrack_core.desk.values.money import money_text
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import Right, known_as, may
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import clock_text
from industrack_tui.lists.spec import Draw, Value

IN_USE = (("in use", "In use"), ("retired", "Deleted"), ("", "All"))
"""Filters of a list whose records leave the pickers when they are deleted, and stay on what uses them."""


def as_money(value: Value, office: Office) -> str:
    """Minor units in the company's currency; nothing for who does not see prices."""
    return money_text(int(value or 0), office.company.currency) if may(office.person, Right.SEE_PRICES) else ""


def with_money(said: str, minor: int, office: Office) -> str:
    """What is said, and what it comes to."""
    return ": ".join(filter(None, (said, as_money(minor, office))))


def as_words(value: Value, office: Office) -> str:
    """A word of the program, as `partially_received`."""
    return str(value or "").replace("_", " ").capitalize()


def as_day(value: Value, office: Office) -> str:
    """A date kept as ISO text or as days since 1970."""
    if isinstance(value, int):
        return date.fromordinal(date(1970, 1, 1).toordinal() + value).isoformat()
    return str(value or "")


def as_moment(value: Value, office: Office) -> str:
    """Minutes since 1970 UTC, in the company's zone."""
    if value is None:
        return ""
    local = instant_of(int(value)).astimezone(office.zone)
    return f"{local:%Y-%m-%d} {clock_text(local)}"


def as_second(value: Value, office: Office) -> str:
    """Seconds since 1970 UTC, in the company's zone; nothing for 0."""
    return as_moment(int(value) // 60, office) if value else ""


def as_flag(word: str) -> Draw:
    """A word where a flag is set."""
    return lambda value, office: word if value else ""


def as_line(value: Value, office: Office) -> str:
    """A note in one line."""
    return " ".join(str(value or "").split())


def kept_list(value: Value) -> list[Held]:
    """What a column keeps as a list."""
    found: list[Held] = json.loads(str(value or "[]"))
    return found


def as_count(word: str) -> Draw:
    """How many entries a list has: `3 questions`."""

    def draw(value: Value, office: Office) -> str:
        count = len(kept_list(value))
        return f"{count} {word}" if count == 1 else f"{count} {word}s"

    return draw


def as_phrases(value: Value, office: Office) -> str:
    """The texts of a list with commas between them."""
    return ", ".join(str(each) for each in kept_list(value))


def as_people(value: Value, office: Office) -> str:
    """Employees by their ids: one, or a list of them."""
    ids = [value] if isinstance(value, int) else kept_list(value)
    found = (office.employee(each) for each in ids)
    return ", ".join(each.short_name for each in found if each is not None)


def as_person(value: Value, office: Office) -> str:
    """A login as the name that the office has for it."""
    return known_as(office.person, str(value or ""))
