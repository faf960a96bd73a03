"""The pictures of docs/field.md: a phone with a day's jobs at the real gateway, and a console beside it.

Needs a browser. Run as `python -m docs.make_field_pictures`.
"""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.gateway.running import Gateway, gateway_at
from tests.page.beside import Day, console_at
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


def beside(phone: Phone, office: Office, gateway: Gateway, home: Path, chromium: Browser) -> None:
    """A day of a phone with a console beside it, a picture of the console at what is worth one."""
    job = office.send_a_full_one()
    phone.pair(office.offer())
    with console_at(office.url, home, "Annual") as console:
        day = Day(phone, office, gateway, console, job)
        day.picture = lambda name: console.picture(chromium, PICTURES / f"field-console-{name}.png")
        day.begin()
        day.work_without_a_gateway()
        day.end()
    for step, seconds in day.seen.items():
        print(f"{step}: shown {seconds:.2f} s after the answer to its sync")


def main() -> None:
    with (
        TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=browser(), args=OPTIONS) as chromium,
    ):
        for name in ("walk", "beside"):
            home = Path(folder) / name
            home.mkdir()
            url = f"sqlite:///{home / 'company.db'}"
            small_company.fill(str(home / "company.db"))
            with (
                gateway_at(url, home, now="") as gateway,
                chromium.new_context(**playwright.devices["Pixel 7"], locale="en-GB") as context,
                Phone(context, gateway) as phone,
            ):
                if name == "walk":
                    walk(phone, Office(url))
                else:
                    beside(phone, Office(url), gateway, home, chromium)


if __name__ == "__main__":
    main()
