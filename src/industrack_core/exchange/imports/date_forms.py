"""Dates as a file writes them: where two forms read one text differently, the whole file decides, or nobody does."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations

ISO = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d")
"""The forms in which days and times of a spreadsheet are written."""
_SAMPLES = tuple(
    datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC) + timedelta(days=days, hours=hours)
    for days, hours in ((0, 0), (366, 1), (40, 12), (2710, 3))
)


class TwoWays(Exception):
    """A text that says one thing in one form and another in another."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"it is {one} in one form of the map and {other} in another, and no row of the file decides")


def _parsed(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form).replace(second=0, microsecond=0)  # noqa: DTZ007 (zone follows)
    except ValueError:
        return None


def _mixable(one: str, other: str) -> bool:
    """Whether some text is a date in both forms, and not the same."""
    for sample in _SAMPLES:
        for written, read in ((one, other), (other, one)):
            text = sample.strftime(written)
            found = _parsed(text, read)
            if found is not None and found != _parsed(text, written):
                return True
    return False


class DateForms:
    """Forms of dates (strptime), tried in their order. `undecided` ones are first shown all texts of the file."""

    def __init__(self, forms: Sequence[str]) -> None:
        self._forms = tuple(dict.fromkeys(forms))
        self.undecided = any(_mixable(one, other) for one, other in combinations(self._forms, 2))
        self._seen: set[frozenset[str]] = set()

    def learn(self, text: str) -> None:
        """A text of the file: the forms that it has are forms of the file."""
        if self.undecided:
            self._seen.add(frozenset(form for form in self._forms if _parsed(text, form)))

    def read(self, text: str) -> datetime | None:
        """The date and time, naive unless the text has an offset; None for none. Raises TwoWays."""
        if not self.undecided:
            return next((found for form in self._forms if (found := _parsed(text, form))), None)
        ways = {form: found for form in self._forms if (found := _parsed(text, form))}
        left = [form for form in ways if not any(self._rules_out(other, form) for other in ways if other != form)]
        moments = list(dict.fromkeys(ways[form] for form in left or ways))
        if len(moments) > 1:
            raise TwoWays(*(f"{each:%Y-%m-%d %H:%M}" for each in moments[:2]))
        return moments[0] if moments else None

    def _rules_out(self, one: str, other: str) -> bool:
        """Whether the file has texts of one form that are none of the other, and none the other way round."""
        return any(one in each and other not in each for each in self._seen) and not any(
            other in each and one not in each for each in self._seen
        )
