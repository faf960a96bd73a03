"""CSV files as people have them: any of three encodings and delimiters, ragged rows, quotes never closed.

A row that cannot be read is answered as a BadRow with its line, and reading goes on with the next line.
"""

import codecs
import csv
import io
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from industrack_core.exchange.import_report import BadRow, ImportFailed

MOST_LINES_OF_A_ROW = 500
"""A quoted field that runs on for longer was never closed."""

_LARGEST_FIELD = 16 * 1024 * 1024
_BLOCK = 1024 * 1024
DELIMITERS = (",", ";", "\t")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}

Row = tuple[int, list[str]]


@dataclass(slots=True)
class CsvFile:
    """An open file. `header` holds the column names; `rows` goes through it from the beginning, one walk at a time.

    `sheet` is the name of the one it was in a spreadsheet, empty for a file that is text itself.
    """

    encoding: str
    delimiter: str
    header: list[str]
    size: int
    _file: BinaryIO
    _begin: Callable[[], Iterator[Row | BadRow]]
    sheet: str = ""

    def rows(self) -> Iterator[Row | BadRow]:
        """The rows with their lines."""
        return self._begin()

    @property
    def position(self) -> int:
        """Bytes read so far, of `size`."""
        return min(self._file.tell(), self.size)


@contextmanager
def open_csv(path: Path, wanted: frozenset[str] = frozenset()) -> Iterator[CsvFile]:
    """The CSV file at `path`, with the delimiter that shows the `wanted` columns.

    It is held open, so that it may vanish meanwhile. Raises ImportFailed: unreadable, no regular file,
    NUL bytes, no known encoding, empty.
    """
    with opened(path) as file, as_csv(file, path, wanted) as csv_file:
        yield csv_file


@contextmanager
def as_csv(
    file: BinaryIO, path: Path, wanted: frozenset[str] = frozenset(), delimiters: Sequence[str] = DELIMITERS
) -> Iterator[CsvFile]:
    """The open file as CSV; `path` is what complaints call it. Raises ImportFailed."""
    file.seek(0)
    encoding = _encoding(file, path)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")

    def begin() -> Iterator[Row | BadRow]:
        text.seek(0)
        feed = _Feed(text, path)
        _skip_header(feed)
        return _rows(feed, delimiter, len(header))

    try:
        delimiter, header = _header(_Feed(text, path), wanted, path, delimiters)
        size = os.fstat(file.fileno()).st_size
        yield CsvFile(_NAMES[encoding], delimiter, header, size, file, begin)
    finally:
        text.detach()


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A regular file to be read, which may vanish meanwhile. Raises ImportFailed."""
    try:
        file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
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


def _encoding(file: BinaryIO, path: Path) -> str:
    """By byte order mark, else UTF-8 if all of it is, else Windows-1252. One pass over the file."""
    start = file.read(4)
    file.seek(0)
    if not start:
        raise ImportFailed(f"{path} is empty.")
    marked = next((name for mark, name in _BOMS if start.startswith(mark)), None)
    for name in (marked,) if marked else ("utf-8", "cp1252"):
        file.seek(0)
        if _decodes(file, name, path):
            return name
    raise ImportFailed(f"{path} is not text in UTF-8, UTF-16 or Windows-1252.")


def _decodes(file: BinaryIO, encoding: str, path: Path) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while True:
            block = file.read(_BLOCK)
            if "\x00" in decoder.decode(block, final=not block):
                raise ImportFailed(f"{path} holds NUL bytes: it is not a text file.")
            if not block:
                return True
    except UnicodeDecodeError:
        return False
    except OSError as error:
        raise ImportFailed(f"{path} cannot be read: {error.strerror}.") from error


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


def _header(feed: _Feed, wanted: frozenset[str], path: Path, delimiters: Sequence[str]) -> tuple[str, list[str]]:
    """The delimiter under which most wanted columns are there (then most columns at all), and the columns."""
    found: list[tuple[int, int, str, list[str]]] = []
    line = _skip_header(feed)
    for delimiter in delimiters:
        try:
            names = [name.strip() for name in next(csv.reader([line], delimiter=delimiter, strict=True), [])]
        except csv.Error:
            continue
        found.append((len(wanted & set(names)), len(names), delimiter, names))
    if not found or not line:
        raise ImportFailed(f"The first line of {path} cannot be read as column names.")
    _, _, delimiter, names = max(found, key=lambda each: each[:2])
    return delimiter, names


def _skip_header(feed: _Feed) -> str:
    """The first line that is not empty, which is then taken."""
    line = next(feed, "")
    while line and not line.strip():
        line = next(feed, "")
    return line


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
