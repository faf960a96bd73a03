"""What happened between office and technicians, for commands that want to know of it."""

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.held import Fields

STEPS = ("start_travel", "end_travel", "start_job", "pause", "hold", "resume", "complete", "decline")
SHIFT_STEPS = ("shift_start", "shift_end", "break_start", "break_end")
REVIEW = "review"
UNDO = "undo"
EVENTS = ("dispatch", "recall", *STEPS, *SHIFT_STEPS, UNDO, "note", "photo", "answer", "sign", REVIEW)
"""For what a command can be run."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened: `event` is one of EVENTS, `at_s` seconds since 1970 UTC, `job_id` 0 for no job.

    `said` is what was sent, or what the phone reported; `text` a sentence. `entry_id` is the record that says so.
    """

    event: str
    at_s: int
    employee_id: int
    employee: str
    job_id: int
    job_number: str
    said: Fields
    text: str
    entry_id: int
