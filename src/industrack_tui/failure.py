"""What nobody expected: one sentence for the person, the whole story in the log file."""

import os
import traceback
from datetime import UTC, datetime

from industrack_tui.start import log_file


def log_failure(error: BaseException) -> str:
    """Write the traceback to the log file (readable by its owner alone); answers the sentence to show."""
    story = "".join(traceback.format_exception(error))
    what = f"Something went wrong that should not have ({type(error).__name__})"
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{story}\n")
    except OSError:
        return f"{what}, and no log could be written to {path}."
    return f"{what}: details are in {path}."
