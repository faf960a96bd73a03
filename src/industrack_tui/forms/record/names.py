"""Names of fields in a form: `description`, `items.2.quantity` for a cell of a list, `orders.0.lines.1` for an entry of
a list that an entry has."""

from functools import lru_cache

from industrack_core.domain.named_tuple import NamedTuple


class FieldPlace(NamedTuple):
    """Where a field is: `key` as a description names it (`items.*.quantity`), the lists with the places in them that
    lead to its entry, and the attribute that a cell is about (empty: the entry itself)."""

    key: str
    steps: tuple[tuple[str, int], ...]
    cell: str

    @property
    def entry(self) -> str:
        """What the names of all fields of the entry begin with."""
        return "".join(f"{name}.{place}." for name, place in self.steps)

    @property
    def listed(self) -> str:
        """The list that the entry is of."""
        return self.entry.rstrip(".").rpartition(".")[0]


@lru_cache(maxsize=2048)
def place_of(name: str) -> FieldPlace:
    """What a field's name says."""
    steps: list[tuple[str, int]] = []
    rest, key = name.split("."), ""
    while len(rest) > 1 and rest[1].isdigit():
        steps.append((rest[0], int(rest[1])))
        key, rest = f"{key}{rest[0]}.*.", rest[2:]
    cell = ".".join(rest)
    return FieldPlace(f"{key}{cell}".rstrip("."), tuple(steps), cell if steps else "")
