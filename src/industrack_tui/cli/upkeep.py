"""`industrack upgrade` and `industrack check`: the database as a whole."""

import argparse
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import TypeVar

from industrack_core.domain.errors import DatabaseOlder, UpgradeStopped, UsageError
from industrack_core.domain.upgrade import Progress, Tell, Upgrade
from industrack_core.domain.upkeep import Found, Mismatch, NotMended
from industrack_tui.cli.guarding import say, say_over, warn
from industrack_tui.cli.stop import INTERRUPTED
from industrack_tui.start import database_url, settings_of

_BETWEEN_LINES = 2.0  # seconds
_BETWEEN_TELLS = 0.1
_CLEARED = "\r\x1b[K"
T = TypeVar("T")
_NOT_MENDED = (
    "What cannot be read or is missing stands nowhere else, so no repair can make it: take it from a backup, or correct"
    " these columns."
)


def upgrade(given: argparse.Namespace) -> int:
    """Bring the database up to date, or say what that would do. Answers 0, or 130 when interrupted: it is as before."""
    from industrack_core.desk.upkeep import planned_upgrade, upgrade_database

    if given.dry_run:
        say(planned_upgrade(database_url(given, os.environ, settings_of(given))[0]))
        return 0
    if getattr(given, "readonly", False):
        raise UsageError("An upgrade writes: leave out --readonly.")
    url, _ = database_url(given, os.environ, settings_of(given))
    try:
        told = stoppable_work(Upgrade(progress(), uncopied=given.yes), lambda leave: upgrade_database(url, leave))
    except DatabaseOlder as error:
        if not _agreed(error):
            warn("Nothing was changed.")
            return 1
        told = stoppable_work(Upgrade(progress(), uncopied=True), lambda leave: upgrade_database(url, leave))
    except UpgradeStopped as error:
        return say_interrupted(error)
    say(told)
    return 0


def check(given: argparse.Namespace) -> int:
    """Print what differs, a line for each table. Answers 0 when nothing does or all was made anew, else 1."""
    from industrack_core.desk.upkeep import check_database

    if given.repair and getattr(given, "readonly", False):
        raise UsageError("A repair writes: leave out --readonly, or --repair.")
    url = given.place or database_url(given, os.environ, settings_of(given))[0]

    def look(leave: Upgrade) -> "Counter[type]":
        counted: Counter[type] = Counter()
        for found in check_database(url, leave.tell, repair=given.repair, contents=given.contents):
            clear_line()
            say(_as_json(found) if given.json else found.sentence, flush=True)
            counted[type(found)] += 1
        return counted

    try:
        counted = stoppable_work(
            Upgrade(progress(in_small_steps=True), stopped="The check was interrupted: what is said above holds."), look
        )
    except UpgradeStopped as error:
        return say_interrupted(error)
    differing, left = counted.pop(Mismatch, 0), counted.pop(NotMended, 0)
    damaged = counted.total()
    if not given.json:
        _tell_end(differing, damaged, left, repaired=given.repair)
    return 1 if damaged or left or (differing and not given.repair) else 0


def _as_json(found: Found) -> str:
    return json.dumps({"finding": type(found).__name__.lower(), "text": found.sentence}, ensure_ascii=False)


def _tell_end(differing: int, damaged: int, left: int, *, repaired: bool) -> None:
    if not differing and not damaged:
        say("Everything agrees.")
    elif differing > left and repaired:
        say("What else differed was made anew." if left else "What differed was made anew.")
    elif differing and not repaired:
        warn("industrack check --repair makes what differs anew, while others go on working.")
    if damaged:
        warn(_NOT_MENDED)


def clear_line() -> None:
    """Take back the line that changes, on a terminal."""
    if sys.stderr.isatty():
        say_over("", before=_CLEARED)


def say_interrupted(error: UpgradeStopped) -> int:
    """Say that it was, and what that means; answers the exit code."""
    warn(f"industrack: {error}")
    return INTERRUPTED


def _agreed(error: DatabaseOlder) -> bool:
    """Whether the person at the terminal has a copy. Raises UsageError where there is nobody to ask."""
    copying = f"Make a copy first, for example:\n\n    {error.how_to_copy}\n"
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(f"{error} {copying}\nThen run industrack upgrade --yes.")
    warn(f"{error} {copying}")
    say_over("Is there a copy, and shall it be brought up to date now? [y/N]", before="", end=" ")
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def stoppable_work(leave: Upgrade, work: Callable[[Upgrade], T]) -> T:
    """Do the work in a thread of its own, so that a signal is heard while the database is busy."""

    def asked(number: int, frame: FrameType | None) -> None:
        leave.stop()

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, asked) for number in signals}
    try:
        with ThreadPoolExecutor(1) as threads:
            return threads.submit(work, leave).result()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        clear_line()


def long_work(work: Callable[[Upgrade], T], stopped: str, not_written: Callable[[OSError], str]) -> T | None:
    """Do a work of many small steps; None where somebody ended it: then `stopped` is said, and the exit code is that of
    an interruption. Raises UsageError with what `not_written` makes of an OSError."""
    try:
        return stoppable_work(Upgrade(progress(in_small_steps=True), stopped=stopped), work)
    except UpgradeStopped as error:
        say_interrupted(error)
        return None
    except OSError as error:
        raise UsageError(not_written(error)) from error


def progress(*, in_small_steps: bool = False, clock: Callable[[], float] = time.monotonic) -> Tell:
    """One line that changes, on a terminal; else a line for each step and every two seconds. Small steps, of which
    there are many, have no line of their own there."""
    is_terminal = sys.stderr.isatty()
    quiet = in_small_steps and not is_terminal
    told, what = (clock() if quiet else 0.0), ""

    def tell(now: Progress) -> None:
        nonlocal told, what
        early = clock() - told < (_BETWEEN_TELLS if is_terminal else _BETWEEN_LINES)
        if early and (quiet or now.what == what):
            return
        told, what = clock(), now.what
        before, end = (_CLEARED, "") if is_terminal else ("", "\n")
        say_over(now.sentence, before=before, end=end)

    return tell
