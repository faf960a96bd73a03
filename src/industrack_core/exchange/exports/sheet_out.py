"""Tables as CSV and as XLSX, row after row: what was written is not kept in memory."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import BinaryIO

from industrack_core.domain.text.file_endings import require_ending
from industrack_core.exchange.exports.cell_guard import guarded
from industrack_core.exchange.exports.sheet import Cell, Shape, Table

FORMATS = ("csv", "xlsx")
_MARK = b"\xef\xbb\xbf"  # spreadsheets take a CSV file without it for an old Windows one


@contextmanager
def open_table(form: str, file: BinaryIO, shape: Shape, *, marked: bool) -> Iterator[Table]:
    """A table of that form with its header written; it is complete when the block ends. Raises OSError.

    `marked` puts the byte order mark before a CSV by which spreadsheets know UTF-8.
    """
    if form == "csv":
        plain = CsvTable(file, shape.columns, marked=marked)
        try:
            yield plain
        finally:
            plain.finish()
        return
    from industrack_core.exchange.exports.sheet_xlsx import XlsxTable

    # what the rows are collected in goes away with its folder, however this ends
    with TemporaryDirectory(prefix="industrack-") as folder:
        book = XlsxTable(file, shape, folder)
        try:
            yield book
        except BaseException:
            book.abandon()
            raise
        book.finish()


def format_of(name: str, chosen: str | None = None, forms: Sequence[str] = FORMATS) -> str:
    """One of `forms`: as chosen, else by the file's ending. Raises UsageError."""
    return chosen if chosen is not None and chosen in forms else require_ending(name, forms)


class CsvTable:
    """UTF-8, commas, a text that begins like a formula marked as text."""

    def __init__(self, file: BinaryIO, columns: Sequence[str], *, marked: bool) -> None:
        if marked:
            file.write(_MARK)
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
        self._writer = csv.writer(self._text)
        self._writer.writerow(columns)

    def write(self, cells: Sequence[Cell]) -> None:
        self._writer.writerow([_plain(cell) for cell in cells])

    def finish(self) -> None:
        """Hand everything on; the file stays open."""
        self._text.detach()


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return "" if cell is None else str(cell)
