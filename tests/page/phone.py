"""A phone in a technician's hand: the page in a browser, by what stands on it."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, expect

from industrack_field.joining import as_one_script, outermost
from industrack_field.shell import PAGE
from tests.gateway.running import Gateway
from tests.page.relay import Relay

NO_CONTACT = ("Failed to load resource", "net::ERR_", "An unknown error occurred when fetching the script")
PATIENCE_S = 20
# Every round of every tab has this lock; who has it hears nothing of the office.
HOLDS_ROUNDS = """() => new Promise((held) => navigator.locks.request("industrack-sync", () => {
  held();
  return new Promise((letGo) => { globalThis.letRounds = letGo; });
}))"""


class Phone:
    """A page of a browser. `complaints` are errors that it told its console, but for a network that was away."""

    def __init__(self, context: BrowserContext, gateway: Gateway | Relay) -> None:
        self.context, self.gateway = context, gateway
        self.complaints: list[str] = []
        self.page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._complain(str(error)))
        self.page.set_default_timeout(20_000)
        self.page.clock.install()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complain(message.text)

    def _complain(self, text: str) -> None:
        if not any(each in text for each in NO_CONTACT):
            self.complaints.append(text)

    def __enter__(self) -> "Phone":
        self.open()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            assert self.complaints == [], self.complaints

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.gateway.port}/"

    def open(self, path: str = "") -> None:
        """Go to a screen of the page, by its path behind `#`."""
        self.page.goto(self.address + (f"#{path}" if path else ""))
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def tap(self, name: str, *, exact: bool = True) -> None:
        """Tap what a person sees by that name: a button, a way, a choice."""
        self.named(name, exact=exact).first.click()

    def named(self, name: str, *, exact: bool = True) -> Locator:
        """Buttons and links of that name."""
        buttons = self.page.get_by_role("button", name=name, exact=exact)
        return buttons.or_(self.page.get_by_role("link", name=name, exact=exact))

    def type(self, label: str, text: str) -> None:
        """Type into the field of that name."""
        self.page.get_by_label(label).fill(text)

    def sees(self, text: str) -> None:
        """Wait until a text is on the screen."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def says(self, text: str) -> None:
        """Wait until the line of what happened says that."""
        expect(self.page.get_by_role("status")).to_contain_text(text)

    @property
    def big(self) -> Locator:
        """The one big button."""
        return self.page.locator("#big")

    def step(self, name: str) -> None:
        """Tap the big button, which says that; it stands still for a moment after a tap."""
        expect(self.big).to_contain_text(name)
        self.page.clock.run_for(700)
        self.big.click()

    def pair(self, code: str) -> None:
        """From the first screen to the list of jobs."""
        self.tap("Go on in the browser")
        self.type("Code", code)
        self.tap("Connect")
        self.tap("Begin")
        self.sees("Today")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")  # from now on it opens without a network

    def opened_again(self) -> None:
        """Go to the list and load the page anew, which asks the office at once."""
        self.page.goto(f"{self.address}#/")
        self.page.reload()

    def sync_now(self) -> None:
        """Go to what is not sent, and send it. The next round begins after the tap, whoever asked for it first."""
        self.page.goto(f"{self.address}#/unsent")
        with self.page.expect_request("**/v1/sync") as asked, self.between_rounds():
            self.big.filter(has_text=re.compile("Sync now|sending")).click()
            expect(self.big).to_have_text("sending")
            self.comes_to("store.js", "Boolean((await (await m.openStore()).meta()).pending)", False)
        assert asked.value.response() is not None
        expect(self.big).to_have_text("Sync now")
        self.page.goto(f"{self.address}#/")

    @contextmanager
    def between_rounds(self) -> Iterator[None]:
        """A round that is under way ends first; none begins until this has ended, of this tab or another."""
        self.page.evaluate(HOLDS_ROUNDS)
        yield
        self.page.evaluate("letRounds()")

    @contextmanager
    def clock_stands(self) -> Iterator[None]:
        """Ten seconds to take something back do not end by themselves, however slow the machine is."""
        self.page.clock.pause_at(self.page.evaluate("Date.now() / 1000 + 60"))
        yield
        self.page.clock.resume()

    def fill_the_form(self) -> None:
        """Answer what the form of office.py asks, with a name for the signature."""
        self.type("Pressure (mbar)", "21,5")
        self.page.get_by_role("radio", name="No", exact=True).check()
        self.type("Name of who signs", "Ms. Mora")

    def ask(self, module: str, expression: str, value: Any = None) -> Any:
        """What an expression over a module of the page's (`m`), with all that it needs, and `value` comes to."""
        script = served_alone(module)
        self.page.route(f"**/{module}", lambda route: route.fulfill(body=script, content_type="text/javascript"))
        return self.page.evaluate(
            f"async (value) => {{ const m = await import('/{module}'); return {expression}; }}", value
        )

    def comes_to(self, module: str, expression: str, wanted: Any) -> None:
        """Wait until an expression over a module of the page's comes to that."""
        deadline = time.monotonic() + PATIENCE_S
        while (found := self.ask(module, expression)) != wanted:
            assert time.monotonic() < deadline, found


def served_alone(module: str) -> str:
    """A module as the gateway would join and serve it, were it the first one."""
    modules = {path.name: path.read_text(encoding="utf-8") for path in PAGE.glob("*.js")}
    modules["build.js"] = 'export const BUILD = "test";\n'
    needed = [module]
    for name in needed:
        needed += [each for each in re.findall(r'from "/(\w+\.js)"', modules[name]) if each not in needed]
    exported = outermost(modules[name] for name in needed)
    return f"{as_one_script(modules, module)}export {{ {', '.join(exported)} }};\n"
