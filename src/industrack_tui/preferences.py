"""What a person chose while working, kept for the next time: theme, density, view, calendar, saved filters."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec

from industrack_core.domain.board.queue_order import QueueOrder

if TYPE_CHECKING:
    from industrack_tui.start import Start

_FILE = "console.json"
_MOST_FILTERS = 50
MOST_LAYOUTS = 9
"""`g` and a digit goes to one."""
_FIRST_STARTS = 3
_MOST_COMPANIES = 50


class Layout(msgspec.Struct, frozen=True):
    """How the schedule is looked at. Calendar and filter are as people call them: each database numbers its own; `view`
    is empty for the timeline, `zoom` and `tall` 0 where days and people fit.
    """

    view: str = ""
    days: int = 1
    zoom: int = 0
    unfolded: bool = False
    calendar: str = ""
    filter: str = ""
    hides: bool = False
    tall: int = 0
    queue_hidden: bool = False


class Looked(msgspec.Struct, frozen=True):
    """Up to which act of the log somebody has seen what others did, and when they looked last, in seconds since 1970
    UTC."""

    revision: int
    at_s: int


class Kept(msgspec.Struct, frozen=True):
    """The file. `theme` holds while the config file still says `theme_configured`; `starts` are the first ones, counted
    while they are.
    """

    theme: str = ""
    theme_configured: str = ""
    heights: dict[str, int] = {}
    """Lines of a row that were chosen, by the height of the screen."""
    view: str = ""
    days: int = 1
    calendar_id: int = 0
    queue_hidden: bool = False
    queue_order: str = QueueOrder.DUE
    starts: int = 0
    filters: dict[str, str] = {}
    layouts: dict[str, Layout] = {}
    looked: dict[str, Looked] = {}
    """By company."""


class Preferences:
    """Reads and writes the file of this user; without one, or when it is damaged, everything is as usual."""

    def __init__(self, path: Path | None, configured_theme: str) -> None:
        self.path, self._configured = path, configured_theme
        self.kept = _read(path)
        self.spawn: Callable[[Coroutine[Any, Any, None]], None] | None = None
        """Runs work beside the event loop; without it a choice is written at once."""
        self._writing = Lock()

    @property
    def filters(self) -> dict[str, str]:
        """Saved filters by name, as they were typed."""
        return self.kept.filters

    @property
    def queue_order(self) -> QueueOrder:
        """In which order jobs wait."""
        known = self.kept.queue_order
        return QueueOrder(known) if known in set(QueueOrder) else QueueOrder.DUE

    @property
    def theme(self) -> str | None:
        """The theme chosen last, unless the config file says another one since."""
        return self.kept.theme if self.kept.theme and self.kept.theme_configured == self._configured else None

    @property
    def layouts(self) -> dict[str, Layout]:
        """Saved layouts by name, in the order of their digits."""
        return self.kept.layouts

    def keep_layouts(self, layouts: dict[str, Layout]) -> None:
        """Write them down, at most as many as there are digits."""
        self.keep(layouts=dict(list(layouts.items())[:MOST_LAYOUTS]))

    def keep_looked(self, company: str, looked: Looked) -> None:
        """Write down what was seen of a company; of many companies, of those that were looked at last."""
        if self.kept.looked.get(company) != looked:
            others = {each: seen for each, seen in self.kept.looked.items() if each != company}
            self.keep(looked=dict([*others.items(), (company, looked)][-_MOST_COMPANIES:]))

    def count_start(self) -> bool:
        """Count a start; answers whether it is one of the first, on which the marks are explained."""
        is_new = self.path is not None and self.kept.starts < _FIRST_STARTS
        if is_new:
            self.keep(starts=self.kept.starts + 1)
        return is_new

    def keep(self, **changes: object) -> None:
        """Write a choice down: the home directory may be a slow one."""
        self.kept = msgspec.structs.replace(self.kept, **changes)
        if self.path is None:
            return
        if self.spawn is None:
            self._write(self.path)
        else:
            self.spawn(asyncio.to_thread(self._write, self.path))

    def _write(self, path: Path) -> None:
        """The newest choices, whole or not at all; a disk that is full or read-only is no reason to stop working."""
        with self._writing:
            try:
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                draft = path.with_suffix(f".{os.getpid()}")
                draft.write_bytes(msgspec.json.encode(self.kept))
                draft.replace(path)
            except OSError:
                return

    def keep_theme(self, name: str) -> None:
        self.keep(theme=name, theme_configured=self._configured)

    def save_filter(self, name: str, text: str) -> None:
        if len(self.filters) < _MOST_FILTERS or name in self.filters:
            self.keep(filters={**self.filters, name: text})

    def forget_filter(self, name: str) -> None:
        self.keep(filters={each: text for each, text in self.filters.items() if each != name})


def _read(path: Path | None) -> Kept:
    if path is None:
        return Kept()
    try:
        return msgspec.json.decode(path.read_bytes(), type=Kept)
    except (OSError, msgspec.DecodeError, ValueError):
        return Kept()


def start_preferences(start: "Start") -> Preferences:
    """The preferences that a console is started with."""
    return Preferences(start.state / _FILE if start.state is not None else None, start.settings.theme or "")
