"""One-cell glyphs that every terminal font has, and an ASCII set for those that have nothing."""

from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.text.text import cell_width
from industrack_tui.surroundings import shows_utf8


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The marks of one set: `status` by the words of `mark_of`, `alarms` by the kinds of exceptions.

    `closes` is the end of a finished block, `below` stands under its mark; `steps` are nothing to full in nine.
    """

    name: str
    status: Mapping[str, str] = field(hash=False)
    alarms: Mapping[str, str] = field(hash=False)
    below: str
    closes: str
    load: str
    tail: str
    steps: str
    live: str
    edge: str
    now: str
    now_head: str
    line: str
    bar: str
    before: str
    after: str
    high: str
    low: str
    ellipsis: str
    off: str
    dot: str
    pick: str
    tick: str
    full: str
    mark: str
    order: tuple[str, str]
    fold: str
    """Hours that are not shown."""
    grid: str
    """A whole hour in free time."""


UNICODE = Glyphs(
    name="unicode",
    status={
        "saved": "○", "dispatched": "●", "changed": "◐", "on_travel": "»", "started": "►", "paused": "‖",
        "completed": "✓", "declined": "✗", "invoiced": "$",
        "waiting": "◌", "sent": "◎", "received": "◉", "seen": "●",
    },
    alarms={
        "declined": "✗", "late_start": "!", "overrun": "+", "overlap": "&", "not_dispatched": "?", "not_received": "◌",
        "field": "◆", "silent": "◇", "changed": "◐",
        "off_hours": "·",
    },
    below="▌", closes="▕", load="▄", tail="░", steps=" ▁▂▃▄▅▆▇█", live="●",
    edge="▎", now="│", now_head="▼", line="─", bar="│", before="‹", after="›", high="▲", low="▽", ellipsis="…",
    off="·", dot="·", pick="›", tick="╵", full="━",
    mark="•", order=("▲", "▼"), fold="┊", grid="▏",
)  # fmt: skip

ASCII = Glyphs(
    name="ascii",
    status={
        "saved": "o", "dispatched": "D", "changed": "~", "on_travel": "T", "started": ">", "paused": "=",
        "completed": "v", "declined": "x", "invoiced": "$",
        "waiting": "w", "sent": "s", "received": "r", "seen": "D",
    },
    alarms={
        "declined": "x", "late_start": "!", "overrun": "+", "overlap": "&", "not_dispatched": "?", "not_received": "w",
        "field": "f", "silent": "z", "changed": "~",
        "off_hours": ".",
    },
    below="|", closes="]", load="=", tail="~", steps=" .:-=+*%#", live="*",
    edge="[", now="|", now_head="V", line="-", bar="|", before="<", after=">", high="^", low="_", ellipsis="~",
    off=".", dot=".", pick=">", tick="'", full="=",
    mark="*", order=("^", "v"), fold=":", grid=" ",
)  # fmt: skip


_RECEIPTS = ("dispatched", "waiting", "sent", "received", "seen")
"""How far the word of a dispatched job got, by its `Receipt`; where that is 0, no more is known."""


def mark_of(status: str, delivery: str, billing: str, receipt: int = 0) -> str:
    """Which mark a job shows: the technician's word once there is one, else the office's and how far it got."""
    if billing == "invoiced":
        return "invoiced"
    if status != "not_started":
        return status
    return _RECEIPTS[receipt] if delivery == "dispatched" else delivery


def glyphs_for(choice: str, environ: Mapping[str, str] | None = None) -> Glyphs:
    """The set a person chose (`ascii`, `unicode`), or by `auto` what the locale can show."""
    if choice in ("ascii", "unicode"):
        return ASCII if choice == "ascii" else UNICODE
    return UNICODE if shows_utf8(environ) else ASCII


_STATES = {
    "saved": "saved", "dispatched": "dispatched", "waiting": "waits for a phone", "sent": "sent",
    "received": "received", "seen": "seen", "on_travel": "on the way", "started": "working", "paused": "paused",
    "completed": "done", "invoiced": "invoiced",
}  # fmt: skip
_OF_PHONES = frozenset({"waiting", "sent", "received", "seen"})
ALARM_WORDS = {
    "late_start": "late", "overrun": "over time", "overlap": "overlaps", "not_dispatched": "not sent",
    "not_received": "not received", "field": "report to decide on", "silent": "silent phone", "changed": "changed",
    "declined": "declined",
}  # fmt: skip
"""What an alarm's mark says, by the kind of exception."""
_FIRST = ("late", "declined", "overlaps", "changed", "high priority", "working", "done", "paused")
_LAST = ("invoiced", "low", "marked")
_ORDER = {word: place for place, word in enumerate(_FIRST)} | dict.fromkeys(_LAST, len(_FIRST) + 1)


def legend(glyphs: Glyphs, *, phones: bool) -> list[tuple[str, str]]:
    """Every mark with what it says: what the top of the board counts first, then a job's states, the rare ones last.

    How far a dispatch got is known with `phones` alone; with them no mark says no more than that it was dispatched.
    A job that waits for a phone shows the same mark when its time is near.
    """
    unknown = {"dispatched"} if phones else _OF_PHONES
    untold = {"not_received"} if phones else {"not_received", "field", "silent"}
    every = [
        *((glyphs.status[state], word) for state, word in _STATES.items() if state not in unknown),
        *((glyphs.alarms[kind], word) for kind, word in ALARM_WORDS.items() if kind not in untold),
        (glyphs.high, "high priority"), (glyphs.low, "low"), ("*", "marked"),
    ]  # fmt: skip
    return sorted(every, key=lambda told: _ORDER.get(told[1], len(_FIRST)))


@lru_cache(maxsize=16)
def legend_in(glyphs: Glyphs, cells: int, *, phones: bool) -> str:
    """The marks in a line, as many as have room with what they say."""
    text = ""
    for mark, word in legend(glyphs, phones=phones):
        told = f"{text}  {mark} {word}" if text else f"{mark} {word}"
        if cell_width(told) > cells:
            break
        text = told
    return text
