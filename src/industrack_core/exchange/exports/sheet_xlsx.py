"""A table as an XLSX book that can be read and printed as it is: columns as wide as what stands in them, a filter, the
heading on every page, and under columns that can be added up what they come to."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from industrack_core.domain.text.text import cell_width
from industrack_core.exchange.exports.cell_guard import guarded_where_read
from industrack_core.exchange.exports.sheet import Cell, Shape
from industrack_core.exchange.papers.documents_text import lines_within

MOST_SHEET_ROWS = 1_048_576
"""Of an XLSX sheet, its header included; what is more goes on in another one."""
_LONGEST_CELL = 32_767
_NARROWEST, _WIDEST = 6, 24
_LINE, _MOST_LINES = 13.5, 12
_A4, _LETTER = 9, 1
_VISIBLE_SUM = 109  # of what a filter leaves


class XlsxTable:
    """Texts are written as texts, numbers, days and moments as what they are."""

    def __init__(self, file: BinaryIO, shape: Shape, folder: str) -> None:
        from xlsxwriter import Workbook

        # `constant_memory` writes each row to a temporary file; none of the texts may become anything else
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False}  # fmt: skip
        self._out = _Patient(file)
        self._book = Workbook(self._out, options)
        self._shape = shape
        self._formats: dict[tuple[str, bool, bool], Any] = {}
        self._sheets = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        title, columns = self._shape.title, self._shape.columns
        self._sheet = self._book.add_worksheet(title if self._sheets == 1 else f"{title} {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        # a name of two words takes two lines; room for the arrow of the filter beside it
        self._widths = [max(map(cell_width, column.split())) + 3 for column in columns]
        self._sums: dict[int, Decimal] = {columns.index(name): Decimal(0) for name in self._shape.summed}
        self._sheet.set_row(0, _LINE * 2)
        for place, column in enumerate(columns):
            self._sheet.write_string(0, place, column, self._format(bold=True, wrap=True))
        self._row = 1

    def write(self, cells: Sequence[Cell]) -> None:
        if self._row == MOST_SHEET_ROWS - bool(self._shape.summed):
            self._end()
            self._begin()
        lines = max((_lines(cell) for cell in cells if isinstance(cell, str)), default=1)
        if lines > 1:
            self._sheet.set_row(self._row, _LINE * lines)
        for place, cell in enumerate(cells):
            if cell is not None and cell != "":
                self._put(place, cell)
            if place in self._sums and isinstance(cell, Decimal | int):
                self._sums[place] += cell
        self._row += 1

    def _put(self, place: int, cell: Cell) -> None:
        if isinstance(cell, str):
            self._put_text(place, cell)
        elif isinstance(cell, datetime):
            self._sheet.write_datetime(self._row, place, cell, self._format("yyyy-mm-dd hh:mm"))
            self._grow(place, 16)
        elif isinstance(cell, date):
            self._sheet.write_datetime(self._row, place, cell, self._format("yyyy-mm-dd"))
            self._grow(place, 10)
        elif cell is not None:
            self._sheet.write_number(self._row, place, cell, self._format(_pattern(cell)))
            self._grow(place, len(f"{cell:,}"))

    def _put_text(self, place: int, text: str) -> None:
        shown = guarded_where_read(text)[:_LONGEST_CELL]
        width = max(map(cell_width, shown[:400].split("\n")))
        self._sheet.write_string(self._row, place, shown, self._format(wrap=width > _WIDEST or "\n" in shown))
        self._grow(place, width)

    def _grow(self, place: int, cells: int) -> None:
        self._widths[place] = max(self._widths[place], cells + 1)

    def _format(self, pattern: str = "", *, bold: bool = False, wrap: bool = False) -> Any:
        key = (pattern, bold, wrap)
        if key not in self._formats:
            how = {
                "valign": "top",
                "align": "left" if "yyyy" in pattern else "",
                "font_size": 10,
                "bold": bold,
                "text_wrap": wrap,
            }
            self._formats[key] = self._book.add_format({**how, "num_format": pattern} if pattern else how)
        return self._formats[key]

    def _end(self) -> None:
        """What can be said of a sheet only when all of it is there."""
        sheet, last = self._sheet, self._row - 1
        if last:
            sheet.autofilter(0, 0, last, len(self._shape.columns) - 1)
            self._write_sums(last)
            self._draw_chart(last)
        for count, note in enumerate(self._shape.notes):
            self._sheet.write_string(last + 3 + count, 0, guarded_where_read(note), self._format())
        for place, width in enumerate(self._widths):
            sheet.set_column(place, place, min(max(width, _NARROWEST), _WIDEST))
        sheet.set_landscape()
        sheet.set_paper(_LETTER if self._shape.letter else _A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&L&A&RPage &P of &N")

    def _write_sums(self, last: int) -> None:
        from xlsxwriter.utility import xl_range

        if not self._sums:
            return
        row = last + 1
        whole = self._sheets == 1 and row < MOST_SHEET_ROWS - 1
        self._sheet.write_string(row, 0, "Total" if whole else "Total of this sheet", self._format(bold=True))
        for place, total in self._sums.items():
            formula = f"=SUBTOTAL({_VISIBLE_SUM},{xl_range(1, place, last, place)})"
            shown = self._format(_pattern(total), bold=True)
            self._sheet.write_formula(row, place, formula, shown, float(total))
            self._grow(place, len(f"{total:,}") + 1)

    def _draw_chart(self, last: int) -> None:
        """The spreadsheet's own chart, under all else."""
        drawn = self._shape.chart
        if drawn is None:
            return
        labels, values = self._shape.columns.index(drawn.label), self._shape.columns.index(drawn.values)
        sheet = self._sheet.get_name()
        chart = self._book.add_chart({"type": "column"})
        chart.add_series({
            "name": drawn.values, "categories": [sheet, 1, labels, last, labels],
            "values": [sheet, 1, values, last, values], "gap": 60,
        })  # fmt: skip
        chart.set_title({"name": drawn.title, "overlay": False})
        chart.set_legend({"none": True})
        chart.set_size({"width": 720, "height": 320})
        self._sheet.insert_chart(last + 4 + len(self._shape.notes), 0, chart)

    def abandon(self) -> None:
        """Let go of what was collected."""
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()

    def finish(self) -> None:
        """Put the file together; it stays open."""
        from xlsxwriter.exceptions import FileCreateError

        self._end()
        try:
            self._book.close()
        except FileCreateError as error:  # no room for what it collects
            raise error.args[0] from error
        if self._out.error:
            raise self._out.error


def _lines(text: str) -> int:
    """How many lines of a column a text takes, as far as a row is made higher for it."""
    if len(text) * 2 <= _WIDEST and "\n" not in text:
        return 1
    count = sum(max(1, len(lines_within(line, _WIDEST))) for line in text[: _WIDEST * _MOST_LINES].split("\n"))
    return min(count, _MOST_LINES)


def _pattern(number: Decimal | int) -> str:
    """How a spreadsheet shows a number: with the decimals it has, thousands apart."""
    places = max(0, -int(number.as_tuple().exponent)) if isinstance(number, Decimal) else 0
    # the blank at the end keeps it apart from a text in the next column
    return f"#,##0.{'0' * places}_)" if places else "#,##0_)"


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
