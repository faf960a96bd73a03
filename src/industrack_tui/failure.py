"""What nobody expected: one sentence for the person, the whole story in the log file."""

import traceback

from industrack_tui.log import write_line
from industrack_tui.start import log_file


def log_failure(error: BaseException) -> str:
    """Write the traceback to the log file (readable by its owner alone); answers the sentence to show."""
    story = "".join(traceback.format_exception(error))
    what = f"Something went wrong that should not have ({type(error).__name__})"
    path = log_file()
    try:
        write_line(path, f"failed:\n{story}")
    except OSError:
        return f"{what}, and no log could be written to {path}."
    return f"{what}: details are in {path}."
