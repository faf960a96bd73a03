"""What a report's figures are made of: whole numbers on both engines, and no text that grows with the company."""

from contextlib import closing

from industrack_core.desk.reports.reporting import make_report
from industrack_core.domain.reports.report import ReportQuery
from industrack_core.domain.reports.report_names import GROUPINGS, ReportName
from tests.desk.reports.counted import PERIOD, counted_desk


def test_each_figure_is_a_whole_number(database_url: str) -> None:
    with closing(counted_desk(database_url, 1)) as desk:
        office = desk.office()
        for name in ReportName:
            for grouping in GROUPINGS[name]:
                report = make_report(desk, office, ReportQuery(name, PERIOD, grouping))
                told = [*report.total, *(each for row in report.rows for each in row.figures)]
                assert {type(each) for each in told} <= {int, type(None)}, (name, grouping)
