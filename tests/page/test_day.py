"""A technician's day on the page, with the real gateway, and without it."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from industrack_core.domain.records.job import WorkStatus
from industrack_field.shell import PAGE
from tests.gateway.running import Gateway
from tests.page.office import Office, on_both_engines, today
from tests.page.phone import Phone

PICTURE = (PAGE / "icon-192.png").read_bytes()


def test_a_phone_is_paired_and_is_ready_for_the_basement(phone: Phone, office: Office) -> None:
    office.send("Furnace")
    office.offer()
    phone.sees("Install first")
    phone.tap("Go on in the browser")
    phone.type("Code", "7kq")
    phone.tap("Connect")
    phone.sees("A code has 8 characters")
    phone.type("Code", "AAAA-AAAA")
    phone.tap("Connect")
    phone.sees("This code is wrong, used or too old")
    phone.type("Code", "7kq2-m9xd")
    phone.tap("Connect")
    phone.sees("Hello Ana Ruiz")
    phone.sees("1 job is on the phone. Ready for the basement.")
    phone.tap("Begin")
    phone.sees("Furnace")
    expect(phone.big).to_have_text(re.compile("Start travel"))


def work(phone: Phone) -> None:
    """Tick, write and photograph, as one does at a job."""
    phone.tap("Tasks", exact=False)
    phone.page.get_by_label("Check the flue").check()
    phone.tap("Back")
    phone.tap("Note")
    phone.type("New note", "Valve seized")
    phone.tap("Save")
    phone.says("Note kept.")
    phone.page.locator("#camera").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": PICTURE})
    phone.says("Photo kept")


def has_all(office: Office, job: int) -> None:
    """The office has the job completed, with all that was done at it, and nothing to look at."""
    assert office.job(job).status is WorkStatus.COMPLETED
    assert office.rows("SELECT text, gone FROM field_note") == [("Valve seized", False)]
    assert office.rows("SELECT stored FROM field_file") == [(True,)]
    assert [task.done for task in office.job(job).tasks] == [True, False]
    assert office.rows("SELECT COUNT(*) FROM form_answer") == [(1,)]
    assert office.rows("SELECT verdict FROM field_report WHERE verdict <> 'applied'") == []


@on_both_engines
def test_a_whole_day_with_the_gateway_killed_in_the_middle(paired: Phone, office: Office, gateway: Gateway) -> None:
    job = office.send_a_full_one()
    paired.sync_now()
    paired.tap("Annual service", exact=False)
    paired.sees("Bring the 18 l vessel")
    paired.step("Start travel")
    paired.sees("on the way")
    gateway.kill()
    paired.step("Start work")
    paired.sees("started")
    work(paired)
    paired.page.reload()
    paired.sees("started")
    paired.step("Complete")
    paired.fill_the_form()
    paired.tap("Done. Complete")
    paired.sees("done")
    assert office.job(job).status is not WorkStatus.COMPLETED
    paired.open("/unsent")
    paired.sees("“Valve seized”")
    gateway.start()
    paired.sync_now()
    paired.sees("all sent")
    has_all(office, job)


@on_both_engines
def test_a_job_recalled_while_it_is_worked_on_stays_until_all_is_sent(
    paired: Phone, office: Office, gateway: Gateway
) -> None:
    job = office.send("Furnace")
    paired.sync_now()
    paired.open(f"/job/{job}")
    paired.step("Start travel")
    paired.step("Start work")
    paired.sync_now()
    gateway.kill()
    paired.open(f"/job/{job}/note")
    paired.type("New note", "half done")
    paired.tap("Save")
    paired.says("Note kept.")
    office.recall(job)
    gateway.start()
    paired.sync_now()
    paired.sees("all sent")
    paired.sync_now()
    expect(paired.page.get_by_text("Furnace")).to_have_count(0)
    assert office.rows("SELECT text FROM field_note") == [("half done",)]


def test_a_step_can_be_taken_back_without_a_trace_for_ten_seconds(paired: Phone, office: Office) -> None:
    job = office.send("Furnace")
    paired.sync_now()
    paired.tap("Furnace", exact=False)
    with paired.clock_stands():
        paired.step("Start travel")
        paired.sees("on the way")
        paired.tap("Undo")
        paired.says("Taken back.")
    paired.sees("not started")
    paired.sync_now()
    assert office.rows("SELECT COUNT(*) FROM field_report") == [(0,)]
    paired.open(f"/job/{job}")
    with paired.clock_stands():
        paired.step("Start travel")
        paired.tap("Note")
        paired.type("New note", "on my way")
        paired.tap("Save")
        paired.says("Note kept.")
        paired.tap("Undo")
        paired.says("Taken back.")
    paired.sync_now()
    kinds = office.rows("SELECT kind FROM field_report ORDER BY seq")
    assert kinds == [("step",), ("note",), ("undo",)]
    assert office.job(job).status is WorkStatus.NOT_STARTED


def test_two_tabs_take_no_number_twice(paired: Phone, office: Office) -> None:
    jobs = [office.send("Furnace"), office.send("Boiler", starts_at=today() + timedelta(hours=2))]
    paired.sync_now()
    other = Phone(paired.context, paired.gateway)
    for tab, job, text in zip((other, paired), jobs, ("one", "two"), strict=True):
        tab.open(f"/job/{job}/note")
        tab.type("New note", text)
    for tab in (other, paired):
        tab.tap("Save")
    for tab in (other, paired):
        tab.says("Note kept.")
    paired.sync_now()
    other.sees("Furnace")
    assert sorted(office.rows("SELECT seq FROM field_report")) == [(1,), (2,)]
    assert sorted(office.rows("SELECT text FROM field_note")) == [("one",), ("two",)]
    assert other.complaints == []


def test_hold_asks_why_and_the_job_goes_on_later(paired: Phone, office: Office) -> None:
    job = office.send_a_full_one()
    paired.sync_now()
    paired.open(f"/job/{job}")
    paired.step("Start travel")
    paired.step("Start work")
    paired.tap("More")
    paired.tap("Put on hold")
    paired.step("Put on hold")
    paired.says("Choose a reason or write one.")
    paired.page.get_by_text("Part missing").click()
    paired.type("In your own words", "valve V12")
    paired.step("Put on hold")
    paired.sees("paused Part missing: valve V12")
    paired.sync_now()
    assert (office.job(job).status, office.job(job).status_reason) == (WorkStatus.PAUSED, "Part missing: valve V12")
    paired.open(f"/job/{job}")
    expect(paired.big).to_have_text("Resume")


def test_what_ends_after_its_screen_was_left_leads_nobody_away(paired: Phone, office: Office) -> None:
    job = office.send("Furnace")
    paired.sync_now()
    paired.open(f"/job/{job}/note")
    paired.type("New note", "slow disk")
    paired.page.evaluate("document.getElementById('big').click(); location.hash = '#/settings'")
    paired.says("Note kept.")
    assert paired.page.evaluate("location.hash") == "#/settings"
