"""Which line of a file names its columns, and what is between them: not every file begins with its headings."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from industrack_core.domain.dataclass import dataclass
from industrack_core.exchange.imports.import_report import ImportFailed

Known = Callable[[str], bool]
"""Whether a column of that name is one of those that somebody will read."""

DELIMITERS = (",", ";", "\t")
LINES_LOOKED_AT = 60
_ROWS_LOOKED_AT = 10
_FEWEST_KNOWN = 2
_SAID = re.compile(r'"?sep=(?P<delimiter>[^"\r\n])"?[,;\t]*\s*', re.IGNORECASE)
"""The line in which spreadsheet programs say what is between the columns."""


def nothing_known(name: str) -> bool:
    """For a file of which nothing is expected."""
    return False


@dataclass(frozen=True, slots=True)
class Headings:
    """The names of the columns, the delimiter, and how many lines are above the first row.

    `under` is the line in which the names begin, where something else that is not read stands above them, else 0.
    """

    delimiter: str
    names: list[str]
    lines: int
    under: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """A row near the beginning: its texts, the line it begins at, and how many lines are done with after it."""

    names: list[str]
    begins: int
    ends: int
    known: int


def tidy_heading(name: str) -> str:
    """A column's name in one line: headings are broken into lines to make columns narrow."""
    return " ".join(name.split())


def places_of(name: str, header: Sequence[str]) -> list[int]:
    """Where a column that a map names stands: as it is written there, else in other capitals."""
    wanted = tidy_heading(name)
    same = [place for place, heading in enumerate(header) if heading == wanted]
    return same or [place for place, heading in enumerate(header) if heading.casefold() == wanted.casefold()]


def find_headings(lines: Iterable[str], known: Known, delimiters: Sequence[str], where: str) -> Headings:
    """The headings of a file that begins with these lines; `where` is what complaints call it.

    The first row that is not empty, unless one further down names more of the known columns. Raises ImportFailed.
    """
    above, first = _first_filled(iter(lines))
    said = _SAID.fullmatch(first[0]) if first else None
    if said:
        delimiters, above, first = (said["delimiter"],), above + 1, first[1:]
    found = [(delimiter, rows) for delimiter in delimiters if (rows := _rows(first, delimiter, above, known))]
    if not found:
        raise ImportFailed(f"The first line of {where} cannot be read as column names.")
    chosen = [(delimiter, rows, _chosen(rows)) for delimiter, rows in found]
    delimiter, rows, place = max(chosen, key=lambda each: (each[1][each[2]].known, len(each[1][each[2]].names)))
    heading = rows[place]
    _refuse_two(rows[place : place + 2], where)
    return Headings(delimiter, heading.names, heading.ends, heading.begins if place else 0)


def _first_filled(lines: Iterator[str]) -> tuple[int, list[str]]:
    """How many empty lines there are above, and the lines from there on."""
    above = 0
    for line in lines:
        if line.strip():
            return above, [line, *islice(lines, LINES_LOOKED_AT)]
        above += 1
    return above, []


def _rows(lines: Sequence[str], delimiter: str, above: int, known: Known) -> list[_Line]:
    """The first rows that are not empty, as long as they can be read."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    found: list[_Line] = []
    begins = above + 1
    try:
        for cells in reader:
            names = [tidy_heading(cell) for cell in cells]
            ends = above + reader.line_num
            if any(names):
                found.append(_Line(names, begins, ends, len({name for name in names if name and known(name)})))
            begins = ends + 1
            if len(found) == _ROWS_LOOKED_AT:
                break
    except csv.Error:
        pass
    return found


def _chosen(rows: Sequence[_Line]) -> int:
    """The place of the headings among the first rows. One word alone makes no headings of a row further down."""
    best = max(range(len(rows)), key=lambda place: (rows[place].known, -place))
    return best if rows[best].known >= _FEWEST_KNOWN else 0


def _refuse_two(rows: Sequence[_Line], where: str) -> None:
    """Two lines of nothing but names of columns: which of them are the headings nobody can say."""
    if len(rows) < 2 or rows[0].names == rows[1].names:
        return
    filled = [name for name in rows[1].names if name]
    if len(filled) > 1 and rows[1].known == len(set(filled)):
        raise ImportFailed(
            f"Lines {rows[0].begins} and {rows[1].begins} of {where} both read as column names: leave one of them."
        )
