"""How a command speaks, and ends: with an exit code, and one sentence where it failed; never with a traceback.

What sentences name, a file above all, may be called anything: nothing of it moves the terminal's cursor, colors it or
hides.
"""

import errno
import os
import sys
from collections.abc import Callable
from typing import TextIO

from industrack_core.domain.text.late_pattern import late_pattern
from industrack_core.domain.text.text import clean

FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_OBEYED = late_pattern("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_LONGEST = 100_000
"""Characters; no sentence is longer, and no path."""


def fit(sentence: str) -> str:
    """The sentence without what a terminal would obey or a reader would not see; its lines stay."""
    return clean(sentence, limit=_LONGEST, multiline=True).text


def say(sentence: str, *, flush: bool = False) -> None:
    """Print what was asked for."""
    print(fit(sentence), flush=flush)


def say_json(text: str) -> None:
    """Print JSON, in UTF-8 whatever the locale says; a character that a terminal would obey or that hides is written as
    what it is for a reader of JSON, which keeps its meaning."""
    sys.stdout.buffer.write(_OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode())


def warn(sentence: str) -> None:
    """Print beside it, where it is seen also when the output goes elsewhere."""
    print(fit(sentence), file=sys.stderr, flush=True)


def say_over(sentence: str, *, before: str = "\r", end: str = "") -> None:
    """Print beside it, over the line that stands there; the next one stands over this."""
    print(f"{before}{fit(sentence)}", end=end, file=sys.stderr, flush=True)


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
        warn(f"industrack: {sentence}")
    except OSError:
        _give_up(2)
