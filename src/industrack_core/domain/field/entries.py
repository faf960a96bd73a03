"""What a spell of a technician's time is, and why it is to be looked at."""

from industrack_core.domain.kinds import Kind
from industrack_core.domain.text.labelled import Labelled


class EntryKind(Labelled):
    """What a spell of somebody's time was."""

    SHIFT = "shift"
    TRAVEL = "travel"
    JOB = Kind.JOB.value
    BREAK = "break"


class Mark(Labelled):
    """Why a spell of time is to be looked at: which of its ends nobody tapped, or who changed it since."""

    CLOCK = "clock"
    START_MISSING = "start_missing"
    END_MISSING = "end_missing"
    AUTO = "auto"
    AMENDED = "amended"
