"""Day sheets: whole times, everything that is needed at the door, as text and as PDF."""

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddEmployee, AddJob, SaveRecord
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job_parts import Attachment, AttachmentKind, JobItem, JobTask
from industrack_core.exchange.papers.day_sheets import DaySheet, day_sheets, day_sheets_text
from industrack_core.exchange.papers.day_sheets_pdf import write_day_sheets
from tests.exchange.offices import empty_desk
from tests.exchange.test_paper import pages

DAY = date(2026, 11, 24)
MIDNIGHT = datetime(2026, 11, 24, 5, tzinfo=UTC)
"""In New York."""
TIMES = (
    (2, "2:00am-3:30am"),
    (9, "9:00am-10:30am"),
    (22.5, "Tue 10:30pm - Wed 12:00am"),
    (23, "Tue 11:00pm - Wed 12:30am"),
)
FULL = JobDraft(
    customer=NewCustomer(name="Łucja & <b>Sons</b>", address="9 Mill Rd", phone="555 0134"), description="Boiler",
    note="Ring twice.\nDog.",
    items=(JobItem(name="Pipe", quantity=2500), JobItem(name="Valve")),
    attachments=(Attachment(kind=AttachmentKind.TOOL, name="Ladder", quantity=2),),
    tasks=(JobTask(text="Look", done=True), JobTask(text="Test")),
)  # fmt: skip


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Desk]:
    with closing(empty_desk(sqlite_url)) as desk:
        assert isinstance(desk.perform(AddEmployee("Ada", "Berg")), Done)
        company = desk.office().company
        assert isinstance(desk.perform(SaveRecord(replace(company, clock24=False, name="Ours"))), Done)
        yield desk


def add(desk: Desk, hours: float, draft: JobDraft = FULL) -> None:
    crew = (desk.office().employees[0].id,)
    planned = replace(draft, starts_at=MIDNIGHT + timedelta(hours=hours), minutes=90, crew=crew)
    assert isinstance(desk.perform(AddJob(planned, frozenset(FindingKind))), Done)


def sheets_of(desk: Desk, every: bool = False) -> list[DaySheet]:
    return day_sheets(desk, desk.office(), DAY, desk.office().employees, every)


def printed(sheets: list[DaySheet]) -> list[str]:
    file = io.BytesIO()
    assert write_day_sheets(sheets, file) == ""
    return pages(file.getvalue())


def test_times_are_whole_in_twelve_hours_and_past_midnight(office: Desk) -> None:
    for hours, _ in TIMES:
        add(office, hours)
    sheets = sheets_of(office)
    text, paper = day_sheets_text(sheets), "\n".join(printed(sheets))
    for _, told in TIMES:
        assert told in text
        # a long one takes two lines of its column
        assert all(part in paper for part in told.split(" - "))
    assert {len(line) for line in text.splitlines() if len(line) > 78} <= {79, 80}


def test_everything_that_is_needed_at_the_door_and_room_to_sign(office: Desk) -> None:
    add(office, 9)
    sheets = sheets_of(office)
    text, (page,) = day_sheets_text(sheets), printed(sheets)
    assert "Tuesday 24 November 2026 · 1 job, 1h30 planned" in text
    for said in ("Boiler", "Łucja & <b>Sons</b>", "9 Mill Rd", "Ring twice.", "Dog.", "2.5 x Pipe", "1 x Valve",
                 "2 x Ladder", "[x] Look", "[ ] Test", "Not Started, Saved"):  # fmt: skip
        assert said in text
        assert said in page
    assert "From _____  to _____  signed ____" in text
    assert "From To Customer's name Signature" in page
    assert "Ours" in page


def test_every_sheet_counts_its_own_pages(office: Desk) -> None:
    assert isinstance(office.perform(AddEmployee("Bo", "Chen")), Done)
    for step in range(12):
        add(office, 8 + step / 2)
    found = printed(sheets_of(office, every=True))
    mine = [page for page in found if "Ada Berg" in page]
    assert len(mine) > 2
    assert all(f"Page {number} of {len(mine)}" in page for number, page in enumerate(mine, 1))
    assert "Page 1 of 1" in found[-1]
    assert "0 jobs" not in found[-1]
    assert day_sheets_text([]) == ""
