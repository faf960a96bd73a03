"""Opening the console: on the person's database, or on the demo company."""

import gc
import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from industrack_core.domain.errors import UsageError
from industrack_core.domain.upgrade import Upgrade
from industrack_tui.cli.guarding import warn
from industrack_tui.start import (
    HOW_TO_FOUND,
    Start,
    clock_of,
    config_file,
    database_url,
    drafts_folder,
    is_terminal,
    log_file,
    settings_of,
    state_folder,
)
from industrack_tui.surroundings import can_draw
from industrack_tui.terminal.compat import prepare_environment, without_the_unused

if TYPE_CHECKING:
    import argparse

    from industrack_core.desk.desk import Desk
    from industrack_core.domain.acts.founding import LoadRecords
    from industrack_tui.cli.restricted import Restricted


def open_console(given: "argparse.Namespace") -> int:
    """The console on the configured database, which is made when it is missing. Raises UsageError, DatabaseError."""
    settings = settings_of(given)
    url, _ = database_url(given, os.environ, settings)
    read_only = getattr(given, "readonly", False)
    start = Start(
        url,
        not read_only,
        read_only,
        None,
        settings,
        clock_of(os.environ),
        drafts=drafts_folder(),
        state=state_folder(),
        log=log_file(),
        themes=config_file(given).parent / "themes",
    )
    if not is_terminal():
        raise UsageError(f"The console needs a terminal; for scripts: industrack board --plain. {HOW_TO_FOUND}")
    _require_drawing()
    if restricted := getattr(given, "restriction", None):
        start = _restricted(start, restricted)
    return _run(start)


def _restricted(start: Start, console: "Restricted") -> Start:
    """The same with files by their names; from here on the kernel refuses all others. Raises UsageError."""
    from industrack_core.desk.desk import login_name
    from industrack_core.desk.health import database_file
    from industrack_tui.cli.landlock import NoWalls, build_walls

    login_name()  # later the list of users is out of reach
    file = database_file(start.url)
    try:
        build_walls(console.reads, [*console.writes, *([file.parent] if file else [])])
    except NoWalls as error:
        if console.needs_walls:
            raise UsageError(f"The console is not opened, because it would stand open: {error}.") from error
    return replace(start, who=console.who, files=console.files)


def open_demo(given: "argparse.Namespace") -> int:
    """The console on the demo company; without a terminal, today's board as text."""
    from industrack_tui.cli.demo_file import demo_in_use

    if hasattr(given, "db"):
        raise UsageError("The demo has a database of its own: leave out --db.")
    settings, clock = settings_of(given), clock_of(os.environ)
    read_only = getattr(given, "readonly", False)
    live = is_terminal() and getattr(given, "live", False)
    if live:
        clock = _live(clock, given.speed)
    if is_terminal():
        _require_drawing()
    with demo_in_use(clock(), fresh=live or getattr(given, "fresh", False)) as (path, news):
        start = Start(
            str(path), True, read_only, found_demo, settings, clock, None, drafts_folder(), state_folder(), log_file(),
            config_file(given).parent / "themes",
        )  # fmt: skip
        if news:
            warn(f"industrack: {news}")
        if read_only and not path.exists():
            _found(start)
        code = _run_live(start, given.seed) if live else _run(start) if is_terminal() else _print_board(start)
        # afterwards, where a console leaves it on the screen
        warn(f"industrack: The demo company is in {path}; --demo names it to other commands.")
        return code


def _live(clock: Callable[[], datetime], speed: int) -> Callable[[], datetime]:
    from industrack_tui.cli.live_day import live_clock

    return live_clock(clock(), speed)


def _run_live(start: Start, seed: int) -> int:
    from industrack_tui.cli.live_day import going_by_itself

    _found(start)
    with going_by_itself(start, seed):
        return _run(start)


def _require_drawing() -> None:
    if not can_draw(os.environ):
        name = os.environ.get("TERM")
        told = f"The console cannot draw on a terminal of kind {name!r}" if name else "The terminal's kind is not known"
        raise UsageError(f"{told}: set TERM, for example to xterm-256color; for scripts: industrack board --plain.")


def found_demo(desk: "Desk") -> "LoadRecords":
    """The act that founds the demo company, told as of the desk's clock."""
    from industrack_core.exchange.demo.demo import demo_company

    return demo_company(desk.reserve_ids, desk.clock(), phones=True)


def _found(start: Start) -> None:
    """A read-only console cannot found a company, so that is done before it opens."""
    from industrack_core.desk.desk import open_desk

    open_desk(start.url, create=True, clock=start.clock, founding_act=start.founding, upgrade=Upgrade()).close()


def _print_board(start: Start) -> int:
    from industrack_core.desk.desk import open_desk
    from industrack_tui.cli.scripts import print_board

    desk = open_desk(
        start.url,
        create=True,
        read_only=start.read_only,
        clock=start.clock,
        founding_act=start.founding,
        upgrade=Upgrade(),
    )
    with closing(desk):
        print_board(desk, "today", 1, None)
    return 0


def _run(start: Start) -> int:
    gc.disable()  # until everything is loaded: looking for garbage where there is none is a tenth of the start
    prepare_environment(os.environ)
    with without_the_unused():
        from industrack_tui.app import run_console

    return run_console(start)
