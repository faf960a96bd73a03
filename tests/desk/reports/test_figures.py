"""What a report's figures are made of: whole numbers on both engines, and no text that grows with the company."""

from contextlib import closing
from datetime import UTC, datetime

from industrack_core.desk.reports.reporting import make_report
from industrack_core.domain.reports.report import ReportQuery
from industrack_core.domain.reports.report_names import GROUPINGS, ReportName
from industrack_core.domain.time.minute import minute_of
from industrack_core.store.reads.report_sums import TYPE, WORTH_BY
from tests.desk.reports.counted import PERIOD, counted_desk


def test_each_figure_is_a_whole_number(database_url: str) -> None:
    with closing(counted_desk(database_url, 1)) as desk:
        office = desk.office()
        for name in ReportName:
            for grouping in GROUPINGS[name]:
                report = make_report(desk, office, ReportQuery(name, PERIOD, grouping))
                told = [*report.total, *(each for row in report.rows for each in row.figures)]
                assert {type(each) for each in told} <= {int, type(None)}, (name, grouping)


def test_of_a_service_type_each_day_has_a_text_of_items_of_its_own(database_url: str) -> None:
    low, high = (minute_of(datetime(2026, *day, tzinfo=UTC)) for day in ((10, 20), (11, 22)))
    with closing(counted_desk(database_url, 1)) as desk, desk.store.reading() as connection:
        for statement in WORTH_BY[TYPE]:
            rows = statement.rows(connection, None, earliest=low - 5000, low=low, high=high)
            jobs = sum(row[2] for row in rows)
            assert len({(row[0], row[1]) for row in rows}) < len(rows) <= jobs
            assert max(row[2] for row in rows) < jobs / 5
