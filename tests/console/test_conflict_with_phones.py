"""A dispatcher's save meets reports from a phone: what merges by itself, what is asked, and both sides in the tray."""

import pytest

from industrack_core.domain.records.job import WorkStatus
from industrack_tui.dialogs.menu import Menu
from industrack_tui.forms.conflict import ConflictDialog
from industrack_tui.office.report_words import body_said, location_of
from tests.console.seat import Seat, seated
from tests.console.test_dispatch_reach import pair, to_saved
from tests.console.test_phones_of_people import said

NOTE = '{"key":"0123456789abcdef","text":"valve seized","gone":false}'


async def dispatched(seat: Seat, url: str) -> tuple[str, int, int]:
    """A job that a phone has: its number, its id and the phone's; the technician has begun it, the form is open."""
    number = await to_saved(seat)
    assert seat.block is not None
    job_id, device = seat.block.job_id, pair(url, seat.block.employee_id)
    await seat.press("D")
    said(url, device, 1, "step", '{"step":"start_job"}', job=job_id)
    await seat.settle()
    await seat.press("enter")
    return number, job_id, device


async def hears(seat: Seat) -> None:
    """The open form has heard of the phone."""
    await seat.until(lambda: "(phone) changed it meanwhile" in seat.text)


async def test_a_save_goes_on_over_reports_that_touch_something_else(demo: str) -> None:
    async with seated(demo) as seat:
        number, job_id, device = await dispatched(seat, demo)
        await seat.field("note")
        await seat.write("ring twice")
        said(demo, device, 2, "step", '{"step":"complete"}', job=job_id)
        said(demo, device, 3, "note", NOTE, job=job_id)
        await hears(seat)
        await seat.press("f2")
        assert not isinstance(seat.app.screen, ConflictDialog)
        job = seat.job(number)
        assert (job.status, job.note) == (WorkStatus.COMPLETED, "ring twice")
        assert [each.text for each in job.field_notes] == ["valve seized"]


async def clash(seat: Seat, url: str) -> str:
    """The office says Paused, the phone Completed: the dialog of it; answers the job's number."""
    number, job_id, device = await dispatched(seat, url)
    await seat.into("status", "paused")
    said(url, device, 2, "step", '{"step":"complete"}', job=job_id)
    await hears(seat)
    await seat.press("f2")
    return number


async def test_what_both_changed_is_asked_in_whole_words(demo: str) -> None:
    async with seated(demo) as seat:
        await clash(seat, demo)
        dialog = seat.top(ConflictDialog)
        assert dialog.sentences == (
            "Job could not be saved. A technician reported the same from a phone while you worked on it,"
            " so your work was not saved.",
        )
        assert "(phone)" in dialog.by
        assert dialog.by.endswith("reported it. Theirs stands; yours is in this form only.")
        (row,) = dialog.rows
        assert (row.label, row.was, row.theirs, row.yours) == ("Status", "Started", "Completed", "Paused")


@pytest.mark.parametrize(("key", "shown"), [("y", "Paused"), ("t", "Completed")])
async def test_one_key_each_way(demo: str, key: str, shown: str) -> None:
    async with seated(demo) as seat:
        await clash(seat, demo)
        await seat.press(key, "r")
        assert f"Status        {shown}" in seat.text


async def test_both_sides_of_a_note_of_the_place_are_read_whole(demo: str) -> None:
    async with seated(demo) as seat:
        number, job_id, device = await dispatched(seat, demo)
        place = seat.job(number).location_id
        await seat.press("escape")
        said(demo, device, 2, "site_note", f'{{"location":{place},"text":"Gate code 4711","base":"0"}}', job=job_id)
        await seat.press("g", "a", "enter")
        about = " ".join(seat.top(Menu).about)
        assert "Text: Gate code 4711" in about
        assert "Note of the place: Park in the loading dock only; the street is towed from 4 pm." in about
        assert "base" not in about


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ('{"step":"start_job","reason_id":null,"reason":"","all":false}', ["Step: start job"]),
        ('{"step":"hold","reason":"part","all":true}', ["Step: hold", "Reason: part", "For all of the crew: yes"]),
        ('{"line":7,"quantity":2500,"name":"Valve","gone":false}', ["Quantity: 2.5", "Name: Valve"]),
        ('{"key":"ab","form":3,"answers":["21.5","","no"],"signatures":[]}', ["Answers: 21.5, no"]),
        ('{"key":"ab","text":"","gone":true}', ["Taken back: yes"]), ('{"later":{"a":1}}', ["later: {'a': 1}"]),
        ("no json", []), ("[1]", []), ("", []), ('{"text":"a\\u001b[2Jb"}', ["Text: a[2Jb"]),
    ],
)  # fmt: skip
def test_a_report_is_said_in_words(body: str, lines: list[str]) -> None:
    assert body_said(body) == lines


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ('{"location":7}', 7),
        ('{"location":"7"}', 0),
        ('{"location":true}', 0),
        ('{"location":9999999999}', 0),
        ("x", 0),
    ],
)
def test_the_place_of_a_report(body: str, place: int) -> None:
    assert location_of(body) == place
