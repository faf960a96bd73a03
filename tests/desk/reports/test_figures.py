"""What a report's figures are made of: whole numbers on both engines, and no text that grows with the company."""

from collections import Counter
from contextlib import closing
from datetime import UTC, datetime

from industrack_core.desk.reports.reporting import make_report
from industrack_core.domain.reports.report import ReportQuery
from industrack_core.domain.reports.report_names import GROUPINGS, ReportName
from industrack_core.domain.time.minute import minute_of
from industrack_core.store.reads.kept_rows import ForAnybody
from industrack_core.store.reads.report_sums import START, TYPE
from industrack_core.store.reads.report_worth import SPLIT, WORTH_BY
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
            rows = statement.rows(connection, None, earliest=low - 5000, low=low, high=high, later=1)
            jobs = sum(row[2] for row in rows)
            assert len({(row[0], row[1]) for row in rows}) < len(rows) <= jobs
            assert max(row[2] for row in rows) < jobs / 5


def test_told_by_time_each_day_has_one_and_of_a_day_that_is_split_each_quarter(database_url: str) -> None:
    low, high = (minute_of(datetime(2026, *day, tzinfo=UTC)) for day in ((10, 20), (11, 22)))
    with closing(counted_desk(database_url, 1)) as desk, desk.store.reading() as connection:
        values = {"earliest": low - 5000, "low": low, "high": high, "later": 1}
        for statement in WORTH_BY[START]:

            def jobs(split: int, statement: ForAnybody = statement) -> Counter[int]:
                found: Counter[int] = Counter()
                for quarter, _, count, _ in statement.rows(connection, None, **values, **{SPLIT: [split]}):
                    found[quarter] += count
                return found

            whole = jobs(-1)
            [(most, many)] = whole.most_common(1)
            told = jobs(most // 96)
            here = {quarter for quarter in told if quarter // 96 == most // 96}
            assert all(quarter % 96 == 0 for quarter in whole)
            assert sum(told[quarter] for quarter in here) == many >= 2
            assert any(quarter % 96 for quarter in here)
            assert {each: told[each] for each in told if each not in here} == {
                each: whole[each] for each in whole if each != most
            }
            assert len(whole) > 5
