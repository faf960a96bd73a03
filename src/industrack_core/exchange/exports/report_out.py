"""Reports as text for people, JSON for scripts, and CSV, XLSX and PDF files."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import msgspec

from industrack_core.desk.desk import Desk
from industrack_core.desk.reports.report_words import figure_text
from industrack_core.desk.values.money import decimals_of
from industrack_core.desk.values.new_file import new_private_file
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.office import Office
from industrack_core.domain.reports.report import Measure, Report, Unit
from industrack_core.domain.text.text import cell_width, pad
from industrack_core.exchange.exports.sheet import Chart, Shape
from industrack_core.exchange.exports.sheet_out import FORMATS, open_table
from industrack_core.exchange.papers.paper_size import is_letter

REPORT_FORMS = (*FORMATS, "pdf")
_BAR = 20
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def report_table(report: Report, office: Office, *, ascii_only: bool) -> Iterator[str]:
    """The report as a table with a bar in each row, what it comes to, and on which basis."""
    currency = office.company.currency
    table = [
        [row.label, *(figure_text(value, each.unit, currency) for value, each in _pairs(report, row.figures))]
        for row in report.rows
    ]
    total = ["Total", *(figure_text(value, each.unit, currency) for value, each in _pairs(report, report.total))]
    heading = ["", *(each.label for each in report.measures)]
    widths = [max(cell_width(row[place]) for row in (heading, *table, total)) for place in range(len(heading))]
    yield f"{report.title}, {report.query.period}"
    yield ""
    yield _line(heading, widths, "")
    most = max([row.figures[report.main] or 0 for row in report.rows], default=0)
    for row, cells in zip(report.rows, table, strict=True):
        yield _line(cells, widths, bar(row.figures[report.main] or 0, most, ascii_only=ascii_only))
    yield _line(total, widths, "")
    yield ""
    yield from report.basis


def bar(value: int, most: int, *, ascii_only: bool) -> str:
    """A bar of up to 20 cells in eighths of one, or of whole ones in ASCII."""
    eighths = (value * _BAR * 8 + most // 2) // most if most > 0 and value > 0 else 0
    full, rest = divmod(eighths, 8)
    if ascii_only:
        return "#" * (full + (rest >= 4))
    return "█" * full + _EIGHTHS[rest].strip()


def report_json(report: Report, office: Office) -> str:
    """One document: hours and money as numbers, shares in percent, null where there is nothing to tell."""
    names = [each.name for each in report.measures]
    units = {each.name: each.unit.value for each in report.measures}

    def told(figures: Sequence[int | None]) -> dict[str, float | int | None]:
        cells = (_cell(value, each.unit, office) for value, each in _pairs(report, figures))
        return dict(zip(names, (float(cell) if isinstance(cell, Decimal) else cell for cell in cells), strict=True))

    document = {
        "report": report.query.name, "by": report.query.grouping, "from": report.query.period.first,
        "to": report.query.period.last, Kind.COMPANY.value: office.company.name, "zone": office.company.zone,
        "currency": office.company.currency, "made_at": report.made_at, "units": units,
        "rows": [{"key": row.key, "label": row.label, **told(row.figures)} for row in report.rows],
        "total": told(report.total), "basis": report.basis,
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def write_report(
    desk: Desk, office: Office, report: Report, out: Path | BinaryIO, form: str, *, replace: bool = False
) -> str:
    """Write it as `csv`, `xlsx` or `pdf`. Answers a sentence about what could not be printed; empty for nothing.

    Raises OSError and DatabaseError.
    """
    if not isinstance(out, Path):
        return _written(desk, office, report, out, form, marked=False)
    with new_private_file(out, replace=replace) as file:
        return _written(desk, office, report, file, form, marked=True)


def _written(desk: Desk, office: Office, report: Report, file: BinaryIO, form: str, *, marked: bool) -> str:
    if form == "pdf":
        from industrack_core.exchange.papers.report_pdf import write_report_pdf

        return write_report_pdf(desk, office, report, file)
    columns = (report.query.grouping.label.capitalize(), *(each.label for each in report.measures))
    shape = Shape(
        report.title[:31], columns, tuple(each.label for each in report.measures if each.summed),
        is_letter(office.company.country), (str(report.query.period), *report.basis),
        Chart(report.title, columns[0], report.measures[report.main].label),
    )  # fmt: skip
    with open_table(form, file, shape, marked=marked) as table:
        for row in report.rows:
            table.write([row.label, *(_cell(value, each.unit, office) for value, each in _pairs(report, row.figures))])
    return ""


def _cell(value: int | None, unit: Unit, office: Office) -> Decimal | int | None:
    """As a spreadsheet counts: hours, percent, and money with the currency's decimals."""
    if value is None or unit in (Unit.COUNT, Unit.MINUTES, Unit.DAYS):
        return value
    if unit is Unit.HOURS:
        return (Decimal(value) / 60).quantize(Decimal("0.01"))
    return Decimal(value).scaleb(-1 if unit is Unit.SHARE else -decimals_of(office.company.currency))


def _pairs(report: Report, figures: Sequence[int | None]) -> Iterator[tuple[int | None, Measure]]:
    return zip(figures, report.measures, strict=True)


def _line(cells: Sequence[str], widths: Sequence[int], drawn: str) -> str:
    first, *rest = cells
    numbers = (" " * (width - cell_width(cell)) + cell for cell, width in zip(rest, widths[1:], strict=True))
    return "  ".join([pad(first, widths[0]), *numbers, drawn]).rstrip()
