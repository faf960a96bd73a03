"""A phone in a technician's hand: the page in a browser, by what stands on it."""

from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, expect

from tests.gateway.running import Gateway

NO_CONTACT = ("Failed to load resource", "net::ERR_")


class Phone:
    """A page of a browser. `complaints` are errors that it told its console, but for a network that was away."""

    def __init__(self, context: BrowserContext, gateway: Gateway) -> None:
        self.context, self.gateway = context, gateway
        self.complaints: list[str] = []
        self.page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.set_default_timeout(10_000)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(each in message.text for each in NO_CONTACT):
            self.complaints.append(message.text)

    def __enter__(self) -> "Phone":
        self.open()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            assert self.complaints == []

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

    def ask(self, module: str, expression: str, value: Any = None) -> Any:
        """What an expression over a module of the page's (`m`) and `value` comes to."""
        return self.page.evaluate(
            f"async (value) => {{ const m = await import('/{module}'); return {expression}; }}", value
        )
