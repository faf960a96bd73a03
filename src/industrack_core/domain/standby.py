"""A commit that waits for the second server, which is away: it holds the one lock meanwhile."""

from datetime import datetime

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.time.span import clock_text


@dataclass(frozen=True, slots=True)
class StandbyWait:
    """It waits `since` then, by the company's clock (None: the server does not say); `mine`: it is one's own."""

    since: datetime | None
    mine: bool

    @property
    def sentence(self) -> str:
        """For whoever cannot save because of it."""
        since = f" since {clock_text(self.since)}" if self.since else ""
        return (
            f"The second server does not answer{since}: nothing can be saved until it is back, or until it is"
            " taken out (docs/office-server.md)."
        )

    def waiting(self, seconds: float) -> str:
        """For whoever's act it is, after so many seconds."""
        if not self.mine:
            return self.sentence
        return f"Saved here; waiting for the second server ({seconds:.0f} s)."
