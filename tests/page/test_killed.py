"""Nothing that was typed or tapped is lost when the phone's browser is ended as when the power goes."""

import random
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Playwright

from tests.gateway.running import Gateway
from tests.page.browsers import OPTIONS, browser
from tests.page.office import Office
from tests.page.phone import Phone

WORDS = ["the", "valve", "was", "seized", "so", "a", "new", "one", "is", "needed", "before", "winter"]


class Pocket:
    """A phone whose browser can be killed and opened again on what it kept."""

    def __init__(self, playwright: Playwright, home: Path, gateway: Gateway) -> None:
        self._playwright, self._home, self._gateway = playwright, home, gateway

    def open(self) -> Phone:
        context = self._playwright.chromium.launch_persistent_context(
            self._home, executable_path=browser(), args=list(OPTIONS), locale="en-GB", timezone_id="America/New_York"
        )
        phone = Phone(context, self._gateway)
        phone.open()
        return phone

    def kill(self, phone: Phone) -> None:
        """End every process of the browser at once."""
        mark = f"--user-data-dir={self._home}"
        found = [each for each in psutil.process_iter(["cmdline"]) if mark in (each.info["cmdline"] or ())]
        assert found
        for each in [*found, *(child for one in found for child in one.children(recursive=True))]:
            if each.is_running():
                each.kill()
        psutil.wait_procs(found, 10)


def killed_while_working(pocket: Pocket, phone: Phone, job: int, chance: random.Random) -> tuple[list[str], str]:
    """Notes that the page said it kept, and what was typed since at least 300 ms when the browser was killed."""
    kept = []
    for number in range(chance.randint(1, 2)):
        text = f"note {number} {chance.random()}"
        phone.open(f"/job/{job}/note")
        phone.type("New note", text)
        phone.tap("Save")
        phone.says("Note kept.")
        kept.append(text)
    phone.open(f"/job/{job}/note")
    draft = " ".join(chance.choices(WORDS, k=chance.randint(1, 12)))
    phone.page.get_by_label("New note").press_sequentially(draft)
    phone.page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    pocket.kill(phone)
    return kept, draft


@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_lost_when_the_browser_is_killed(
    playwright: Playwright, office: Office, gateway: Gateway, tmp_path: Path, seed: int
) -> None:
    assert browser() is not None, "no browser: apt-get install chromium"
    pocket = Pocket(playwright, tmp_path / "phone", gateway)
    job = office.send("Furnace")
    phone = pocket.open()
    phone.pair(office.offer())
    phone.sees("Furnace")
    gateway.kill()
    kept, draft = killed_while_working(pocket, phone, job, random.Random(seed))
    again = pocket.open()
    again.open(f"/job/{job}/note")
    assert again.page.get_by_label("New note").input_value() == draft
    gateway.start()
    again.sync_now()
    again.sees("all sent")
    assert sorted(text for (text,) in office.rows("SELECT text FROM field_note")) == sorted(kept)
    again.context.close()
