"""What was looked for on the board, and found."""

from collections.abc import Sequence
from dataclasses import dataclass

from industrack_core.domain.records.found_job import FoundJob


@dataclass(slots=True)
class FoundJobs:
    """What was looked for, the jobs found, and which of them is looked at."""

    query: str
    jobs: Sequence[FoundJob]
    index: int = 0
