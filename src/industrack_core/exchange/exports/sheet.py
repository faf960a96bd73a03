"""What a table is made of, whichever file it becomes."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from industrack_core.domain.dataclass import dataclass

Cell = str | int | Decimal | date | datetime | None
"""A text, a number, a day, or a naive moment of the company's time; None for nothing."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn of a table: the column `values`, each under its `label`."""

    title: str
    label: str
    values: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table is called and what stands in it; `summed` are columns to add up, `letter` is for its printing.

    `notes` stand under it, and a `chart` of it, where the file has room for such.
    """

    title: str
    columns: tuple[str, ...]
    summed: tuple[str, ...] = ()
    letter: bool = False
    notes: tuple[str, ...] = ()
    chart: Chart | None = None


class Table(Protocol):
    """Where rows go."""

    def write(self, cells: Sequence[Cell]) -> None: ...
