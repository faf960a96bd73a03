"""A form that was filled stays filled on the phone, also when only the office has it."""

import re

from playwright.sync_api import expect

from tests.page.office import Office
from tests.page.phone import Phone


def test_a_filled_form_is_filled_after_its_sync_too(paired: Phone, office: Office) -> None:
    office.send_a_full_one()
    paired.sync_now()
    paired.tap("Annual service", exact=False)
    paired.tap("Forms", exact=False)
    paired.page.locator("ul.cards a").first.click()
    paired.fill_the_form()
    paired.tap("Save")
    for _ in range(2):  # the report goes, and comes back as part of the job
        paired.sync_now()
    assert office.rows("SELECT COUNT(*) FROM form_answer") == [(1,)]
    paired.page.reload()
    paired.open("/")
    paired.tap("Annual service", exact=False)
    paired.tap("Forms", exact=False)
    expect(paired.page.locator("ul.cards")).to_contain_text(re.compile(r"filled .*\d"))
