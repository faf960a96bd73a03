"""Which column is what, by its name: as our own exports call it, and as it is often called elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.text.text import fold
from industrack_core.exchange.imports.map_file import Field, FieldSource


@dataclass(frozen=True)
class ColumnNames:
    """What columns are called. `own` by field the name in our exports, `also` its others; `joined` are fields that
    are often in several columns, each known by several names: joined in this order by a separator.

    All but `own` are folded. `beside` are columns that are known without feeding a field alone.
    """

    own: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]]
    joined: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = ()
    beside: tuple[str, ...] = ()

    @cached_property
    def _known(self) -> frozenset[str]:
        found = {fold(own) for own in self.own.values()} | set(self.beside)
        found.update(name for names in self.also.values() for name in names)
        return frozenset(found | {name for _, _, parts in self.joined for names in parts for name in names})

    def is_known(self, column: str) -> bool:
        """Whether a column of that name is taken for something."""
        return fold(column) in self._known

    def guessed(self, by_name: Mapping[str, str]) -> dict[str, Field]:
        """The fields that columns are there for; `by_name` are the columns by their folded names."""
        found: dict[str, Field] = {}
        for field, own in self.own.items():
            known = [by_name[name] for name in (fold(own), *self.also.get(field, ())) if name in by_name]
            if known:
                found[field] = known[0]
        for field, separator, parts in self.joined:
            given = columns_named(by_name, parts)
            if field not in found and given:
                found[field] = FieldSource(columns=given, separator=separator)
        return found


def names_in(text: str) -> tuple[str, ...]:
    """The names of a text that has commas between them."""
    return tuple(text.split(", "))


def by_folded_name(header: Iterable[str]) -> dict[str, str]:
    """The columns by their folded names; the first of those that are called alike."""
    found: dict[str, str] = {}
    for column in header:
        found.setdefault(fold(column), column)
    return found


def columns_named(by_name: Mapping[str, str], parts: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The columns that there are of some, each known by several names."""
    found = (next((by_name[name] for name in names if name in by_name), "") for names in parts)
    return tuple(filter(None, found))


def told_columns(sources: Iterable[tuple[str, FieldSource]], header: Sequence[str]) -> str:
    """Which column is taken for what, and which for nothing, in one line."""
    pairs = list(sources)
    taken = [
        f"{(' or ' if source.first_of else ' + ').join(source.used)} as {name.replace('_', ' ')}"
        for name, source in pairs
    ]
    used = {column for _, source in pairs for column in source.used}
    unused = [column for column in header if column and column not in used]
    rest = f"; not read: {', '.join(unused)}" if unused else ""
    return f"Columns taken: {', '.join(taken)}{rest}."


FIRST_NAME = ("first name", "firstname", "given name", "vorname")
LAST_NAME = ("last name", "lastname", "surname", "family name", "nachname")
