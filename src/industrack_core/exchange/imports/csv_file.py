"""CSV files as people have them: any of three encodings and delimiters, ragged rows, quotes never closed.

A row that cannot be read is answered as a BadRow with its line, and reading goes on with the next line.
"""

import csv
import io
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from industrack_core.desk.values.given_file import opened_given
from industrack_core.exchange.imports.headings import (
    DELIMITERS,
    Headings,
    Known,
    find_headings,
    nothing_known,
    tidy_heading,
)
from industrack_core.exchange.imports.import_report import BadRow, ImportFailed
from industrack_core.exchange.imports.text_encoding import Encoding, encoding_of

MOST_LINES_OF_A_ROW = 500
"""A quoted field that runs on for longer was never closed."""

_LARGEST_FIELD = 16 * 1024 * 1024

Row = tuple[int, list[str]]


@dataclass(slots=True)
class CsvFile:
    """An open file. `header` holds the column names; `rows` goes through it from the beginning, one walk at a time.

    `sheet` is the name of the one it was in a spreadsheet, empty for a file that is text itself; `under` as in
    `Headings`.
    """

    encoding: str
    delimiter: str
    header: list[str]
    size: int
    _file: BinaryIO
    _begin: Callable[[], Iterator[Row | BadRow]]
    sheet: str = ""
    under: int = 0

    def rows(self) -> Iterator[Row | BadRow]:
        """The rows with their lines."""
        return self._begin()

    @property
    def position(self) -> int:
        """Bytes read so far, of `size`."""
        return min(self._file.tell(), self.size)


@contextmanager
def as_csv(
    file: BinaryIO, path: Path, known: Known = nothing_known, delimiters: Sequence[str] = DELIMITERS
) -> Iterator[CsvFile]:
    """The open file as CSV; `path` is what complaints call it. Raises ImportFailed."""
    file.seek(0)
    encoding = encoding_of(file, path)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding.codec, errors=encoding.errors, newline="")

    def begin() -> Iterator[Row | BadRow]:
        text.seek(0)
        feed = _Feed(text, path)
        for _ in range(headings.lines):
            next(feed)
            feed.begin_row()
        return _told_apart(_rows(feed, headings.delimiter, len(headings.names)), headings, encoding)

    try:
        headings = find_headings(_each_line(_Feed(text, path)), known, delimiters, str(path))
        if encoding.stray(headings.names):
            raise ImportFailed(f"The column names of {path} are in another encoding than the rest: save it as UTF-8.")
        size = os.fstat(file.fileno()).st_size
        yield CsvFile(encoding.name, headings.delimiter, headings.names, size, file, begin, under=headings.under)
    finally:
        text.detach()


def _told_apart(rows: Iterator[Row | BadRow], headings: Headings, encoding: Encoding) -> Iterator[Row | BadRow]:
    """The rows without those that are none: of another encoding, or the headings again."""
    first = headings.names[0]
    for row in rows:
        if isinstance(row, tuple):
            why = encoding.stray(row[1])
            if row[1][0].strip() == first and [tidy_heading(cell) for cell in row[1]] == headings.names:
                why = "the column names again"
            if why:
                yield BadRow(row[0], "", "", why)
                continue
        yield row


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A regular file to be read, which may vanish meanwhile. Raises ImportFailed."""
    try:
        file = os.fdopen(opened_given(path), "rb")
    except IsADirectoryError as error:
        raise ImportFailed(f"{path} is a directory, not a file with rows.") from error
    except FileNotFoundError as error:
        raise ImportFailed(f"There is no file {path}.") from error
    except (OSError, ValueError) as error:
        raise ImportFailed(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    with file:
        mode = os.fstat(file.fileno()).st_mode
        if not stat.S_ISREG(mode):
            what = "a directory" if stat.S_ISDIR(mode) else "not a regular file"
            raise ImportFailed(f"{path} is {what}: an import reads its file twice.")
        yield file


class _Unclosed(Exception):
    """A row went on for too many lines."""


class _Feed:
    """Lines for the CSV reader, which remembers those of the current row, to go back to when it cannot be read."""

    def __init__(self, lines: Iterator[str], path: Path) -> None:
        self._lines, self._path = lines, path
        self._taken: list[str] = []
        self._again: list[str] = []
        self.line = 1

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if len(self._taken) >= MOST_LINES_OF_A_ROW:
            raise _Unclosed
        try:
            line = self._again.pop() if self._again else next(self._lines)
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it was changed meanwhile"
            raise ImportFailed(f"{self._path} cannot be read on: {why}.") from error
        self._taken.append(line)
        return line

    def begin_row(self) -> None:
        """What was taken is done with."""
        self.line += len(self._taken)
        self._taken.clear()

    def back_to_second_line(self) -> None:
        """Give all but the first line of the current row again."""
        self._again.extend(reversed(self._taken[1:]))
        del self._taken[1:]


def _each_line(feed: _Feed) -> Iterator[str]:
    for line in feed:
        feed.begin_row()
        yield line


def _rows(feed: _Feed, delimiter: str, columns: int) -> Iterator[Row | BadRow]:
    csv.field_size_limit(_LARGEST_FIELD)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _Unclosed:
            yield BadRow(feed.line, "", "", "a quote opens in this row and is never closed")
            feed.back_to_second_line()
            continue
        except csv.Error as error:
            yield BadRow(feed.line, "", "", _reason(str(error)))
            feed.back_to_second_line()
            continue
        if any(cell and not cell.isspace() for cell in cells):
            yield (feed.line, cells) if len(cells) == columns else _ragged(feed.line, cells, columns)


def _ragged(line: int, cells: list[str], columns: int) -> Row | BadRow:
    """Empty cells too many at the end mean nothing; any other difference may have shifted the columns."""
    if len(cells) > columns and not any(cells[columns:]):
        return line, cells[:columns]
    return BadRow(line, "", "", f"{len(cells)} cells, but {columns} columns")


def _reason(error: str) -> str:
    if "unexpected end" in error:
        return "a quote opens in this row and is never closed"
    if "field larger" in error:
        return f"a cell of more than {_LARGEST_FIELD // 1024 // 1024} MB"
    return "its quotes do not match" if "expected after" in error else error
