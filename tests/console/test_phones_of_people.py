"""Phones, their reports, what waits for them and their times, by keys: as the database has it then."""

import csv
from contextlib import closing
from pathlib import Path

from industrack_core.domain.field.codes import secret_hash
from industrack_core.domain.field.records import DeviceState
from industrack_core.domain.field.told import SentReport
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.page import Page
from industrack_tui.office.calendar_links import LinkDialog
from industrack_tui.office.pairing import PairDialog
from tests.console.seat import NOW, Seat, other_desk, seated
from tests.console.test_dispatch_reach import gateway, pair, to_saved

NOW_MS = int(NOW.timestamp()) * 1000


def said(url: str, device: int, seq: int, kind: str, body: str, job: int = 0, ago: int = 0) -> None:
    """A phone reports something, so many minutes ago."""
    with gateway(url) as field:
        report = SentReport(seq, NOW_MS - ago * 60_000, kind, job, "", body.encode())
        assert field.take_reports(device, [report], now_ms=NOW_MS).last == seq


async def on_first_employee(seat: Seat) -> int:
    """The list of employees; the id of the one under the cursor."""
    await seat.press("g", "p")
    row = seat.list.current
    assert row is not None
    return row.id


async def test_a_phone_is_paired_by_a_code_and_the_dialog_goes_when_it_is_there(demo: str) -> None:
    async with seated(demo) as seat:
        await on_first_employee(seat)
        await seat.press("d")
        assert "No phone here" in seat.text
        assert "a Pair" in seat.text.splitlines()[-1]
        await seat.press("a")
        dialog = seat.top(PairDialog)
        shown = f"{dialog.code[:4]}-{dialog.code[4:]}"
        assert shown in seat.text
        assert "good for 10:00" in seat.text
        with gateway(demo) as field:
            assert field.pair(secret_hash(dialog.code), "cd" * 32, "Ana's Pixel") is not None
        await seat.until(lambda: not isinstance(seat.app.screen, PairDialog))
        await seat.settle()
        assert seat.rows == ["Ana's Pixel"]
        assert "is paired" in seat.said


async def test_a_phone_is_signed_out_or_lost(demo: str) -> None:
    async with seated(demo) as seat:
        pair(demo, await on_first_employee(seat))
        await seat.press("d")
        assert seat.rows == ["Pixel"]
        assert "never" in seat.text
        await seat.press("delete", "s")
        assert "Signed Pixel of" in seat.said
        with closing(other_desk(demo)) as desk:
            assert [each.state for each in desk.phones()] == [DeviceState.LEAVING]
        await seat.press("right", "delete")
        assert seat.top(Menu).choices[0].why_not
        await seat.press("l")
        with closing(other_desk(demo)) as desk:
            assert [each.state for each in desk.phones()] == [DeviceState.LOST]


async def test_a_report_in_review_is_shown_with_both_sides_and_dismissed_with_a_reason(demo: str) -> None:
    async with seated(demo) as seat:
        device = pair(demo, await on_first_employee(seat))
        said(demo, device, 1, "step", '{"step":"start_job"}', job=999_999)
        await seat.press("g", "a")
        assert len(seat.rows) == 1
        await seat.press("enter")
        menu = seat.top(Menu)
        assert any("Theirs" in each for each in menu.about)
        assert [choice.letter for choice in menu.choices] == ["t", "y"]
        await seat.press("t")
        assert seat.said, "it cannot be applied, and that is said"
        await seat.press("enter", "y")
        await seat.write("never theirs")
        await seat.press("enter")
        assert "Dismissed" in seat.said
        assert seat.rows == []


async def test_the_outbox_says_for_whom_and_why(demo: str) -> None:
    async with seated(demo) as seat:
        number = await to_saved(seat)
        await seat.press("D", "g", "x")
        await seat.press("end")
        assert number in seat.rows
        assert "no phone connected" in seat.text


async def test_times_are_listed_summed_and_corrected_with_a_reason(demo: str) -> None:
    async with seated(demo, size=(120, 40)) as seat:
        device = pair(demo, await on_first_employee(seat))
        said(demo, device, 1, "shift", '{"step":"start"}', ago=120)
        said(demo, device, 2, "shift", '{"step":"end"}', ago=30)
        await seat.press("m")
        assert seat.rows == ["shift"]
        assert "1h30" in seat.text
        await seat.press("w")
        seat.top(Page)
        assert seat.text.count("1:30") == 4, "of the day and the week: the shift, and what is paid"
        await seat.press("escape", "enter")
        await seat.into("ends_at", "10:00")
        await seat.press("f2")
        assert "Why is this time corrected?" in seat.prose
        await seat.into("reason", "forgot to tap")
        await seat.press("f2")
        assert "forgot to tap" in seat.said
        assert "amended" in seat.text


async def test_times_are_exported(demo: str, tmp_path: Path) -> None:
    file = tmp_path / "times.csv"
    async with seated(demo) as seat:
        device = pair(demo, await on_first_employee(seat))
        said(demo, device, 1, "shift", '{"step":"start"}', ago=120)
        await seat.press("m", "X", "ctrl+u")
        await seat.write(str(file))
        await seat.press("enter")
        await seat.until(file.exists)
        await seat.settle()
    with file.open(encoding="utf-8-sig") as lines:
        rows = list(csv.reader(lines))
    assert rows[0][:3] == ["Employee", "Kind", "Job"]
    assert len(rows) == 2


async def test_the_settings_of_phones_are_saved_and_checked(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "s", "p")
        await seat.into("window_s", "9999")
        await seat.press("f2")
        assert "from 0 to 600" in seat.prose
        await seat.into("window_s", "5")
        await seat.into("address", "https://field.example.com")
        await seat.press("f2")
        with closing(other_desk(demo)) as desk:
            found = desk.field_settings()
        assert (found.window_s, found.address) == (5, "https://field.example.com")


async def make_link(seat: Seat) -> None:
    """A calendar link of the first employee, as far as it comes."""
    await on_first_employee(seat)
    await seat.press("c", "a")
    await seat.write("Ana's laptop")
    await seat.press("enter")


def reads_there(url: str, address: str) -> bool:
    """Whether somebody's calendar is at this address."""
    secret = address.removeprefix("https://field.example.com/calendar/").removesuffix(".ics")
    with gateway(url) as field:
        return field.feeding.owner(secret_hash(secret)) is not None


async def test_a_calendar_link_is_made_shown_once_and_ended(demo: str) -> None:
    async with seated(demo, size=(120, 40)) as seat:
        await make_link(seat)
        assert "address of the gateway" in seat.said
        await seat.press("g", "s", "p")
        await seat.into("address", "https://field.example.com/")
        await seat.press("f2")
        await make_link(seat)
        address = seat.top(LinkDialog).address
        assert address in seat.text
        assert reads_there(demo, address)
        await seat.press("y")
        assert "clipboard" in seat.text
        await seat.press("escape")
        assert seat.rows == ["Ana's laptop"]
        await seat.press("delete", "enter")
        assert "Ended the calendar link" in seat.said
        assert (seat.rows, reads_there(demo, address)) == ([], False)
        await seat.press("u")
        assert seat.rows == ["Ana's laptop"]
