"""A console in a terminal beside a technician's phone: what it shows of each step, and how soon."""

import html
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyte
from playwright.sync_api import Browser

from benchmarks.pty_driver import Session
from industrack_core.domain.records.job import WorkStatus
from tests.gateway.running import Gateway
from tests.page.office import Office
from tests.page.phone import Phone
from tests.terminal.shell import COMMAND

COLUMNS, LINES = 120, 34
PATIENCE = 30
GROUND, LETTERS = "#101418", "#d8dee6"
_COLORS = {"black": "#000000", "white": "#ffffff"}
NOTE = "Valve seized"


class Console:
    """A dispatcher's console on the office, its cursor on a job."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def keys(self, *keys: str) -> None:
        """Press keys, each on what the one before brought."""
        for key in keys:
            self.session.send(key.encode())
            self.session.settle(0.1)

    def shows(self, text: str) -> float:
        """Wait until a text is on the screen, told by a pattern; answers the seconds that took."""
        asked = time.perf_counter()
        self.session.wait_until(lambda each: re.search(text, each.screen_text()) is not None, PATIENCE)
        return time.perf_counter() - asked

    def picture(self, chromium: Browser, path: Path) -> None:
        """The terminal as it is, as a picture."""
        self.session.settle(0.3)
        with chromium.new_context(viewport={"width": 1000, "height": 600}) as context:
            page = context.new_page()
            page.set_content(as_page(self.session.screen()))
            page.locator("pre").screenshot(path=path, scale="css")


@contextmanager
def console_at(url: str, home: Path, find: str) -> Iterator[Console]:
    """A console that is open on a company of today, its cursor on the job that words find."""
    environ = {
        "PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color",
        "COLORTERM": "truecolor", "INDUSTRACK_DB": url,
    }  # fmt: skip
    with Session([COMMAND], environ, COLUMNS, LINES) as session:
        console = Console(session)
        console.shows("live")
        session.settle()
        console.keys("/", find, "\r")
        console.shows(f"1 of 1 for {find}")
        yield console


def as_page(screen: pyte.Screen) -> str:
    """A terminal's cells as a page of text in color."""
    lines = []
    for y in range(screen.lines):
        row, spans = screen.buffer[y], []
        for x in range(screen.columns):
            cell = row[x]
            if not cell.data:
                continue
            front, back = _color(cell.fg, LETTERS), _color(cell.bg, GROUND)
            front, back = (back, front) if cell.reverse else (front, back)
            weight = ";font-weight:bold" if cell.bold else ""
            spans.append(f'<b style="color:{front};background:{back}{weight}">{html.escape(cell.data)}</b>')
        lines.append("".join(spans))
    style = (f"pre{{margin:0;display:inline-block;font:13px/16px 'DejaVu Sans Mono',monospace;background:{GROUND}}}"
             "b{font-weight:normal;display:inline-block;width:8px;height:16px;overflow:hidden}")  # fmt: skip
    return f"<style>{style}</style><pre>{'<br>'.join(lines)}</pre>"


def _color(name: str, usual: str) -> str:
    if name == "default":
        return usual
    is_hex = len(name) == 6 and all(each in "0123456789abcdef" for each in name)
    return f"#{name}" if is_hex else _COLORS.get(name, usual)


@dataclass
class Day:
    """From the start of a shift to its end, the gateway killed in the middle; `picture` is given names of pictures.

    The phone is paired, and has the job; the console's cursor is on it. `seen` says of each step how many seconds after
    the answer to its sync the console showed it.
    """

    phone: Phone
    office: Office
    gateway: Gateway
    console: Console
    job: int
    picture: Callable[[str], None] = lambda name: None
    seen: dict[str, float] = field(default_factory=dict)

    def synced(self, step: str, shown: str) -> None:
        """Send what the phone has to say, and wait until the console shows it."""
        self.phone.sync_now()
        self.seen[step] = self.console.shows(shown)

    def begin(self) -> None:
        """The job is received, read, and the way to it begun."""
        self.console.shows("Not Started, sent")
        self.synced("received", "Not Started, received")
        self.phone.tap("Start shift")
        self.phone.open(f"/job/{self.job}")
        self.phone.sees("Bring the 18 l vessel")
        self.synced("seen", "Not Started, seen")
        self.picture("seen")
        self.phone.open(f"/job/{self.job}")
        self.phone.step("Start travel")
        self.phone.sees("on the way")
        self.synced("travel", "On Travel, ")

    def work_without_a_gateway(self) -> None:
        """What is done while nobody answers is on the console once somebody does."""
        self.gateway.kill()
        self.phone.open(f"/job/{self.job}")
        self.phone.step("Start work")
        self.phone.sees("started")
        self.phone.tap("Note")
        self.phone.type("New note", NOTE)
        self.phone.tap("Save")
        self.phone.says("Note kept.")
        assert "On Travel, " in self.console.session.screen_text(), "nothing was heard of it yet"
        assert self.office.job(self.job).status is WorkStatus.ON_TRAVEL
        self.gateway.start()
        self.synced("started, the gateway back", "Started, ")
        self.console.keys("i")
        self.seen["note"] = self.console.shows(NOTE)
        self.picture("note")
        self.console.keys("\x1b")

    def end(self) -> None:
        """The form that blocks, the end of the job and of the shift."""
        self.phone.open(f"/job/{self.job}")
        self.phone.step("Complete")
        self.phone.fill_the_form()
        self.phone.tap("Done. Complete")
        self.phone.sees("done")
        self.synced("completed", "Completed, ")
        self.console.keys("g", "m")
        self.phone.step("End shift")
        self.synced("end of shift", r"\d\d:\d\d  \d\d:\d\d .* Shift")
        self.picture("times")
