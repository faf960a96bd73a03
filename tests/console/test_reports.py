"""Reports at the console: a key leads to each, its figures to the jobs behind them, and all of it to a file."""

from datetime import date
from pathlib import Path

import pytest

from industrack_core.domain.reports.period import Period
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.forms.job.form import JobForm
from industrack_tui.office.reports import ReportScreen
from tests.console.seat import Seat, seated


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
            assert "out.doc ends in neither .csv, .xlsx nor .pdf" in seat.said
