"""How a command ends: with an exit code, and one sentence where it failed; never with a traceback."""

import errno
import os
import sys
from collections.abc import Callable
from typing import TextIO

FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def in_one_sentence(work: Callable[[], int]) -> int:
    """Run `work`; whatever goes wrong becomes one sentence and an exit code."""
    if sys.stdout is None:
        _say("There is nowhere to write to: the standard output is closed.")
        return FAILED
    try:
        code = work()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # who reads no more wants no more
        _give_up(1)
        return 0
    except KeyboardInterrupt:
        _say("interrupted.")
        return INTERRUPTED
    except Exception as error:
        code, sentence = _told(error)
        _say(sentence)
        return code


def _told(error: Exception) -> tuple[int, str]:
    """Exit code and sentence for what went wrong."""
    from industrack_core.domain.errors import ActInDoubt, DatabaseMissing, IndustrackError, UsageError

    if isinstance(error, DatabaseMissing):
        from industrack_tui.start import HOW_TO_FOUND

        return FAILED, f"{error} {HOW_TO_FOUND}"
    if isinstance(error, ActInDoubt):
        return error.exit_code, str(error)
    if isinstance(error, IndustrackError):
        return WRONG_USAGE if isinstance(error, UsageError) else FAILED, str(error)
    if isinstance(error, OSError) and _is_of_output(error):
        return FAILED, f"The output could not be written: {error.strerror}."
    from industrack_tui.failure import log_failure

    return FAILED, log_failure(error)


def _is_of_output(error: OSError) -> bool:
    """Whether an output stream is what failed: it fails again with what is still to be written, if that was kept.

    What was too long to be kept is told by the error: it names no file, and all other files are written by name.
    """
    failing = [number for number, stream in ((1, sys.stdout), (2, sys.stderr)) if not _flushes(stream)]
    for number in failing:
        _give_up(number)
    return bool(failing) or (error.filename is None and error.errno in _NO_ROOM)


def _flushes(stream: TextIO) -> bool:
    try:
        stream.flush()
    except OSError:
        return False
    return True


def _give_up(number: int) -> None:
    """Let what is still to be written vanish: the interpreter's own flush at the end must not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def _say(sentence: str) -> None:
    try:
        print(f"industrack: {sentence}", file=sys.stderr)
    except OSError:
        _give_up(2)
