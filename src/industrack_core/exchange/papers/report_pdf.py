"""A report as PDF: the table with what it comes to, and on which basis."""

from typing import IO

from industrack_core.desk.desk import Desk
from industrack_core.desk.reports.report_words import figure_text
from industrack_core.domain.records.office import Office
from industrack_core.domain.reports.report import Figures, Report
from industrack_core.exchange.papers.letterhead import letterhead
from industrack_core.exchange.papers.paper import Paper
from industrack_core.exchange.papers.pen import line_height


def write_report_pdf(desk: Desk, office: Office, report: Report, file: IO[bytes]) -> str:
    """Write it. Answers a sentence about what could not be printed; empty for nothing. Raises OSError."""
    company = office.company

    def cells(label: str, figures: Figures) -> list[str]:
        told = zip(figures, report.measures, strict=True)
        return [label, *(figure_text(value, each.unit, company.currency) for value, each in told)]

    paper = Paper(report.title, company.country)
    read = f"{report.made_at.astimezone(office.zone):%Y-%m-%d %H:%M}"
    paper.begin(report.title, letterhead(desk), [("Days", str(report.query.period)), ("Read", read)])
    columns = [report.query.grouping.label.capitalize(), *(each.label for each in report.measures)]
    rows = [cells(row.label, row.figures) for row in report.rows]
    paper.table(columns, [*rows, cells("Total", report.total)])
    paper.y += line_height(9)
    for sentence in report.basis:
        paper.text(sentence, grey=True)
    paper.end()
    paper.write(file)
    return paper.unprinted
