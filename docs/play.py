"""Plays a recording in a terminal: `make play`, or `python -m docs.play FILE [SPEED]`. ctrl+c ends it."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_LEAVE = "\x1b[0m\x1b[?1049l\x1b[?25h\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1004l\x1b[<u\n"
"""What a console does when it ends: the recording may be left in its middle."""


def outputs(cast: str) -> Iterator[tuple[float, str]]:
    """Seconds from the beginning, and what is written then. In: asciinema's format, second version."""
    for line in cast.splitlines()[1:]:
        at, kind, text = json.loads(line)
        if kind == "o":
            yield float(at), text


def play(path: Path, speed: float) -> None:
    """Write the recording to the standard output, in its own time."""
    begun = time.monotonic()
    try:
        for at, text in outputs(path.read_text(encoding="utf-8")):
            time.sleep(max(0.0, begun + at / speed - time.monotonic()))
            sys.stdout.write(text)
            sys.stdout.flush()
        time.sleep(2.0 / speed)
    except KeyboardInterrupt:
        pass
    finally:
        sys.stdout.write(_LEAVE)
        sys.stdout.flush()


if __name__ == "__main__":
    given = sys.argv[1:]
    play(
        Path(given[0]) if given else Path(__file__).with_name("first-minutes.cast"),
        float(given[1]) if given[1:] else 1.0,
    )
