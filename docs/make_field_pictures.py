"""The pictures of docs/field.md: a phone with a day's jobs, at the real gateway. Needs a browser.

Run as `python -m docs.make_field_pictures`.
"""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.gateway.running import gateway_at
from tests.page.browsers import OPTIONS, browser
from tests.page.office import Office, today
from tests.page.phone import Phone
from tests.store import small_company

PICTURES = Path(__file__).parent / "pictures"


def walk(phone: Phone, office: Office) -> None:
    """From the list to a form, with a picture of each."""

    def picture(name: str) -> None:
        phone.page.screenshot(path=PICTURES / f"field-{name}.png", scale="css", animations="disabled")

    job = office.send_a_full_one()
    office.send("Tap drips in the kitchen", starts_at=today() + timedelta(hours=3))
    phone.pair(office.offer())
    phone.sees("Annual service")
    picture("list")
    phone.open(f"/job/{job}")
    phone.step("Start travel")
    phone.step("Start work")
    phone.sees("started")
    picture("job")
    phone.step("Complete")
    phone.sees("Gas safety check")
    picture("form")
    phone.page.emulate_media(color_scheme="dark")
    phone.open("/unsent")
    picture("unsent-dark")
    phone.open("/settings")
    phone.page.get_by_label("Bright sun").check()
    phone.open(f"/job/{job}")
    picture("job-sun")


def main() -> None:
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        url = f"sqlite:///{home / 'company.db'}"
        small_company.fill(str(home / "company.db"))
        with (
            gateway_at(url, home, now="") as gateway,
            playwright.chromium.launch(executable_path=browser(), args=OPTIONS) as chromium,
            chromium.new_context(**playwright.devices["Pixel 7"], locale="en-GB") as context,
            Phone(context, gateway) as phone,
        ):
            walk(phone, Office(url))


if __name__ == "__main__":
    main()
