"""A phone whose browser ends as when the power goes, at any moment of somebody's typing and tapping."""

import random
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil  # type: ignore[import-untyped]
from playwright.sync_api import Error, Playwright, expect

from tests.gateway.running import Gateway
from tests.page.browsers import OPTIONS, browser
from tests.page.phone import Phone, served_alone

WORDS = ("the", "valve", "was", "seized", "so", "a", "new", "one", "is", "needed", "before", "winter")
LONGEST_S = 6.0
"""A browser is ended at a random moment of so many seconds of work."""
SAVING_S = 0.4
"""Often it is ended within so many seconds after a tap, while what was tapped is written."""
NAMED = 4
"""Characters with which a note begins that no other begins with."""
# What was typed 300 ms ago is told to the test, after a read of the store: it waits for writes that began before it.
TELLS = """
addEventListener("input", ({ target }) => {
  const text = target.value;
  setTimeout(async () => {
    const { one, openStore } = await import("/store.js");
    const store = await (globalThis.reader ??= openStore());
    await store.read(["drafts"], ({ drafts }) => one(drafts.count()));
    await told(text);
  }, 300);
}, true);
"""


class Pocket:
    """A phone whose browser can be killed and opened again on what it kept."""

    def __init__(self, playwright: Playwright, home: Path, gateway: Gateway) -> None:
        self._playwright, self._home, self._gateway = playwright, home, gateway
        self._store = served_alone("store.js")
        self.told: list[str] = []
        self.is_killed = False

    def open(self) -> Phone:
        """The page as it opens on what was kept."""
        context = self._playwright.chromium.launch_persistent_context(
            self._home, executable_path=browser(), args=list(OPTIONS), locale="en-GB", timezone_id="America/New_York"
        )
        self.is_killed, self.told = False, (told := [])
        context.expose_binding("told", lambda _source, text: told.append(text))
        context.add_init_script(TELLS)
        context.route("**/store.js", lambda route: route.fulfill(body=self._store, content_type="text/javascript"))
        phone = Phone(context, self._gateway)
        phone.open()
        return phone

    def kill(self) -> None:
        """End every process of the browser at once."""
        self.is_killed = True
        mark = f"--user-data-dir={self._home}"
        found = [each for each in psutil.process_iter(["cmdline"]) if mark in (each.info["cmdline"] or ())]
        for each in [*found, *(child for one in found for child in one.children(recursive=True))]:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        psutil.wait_procs(found, 10)


@dataclass
class Hand:
    """Somebody who types notes of one job and taps next steps, until the browser is gone; and what they know.

    `shown` is what the field had, from what it began with; `kept` are notes of which the page said that it kept them;
    `saved` is the one whose Save was tapped, with no answer yet. `tapped` steps, of which `stepped` were answered.
    """

    pocket: Pocket
    job: int
    chance: random.Random
    shown: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    saved: str = ""
    tapped: int = 0
    stepped: int = 0
    _notes: int = 0
    _killing: threading.Timer | None = None

    def works_until_killed(self, phone: Phone, draft: str) -> None:
        """Work that goes on from what the field has; the browser ends meanwhile."""
        self.shown, self.saved = [draft], ""
        self._ends_within(LONGEST_S)
        try:
            while True:
                if self.chance.random() < 0.3:
                    self._step(phone)
                else:
                    self._note(phone)
        except (Error, AssertionError):
            if not self.pocket.is_killed:
                raise
        finally:
            self._goes_on()

    def may_be_there(self) -> list[str]:
        """What the field may have when the page is opened again: nothing older than what it had 300 ms before."""
        heard = [place for place, text in enumerate(self.shown) if len(text) >= NAMED and text in self.pocket.told]
        return self.shown[max(heard, default=0) :]

    def _ends_within(self, seconds: float) -> None:
        self._goes_on()
        self._killing = threading.Timer(self.chance.uniform(0, seconds), self.pocket.kill)
        self._killing.start()

    def _goes_on(self) -> None:
        if self._killing is not None:
            self._killing.cancel()
            self._killing.join()

    def _tap_big(self, phone: Phone) -> None:
        if self.chance.random() < 0.3:
            self._ends_within(SAVING_S)
        phone.big.click()

    def _note(self, phone: Phone) -> None:
        self._notes += 1
        text = " ".join([f"{self._notes:0{NAMED}}", *self.chance.choices(WORDS, k=self.chance.randint(1, 8))])
        phone.open(f"/job/{self.job}/note")
        box = phone.page.get_by_label("New note")
        expect(box).to_have_value(self.shown[-1])
        self.shown.append("")
        box.fill("")
        for place, letter in enumerate(text, 1):
            self.shown.append(text[:place])
            box.press_sequentially(letter, delay=self.chance.choice((0, 0, 30, 120)))
        if self.chance.random() < 0.6:
            self.saved = text
            self._tap_big(phone)
            expect(box).to_have_count(0)  # the sentence of the note before may stand there still
            phone.says("Note kept.")
            self.kept.append(text)
            self.shown, self.saved = [""], ""

    def _step(self, phone: Phone) -> None:
        phone.open("/")
        before = phone.big.inner_text()
        phone.page.clock.run_for(700)
        self.tapped += 1
        self._tap_big(phone)
        phone.page.locator("#big").filter(has_not_text=before).wait_for()
        self.stepped += 1
