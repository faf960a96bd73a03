"""Reports at the console: a key leads to each, its figures to the jobs behind them, and all of it to a file."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.reports.period import Period
from industrack_core.store.engine.speaking import driver_of
from industrack_tui.bridge import Bridge
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.forms.job.form import JobForm
from industrack_tui.office.reports import ReportScreen
from tests.console.seat import Seat, seated

T = TypeVar("T")
ENDLESS = "WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT 1 FROM step) SELECT count(*) FROM step"


class Endless(Bridge):
    """Of a database that never comes to an end with what takes long, while it is `slow`."""

    slow = True

    def __init__(self, open_desk: Callable[..., Desk], log: Path | None = None) -> None:
        super().__init__(open_desk, log)
        self.begun, self.ended = 0, list[str]()

    async def beside(self, call: Callable[[Desk], T]) -> T:
        slow = self.slow

        def work(desk: Desk) -> T:
            try:
                if slow:
                    self.begun += 1
                    with desk.store.reading() as connection:
                        driver_of(connection).execute(ENDLESS)
                return call(desk)
            except BaseException as error:
                self.ended.append(type(error).__name__)
                raise

        return await super().beside(work)


def endless(seat: Seat) -> Endless:
    bridge = seat.app.bridge
    assert isinstance(bridge, Endless)
    return bridge


async def counts(seat: Seat, many: int = 1) -> None:
    """So many reports are being counted, or were: what nobody has begun yet is given up without a word."""
    await seat.until(lambda: endless(seat).begun == many)


def shown(seat: Seat) -> ReportScreen:
    return seat.top(ReportScreen)


async def test_a_report_from_the_menu_to_the_job_behind_a_figure(demo: str) -> None:
    async with seated(demo, (120, 40)) as seat:
        await seat.press("g", "h", "u")
        screen = shown(seat)
        assert screen.asked.period == Period(date(2026, 8, 30), date(2026, 11, 24))
        assert seat.rows[0] == "30 Aug"
        assert seat.rows[-1] == "Total"
        assert "Worked: actual times of" in seat.text
        assert "█" in seat.text
        await seat.press("right", "right")
        assert seat.rows[0] == "Adeyemi, Samuel"
        await seat.press("enter")
        assert "Jobs of Utilisation, Adeyemi, Samuel" in seat.text
        assert len(seat.rows) > 3
        number = seat.row
        await seat.press("enter")
        assert number in seat.text
        seat.top(JobForm)
        await seat.press("escape", "escape")
        assert shown(seat) is screen
        await seat.press("end", "enter")
        assert len(seat.rows) > 50  # of everybody
        await seat.press("escape", "escape", "escape")
        assert seat.at_board


async def test_of_each_employees_weeks_the_week_is_read_where_there_is_little_room(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "h", "u", "right", "right", "right")
        assert seat.rows[:2] == ["30 Aug  Adeyemi, Samuel", "6 Sep  Adeyemi, Samuel"]
        assert "30 Aug  Adeyemi, Samuel" in seat.text
        await seat.press("d")
        await seat.write("1 oct 2025 - 31 jan 2026")
        await seat.press("enter")
        assert "26 Oct 2025  Adeye" in seat.text


async def test_other_days_are_typed_and_stepped_through(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "h", "u", "d")
        await seat.write("someday")
        await seat.press("enter")
        assert "is no day or time" in seat.prose
        seat.top(Prompt)
        await seat.press("ctrl+u")
        await seat.write("oct")
        assert "1 Oct - 31 Oct 2026: 31 days" in seat.text
        await seat.press("enter")
        assert shown(seat).asked.period == Period(date(2026, 10, 1), date(2026, 10, 31))
        await seat.press("left_square_bracket")
        assert seat.rows[:2] == ["1 Sep", "6 Sep"]
        await seat.press("right_square_bracket", "right_square_bracket", "right_square_bracket")
        assert "1 Dec - 31 Dec 2026" in seat.text
        await seat.press("r", "a")
        assert seat.said == "Add: a report is counted up from the records."


async def test_rows_are_sorted_and_found_and_the_total_stays_last(demo: str) -> None:
    async with seated(demo, (120, 40)) as seat:
        await seat.press("g", "h", "u", "right", "right", "o", "w")
        worked = [row.values["worked"] for row in seat.list.window.rows[:-1]]
        assert worked == sorted(worked, key=lambda each: int(each or 0))
        assert seat.rows[-1] == "Total"
        await seat.press("slash")
        await seat.write("sam")
        await seat.press("enter")
        assert seat.rows == ["Adeyemi, Samuel"]


@pytest.mark.parametrize("letter", "jrlf")
async def test_every_report_leads_to_jobs(demo: str, letter: str) -> None:
    async with seated(demo, (120, 40)) as seat:
        await seat.press("g", "h", letter)
        assert seat.rows[-1] == "Total"
        for _ in shown(seat).spec.filters:
            await seat.press("right")
            assert len(seat.rows) > 2 or letter == "l"  # nobody has a phone: there are no times
        await seat.press("end", "enter")
        assert " Jobs of " in seat.text
        if letter in "lf":
            return  # of no job are the 30 days over
        assert len(seat.rows) > 10
        await seat.press("enter")
        seat.top(JobForm)


async def test_the_estimates_behind_a_figure_open(demo: str) -> None:
    async with seated(demo, (120, 40)) as seat:
        await seat.press("g", "h", "e", "end", "enter")
        assert " Estimates of Estimates won, " in seat.text
        assert len(seat.rows) > 5
        number = seat.row
        await seat.press("enter")
        assert f"Estimate {number}" in seat.text
        await seat.press("escape")
        assert seat.row == number


@pytest.mark.parametrize("ending", ["csv", "xlsx", "pdf"])
async def test_it_is_exported(demo: str, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"out.{ending}"
    async with seated(demo) as seat:
        await seat.press("g", "h", "u", "X", "ctrl+u")
        await seat.write(str(path))
        await seat.press("enter")
        await seat.until(lambda: seat.said.startswith("Wrote "))
        assert path.stat().st_size > 200
        if ending == "csv":
            await seat.press("X", "ctrl+u")
            await seat.write(str(tmp_path / "out.doc"))
            await seat.press("enter")
            assert "out.doc ends in neither .csv, .xlsx nor .pdf: name a file that does." in seat.prose
            assert not (tmp_path / "out.doc").exists()


async def test_esc_gives_up_a_report_and_the_database_stops_counting(demo: str) -> None:
    async with seated(demo, (120, 40), bridge=Endless) as seat:
        seat.at_once("g", "h", "u")
        await seat.until(lambda: re.search(r"Making the report \.\.\. \d+ s\. esc gives it up", seat.text))
        await seat.until(lambda: re.search(r"Making the report \.\.\. [1-9]\d* s\.", seat.text))
        await counts(seat)
        seat.at_once("escape")
        await seat.until(lambda: endless(seat).ended == ["GivenUp"])
        await seat.settle()
        assert seat.at_board
        endless(seat).slow = False
        await seat.press("g", "h", "u")
        assert seat.rows[-1] == "Total"


async def test_keys_go_on_while_a_report_takes_long_and_another_one_does_not_wait_for_it(demo: str) -> None:
    async with seated(demo, (120, 40), bridge=Endless) as seat:
        endless(seat).slow = False
        await seat.press("g", "h", "u")
        screen, first = shown(seat), seat.row
        endless(seat).slow = True
        seat.at_once("r")
        await seat.until(lambda: "Making the report ..." in seat.said)
        await counts(seat)
        seat.at_once("down")
        await seat.until(lambda: seat.row not in ("", first))
        seat.at_once("right")  # by month: the one by week is not waited for any longer
        await seat.until(lambda: endless(seat).ended == ["GivenUp"])
        await seat.until(lambda: "Making the report ..." in seat.said)
        await counts(seat, 2)
        assert screen.report is not None
        assert screen.asked != screen.report.query
        endless(seat).slow = False
        seat.at_once("d", "o", "c", "t", "enter")
        await seat.until(lambda: endless(seat).ended == ["GivenUp"] * 2)
        await seat.settle()
        assert screen.asked == screen.report.query
        assert screen.asked.period == Period(date(2026, 10, 1), date(2026, 10, 31))
        assert "Making" not in seat.text


async def test_a_report_that_is_given_up_leaves_the_one_before_it(demo: str) -> None:
    async with seated(demo, (120, 40), bridge=Endless) as seat:
        endless(seat).slow = False
        await seat.press("g", "h", "u", "right")
        before = shown(seat).asked
        rows, endless(seat).slow = seat.rows, True
        seat.at_once("right")
        await seat.until(lambda: "Making the report ..." in seat.said)
        await counts(seat)
        seat.at_once("escape")
        await seat.until(lambda: endless(seat).ended == ["GivenUp"])
        await seat.settle()
        assert (shown(seat).asked, seat.rows) == (before, rows)
        assert seat.said == "Given up: what stands here was counted before."


async def test_a_file_that_is_given_up_is_not_there(demo: str, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    async with seated(demo, bridge=Endless) as seat:
        endless(seat).slow = False
        await seat.press("g", "h", "u", "X", "ctrl+u")
        await seat.write(str(path))
        endless(seat).slow = True
        seat.at_once("enter")
        await seat.until(lambda: "esc gives it up" in seat.said)
        await counts(seat)
        seat.at_once("escape")
        await seat.until(lambda: endless(seat).ended == ["GivenUp"])
        await seat.settle()
        assert seat.said == "Not waited for any longer."
    assert list(tmp_path.glob("*out*")) == []
