"""Tables as CSV and as XLSX, row after row: what was written is not kept in memory."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Protocol

from industrack_core.domain.errors import UsageError
from industrack_core.exchange.cell_guard import guarded, guarded_where_read

Cell = str | int | Decimal | date | datetime | None
"""A text, a number, a day, or a naive moment of the company's time; None for nothing."""

FORMATS = ("csv", "xlsx")
MOST_SHEET_ROWS = 1_048_576
"""Of an XLSX sheet, its header included; what is more goes on in another one."""
_LONGEST_CELL = 32_767
_MARK = b"\xef\xbb\xbf"  # spreadsheets take a CSV file without it for an old Windows one


class Table(Protocol):
    """Where rows go."""

    def write(self, cells: Sequence[Cell]) -> None: ...


@contextmanager
def open_table(form: str, file: BinaryIO, title: str, columns: Sequence[str], *, marked: bool) -> Iterator[Table]:
    """A table of that form with its header written; it is complete when the block ends. Raises OSError.

    `marked` puts the byte order mark before a CSV by which spreadsheets know UTF-8.
    """
    if form == "csv":
        plain = CsvTable(file, columns, marked=marked)
        try:
            yield plain
        finally:
            plain.finish()
        return
    # what the rows are collected in goes away with its folder, however this ends
    with TemporaryDirectory(prefix="industrack-") as folder:
        book = XlsxTable(file, title, columns, folder)
        try:
            yield book
        except BaseException:
            book.abandon()
            raise
        book.finish()


def format_of(name: str, chosen: str | None = None) -> str:
    """`csv` or `xlsx`: as chosen, else by the file's ending. Raises UsageError."""
    form = chosen or name.rpartition(".")[2].lower()
    if form not in FORMATS:
        raise UsageError(f"{name} ends in neither .csv nor .xlsx: name a file that does.")
    return form


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


class XlsxTable:
    """Texts are written as texts, numbers, days and moments as what they are."""

    def __init__(self, file: BinaryIO, title: str, columns: Sequence[str], folder: str) -> None:
        from xlsxwriter import Workbook

        # `constant_memory` writes each row to a temporary file; none of the texts may become anything else
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd"}  # fmt: skip
        self._out = _Patient(file)
        self._book = Workbook(self._out, options)
        self._title, self._columns = title, tuple(columns)
        self._bold = self._book.add_format({"bold": True})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._decimals: dict[int, Any] = {}
        self._sheets = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        name = self._title if self._sheets == 1 else f"{self._title} {self._sheets}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._columns):
            self._sheet.write_string(0, place, column, self._bold)
        self._row = 1

    def write(self, cells: Sequence[Cell]) -> None:
        if self._row == MOST_SHEET_ROWS:
            self._begin()
        for place, cell in enumerate(cells):
            if cell is not None and cell != "":
                self._put(place, cell)
        self._row += 1

    def _put(self, place: int, cell: Cell) -> None:
        if isinstance(cell, str):
            self._sheet.write_string(self._row, place, guarded_where_read(cell)[:_LONGEST_CELL])
        elif isinstance(cell, datetime):
            self._sheet.write_datetime(self._row, place, cell, self._moment)
        elif isinstance(cell, date):
            self._sheet.write_datetime(self._row, place, cell)
        elif isinstance(cell, Decimal):
            self._sheet.write_number(self._row, place, float(cell), self._decimal(cell))
        elif cell is not None:
            self._sheet.write_number(self._row, place, cell)

    def _decimal(self, number: Decimal) -> Any:
        places = max(0, -int(number.as_tuple().exponent))
        if places not in self._decimals:
            self._decimals[places] = self._book.add_format({"num_format": f"0.{'0' * places}" if places else "0"})
        return self._decimals[places]

    def abandon(self) -> None:
        """Let go of what was collected."""
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()

    def finish(self) -> None:
        """Put the file together; it stays open."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:  # no room for what it collects
            raise error.args[0] from error
        if self._out.error:
            raise self._out.error


class _Patient:
    """A file that takes everything, and keeps the first error for later: who packs a file into it cannot be stopped
    midway without complaints of what is left behind."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def _tried(self, work: Callable[[], int], otherwise: int) -> int:
        if self.error is None:
            try:
                return work()
            except OSError as error:
                self.error = error
        return otherwise

    def write(self, content: bytes) -> int:
        return self._tried(lambda: self._file.write(content), len(content))

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._tried(lambda: self._file.seek(offset, whence), 0)

    def tell(self) -> int:
        return self._tried(self._file.tell, 0)

    def flush(self) -> None:
        self._tried(self._flushed, 0)

    def _flushed(self) -> int:
        self._file.flush()
        return 0
