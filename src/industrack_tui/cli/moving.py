"""`industrack copy`: a company moves to another place."""

import argparse
import time
from datetime import UTC, datetime

from industrack_core.domain.errors import UpgradeStopped, UsageError
from industrack_core.domain.upgrade import Upgrade
from industrack_tui.cli.guarding import say
from industrack_tui.cli.keeping import left_out, told_what
from industrack_tui.cli.upkeep import progress, say_interrupted, stoppable_work
from industrack_tui.start import state_folder

_BEFORE = "The copy was interrupted before anything was put in place: all is as it was."
_LATER = "The copy was interrupted: the same with --resume goes on, with --give-up it is forgotten."


def copy_company(given: argparse.Namespace) -> int:
    """Copy it, and say where it is now. Answers 0, or 130 when it was interrupted."""
    from industrack_core.desk.moving import Move

    if hasattr(given, "db") or hasattr(given, "demo") or getattr(given, "readonly", False):
        raise UsageError("--from and --to say what is copied: leave out --db, --demo and --readonly.")
    move, began = Move(given.source, given.to, state_folder() / "moving"), time.monotonic()
    if given.give_up:
        say(f"{given.source} is open again." if move.give_up() else f"{given.source} was not closed for this copy.")
        return 0
    leave = Upgrade(progress(in_small_steps=True), stopped=_BEFORE)
    try:
        done = stoppable_work(
            leave, lambda leave: move.go(at=datetime.now(UTC), leave=leave, live=given.live, resume=given.resume)
        )
    except UpgradeStopped as error:
        return say_interrupted(UpgradeStopped(_LATER) if move.spool.exists() else error)
    except OSError as error:
        raise UsageError(f"{error.filename or given.to} cannot be written: {error.strerror}.") from error
    move.finish()
    say(f"Copied to {given.to}: {told_what(done.info, done.files)}, {time.monotonic() - began:.1f} s.")
    if given.live:
        say(f"{given.source} stays open: what is done there after revision {done.info.revision:,} is not in the copy.")
    else:
        say(f"{given.source} is closed: who has it open is told where the office goes on.")
    return left_out(done.damaged, "in place")
