"""What is pressed on the console, and what it may cost: data only.

Gates and aims are ratios to a floor whose lines are made before the key, unless said otherwise; they are those of the
project's speed table, the same for the clock and for processor time.
"""

from typing import NamedTuple

UP, DOWN, RIGHT, LEFT = b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D"
PAGE_UP, PAGE_DOWN = b"\x1b[5~", b"\x1b[6~"


class Scenario(NamedTuple):
    """Keys pressed in turn against a floor; bounds of time are ratios, bounds of bytes are bytes per key."""

    name: str
    keys: tuple[bytes, ...]
    floor: str
    gate: float
    aim: float
    bytes_gate: int
    bytes_aim: int
    before: tuple[bytes, ...] = ()
    at_every_size: bool = False


class Size(NamedTuple):
    """A company to measure on."""

    employees: int
    jobs: int

    @property
    def label(self) -> str:
        """As the table of results says it."""
        return f"{self.employees:,} employees, {self.jobs:,} jobs"


SIZES = (Size(20, 200), Size(200, 10_000), Size(2_000, 100_000))

ONE_LINE, TWO_LINES = (b"=",), (b"=", b"=")
"""Keys that give each employee so many lines; the console begins with as many as fit."""
FINER = (*ONE_LINE, b"0", b"z", b"z")
"""All hours, and so fine that there is something to scroll."""

SCENARIOS = (
    Scenario("cursor step", (RIGHT, LEFT), "cell", 1.0, 0.8, 1_400, 400, ONE_LINE, at_every_size=True),
    Scenario("page", (PAGE_DOWN, PAGE_UP), "full", 1.5, 1.0, 20_000, 14_000, ONE_LINE, at_every_size=True),
    Scenario("sideways by an hour", (b"\x1b[1;5C", b"\x1b[1;5D"), "full", 1.5, 1.0, 6_000, 3_000, FINER, True),
    Scenario("day change", (b"]", b"["), "full", 1.5, 1.0, 20_000, 14_000, ONE_LINE, at_every_size=True),
    Scenario("two lines a row: cursor step", (RIGHT, LEFT), "cell", 1.4, 1.0, 1_400, 400, TWO_LINES),
    Scenario("rows as they fit: cursor step", (RIGHT, LEFT), "cell", 1.4, 1.0, 1_400, 400, at_every_size=True),
    Scenario("rows as they fit: page", (PAGE_DOWN, PAGE_UP), "full", 1.5, 1.0, 20_000, 14_000, at_every_size=True),
    Scenario("rows as they fit: day change", (b"]", b"["), "full", 1.5, 1.0, 20_000, 14_000, at_every_size=True),
    Scenario("7 days: cursor step", (RIGHT, LEFT), "cell", 1.5, 1.0, 1_400, 400, (b"v", b"7")),
    Scenario("7 days: on by its length", (b"]", b"["), "full", 2.5, 1.5, 20_000, 14_000, (b"v", b"7")),
    Scenario("day: cursor step", (DOWN, UP), "cell", 1.5, 1.0, 1_400, 400, (b"v", b"d")),
    Scenario("day: page", (PAGE_DOWN, PAGE_UP), "full", 1.5, 1.0, 20_000, 14_000, (b"v", b"d")),
    Scenario("day: day change", (b"]", b"["), "full", 2.5, 1.5, 20_000, 14_000, (b"v", b"d")),
    Scenario("week: cursor step", (RIGHT, LEFT), "cell", 1.5, 1.0, 1_400, 400, (b"v", b"w")),
    Scenario("week: page", (PAGE_DOWN, PAGE_UP), "full", 1.5, 1.0, 20_000, 14_000, (b"v", b"w")),
    Scenario("week: week change", (b"]", b"["), "full", 2.5, 1.5, 20_000, 14_000, (b"v", b"w")),
    Scenario("month: cursor step", (RIGHT, LEFT), "cell", 1.5, 1.0, 1_400, 400, (b"v", b"m")),
    Scenario("month: month change", (b"]", b"["), "full", 2.5, 1.5, 20_000, 14_000, (b"v", b"m")),
)

STEADINESS = (1.8, 1.3)  # p95 of the cursor step over its p50
SAME_AT_ANY_SIZE = (1.15, 1.05)  # cursor step, largest company over smallest
FIRST_PAINT = (1.15, 1.05)  # over the floor's start
FILLED = (2.0, 1.6)  # the board filled, over the floor's start
MEMORY = (1.9, 1.6)  # peak over a bare app's, largest company
IDLE_CPU = (1.5, 1.2)  # over a bare app's
IDLE_BYTES = (0, 0)
IDLE_SECONDS = 10.0
HELD_AT, HELD_SECONDS = 45.0, 20.0  # presses a second of a held key, and for how long
HELD_FRAMES = (2.0, 0.0)  # percent of the presses that have no frame before the next
HELD_EVENLY = (3.0, 2.0)  # p95 of the first byte over its p50
LARGER = (1.15, 1.05)  # processor time at a larger company over the same at 100,000 jobs
