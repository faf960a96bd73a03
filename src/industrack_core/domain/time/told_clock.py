"""A clock that was told what time it is: for demos, pictures and tests of the installed command."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ToldClock:
    """Stands still at `moment` (aware UTC). What is shown goes by it; what an act of a real office bears does not."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment
