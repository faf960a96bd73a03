"""Whom somebody means who types a name on the command line."""

from industrack_core.domain.errors import UsageError
from industrack_core.domain.records.office import Employee, Office
from industrack_core.domain.text.text import words


def employee_named(office: Office, text: str) -> Employee:
    """The one employee whose names begin with the typed words. Raises UsageError."""
    wanted = words(text)
    found = [
        each
        for each in office.employees
        if wanted and all(any(name.startswith(word) for name in words(each.name)) for word in wanted)
    ]
    exact = [each for each in found if sorted(words(each.name)) == sorted(wanted)]
    found = exact or found
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"There is no employee {text!r}.")
    raise UsageError(f"Which employee: {', '.join(each.short_name for each in found[:5])}? Type more of the name.")
