"""Reads one sheet of a spreadsheet and writes it as CSV; run as a program of its own, with limits.

    xlsx_child.py SHEET < spreadsheet > csv

What a person sent may take any amount of memory and time to read, so it is read in a process that may have only so
much, and that knows nothing and can reach nothing. Formulas are not evaluated: a cell is what was last shown in it.
A line of the CSV is a row of the sheet: line breaks inside cells are written as line separators (U+2028).
Exit code 0 and the sheet's name on standard error if all went well; 3 and a sentence there when it cannot be read.
"""

import csv
import io
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, time, timedelta
from typing import Any
from xml.parsers.expat import ExpatError

from industrack_core.exchange.exports.cell_guard import marked_number
from industrack_core.exchange.imports.xlsx_formats import iso_text, masked, shown_formats

MEMORY = 512 * 1024 * 1024
SECONDS = 30
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
MOST_WRITTEN = 1024 * 1024 * 1024
REFUSED = 3
_BREAK = re.compile("\r\n|[\r\n\v\f\x85\u2029]")
_SMALL = 1024 * 1024  # below that no ratio is suspicious: a short sheet of zeros packs well


class Refusal(Exception):
    """Why the file is not read, in one sentence."""


def limit() -> None:
    """From here on this process has only so much memory, time and room."""
    limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, MOST_WRITTEN))
    for what, most in limits:
        with suppress(ValueError, OSError):  # not every system knows every limit
            resource.setrlimit(what, (most, most))


def refuse_oversized(file: Any) -> None:
    """Refuses what would unpack to too much, by the sizes it tells itself; the limits hold for what lies."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refusal("it is no XLSX file: what is inside is something else, or damaged") from None
    unpacked, size = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > MOST_UNPACKED or (unpacked > _SMALL and unpacked > MOST_RATIO * size):
        raise Refusal(f"it would unpack to {unpacked // 1024 // 1024:,} MB, which no list needs: save it as CSV")


def cell_text(cell: Any, code: str | None = None) -> str:
    """A cell as text: whole numbers without decimals, days and times as ISO 8601 writes them.

    `code` is the number format that it is shown by, where that tells something.
    """
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        shown = masked(code, cell) if code else None
        if shown:
            return shown
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else marked_number(f"{cell:.15g}")
    if isinstance(cell, date | time | timedelta):
        return iso_text(cell, code)
    return _BREAK.sub("\u2028", str(cell)).replace("\x00", "")


class Formats:
    """The formats of the cells of a sheet, asked row by row; none where they cannot be read."""

    def __init__(self, file: Any, sheet: str) -> None:
        self._rows = self._read(file, sheet)
        self._next = next(self._rows, None)

    @staticmethod
    def _read(file: Any, sheet: str) -> Iterator[tuple[int, dict[int, str]]]:
        damaged = (zipfile.BadZipFile, SyntaxError, ExpatError, ValueError, KeyError, OSError, zlib.error)
        with suppress(*damaged), zipfile.ZipFile(file) as packed:
            yield from shown_formats(packed, sheet)

    def of(self, row: int) -> dict[int, str]:
        """By column, in a row: both from 0."""
        while self._next is not None and self._next[0] < row:
            self._next = next(self._rows, None)
        return self._next[1] if self._next is not None and self._next[0] == row else {}


def convert(sheet_name: str, file: Any, out: Any) -> None:
    """Write the sheet of that name (the first, without one) as CSV."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(file)
        names = book.sheet_names
        if sheet_name and sheet_name not in names:
            raise Refusal(f"it has no sheet {sheet_name!r}; there are {', '.join(names)[:500]}")
        if not names:
            raise Refusal("it has no sheet")
        sheet = book.get_sheet_by_name(sheet_name or names[0])
        rows = sheet.iter_rows()  # with the empty ones above the first
    except (CalamineError, OSError, ValueError) as error:
        raise Refusal(f"it is no XLSX file that can be read: {' '.join(str(error).split())[:200]}") from None
    sys.stderr.write(sheet_name or names[0])
    writer = csv.writer(out, lineterminator="\n")
    formats, left = Formats(file, sheet.name), (sheet.start or (0, 0))[1]
    for place, row in enumerate(rows):
        codes = formats.of(place)
        cells = [cell_text(cell, codes.get(column)) for column, cell in enumerate(row, left)]
        if any(cells):
            writer.writerow(cells)
        else:
            out.write("\n")


def answer_one() -> int:
    limit()
    file = io.FileIO(0, closefd=False)
    out = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="utf-8", newline="", errors="replace")
    try:
        refuse_oversized(file)
        file.seek(0)
        convert(sys.argv[1], file, out)
        out.flush()
    except Refusal as refusal:
        sys.stderr.write(str(refusal))
        return REFUSED
    except MemoryError:
        sys.stderr.write("it takes more memory than a list should: save it as CSV")
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(answer_one())
